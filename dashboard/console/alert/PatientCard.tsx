import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';

/** What someone who answers must know of the patient and the home. */
export function PatientCard({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  const { patient } = alert;
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.patient.title')}</h2>
      <p className="patient-card__name">
        <Link to={`/patients/${encodeURIComponent(alert.patientId)}`} aria-label={t('alert.patient.open', { name: alert.patientName })}>
          {alert.patientName}
        </Link>
        {patient.knownAs && patient.knownAs !== alert.patientName && (
          <span className="quiet"> {t('patients.detail.knownAs', { name: patient.knownAs })}</span>
        )}
      </p>
      <dl className="pairs">
        <dt>{t('alert.patient.summary')}</dt>
        <dd>{patient.summary || t('alert.patient.noSummary')}</dd>
        <dt>{t('alert.patient.address')}</dt>
        <dd>{patient.address}</dd>
        <dt>{t('alert.patient.key')}</dt>
        <dd>{patient.keyAccess || t('alert.patient.noKey')}</dd>
      </dl>
    </section>
  );
}
