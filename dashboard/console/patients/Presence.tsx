import { useTranslation } from 'react-i18next';
import type { PatientSummary } from '../../../gateway/contract/people.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** Where the patient is by agreement, and until when. */
export function Presence({ presence, zone }: { presence: PatientSummary['presence']; zone: string }) {
  const { t } = useTranslation();
  const place = t(`terms.presence.${presence.mode}`);
  if (!presence.untilAt) return <>{place}</>;
  return <>{t('patients.detail.until', { presence: place, time: dayAndTime(Date.parse(presence.untilAt), zone) })}</>;
}
