import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Figure, Figures } from '../../../gateway/contract/figures.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { clockDuration, dayAndTime, shortDate } from '../../shared/time/format.ts';
import { DayBars } from './DayBars.tsx';
import { zone } from './periods.ts';
import { Standing } from './Standing.tsx';

const percent = (share: number) => `${(Math.round(share * 1_000) / 10).toFixed(1)} %`;

/** The figures first; then the days, the exceptions, and which agreements the alerts came from. */
export function FiguresView({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): Column<Figure>[] => [
      { id: 'figure', header: t('figures.columns.figure'), cell: ({ row }) => <Meaning figure={row.original} /> },
      { id: 'measured', header: t('figures.columns.measured'), cell: ({ row }) => <strong>{row.original.measured}</strong> },
      { id: 'target', header: t('figures.columns.target'), cell: ({ row }) => row.original.target ?? t('figures.noTarget') },
      { id: 'verdict', header: t('figures.columns.verdict'), cell: ({ row }) => <Standing verdict={row.original.verdict} /> },
    ],
    [t],
  );
  const date = (at: string) => shortDate(Date.parse(at), zone);
  const ends = new Date(Date.parse(figures.to) - 1).toISOString();
  return (
    <>
      <p>{t('figures.stretch', { from: date(figures.from), to: date(ends), count: figures.days })}</p>
      {!figures.enoughData && <p className="notice">{t('figures.notEnough')}</p>}
      <section className="card">
        <DataTable caption={t('figures.title')} columns={columns} rows={figures.figures} rowId={({ id }) => id} />
      </section>
      <DayBars days={figures.byDay} />
      {figures.sources.length > 0 && <Behind figures={figures} />}
    </>
  );
}

function Meaning({ figure }: { figure: Figure }) {
  const { t } = useTranslation();
  return (
    <div>
      <strong>{figure.title}</strong>
      <details className="figures__meaning">
        <summary>
          {t('figures.means')}
          <span className="nhsuk-u-visually-hidden">: {figure.title}</span>
        </summary>
        <p>{figure.definition}</p>
        <p className="quiet">{t('figures.source', { source: figure.source })}</p>
      </details>
    </div>
  );
}

/** Only for those who look at people's care. */
function Behind({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const exceptions = useMemo(
    (): Column<Figures['exceptions'][number]>[] => [
      {
        id: 'alert',
        header: t('figures.exception.alert'),
        cell: ({ row: { original } }) => (
          <>
            <Priority severity={original.severity} /> <Link to={`/alerts/${encodeURIComponent(original.alertId)}`}>{original.title}</Link>
          </>
        ),
      },
      { id: 'asked', header: t('figures.exception.asked'), cell: ({ row }) => dayAndTime(Date.parse(row.original.askedAt), zone) },
      {
        id: 'answered',
        header: t('figures.exception.answered'),
        cell: ({ row: { original } }) =>
          original.answeredAt === null ? t('figures.notAnswered') : dayAndTime(Date.parse(original.answeredAt), zone),
      },
      { id: 'waited', header: t('figures.exception.waited'), cell: ({ row }) => clockDuration(row.original.waitedSeconds * 1_000) },
    ],
    [t],
  );
  const sources = useMemo(
    (): Column<Figures['sources'][number] & { place: number }>[] => [
      { id: 'what', header: t('figures.source_.what'), cell: ({ row }) => row.original.title },
      { id: 'alerts', header: t('figures.source_.alerts'), cell: ({ row }) => row.original.alerts },
      { id: 'share', header: t('figures.source_.share'), cell: ({ row }) => percent(row.original.share) },
    ],
    [t],
  );
  const kinds = useMemo(
    (): Column<Figures['actionable'][number]>[] => [
      { id: 'what', header: t('figures.kind.what'), cell: ({ row }) => row.original.title },
      { id: 'alerts', header: t('figures.kind.alerts'), cell: ({ row }) => row.original.alerts },
      { id: 'decided', header: t('figures.kind.decided'), cell: ({ row }) => row.original.decided },
      {
        id: 'share',
        header: t('figures.kind.share'),
        cell: ({ row: { original } }) => (original.share === null ? t('figures.unknown') : percent(original.share)),
      },
    ],
    [t],
  );
  return (
    <>
      <section className="card">
        <h2 className="card__title">{t('figures.exceptions')}</h2>
        {figures.exceptions.length === 0 ? (
          <p>{t('figures.noException')}</p>
        ) : (
          <DataTable caption={t('figures.exceptions')} columns={exceptions} rows={figures.exceptions} rowId={({ alertId }) => alertId} />
        )}
      </section>
      <div className="figures__pair">
        <section className="card">
          <h2 className="card__title">{t('figures.sources')}</h2>
          <DataTable
            caption={t('figures.sources')}
            columns={sources}
            rows={figures.sources.map((one, place) => ({ ...one, place }))}
            rowId={({ place }) => String(place)}
          />
          <p>
            <Link to="/load">{t('figures.whose')}</Link>
          </p>
        </section>
        <section className="card">
          <h2 className="card__title">{t('figures.actionable')}</h2>
          <DataTable caption={t('figures.actionable')} columns={kinds} rows={figures.actionable} rowId={({ template }) => template} />
        </section>
      </div>
    </>
  );
}
