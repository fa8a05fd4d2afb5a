import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

/** A stretch of time: somebody is on duty, or nobody is. */
export interface Stretch {
  /** null: nobody. */
  readonly name: string | null;
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface DutyDay {
  /** Midnight in the zone of the rota. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Cut to this day, in order of their start. */
  readonly stretches: readonly Stretch[];
}

/** The days from the one of `now` on, each with what lies in it. A day is as long as the clock makes it. */
export function dutyDays(zone: string, now: number, days: number, stretches: readonly Stretch[]): DutyDay[] {
  const today = Date.parse(localInput(zone, now).slice(0, 10));
  const midnight = (n: number) => instantAt(zone, new Date(today + n * 86_400_000).toISOString().slice(0, 16)) ?? now;
  return Array.from({ length: days }, (_, n) => {
    const [startsAt, endsAt] = [midnight(n), midnight(n + 1)];
    const inside = stretches
      .filter(({ fromAt, untilAt }) => fromAt < endsAt && untilAt > startsAt)
      .map((one) => ({ ...one, fromAt: Math.max(one.fromAt, startsAt), untilAt: Math.min(one.untilAt, endsAt) }));
    return { startsAt, endsAt, stretches: inside.sort((a, b) => a.fromAt - b.fromAt || a.untilAt - b.untilAt) };
  });
}
