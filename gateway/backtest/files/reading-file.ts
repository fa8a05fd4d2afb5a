import type { Observation } from '../../../rules/model/observation.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { parseReadings } from '../../adapters/hearthline.ts';

export interface BadLine {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A file of readings, read as far as it can be. */
export interface ReadingFile {
  /** In the order in which they would have been judged: by arrival. */
  readonly observations: readonly Observation[];
  readonly lines: number;
  /** The same reading again. */
  readonly duplicates: number;
  /** Of sensors that the mapping leaves out. */
  readonly ignored: number;
  readonly badLines: number;
  /** The first of them. */
  readonly bad: readonly BadLine[];
}

/** Bad lines that are named; the others are only counted. */
const badLinesNamed = 50;

/** One line as a format understands it: a reading in our own shape with its source, or why it is none; null: nothing to read. */
export type LineReader = (line: string) => FileReading | { readonly reason: string } | 'ignored' | null;

export interface FileReading {
  readonly source: string;
  /** When it arrived; null: when it was taken. */
  readonly receivedAt: Instant | null;
  /** `reading` of contract/messages.ts. */
  readonly reading: Readonly<Record<string, unknown>>;
}

/** Reads the lines of a file one after the other. A bad line is named and left out; what it says of others stands. */
export function readFileLines(lines: Iterable<string>, read: LineReader): ReadingFile {
  const observations: Observation[] = [];
  const seen = new Set<string>();
  const bad: BadLine[] = [];
  const counts = { lines: 0, duplicates: 0, ignored: 0, badLines: 0 };
  const refuse = (reason: string) => {
    if (++counts.badLines <= badLinesNamed) bad.push({ line: counts.lines, reason });
  };
  for (const line of lines) {
    counts.lines++;
    const found = read(line);
    if (found === null) continue;
    if (found === 'ignored') counts.ignored++;
    else if ('reason' in found) refuse(found.reason);
    else {
      const made = toObservations(found);
      if (typeof made === 'string') refuse(made);
      else
        for (const one of made) {
          const identity = `${one.source}\n${one.observedAt}\n${one.key}`;
          if (seen.has(identity)) counts.duplicates++;
          else observations.push(one);
          seen.add(identity);
        }
    }
  }
  return { observations: observations.sort((a, b) => a.receivedAt - b.receivedAt), ...counts, bad };
}

/** By the same adapter that reads what devices send; a text: why it cannot be read. */
function toObservations({ source, receivedAt, reading }: FileReading): readonly Observation[] | string {
  const takenAt = typeof reading.observedAt === 'string' ? Date.parse(reading.observedAt) : Number.NaN;
  const arrivedAt = receivedAt ?? takenAt;
  if (Number.isNaN(arrivedAt)) return 'observedAt: is missing or no date, and there is no receivedAt';
  const provenance = source.startsWith('person:') ? 'manual' : 'device';
  const { observations, unreadable } = parseReadings(reading, { source, topic: 'file', receivedAt: arrivedAt, provenance });
  return unreadable[0]?.reason ?? observations;
}
