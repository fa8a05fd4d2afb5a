import { useTranslation } from 'react-i18next';
import { useMySignIn } from '../../shared/api/account-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { AppSection } from './AppSection.tsx';
import { PasskeySection } from './PasskeySection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SessionSection } from './SessionSection.tsx';

/** How I sign in, and where I am signed in. For whoever has yet to prove a second factor it is the only page. */
export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe().data;
  const { data, error, refetch } = useMySignIn();
  return (
    <Page title={t('account.title')} className="account">
      {me?.needsSecondFactor && (
        <p className="notice notice--warn">{data && data.passkeys.length > 0 ? t('account.needsPasskey') : t('account.needed')}</p>
      )}
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <AppSection signIn={data} />
          <PasskeySection passkeys={data.passkeys} />
          <PasswordSection hasPassword={data.hasPassword} />
          <SessionSection />
        </>
      )}
    </Page>
  );
}
