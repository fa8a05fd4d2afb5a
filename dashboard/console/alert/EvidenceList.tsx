import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** The facts that made the alert, with the limits they were compared with and who set those. */
export function EvidenceList({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.evidence.title')}</h2>
      {alert.evidence.length === 0 ? (
        <p>{t('alert.evidence.none')}</p>
      ) : (
        <ul className="facts">
          {alert.evidence.map((fact) => (
            <li key={`${fact.at} ${fact.text}`}>
              <time className="facts__at" dateTime={fact.at}>
                {dayAndTime(Date.parse(fact.at))}
              </time>
              <span>
                {fact.text}
                {fact.limit && <span className="quiet facts__limit">{t('alert.evidence.limit', { limit: fact.limit })}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
