import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePasswordChange } from '../../shared/api/account-queries.ts';
import { shortestPassword } from '../../shared/sign-in/ResetForm.tsx';
import { english } from '../../shared/sign-in/words.ts';
import { AccountForm } from './AccountForm.tsx';

export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation();
  const change = usePasswordChange();
  const [isChanged, setChanged] = useState(false);
  const { hint, short } = english.choose;
  return (
    <section className="card">
      <h2>{t('account.password.title')}</h2>
      {!hasPassword && <p>{t('account.password.none')}</p>}
      {hasPassword && (
        <AccountForm
          fields={[
            { name: 'current', label: t('account.password.current'), type: 'password', autoComplete: 'current-password' },
            { name: 'next', label: t('account.password.next'), type: 'password', autoComplete: 'new-password', hint },
          ]}
          button={t('account.password.button')}
          refused={t('account.wrong')}
          send={async (entered) => {
            setChanged(false);
            if (entered('next').length < shortestPassword) return short;
            await change.mutateAsync({ currentPassword: entered('current'), newPassword: entered('next') });
            setChanged(true);
            return null;
          }}
        />
      )}
      <p role="status">{isChanged && t('account.password.changed')}</p>
    </section>
  );
}
