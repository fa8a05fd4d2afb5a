import type { MyReading } from '../../../gateway/contract/my.ts';

export interface Point {
  readonly at: number;
  readonly value: number;
}

/** The lines to draw, oldest point first: one of a number, two of a blood pressure (upper, lower), none of words. */
export function linesOf(readings: readonly MyReading[]): Point[][] {
  const oldestFirst = [...readings].sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt));
  const line = (of: (value: unknown) => unknown): Point[] =>
    oldestFirst.flatMap(({ measuredAt, value }) => {
      const number = of(value);
      return typeof number === 'number' ? [{ at: Date.parse(measuredAt), value: number }] : [];
    });
  const field = (name: string) => (value: unknown) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);
  return [line((value) => value), line(field('systolicMmHg')), line(field('diastolicMmHg'))].filter((each) => each.length > 0);
}
