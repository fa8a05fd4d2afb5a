import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { type CopyForm, useCopy } from '../../shared/api/record-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

const forms = ['page', 'lines'] as const satisfies readonly CopyForm[];

/** A copy of everything about a person. Of a closed record (`isClosed`) it is first said why. */
export function CopyDialog(props: { patientId: string; name: string; isClosed: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const copying = useCopy(props.patientId);
  const submit = (entered: FormData) => {
    const reason = props.isClosed ? String(entered.get('reason')).trim() : null;
    if (reason !== null && reason.length < 3) return { field: 'reason', says: t('record.reasonMissing') };
    const onSuccess = () => {
      announce(t('record.copied'));
      props.onClose();
    };
    copying.mutate({ form: forms.find((one) => one === entered.get('form')) ?? 'page', reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('record.copyTitle', { name: props.name })}
      send={t('record.copySend')}
      canSend={!copying.isPending}
      problem={copying.error?.message ?? null}
      submit={submit}
      onClose={props.onClose}
    >
      {(missing) => (
        <>
          <p>{t('record.copySays')}</p>
          <Select id="copy-form" name="form" label={t('record.form')}>
            {forms.map((form) => (
              <option key={form} value={form}>
                {t(`record.forms.${form}`)}
              </option>
            ))}
          </Select>
          {props.isClosed && (
            <TextInput id="copy-reason" name="reason" maxLength={500} label={t('record.reason')} error={missing('reason')} />
          )}
        </>
      )}
    </FormDialog>
  );
}
