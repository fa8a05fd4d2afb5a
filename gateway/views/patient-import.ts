import type { PatientImportLine, PatientImportReport } from '../contract/patient-imports.ts';
import type { ImportRow } from '../store/patient-imports.ts';
import { iso, isoOrNull } from './instant.ts';

export function toImportLine(row: ImportRow): PatientImportLine {
  const { refused, leftOut: _, startedAt, finishedAt, ...counts } = row;
  const refusedRows = new Set(refused.map((fault) => fault.row)).size;
  return { ...counts, startedAt: iso(startedAt), finishedAt: isoOrNull(finishedAt), refusedRows };
}

export function toImportReport(row: ImportRow): PatientImportReport {
  return { ...toImportLine(row), leftOut: [...row.leftOut], refused: [...row.refused] };
}

/** What was refused as CSV (RFC 4180), to be worked through beside the file. */
export function refusedAsCsv({ refused }: Pick<ImportRow, 'refused'>): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return ['row,column,fault', ...refused.map(({ row, column, message }) => `${row},${column},${quoted(message)}`), ''].join('\r\n');
}
