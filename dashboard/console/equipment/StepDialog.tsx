import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { useEquipmentStep } from '../../shared/api/equipment-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import type { Loan } from './LoanTable.tsx';

/** Says what was done with a thing: only what can be done with it as it stands is offered. */
export function StepDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const record = useEquipmentStep();
  const { id, name, steps } = loan;
  const submit = (entered: FormData) => {
    const step = steps.find((one) => one === entered.get('step'));
    if (step === undefined) return { field: 'step', says: t('equipment.recordMissing') };
    const onSuccess = () => {
      announce(t('equipment.recorded', { name, step: t(`equipment.did.${step}`) }));
      onClose();
    };
    record.mutate({ itemId: id, step, note: String(entered.get('note')).trim() }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('equipment.recordTitle', { name })}
      send={t('equipment.recordSend')}
      canSend={!record.isPending}
      problem={record.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="loan-step" name="step" label={t('equipment.recordStep')} error={missing('step')}>
            {steps.map((step) => (
              <option key={step} value={step}>
                {t(`equipment.did.${step}`)}
              </option>
            ))}
          </Select>
          <Textarea
            id="loan-note"
            name="note"
            rows={3}
            maxLength={500}
            label={t('equipment.recordNote')}
            hint={t('equipment.recordNoteHint')}
          />
        </>
      )}
    </FormDialog>
  );
}
