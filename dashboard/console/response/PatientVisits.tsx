import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ResponseJobSummary } from '../../../gateway/contract/response.ts';
import { useVisits } from '../../shared/api/response-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** The last visits of rapid response to one person, each with the alert it was for. */
export function PatientVisits({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data } = useVisits('patients', patientId);
  const columns = useMemo<Column<ResponseJobSummary>[]>(
    () => [
      {
        id: 'at',
        header: t('response.visits.columns.at'),
        cell: ({ row: { original: job } }) => (
          <Link to={`/alerts/${encodeURIComponent(job.alertId)}`}>{dayAndTime(Date.parse(job.requestedAt))}</Link>
        ),
      },
      { id: 'why', header: t('response.visits.columns.why'), cell: ({ row }) => row.original.reason },
      { id: 'state', header: t('response.visits.columns.state'), cell: ({ row }) => t(`response.terms.state.${row.original.state}`) },
      { id: 'unit', header: t('response.visits.columns.unit'), cell: ({ row }) => row.original.unit?.name ?? '–' },
    ],
    [t],
  );
  if (!data) return null;
  return (
    <section className="card">
      <h2 className="card__title">{t('response.visits.title')}</h2>
      {data.length === 0 ? (
        <p className="quiet">{t('response.visits.none')}</p>
      ) : (
        <DataTable caption={t('response.visits.caption')} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
    </section>
  );
}
