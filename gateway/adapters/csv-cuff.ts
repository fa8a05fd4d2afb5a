import { isUtf8 } from 'node:buffer';
import { type Columns, columnsOf } from './csv-columns.ts';
import { csvFields } from './csv-fields.ts';
import { type DateOrder, instantOf, mayBeEither } from './csv-time.ts';
import { Gathering, maxElements, type ParsedReadings, type Read, type Report } from './elements.ts';
import type { PatientOrigin } from './measured.ts';

export interface CuffFileOptions {
  /** How dates such as 03/04/2026 are meant; null: not said, and such a date is refused. */
  readonly dates: DateOrder | null;
  /** Whose readings they are in a file of several users; null: not said. */
  readonly user: string | null;
}

/** A line of the file with its place, for people. */
interface Row {
  readonly line: string;
  readonly place: string;
  readonly fields: readonly string[];
}

/** Lines above the header hold a name or a model at times. */
const headerWithin = 20;
const separators = [',', ';', '\t'];

/** The header and the rows below it; text: why there are none. */
function tableOf(text: string): { readonly columns: Columns; readonly rows: readonly Row[] } | string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [n, line] of lines.slice(0, headerWithin).entries())
    for (const separator of separators) {
      const columns = columnsOf(csvFields(line, separator) ?? []);
      if (typeof columns === 'string') return `line ${n + 1}: ${columns}`;
      if (columns === null) continue;
      const rows = lines.flatMap((line, i) =>
        i <= n || line.trim() === '' ? [] : [{ line, place: `line ${i + 1}`, fields: csvFields(line, separator) ?? [] }],
      );
      return { columns, rows };
    }
  return 'header: no line of the first 20 names date, time, SYS and DIA';
}

const pressureText = /^\d{1,3}(\.\d+)?$/;

function readRow({ fields, place }: Row, columns: Columns, { zone }: PatientOrigin, { dates }: CuffFileOptions): Read {
  const at = (name: string) => `${place}, ${name}`;
  const observedAt = instantOf(fields[columns.date] ?? '', columns.time === null ? null : (fields[columns.time] ?? ''), dates, zone);
  if (typeof observedAt === 'string') return `${at(columns.names[columns.date]!)}: ${observedAt}`;
  const numberAt = (column: number): number | string => {
    const text = fields[column] ?? '';
    return pressureText.test(text) ? Number(text) : `${at(columns.names[column]!)}: "${text}" is no number`;
  };
  const systolicMmHg = numberAt(columns.systolic);
  if (typeof systolicMmHg === 'string') return systolicMmHg;
  const diastolicMmHg = numberAt(columns.diastolic);
  if (typeof diastolicMmHg === 'string') return diastolicMmHg;
  const valueAt = { systolicMmHg: at(columns.names[columns.systolic]!), diastolicMmHg: at(columns.names[columns.diastolic]!) };
  const when = { id: null, observedAt, timeAt: at(columns.names[columns.date]!) };
  const pressure: Report = { kind: 'blood-pressure', value: { systolicMmHg, diastolicMmHg }, valueAt, ...when };
  if (columns.pulse === null || fields[columns.pulse] === '') return [pressure];
  const pulse = numberAt(columns.pulse);
  if (typeof pulse === 'string') return pulse;
  return [pressure, { kind: 'heart-rate', value: pulse, valueAt: at(columns.names[columns.pulse]!), ...when }];
}

/** The rows of one user; text: it is not said whose they are. */
function ofUser(rows: readonly Row[], column: number | null, user: string | null): readonly Row[] | string {
  if (column === null) return rows;
  const users = [...new Set(rows.map(({ fields }) => fields[column] ?? ''))];
  if (user !== null) return rows.filter(({ fields }) => fields[column] === user);
  return users.length <= 1 ? rows : `user: the file holds readings of ${users.join(', ')}; say which with user=…`;
}

/**
 * Reads the memory of a blood-pressure cuff as its makers' programs write it: CSV with a header, times by the patient's wall clock.
 * What holds for the whole file (its header, the order of its dates, its users) refuses it whole; else each row stands alone.
 */
export function parseCuffCsv(payload: Buffer, origin: PatientOrigin, options: CuffFileOptions): ParsedReadings {
  const into = new Gathering(origin, payload);
  const text = isUtf8(payload) ? payload.toString('utf8') : '';
  const table = text === '' || text.includes('\0') ? 'payload: is empty or not UTF-8 text' : tableOf(text);
  const rows = typeof table === 'string' ? table : ofUser(table.rows, table.columns.user, options.user);
  if (typeof table === 'string' || typeof rows === 'string') {
    into.refuse(rows as string);
    return into;
  }
  const { columns } = table;
  const unclear = options.dates === null ? rows.find(({ fields }) => mayBeEither(fields[columns.date] ?? '')) : undefined;
  if (rows.length === 0 || rows.length > maxElements)
    into.refuse(`payload: must hold 1 to ${maxElements} readings, this one holds ${rows.length}`);
  else if (unclear)
    into.refuse(
      `${unclear.place}, ${columns.names[columns.date]}: "${unclear.fields[columns.date]}" may be two days; say dates=day-first or dates=month-first`,
    );
  else for (const row of rows) into.take(Buffer.from(row.line), readRow(row, columns, origin, options));
  return into;
}
