import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/time/format.ts';
import { ReadingsTable } from './ReadingsTable.tsx';
import { type Lane, stretchesOf } from './series.ts';

/** Drawn in a thousand steps across; a moment is two of them wide, so that it is seen. */
const steps = 1_000;

/** What happened in the home: one lane a thing. A picture, with a table of the same events below. */
export const EventStrip = memo(function EventStrip({
  lanes,
  span,
  zone,
}: {
  lanes: readonly Lane[];
  span: { fromAt: number; toAt: number };
  zone: string;
}) {
  const { t } = useTranslation();
  const quarter = (span.toAt - span.fromAt) / 4;
  return (
    <figure className="chart chart--events">
      <figcaption className="chart__head">
        <strong>{t('patients.detail.events')}</strong>
      </figcaption>
      <div className="strip" aria-hidden="true">
        {lanes.map((lane) => (
          <div key={lane.id} className="strip__lane">
            <span className="strip__label">{lane.label}</span>
            <svg aria-hidden="true" className="strip__track" viewBox={`0 0 ${steps} 10`} preserveAspectRatio="none" height="16">
              <path d={path(lane, span)} />
            </svg>
          </div>
        ))}
        <div className="strip__lane strip__axis">
          <span className="strip__label" />
          <span className="strip__times">
            {[0, 1, 2, 3].map((n) => (
              <span key={n}>{dayAndTime(span.fromAt + n * quarter, zone)}</span>
            ))}
          </span>
        </div>
      </div>
      <ReadingsTable name={t('patients.detail.events')} observations={lanes.flatMap((lane) => lane.observations)} zone={zone} />
    </figure>
  );
});

/** All stretches of a lane as one path; those that fall on the same step are drawn once. */
function path(lane: Lane, span: { fromAt: number; toAt: number }): string {
  const scale = steps / (span.toAt - span.fromAt);
  const parts = new Set<string>();
  for (const stretch of stretchesOf(lane, span.toAt)) {
    const from = Math.max(0, Math.round((stretch.fromAt - span.fromAt) * scale));
    const to = Math.min(steps, Math.round((stretch.toAt - span.fromAt) * scale));
    if (to < 0 || from > steps || to < from) continue;
    parts.add(`M${from} 0H${Math.max(to, from + 2)}V10H${from}Z`);
  }
  return [...parts].join('');
}
