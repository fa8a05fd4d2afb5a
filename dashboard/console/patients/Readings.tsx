import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { usePreference } from '../../shared/components/use-preference.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { EventStrip } from './EventStrip.tsx';
import { chartsOf, lanesOf } from './series.ts';
import { mostReadings, type Range, ranges, useReadings } from './use-readings.ts';

/** About a pixel each. */
const stepsInRange = 720;

/** Charts of what is measured, a strip of what happens, and a table behind each. */
export function Readings({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const [chosen, choose] = usePreference('range', '24h');
  const range: Range = chosen === '7d' ? '7d' : '24h';
  const { data, error, refetch } = useReadings(patient.id, range);
  const now = useServerNow();
  const charts = useMemo(() => chartsOf(data ?? []), [data]);
  const lanes = useMemo(() => lanesOf(data ?? []), [data]);
  // The end of the range moves in small steps, so that the charts are not drawn anew every second.
  const step = ranges[range] / stepsInRange;
  const toAt = now === null ? null : Math.ceil(now / step) * step;
  const span = useMemo(() => (toAt === null ? null : { fromAt: toAt - ranges[range], toAt }), [toAt, range]);
  return (
    <section className="card readings">
      <div className="card__head">
        <h2 className="card__title">{t('patients.detail.readings')}</h2>
        <fieldset className="segmented">
          <legend className="nhsuk-u-visually-hidden">{t('patients.detail.range.name')}</legend>
          {(Object.keys(ranges) as Range[]).map((each) => (
            <label key={each} className={each === range ? 'is-chosen' : ''}>
              <input type="radio" name="range" value={each} checked={each === range} onChange={() => choose(each)} />
              {t(`patients.detail.range.${each}`)}
            </label>
          ))}
        </fieldset>
      </div>
      <p className="quiet">{t('patients.detail.zone', { zone: patient.zone })}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data || !span ? (
        <Loading />
      ) : charts.length + lanes.length === 0 ? (
        <p className="empty__title">{t('patients.detail.noReadings')}</p>
      ) : (
        <>
          {data.length >= mostReadings && <p className="notice">{t('patients.detail.capped', { count: data.length })}</p>}
          <div className="charts">
            {lanes.length > 0 && <EventStrip lanes={lanes} span={span} zone={patient.zone} />}
            {charts.map((chart) => (
              <ChartFigure key={chart.id} chart={chart} span={span} zone={patient.zone} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}
