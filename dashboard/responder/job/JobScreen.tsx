import { VisitClock } from '../../shared/response/VisitClock.tsx';
import { responseTerms } from '../../shared/words/en/response-terms.ts';
import { say } from '../../shared/words/say.ts';
import { Calls } from '../frame/Calls.tsx';
import type { Visit } from '../keep/use-mine.ts';
import { words } from '../words.ts';
import { About } from './About.tsx';
import { KeySafe } from './KeySafe.tsx';
import { NextStep } from './NextStep.tsx';
import { Stages } from './Stages.tsx';

/** The visit in hand: where, by when, the next step, how to get in, and what must be known at the door. */
export function JobScreen({ visit }: { visit: Visit }) {
  const { job, stand } = visit;
  return (
    <>
      <h1>{say(words.job.visitTo, { name: job.summary.knownAs })}</h1>
      <p className="job__stand">
        <strong>{responseTerms.state[job.state]}</strong> · {responseTerms.urgency[job.urgency]}
      </p>
      <p className="job__clock">
        <VisitClock job={job} />
      </p>
      <p className="job__address">
        {job.address}{' '}
        <a className="job__directions" href={`geo:0,0?q=${encodeURIComponent(job.address)}`}>
          {words.about.directions}
        </a>
      </p>
      <NextStep jobId={job.id} stand={stand} />
      <Calls />
      <section className="card" aria-labelledby="way-in">
        <h2 id="way-in">{words.about.keys}</h2>
        <p>{job.summary.keyAccess || words.about.noKeys}</p>
        {job.summary.hasKeySafeCode && <KeySafe jobId={job.id} />}
      </section>
      <About job={job} />
      <Stages visit={visit} />
    </>
  );
}
