import type { AlertState, Direction, Snooze } from '../model/alert.ts';
import type { Instant } from '../model/time.ts';

/** The snooze under which the whole alert rests; null: it does not. */
export function wholeSnooze(alert: AlertState): Snooze | null {
  return alert.snoozes?.find(({ scope }) => scope === 'alert') ?? null;
}

/** Until when this person asked not to be asked again about this alert; null: they may be. */
export function restOf(alert: AlertState, recipientId: string, at: Instant): Snooze | null {
  return alert.snoozes?.find((one) => one.scope === 'recipient' && one.actor.id === recipientId && at < one.untilAt) ?? null;
}

/** News of a value that has left its limits another way than when somebody put this alert off: a snooze for high hides no low. */
export function isOtherWay(alert: AlertState, direction: Direction | undefined): boolean {
  return direction !== undefined && (alert.snoozes ?? []).some((snooze) => snooze.direction !== direction);
}
