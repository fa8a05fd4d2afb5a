import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFigures, usePlaces } from '../../shared/api/figures-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { monthName } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { FiguresView } from './FiguresView.tsx';
import { monthOf, type Period, periods, stretchOf } from './periods.ts';

/** How the work did in a month or another stretch: figures against their aims, and what lies behind them. */
export function FiguresPage() {
  const { t } = useTranslation();
  const [chosen, setPeriod] = useState<Period | null>(null);
  const [place, setPlace] = useState('');
  const role = useMe().data?.role;
  const now = useServerNow();
  const places = usePlaces();
  const lastMonth = useFigures(now === null ? null : stretchOf('last-month', now), '');
  // Who has begun this month finds what there is so far.
  const period = chosen ?? (lastMonth.data?.days === 0 ? 'month' : 'last-month');
  const { data, error, refetch } = useFigures(now === null ? null : stretchOf(period, now), place);
  const month = now === null ? null : monthOf(period, now);
  return (
    <Page
      title={t('figures.title')}
      className="page--figures"
      aside={
        <button type="button" className="tool no-print" onClick={() => window.print()}>
          {t('figures.print')}
        </button>
      }
    >
      <p className="quiet">{t('figures.lead')}</p>
      <div className="figures__choice no-print">
        <p>
          <label htmlFor="figures-period">{t('figures.period')}</label>{' '}
          <select id="figures-period" className="nhsuk-select" value={period} onChange={(event) => setPeriod(event.target.value as Period)}>
            {periods.map((each) => (
              <option key={each} value={each}>
                {t(`figures.periods.${each}`)}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label htmlFor="figures-place">{t('figures.place')}</label>{' '}
          <select id="figures-place" className="nhsuk-select" value={place} onChange={(event) => setPlace(event.target.value)}>
            <option value="">{t('figures.everywhere')}</option>
            {places.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </p>
        {month !== null && mayDo(role, 'readReport') && (
          <p className="figures__report">
            {t('figures.report', { month: monthName(month) })}: <a href={`/api/figures/monthly/${month}.pdf`}>{t('figures.pdf')}</a>{' '}
            <a href={`/api/figures/monthly/${month}.csv`}>{t('figures.csv')}</a>
          </p>
        )}
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : data ? <FiguresView figures={data} /> : <Loading />}
    </Page>
  );
}
