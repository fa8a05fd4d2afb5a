import type { MyReading } from '../../../gateway/contract/my.ts';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { linesOf } from './lines.ts';

const width = 320;
const height = 140;
const edge = 8;

/** How one kind went, as lines. The table below it says the same; nothing is drawn for what is no number. */
export function Chart({ readings, name, zone }: { readings: readonly MyReading[]; name: string; zone: string }) {
  const { language } = useWords();
  const lines = linesOf(readings);
  const points = lines.flat();
  if (points.length < 2) return null;
  const ats = points.map(({ at }) => at);
  const values = points.map(({ value }) => value);
  const [first, last, low, high] = [Math.min(...ats), Math.max(...ats), Math.min(...values), Math.max(...values)];
  const x = (at: number) => edge + ((at - first) / (last - first || 1)) * (width - 2 * edge);
  const y = (value: number) => height - edge - ((value - low) / (high - low || 1)) * (height - 2 * edge);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
          <g key={i} className={`chart__line chart__line--${i}`}>
            <polyline points={line.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')} />
            {line.map(({ at, value }) => (
              <circle key={at} cx={x(at)} cy={y(value)} r="3" />
            ))}
          </g>
        ))}
      </svg>
      <figcaption className="quiet">
        {low}–{high}, {whenSaid(language, first, null, zone)} – {whenSaid(language, last, null, zone)}
      </figcaption>
    </figure>
  );
}
