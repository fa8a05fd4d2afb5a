import type { Figures } from '../contract/figures.ts';
import { type Cell, csvLine } from '../views/csv.ts';

const columns = ['section', 'name', 'measured', 'value', 'of', 'target', 'verdict', 'source'];

/** The report of a month as CSV: one table, whose first column says what a line is. Nobody is named in it. */
export function reportCsv(month: string, figures: Figures): string {
  const rows: Cell[][] = [
    columns,
    ['report', 'month', month, null, figures.days, null, figures.enoughData ? 'enough-data' : 'not-enough-data', null],
    ...figures.figures.map(({ title, measured, value, of, target, verdict, source }) => [
      ...['figure', title, measured, value, of, target, verdict, source],
    ]),
    ...figures.byDay.map(({ date, alerts, asked, within60s, within180s }) => [
      ...['day', date, `${within60s} of ${asked} within 60 s, ${within180s} within 180 s`, alerts, asked, null, null, null],
    ]),
    ...figures.exceptions.map(({ alertId, askedAt, answeredAt, waitedSeconds, severity }) => [
      ...[
        'exception',
        alertId,
        `asked ${askedAt}, ${answeredAt ? `answered ${answeredAt}` : 'not answered'}`,
        waitedSeconds,
        null,
        180,
        severity,
        null,
      ],
    ]),
    ...figures.sources.map(({ title, alerts, share }) => ['source', title, null, share, alerts, null, null, null]),
    ...figures.actionable.map(({ title, share, decided }) => ['actionable', title, null, share, decided, null, null, null]),
  ];
  return rows.map(csvLine).join('');
}
