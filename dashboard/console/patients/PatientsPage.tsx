import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PatientSummary } from '../../../gateway/contract/people.ts';
import { usePatients } from '../../shared/api/queries.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { longDate, spacedNhsNumber } from '../../shared/time/format.ts';
import { Presence } from './Presence.tsx';

/** More rows than this are not read; the search narrows them. */
const mostRows = 200;

/** Everybody who is enrolled, with a search that the gateway does. */
export function PatientsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search.trim());
  const { data, error, refetch } = usePatients(asked, mostRows + 1);
  const rows = useMemo(() => (data ?? []).slice(0, mostRows), [data]);
  const columns = useColumns();
  return (
    <Page title={t('patients.title')}>
      <search className="search">
        <label htmlFor="patient-search">{t('patients.search')}</label>
        <input
          id="patient-search"
          className="nhsuk-input"
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {data && (
          <span className="quiet" role="status">
            {data.length > mostRows ? t('patients.first', { shown: mostRows }) : t('patients.count', { count: data.length })}
          </span>
        )}
      </search>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <p className="empty__title">{asked ? t('patients.none') : t('patients.noneAtAll')}</p>
      ) : (
        <DataTable caption={t('patients.table')} columns={columns} rows={rows} rowId={(patient) => patient.id} sortable />
      )}
    </Page>
  );
}

function useColumns(): Column<PatientSummary>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('patients.columns.name'),
        accessorFn: (patient) => patient.name,
        sortFn: 'text',
        cell: ({ row: { original: patient } }) => (
          <>
            <Link to={`/patients/${encodeURIComponent(patient.id)}`}>{patient.name}</Link>
            {patient.simulated && <span className="mark">{t('patients.simulated')}</span>}
          </>
        ),
      },
      {
        id: 'nhs',
        header: t('patients.columns.nhs'),
        accessorFn: (patient) => patient.nhsNumber ?? '',
        sortFn: 'text',
        cell: ({ row }) => <span className="clock">{row.original.nhsNumber ? spacedNhsNumber(row.original.nhsNumber) : '–'}</span>,
      },
      {
        id: 'born',
        header: t('patients.columns.born'),
        accessorFn: (patient) => patient.birthDate ?? '',
        sortFn: 'text',
        cell: ({ row }) => (row.original.birthDate ? longDate(row.original.birthDate) : '–'),
      },
      {
        id: 'locality',
        header: t('patients.columns.locality'),
        accessorFn: (patient) => patient.localityName ?? '',
        sortFn: 'text',
        cell: ({ row }) => row.original.localityName ?? '–',
      },
      {
        id: 'presence',
        header: t('patients.columns.presence'),
        accessorFn: (patient) => patient.presence.mode,
        sortFn: 'text',
        cell: ({ row }) => <Presence presence={row.original.presence} zone={row.original.zone} />,
      },
      {
        id: 'heard',
        header: t('patients.columns.heard'),
        accessorFn: (patient) => (patient.lastHeardAt ? Date.parse(patient.lastHeardAt) : 0),
        sortFn: 'basic',
        cell: ({ row }) =>
          row.original.lastHeardAt ? <Ago at={row.original.lastHeardAt} /> : <strong className="never">{t('patients.never')}</strong>,
      },
      {
        id: 'alerts',
        header: t('patients.columns.alerts'),
        accessorFn: (patient) => patient.openAlerts,
        sortFn: 'basic',
        cell: ({ row }) => (row.original.openAlerts > 0 ? <strong>{row.original.openAlerts}</strong> : '0'),
      },
    ],
    [t],
  );
}
