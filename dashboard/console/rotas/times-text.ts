import type { TFunction } from 'i18next';
import type { DutyTime } from './rota-draft.ts';

/** Stretches of local time in words: "20:00 to 08:00, Fri Sat, not on bank holidays; …". */
export function timesText(windows: readonly DutyTime[], t: TFunction): string {
  return windows.map((window) => oneText(window, t)).join('; ');
}

function oneText({ from, to, days, dates, bankHolidays }: DutyTime, t: TFunction): string {
  const parts = [
    t('rotas.times.stretch', { from, to }),
    days?.map((day) => t(`rotas.days.${day}`)).join(' '),
    dates && t('rotas.times.dates', { count: dates.length }),
    bankHolidays && bankHolidays !== 'include' && t(`rotas.times.bankHolidays.${bankHolidays}`),
  ];
  return parts.filter(Boolean).join(', ');
}
