import { useEffect, useState } from 'react';
import { VisitClock } from '../../shared/response/VisitClock.tsx';
import { clockDuration } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { responseTerms } from '../../shared/words/en/response-terms.ts';
import { say } from '../../shared/words/say.ts';
import type { Visit } from '../keep/use-mine.ts';
import { useSay } from '../queue/use-outbox.tsx';
import { words } from '../words.ts';
import { ringOnOffer } from './ring.ts';
import { SayWhy } from './SayWhy.tsx';

const w = words.offer;

/** Visits that are offered to the unit: each with what must be known to say yes or no, and the time to answer. */
export function Offers({ visits }: { visits: readonly Visit[] }) {
  const offered = visits.filter(({ stand }) => stand === 'offered');
  const ids = offered.map(({ job }) => job.id).join(' ');
  useEffect(() => {
    if (ids !== '') ringOnOffer();
  }, [ids]);
  return (
    <div role="status">
      {offered.length > 0 && (
        <section aria-labelledby="offers">
          <h2 id="offers">{offered.length === 1 ? w.title : say(w.more, { n: offered.length })}</h2>
          {offered.map((visit) => (
            <Offer key={visit.job.id} visit={visit} />
          ))}
        </section>
      )}
    </div>
  );
}

function Offer({ visit: { job } }: { visit: Visit }) {
  const tell = useSay(job.id);
  const [declining, setDeclining] = useState(false);
  const place = job.localityName === null ? '' : say(w.near, { place: job.localityName });
  return (
    <article className="card card--act" aria-label={say(words.job.visitTo, { name: job.summary.knownAs })}>
      <p className="offer__what">
        <strong>{responseTerms.urgency[job.urgency]}</strong> {place}
      </p>
      <p>{job.reason}</p>
      {job.skills.length > 0 && <p className="quiet">{job.skills.map((skill) => responseTerms.skill[skill]).join(', ')}</p>}
      <p>
        <VisitClock job={job} />
      </p>
      <AnswerTime until={job.offers.findLast(({ answer }) => answer === null)?.untilAt ?? null} />
      {declining ? (
        <SayWhy
          label={w.why}
          missing={w.whyMissing}
          send={w.declineSend}
          onSend={(reason) => void tell({ type: 'decline', reason })}
          onBack={() => setDeclining(false)}
        />
      ) : (
        <>
          <button type="button" className="button button--ok" onClick={() => void tell({ type: 'accept' })}>
            {w.accept}
          </button>
          <button type="button" className="button button--second" onClick={() => setDeclining(true)}>
            {w.decline}
          </button>
        </>
      )}
    </article>
  );
}

function AnswerTime({ until }: { until: string | null }) {
  const now = useServerNow();
  if (until === null || now === null) return null;
  const left = Date.parse(until) - now;
  return <p className="quiet">{left > 0 ? say(w.answerIn, { time: clockDuration(left) }) : w.over}</p>;
}
