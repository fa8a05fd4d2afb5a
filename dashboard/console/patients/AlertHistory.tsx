import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { usePatientAlerts } from '../../shared/api/queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useLiveAlerts } from '../../shared/live/use-live.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** The patient's alerts, open ones first, then the latest. Read again whenever the live feed tells of a change to one of them. */
export function AlertHistory({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = usePatientAlerts(patient.id);
  const live = useLiveAlerts();
  const versions = [...live.values()]
    .filter((alert) => alert.patientId === patient.id)
    .map((alert) => `${alert.id} ${alert.version}`)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions are the reason to read again.
  useEffect(() => void refetch(), [versions, refetch]);

  const columns = useMemo(
    (): Column<AlertSummary>[] => [
      {
        id: 'severity',
        header: t('patients.detail.historyColumns.severity'),
        cell: ({ row }) => <Priority severity={row.original.severity} />,
      },
      {
        id: 'why',
        header: t('patients.detail.historyColumns.why'),
        cell: ({ row: { original: alert } }) => <Link to={`/alerts/${encodeURIComponent(alert.id)}`}>{alert.reason}</Link>,
      },
      { id: 'status', header: t('patients.detail.historyColumns.status'), cell: ({ row }) => t(`terms.status.${row.original.status}`) },
      { id: 'level', header: t('patients.detail.historyColumns.level'), cell: ({ row }) => t(`terms.level.${row.original.level}`) },
      {
        id: 'opened',
        header: t('patients.detail.historyColumns.opened'),
        cell: ({ row }) => dayAndTime(Date.parse(row.original.openedAt), patient.zone),
      },
    ],
    [t, patient.zone],
  );
  const rows = useMemo(
    () =>
      [...(data ?? [])].sort(
        (a, b) => Number(a.status === 'closed') - Number(b.status === 'closed') || Date.parse(b.openedAt) - Date.parse(a.openedAt),
      ),
    [data],
  );
  return (
    <section className="card">
      <h2 className="card__title">{t('patients.detail.history')}</h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <p>{t('patients.detail.noHistory')}</p>
      ) : (
        <div className="scroll-box">
          <DataTable caption={t('patients.detail.history')} columns={columns} rows={rows} rowId={(alert) => alert.id} />
        </div>
      )}
    </section>
  );
}
