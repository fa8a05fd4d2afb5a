import { useTranslation } from 'react-i18next';
import { useAgreementAct } from '../../shared/api/agreement-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import type { AgreementDialogProps } from './AgreementActions.tsx';
import { ConsentFields, readRecorded } from './ConsentFields.tsx';

/** A clinician approves a draft in their own name, or what is approved comes into force; consent can be recorded with either. */
export function IntoForceDialog({ patient, agreement, action, onClose }: AgreementDialogProps & { action: 'approve' | 'activate' }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const name = useMe().data?.name ?? '';
  const { title, version } = agreement;
  const act = useAgreementAct(patient.id, agreement.id);
  const submit = (entered: FormData) => {
    const recorded = readRecorded(entered, { by: t('agreements.record.byMissing'), on: t('agreements.record.onMissing') });
    if ('field' in recorded) return recorded;
    const onSuccess = () => {
      announce(t(`agreements.did.${action}`, { title }));
      onClose();
    };
    act.mutate({ action, version, ...recorded }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t(`agreements.dialog.${action}.title`, { title })}
      send={t(`agreements.dialog.${action}.send`)}
      canSend={!act.isPending}
      problem={act.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{agreement.agreement}</p>
          <p>{t(`agreements.dialog.${action}.says`, { version, name })}</p>
          <ConsentFields agreement={agreement} missing={missing} />
        </>
      )}
    </FormDialog>
  );
}
