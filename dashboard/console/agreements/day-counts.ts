import { instantAt, localInput } from '../../shared/time/wall-clock.ts';

/** One day in a person's zone, with how often something happened on it by each set of terms. */
export interface DayCount {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Noon, where the day is drawn. */
  readonly at: number;
  /** In the order of the lists that were counted. */
  readonly counts: readonly number[];
}

const dayMs = 86_400_000;

/** Counts instants by the day, every day from the one of `fromAt` to the one in which `toAt` lies, days without any too. */
export function countByDay(
  zone: string,
  span: { readonly fromAt: number; readonly toAt: number },
  lists: readonly (readonly number[])[],
): DayCount[] {
  const dateOf = (at: number) => localInput(zone, at).slice(0, 10);
  const counted = lists.map((list) => Map.groupBy(list, dateOf));
  const last = dateOf(span.toAt - 1);
  const days: DayCount[] = [];
  for (let date = dateOf(span.fromAt); date <= last; date = new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10))
    days.push({
      date,
      at: instantAt(zone, `${date}T12:00`) ?? Date.parse(`${date}T12:00Z`),
      counts: counted.map((by) => by.get(date)?.length ?? 0),
    });
  return days;
}
