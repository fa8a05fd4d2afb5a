import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../../../gateway/contract/figures.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { longDate } from '../../shared/time/format.ts';

type Day = Figures['byDay'][number];
const heightPx = 90;

/** Alerts by day: a picture, hidden from screen readers, and the same days as a table behind it. */
export function DayBars({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const columns = useMemo(
    (): Column<Day>[] => [
      { id: 'date', header: t('figures.days.date'), cell: ({ row }) => longDate(row.original.date) },
      ...(['alerts', 'asked', 'within60s', 'within180s'] as const).map(
        (id): Column<Day> => ({ id, header: t(`figures.days.${id}`), cell: ({ row }) => row.original[id] }),
      ),
    ],
    [t],
  );
  const most = Math.max(1, ...days.map(({ alerts, asked }) => Math.max(alerts, asked)));
  const height = (count: number) => (count / most) * heightPx;
  return (
    <section className="card">
      <h2 className="card__title">{t('figures.byDay')}</h2>
      <p className="quiet">{t('figures.byDaySays')}</p>
      <svg className="day-bars" viewBox={`0 0 ${days.length * 10} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ date, alerts, asked }, i) => (
          <g key={date}>
            <rect className="day-bars__all" x={i * 10 + 1} width={8} y={heightPx - height(alerts)} height={height(alerts)} />
            <rect className="day-bars__asked" x={i * 10 + 1} width={8} y={heightPx - height(asked)} height={height(asked)} />
          </g>
        ))}
      </svg>
      <details className="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('figures.dayTable')}</summary>
        {open && <DataTable caption={t('figures.byDay')} columns={columns} rows={days} rowId={({ date }) => date} />}
      </details>
    </section>
  );
}
