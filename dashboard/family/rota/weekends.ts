import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

export interface Span {
  readonly fromAt: number;
  readonly untilAt: number;
}

const day = 86_400_000;
const saturday = 6;

/** The next weekends from `now` on (ms), Saturday and Sunday of the clock in `zone`; of one that has begun what is left. */
export function weekends(now: number, zone: string, count: number): Span[] {
  const today = Date.parse(`${localInput(zone, now).slice(0, 10)}T00:00Z`);
  const weekday = new Date(today).getUTCDay();
  const first = today + (weekday === 0 ? -1 : saturday - weekday) * day;
  const midnight = (date: number) => instantAt(zone, new Date(date).toISOString().slice(0, 16)) ?? date;
  return Array.from({ length: count }, (_, i) => ({
    fromAt: Math.max(now, midnight(first + 7 * i * day)),
    untilAt: midnight(first + (7 * i + 2) * day),
  }));
}

/** The next weeks from the Monday of this one, by the clock in `zone`. */
export function weeks(now: number, zone: string, count: number): Span[] {
  const today = Date.parse(`${localInput(zone, now).slice(0, 10)}T00:00Z`);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * day;
  const midnight = (date: number) => instantAt(zone, new Date(date).toISOString().slice(0, 16)) ?? date;
  return Array.from({ length: count }, (_, i) => ({
    fromAt: midnight(monday + 7 * i * day),
    untilAt: midnight(monday + 7 * (i + 1) * day),
  }));
}
