import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObservationView } from '../../../gateway/contract/observations.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime, spokenDuration } from '../../shared/time/format.ts';
import { valueText } from './value-text.ts';

const pageRows = 50;
/** Later than this between measuring and arriving is worth saying. */
const lateMs = 5 * 60_000;

/** The readings behind a chart, newest first. Built only when it is opened. */
export function ReadingsTable({ name, observations, zone }: { name: string; observations: readonly ObservationView[]; zone: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('patients.detail.table', { name })}{' '}
        <span className="quiet">({t('patients.detail.tableCount', { count: observations.length })})</span>
      </summary>
      {open && <Rows name={name} observations={observations} zone={zone} />}
    </details>
  );
}

/** What was sent, in the sender's own unit. */
const sentAs = ({ comparator, value, unit }: NonNullable<ObservationView['original']>): string => `${comparator ?? ''}${value} ${unit}`;

function Rows({ name, observations, zone }: { name: string; observations: readonly ObservationView[]; zone: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(pageRows);
  const rows = useMemo(
    () => [...observations].sort((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt)).slice(0, shown),
    [observations, shown],
  );
  const columns = useMemo(
    (): Column<ObservationView>[] => [
      {
        id: 'observed',
        header: t('patients.detail.tableColumns.observed'),
        cell: ({ row }) => dayAndTime(Date.parse(row.original.observedAt), zone),
      },
      {
        id: 'value',
        header: t('patients.detail.tableColumns.value'),
        cell: ({ row }) => <strong>{valueText(row.original, t)}</strong>,
      },
      { id: 'reading', header: t('patients.detail.tableColumns.reading'), cell: ({ row }) => row.original.label },
      { id: 'source', header: t('patients.detail.tableColumns.source'), cell: ({ row }) => row.original.sourceName ?? row.original.source },
      {
        id: 'note',
        header: t('patients.detail.tableColumns.note'),
        cell: ({ row: { original: reading } }) => {
          const delay = Date.parse(reading.receivedAt) - Date.parse(reading.observedAt);
          return [
            reading.provenance === 'manual' && t('patients.detail.manual'),
            reading.provenance === 'app' && t('patients.detail.app'),
            reading.snapshot && t('patients.detail.snapshot'),
            reading.statistic && t(`patients.detail.statistic.${reading.statistic}`),
            reading.original && t('patients.detail.sentAs', { value: sentAs(reading.original) }),
            delay > lateMs && t('patients.detail.lateBy', { time: spokenDuration(delay) }),
          ]
            .filter(Boolean)
            .join(', ');
        },
      },
    ],
    [t, zone],
  );
  return (
    <>
      <DataTable
        caption={t('patients.detail.table', { name })}
        columns={columns}
        rows={rows}
        rowId={(row) => `${row.source} ${row.observedAt} ${row.key}`}
      />
      {shown < observations.length && (
        <button type="button" className="tool" onClick={() => setShown(shown + pageRows)}>
          {t('patients.detail.more')}
        </button>
      )}
    </>
  );
}
