import { blindMs } from '../model/blindness.ts';
import type { Instant, Interval } from '../model/time.ts';
import { howLong } from './words.ts';

/** A sentence to follow another one: how much of the time from `fromAt` to `toAt` we could not see; nothing where we saw all of it. */
export function unseen(blind: readonly Interval[], fromAt: Instant, toAt: Instant): string {
  const ms = blindMs(blind, fromAt, toAt);
  return ms === 0 ? '' : ` For ${howLong(ms)} of that time we could not see; that is taken out of the wait.`;
}
