import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewResult, WouldBeAlertView } from '../../../gateway/contract/backtests.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { DayCharts } from './DayCharts.tsx';

interface Line {
  readonly what: 'current' | 'proposed';
  readonly alerts: number;
  readonly alertsPerWeek: number;
  readonly prompts: number;
  readonly messages: number;
}

/** What a change would have meant: the difference in sentences, counts side by side, and each alert that would come or go. */
export function Preview({ result: { report, current, difference, agreement }, zone }: { result: PreviewResult; zone: string }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever asked is led to the answer, which stands below a long form.
  useEffect(() => heading.current?.focus(), []);
  const total = (count: (one: PreviewResult['report']['scenarios'][number]) => number) =>
    report.scenarios.reduce((sum, one) => sum + count(one), 0);
  const alone: Line = {
    what: 'proposed',
    alerts: report.alerts.length,
    alertsPerWeek: report.alertsPerWeek,
    prompts: total(({ prompts }) => prompts),
    messages: total(({ messages }) => messages),
  };
  const lines: Line[] = difference
    ? [
        { what: 'current', ...difference.current },
        { what: 'proposed', ...difference.proposed },
      ]
    : [alone];
  const columns = useMemo(
    (): Column<Line>[] => [
      {
        id: 'what',
        header: t('agreements.preview.terms'),
        cell: ({ row }) => <strong>{t(`agreements.preview.${row.original.what}`)}</strong>,
      },
      { id: 'alerts', header: t('agreements.preview.alerts'), cell: ({ row }) => row.original.alerts },
      { id: 'week', header: t('agreements.preview.aWeek'), cell: ({ row }) => row.original.alertsPerWeek.toFixed(1) },
      { id: 'prompts', header: t('agreements.preview.prompts'), cell: ({ row }) => row.original.prompts },
      { id: 'messages', header: t('agreements.preview.messages'), cell: ({ row }) => row.original.messages },
    ],
    [t],
  );
  const period = { from: dayAndTime(Date.parse(report.from), zone), to: dayAndTime(Date.parse(report.to), zone) };
  return (
    <section className="card preview" aria-labelledby="preview-title">
      <h2 className="card__title" id="preview-title" tabIndex={-1} ref={heading}>
        {t('agreements.preview.title')}
      </h2>
      {agreement !== '' && (
        <p>
          {t('agreements.preview.says')} <strong>{agreement}</strong>
        </p>
      )}
      <p className="quiet">{t('agreements.preview.lead', { ...period, count: report.readings })}</p>
      {difference ? (
        <ul>
          {difference.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : (
        <p>{t('agreements.preview.nothingBefore')}</p>
      )}
      <DataTable caption={t('agreements.preview.title')} columns={columns} rows={lines} rowId={({ what }) => what} />
      <DayCharts report={report} current={current} zone={zone} />
      {difference ? (
        <>
          <Alerts title={t('agreements.preview.onlyProposed')} alerts={difference.onlyInProposed} zone={zone} />
          <Alerts title={t('agreements.preview.onlyCurrent')} alerts={difference.onlyInCurrent} zone={zone} />
        </>
      ) : (
        <Alerts title={t('agreements.preview.onlyProposed')} alerts={report.alerts} zone={zone} />
      )}
      {report.notes.length > 0 && (
        <>
          <h3>{t('agreements.preview.notes')}</h3>
          <ul>
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const mostShown = 50;

function Alerts({ title, alerts, zone }: { title: string; alerts: readonly WouldBeAlertView[]; zone: string }) {
  const { t } = useTranslation();
  if (alerts.length === 0) return null;
  return (
    <>
      <h3>
        {title} ({alerts.length})
      </h3>
      <ul className="would-be">
        {alerts.slice(0, mostShown).map(({ alertId, openedAt, severity, reason }) => (
          <li key={alertId}>
            <span className="clock">{dayAndTime(Date.parse(openedAt), zone)}</span> <Priority severity={severity} /> {reason}
          </li>
        ))}
      </ul>
      {alerts.length > mostShown && <p className="quiet">{t('agreements.preview.more', { count: alerts.length - mostShown })}</p>}
    </>
  );
}
