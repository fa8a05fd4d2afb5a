import { hour, type Instant, minute } from '../../rules/model/time.ts';
import { flood } from './definitions.ts';
import type { Share } from './shares.ts';

const periodMs = 10 * minute;
const beginOf = (at: Instant, length: number) => Math.floor(at / length) * length;

/** So many operators there were in the hour of an instant: one at least, who has all of it. */
export function operatorsAt(operators: ReadonlyMap<Instant, number>, at: Instant): number {
  return Math.max(1, operators.get(beginOf(at, hour)) ?? 0);
}

/** Alerts asked of the centre, and the operator-hours in which any were. */
export function perOperatorHour(
  askedAt: readonly Instant[],
  operators: ReadonlyMap<Instant, number>,
): { alerts: number; operatorHours: number } {
  const hours = new Set(askedAt.map((at) => beginOf(at, hour)));
  return { alerts: askedAt.length, operatorHours: [...hours].reduce((sum, at) => sum + operatorsAt(operators, at), 0) };
}

/** Periods of ten minutes that lie wholly within [`fromAt`, `toAt`), and in how many of them there was a flood. */
export function busyPeriods(
  askedAt: readonly Instant[],
  operators: ReadonlyMap<Instant, number>,
  { fromAt, toAt }: { readonly fromAt: Instant; readonly toAt: Instant },
): Share {
  const first = Math.ceil(fromAt / periodMs);
  const end = Math.floor(toAt / periodMs);
  const counts = new Map<number, number>();
  for (const at of askedAt) {
    const period = Math.floor(at / periodMs);
    if (period >= first && period < end) counts.set(period, (counts.get(period) ?? 0) + 1);
  }
  const busy = [...counts].filter(([period, n]) => n > flood.above * operatorsAt(operators, period * periodMs));
  return { met: busy.length, of: Math.max(0, end - first) };
}
