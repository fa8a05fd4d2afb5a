import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertLoad } from '../../../gateway/contract/fatigue.ts';
import { useAlertLoad } from '../../shared/api/load-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { LoadTable } from './LoadTable.tsx';
import { Suggestions } from './Suggestions.tsx';

const periods = [30, 90, 365] as const;
const hourMs = 3_600_000;

/** How many alerts people get, which agreements raise them, and what might be changed. */
export function LoadPage() {
  const { t } = useTranslation();
  const [days, setDays] = useState<number>(periods[1]);
  const now = useServerNow();
  // Whole hours: the question stays the same for a while, and so does the answer.
  const { data, error, refetch } = useAlertLoad(now === null ? null : Math.floor(now / hourMs) * hourMs, days);
  return (
    <Page title={t('load.title')}>
      <p className="quiet">{t('load.lead')}</p>
      <p>
        <label htmlFor="load-days">{t('load.period')}</label>{' '}
        <select id="load-days" className="nhsuk-select" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {periods.map((period) => (
            <option key={period} value={period}>
              {t('load.days', { count: period })}
            </option>
          ))}
        </select>
      </p>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : data ? <Load load={data} /> : <Loading />}
      <Suggestions />
    </Page>
  );
}

function Load({ load }: { load: AlertLoad }) {
  const { t } = useTranslation();
  const rate = load.alertsPerPersonPerDay;
  return (
    <>
      {rate !== null && <p>{t('load.rate', { rate: rate.toFixed(2), count: load.people, fired: load.fired })}</p>}
      {!load.enoughData && <p className="notice">{t('load.notEnough', { days: load.days })}</p>}
      {load.fired === 0 ? (
        <p className="empty__title">{t('load.none')}</p>
      ) : (
        <>
          <h2>{t('load.byTemplate')}</h2>
          <LoadTable caption={t('load.byTemplate')} lines={load.templates} lineId={(line) => line.template} />
          <h2>{t('load.byAgreement')}</h2>
          <LoadTable caption={t('load.byAgreement')} lines={load.agreements} lineId={(line) => line.scenarioId} />
        </>
      )}
    </>
  );
}
