import { type Instant, type LocalTime, nextWallClock } from '../model/time.ts';
import { listed } from './words.ts';

export interface Dose {
  readonly time: LocalTime;
  readonly medicine: string;
}

/** A dose on the time line. */
export interface Due {
  readonly dueAt: Instant;
  /** What is due then, in words. Two doses fall together when a spring clock change skips the time of one. */
  readonly medicines: string;
}

/** The first dose due later than `afterAt`. `doses` must not be empty. */
export function nextDose(zone: string, doses: readonly Dose[], afterAt: Instant): Due {
  const dues = doses.map((dose) => nextWallClock(zone, afterAt + 1, dose.time));
  const dueAt = Math.min(...dues);
  return { dueAt, medicines: listed(doses.filter((_, i) => dues[i] === dueAt).map((dose) => dose.medicine)) };
}
