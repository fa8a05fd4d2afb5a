import type { Instant, Interval } from './time.ts';

/** Blind stretches that are over are remembered so long: no wait of any agreement looks further back. */
const rememberedMs = 35 * 86_400_000;

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

/** All stretches in order, those that touch or overlap as one: `seenUntil` would take out twice what is named twice. */
export function merged(stretches: readonly Interval[]): readonly Interval[] {
  const ordered = stretches.toSorted((a, b) => a.fromAt - b.fromAt);
  const all: Interval[] = [];
  for (const one of ordered) {
    const last = all.at(-1);
    if (last && one.fromAt <= last.toAt) all[all.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, one.toAt) };
    else all.push(one);
  }
  return all;
}

/** What is known of blindness once `stretch` has become known at `at`; what nobody will ask for any more is forgotten. */
export function withStretch(known: readonly Interval[], stretch: Interval, at: Instant): readonly Interval[] {
  return merged([...known.filter((one) => one.toAt > at - rememberedMs), stretch]);
}
