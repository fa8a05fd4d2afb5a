import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WardBoard, WardStay } from '../../../gateway/contract/ward.ts';
import { useStayCommand } from '../../shared/api/ward-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Due, Readings, Who } from './StayFacts.tsx';

/** Who is to be seen today: those not yet seen first, by when their review is due. */
export function RoundList({ ward, decides }: { ward: WardBoard[number]; decides: boolean }) {
  const { t } = useTranslation();
  const rows = useMemo(
    () => [...ward.stays].sort((a, b) => Number(a.reviewedToday) - Number(b.reviewedToday) || a.reviewDueAt.localeCompare(b.reviewDueAt)),
    [ward.stays],
  );
  const columns = useMemo(
    (): Column<WardStay>[] => [
      { id: 'who', header: t('ward.roundColumns.who'), cell: ({ row }) => <Who stay={row.original} /> },
      {
        id: 'state',
        header: t('ward.roundColumns.state'),
        cell: ({ row }) => (row.original.reviewedToday ? `✓ ${t('ward.seen')}` : <strong>{t('ward.toSee')}</strong>),
      },
      { id: 'due', header: t('ward.roundColumns.due'), cell: ({ row }) => <Due stay={row.original} /> },
      { id: 'readings', header: t('ward.roundColumns.readings'), cell: ({ row }) => <Readings stay={row.original} /> },
      {
        id: 'note',
        header: t('ward.roundColumns.note'),
        cell: ({ row: { original: stay } }) => (
          <div>
            {stay.reviewedToday && <p>{stay.review?.note}</p>}
            {decides && <Tick key={stay.version} stay={stay} />}
          </div>
        ),
      },
    ],
    [t, decides],
  );
  return <DataTable caption={`${t('ward.rounds')}, ${ward.name}`} columns={columns} rows={rows} rowId={({ id }) => id} />;
}

/** A review with its note, in one line. */
function Tick({ stay }: { stay: WardStay }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const command = useStayCommand(stay.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim();
    command.mutate({ type: 'review', version: stay.version, note }, { onSuccess: () => announce(t('ward.decided')) });
  };
  return (
    <form className="ward__tick no-print" onSubmit={submit}>
      <input
        className="nhsuk-input"
        name="note"
        maxLength={2_000}
        autoComplete="off"
        aria-label={t('ward.roundNote', { name: stay.patientName })}
      />
      <button type="submit" className="take" disabled={command.isPending} aria-label={t('ward.tickOf', { name: stay.patientName })}>
        {t('ward.tick')}
      </button>
      {command.error && (
        <p className="notice notice--warn" role="alert">
          {command.error.message}
        </p>
      )}
    </form>
  );
}
