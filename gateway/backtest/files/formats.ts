import { casasReader } from './casas.ts';
import { csvReader } from './csv.ts';
import { readJsonLine } from './json-lines.ts';
import type { Mapping } from './mapping.ts';
import { type ReadingFile, readFileLines } from './reading-file.ts';

export const fileFormats = ['json-lines', 'csv', 'casas'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** The format that a file's name says; null: it does not say. */
export function formatOf(name: string): FileFormat | null {
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'json-lines';
  if (/\.csv$/i.test(name)) return 'csv';
  return /\.(tsv|txt|casas)$/i.test(name) ? 'casas' : null;
}

/** Reads the lines of a file of readings. Throws Error where a data set in the CASAS form comes without a mapping of its sensors. */
export function readReadingFile(format: FileFormat, lines: Iterable<string>, mapping: Mapping | null): ReadingFile {
  switch (format) {
    case 'json-lines':
      return readFileLines(lines, readJsonLine);
    case 'csv':
      return readFileLines(lines, csvReader());
    case 'casas':
      if (mapping === null) throw new Error('a file of date, time, sensor and value needs a mapping of its sensors');
      return readFileLines(lines, casasReader(mapping));
  }
}
