import type { ObservationView } from '../../../gateway/contract/observations.ts';
import { type BloodPressure, type ObservationKind, observationKinds } from '../../../rules/model/observation.ts';

/** Readings of one chart. `lines` has one entry a line, each with a number or null for every time; `observations` holds aggregates too. */
export interface Chart {
  readonly id: string;
  readonly kind: ObservationKind;
  readonly label: string;
  readonly unit: string;
  /** Seconds since 1970, ascending: what the chart library wants. */
  readonly times: readonly number[];
  readonly lines: readonly { readonly name: 'value' | 'systolic' | 'diastolic'; readonly values: readonly (number | null)[] }[];
  readonly observations: readonly ObservationView[];
}

/** Events of one thing in the home, ascending. */
export interface Lane {
  readonly id: string;
  readonly label: string;
  readonly observations: readonly ObservationView[];
}

/** What lasts until the next message says otherwise, and the value that means that it lasts. */
const lasting: Partial<Record<ObservationKind, unknown>> = { contact: 'open', 'bed-occupancy': true };

/** Kept out of the charts: they tell of the device, whose state has its own table. */
const aboutTheDevice: ReadonlySet<ObservationKind> = new Set(['battery', 'heartbeat']);
/** Two plugs are two things; two thermometers measure the same patient. */
const oneChartPerSource: ReadonlySet<ObservationKind> = new Set(['power']);

function isNumeric(kind: ObservationKind): boolean {
  return observationKinds[kind].unit !== null;
}

/** An average or a sum may never have been measured: it stands in the table and not in the line. */
export const isMeasured = ({ statistic }: ObservationView): boolean => statistic === undefined;

function byTime(a: ObservationView, b: ObservationView): number {
  return Date.parse(a.observedAt) - Date.parse(b.observedAt);
}

function grouped(
  observations: readonly ObservationView[],
  keyOf: (observation: ObservationView) => string,
): Map<string, ObservationView[]> {
  return Map.groupBy([...observations].sort(byTime), keyOf);
}

/** One chart for each numeric kind (for each plug), in the order in which the kinds are declared. */
export function chartsOf(observations: readonly ObservationView[]): Chart[] {
  const numeric = observations.filter((each) => isNumeric(each.kind) && !aboutTheDevice.has(each.kind));
  const groups = grouped(numeric, (each) => (oneChartPerSource.has(each.kind) ? `${each.kind} ${each.source}` : each.kind));
  const order = Object.keys(observationKinds);
  return [...groups.entries()]
    .map(([id, group]) => chart(id, group))
    .filter((made) => made !== null)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.id < b.id ? -1 : 1));
}

function chart(id: string, observations: ObservationView[]): Chart | null {
  const first = observations[0];
  if (!first) return null;
  const kind = first.kind;
  const drawn = observations.filter(isMeasured);
  const times = drawn.map((each) => Date.parse(each.observedAt) / 1_000);
  const pressure = kind === 'blood-pressure';
  const lines = pressure
    ? ([
        { name: 'systolic', values: drawn.map((each) => readPressure(each)?.systolicMmHg ?? null) },
        { name: 'diastolic', values: drawn.map((each) => readPressure(each)?.diastolicMmHg ?? null) },
      ] as const)
    : ([{ name: 'value', values: drawn.map((each) => (typeof each.value === 'number' ? each.value : null)) }] as const);
  const label = oneChartPerSource.has(kind) ? `${first.label}, ${first.sourceName ?? first.source}` : first.label;
  return { id, kind, label, unit: readableUnit(observationKinds[kind].unit), times, lines, observations };
}

/** The pressures of a reading; null when the value is something else. */
export function readPressure(observation: Pick<ObservationView, 'value'>): BloodPressure | null {
  const parsed = observationKinds['blood-pressure'].value.safeParse(observation.value);
  return parsed.success ? parsed.data : null;
}

/** UCUM as people write it. */
export function readableUnit(ucum: string | null): string {
  const readable: Record<string, string> = { 'mm[Hg]': 'mmHg', Cel: '°C', '/min': 'a minute', '/d': 'a day' };
  return ucum === null ? '' : (readable[ucum] ?? ucum);
}

/** One lane for each thing that sends events. */
export function lanesOf(observations: readonly ObservationView[]): Lane[] {
  const events = observations.filter((each) => !isNumeric(each.kind) && !aboutTheDevice.has(each.kind));
  return [...grouped(events, (each) => `${each.kind} ${each.source}`).entries()]
    .map(([id, group]) => ({
      id,
      label: [group[0]?.sourceName ?? group[0]?.label ?? '', group[0]?.kind === 'bed-occupancy' ? group[0].label : '']
        .filter(Boolean)
        .join(': '),
      observations: group,
    }))
    .sort((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
}

/** A stretch of a lane in ms since 1970; equal ends are a moment. */
export interface Stretch {
  readonly fromAt: number;
  readonly toAt: number;
}

/**
 * What to draw of a lane between two instants: how long a door stood open or a bed was occupied; moments for everything else.
 * A state that nobody ended lasts until `untilAt`. "No movement" and cached states are no events.
 */
export function stretchesOf(lane: Lane, untilAt: number): Stretch[] {
  const stretches: Stretch[] = [];
  let since: number | null = null;
  for (const each of lane.observations) {
    const at = Date.parse(each.observedAt);
    if (each.kind in lasting) {
      const on = each.value === lasting[each.kind];
      if (on) since ??= at;
      else if (since !== null) {
        stretches.push({ fromAt: since, toAt: at });
        since = null;
      }
    } else if (each.value !== false && !each.snapshot) stretches.push({ fromAt: at, toAt: at });
  }
  if (since !== null) stretches.push({ fromAt: since, toAt: Math.max(since, untilAt) });
  return stretches;
}
