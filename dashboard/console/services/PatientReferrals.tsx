import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePatientReferrals } from '../../shared/api/service-queries.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** To which services somebody was referred, and how far each referral has come. */
export function PatientReferrals({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data } = usePatientReferrals(patientId);
  if (!data) return null;
  return (
    <section className="card">
      <h2 className="card__title">{t('services.referrals.title')}</h2>
      {data.length === 0 ? (
        <p className="quiet">{t('services.referrals.noneOfPatient')}</p>
      ) : (
        <ul className="facts">
          {data.map(({ id, sentAt, serviceName, step, reason }) => (
            <li key={id}>
              <time className="facts__at" dateTime={sentAt}>
                {dayAndTime(Date.parse(sentAt))}
              </time>
              <span>
                <strong>{serviceName}</strong>, {t(`services.referrals.step.${step}`)}
                <span className="device-why quiet">{reason}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to={`/services?${new URLSearchParams({ patient: patientId })}`}>{t('services.more')}</Link>
      </p>
    </section>
  );
}
