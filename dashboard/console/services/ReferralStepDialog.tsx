import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { ReferralView } from '../../../gateway/contract/services.ts';
import { useReferralStep } from '../../shared/api/service-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { stepsAfter } from './steps.ts';

/** Says how far a referral has come; why, where it ends without the person being taken on. */
export function ReferralStepDialog({ referral, onClose }: { referral: ReferralView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const record = useReferralStep();
  const { id, step: from, patientName, serviceName } = referral;
  const submit = (entered: FormData) => {
    const to = stepsAfter(from).find((one) => one === entered.get('step'));
    if (to === undefined) return { field: 'step', says: t('services.referrals.recordMissing') };
    const note = String(entered.get('note')).trim();
    if (note === '' && (to === 'declined' || to === 'withdrawn')) return { field: 'note', says: t('services.referrals.noteMissing') };
    const onSuccess = () => {
      announce(t('services.referrals.saved', { step: t(`services.referrals.step.${to}`) }));
      onClose();
    };
    record.mutate({ id, from, to, note }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('services.referrals.recordTitle', { name: patientName, service: serviceName })}
      send={t('services.referrals.save')}
      canSend={!record.isPending}
      problem={record.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="referral-step" name="step" label={t('services.referrals.recordStep')} error={missing('step')}>
            {stepsAfter(from).map((step) => (
              <option key={step} value={step}>
                {t(`services.referrals.step.${step}`)}
              </option>
            ))}
          </Select>
          <Textarea id="referral-note" name="note" rows={3} maxLength={2000} label={t('services.referrals.note')} error={missing('note')} />
        </>
      )}
    </FormDialog>
  );
}
