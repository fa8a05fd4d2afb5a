import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TrainingView } from '../../../gateway/contract/training.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useStartExercise, useTraining } from '../../shared/api/training-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** Exercises on simulated homes, and how those were answered that were played. */
export function TrainingPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useTraining();
  const columns = useColumns();
  return (
    <Page title={t('training.title')}>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <p className="quiet">{t('training.lead')}</p>
          <DataTable caption={t('training.title')} columns={columns} rows={data.exercises} rowId={({ id }) => id} />
          <section aria-labelledby="runs">
            <h2 id="runs">{t('training.runs')}</h2>
            {data.runs.length === 0 && <p className="empty__title">{t('training.none')}</p>}
            {data.runs.map((run) => (
              <Run key={run.id} run={run} />
            ))}
          </section>
        </>
      )}
    </Page>
  );
}

function Run({ run }: { run: TrainingView['runs'][number] }) {
  const { t } = useTranslation();
  const stands = { true: 'met', false: 'missed', null: 'open' } as const;
  return (
    <article className="card">
      <h3>
        {run.title} <span className="quiet">({t(run.endedAt === null ? 'training.playing' : 'training.over')})</span>
      </h3>
      <p className="quiet">{t('training.by', { name: run.startedBy, when: dayAndTime(Date.parse(run.startedAt)) })}</p>
      {run.fault && <p className="notice">{t('training.fault', { fault: run.fault })}</p>}
      <ul className="findings">
        {run.findings.map(({ text, met }, i) => {
          const stand = stands[`${met}`];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two alerts of one exercise may be found the same
            <li key={i} className={`findings__one findings__one--${stand}`}>
              <strong>{t(`training.${stand}`)}</strong> {text}
            </li>
          );
        })}
      </ul>
      <p>
        {run.patients.map(({ id, knownAs }) => (
          <Link key={id} className="gap-right" to={`/patients/${encodeURIComponent(id)}`}>
            {t('training.page', { name: knownAs })}
          </Link>
        ))}
      </p>
    </article>
  );
}

function useColumns(): Column<TrainingView['exercises'][number]>[] {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const mayStart = me !== undefined && me !== null && mayDo(me.role, 'arrange');
  return useMemo(
    () => [
      {
        id: 'exercise',
        header: t('training.columns.exercise'),
        cell: ({ row }) => (
          <>
            <strong>{row.original.title}</strong>
            <br />
            {row.original.brief}
          </>
        ),
      },
      { id: 'story', header: t('training.columns.story'), cell: ({ row }) => row.original.story },
      ...(mayStart
        ? [
            {
              id: 'start',
              header: t('training.start'),
              cell: ({ row }) => <Start id={row.original.id} title={row.original.title} />,
            } satisfies Column<TrainingView['exercises'][number]>,
          ]
        : []),
    ],
    [t, mayStart],
  );
}

function Start({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { mutate, isPending } = useStartExercise();
  return (
    <button
      type="button"
      className="take"
      aria-label={`${t('training.start')}: ${title}`}
      disabled={isPending}
      onClick={() => mutate(id, { onSuccess: () => announce(t('training.started')) })}
    >
      {t(isPending ? 'training.starting' : 'training.start')}
    </button>
  );
}
