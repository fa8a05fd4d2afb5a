import type { DayOfWeek } from '../model/calendar.ts';
import { type Instant, type LocalTime, nextWallClock } from '../model/time.ts';
import { listed } from './words.ts';

export interface Dose {
  readonly time: LocalTime;
  /** Left out: every day. */
  readonly days?: readonly DayOfWeek[];
  readonly medicine: string;
}

/** A dose on the time line. */
export interface Due {
  readonly dueAt: Instant;
  /** What is due then, in words. Two doses fall together when a spring clock change skips the time of one. */
  readonly medicines: string;
}

interface Answer {
  readonly sinceAt: Instant;
  readonly due: Due;
}
/** The last answers of `nextDose`, and from which `afterAt` on each is the answer. A few: what is prompted for and what is judged are asked for in turn. */
const answered = new WeakMap<readonly Dose[], Map<string, readonly Answer[]>>();
const answersKept = 4;

/** The first dose due later than `afterAt`. `doses` must not be empty. */
export function nextDose(zone: string, doses: readonly Dose[], afterAt: Instant): Due {
  const byZone = answered.get(doses) ?? new Map<string, readonly Answer[]>();
  const known = byZone.get(zone) ?? [];
  for (const { sinceAt, due } of known) if (afterAt >= sinceAt && afterAt < due.dueAt) return due;
  const due = firstDue(zone, doses, afterAt);
  answered.set(doses, byZone.set(zone, [{ sinceAt: afterAt, due }, ...known.slice(0, answersKept - 1)]));
  return due;
}

function firstDue(zone: string, doses: readonly Dose[], afterAt: Instant): Due {
  const dues = doses.map((dose) => nextWallClock(zone, afterAt + 1, dose.time, dose));
  const dueAt = Math.min(...dues);
  return { dueAt, medicines: listed(doses.filter((_, i) => dues[i] === dueAt).map((dose) => dose.medicine)) };
}

/** Two doses at one time of day on a day of the week that they share. */
export function fallTogether(one: Pick<Dose, 'time' | 'days'>, other: Pick<Dose, 'time' | 'days'>): boolean {
  return one.time === other.time && (!one.days || !other.days || one.days.some((day) => other.days?.includes(day)));
}
