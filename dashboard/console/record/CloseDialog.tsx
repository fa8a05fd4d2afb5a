import { TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useClosing } from '../../shared/api/record-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** What closing a record means is said before it is done; what stands against it is said by the gateway. */
export function CloseDialog(props: { patient: PatientDetail; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { id, name } = props.patient;
  const closing = useClosing(id);
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason.length < 3) return { field: 'reason', says: t('record.reasonMissing') };
    const onSuccess = () => {
      announce(t('record.closed', { name }));
      props.onDone();
    };
    closing.mutate(reason, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('record.closeTitle', { name })}
      send={t('record.closeSend')}
      warning
      canSend={!closing.isPending}
      problem={closing.error?.message ?? null}
      submit={submit}
      onClose={props.onClose}
    >
      {(missing) => (
        <>
          <p>{t('record.closeSays.what')}</p>
          <ul>
            {(['nobody', 'circle', 'back', 'first'] as const).map((one) => (
              <li key={one}>{t(`record.closeSays.${one}`)}</li>
            ))}
          </ul>
          <TextInput id="close-reason" name="reason" maxLength={500} label={t('record.reason')} error={missing('reason')} />
        </>
      )}
    </FormDialog>
  );
}
