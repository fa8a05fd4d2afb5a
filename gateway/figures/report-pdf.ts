import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { type Instant, localDate, localTime } from '../../rules/model/time.ts';
import { dayAndMonth } from '../../rules/scenarios/words.ts';
import type { Figures } from '../contract/figures.ts';
import { figuresZone } from './month.ts';

/** So many exceptions are printed; the table (CSV) has them all. */
const mostExceptions = 200;
const rowsAtOnce = 10;
const margin = 48;
/** Around the words of a cell, in points. */
const padding = { top: 3, bottom: 3, left: 2, right: 6 } as const;
const sideways = padding.left + padding.right;
const ink = '#212b32';
const quiet = '#4c6272';
const rule = '#d8dde0';

type Document = PDFKit.PDFDocument;
/** Its heading, the words of its columns with their widths in points, and its rows. */
interface Part {
  readonly title: string;
  readonly columns: readonly (readonly [words: string, width: number])[];
  readonly rows: readonly (readonly string[])[];
  /** Said where there is no row, or below the rows. */
  readonly note?: string | undefined;
  readonly ownPage?: boolean;
}

const percent = (share: number | null) => (share === null ? 'not known' : `${(share * 100).toFixed(1)} %`);
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** As "4 min", "2 h 5 min" or "21 days". */
function waited(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / (24 * 60))} days`;
}
/** As "1 June, 00:05": the heading says the year. */
const momentAndYear = (iso: string) => {
  const date = localDate(figuresZone, Date.parse(iso));
  return `${dayAndMonth(date)} ${date.slice(0, 4)}, ${localTime(figuresZone, Date.parse(iso))}`;
};
const moment = (iso: string) => `${dayAndMonth(localDate(figuresZone, Date.parse(iso)))}, ${localTime(figuresZone, Date.parse(iso))}`;

/** The report of a month as PDF, A4, tagged, with numbered pages; `at` is when it was asked for. Nobody is named in it. */
export async function reportPdf(month: string, figures: Figures, at: Instant): Promise<Buffer> {
  // Only here and only now: whoever never asks for a report does not load its fonts.
  const { default: PDFDocument } = await import('pdfkit');
  const title = `Figures of ${monthName.format(new Date(month))}`;
  const info = { Title: title, Creator: 'Hearthline', CreationDate: new Date(at) };
  const options = {
    size: 'A4',
    margin,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info,
  } as const;
  const doc = new PDFDocument(options);
  const written = buffer(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  root.add(doc.struct('H1', {}, () => void doc.font('Helvetica-Bold').fontSize(18).fillColor(ink).text(title)));
  for (const words of lead(figures))
    root.add(doc.struct('P', {}, () => void doc.font('Helvetica').fontSize(9).text(words, { lineGap: 2 })));
  for (const part of partsOf(figures)) await addPart(doc, root, part);
  root.end();
  numberPages(doc, title);
  doc.end();
  return written;
}

function lead({ from, to, days, enoughData }: Figures): string[] {
  return [
    `${momentAndYear(from)} to ${momentAndYear(to)} (${figuresZone}): ${days} whole ${days === 1 ? 'day' : 'days'} in which anybody was looked after.`,
    'Counted from what is stored. Nobody is named in it; alerts are named by their ids.',
    ...(enoughData ? [] : ['Not enough data: fewer than 30 days, and no whole month. The numbers are shown and not judged.']),
  ];
}

function partsOf({ figures, byDay, exceptions, sources, actionable }: Figures): Part[] {
  const left = exceptions.length - mostExceptions;
  return [
    {
      title: 'Figures',
      columns: [
        ['Figure', 205],
        ['Measured', 120],
        ['Aim', 94],
        ['Stands', 80],
      ],
      rows: figures.map((one) => [
        one.title,
        // The sign is not parted from its number.
        one.measured.replaceAll(' %', '\u00a0%'),
        one.target ?? 'no aim',
        one.verdict === 'no-target' ? 'not judged' : one.verdict.replaceAll('-', ' '),
      ]),
    },
    {
      title: 'Alerts by day',
      columns: [
        ['Day', 119],
        ['Alerts', 80],
        ['Asked of the centre', 120],
        ['Within 60 s', 90],
        ['Within 180 s', 90],
      ],
      rows: byDay.map(({ date, ...counts }) => [
        dayAndMonth(date),
        ...[counts.alerts, counts.asked, counts.within60s, counts.within180s].map(String),
      ]),
      ownPage: true,
    },
    {
      title: 'Waited more than three minutes',
      columns: [
        ['Alert', 199],
        ['Severity', 60],
        ['Asked', 90],
        ['Answered', 90],
        ['Waited', 60],
      ],
      rows: exceptions
        .slice(0, mostExceptions)
        .map(({ alertId, severity, askedAt, answeredAt, waitedSeconds }) => [
          ...[alertId, severity, moment(askedAt), answeredAt ? moment(answeredAt) : 'not answered', waited(waitedSeconds)],
        ]),
      note: exceptions.length === 0 ? 'None.' : left > 0 ? `And ${left} more: they are in the table (CSV).` : undefined,
      ownPage: true,
    },
    {
      title: 'The ten agreements with most alerts',
      columns: [
        ['Agreement', 339],
        ['Alerts', 80],
        ['Of all', 80],
      ],
      rows: sources.map(({ title, alerts, share }) => [title, String(alerts), percent(share)]),
      note: sources.length === 0 ? 'None.' : undefined,
    },
    {
      title: 'Share actionable by kind of agreement',
      columns: [
        ['Kind', 229],
        ['Alerts', 80],
        ['Decided', 80],
        ['Somebody was needed', 110],
      ],
      rows: actionable.map(({ title, alerts, decided, share }) => [title, String(alerts), String(decided), percent(share)]),
      note: actionable.length === 0 ? 'None.' : undefined,
    },
    {
      title: 'What each figure means',
      columns: [
        ['Figure', 150],
        ['It is', 229],
        ['Source', 120],
      ],
      rows: figures.map(({ title, definition, source }) => [title, definition, source]),
      ownPage: true,
    },
  ];
}

async function addPart(doc: Document, root: PDFKit.PDFStructureElement, { title, columns, rows, note, ownPage }: Part): Promise<void> {
  const section = doc.struct('Sect');
  root.add(section);
  // A heading does not stand alone at the foot of a page.
  if (ownPage || doc.y > doc.page.height - 4 * margin) doc.addPage();
  else doc.moveDown(1.2);
  section.add(doc.struct('H2', {}, () => void doc.font('Helvetica-Bold').fontSize(13).fillColor(ink).text(title, margin)));
  doc.moveDown(0.4).font('Helvetica').fontSize(9);
  if (rows.length > 0) await addTable(doc, section, columns, rows);
  if (note !== undefined) section.add(doc.struct('P', {}, () => void doc.moveDown(0.4).text(note, margin)));
  section.end();
}

/** A table whose head stands again on every page that it takes: for a screen reader each page has a table of its own. */
async function addTable(doc: Document, section: PDFKit.PDFStructureElement, columns: Part['columns'], rows: Part['rows']): Promise<void> {
  const head = columns.map(([text]) => ({ text, type: 'TH' as const, scope: 'Column', font: { src: 'Helvetica-Bold', size: 9 } }));
  // `structParent` and `scope` make it a table for a screen reader too.
  const options = {
    structParent: section,
    columnStyles: columns.map(([, width]) => width),
    defaultStyle: { border: { top: 0, left: 0, right: 0, bottom: 0.5 }, borderColor: rule, padding },
  };
  const heightOf = (row: readonly string[]) =>
    padding.top +
    padding.bottom +
    Math.max(...columns.map(([, width], i) => doc.heightOfString(row[i] ?? '', { width: width - sideways })));
  let table = doc.table(options).row(head);
  for (const [index, row] of rows.entries()) {
    if (doc.y + heightOf(row) > doc.page.maxY()) {
      table.end();
      doc.addPage();
      table = doc.table(options).row(head);
    }
    table.row([...row]);
    // The judge lives in the same process, and waits for no report.
    if (index % rowsAtOnce === 0) await setImmediate();
  }
  table.end();
}

/** Below each page what it is and which; no part of what is read aloud. */
function numberPages(doc: Document, title: string): void {
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    // Else text below the margin would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font('Helvetica').fontSize(8).fillColor(quiet);
    doc.text(`${title} · page ${index + 1} of ${count}`, margin, doc.page.height - margin + 16, { lineBreak: false });
    doc.endMarkedContent();
  }
}
