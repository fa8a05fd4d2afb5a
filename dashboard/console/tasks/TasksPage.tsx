import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTaskDone, useTaskOwner, useTasks } from '../../shared/api/queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import type { Task } from '../../shared/api/shapes.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { useServerMinute } from '../../shared/time/use-server-now.ts';
import { dueAtOf, isOverdue } from './due.ts';
import { SilentKit } from './SilentKit.tsx';

/** What a person has to mend that is no alert: what is overdue comes first, then the oldest. */
export function TasksPage() {
  const { t } = useTranslation();
  // Tasks tell of people's care, which an administrator does not see; of kit they do.
  const seesTasks = mayDo(useMe().data?.role, 'seeAlerts');
  return (
    <Page title={t('frame.tasksPage.title')}>
      {seesTasks ? <OpenTasks /> : <p className="quiet">{t('frame.tasksPage.ofCare')}</p>}
      <SilentKit />
    </Page>
  );
}

function OpenTasks() {
  const { t } = useTranslation();
  const [showDone, setShowDone] = useState(false);
  const [onlyTechnical, setOnlyTechnical] = useState(false);
  const { data, error, refetch } = useTasks(showDone);
  const now = useServerMinute();
  const rows = useMemo(
    () =>
      (data ?? [])
        .filter((task) => (showDone || task.doneAt === null) && (!onlyTechnical || task.queue === 'technical'))
        .sort((a, b) => Number(isOverdue(b, now)) - Number(isOverdue(a, now)) || Date.parse(a.createdAt) - Date.parse(b.createdAt)),
    [data, showDone, onlyTechnical, now],
  );
  const columns = useColumns();
  return (
    <>
      <p className="quiet">{t('frame.tasksPage.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {rows.length > 0 ? (
            <DataTable caption={t('frame.tasksPage.title')} columns={columns} rows={rows} rowId={(task) => task.id} />
          ) : (
            <p className="empty__title">{t('frame.tasksPage.none')}</p>
          )}
          <div>
            <label className="check">
              <input type="checkbox" checked={onlyTechnical} onChange={(event) => setOnlyTechnical(event.target.checked)} />{' '}
              {t('frame.tasksPage.only')}
            </label>
          </div>
          <label className="check">
            <input type="checkbox" checked={showDone} onChange={(event) => setShowDone(event.target.checked)} />{' '}
            {t('frame.tasksPage.showDone')}
          </label>
        </>
      )}
    </>
  );
}

function useColumns(): Column<Task>[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const kind = (name: string) => (i18n.exists(`terms.task.${name}`) ? t(`terms.task.${name}` as 'terms.task.rota-gap') : name);
    return [
      { id: 'kind', header: t('frame.tasksPage.columns.kind'), cell: ({ row }) => <strong>{kind(row.original.kind)}</strong> },
      {
        id: 'text',
        header: t('frame.tasksPage.columns.text'),
        cell: ({ row: { original: task } }) => (
          <>
            {task.text} {task.alertId && <Link to={`/alerts/${encodeURIComponent(task.alertId)}`}>{t('frame.tasksPage.alert')}</Link>}
            <Due task={task} />
          </>
        ),
      },
      {
        id: 'patient',
        header: t('frame.tasksPage.columns.patient'),
        cell: ({ row: { original: task } }) =>
          task.patientId ? <Link to={`/patients/${encodeURIComponent(task.patientId)}`}>{task.patientName}</Link> : task.teamName,
      },
      {
        id: 'owner',
        header: t('frame.tasksPage.columns.owner'),
        cell: ({ row: { original: task } }) => task.owner ?? <span className="quiet">{t(`frame.tasksPage.queue.${task.queue}`)}</span>,
      },
      { id: 'since', header: t('frame.tasksPage.columns.since'), cell: ({ row }) => <Ago at={row.original.createdAt} /> },
      { id: 'act', header: t('frame.tasksPage.columns.act'), cell: ({ row }) => <Done task={row.original} /> },
    ];
  }, [t, i18n]);
}

function Due({ task }: { task: Task }) {
  const { t } = useTranslation();
  const now = useServerMinute();
  const dueAt = dueAtOf(task);
  if (dueAt === null) return null;
  const time = dayAndTime(dueAt);
  if (isOverdue(task, now)) return <strong className="device-why never">{t('frame.tasksPage.overdue', { time })}</strong>;
  return <span className="device-why quiet">{t('frame.tasksPage.due', { time })}</span>;
}

function Done({ task }: { task: Task }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const done = useTaskDone();
  const own = useTaskOwner();
  if (task.doneAt) return <span className="quiet">{t('frame.tasksPage.doneAt', { time: dayAndTime(Date.parse(task.doneAt)) })}</span>;
  return (
    <>
      {task.owner === null && (
        <button
          type="button"
          className="take"
          disabled={own.isPending}
          aria-label={t('frame.tasksPage.takeOf', { text: task.text })}
          onClick={() => own.mutate(task.id, { onSuccess: () => announce(t('frame.tasksPage.taken')) })}
        >
          {t('frame.tasksPage.take')}
        </button>
      )}{' '}
      <button
        type="button"
        className="take"
        disabled={done.isPending}
        aria-label={t('frame.tasksPage.markDone', { text: task.text })}
        onClick={() => done.mutate(task.id, { onSuccess: () => announce(t('frame.tasksPage.saying')) })}
      >
        {t('frame.tasksPage.done')}
      </button>
      {(done.error ?? own.error) && <span role="alert"> {(done.error ?? own.error)?.message}</span>}
    </>
  );
}
