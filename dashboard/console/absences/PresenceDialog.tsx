import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { presenceModes } from '../../../rules/model/patient.ts';
import { usePresenceChange } from '../../shared/api/absence-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

/** An absence begins now, or the one that runs gets another end or place. It always has an end. */
export function PresenceDialog({ patient, onClose }: { patient: PatientDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const change = usePresenceChange(patient.id);
  const { mode, untilAt } = patient.presence;
  const submit = (entered: FormData) => {
    const chosen = presenceModes.find((one) => one === entered.get('mode'));
    const until = instantAt(patient.zone, String(entered.get('until')));
    if (!chosen || chosen === 'home') return { field: 'mode', says: t('absences.presence.modeMissing') };
    if (until === null) return { field: 'until', says: t('absences.presence.untilMissing') };
    const onSuccess = () => {
      const place = t(`terms.presence.${chosen}`);
      announce(t('absences.did.away', { name: patient.knownAs, place, time: dayAndTime(until, patient.zone) }));
      onClose();
    };
    change.mutate({ mode: chosen, untilAt: new Date(until).toISOString() }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('absences.presence.title', { name: patient.knownAs })}
      send={t('absences.presence.send')}
      canSend={!change.isPending}
      problem={change.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{t('absences.presence.says')}</p>
          <Select
            id="presence-mode"
            name="mode"
            label={t('absences.presence.mode')}
            defaultValue={mode === 'home' ? '' : mode}
            error={missing('mode')}
          >
            <option value="">{t('absences.choose')}</option>
            {presenceModes
              .filter((one) => one !== 'home')
              .map((one) => (
                <option key={one} value={one}>
                  {t(`terms.presence.${one}`)}
                </option>
              ))}
          </Select>
          <TextInput
            id="presence-until"
            name="until"
            type="datetime-local"
            label={t('absences.until', { zone: patient.zone })}
            defaultValue={untilAt === null ? '' : localInput(patient.zone, Date.parse(untilAt))}
            error={missing('until')}
          />
        </>
      )}
    </FormDialog>
  );
}
