import { createContext, useContext, useSyncExternalStore } from 'react';
import { ServerClock } from './server-clock.ts';

export const ServerClockContext = createContext(new ServerClock());

/** One timer for all that ticks on the page. */
const listeners = new Set<(ticks: number) => void>();
let ticks = 0;
let timer: ReturnType<typeof setInterval> | null = null;

/** Calls `listener` every second of real time, with a number that counts them; all at the same moment. Returns the way to stop it. */
export function everySecond(listener: (ticks: number) => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    for (const each of listeners) each(ticks);
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
  return useSyncExternalStore(everySecond, () => ticks);
}

/** Server time (ms), anew every second; null before the server has spoken. */
export function useServerNow(): number | null {
  useTick();
  return useContext(ServerClockContext).now();
}

/**
 * What `read` makes of server time (ms; null before the server has spoken), looked at every second: it renders again only with another result.
 * For what changes seldom.
 */
export function useByTheClock<T extends boolean | number>(read: (now: number | null) => T): T {
  const clock = useContext(ServerClockContext);
  return useSyncExternalStore(everySecond, () => read(clock.now()));
}

/** Server time by the minute (ms), for what has no seconds. 0 before the server has spoken. */
export function useServerMinute(): number {
  return useByTheClock((now) => Math.floor((now ?? 0) / 60_000) * 60_000);
}
