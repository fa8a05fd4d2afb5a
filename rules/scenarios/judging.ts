import type { Presence } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';

/** Whether the patient is at home by agreement; an absence that has ended by its own date counts as home. */
export function isHome(presence: Presence, at: Instant): boolean {
  return presence.mode === 'home' || (presence.untilAt !== null && presence.untilAt <= at);
}

/**
 * Since when the patient has been at home under our eyes: null while they are away by agreement.
 * What was expected before that is never held against them.
 */
export function watchedSince(known: Instant | null, presence: Presence, at: Instant): Instant | null {
  if (!isHome(presence, at)) return null;
  return known ?? (presence.mode === 'home' ? at : presence.untilAt);
}

/** `before` itself when nothing differs: the same object means that there is nothing to store. Compares one level deep. */
export function ifChanged<S extends object>(before: S, after: S): S {
  if (before === after) return before;
  for (const key in after) if (before[key] !== after[key]) return after;
  return before;
}
