import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { dayAndTime, spokenDuration, timeOfDayWithSeconds } from '../../shared/time/format.ts';

/** Everything that happened, newest first, with who did it and how late it was. */
export function Timeline({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  const entries = alert.timeline.toReversed();
  const seal = entries[0]?.hash;
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.timeline.title')}</h2>
      {entries.length === 0 && <p>{t('alert.timeline.none')}</p>}
      <ol className="facts" reversed>
        {entries.map((entry) => (
          <li key={entry.n}>
            <time className="facts__at" dateTime={entry.at} title={dayAndTime(Date.parse(entry.at))}>
              {timeOfDayWithSeconds(Date.parse(entry.at))}
            </time>
            <span>
              {entry.text}
              {entry.actor && <span className="quiet"> {t('alert.timeline.by', { name: entry.actor.name })}</span>}
              {entry.lateMs !== null && entry.lateMs > 0 && (
                <strong className="late-mark"> {t('alert.timeline.late', { time: spokenDuration(entry.lateMs) })}</strong>
              )}
            </span>
          </li>
        ))}
      </ol>
      {seal && <p className="quiet seal">{t('alert.timeline.hash', { hash: seal.slice(0, 12) })}</p>}
    </section>
  );
}
