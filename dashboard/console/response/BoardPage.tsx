import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useBoard } from '../../shared/api/response-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useResponseNews } from '../../shared/live/use-response-news.ts';
import { mayDo } from '../../shared/roles.ts';
import { useTick } from '../../shared/time/use-server-now.ts';
import { JobTable } from './JobTable.tsx';
import { UnitTables } from './UnitTables.tsx';
import { countStates } from './units.ts';

/** What the borough has: visits that nobody has on top, then those under way by their clocks, then the units by their teams. */
export function BoardPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useBoard();
  const connection = useResponseNews();
  const setsUp = mayDo(useMe().data?.role, 'setUpUnits');
  useTick();
  const isStale = connection?.linkState() === 'dead';
  if (!data) return <Page title={t('response.title')}>{error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}</Page>;
  const counts = countStates(data.units);
  const overflow = data.jobs.filter(({ state }) => state === 'overflow');
  const underWay = data.jobs.filter(({ state }) => state !== 'overflow');
  return (
    <Page
      title={t('response.title')}
      className="page--wide"
      aside={<p className="quiet">{t('response.counts', { ...counts, off: counts['off-duty'] })}</p>}
    >
      {isStale && <p className="notice notice--warn">{t('response.stale')}</p>}
      {overflow.length > 0 && (
        <section className="overflow" aria-labelledby="overflow">
          <h2 className="card__title" id="overflow">
            {t('response.overflow.title', { count: overflow.length })}
          </h2>
          <p>{t('response.overflow.lead')}</p>
          <JobTable caption={t('response.overflow.caption')} jobs={overflow} board={data} canAct={!isStale} />
        </section>
      )}
      <section className="board__part" aria-labelledby="under-way">
        <h2 className="card__title" id="under-way">
          {t('response.jobs.title')}
        </h2>
        {underWay.length === 0 ? (
          <p className="quiet">{t('response.jobs.none')}</p>
        ) : (
          <JobTable caption={t('response.jobs.caption')} jobs={underWay} board={data} canAct={!isStale} />
        )}
      </section>
      <UnitTables board={data} />
      {setsUp && (
        <p>
          <Link to="/units">{t('response.setUp.toPage')}</Link>
        </p>
      )}
    </Page>
  );
}
