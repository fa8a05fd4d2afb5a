import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { ServiceView } from '../../../gateway/contract/services.ts';
import { useReferral } from '../../shared/api/service-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

const bases = ['patient', 'best-interest'] as const;

/** Refers somebody: why, what the service asks, and who agreed. */
export function ReferDialog(props: {
  service: ServiceView;
  person: { readonly id: string; readonly name: string };
  /** The alert that it follows from; null: none. */
  alertId: string | null;
  onClose: () => void;
}) {
  const { service, person, alertId, onClose } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const referral = useReferral();
  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    if (text('reason') === '') return { field: 'reason', says: t('services.reasonMissing') };
    const unanswered = service.asks.find(({ id, required }) => required && text(`ask-${id}`) === '');
    if (unanswered) return { field: `ask-${unanswered.id}`, says: t('services.answerMissing') };
    if (text('consent') === '') return { field: 'consent', says: t('services.consentMissing') };
    const answered = service.asks.flatMap(({ id }): [string, string][] => (text(`ask-${id}`) === '' ? [] : [[id, text(`ask-${id}`)]]));
    const consent = { basis: bases.find((one) => one === text('basis')) ?? 'patient', note: text('consent') } as const;
    const onSuccess = () => {
      announce(t('services.sent'));
      onClose();
    };
    const made = { serviceId: service.id, reason: text('reason'), answers: Object.fromEntries(answered), consent, alertId };
    referral.mutate({ patientId: person.id, ...made }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('services.referTo', { name: person.name, service: service.name })}
      send={t('services.send')}
      canSend={!referral.isPending}
      problem={referral.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Textarea id="refer-reason" name="reason" rows={3} maxLength={2000} label={t('services.reason')} error={missing('reason')} />
          {service.asks.map(({ id, label, required }) => (
            <TextInput
              key={id}
              id={`refer-${id}`}
              name={`ask-${id}`}
              maxLength={2000}
              label={required ? t('services.mustAnswer', { label }) : label}
              error={missing(`ask-${id}`)}
            />
          ))}
          <Select id="refer-basis" name="basis" label={t('services.basis')}>
            {bases.map((basis) => (
              <option key={basis} value={basis}>
                {t(`services.bases.${basis}`)}
              </option>
            ))}
          </Select>
          <TextInput id="refer-consent" name="consent" maxLength={500} label={t('services.consentNote')} error={missing('consent')} />
        </>
      )}
    </FormDialog>
  );
}
