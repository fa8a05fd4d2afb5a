import { day, hour, type Instant, minute } from './time.ts';

/** One day of a device: how often it was heard, and for how long at most it was not. */
export interface DayOfGaps {
  readonly gaps: number;
  readonly longestMs: number;
}

/** What is remembered of when a device was heard. A day is a day of UTC: all that matters is that it holds a night. */
export interface Arrivals {
  /** null: not yet heard by this process. What lies between two processes is our own silence, not the device's. */
  readonly heardAt: Instant | null;
  readonly today: number;
  readonly gaps: number;
  readonly longestMs: number;
  /** The days before, newest last, at most a week. */
  readonly days: readonly DayOfGaps[];
}

/** What a device taught us: how often it is heard when all is well, and from how many gaps we know. */
export interface LearnedHeartbeat {
  readonly everyMs: number;
  readonly gaps: number;
}

const daysKept = 7;
const enoughDays = 4;
const enoughGaps = 12;
/** Devices of a model that must agree before they speak for one that is too new. */
const enoughDevices = 5;
/** Battery devices on Zigbee count as offline after 25 hours (Zigbee2MQTT, availability of passive devices); a longer gap is an outage. */
const longestHeartbeatMs = 25 * hour;
/**
 * A gap longer than what was declared by no more than this is a message that came late, and the declared interval stays: an alarm unit's base
 * message is due every 15 minutes and its silence is told after 45 (clinical.md, UK telecare practice), not after an hour because the line is slow.
 */
const lateShare = 4 / 3;
/** Learned values are rounded up to one of these, so that they seldom change and a person can say them. */
const scale = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_080, 1_500].map((minutes) => minutes * minute);

export const noArrivals: Arrivals = { heardAt: null, today: 0, gaps: 0, longestMs: 0, days: [] };

/** The day that has begun; the one that is over joins the others. */
function atDay(known: Arrivals, today: number): Arrivals {
  if (known.today === today) return known;
  const days = known.gaps === 0 ? known.days : [...known.days, { gaps: known.gaps, longestMs: known.longestMs }].slice(-daysKept);
  return { heardAt: known.heardAt, today, gaps: 0, longestMs: 0, days };
}

/** The device was heard, by our clock. Several readings of one message are one arrival. */
export function heardAgain(known: Arrivals, at: Instant): Arrivals {
  const { heardAt, today, gaps, longestMs, days } = atDay(known, Math.floor(at / day));
  if (heardAt !== null && at <= heardAt) return known;
  const gapMs = heardAt === null ? 0 : at - heardAt;
  if (gapMs === 0 || gapMs > longestHeartbeatMs) return { heardAt: at, today, gaps, longestMs, days };
  return { heardAt: at, today, gaps: gaps + 1, longestMs: Math.max(longestMs, gapMs), days };
}

/**
 * The interval learned from the days that are over; null: not enough of them. It is the longest gap of an ordinary day, the lower median
 * of them: every day holds a night, and outages on three days of a week teach nothing. A help button that was out twice must not be
 * believed to be heard from every few hours. Never below a third of what was declared, never above 25 hours; what was declared where it is
 * exceeded by a late message only.
 */
export function learnedHeartbeat(days: readonly DayOfGaps[], declaredMs: number): LearnedHeartbeat | null {
  const gaps = days.reduce((sum, one) => sum + one.gaps, 0);
  if (days.length < enoughDays || gaps < enoughGaps) return null;
  const longestMs = days.map((one) => one.longestMs).toSorted((a, b) => a - b)[Math.floor((days.length - 1) / 2)]!;
  const isLateOnly = longestMs > declaredMs && longestMs <= declaredMs * lateShare;
  const everyMs = isLateOnly ? declaredMs : Math.max(roundedUp(longestMs), declaredMs / 3);
  return { everyMs: Math.min(everyMs, longestHeartbeatMs), gaps };
}

/** What devices of one model say together about one that is too new: the upper median; null: too few of them. */
export function modelHeartbeat(devices: readonly LearnedHeartbeat[]): LearnedHeartbeat | null {
  if (devices.length < enoughDevices) return null;
  const { everyMs } = devices.toSorted((a, b) => a.everyMs - b.everyMs)[Math.floor(devices.length / 2)]!;
  return { everyMs, gaps: devices.reduce((sum, one) => sum + one.gaps, 0) };
}

const roundedUp = (ms: number): number => scale.find((step) => step >= ms) ?? longestHeartbeatMs;

/** The arrivals with all days that are over by `at` counted in. */
export function daysUntil(known: Arrivals, at: Instant): Arrivals {
  return atDay(known, Math.floor(at / day));
}
