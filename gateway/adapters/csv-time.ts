import { type Instant, second, wallClockAt } from '../../rules/model/time.ts';
import { isoInstant } from '../contract/messages.ts';

/** Which of 03/04/2026 is the day. */
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
const dayAndName = /^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})$/i;
const nameAndDay = /^([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/i;
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2}))? ?([ap]m)?$/i;
/** A date and a time in one field. */
const both = /^(.+?)(?:, | |T)(\d{1,2}:\d{2}.*)$/;

function split(field: string): readonly [date: string, time: string | null] {
  const [, date, time] = both.exec(field) ?? [];
  return date === undefined || time === undefined ? [field, null] : [date, time];
}

/** Whether the date of a field is another day according to which number of it is the day. */
export function mayBeEither(field: string): boolean {
  const [, one, other] = yearLast.exec(split(field)[0]) ?? [];
  return one !== undefined && Number(one) <= 12 && Number(other) <= 12 && Number(one) !== Number(other);
}

/** `YYYY-MM-DD`; null: not a date that exists. */
function dateOf(text: string, order: DateOrder | null): string | null {
  let parts: (string | number | undefined)[] | undefined = yearFirst.exec(text)?.slice(1);
  const [, one, other, year] = yearLast.exec(text) ?? [];
  if (one !== undefined) {
    const isDayFirst = order === null ? Number(one) > 12 || one === other : order === 'day-first';
    parts = isDayFirst ? [year, other, one] : [year, one, other];
  }
  const [, day, name] = dayAndName.exec(text) ?? [];
  const [, nameFirst, dayAfter] = nameAndDay.exec(text) ?? [];
  const month = months.indexOf((name ?? nameFirst ?? '').toLowerCase()) + 1;
  if (month > 0) parts = [text.slice(-4), month, day ?? dayAfter];
  if (!parts) return null;
  const date = `${parts[0]}-${String(parts[1]).padStart(2, '0')}-${String(parts[2]).padStart(2, '0')}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : null;
}

/** `HH:MM` and the seconds after it; null: not a time of day. */
function timeOf(text: string): { readonly time: string; readonly seconds: number } | null {
  const [, hours, minutes, seconds = '0', half] = timeOfDay.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const hour = Number(hours);
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const of24 = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return of24 > 23 ? null : { time: `${String(of24).padStart(2, '0')}:${minutes}`, seconds: Number(seconds) };
}

/**
 * The instant of a row by the wall clock of `zone`; text: why it is none. `time` null: the date's field holds it. A date with its offset is
 * an instant by itself.
 */
export function instantOf(dateField: string, timeField: string | null, order: DateOrder | null, zone: string): Instant | string {
  if (isoInstant.safeParse(dateField).success) return Date.parse(dateField);
  const [dateText, timeText] = timeField === null ? split(dateField) : [dateField, timeField];
  const date = dateOf(dateText.trim(), order);
  if (date === null) return `"${dateText}" is not a date that exists`;
  const time = timeOf(timeText ?? '');
  if (time === null) return `"${timeText ?? ''}" is not a time of day`;
  return wallClockAt(zone, date, time.time) + time.seconds * second;
}
