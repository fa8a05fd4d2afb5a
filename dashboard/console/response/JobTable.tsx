import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ResponseBoard, ResponseJobSummary } from '../../../gateway/contract/response.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { TimeLeft } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { VisitClock } from '../../shared/response/VisitClock.tsx';
import { mayDo } from '../../shared/roles.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { OfferDialog } from './OfferDialog.tsx';

interface Asked {
  readonly what: 'offer' | 'cancel';
  readonly id: string;
}

/** Visits with their clocks, and what can be done with each. */
export function JobTable(props: { caption: string; jobs: readonly ResponseJobSummary[]; board: ResponseBoard; canAct: boolean }) {
  const { caption, jobs, board, canAct } = props;
  const mayDispatch = mayDo(useMe().data?.role, 'dispatch');
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useColumns(mayDispatch ? { ask: setAsked, canAct } : null);
  // A visit that is over while its dialog is open is gone from the board, and the dialog with it.
  const job = asked && jobs.find(({ id }) => id === asked.id);
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={jobs} rowId={({ id }) => id} />
      {job && asked.what === 'offer' && <OfferDialog job={job} units={board.units} onClose={() => setAsked(null)} />}
      {job && asked.what === 'cancel' && <CancelDialog job={job} onClose={() => setAsked(null)} />}
    </>
  );
}

function useColumns(acts: { ask: (asked: Asked) => void; canAct: boolean } | null): Column<ResponseJobSummary>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const columns: Column<ResponseJobSummary>[] = [
      {
        id: 'person',
        header: t('response.jobs.columns.person'),
        cell: ({ row: { original: job } }) => <Link to={`/alerts/${encodeURIComponent(job.alertId)}`}>{job.patientName}</Link>,
      },
      { id: 'where', header: t('response.jobs.columns.where'), cell: ({ row: { original: job } }) => job.localityName ?? job.address },
      {
        id: 'why',
        header: t('response.jobs.columns.why'),
        cell: ({ row: { original: job } }) => (
          <>
            {job.urgency !== 'visit' && <strong>{t(`response.terms.urgency.${job.urgency}`)}: </strong>}
            {job.reason}
            {job.skills.length > 0 && (
              <span className="device-why quiet">{job.skills.map((skill) => t(`response.terms.skill.${skill}`)).join(', ')}</span>
            )}
          </>
        ),
      },
      { id: 'state', header: t('response.jobs.columns.state'), cell: ({ row }) => <State job={row.original} /> },
      { id: 'clock', header: t('response.jobs.columns.clock'), cell: ({ row }) => <VisitClock job={row.original} /> },
    ];
    if (!acts) return columns;
    const { ask, canAct } = acts;
    const act: Column<ResponseJobSummary> = {
      id: 'act',
      header: t('response.jobs.columns.act'),
      cell: ({ row: { original: job } }) => (
        <span className="row-acts">
          <button
            type="button"
            className="take"
            disabled={!canAct}
            aria-label={t('response.jobs.offerOf', { name: job.patientName })}
            onClick={() => ask({ what: 'offer', id: job.id })}
          >
            {t('response.jobs.offer')}
          </button>{' '}
          <button
            type="button"
            className="tool"
            disabled={!canAct}
            aria-label={t('response.jobs.cancelOf', { name: job.patientName })}
            onClick={() => ask({ what: 'cancel', id: job.id })}
          >
            {t('response.jobs.cancel')}
          </button>
        </span>
      ),
    };
    return [...columns, act];
  }, [t, acts?.ask, acts?.canAct, acts]);
}

function State({ job }: { job: ResponseJobSummary }) {
  const { t } = useTranslation();
  return (
    <>
      <strong>{t(`response.terms.state.${job.state}`)}</strong>
      {job.unit && <span className="device-why">{t('response.jobs.with', { unit: job.unit.name })}</span>}
      {job.offeredTo && (
        <span className="device-why">
          {t('response.jobs.asked', { unit: job.offeredTo.unitName })} <TimeLeft until={job.offeredTo.untilAt} />
        </span>
      )}
      {job.clocks.outsideHours && <span className="device-why quiet">{t('response.jobs.outsideHours')}</span>}
    </>
  );
}
