import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/time/format.ts';
import { LineChart } from './LineChart.tsx';
import { ReadingsTable } from './ReadingsTable.tsx';
import { type Chart, isMeasured } from './series.ts';
import { valueText } from './value-text.ts';

/** One kind of reading over time: the latest value in words, the line, and the readings as a table. */
export const ChartFigure = memo(function ChartFigure({
  chart,
  span,
  zone,
}: {
  chart: Chart;
  span: { fromAt: number; toAt: number };
  zone: string;
}) {
  const { t } = useTranslation();
  const drawn = useMemo(() => ({ ...chart, steps: chart.kind === 'power' }), [chart]);
  const latest = chart.observations.findLast(isMeasured);
  return (
    <figure className="chart">
      <figcaption className="chart__head">
        <strong>{chart.label}</strong>
        {latest && (
          <span>
            {t('patients.detail.latest')}: <strong>{valueText(latest, t)}</strong>{' '}
            <span className="quiet">{dayAndTime(Date.parse(latest.observedAt), zone)}</span>
          </span>
        )}
        {chart.lines.length > 1 && (
          <span className="chart__legend">
            {chart.lines.map((line, index) => (
              <span key={line.name} className={`chart__key chart__key--${index}`}>
                {line.name !== 'value' && t(`patients.detail.${line.name}`)}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <LineChart chart={drawn} span={span} zone={zone} />
      <ReadingsTable name={chart.label} observations={chart.observations} zone={zone} />
    </figure>
  );
});
