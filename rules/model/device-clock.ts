import type { Observation } from './observation.ts';
import { type Instant, minute, second } from './time.ts';

/** What is remembered of the times that a device gives its readings. */
export interface ClockSamples {
  /** How far its time was ahead of ours (negative: behind) as live readings came, oldest first. */
  readonly aheadMs: readonly number[];
  /** Arrival of its last reading, and the newest of its own times. */
  readonly heardAt: Instant;
  readonly newestAt: Instant;
}

const samplesKept = 15;
/** A transport is late once, not five times by the same. */
const enoughSamples = 5;
/** What was buffered comes in bursts: a reading counts as live when nothing came from its device for so long before it. */
const burstMs = 30 * second;
/** How far the middle half of the samples may lie apart. A wrong clock is wrong by the same; what was kept for a while is late by this and that. */
const evenWithinMs = minute;

export const noClockSamples: ClockSamples = { aheadMs: [], heardAt: Number.NEGATIVE_INFINITY, newestAt: Number.NEGATIVE_INFINITY };

/**
 * A reading has come. It tells of the clock when it has a time of its own, is its device's newest by that time, and did not come in a burst
 * of others: what was buffered is late and says nothing.
 */
export function clockHeard(
  known: ClockSamples,
  { observedAt, receivedAt, snapshot }: Pick<Observation, 'observedAt' | 'receivedAt' | 'snapshot'>,
): ClockSamples {
  if (snapshot || observedAt === receivedAt) return known;
  const isLive = observedAt > known.newestAt && receivedAt - known.heardAt >= burstMs;
  return {
    aheadMs: isLive ? [...known.aheadMs, observedAt - receivedAt].slice(-samplesKept) : known.aheadMs,
    heardAt: Math.max(known.heardAt, receivedAt),
    newestAt: Math.max(known.newestAt, observedAt),
  };
}

/** How far the clock is ahead of ours, in milliseconds (negative: behind); null: too little is known, or the readings do not agree. */
export function clockAheadMs({ aheadMs }: ClockSamples): number | null {
  if (aheadMs.length < enoughSamples) return null;
  const all = aheadMs.toSorted((a, b) => a - b);
  const at = (share: number) => all[Math.floor((all.length - 1) * share)]!;
  return at(0.75) - at(0.25) > evenWithinMs ? null : at(0.5);
}
