import { useEffect, useState } from 'react';
import { say } from '../../shared/words/say.ts';
import { useWords } from '../words/language.tsx';
import { type PushState, pushState, turnPushOff, turnPushOn } from './push.ts';

/** Whether this phone shows a message when somebody is needed. */
export function PushChoice({ userId }: { userId: string }) {
  const { words } = useWords();
  const [state, setState] = useState<PushState | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const w = words.settings;
  useEffect(() => {
    void pushState().then(setState);
  }, []);

  async function turn(way: () => Promise<PushState>) {
    setBusy(true);
    setFailed(null);
    try {
      setState(await way());
    } catch (error) {
      setFailed((error as Error).message);
    }
    setBusy(false);
  }

  return (
    <section className="card" aria-labelledby="push">
      <h2 id="push">{w.push}</h2>
      <p>{w.pushLead}</p>
      {state === 'cannot' && <p className="quiet">{w.pushCannot}</p>}
      {state === 'blocked' && <p className="quiet">{w.pushBlocked}</p>}
      {(state === 'on' || state === 'off') && (
        <>
          <p role="status">
            <strong>{state === 'on' ? w.pushIsOn : w.pushIsOff}</strong>
          </p>
          <button
            type="button"
            className="button button--second"
            disabled={busy}
            onClick={() => void turn(state === 'on' ? turnPushOff : () => turnPushOn(userId))}
          >
            {state === 'on' ? w.pushOff : w.pushOn}
          </button>
        </>
      )}
      {failed !== null && (
        <p className="notice notice--wrong" role="alert">
          {say(w.pushFailed, { detail: failed })}
        </p>
      )}
    </section>
  );
}
