import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WardStay } from '../../../gateway/contract/ward.ts';
import { Ago } from '../../shared/components/Ages.tsx';

/** Who, for what, and where. */
export function Who({ stay }: { stay: WardStay }) {
  const { t } = useTranslation();
  return (
    <div>
      <Link to={`/patients/${encodeURIComponent(stay.patientId)}`}>
        <strong>{stay.patientName}</strong>
      </Link>
      <br />
      <span className="quiet">{[t(`ward.pathway.${stay.pathway}`), stay.localityName, stay.clinician].filter(Boolean).join(', ')}</span>
    </div>
  );
}

/** The newest of each vital sign with its age. Where there is none, that is said, and never shown as good. */
export function Readings({ stay }: { stay: WardStay }) {
  const { t } = useTranslation();
  if (stay.readings.length === 0) return <strong className="never">{t('ward.noReading')}</strong>;
  return (
    <ul className="ward__list">
      {stay.readings.map(({ kind, label, value, unit, observedAt }) => (
        <li key={kind}>
          {label} <strong>{unit === null ? value : t('ward.reading', { value, unit })}</strong>{' '}
          <span className="quiet">
            <Ago at={observedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What has to be seen to now, gravest first; open alerts lead to theirs. */
export function Due({ stay }: { stay: WardStay }) {
  const { t } = useTranslation();
  return (
    <ul className="ward__list">
      {stay.due.length === 0 && <li className="quiet">{t('ward.nothingDue')}</li>}
      {stay.due.map((reason) => (
        <li key={reason}>
          <strong className={reason === 'high-alert' ? 'ward__urgent' : 'ward__due'}>{t(`ward.due.${reason}`)}</strong>
        </li>
      ))}
      {stay.openAlerts.length > 0 && (
        <li>
          <Link to={`/alerts/${encodeURIComponent(stay.openAlerts[0]?.id ?? '')}`}>
            {t('ward.alerts', { count: stay.openAlerts.length })}
          </Link>
        </li>
      )}
    </ul>
  );
}
