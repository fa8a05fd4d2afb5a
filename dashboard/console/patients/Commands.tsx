import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CommandView } from '../../../gateway/contract/commands.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type ObservationKind, observationKinds } from '../../../rules/model/observation.ts';
import { useCommands } from '../../shared/api/command-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** What the devices were asked, by whom, and how it stands. */
export function Commands({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCommands(patient.id, true);
  const columns = useColumns(patient.zone);
  return (
    <>
      <h3 className="commands__title">{t('patients.commands.list')}</h3>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('patients.commands.none')}</p>
      ) : (
        <DataTable caption={t('patients.commands.list')} columns={columns} rows={data} rowId={(command) => command.commandId} />
      )}
    </>
  );
}

function useColumns(zone: string): Column<CommandView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'at', header: t('patients.commands.columns.at'), cell: ({ row }) => dayAndTime(Date.parse(row.original.askedAt), zone) },
      { id: 'device', header: t('patients.commands.columns.device'), cell: ({ row }) => <strong>{row.original.deviceName}</strong> },
      { id: 'what', header: t('patients.commands.columns.what'), cell: ({ row }) => <What command={row.original} /> },
      { id: 'who', header: t('patients.commands.columns.who'), cell: ({ row }) => <Who command={row.original} /> },
      { id: 'state', header: t('patients.commands.columns.state'), cell: ({ row }) => <State command={row.original} zone={zone} /> },
    ],
    [t, zone],
  );
}

function What({ command: { type, kind, text } }: { command: CommandView }) {
  const { t } = useTranslation();
  const asked = kind !== null && kind in observationKinds ? `: ${observationKinds[kind as ObservationKind].label}` : '';
  return (
    <>
      {t(`terms.command.${type}`)}
      {asked}
      {text !== '' && <q className="commands__words">{text}</q>}
    </>
  );
}

function Who({ command: { askedBy, agreement, alertId } }: { command: CommandView }) {
  const { t } = useTranslation();
  if (askedBy !== null) return askedBy;
  const by = agreement ?? t('patients.commands.byAgreement');
  return alertId === null ? by : <Link to={`/alerts/${encodeURIComponent(alertId)}`}>{by}</Link>;
}

function State({ command: { state, detail, changedAt }, zone }: { command: CommandView; zone: string }) {
  const { t } = useTranslation();
  const at = dayAndTime(Date.parse(changedAt), zone);
  return (
    <>
      <span className={`command-state command-state--${state}`}>{t(`terms.commandState.${state}`)}</span>
      <span className="device-why quiet">{[at, detail].filter((part) => part !== '').join(', ')}</span>
    </>
  );
}
