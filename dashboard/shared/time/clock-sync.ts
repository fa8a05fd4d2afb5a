/**
 * The server's clock as the page knows it. The page has no time of its own: ages and countdowns are server time,
 * carried forward between heartbeats by the local monotonic clock times the server's speed.
 * All values in milliseconds; `localMs` is `performance.now()`.
 */
export interface ClockSync {
  readonly speed: number;
  /** Server time minus scaled local time, one a sample, oldest first. */
  readonly offsets: readonly number[];
}

/** One minute of heartbeats: long enough to hold an undelayed one, short enough to follow a corrected server clock. */
const samplesKept = 12;
/** A sample further off than this (in real time) is a clock that was changed, not a delayed message. */
const jumpMs = 5_000;

/** What the server said and when it was heard. */
export interface ClockSample {
  readonly serverNow: number;
  readonly speed: number;
  readonly localMs: number;
}

/** Takes a sample into account; `sync` null: the first one. */
export function synchronise(sync: ClockSync | null, sample: ClockSample): ClockSync {
  const offset = sample.serverNow - sample.localMs * sample.speed;
  if (!sync || sync.speed !== sample.speed) return { speed: sample.speed, offsets: [offset] };
  if (Math.abs(offset - bestOffset(sync)) > jumpMs * Math.max(1, sample.speed)) return { speed: sample.speed, offsets: [offset] };
  return { speed: sample.speed, offsets: [...sync.offsets, offset].slice(-samplesKept) };
}

/** Server time (ms since 1970) at a local moment. */
export function serverTime(sync: ClockSync, localMs: number): number {
  return bestOffset(sync) + localMs * sync.speed;
}

/** A delay on the way only ever makes the offset smaller, so the largest one is the least delayed. */
function bestOffset(sync: ClockSync): number {
  return Math.max(...sync.offsets);
}
