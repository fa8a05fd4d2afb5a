import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../shared/api/problem.ts';
import { send } from '../../shared/api/request.ts';
import { forgetAll } from '../../shared/api/session-queries.ts';
import { counted } from '../../shared/words/say.ts';
import { Failure } from '../frame/States.tsx';
import { useEntries, useOutbox } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';
import { restPush } from './push.ts';

/** Ends the session here. What waits to be sent would be lost, so it asks first. */
export function SignOut() {
  const { words, language } = useWords();
  const client = useQueryClient();
  const { outbox } = useOutbox();
  const waiting = useEntries().filter((entry) => entry.state === 'waiting').length;
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<Error | null>(null);
  const w = words.settings;

  async function leave() {
    try {
      // Whoever uses this browser next reads no notices of theirs; signing out does not fail over it.
      await restPush().catch(() => undefined);
      await send('/api/auth/sign-out').catch((error: unknown) => {
        // The session was over already.
        if (!(error instanceof ApiProblem && error.status === 401)) throw error;
      });
      await outbox.empty();
      forgetAll(client);
    } catch (error) {
      setFailed(error as Error);
    }
  }

  return (
    <section>
      {failed && <Failure error={failed} retry={() => void leave()} />}
      {asking && waiting > 0 ? (
        <div className="notice notice--wrong" role="alert">
          <p>{counted(language, w.signOutWaiting, waiting)}</p>
          <button type="button" className="button button--second" onClick={() => void leave()}>
            {w.signOutAnyway}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {w.stay}
          </button>
        </div>
      ) : (
        <button type="button" className="button button--second" onClick={() => (waiting > 0 ? setAsking(true) : void leave())}>
          {w.signOut}
        </button>
      )}
    </section>
  );
}
