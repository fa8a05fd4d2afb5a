import { useEffect, useState } from 'react';
import { say } from '../words/say.ts';
import type { PagePush, PushState } from './push.ts';

/** Words around the switch; `{detail}` in `pushFailed` is why. */
export interface PushWords {
  readonly push: string;
  readonly pushLead: string;
  readonly pushOn: string;
  readonly pushOff: string;
  readonly pushIsOn: string;
  readonly pushIsOff: string;
  readonly pushIsUnknown: string;
  readonly pushBlocked: string;
  readonly pushCannot: string;
  readonly pushFailed: string;
}

/** Whether this phone shows a message when somebody is needed. */
export function PushSwitch({ push, words: w, userId }: { push: PagePush; words: PushWords; userId: string }) {
  const [state, setState] = useState<PushState | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void push.pushState().then(setState);
  }, [push]);

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
      {state === 'unknown' && <p className="notice">{w.pushIsUnknown}</p>}
      {(state === 'on' || state === 'off') && (
        <>
          <p role="status">
            <strong>{state === 'on' ? w.pushIsOn : w.pushIsOff}</strong>
          </p>
          <button
            type="button"
            className="button button--second"
            disabled={busy}
            onClick={() => void turn(() => (state === 'on' ? push.turnPushOff(userId) : push.turnPushOn(userId)))}
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
