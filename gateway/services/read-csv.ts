import { parse } from 'csv-parse/sync';
import { type DayOfWeek, daysOfWeek } from '../../rules/model/calendar.ts';
import { serviceInput } from '../contract/services.ts';
import { needsIn } from './needs.ts';
import { checkedServices, type ReadServices, UnreadableServices } from './read.ts';

const columns = Object.keys(serviceInput.shape);
const needed = ['sourceId', 'name'];
/** Columns that hold several values, with `;` between them. */
const lists = ['words', 'areas'] as const;
const numbers = ['minAge', 'maxAge'] as const;

/**
 * Services as CSV (RFC 4180) under a header that names the fields of a service in any order: `needs`, `words` and `areas` with `;` between
 * values, `opening` as `mon-fri 09:00-17:00; sat 10:00-12:00`, `asks` as `Question; Question*` (a star: must be answered).
 * Throws UnreadableServices when it is no such file.
 */
export function readCsv(text: string): ReadServices {
  const rows = rowsOf(text);
  const header = Object.keys(rows[0]?.record ?? {});
  const missing = needed.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !columns.includes(name));
  if (rows.length === 0) throw new UnreadableServices('the file holds no line below its header');
  if (missing.length > 0) throw new UnreadableServices(`the header lacks ${missing.join(', ')}`);
  if (unknown.length > 0) throw new UnreadableServices(`the header names ${unknown.join(', ')}; there are ${columns.join(', ')}`);
  return checkedServices(rows.map(({ record, info }) => ({ place: `line ${info.lines}`, input: inputOf(record) })));
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function rowsOf(text: string): Row[] {
  try {
    return parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true }) as unknown as Row[];
  } catch (error) {
    throw new UnreadableServices(`is not CSV: ${(error as Error).message}`, { cause: error });
  }
}

/** Empty cells are left out: they take what is said of nothing. */
function inputOf(record: Row['record']): Record<string, unknown> {
  const told: Record<string, unknown> = Object.fromEntries(Object.entries(record).filter(([, text]) => text !== ''));
  for (const key of lists) if (typeof told[key] === 'string') told[key] = partsOf(told[key]);
  for (const key of numbers) if (typeof told[key] === 'string') told[key] = Number(told[key]);
  if (typeof told.needs === 'string') {
    const terms = partsOf(told.needs);
    told.needs = needsIn(terms);
    told.words = [...((told.words as string[] | undefined) ?? []), ...terms];
  }
  if (typeof told.opening === 'string') told.opening = partsOf(told.opening).map(windowOf);
  if (typeof told.asks === 'string') told.asks = partsOf(told.asks).map(askOf);
  return told;
}

const partsOf = (text: string) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `mon-fri 09:00-17:00`; what is written otherwise is left as it is, for the check to name it. */
function windowOf(text: string): unknown {
  const match = /^([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d)-(\d\d:\d\d)$/i.exec(text);
  if (!match) return text;
  const dayOf = (short: string) => daysOfWeek.indexOf(short.toLowerCase() as DayOfWeek);
  const [first, last] = [dayOf(match[1]!), dayOf(match[2] ?? match[1]!)];
  return first < 0 || last < first ? text : { days: daysOfWeek.slice(first, last + 1), from: match[3], to: match[4] };
}

function askOf(text: string): unknown {
  const label = text.replace(/\*$/, '').trim();
  const id = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return { id: id.slice(0, 40), label, required: text.endsWith('*') };
}
