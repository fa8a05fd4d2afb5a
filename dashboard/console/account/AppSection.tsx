import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { signInView } from '../../../gateway/contract/sign-in.ts';
import { type AppSecret, useAppFinish, useAppRemoval, useAppSetUp, useNewPaperCodes } from '../../shared/api/account-queries.ts';
import { AccountForm } from './AccountForm.tsx';

/** The authenticator app: set up with the password and a first code, and the codes on paper beside it. */
export function AppSection({ signIn }: { signIn: z.infer<typeof signInView> }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<AppSecret | null>(null);
  const [paperCodes, setPaperCodes] = useState<readonly string[] | null>(null);
  const setUp = useAppSetUp();
  const finish = useAppFinish();
  const removal = useAppRemoval();
  const renewal = useNewPaperCodes();
  const password = { name: 'app-password', label: t('account.app.confirm'), type: 'password', autoComplete: 'current-password' } as const;
  if (!signIn.hasPassword) return null;
  return (
    <section className="card">
      <h2>{t('account.app.title')}</h2>
      <p>{signIn.hasApp ? t('account.app.on') : t('account.app.off')}</p>
      {paperCodes && <PaperCodes codes={paperCodes} />}
      {signIn.hasApp ? (
        <>
          <AccountForm
            fields={[password]}
            button={t('account.app.newCodes')}
            refused={t('account.wrong')}
            send={async (entered) => {
              setPaperCodes((await renewal.mutateAsync(entered(password.name))).backupCodes);
              return null;
            }}
          />
          <AccountForm
            fields={[{ ...password, name: 'app-removal' }]}
            button={t('account.app.remove')}
            warning
            refused={t('account.wrong')}
            send={async (entered) => {
              await removal.mutateAsync(entered('app-removal'));
              setPaperCodes(null);
              return null;
            }}
          />
        </>
      ) : secret ? (
        <AccountForm
          fields={[{ name: 'app-code', label: t('account.app.code'), autoComplete: 'one-time-code', isNumeric: true }]}
          button={t('account.app.finish')}
          refused={t('account.app.wrongCode')}
          send={async (entered) => {
            await finish.mutateAsync(entered('app-code').replaceAll(' ', ''));
            setSecret(null);
            return null;
          }}
        >
          <p>{t('account.app.scan')}</p>
          <img className="account__qr" src={`data:image/svg+xml,${encodeURIComponent(secret.qrSvg)}`} alt={t('account.app.qr')} />
          <p>
            {t('account.app.key')}: <code>{new URL(secret.totpURI).searchParams.get('secret')}</code>
          </p>
          <PaperCodes codes={secret.backupCodes} />
        </AccountForm>
      ) : (
        <AccountForm
          fields={[password]}
          button={t('account.app.setUp')}
          refused={t('account.wrong')}
          send={async (entered) => {
            setSecret(await setUp.mutateAsync(entered(password.name)));
            return null;
          }}
        />
      )}
    </section>
  );
}

function PaperCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('account.app.write')}</p>
      <ul className="account__codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
