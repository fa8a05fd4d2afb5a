import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../shared/api/problem.ts';
import { send } from '../../shared/api/request.ts';
import { forgetAll } from '../../shared/api/session-queries.ts';
import { counted, say } from '../../shared/words/say.ts';
import { forgetKept } from '../keep/kept.ts';
import { push } from '../push.ts';
import { useEntries } from '../queue/use-outbox.tsx';
import { words } from '../words.ts';
import { Failure } from './States.tsx';

/** Who is signed in, and the way out: the visit in hand is taken off the phone, what has not been sent stays. */
export function Account({ name }: { name: string }) {
  const client = useQueryClient();
  const waiting = useEntries().filter((entry) => entry.state === 'waiting').length;
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<Error | null>(null);
  const w = words.account;

  async function leave() {
    try {
      // Whoever has this phone next reads no notices of theirs; signing out does not fail over it.
      await push.restPush().catch(() => undefined);
      await send('/api/auth/sign-out').catch((error: unknown) => {
        // The session was over already.
        if (!(error instanceof ApiProblem && error.status === 401)) throw error;
      });
      await forgetKept();
      forgetAll(client);
    } catch (error) {
      setFailed(error as Error);
    }
  }

  return (
    <section className="account">
      <h2>{w.title}</h2>
      <p>{say(w.signedInAs, { name })}</p>
      {failed && <Failure error={failed} retry={() => void leave()} />}
      {asking && waiting > 0 ? (
        <div className="notice notice--ask" role="alert">
          <p>{counted('en', w.waiting, waiting)}</p>
          <button type="button" className="button button--second" onClick={() => void leave()}>
            {w.anyway}
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
      <p>
        <a className="button button--plain" href="/">
          {words.toConsole}
        </a>
      </p>
    </section>
  );
}
