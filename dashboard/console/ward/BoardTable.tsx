import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WardBoard, WardStay } from '../../../gateway/contract/ward.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { Due, Readings, Who } from './StayFacts.tsx';

const zone = 'Europe/London';

/** One row each: how far along, what is known, what is due. `decide` null: whoever looks decides nothing here. */
export function BoardTable({ ward, decide }: { ward: WardBoard[number]; decide: ((stay: WardStay) => void) | null }) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): Column<WardStay>[] => [
      { id: 'who', header: t('ward.columns.who'), cell: ({ row }) => <Who stay={row.original} /> },
      {
        id: 'level',
        header: t('ward.columns.level'),
        cell: ({ row: { original: stay } }) => (
          <span className={`ward__level ward__level--${stay.level}`}>{t('ward.level', { level: stay.level })}</span>
        ),
      },
      {
        id: 'day',
        header: t('ward.columns.day'),
        cell: ({
          row: {
            original: { day, days },
          },
        }) => t('ward.dayOf', { day, days }),
      },
      { id: 'readings', header: t('ward.columns.readings'), cell: ({ row }) => <Readings stay={row.original} /> },
      { id: 'due', header: t('ward.columns.due'), cell: ({ row }) => <Due stay={row.original} /> },
      {
        id: 'review',
        header: t('ward.columns.review'),
        cell: ({
          row: {
            original: { review, reviewDueAt },
          },
        }) => (
          <div>
            {review ? t('ward.reviewed', { by: review.by, at: dayAndTime(Date.parse(review.at), zone) }) : t('ward.noReview')}
            <br />
            <span className="quiet">{t('ward.nextReview', { at: dayAndTime(Date.parse(reviewDueAt), zone) })}</span>
          </div>
        ),
      },
      ...(decide
        ? [
            {
              id: 'act',
              header: t('ward.columns.act'),
              cell: ({ row: { original: stay } }) => (
                <button
                  type="button"
                  className="take no-print"
                  aria-label={t('ward.decideOn', { name: stay.patientName })}
                  onClick={() => decide(stay)}
                >
                  {t('ward.act')}
                </button>
              ),
            } satisfies Column<WardStay>,
          ]
        : []),
    ],
    [t, decide],
  );
  return <DataTable caption={ward.name} columns={columns} rows={ward.stays} rowId={({ id }) => id} />;
}
