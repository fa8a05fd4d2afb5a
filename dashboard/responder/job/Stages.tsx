import { timeOfDay } from '../../shared/time/format.ts';
import { responseTerms } from '../../shared/words/en/response-terms.ts';
import { say } from '../../shared/words/say.ts';
import type { Visit } from '../keep/use-mine.ts';
import { words } from '../words.ts';

const w = words.job;

/** What was said of the visit so far, with the phone's times; what has not been sent says so. */
export function Stages({ visit: { job, waiting } }: { visit: Visit }) {
  if (job.stages.length + waiting.length === 0) return null;
  return (
    <section className="card" aria-labelledby="stages">
      <h2 id="stages">{w.stages}</h2>
      <ul className="lines">
        {job.stages.map(({ type, at, receivedAt, isDeviceTime, by, text }) => (
          <li key={`${type} ${at} ${receivedAt}`}>
            <strong>{responseTerms.event[type]}</strong>{' '}
            <span className="quiet">
              {say(w.by, { time: isDeviceTime ? timeOfDay(Date.parse(at)) : say(w.ours, { time: timeOfDay(Date.parse(at)) }), name: by })}
            </span>
            {text !== '' && <p>{text}</p>}
          </li>
        ))}
        {waiting.map(({ body }) => (
          <li key={body.id}>
            <strong>{responseTerms.event[body.type]}</strong>{' '}
            <span className="quiet">
              {timeOfDay(Date.parse(body.at))}, {w.notSent}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
