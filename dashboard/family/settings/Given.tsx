import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MyGiven } from '../../../gateway/contract/consents.ts';
import type { Purpose } from '../../../gateway/contract/relations.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { keys } from '../api/keys.ts';
import { personApi, useChange } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Failure } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { useReachedWords } from './use-reached-words.ts';

/** What one person allowed this user. Each can be given back, after a look at what follows from it. */
export function Given({ id, knownAs, allowed }: { id: string; knownAs: string; allowed: MyGiven['allowed'] }) {
  const { language } = useWords();
  const client = useQueryClient();
  const now = useServerNow();
  const [asking, setAsking] = useState<Purpose | null>(null);
  const give = useChange(id, anything, (purpose: Purpose) => ({
    path: personApi(id, `/consents/${purpose}`),
    method: 'DELETE' as const,
  }));
  const w = useReachedWords();
  return (
    <>
      <h3>{say(w.given, { name: knownAs })}</h3>
      <ul className="lines">
        {allowed.map(({ purpose, sinceAt }) => (
          <li key={purpose}>
            {w.purposes[purpose]} <span className="quiet">{say(w.since, { time: whenSaid(language, Date.parse(sinceAt), now) })}</span>
            {asking !== purpose && (
              <button type="button" className="button button--plain" onClick={() => setAsking(purpose)}>
                {w.noLonger[purpose]}
              </button>
            )}
            {asking === purpose && (
              <div className="notice" role="alert">
                <p>{say(w.follows[purpose], { name: knownAs })}</p>
                <p>{say(w.onlyThey, { name: knownAs })}</p>
                <button
                  type="button"
                  className="button button--second"
                  disabled={give.isPending}
                  onClick={() => give.mutate(purpose, { onSuccess: () => void client.invalidateQueries({ queryKey: keys.given }) })}
                >
                  {w.giveBack}
                </button>
                <button type="button" className="button button--plain" onClick={() => setAsking(null)}>
                  {w.keep}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {give.error && <Failure error={give.error} retry={() => give.reset()} />}
    </>
  );
}
