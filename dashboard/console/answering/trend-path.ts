import type { KnownReadingView } from '../../../gateway/contract/answering.ts';

export const width = 260;
export const height = 44;
const edge = 3;

/** Where each value is drawn, oldest at the left; a line of equal values runs through the middle. */
export function pathOf(points: KnownReadingView['points']): string {
  const times = points.map(({ at }) => Date.parse(at));
  const values = points.map(({ value }) => value);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => edge + ((at - from) / (to - from || 1)) * (width - 2 * edge);
  const y = (value: number) => (high === low ? height / 2 : height - edge - ((value - low) / (high - low)) * (height - 2 * edge));
  return points.map(({ value }, i) => `${i === 0 ? 'M' : 'L'}${x(times[i]!).toFixed(1)} ${y(value).toFixed(1)}`).join(' ');
}
