import { Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { useAgreementAct } from '../../shared/api/agreement-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import type { AgreementDialogProps } from './AgreementActions.tsx';

/** A draft is dropped, or an agreement ends for good: because it is not wanted any more, or because consent is taken back. */
export function EndDialog({ patient, agreement, action, onClose }: AgreementDialogProps & { action: 'drop' | 'retire' | 'withdraw' }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { title, version } = agreement;
  const act = useAgreementAct(patient.id, agreement.id);
  const submit = (entered: FormData) => {
    const onSuccess = () => {
      announce(t(`agreements.did.${action}`, { title }));
      onClose();
    };
    if (action !== 'withdraw') {
      act.mutate(action === 'drop' ? { action, version } : { action }, { onSuccess });
      return null;
    }
    const by = String(entered.get('by')).trim();
    if (by === '') return { field: 'by', says: t('agreements.dialog.withdraw.byMissing') };
    act.mutate({ action: 'withdraw-consent', by, note: String(entered.get('note')).trim() }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t(`agreements.dialog.${action}.title`, { title })}
      send={t(`agreements.dialog.${action}.send`)}
      warning
      canSend={!act.isPending}
      problem={act.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{agreement.agreement}</p>
          <p>{t(`agreements.dialog.${action}.says`, { version })}</p>
          {action === 'withdraw' && (
            <>
              <TextInput
                id="withdraw-by"
                name="by"
                maxLength={200}
                defaultValue={patient.name}
                label={t('agreements.dialog.withdraw.by')}
                error={missing('by')}
              />
              <Textarea id="withdraw-note" name="note" rows={2} maxLength={500} label={t('agreements.dialog.withdraw.note')} />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
