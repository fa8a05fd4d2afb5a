import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { shortDate, timeOfDay } from '../../shared/time/format.ts';
import { type DutyDay, dutyDays, type Stretch } from './schedule.ts';

const daysAhead = 14;

/** Two weeks, a day a row: who is on duty when, and when nobody is. `fill`: somebody looks for who can come then. */
export function DutyTable(props: {
  zone: string;
  now: number;
  stretches: readonly Stretch[];
  fill: ((gap: Pick<Stretch, 'fromAt' | 'untilAt'>) => void) | null;
}) {
  const { t } = useTranslation();
  const { zone, fill } = props;
  const allDay = t('rotas.allDay');
  const columns = useMemo(
    (): Column<DutyDay>[] => [
      { id: 'day', header: t('rotas.columns.day'), cell: ({ row }) => <strong>{shortDate(row.original.startsAt, zone)}</strong> },
      {
        id: 'duty',
        header: t('rotas.columns.duty'),
        cell: ({ row: { original: day } }) => {
          const turns = day.stretches.filter(({ name }) => name !== null);
          if (turns.length === 0) return '–';
          return (
            <ul className="duty">
              {turns.map((one) => (
                <li key={`${one.fromAt} ${one.name}`}>
                  {times(one, day, zone, allDay)} {one.name}
                </li>
              ))}
            </ul>
          );
        },
      },
      {
        id: 'gap',
        header: t('rotas.columns.nobody'),
        cell: ({ row: { original: day } }) => {
          const gaps = day.stretches.filter(({ name }) => name === null);
          if (gaps.length === 0) return <span className="quiet">{t('rotas.noGap')}</span>;
          return (
            <ul className="duty">
              {gaps.map((gap) => (
                <li key={gap.fromAt}>
                  <strong className="gap">{t('rotas.nobody', { time: times(gap, day, zone, allDay) })}</strong>{' '}
                  {fill && (
                    <button
                      type="button"
                      className="tool"
                      aria-label={t('rotas.fillOf', { day: shortDate(day.startsAt, zone), time: times(gap, day, zone, allDay) })}
                      onClick={() => fill(gap)}
                    >
                      {t('rotas.fill')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          );
        },
      },
    ],
    [t, zone, fill, allDay],
  );
  const days = dutyDays(zone, props.now, daysAhead, props.stretches);
  return <DataTable caption={t('rotas.ahead')} columns={columns} rows={days} rowId={({ startsAt }) => String(startsAt)} />;
}

/** `08:00–20:00`, or the whole day; the end of a day is 24:00, so that it is not taken for its beginning. */
function times({ fromAt, untilAt }: Stretch, { startsAt, endsAt }: DutyDay, zone: string, allDay: string): string {
  if (fromAt === startsAt && untilAt === endsAt) return allDay;
  return `${timeOfDay(fromAt, zone)}–${untilAt === endsAt ? '24:00' : timeOfDay(untilAt, zone)}`;
}
