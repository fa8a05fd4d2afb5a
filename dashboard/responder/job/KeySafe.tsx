import { useEffect, useState } from 'react';
import { keySafeCode } from '../../../gateway/contract/response.ts';
import { request } from '../../shared/api/request.ts';
import { useTick } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { useLink } from '../live/link.tsx';
import { words } from '../words.ts';

const w = words.keySafe;
const shownMs = 60_000;

/** The code of the key safe, for a minute of real time, in the memory of this component only. */
export function KeySafe({ jobId }: { jobId: string }) {
  const isOffline = useLink() === 'dead';
  const [shown, setShown] = useState<{ readonly code: string; readonly untilMs: number } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const hide = () => setShown(null);
    const timer = setTimeout(hide, shown.untilMs - performance.now());
    // Whoever puts the phone away has read it.
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [shown]);

  async function show() {
    setAsking(true);
    setFailed(null);
    try {
      const { code } = await request(keySafeCode, `/api/response-jobs/${encodeURIComponent(jobId)}/key-safe`, { body: {} });
      setShown({ code, untilMs: performance.now() + shownMs });
    } catch (error) {
      setFailed((error as Error).message);
    } finally {
      setAsking(false);
    }
  }

  if (shown)
    return (
      <div className="key-safe" role="status">
        <p className="key-safe__code">
          <span className="unseen">{w.code}: </span>
          {shown.code}
        </p>
        <Left untilMs={shown.untilMs} />
        <button type="button" className="button button--second" onClick={() => setShown(null)}>
          {w.hide}
        </button>
      </div>
    );
  return (
    <div className="key-safe">
      <button type="button" className="button button--second" disabled={isOffline || asking} onClick={() => void show()}>
        {w.show}
      </button>
      <p className="quiet">{isOffline ? w.offline : w.says}</p>
      {failed !== null && (
        <p className="notice notice--wrong" role="alert">
          {say(words.failed, { detail: failed })}
        </p>
      )}
    </div>
  );
}

function Left({ untilMs }: { untilMs: number }) {
  useTick();
  return (
    <p className="quiet" aria-hidden="true">
      {say(w.seconds, { n: Math.max(0, Math.ceil((untilMs - performance.now()) / 1_000)) })}
    </p>
  );
}
