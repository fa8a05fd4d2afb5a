import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSkills, useWatch } from '../../shared/api/watch-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { SkillsDialog } from './SkillsDialog.tsx';
import { type Listening, type StaffLine, staffLines } from './staff-lines.ts';

/** Who answers alerts: which queues, who is on duty, and who has listened for the alarm in this turn. */
export function WatchPage() {
  const { t } = useTranslation();
  const watch = useWatch(true);
  const skills = useSkills();
  const [changed, setChanged] = useState<StaffLine | null>(null);
  const lines = useMemo(() => (watch.data && skills.data ? staffLines(skills.data, watch.data) : null), [watch.data, skills.data]);
  const columns = useColumns(setChanged);
  const failed = [watch, skills].find(({ error, data }) => error && !data);
  const missing = lines?.filter(({ listening }) => listening.state === 'missing' || listening.state === 'not-heard') ?? [];
  return (
    <Page title={t('watch.title')}>
      <p className="quiet">{t('watch.lead')}</p>
      {failed?.error ? (
        <Failure error={failed.error} retry={() => void failed.refetch()} />
      ) : !lines ? (
        <Loading />
      ) : (
        <>
          {missing.length > 0 && (
            <p className="notice notice--warn">
              {t('watch.missing', { count: missing.length, names: missing.map(({ name }) => name).join(', ') })}
            </p>
          )}
          <DataTable caption={t('watch.title')} columns={columns} rows={lines} rowId={({ userId }) => userId} />
          {changed && <SkillsDialog staff={changed} onClose={() => setChanged(null)} />}
        </>
      )}
    </Page>
  );
}

function useColumns(change: (line: StaffLine) => void): Column<StaffLine>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'name', header: t('watch.columns.name'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      {
        id: 'duty',
        header: t('watch.columns.duty'),
        cell: ({ row: { original: line } }) => {
          if (line.onDutyUntilAt === undefined) return <span className="quiet">{t('watch.offDuty')}</span>;
          if (line.onDutyUntilAt === null) return t('watch.onDuty');
          return t('watch.until', { time: dayAndTime(Date.parse(line.onDutyUntilAt)) });
        },
      },
      { id: 'sound', header: t('watch.columns.sound'), cell: ({ row }) => <Sound listening={row.original.listening} /> },
      {
        id: 'queues',
        header: t('watch.columns.queues'),
        cell: ({ row: { original: line } }) =>
          line.queues.length === 0 ? t('watch.allQueues') : line.queues.map((queue) => t(`terms.queue.${queue}`)).join(', '),
      },
      {
        id: 'act',
        header: t('watch.columns.act'),
        cell: ({ row: { original: line } }) => (
          <button type="button" className="tool" aria-label={t('watch.changeOf', { name: line.name })} onClick={() => change(line)}>
            {t('watch.change')}
          </button>
        ),
      },
    ],
    [t, change],
  );
}

function Sound({ listening }: { listening: Listening }) {
  const { t } = useTranslation();
  if (listening.at === null)
    return listening.state === 'missing' ? <strong className="never">{t('watch.sound.missing')}</strong> : <span className="quiet">–</span>;
  const time = dayAndTime(Date.parse(listening.at));
  return listening.state === 'heard' ? (
    t('watch.sound.heard', { time })
  ) : (
    <strong className="never">{t('watch.sound.notHeard', { time })}</strong>
  );
}
