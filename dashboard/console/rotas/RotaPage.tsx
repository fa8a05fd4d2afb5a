import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRota, useRotaGaps, useTeams } from '../../shared/api/rota-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { DutyTable } from './DutyTable.tsx';
import { HandOver } from './HandOver.tsx';
import { HandOverNotes } from './HandOverNotes.tsx';
import { OnCall } from './OnCall.tsx';
import { SwapDialog } from './SwapDialog.tsx';
import { Swaps } from './Swaps.tsx';
import type { Stretch } from './schedule.ts';
import { TeamActions } from './TeamActions.tsx';

/** One team: who is on duty in the next two weeks, the gaps, swaps, and what the next hand-over hands over. */
export function RotaPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const teams = useTeams();
  const rota = useRota(id);
  const gaps = useRotaGaps();
  const now = useServerNow();
  /** The time that a swap is for; `{}`: nothing is filled in yet. */
  const [swap, setSwap] = useState<Partial<Pick<Stretch, 'fromAt' | 'untilAt'>> | null>(null);
  const team = teams.data?.find((one) => one.id === id);
  const back = (
    <Link className="back" to="/rotas">
      ‹ {t('rotas.title')}
    </Link>
  );
  const failed = [teams, rota, gaps].find(({ error, data }) => error && data === undefined);
  if (failed?.error || !teams.data || rota.data === undefined || !gaps.data || now === null)
    return (
      <Page title={t('rotas.rota')} above={back}>
        {failed?.error ? <Failure error={failed.error} retry={() => void failed.refetch()} /> : <Loading />}
      </Page>
    );
  if (!team)
    return (
      <Page title={t('rotas.missing')} above={back}>
        <p>{t('frame.notFound.says')}</p>
      </Page>
    );
  const empty = gaps.data
    .filter(({ teamId }) => teamId === id)
    .map(({ fromAt, untilAt }) => ({ name: null, fromAt: Date.parse(fromAt), untilAt: Date.parse(untilAt) }));
  const onDuty: Stretch[] = team.onCall.map(({ name, fromAt, untilAt }) => ({
    name,
    fromAt: Date.parse(fromAt),
    untilAt: untilAt === null ? Number.POSITIVE_INFINITY : Date.parse(untilAt),
  }));
  const zone = rota.data?.zone ?? 'Europe/London';
  return (
    <Page title={team.name} above={back}>
      <section className="card">
        <h2 className="card__title">{t('rotas.ahead')}</h2>
        {!rota.data && <p className="notice">{t('rotas.noRota')}</p>}
        <div className="actions__row">
          {rota.data && (
            <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => setSwap({})}>
              {t('rotas.swap.open')}
            </button>
          )}
          <TeamActions team={team} hasRota={rota.data !== null} />
        </div>
        <DutyTable zone={zone} now={now} stretches={[...onDuty, ...empty]} fill={rota.data ? setSwap : null} />
      </section>
      {rota.data && <Swaps teamId={id} rota={rota.data} />}
      <OnCall team={team} zone={zone} />
      {mayDo(role, 'handOver') && <HandOverNotes teamId={id} zone={zone} />}
      {mayDo(role, 'handOver') && <HandOver teamId={id} zone={zone} />}
      {swap && rota.data && <SwapDialog teamId={id} rota={rota.data} time={swap} onClose={() => setSwap(null)} />}
    </Page>
  );
}
