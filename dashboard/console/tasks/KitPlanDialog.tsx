import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SilentKit } from '../../../gateway/contract/equipment.ts';
import { useKitPlan } from '../../shared/api/kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';

/** Somebody takes a broken device on, and says how the person is looked after meanwhile. */
export function KitPlanDialog({ line, onClose }: { line: SilentKit; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const plan = useKitPlan();
  const [missing, setMissing] = useState(false);
  const { id, name } = line.device;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const interimPlan = String(new FormData(event.currentTarget).get('plan')).trim();
    if (interimPlan === '') {
      setMissing(true);
      event.currentTarget.querySelector('textarea')?.focus();
      return;
    }
    plan.mutate(
      { deviceId: id, interimPlan },
      {
        onSuccess: () => {
          announce(t('kit.planned', { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('kit.planTitle', { name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Textarea
          id="kit-plan"
          name="plan"
          rows={4}
          maxLength={500}
          defaultValue={line.interimPlan}
          label={t('kit.planText')}
          hint={t('kit.planHint')}
          error={missing ? t('kit.planMissing') : undefined}
        />
        {plan.error && (
          <p className="notice notice--warn" role="alert">
            {plan.error.message}
          </p>
        )}
        <div className="dialog__actions">
          <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={plan.isPending}>
            {t('kit.planSend')}
          </button>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onClose}>
            {t('frame.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
