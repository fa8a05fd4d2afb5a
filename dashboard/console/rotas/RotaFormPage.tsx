import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRota, useTeams } from '../../shared/api/rota-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { localInput } from '../../shared/time/wall-clock.ts';
import { RotaForm } from './RotaForm.tsx';

/** Where the rota of a team is made or changed. What is typed stays when the rota is read again: the form takes what it began with. */
export function RotaFormPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const teams = useTeams();
  const rota = useRota(id);
  const now = useServerNow();
  const team = teams.data?.find((one) => one.id === id);
  const back = (
    <Link className="back" to={`/rotas/${encodeURIComponent(id)}`}>
      ‹ {team?.name ?? t('rotas.rota')}
    </Link>
  );
  const failed = [teams, rota].find(({ error, data }) => error && data === undefined);
  if (failed?.error || !teams.data || rota.data === undefined || now === null)
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
  const today = localInput(rota.data?.zone ?? 'Europe/London', now).slice(0, 10);
  return (
    <Page title={t('rotas.form.title', { name: team.name })} above={back}>
      <p className="quiet">{t('rotas.form.lead')}</p>
      <RotaForm teamId={id} rota={rota.data} today={today} />
    </Page>
  );
}
