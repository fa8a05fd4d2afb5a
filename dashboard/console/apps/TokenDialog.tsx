import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../gateway/contract/apps.ts';
import { useAppToken } from '../../shared/api/app-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { PersonSearch } from '../../shared/components/PersonSearch.tsx';
import { SecretDialog } from '../../shared/components/SecretDialog.tsx';

/** A token with which an app sends for one person, shown this once. */
export function TokenDialog({ app, onClose }: { app: AppView; onClose: () => void }) {
  const { t } = useTranslation();
  const making = useAppToken(app.id);
  if (making.data) {
    const lines = [{ label: t('homeKit.secret.token'), value: making.data.token }];
    return <SecretDialog title={t('apps.tokenTitle', { name: app.name })} lines={lines} onClose={onClose} />;
  }
  const submit = (entered: FormData) => {
    const personId = String(entered.get('person') ?? '');
    if (personId === '') return { field: 'search', says: t('apps.personMissing') };
    making.mutate(personId);
    return null;
  };
  return (
    <FormDialog
      title={t('apps.tokenOf', { name: app.name })}
      send={t('apps.tokenSend')}
      canSend={!making.isPending}
      problem={making.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('apps.tokenSays')}</p>
          <PersonSearch label={t('apps.search')} error={missing('search')} />
        </>
      )}
    </FormDialog>
  );
}
