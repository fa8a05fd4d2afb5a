/** What may stand in a cell; null: nothing is known. */
export type Cell = string | number | null;

/** A programme for tables takes what begins so for a formula, also behind a quotation mark. */
const isFormula = /^[\s]*[=+\-@]/;

function inCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = isFormula.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of CSV (RFC 4180), with its end. Text that would be run as a formula gets an apostrophe in front. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(inCell).join(',')}\r\n`;
}
