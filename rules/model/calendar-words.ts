import { type Calendar, type DayOfWeek, daysOfWeek } from './calendar.ts';

const names: Readonly<Record<DayOfWeek, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

function weekdayWords(days: readonly DayOfWeek[]): string {
  const indexes = days.map((one) => daysOfWeek.indexOf(one)).toSorted();
  const first = indexes[0]!;
  const last = indexes.at(-1)!;
  if (indexes.length > 2 && last - first === indexes.length - 1) return ` from ${names[daysOfWeek[first]!]} to ${names[daysOfWeek[last]!]}`;
  const plural = indexes.map((i) => `${names[daysOfWeek[i]!]}s`);
  return ` on ${plural.length === 1 ? plural[0] : `${plural.slice(0, -1).join(', ')} and ${plural.at(-1)}`}`;
}

/** The days of a calendar, to follow a time of day: ` from Monday to Friday, not on bank holidays`; nothing for every day. */
export function onDays({ days, bankHolidays, dates }: Calendar): string {
  const week = days && days.length < daysOfWeek.length ? weekdayWords(days) : '';
  const single = dates ? ` on ${dates.length === 1 ? dates[0] : `${dates.length} dates of a list`}` : '';
  const holidays = { include: '', exclude: ', not on bank holidays', only: ', only on bank holidays' }[bankHolidays ?? 'include'];
  return week + single + holidays;
}
