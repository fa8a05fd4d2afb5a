import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { timeTicks } from './time-ticks.ts';

const heightPx = 150;
const ink = '#4c6272';
const grid = { stroke: '#d8dde0', width: 1 };
const font = '12px Arial, sans-serif';
const lineStyles: readonly uPlot.Series[] = [
  { stroke: '#005eb8', width: 2 },
  { stroke: '#7c2855', width: 2, dash: [6, 3] },
];

/** What is drawn of a chart. A line of a quantity in `steps` stays at a value until the next. */
export interface Drawn {
  readonly steps: boolean;
  readonly unit: string;
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly { readonly values: readonly (number | null)[] }[];
}

/**
 * The line itself. A picture only, hidden from screen readers: the caption has the latest value and the table has them all.
 * The chart keeps its instance; new readings and the moving end of the range go into it.
 */
export function LineChart({ chart, span, zone }: { chart: Drawn; span: { fromAt: number; toAt: number }; zone: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = [chart.times as number[], ...chart.lines.map((line) => line.values as (number | null)[])];

  const { steps, unit } = chart;
  const lineCount = chart.lines.length;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(options({ steps, unit, lineCount, zone, width: element.clientWidth }), data.current, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [steps, unit, lineCount, zone]);

  // Both at once: data alone is not drawn until the range moves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the readings change exactly with the chart.
  useEffect(() => {
    const { current } = plot;
    if (!current) return;
    current.batch(() => {
      current.setData(data.current, false);
      current.setScale('x', { min: span.fromAt / 1_000, max: span.toAt / 1_000 });
    });
  }, [chart, span.fromAt, span.toAt]);

  return <div className="chart__plot" ref={box} aria-hidden="true" />;
}

interface Look {
  steps: boolean;
  unit: string;
  lineCount: number;
  zone: string;
  width: number;
}

function options({ steps, unit, lineCount, zone, width }: Look): uPlot.Options {
  const stepped = steps ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    width: Math.max(width, 1),
    height: heightPx,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone),
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true }, y: { range: (_, min, max) => paddedRange(min, max) } },
    axes: [
      { stroke: ink, font, grid, ticks: grid, values: (_, seconds) => timeTicks(zone, seconds) },
      { stroke: ink, font, grid, ticks: grid, size: 48, label: unit, labelFont: font, labelSize: 18 },
    ],
    series: [
      {},
      ...lineStyles.slice(0, lineCount).map(
        (style): uPlot.Series => ({
          ...style,
          ...(stepped ? { paths: stepped } : {}),
          points: { show: !stepped, size: 6 },
          spanGaps: true,
        }),
      ),
    ],
  };
}

/** Room above and below; a single value is not drawn on the edge. */
function paddedRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const room = Math.max((max - min) * 0.1, Math.abs(max) * 0.02, 1);
  return [min >= 0 ? Math.max(0, min - room) : min - room, max + room];
}
