import { type ObservationKind, observationKinds } from '../../../rules/model/observation.ts';
import { type Instant, wallClockAt } from '../../../rules/model/time.ts';
import { valueFrom } from './csv.ts';
import type { Mapping } from './mapping.ts';
import type { LineReader } from './reading-file.ts';

/** Words of smart-home data sets for what our kinds have; a mapping may say otherwise. */
const usualValues: Partial<Record<ObservationKind, Readonly<Record<string, unknown>>>> = {
  contact: { OPEN: 'open', CLOSE: 'closed', CLOSED: 'closed', ON: 'open', OFF: 'closed' },
  motion: { ON: true, OFF: false },
  'bed-occupancy': { ON: true, OFF: false },
};

const shape = /^(\d{4}-\d{2}-\d{2})[T\s]+(\d{2}:\d{2}):(\d{2}(?:\.\d+)?)\s+(\S+)\s+(\S+)(?:\s.*)?$/;

/**
 * `date time sensor value`, separated by tabs or blanks, as public smart-home data sets have it (CASAS and its like); what follows,
 * such as the name of an activity, is not read. Times are the wall clock of the mapping's zone: of an hour that autumn repeats, the first.
 */
export function casasReader(mapping: Mapping): LineReader {
  const sensorOf = finder(Object.entries(mapping.sensors));
  const isIgnored = finder(mapping.ignore.map((name) => [name, true] as const));
  return (line) => {
    if (line.trim() === '') return null;
    const parts = shape.exec(line);
    if (!parts) return { reason: 'is not "date time sensor value", such as 2010-11-04 00:03:50.2 M003 ON' };
    const [, date = '', minutes = '', seconds = '', name = '', text = ''] = parts;
    const sensor = sensorOf(name);
    if (!sensor) return isIgnored(name) ? 'ignored' : { reason: `sensor ${name} is not in the mapping` };
    const takenAt = instantOf(mapping.zone, date, minutes, seconds);
    if (takenAt === null) return { reason: `${date} ${minutes}:${seconds} is no time` };
    const value = meant(sensor.kind, text, sensor.values ?? usualValues[sensor.kind]);
    if (value === null) return 'ignored';
    if (value === undefined) return { reason: `${text} is no value of sensor ${name} (${sensor.kind})` };
    const observedAt = new Date(takenAt).toISOString();
    return { source: sensor.device, receivedAt: takenAt, reading: { kind: sensor.kind, observedAt, value } };
  };
}

/** Finds by whole name, else by the longest beginning that is written with a star. */
function finder<T>(entries: readonly (readonly [string, T])[]): (name: string) => T | undefined {
  const whole = new Map(entries);
  const begins = entries.filter(([name]) => name.endsWith('*')).toSorted((a, b) => b[0].length - a[0].length);
  return (name) => whole.get(name) ?? begins.find(([pattern]) => name.startsWith(pattern.slice(0, -1)))?.[1];
}

function instantOf(zone: string, date: string, minutes: string, seconds: string): Instant | null {
  if (Number(seconds) >= 61) return null;
  try {
    return wallClockAt(zone, date, minutes) + Math.floor(Number(seconds) * 1_000);
  } catch {
    return null;
  }
}

/** null: this value is no reading; undefined: it is not known. */
function meant(kind: ObservationKind, text: string, values: Readonly<Record<string, unknown>> | undefined): unknown {
  if (values && Object.hasOwn(values, text)) return values[text];
  const value = valueFrom(kind, text);
  return observationKinds[kind].value.safeParse(value).success ? value : undefined;
}
