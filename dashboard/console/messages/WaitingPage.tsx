import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WaitingThread } from '../../../gateway/contract/messages-with-people.ts';
import { useWaitingThreads } from '../../shared/api/message-queries.ts';
import { Age, TimeLeft } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';

/** Who has written to the team and waits, of everybody, longest first. */
export function WaitingPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useWaitingThreads();
  const columns = useColumns();
  return (
    <Page title={t('messages.waiting.title')}>
      <p className="quiet">{t('messages.waiting.lead')}</p>
      <section className="card" aria-label={t('messages.waiting.title')}>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading />
          )
        ) : data.length === 0 ? (
          <p>{t('messages.waiting.none')}</p>
        ) : (
          <DataTable
            caption={t('messages.waiting.title')}
            columns={columns}
            rows={data}
            rowId={({ patientId, userId }) => `${patientId} ${userId}`}
          />
        )}
      </section>
    </Page>
  );
}

function useColumns(): Column<WaitingThread>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'name', header: t('messages.waiting.columns.from'), cell: ({ row }) => row.original.name },
      {
        id: 'about',
        header: t('messages.waiting.columns.about'),
        cell: ({ row: { original: thread } }) => (
          <Link to={`/patients/${encodeURIComponent(thread.patientId)}#people`}>{thread.patientName}</Link>
        ),
      },
      { id: 'count', header: t('messages.waiting.columns.messages'), cell: ({ row }) => row.original.messages },
      { id: 'since', header: t('messages.waiting.columns.since'), cell: ({ row }) => <Age since={row.original.since} /> },
      { id: 'due', header: t('messages.waiting.columns.due'), cell: ({ row }) => <TimeLeft until={row.original.dueAt} /> },
    ],
    [t],
  );
}
