import { z } from 'zod';
import { bankHolidayRules, type Calendar, daysOfWeek, nextDate } from './calendar.ts';

/** `HH:MM` in the zone of whoever it is about. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day as HH:MM, 24-hour');

const different = (values: readonly string[]) => new Set(values).size === values.length;

export const weekdays = z
  .array(z.enum(daysOfWeek, `must be one of ${daysOfWeek.join(', ')}`))
  .min(1, { error: 'names no day; leave it out for every day', abort: true })
  .refine(different, 'names a day twice')
  .describe('Days of the week on which it begins; left out: every day');

/** Whether a day will come, or has come, on which it takes place. */
function everTakesPlace(calendar: Calendar): boolean {
  return nextDate(calendar, '0001-01-01') !== null;
}

/** A stretch of local time and the days on which it begins. `to` not later than `from`: it ends on the next day. */
export const localWindow = z
  .strictObject({
    from: localTime,
    to: localTime,
    days: weekdays.optional(),
    bankHolidays: z
      .enum(bankHolidayRules, `must be one of ${bankHolidayRules.join(', ')}`)
      .optional()
      .describe('Bank holidays in England and Wales: as any other day (include, or left out), not then (exclude), only then (only)'),
    dates: z
      .array(z.iso.date('must be a date as YYYY-MM-DD'))
      .min(1, { error: 'names no date; leave it out for every day', abort: true })
      .max(400)
      .refine(different, 'names a date twice')
      .optional()
      .describe('Only on these dates'),
  })
  .refine(everTakesPlace, 'days, dates and bankHolidays leave no day on which it could begin');
