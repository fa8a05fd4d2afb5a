import { useEffect, useState } from 'react';
import { useLiveConnection } from '../../shared/live/use-live.tsx';

const sayEveryMs = 15_000;
/** Without a key, a click or a movement of the mouse for so long, the page asks whether anybody is there. */
const idleMs = 600_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Says to the gateway whether somebody is at this page. True: nobody has touched it for so long that it no longer says so. */
export function useAttention(asked: boolean): boolean {
  const connection = useLiveConnection();
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!asked) return;
    let touchedMs = performance.now();
    let isIdle = false;
    const say = () => {
      const nowIdle = performance.now() - touchedMs > idleMs;
      if (nowIdle !== isIdle) setIdle(nowIdle);
      isIdle = nowIdle;
      connection.attend(document.visibilityState === 'visible' && !nowIdle);
    };
    const touched = () => {
      touchedMs = performance.now();
      if (isIdle) say();
    };
    say();
    const timer = setInterval(say, sayEveryMs);
    document.addEventListener('visibilitychange', say);
    for (const sign of signs) document.addEventListener(sign, touched, { passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
      for (const sign of signs) document.removeEventListener(sign, touched);
    };
  }, [connection, asked]);
  return idle;
}
