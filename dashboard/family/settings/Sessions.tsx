import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { sessionView } from '../../../gateway/contract/sign-in.ts';
import { remove } from '../../shared/api/request.ts';
import { browserName } from '../../shared/sign-in/browser-name.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { useAsked } from '../api/my-queries.ts';
import { Answered, Failure } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';

const sessionsKey = ['sessions'];

/** Where this user is signed in, and the way to end it there. */
export function Sessions() {
  const { words, language } = useWords();
  const client = useQueryClient();
  const now = useServerNow();
  const asked = useAsked(sessionsKey, '/api/my/sessions', z.array(sessionView));
  const end = useMutation({
    mutationFn: (id: string) => remove(`/api/my/sessions/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
  const w = words.settings;
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">{w.sessions}</h2>
      {end.error && <Failure error={end.error} retry={() => end.reset()} />}
      <Answered asked={asked}>
        {(sessions) => (
          <ul className="lines">
            {sessions.map((session) => (
              <li key={session.id}>
                {session.browser === null ? (session.address ?? session.way) : browserName(session.browser)}{' '}
                <span className="quiet">
                  {session.isThis ? w.thisOne : say(w.used, { time: whenSaid(language, Date.parse(session.usedAt), now) })}
                </span>
                {!session.isThis && (
                  <button type="button" className="button button--plain" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                    {w.endSession}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}
