import { Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { useAgreementAct } from '../../shared/api/agreement-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';
import type { AgreementDialogProps } from './AgreementActions.tsx';

/** Nothing new is raised until an end that is always given. */
export function PauseDialog({ patient, agreement, onClose }: AgreementDialogProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { title, pausedUntilAt } = agreement;
  const act = useAgreementAct(patient.id, agreement.id);
  const submit = (entered: FormData) => {
    const untilAt = instantAt(patient.zone, String(entered.get('until')));
    const reason = String(entered.get('reason')).trim();
    if (untilAt === null) return { field: 'until', says: t('agreements.dialog.pause.untilMissing') };
    if (reason === '') return { field: 'reason', says: t('agreements.dialog.pause.reasonMissing') };
    const onSuccess = () => {
      announce(t('agreements.did.pause', { title, time: dayAndTime(untilAt, patient.zone) }));
      onClose();
    };
    act.mutate({ action: 'pause', untilAt: new Date(untilAt).toISOString(), reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('agreements.dialog.pause.title', { title })}
      send={t('agreements.dialog.pause.send')}
      canSend={!act.isPending}
      problem={act.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('agreements.dialog.pause.says')}</p>
          <TextInput
            id="pause-until"
            name="until"
            type="datetime-local"
            label={t('agreements.dialog.pause.until', { zone: patient.zone })}
            defaultValue={pausedUntilAt === null ? '' : localInput(patient.zone, Date.parse(pausedUntilAt))}
            error={missing('until')}
          />
          <Textarea
            id="pause-reason"
            name="reason"
            rows={2}
            maxLength={500}
            defaultValue={agreement.pauseReason}
            label={t('agreements.dialog.pause.reason')}
            error={missing('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
