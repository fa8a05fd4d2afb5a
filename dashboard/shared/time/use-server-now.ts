import { createContext, useContext, useSyncExternalStore } from 'react';
import { ServerClock } from './server-clock.ts';

export const ServerClockContext = createContext(new ServerClock());

/** One timer for all that ticks on the page. */
const listeners = new Set<() => void>();
let ticks = 0;
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Renders again every second of real time; the number only differs from the last one. */
export function useTick(): number {
  return useSyncExternalStore(subscribe, () => ticks);
}

/** Server time (ms), anew every second; null before the server has spoken. */
export function useServerNow(): number | null {
  useTick();
  return useContext(ServerClockContext).now();
}

/** Server time by the minute (ms), for what has no seconds: it renders again only with the next minute. 0 before the server has spoken. */
export function useServerMinute(): number {
  const clock = useContext(ServerClockContext);
  return useSyncExternalStore(subscribe, () => Math.floor((clock.now() ?? 0) / 60_000) * 60_000);
}
