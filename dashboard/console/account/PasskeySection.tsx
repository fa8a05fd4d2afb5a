import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { signInView } from '../../../gateway/contract/sign-in.ts';
import { usePasskeyAdding, usePasskeyRemoval } from '../../shared/api/account-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { hasPasskeys, tryPasskey } from '../../shared/sign-in/requests.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { AccountForm } from './AccountForm.tsx';

export function PasskeySection({ passkeys }: { passkeys: z.infer<typeof signInView>['passkeys'] }) {
  const { t } = useTranslation();
  const me = useMe();
  const adding = usePasskeyAdding();
  const removal = usePasskeyRemoval();
  return (
    <section className="card">
      <h2>{t('account.passkeys.title')}</h2>
      <p>{t('account.passkeys.says')}</p>
      {passkeys.length === 0 ? (
        <p className="quiet">{t('account.passkeys.none')}</p>
      ) : (
        <ul className="account__list">
          {passkeys.map(({ id, name, createdAt }) => (
            <li key={id}>
              {name ?? t('account.passkeys.unnamed')}
              {createdAt && <span className="quiet"> {t('account.passkeys.since', { time: dayAndTime(Date.parse(createdAt)) })}</span>}{' '}
              <button
                type="button"
                className="tool"
                aria-label={t('account.passkeys.removeOf', { name: name ?? t('account.passkeys.unnamed') })}
                disabled={removal.isPending}
                onClick={() => removal.mutate(id)}
              >
                {t('account.passkeys.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {me.data?.needsSecondFactor && passkeys.length > 0 && (
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => void tryPasskey().then(() => me.refetch())}>
          {t('account.goOn')}
        </button>
      )}
      {hasPasskeys() ? (
        <AccountForm
          fields={[{ name: 'passkey-name', label: t('account.passkeys.name'), autoComplete: 'off', hint: t('account.passkeys.nameHint') }]}
          button={t('account.passkeys.add')}
          refused={t('account.passkeys.failed')}
          send={async (entered) => {
            if (!entered('passkey-name')) return t('account.passkeys.nameMissing');
            await adding.mutateAsync(entered('passkey-name'));
            return null;
          }}
        />
      ) : (
        <p>{t('account.passkeys.notHere')}</p>
      )}
    </section>
  );
}
