import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { responseUnitView } from '../../../gateway/contract/response.ts';
import { useLocalities } from '../../shared/api/enrolment-queries.ts';
import { useUnits } from '../../shared/api/response-queries.ts';
import { useTeams } from '../../shared/api/rota-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { UnitDialog } from './UnitDialog.tsx';

export type UnitSetUp = z.infer<typeof responseUnitView>;

/** Crews and vehicles of rapid response, as they are set up: their team, what they can do, where they go. */
export function UnitsPage() {
  const { t } = useTranslation();
  const units = useUnits();
  const teams = useTeams();
  const places = useLocalities();
  const setsUp = mayDo(useMe().data?.role, 'setUpUnits');
  /** `new`: one is added; otherwise the one that is changed. */
  const [open, setOpen] = useState<UnitSetUp | 'new' | null>(null);
  const placeNames = useMemo(() => new Map(places.data?.map(({ id, name }) => [id, name])), [places.data]);
  const columns = useColumns(placeNames, setsUp ? setOpen : null);
  const asked = [units, teams, places];
  const failed = asked.find(({ data, error }) => error && !data);
  const retry = () => {
    for (const one of asked) void one.refetch();
  };
  const crewTeams = teams.data?.filter(({ kind }) => kind === 'rapid-response') ?? [];
  return (
    <Page title={t('response.setUp.title')}>
      <p className="quiet">{t('response.setUp.lead')}</p>
      {failed?.error ? (
        <Failure error={failed.error} retry={retry} />
      ) : !units.data || !teams.data || !places.data ? (
        <Loading />
      ) : (
        <>
          {crewTeams.length === 0 ? (
            <p className="notice notice--warn">
              {t('response.setUp.noTeam')} <Link to="/rotas">{t('rotas.nav')}</Link>
            </p>
          ) : (
            setsUp && (
              <p>
                <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => setOpen('new')}>
                  {t('response.setUp.add')}
                </button>
              </p>
            )
          )}
          {units.data.length === 0 ? (
            <p className="empty__title">{t('response.setUp.none')}</p>
          ) : (
            <DataTable caption={t('response.setUp.caption')} columns={columns} rows={units.data} rowId={({ id }) => id} />
          )}
          {open && <UnitDialog unit={open === 'new' ? null : open} teams={crewTeams} places={places.data} onClose={() => setOpen(null)} />}
        </>
      )}
    </Page>
  );
}

function useColumns(placeNames: ReadonlyMap<string, string>, change: ((unit: UnitSetUp) => void) | null): Column<UnitSetUp>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const columns: Column<UnitSetUp>[] = [
      {
        id: 'unit',
        header: t('response.setUp.columns.unit'),
        cell: ({ row: { original: unit } }) => (
          <>
            <strong>{unit.name}</strong> {unit.retired && <span className="quiet">{t('response.setUp.retired')}</span>}
          </>
        ),
      },
      { id: 'team', header: t('response.setUp.columns.team'), cell: ({ row }) => row.original.teamName },
      {
        id: 'skills',
        header: t('response.setUp.columns.skills'),
        cell: ({ row }) =>
          row.original.skills.map((skill) => t(`response.terms.skill.${skill}`)).join(', ') || t('response.units.noSkills'),
      },
      {
        id: 'area',
        header: t('response.setUp.columns.area'),
        cell: ({ row }) => row.original.localityIds.map((id) => placeNames.get(id) ?? id).join(', ') || t('response.units.everywhere'),
      },
    ];
    if (!change) return columns;
    const act: Column<UnitSetUp> = {
      id: 'act',
      header: t('response.setUp.columns.act'),
      cell: ({ row: { original: unit } }) => (
        <button type="button" className="tool" aria-label={t('response.setUp.changeOf', { name: unit.name })} onClick={() => change(unit)}>
          {t('response.setUp.change')}
        </button>
      ),
    };
    return [...columns, act];
  }, [t, placeNames, change]);
}
