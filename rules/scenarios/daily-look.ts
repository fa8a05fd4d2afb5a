import { blindMs, seenUntil } from '../model/blindness.ts';
import type { Presence } from '../model/patient.ts';
import { addDays, currentOrNextWindow, hour, type Instant, type Interval, type LocalWindow, localDate } from '../model/time.ts';
import { localWindow } from './parameters.ts';

/** A stretch of one day: what happens in it belongs to that day. */
export const dayWindow = localWindow.refine(({ from, to }) => from < to, { message: 'must end later on the same day', path: ['to'] });

/** How far an agreement has come that looks once in each occurrence of a window: at its end. */
export interface DailyLook {
  /** Under our eyes since then; null while away by agreement. Windows that began before are not looked at. */
  readonly watchedFromAt: Instant | null;
  /** Windows that end by then have been looked at. */
  readonly settledToAt: Instant | null;
}

/** What was measured while we could not see is sent again once we can, so only blindness near the end of a window delays the look. */
const resentWithinMs = 1 * hour;

/** The next window to be looked at, which may be long over; null while the patient is away by agreement. */
export function pendingLook({ watchedFromAt, settledToAt }: DailyLook, zone: string, window: LocalWindow): Interval | null {
  if (watchedFromAt === null) return null;
  const next = currentOrNextWindow(zone, Math.max(watchedFromAt, settledToAt ?? watchedFromAt), window);
  return next.fromAt >= watchedFromAt ? next : currentOrNextWindow(zone, next.toAt, window);
}

/** When to look at what was expected until `toAt`. */
export function lookAt(blind: readonly Interval[], toAt: Instant): Instant {
  return seenUntil(blind, toAt - resentWithinMs, toAt);
}

/** Whether too little of the window could be seen to say that something did not come in it. */
export function mostlyBlind(blind: readonly Interval[], { fromAt, toAt }: Interval): boolean {
  return 2 * blindMs(blind, fromAt, toAt) > toAt - fromAt;
}

/** Whether a day's window that begins at `fromAt` asks for another one: the last, at `readAt`, was `everyDays` days before or earlier. */
export function isExpected(zone: string, readAt: Instant | null, fromAt: Instant, everyDays: number): boolean {
  return readAt === null || localDate(zone, fromAt) >= addDays(localDate(zone, readAt), everyDays);
}

/** Whether something said at `at` about the day of `window` is still said on that day. */
export function sameDay(zone: string, window: Interval, at: Instant): boolean {
  return localDate(zone, at) === localDate(zone, window.fromAt);
}

/** When to wake: at `dueAt`, or for somebody away by agreement when that ends by itself, if that comes first. */
export function orHomeAgain(watchedFromAt: Instant | null, { untilAt }: Presence, dueAt: Instant | null): Instant | null {
  if (watchedFromAt !== null || untilAt === null) return dueAt;
  return dueAt === null ? untilAt : Math.min(dueAt, untilAt);
}
