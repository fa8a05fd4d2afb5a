import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { highestLevel, lowestLevel, type StayCommand, type WardStay } from '../../../gateway/contract/ward.ts';
import { useStayCommand } from '../../shared/api/ward-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { Offers } from './Offers.tsx';

type Decision = StayCommand['type'];
const zone = 'Europe/London';

/** What a clinician decides about a stay, with what was decided before and the agreements of the pathway. */
export function DecideDialog({ stay, onClose }: { stay: WardStay; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const command = useStayCommand(stay.id);
  const [decision, setDecision] = useState<Decision>('review');
  const possible = (['review', 'step-up', 'step-down', 'retarget', 'discharge'] as const).filter(
    (each) => !(each === 'step-up' && stay.level === highestLevel) && !(each === 'step-down' && stay.level === lowestLevel),
  );
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason') ?? '').trim();
    const targetOn = String(entered.get('targetOn') ?? '');
    if (decision === 'retarget' && targetOn === '') return { field: 'targetOn', says: t('ward.targetMissing') };
    if (decision !== 'review' && reason === '') return { field: 'reason', says: t('ward.reasonMissing') };
    const { version } = stay;
    const asked: StayCommand =
      decision === 'review'
        ? { type: decision, version, note: reason }
        : decision === 'retarget'
          ? { type: decision, version, targetOn, reason }
          : { type: decision, version, reason };
    const onSuccess = () => {
      announce(t('ward.decided'));
      onClose();
    };
    command.mutate(asked, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('ward.decideTitle', { name: stay.patientName })}
      send={t('ward.sendDecision')}
      canSend={!command.isPending}
      problem={command.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select
            id="decide-type"
            name="type"
            label={t('ward.decision')}
            value={decision}
            onChange={(event) => setDecision(event.currentTarget.value as Decision)}
          >
            {possible.map((each) => (
              <option key={each} value={each}>
                {t(`ward.decisions.${each}`)}
              </option>
            ))}
          </Select>
          {decision === 'retarget' && (
            <TextInput
              id="decide-target"
              name="targetOn"
              type="date"
              label={t('ward.target')}
              defaultValue={stay.targetOn}
              error={missing('targetOn')}
            />
          )}
          <Textarea id="decide-reason" name="reason" rows={2} maxLength={500} label={t('ward.note')} error={missing('reason')} />
          <Offers stay={stay} />
          <details className="behind">
            <summary>{t('ward.history')}</summary>
            <ul className="ward__list">
              {stay.events.map(({ at, by, type, level, note }) => (
                <li key={`${at} ${type}`}>
                  {t('ward.eventLine', { at: dayAndTime(Date.parse(at), zone), by, what: t(`ward.event.${type}`), level })}
                  {note !== '' && `: ${note}`}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </FormDialog>
  );
}
