import { seenUntil } from './blindness.ts';
import type { Instant, Interval } from './time.ts';

/** Where a monitored stream stands: in exactly one of these at any instant. Only `live` may look like good news. */
export const streamStates = ['live', 'late', 'silent', 'faulty', 'paused'] as const;
export type StreamState = (typeof streamStates)[number];

/** Why a device that is heard cannot be believed. `reported` is its own word; the others are what we see in its readings. */
export const faultCauses = ['reported', 'impossible-values', 'clock', 'stuck', 'flapping'] as const;
export type FaultCause = (typeof faultCauses)[number];

/** Heartbeats that may pass before a stream is late; three missed are a warning in UK telecare (a base message every 15 minutes, 45 of silence). */
export const lateAfterHeartbeats = 1.5;
export const silentAfterHeartbeats = 3;

/** All that decides the state of a stream: a device that is expected to be heard. */
export interface StreamFacts {
  readonly heartbeatMs: number;
  /** How many heartbeats may be missed before it is silent. */
  readonly missedHeartbeats: number;
  readonly enrolledAt: Instant;
  /** Last arrival, by our clock; null: never. */
  readonly heardAt: Instant | null;
  /** Since when it cannot be believed; null: nothing speaks against it. */
  readonly faultySinceAt: Instant | null;
  /** Paused or being repaired until then; null: not. */
  readonly pausedUntilAt: Instant | null;
  /** Whose it is is away by agreement until then; null: at home, or away without an end. */
  readonly awayUntilAt: Instant | null;
  /** Its hub cannot be reached since then; null: it can, or there is none. */
  readonly hubDownSinceAt: Instant | null;
  /** When its hub came back last; it then has one heartbeat to be heard. */
  readonly hubBackAt: Instant | null;
  /** When we could not have heard it: outages of ours and of its hub, in order, not overlapping. */
  readonly blind: readonly Interval[];
}

/** A stream at one instant. */
export interface Stream {
  readonly state: StreamState;
  /** Since when: of `live` and `late` the last arrival (or enrolment), of `silent` the moment from which it counts as silent. */
  readonly sinceAt: Instant;
  /** For `paused`: when it is judged again. */
  readonly untilAt: Instant | null;
  /** `silent` only because its hub cannot be reached: nothing is wrong with the device as far as we know, and it is not chased by itself. */
  readonly behindHub: boolean;
}

/** From when on the device is waited for: its last arrival, or the end of a pause, before which nothing was expected of it. */
function waitedSince({ heardAt, enrolledAt, pausedUntilAt, awayUntilAt }: StreamFacts, at: Instant): Instant {
  const ended = (until: Instant | null) => (until !== null && until <= at ? until : 0);
  return Math.max(heardAt ?? enrolledAt, ended(pausedUntilAt), ended(awayUntilAt));
}

/** When enough heartbeats will have been missed, with the time in which we were blind taken out. */
function missedAt(facts: StreamFacts, at: Instant): Instant {
  const sinceAt = waitedSince(facts, at);
  const dueAt = seenUntil(facts.blind, sinceAt, sinceAt + facts.missedHeartbeats * facts.heartbeatMs);
  const graceUntilAt = facts.hubBackAt !== null && facts.hubBackAt > sinceAt ? facts.hubBackAt + facts.heartbeatMs : 0;
  return Math.max(dueAt, graceUntilAt);
}

/** When the stream becomes silent if nothing is heard; for a paused one not before the pause is over. */
export function silentAt(facts: StreamFacts, at: Instant): Instant {
  const pausedTo = Math.max(facts.pausedUntilAt ?? 0, facts.awayUntilAt ?? 0);
  return missedAt(facts, Math.max(pausedTo, at));
}

/**
 * The state of a stream at `at`. What was agreed comes first (a device under repair is expected to be odd), then what speaks against
 * the device, then whether anything was expected, then silence. An outage of ours or a pause excuses silence, it does not make a device
 * live: live is what was heard lately, and nothing else.
 */
export function streamAt(facts: StreamFacts, at: Instant): Stream {
  const { heardAt, enrolledAt, pausedUntilAt, awayUntilAt, faultySinceAt, hubDownSinceAt } = facts;
  const paused = (untilAt: Instant): Stream => ({ state: 'paused', sinceAt: heardAt ?? enrolledAt, untilAt, behindHub: false });
  if (pausedUntilAt !== null && pausedUntilAt > at) return paused(pausedUntilAt);
  const found = (state: StreamState, sinceAt: Instant, behindHub = false): Stream => ({ state, sinceAt, untilAt: null, behindHub });
  if (faultySinceAt !== null && faultySinceAt <= at) return found('faulty', faultySinceAt);
  if (awayUntilAt !== null && awayUntilAt > at) return paused(awayUntilAt);
  if (hubDownSinceAt !== null && hubDownSinceAt <= at) return found('silent', hubDownSinceAt, true);
  const silentSinceAt = missedAt(facts, at);
  if (at >= silentSinceAt) return found('silent', silentSinceAt);
  const lively = heardAt !== null && at <= heardAt + lateAfterHeartbeats * facts.heartbeatMs;
  return found(lively ? 'live' : 'late', heardAt ?? enrolledAt);
}

const ourMark = 'gateway:';

/** The key of a `device-fault` reading that we make ourselves from what a device sends. */
export function faultKey(cause: Exclude<FaultCause, 'reported'>): string {
  return ourMark + cause;
}

/** What a `device-fault` reading is about. */
export function faultCauseOf(key: string): FaultCause {
  return faultCauses.find((cause) => key === ourMark + cause) ?? 'reported';
}
