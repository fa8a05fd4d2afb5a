import type { Instant, Interval } from '../model/time.ts';

/** How much of the time from `fromAt` to `toAt` we could not see. */
export function blindMs(blind: readonly Interval[], fromAt: Instant, toAt: Instant): number {
  let ms = 0;
  for (const gap of blind) ms += Math.max(0, Math.min(gap.toAt, toAt) - Math.max(gap.fromAt, fromAt));
  return ms;
}

/**
 * When a wait that began at `sinceAt` and would end at `dueAt` ends, with the time taken out of it in which we could not see: what did
 * not come meanwhile is not absent. Never earlier than `dueAt`, and never inside a blind stretch.
 */
export function seenUntil(blind: readonly Interval[], sinceAt: Instant, dueAt: Instant): Instant {
  let until = dueAt;
  for (const gap of blind) if (gap.fromAt < until && gap.toAt > sinceAt) until += gap.toAt - Math.max(gap.fromAt, sinceAt);
  return until;
}
