import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { SilentKit } from '../../../gateway/contract/equipment.ts';
import { useKitPlan } from '../../shared/api/kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Somebody takes a broken device on, and says how the person is looked after meanwhile. */
export function KitPlanDialog({ line, onClose }: { line: SilentKit; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const plan = useKitPlan();
  const { id, name } = line.device;
  const submit = (entered: FormData) => {
    const interimPlan = String(entered.get('plan')).trim();
    if (interimPlan === '') return { field: 'plan', says: t('kit.planMissing') };
    const onSuccess = () => {
      announce(t('kit.planned', { name }));
      onClose();
    };
    plan.mutate({ deviceId: id, interimPlan }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('kit.planTitle', { name })}
      send={t('kit.planSend')}
      canSend={!plan.isPending}
      problem={plan.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <Textarea
          id="kit-plan"
          name="plan"
          rows={4}
          maxLength={500}
          defaultValue={line.interimPlan}
          label={t('kit.planText')}
          hint={t('kit.planHint')}
          error={missing('plan')}
        />
      )}
    </FormDialog>
  );
}
