import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { ResponseJobSummary } from '../../../gateway/contract/response.ts';
import { useCancel } from '../../shared/api/response-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Calls a visit off, with why. */
export function CancelDialog({ job, onClose }: { job: Pick<ResponseJobSummary, 'id' | 'version' | 'patientName'>; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cancel = useCancel();
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason === '') return { field: 'reason', says: t('response.cancel.missing') };
    const onSuccess = () => {
      announce(t('response.cancel.sent'));
      onClose();
    };
    cancel.mutate({ id: job.id, version: job.version, reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('response.cancel.title', { name: job.patientName })}
      send={t('response.cancel.send')}
      warning
      canSend={!cancel.isPending}
      problem={cancel.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('response.cancel.says')}</p>
          <Textarea
            id="cancel-reason"
            name="reason"
            rows={2}
            maxLength={500}
            label={t('response.cancel.reason')}
            error={missing('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
