import { addDays, hour, type Instant, type LocalTime, localDate, minute, second, wallClockAt } from '../../rules/model/time.ts';

/** When something happens in a script: so long after it begins, or at a time of one of its days, from 1. */
export type When =
  | { readonly type: 'after'; readonly ms: number }
  | { readonly type: 'local'; readonly day: number; readonly time: LocalTime; readonly seconds: number };

/** When a script is played. */
export interface Calendar {
  readonly zone: string;
  readonly startAt: Instant;
  /** Local date of its first day. */
  readonly firstDate: string;
}

const units: Readonly<Record<string, number>> = { s: second, m: minute, min: minute, h: hour };
const durationPattern = String.raw`(\d+(?:\.\d+)?) ?(s|min|m|h)\b`;

/** Reads `90 s`, `20 min` or `2 h`; gives milliseconds, or null. */
export function parseDuration(text: string): number | null {
  const [, number, unit] = new RegExp(`^${durationPattern}$`).exec(text) ?? [];
  return number && unit ? Number(number) * units[unit]! : null;
}

/** Takes `07:30`, `07:30:15`, `day 2 07:30` or `+20 min` from the beginning of a line. Throws RangeError when there is none. */
export function takeWhen(line: string): { readonly when: When; readonly rest: string } {
  const after = new RegExp(`^\\+${durationPattern}`).exec(line);
  if (after) {
    const [all, number, unit] = after;
    return { when: { type: 'after', ms: Number(number) * units[unit!]! }, rest: line.slice(all.length).trim() };
  }
  const local = /^(?:day ([1-9]\d?) )?([01]\d:[0-5]\d|2[0-3]:[0-5]\d)(?::([0-5]\d))?(?=\s|$)/.exec(line);
  if (!local) throw new RangeError('begins with no time such as 07:30, day 2 07:30 or +20 min');
  const [all, day = '1', time, seconds = '0'] = local;
  return { when: { type: 'local', day: Number(day), time: time!, seconds: Number(seconds) }, rest: line.slice(all.length).trim() };
}

/** A whole text that is a time. Throws RangeError when it is not. */
export function parseWhen(text: string): When {
  const { when, rest } = takeWhen(text.trim());
  if (rest !== '') throw new RangeError(`"${rest}" follows the time`);
  return when;
}

export function instantOf(when: When, { zone, startAt, firstDate }: Calendar): Instant {
  if (when.type === 'after') return startAt + when.ms;
  return wallClockAt(zone, addDays(firstDate, when.day - 1), when.time) + when.seconds * second;
}

/** Begins now; the first day is today if everything of it is still to come, else tomorrow. */
export function calendarFrom(whens: readonly When[], zone: string, now: Instant): Calendar {
  const today = { zone, startAt: now, firstDate: localDate(zone, now) };
  const isToCome = whens.every((when) => when.type === 'after' || instantOf(when, today) > now);
  return isToCome ? today : { ...today, firstDate: addDays(today.firstDate, 1) };
}
