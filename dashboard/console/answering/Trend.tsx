import { useTranslation } from 'react-i18next';
import type { KnownReadingView } from '../../../gateway/contract/answering.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { height, pathOf, width } from './trend-path.ts';

/** Where the measurement that the alert is about has come from. The line is a picture; the values stand in the table. */
export function Trend({ trend }: { trend: KnownReadingView }) {
  const { t } = useTranslation();
  return (
    <figure className="trend">
      <figcaption>
        <strong>{trend.label}</strong> {trend.text} <span className="quiet">{t('answering.trend.title')}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="trend__line">
        <path d={pathOf(trend.points)} />
      </svg>
      <details>
        <summary>{t('answering.trend.table')}</summary>
        <table className="trend__table">
          <thead>
            <tr>
              <th scope="col">{t('answering.trend.at')}</th>
              <th scope="col">{t('answering.trend.value')}</th>
            </tr>
          </thead>
          <tbody>
            {trend.points.toReversed().map(({ at, value }) => (
              <tr key={at}>
                <td>{dayAndTime(Date.parse(at))}</td>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
