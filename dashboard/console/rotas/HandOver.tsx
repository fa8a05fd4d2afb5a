import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { handOverView } from '../../../gateway/contract/rotas.ts';
import { useHandOver } from '../../shared/api/rota-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime, timeOfDay } from '../../shared/time/format.ts';
import { HandOverRest } from './HandOverRest.tsx';

type Line = z.infer<typeof handOverView>['alerts'][number];

/** What those who leave hand to those who come: every alert that is not closed, who has it, what was said last, and what else is to come. */
export function HandOver({ teamId, zone }: { teamId: string; zone: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useHandOver(teamId);
  const columns = useMemo(
    (): Column<Line>[] => [
      { id: 'priority', header: t('rotas.handOver.priority'), cell: ({ row }) => <Priority severity={row.original.alert.severity} /> },
      {
        id: 'alert',
        header: t('rotas.handOver.alert'),
        cell: ({
          row: {
            original: { alert },
          },
        }) => (
          <>
            <Link to={`/alerts/${encodeURIComponent(alert.id)}`}>{alert.patientName}</Link> {alert.reason}
          </>
        ),
      },
      {
        id: 'owner',
        header: t('rotas.handOver.owner'),
        cell: ({
          row: {
            original: { alert, endsWithTurn },
          },
        }) => (
          <>
            {alert.owner?.name ?? <strong className="never">{t('kit.nobody')}</strong>}
            {endsWithTurn && (
              <>
                {' '}
                <strong className="gap">{t('rotas.handOver.ends')}</strong>
              </>
            )}
          </>
        ),
      },
      {
        id: 'said',
        header: t('rotas.handOver.said'),
        cell: ({
          row: {
            original: { promised },
          },
        }) => (promised ? t('rotas.handOver.by', { ...promised, at: timeOfDay(Date.parse(promised.at), zone) }) : '–'),
      },
    ],
    [t, zone],
  );
  return (
    <section className="card">
      <div className="card__head">
        <h2 className="card__title">{t('rotas.handOver.title')}</h2>
        <button type="button" className="tool no-print" onClick={() => window.print()}>
          {t('handOver.print')}
        </button>
      </div>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <p>
            {data.at === null
              ? t('rotas.handOver.none')
              : t('rotas.handOver.next', {
                  time: dayAndTime(Date.parse(data.at), zone),
                  leaving: data.leaving.join(', ') || t('rotas.handOver.noOne'),
                  coming: data.coming.join(', ') || t('rotas.handOver.noOne'),
                })}
          </p>
          {data.alerts.length === 0 ? (
            <p>{t('rotas.handOver.noAlert')}</p>
          ) : (
            <DataTable caption={t('rotas.handOver.title')} columns={columns} rows={data.alerts} rowId={({ alert }) => alert.id} />
          )}
          <HandOverRest data={data} zone={zone} />
        </>
      )}
    </section>
  );
}
