import type { ResponseJobSummary } from '../../../gateway/contract/response.ts';
import { clockDuration, timeOfDay } from '../time/format.ts';
import { useServerNow } from '../time/use-server-now.ts';
import { responseTerms } from '../words/en/response-terms.ts';
import { say } from '../words/say.ts';
import { visitClock } from './visit-clock.ts';

/** A circle, a clock, a triangle. */
const shapes = {
  'on-time': 'M8 2a6 6 0 1 0 .01 0z',
  soon: 'M8 2a6 6 0 1 0 .01 0zM8 8V3M8 8h4',
  late: 'M8 1l7 13H1z',
} as const;

/** The time that is left of a visit: a shape, a word and a countdown; nothing where no clock runs. */
export function VisitClock({ job }: { job: Pick<ResponseJobSummary, 'state' | 'urgency' | 'clocks'> }) {
  const now = useServerNow() ?? Date.now();
  const clock = visitClock(job, now);
  if (!clock) return null;
  const words = responseTerms.clock;
  const left = clock.dueAt - now;
  return (
    <span className={`visit-clock visit-clock--${clock.stand}`}>
      <svg className="visit-clock__shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={shapes[clock.stand]} />
      </svg>{' '}
      <strong>{words.stand[clock.stand]}</strong>{' '}
      <span className="visit-clock__time">
        {say(words[clock.name], { time: timeOfDay(clock.dueAt) })},{' '}
        {say(left >= 0 ? words.left : words.over, { time: clockDuration(Math.abs(left)) })}
      </span>
    </span>
  );
}
