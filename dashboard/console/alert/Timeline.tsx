import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { dayAndTime, spokenDuration, timeOfDayWithSeconds } from '../../shared/time/format.ts';

/** As many entries are seen at a glance. */
const shownFolded = 6;

/** Everything that happened, newest first, with who did it and how late it was. Of a long record the newest entries, until all are asked for. */
export function Timeline({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const entries = alert.timeline.toReversed();
  const seal = entries[0]?.hash;
  const folds = entries.length > shownFolded;
  return (
    <section className="card" aria-labelledby="timeline-title">
      <div className="card__head">
        <h2 className="card__title" id="timeline-title">
          {t('alert.timeline.title')}
        </h2>
        {folds && (
          <button type="button" className="tool" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('alert.timeline.fewer') : t('alert.timeline.all', { count: entries.length })}
          </button>
        )}
      </div>
      {entries.length === 0 && <p>{t('alert.timeline.none')}</p>}
      <ol className="facts" reversed start={entries.length}>
        {(whole ? entries : entries.slice(0, shownFolded)).map((entry) => (
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
