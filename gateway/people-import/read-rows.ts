import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { type Column, columns, neededColumns } from './columns.ts';

/** A row of the file: its cells without the spaces around them, those that are empty left out. */
export interface Row {
  /** Line of the file; the header is 1. */
  readonly row: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

/** The file is no file of people at all; nothing of it was taken. */
export class UnreadableImport extends Error {}

/** What is parsed between two turns of the event loop, in characters. */
const pieceSize = 65_536;

/** Rows of CSV (RFC 4180) under a header that names `columns` in any order. Throws UnreadableImport when it is no such file. */
export async function readRows(text: string): Promise<Row[]> {
  const rows: Row[] = [];
  const parser = Readable.from(pieces(text)).pipe(
    parse({ bom: true, columns: checkedHeader, info: true, skip_empty_lines: true, trim: true, relax_column_count_less: true }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) rows.push({ row: info.lines, cells: cellsOf(record) });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableImport(`is not CSV: line ${error.lines ?? '?'} cannot be read`, { cause: error });
  }
  if (rows.length === 0) throw new UnreadableImport('holds no line below its header');
  return rows;
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

const cellsOf = (record: Parsed['record']): Row['cells'] =>
  Object.fromEntries(
    Object.entries(record)
      .map(([column, cell]) => [column, cell.trim()])
      .filter(([, cell]) => cell !== ''),
  );

async function* pieces(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += pieceSize) {
    yield text.slice(from, from + pieceSize);
    await nextTurn();
  }
}

function checkedHeader(given: readonly string[]): string[] {
  const header = given.map((name) => name.trim());
  const unknown = header.filter((name) => !(columns as readonly string[]).includes(name));
  const missing = neededColumns.filter((name) => !header.includes(name));
  const twice = header.filter((name, i) => header.indexOf(name) < i);
  if (unknown.length > 0) throw new UnreadableImport(`names columns that there are not: ${unknown.join(', ')}`);
  if (twice.length > 0) throw new UnreadableImport(`names a column twice: ${twice.join(', ')}`);
  if (missing.length > 0) throw new UnreadableImport(`lacks the columns ${missing.join(', ')}`);
  return header;
}
