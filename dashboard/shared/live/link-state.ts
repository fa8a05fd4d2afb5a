/** How much the page may be believed. `connecting`: nothing has been received yet. */
export type LinkState = 'connecting' | 'live' | 'late' | 'dead';

/** Heartbeats come every 5 s of real time: two missing ones are late, four are a dead link. */
export const lateAfterMs = 10_000;
export const deadAfterMs = 20_000;

/** `silentMs`: real time since anything was heard; null: nothing was ever heard. */
export function linkState(silentMs: number | null, waitedMs: number): LinkState {
  if (silentMs === null) return waitedMs >= deadAfterMs ? 'dead' : 'connecting';
  if (silentMs >= deadAfterMs) return 'dead';
  return silentMs >= lateAfterMs ? 'late' : 'live';
}

const firstRetryMs = 500;
const longestRetryMs = 15_000;

/**
 * How long to wait before the n-th attempt to connect again (n from 0): doubling, at most 15 s, and spread by `random` (0 to 1),
 * so that all consoles do not come back in the same moment.
 */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempt, 10)) * (0.5 + random / 2);
}
