import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

export const periods = ['last-month', 'month', 'days30', 'days90'] as const;
export type Period = (typeof periods)[number];

/** Months of figures are those of this clock. */
export const zone = 'Europe/London';
const dayMs = 86_400_000;

/** The first day of the month that lies `months` after the one of a local date. */
function firstOf(date: string, months: number): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The month `YYYY-MM` that a period is; null: it is none. */
export function monthOf(period: Period, now: number): string | null {
  const date = localInput(zone, now).slice(0, 10);
  if (period === 'month') return date.slice(0, 7);
  return period === 'last-month' ? firstOf(date, -1).slice(0, 7) : null;
}

/** The stretch of a period as of `now`; what is not a month ends with the last whole hour, so that the question stays the same for a while. */
export function stretchOf(period: Period, now: number): { readonly from: string; readonly to: string } {
  const month = monthOf(period, now);
  if (month !== null) {
    const at = (date: string) => new Date(instantAt(zone, `${date}T00:00`) ?? now).toISOString();
    return { from: at(`${month}-01`), to: at(firstOf(`${month}-01`, 1)) };
  }
  const to = Math.floor(now / 3_600_000) * 3_600_000;
  return { from: new Date(to - (period === 'days30' ? 30 : 90) * dayMs).toISOString(), to: new Date(to).toISOString() };
}
