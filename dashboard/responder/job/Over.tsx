import { useEffect, useRef, useState } from 'react';
import { say } from '../../shared/words/say.ts';
import type { Visit } from '../keep/use-mine.ts';
import { words } from '../words.ts';
import { isHeld } from './stand.ts';

/** What is no longer there to be done: offers that went elsewhere, visits that were called off or taken away, and those that are done. */
export function Over({ visits, known }: { visits: readonly Visit[]; known: boolean }) {
  const lost = useLost(visits, known);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const calledOff = visits.filter(({ job, stand }) => stand === 'cancelled' && !read.has(job.id));
  const done = visits.filter(({ stand }) => stand === 'completed');
  return (
    <>
      {calledOff.map(({ job }) => (
        <Notice key={job.id} dismiss={() => setRead(new Set([...read, job.id]))}>
          {say(words.job.cancelled, { name: job.summary.knownAs, reason: job.cancelled?.reason ?? '' })}
        </Notice>
      ))}
      {lost.kind !== null && <Notice dismiss={lost.dismiss}>{lost.kind === 'offer' ? words.offer.gone : words.job.gone}</Notice>}
      {done.map(({ job, waiting }) => (
        <p key={job.id} className="notice notice--good">
          {say(words.job.done, { name: job.summary.knownAs })}
          {waiting.length > 0 && ` (${words.job.notSent})`}
        </p>
      ))}
    </>
  );
}

function Notice({ dismiss, children }: { dismiss: () => void; children: React.ReactNode }) {
  return (
    <div className="notice notice--ask" role="alert">
      <p>{children}</p>
      <button type="button" className="button button--second" onClick={dismiss}>
        {words.dismiss}
      </button>
    </div>
  );
}

/** Whether a visit that was offered, or in hand, is not there any more though nobody here declined or ended it. */
function useLost(visits: readonly Visit[], known: boolean): { kind: 'offer' | 'visit' | null; dismiss: () => void } {
  const before = useRef<ReadonlyMap<string, 'offer' | 'visit'>>(new Map());
  const [kind, setKind] = useState<'offer' | 'visit' | null>(null);
  useEffect(() => {
    if (!known) return;
    for (const [id, was] of before.current) if (!visits.some(({ job }) => job.id === id)) setKind(was);
    const pending = visits.filter(({ stand }) => stand === 'offered' || isHeld(stand));
    before.current = new Map(pending.map(({ job, stand }) => [job.id, stand === 'offered' ? 'offer' : 'visit']));
  }, [visits, known]);
  return { kind, dismiss: () => setKind(null) };
}
