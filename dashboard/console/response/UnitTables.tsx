import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseBoard } from '../../../gateway/contract/response.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { timeOfDay } from '../../shared/time/format.ts';
import { candidates, type UnitOnBoard } from './units.ts';

/** Every unit by its team: how it stands, who is on it and until when, what it can and where it goes. */
export function UnitTables({ board: { units, jobs } }: { board: ResponseBoard }) {
  const { t } = useTranslation();
  const columns = useColumns(jobs);
  const teams = Map.groupBy(units, ({ teamId }) => teamId);
  if (units.length === 0) return <p className="quiet">{t('response.units.none')}</p>;
  return (
    <div className="board__teams">
      {[...teams.values()].map((ofTeam) => {
        const { teamId, teamName } = ofTeam[0] as UnitOnBoard;
        const inOrder = candidates(ofTeam, { skills: [], localityName: null }).map(({ unit }) => unit);
        return (
          <section key={teamId} className="board__part" aria-labelledby={`team-${teamId}`}>
            <h2 className="card__title" id={`team-${teamId}`}>
              {teamName}
            </h2>
            <DataTable caption={t('response.units.caption', { team: teamName })} columns={columns} rows={inOrder} rowId={({ id }) => id} />
          </section>
        );
      })}
    </div>
  );
}

function useColumns(jobs: ResponseBoard['jobs']): Column<UnitOnBoard>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'unit', header: t('response.units.columns.unit'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      {
        id: 'state',
        header: t('response.units.columns.state'),
        cell: ({ row: { original: unit } }) => {
          const job = jobs.find(({ id }) => id === unit.jobId);
          return (
            <span className={`unit-state unit-state--${unit.state}`}>
              {t(`response.terms.unitState.${unit.state}`)}
              {job && <span className="quiet"> {t('response.units.at', { name: job.patientName })}</span>}
            </span>
          );
        },
      },
      {
        id: 'crew',
        header: t('response.units.columns.crew'),
        cell: ({ row }) => row.original.crew.map(({ name }) => name).join(', ') || t('response.units.nobody'),
      },
      {
        id: 'until',
        header: t('response.units.columns.until'),
        cell: ({ row }) => (row.original.until === null ? '–' : timeOfDay(Date.parse(row.original.until))),
      },
      {
        id: 'skills',
        header: t('response.units.columns.skills'),
        cell: ({ row }) =>
          row.original.skills.map((skill) => t(`response.terms.skill.${skill}`)).join(', ') || t('response.units.noSkills'),
      },
      {
        id: 'area',
        header: t('response.units.columns.area'),
        cell: ({ row }) => row.original.localityNames.join(', ') || t('response.units.everywhere'),
      },
    ],
    [t, jobs],
  );
}
