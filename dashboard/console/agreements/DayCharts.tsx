import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewResult } from '../../../gateway/contract/backtests.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { longDate } from '../../shared/time/format.ts';
import { countByDay, type DayCount } from './day-counts.ts';

/** Charts are large, and most who come here only read the terms. */
const LineChart = lazy(async () => ({ default: (await import('../patients/LineChart.tsx')).LineChart }));

type Report = PreviewResult['report'];

/** Alerts and prompts by the day: as in force and as changed, each as lines and as a table. */
export function DayCharts({ report, current, zone }: { report: Report; current: Report | null; zone: string }) {
  const { t } = useTranslation();
  const reports = useMemo(() => (current ? [current, report] : [report]), [current, report]);
  const instants = {
    alerts: reports.map(({ alerts }) => alerts.map(({ openedAt }) => Date.parse(openedAt))),
    prompts: reports.map(({ prompts }) => prompts.map(({ at }) => Date.parse(at))),
  };
  const span = { fromAt: Date.parse(report.from), toAt: Date.parse(report.to) };
  return (['alerts', 'prompts'] as const).map((what) => (
    <DayChart
      key={what}
      title={t(`agreements.preview.chart.${what}`)}
      days={countByDay(zone, span, instants[what])}
      names={reports.map((one) => t(`agreements.preview.${one === report ? 'proposed' : 'current'}`))}
      span={span}
      zone={zone}
    />
  ));
}

function DayChart(props: {
  title: string;
  days: readonly DayCount[];
  names: readonly string[];
  span: { fromAt: number; toAt: number };
  zone: string;
}) {
  const { t } = useTranslation();
  const { title, days, names, span, zone } = props;
  const busy = days.filter(({ counts }) => counts.some((count) => count > 0));
  const drawn = {
    steps: false,
    unit: '',
    times: days.map(({ at }) => at / 1_000),
    lines: names.map((_, n) => ({ values: days.map(({ counts }) => counts[n] ?? 0) })),
  };
  const columns: Column<DayCount>[] = [
    { id: 'day', header: t('agreements.preview.onDay'), cell: ({ row }) => longDate(row.original.date) },
    ...names.map((name, n): Column<DayCount> => ({ id: name, header: name, cell: ({ row }) => row.original.counts[n] })),
  ];
  return (
    <figure className="chart">
      <figcaption className="chart__head">
        <strong>{title}</strong>
        {busy.length === 0 && <span className="quiet">{t('agreements.preview.quiet')}</span>}
        {names.length > 1 && (
          <span className="chart__legend">
            {names.map((name, n) => (
              <span key={name} className={`chart__key chart__key--${n}`}>
                {name}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      {busy.length > 0 && (
        <>
          <Suspense fallback={<div className="chart__plot" />}>
            <LineChart chart={drawn} span={span} zone={zone} />
          </Suspense>
          <details className="behind">
            <summary>{t('agreements.preview.chartTable', { what: title })}</summary>
            <p className="quiet">{t('agreements.preview.quietDays')}</p>
            <DataTable caption={title} columns={columns} rows={busy} rowId={({ date }) => date} />
          </details>
        </>
      )}
    </figure>
  );
}
