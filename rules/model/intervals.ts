import type { Instant, Interval } from './time.ts';

/** The same time as stretches in order that neither overlap nor touch. Empty ones are left out. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { fromAt, toAt } of intervals.toSorted((a, b) => a.fromAt - b.fromAt)) {
    if (fromAt >= toAt) continue;
    const last = merged.at(-1);
    if (last && fromAt <= last.toAt) merged[merged.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, toAt) };
    else merged.push({ fromAt, toAt });
  }
  return merged;
}

/** What of `intervals` does not lie in `without`. */
export function subtract(intervals: readonly Interval[], without: readonly Interval[]): Interval[] {
  let left = union(intervals);
  for (const { fromAt, toAt } of without)
    left = left.flatMap((one) => {
      const before = { fromAt: one.fromAt, toAt: Math.min(one.toAt, fromAt) };
      const after = { fromAt: Math.max(one.fromAt, toAt), toAt: one.toAt };
      return fromAt >= toAt ? one : [before, after].filter((part) => part.fromAt < part.toAt);
    });
  return left;
}

/** What of `intervals` lies in `within`. */
export function intersect(intervals: readonly Interval[], within: readonly Interval[]): Interval[] {
  return union(
    intervals.flatMap(({ fromAt, toAt }) =>
      within.map((other) => ({ fromAt: Math.max(fromAt, other.fromAt), toAt: Math.min(toAt, other.toAt) })),
    ),
  );
}

export function holds({ fromAt, toAt }: Interval, at: Instant): boolean {
  return fromAt <= at && at < toAt;
}
