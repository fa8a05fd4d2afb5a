import { createHash } from 'node:crypto';
import type { Instant } from '../../rules/model/time.ts';
import { type Html, html } from '../http/html.ts';
import type { PersonRow, PersonRows } from '../store/person-record.ts';
import { type PersonTableName, personTables } from '../store/person-tables.ts';
import { ReadingsByDay } from './readings-by-day.ts';
import { sections } from './sections.ts';

const style = `
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #212b32; background: #fff; font: 16px/1.4 Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 70em; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .2em; }
h2 { font-size: 1.25em; margin: 1.4em 0 .2em; border-top: 2px solid #4c6272; padding-top: .5em; }
p { margin: 0 0 .6em; max-width: 45em; }
table { border-collapse: collapse; width: 100%; font-size: .9em; }
th, td { border-bottom: 1px solid #d8dde0; padding: .3em .5em .3em 0; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
@media print { body { font-size: 10pt; } main { padding: 0; max-width: none; } }
`;

/** The page loads nothing and runs nothing: its style is in it, and allowed by its hash. */
export const recordPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const instantText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function momentIn(zone: string): (at: Instant | string) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'long', timeStyle: 'short' });
  return (at) => format.format(new Date(at));
}

/** A value as it is read: instants in the person's zone, fields of a field one after the other. */
function inWords(value: unknown, moment: (at: string) => string): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return instantText.test(value) ? moment(value) : value;
  if (typeof value !== 'object') return String(value);
  const parts = Array.isArray(value)
    ? value.map((item) => inWords(item, moment))
    : Object.entries(value).map(
        ([name, item]) => `${name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)}: ${inWords(item, moment)}`,
      );
  return parts.join('; ') || '–';
}

const fieldOf = (row: PersonRow, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as PersonRow | null | undefined)?.[name], row);

const row = (cells: readonly string[]): Html => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`;

const tableHead = (table: PersonTableName, headings: readonly string[]): string => {
  const { title, meaning } = sections[table];
  const columns = headings.map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<h2 id="${table}">${title}</h2>\n<p>${meaning}</p>\n<table>\n<thead><tr>${columns}</tr></thead>\n<tbody>\n`.html;
};
const tableEnd = '</tbody>\n</table>\n';

function head(name: string, made: string): string {
  const contents = (Object.keys(personTables) as PersonTableName[]).map(
    (table) => html`<li><a href="#${table}">${sections[table].title}</a></li>\n`,
  );
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What is stored about ${name}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>What is stored about ${name}</h1>
<p>As of ${made}. Made because you may have a copy of what is kept about you (UK GDPR, article 15). How to reach other people is theirs and left out.
You may have what is wrong corrected: tell the care coordination centre.</p>
<nav aria-label="Contents"><ul>
${contents}</ul></nav>
`.html;
}

/** What is stored about one person, to read and to print: HTML in pieces. Everything that people entered is escaped. */
export async function* recordPage(record: AsyncIterable<PersonRows>, at: Instant): AsyncGenerator<string> {
  let moment = momentIn('Europe/London');
  let readings = new ReadingsByDay('Europe/London');
  const missing = new Set(Object.keys(personTables) as PersonTableName[]);
  let current: PersonTableName | null = null;
  for await (const { table, rows } of record) {
    if (table === 'patient') {
      const [patient] = rows;
      moment = momentIn(String(patient!.zone));
      readings = new ReadingsByDay(String(patient!.zone));
      yield head(`${patient!.givenName} ${patient!.familyName}`, moment(at));
    }
    if (table !== current) {
      if (current !== null) yield ending(current, readings);
      yield table === 'observation'
        ? tableHead(table, ['Day', 'What', 'How many', 'Values'])
        : tableHead(table, Object.keys(sections[table].columns));
      current = table;
      missing.delete(table);
    }
    if (table === 'observation') for (const reading of rows) readings.add(reading);
    else {
      const fields = Object.values(sections[table].columns);
      yield rows.map((one) => row(fields.map((field) => inWords(fieldOf(one, field), moment))).html).join('');
    }
  }
  if (current !== null) yield ending(current, readings);
  for (const table of missing) yield html`<h2 id="${table}">${sections[table].title}</h2>\n<p>Nothing is stored.</p>\n`.html;
  yield '<p><strong>This is the end of the record.</strong></p>\n</main>\n</body>\n</html>\n';
}

function ending(table: PersonTableName, readings: ReadingsByDay): string {
  if (table !== 'observation') return tableEnd;
  const lines = readings.lines().map(({ day, label, count, values }) => row([day, label, String(count), values]).html);
  return lines.join('') + tableEnd;
}
