import { useContext, useEffect, useState } from 'react';
import { mySignalTaken } from '../../../gateway/contract/my.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { newId } from '../../shared/queue/outbox.ts';
import { ServerClockContext } from '../../shared/time/use-server-now.ts';
import { personApi, useChange } from '../api/my-queries.ts';
import { useLink } from '../live/use-my-live.tsx';
import { useEnter, useEntries } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';

/** "I'm OK": kept on the phone until it has arrived. */
export function OkButton({ patientId }: { patientId: string }) {
  const { words } = useWords();
  const enter = useEnter(patientId);
  const last = useEntries(patientId).findLast((entry) => entry.part === 'ok');
  const [pressed, setPressed] = useState(false);
  return (
    <section className="signal">
      <button
        type="button"
        className="button button--ok"
        onClick={() => {
          setPressed(true);
          void enter({ part: 'ok', body: {} });
        }}
      >
        {words.signals.ok}
      </button>
      <div role="status">
        {last?.state === 'waiting' && <p className="notice">{words.signals.okWaiting}</p>}
        {pressed && last?.state === 'sent' && <p className="notice notice--good">{words.signals.okSent}</p>}
        {pressed && last?.state === 'refused' && <p className="notice notice--wrong">{last.said}</p>}
      </div>
    </section>
  );
}

/** How long the second press is waited for: nobody finds a button that is ready to call in a pocket. */
const sureForMs = 10_000;

/** Without its database the gateway calls people all the same, and answers so. */
const isTold = (error: Error) => error instanceof ApiProblem && error.status === 503;

/** A call for help: two presses, so that it is not by accident, and never stored up: whoever presses must know at once that nobody heard. */
export function HelpButton({ patientId }: { patientId: string }) {
  const { words } = useWords();
  const clock = useContext(ServerClockContext);
  const offline = useLink() === 'dead';
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), sureForMs);
    return () => clearTimeout(timer);
  }, [sure]);
  const call = useChange(patientId, mySignalTaken, (id: string) => ({
    path: personApi(patientId, '/help'),
    body: { id, at: new Date(clock.now() ?? Date.now()).toISOString() },
  }));
  const w = words.signals;
  return (
    <section className="signal">
      <button
        type="button"
        className="button button--help"
        disabled={call.isPending}
        onClick={() => {
          if (sure) call.mutate(newId());
          setSure(!sure);
        }}
      >
        {call.isPending ? w.helpCalling : sure ? w.helpSure : w.help}
      </button>
      {sure && (
        <button type="button" className="button button--second" onClick={() => setSure(false)}>
          {w.helpNot}
        </button>
      )}
      <div role="alert">
        {sure && !offline && <p className="notice">{w.helpSureSays}</p>}
        {call.data && <p className="notice notice--good">{call.data.text}</p>}
        {call.error && <p className="notice notice--wrong">{isTold(call.error) ? w.helpMaybe : w.helpFailed}</p>}
        {offline && !call.isError && <p className="notice notice--wrong">{w.helpOffline}</p>}
      </div>
      {(offline || call.isError) && (
        <a className="button button--help" href="tel:999">
          {w.call999}
        </a>
      )}
    </section>
  );
}
