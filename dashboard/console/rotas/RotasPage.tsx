import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRotaGaps, useTeams } from '../../shared/api/rota-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import type { Team } from '../../shared/api/shapes.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { ShiftPatterns } from './ShiftPatterns.tsx';
import { TeamDialog } from './TeamDialog.tsx';

/** Every team: who is on duty now, and whether a gap is ahead. */
export function RotasPage() {
  const { t } = useTranslation();
  const teams = useTeams();
  const gaps = useRotaGaps();
  const setsUp = mayDo(useMe().data?.role, 'setUp');
  const [adding, setAdding] = useState(false);
  const columns = useMemo((): Column<Team>[] => {
    const count = (teamId: string) => gaps.data?.filter((gap) => gap.teamId === teamId).length ?? null;
    return [
      {
        id: 'team',
        header: t('rotas.columns.team'),
        cell: ({ row: { original } }) => <Link to={`/rotas/${encodeURIComponent(original.id)}`}>{original.name}</Link>,
      },
      { id: 'kind', header: t('rotas.columns.kind'), cell: ({ row }) => t(`absences.team.${row.original.kind}`) },
      {
        id: 'now',
        header: t('rotas.columns.now'),
        cell: ({ row: { original } }) => {
          const names = original.onCall.filter(({ now }) => now).map(({ name }) => name);
          return names.length > 0 ? names.join(', ') : <span className="quiet">{t('rotas.nobodyNamed')}</span>;
        },
      },
      {
        id: 'gaps',
        header: t('rotas.columns.gaps'),
        cell: ({ row: { original } }) => {
          const found = count(original.id);
          if (found === null) return <span className="quiet">{t('frame.loading')}</span>;
          return found === 0 ? t('rotas.noGap') : <strong className="gap">{t('rotas.gaps', { count: found })}</strong>;
        },
      },
    ];
  }, [t, gaps.data]);
  const failed = [teams, gaps].find(({ error, data }) => error && !data);
  return (
    <Page title={t('rotas.title')}>
      <p className="quiet">{t('rotas.lead')}</p>
      {setsUp && (
        <div className="actions__row">
          <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => setAdding(true)}>
            {t('rotas.team.addButton')}
          </button>
        </div>
      )}
      {failed?.error ? (
        <Failure error={failed.error} retry={() => void failed.refetch()} />
      ) : !teams.data ? (
        <Loading />
      ) : teams.data.length === 0 ? (
        <p className="empty__title">{t('rotas.none')}</p>
      ) : (
        <DataTable caption={t('rotas.title')} columns={columns} rows={teams.data} rowId={({ id }) => id} />
      )}
      <ShiftPatterns />
      {adding && <TeamDialog team={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}
