import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../gateway/contract/apps.ts';
import { useAppWithdrawal } from '../../shared/api/app-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A version of an app may not send any more; whoever is refused is told why. */
export function WithdrawDialog({ app, version, onClose }: { app: AppView; version: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const withdrawal = useAppWithdrawal(app.id);
  const { name } = app;
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason === '') return { field: 'reason', says: t('apps.reasonMissing') };
    const onSuccess = () => {
      announce(t('apps.withdrew', { version, name }));
      onClose();
    };
    withdrawal.mutate({ version, reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('apps.withdrawOf', { version, name })}
      send={t('apps.withdrawSend')}
      warning
      canSend={!withdrawal.isPending}
      problem={withdrawal.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('apps.withdrawSays')}</p>
          <TextInput id="withdraw-reason" name="reason" maxLength={500} label={t('apps.withdrawReason')} error={missing('reason')} />
        </>
      )}
    </FormDialog>
  );
}
