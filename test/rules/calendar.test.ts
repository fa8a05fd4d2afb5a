import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankHolidays, bankHolidaysKnownTo } from '../../rules/model/bank-holidays.ts';
import { type Calendar, dateOfDay, dayNumber, dayOfWeek, daysOfWeek, isBankHoliday, takesPlaceOn } from '../../rules/model/calendar.ts';
import {
  currentOrNextWindow,
  day,
  hour,
  isWithin,
  type LocalWindow,
  localDate,
  never,
  nextWallClock,
  occurrencesBetween,
  wallClockAt,
} from '../../rules/model/time.ts';
import { localWindow } from '../../rules/model/window.ts';

const utc = (text: string) => Date.parse(text);
const iso = (at: number) => new Date(at).toISOString();
const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe'] as const;

/** Easter Sunday by the Gregorian rule of Meeus, Jones and Butcher. */
function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const sum = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return dateOfDay(dayNumber(`${year}-${String(Math.floor(sum / 31)).padStart(2, '0')}-01`) + (sum % 31));
}

describe('dates', () => {
  it('are counted and named as the platform does', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') }), (n) => {
        const date = new Date(n * day).toISOString().slice(0, 10);
        expect(dateOfDay(n)).toBe(date);
        expect(dayNumber(date)).toBe(n);
        expect(dayOfWeek(date)).toBe(daysOfWeek[(new Date(n * day).getUTCDay() + 6) % 7]);
      }),
      { numRuns: 2_000, seed: 20260302 },
    );
  });
});

describe('bank holidays', () => {
  const years = [2024, 2025, 2026, 2027, 2028];

  it.each(years)('of %i are eight weekdays, with those that move with Easter', (year) => {
    const own = bankHolidays.filter((date) => date.startsWith(`${year}-`));
    expect(own).toHaveLength(8);
    for (const date of own) expect(['sat', 'sun']).not.toContain(dayOfWeek(date));
    for (const offset of [-2, 1]) expect(own).toContain(dateOfDay(dayNumber(easter(year)) + offset));
  });

  it('stand in order, and the list says how far it goes', () => {
    expect(bankHolidays).toEqual([...new Set(bankHolidays)].toSorted());
    expect(bankHolidaysKnownTo).toBe(`${years.at(-1)}-12-31`);
    expect(isBankHoliday('2026-12-26')).toBe(false);
    expect(isBankHoliday('2026-12-28')).toBe(true);
  });
});

describe('a window with a calendar', () => {
  const working: LocalWindow = { from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], bankHolidays: 'exclude' };
  const nights: LocalWindow = { from: '22:00', to: '06:00', days: ['fri', 'sat'] };
  const holidays: LocalWindow = { from: '08:00', to: '20:00', bankHolidays: 'only' };
  const roster: LocalWindow = { from: '07:00', to: '19:00', dates: ['2026-03-12', '2026-03-05'] };

  it.each<[string, LocalWindow, string, string, string]>([
    ['a working day', working, '2026-03-02T12:00:00Z', '2026-03-02T09:00:00.000Z', '2026-03-02T17:00:00.000Z'],
    ['Friday at its end: Monday', working, '2026-03-06T17:00:00Z', '2026-03-09T09:00:00.000Z', '2026-03-09T17:00:00.000Z'],
    ['before Easter: Tuesday after it', working, '2026-04-02T16:00:00Z', '2026-04-07T08:00:00.000Z', '2026-04-07T16:00:00.000Z'],
    ['the change in March falls between', working, '2026-03-27T17:00:00Z', '2026-03-30T08:00:00.000Z', '2026-03-30T16:00:00.000Z'],
    ['the change in October falls between', working, '2026-10-23T16:00:00Z', '2026-10-26T09:00:00.000Z', '2026-10-26T17:00:00.000Z'],
    ['a night belongs to the day it begins on', nights, '2026-03-08T05:59:59.999Z', '2026-03-07T22:00:00.000Z', '2026-03-08T06:00:00.000Z'],
    ['Sunday night is no Saturday night', nights, '2026-03-08T23:00:00Z', '2026-03-13T22:00:00.000Z', '2026-03-14T06:00:00.000Z'],
    ['the short night of spring', nights, '2026-03-29T03:00:00Z', '2026-03-28T22:00:00.000Z', '2026-03-29T05:00:00.000Z'],
    ['the long night of autumn', nights, '2026-10-25T03:00:00Z', '2026-10-24T21:00:00.000Z', '2026-10-25T06:00:00.000Z'],
    ['only bank holidays', holidays, '2026-05-26T12:00:00Z', '2026-08-31T07:00:00.000Z', '2026-08-31T19:00:00.000Z'],
    ['the first date of a roster', roster, '2026-03-01T12:00:00Z', '2026-03-05T07:00:00.000Z', '2026-03-05T19:00:00.000Z'],
    ['the next date of a roster', roster, '2026-03-05T19:00:00Z', '2026-03-12T07:00:00.000Z', '2026-03-12T19:00:00.000Z'],
  ])('%s', (_, window, at, fromAt, toAt) => {
    const interval = currentOrNextWindow('Europe/London', utc(at), window);
    expect([iso(interval.fromAt), iso(interval.toAt)]).toEqual([fromAt, toAt]);
  });

  it.each<[string, LocalWindow]>([
    ['a roster that is over', roster],
    ['bank holidays beyond the list', holidays],
    ['no day at all', { from: '08:00', to: '09:00', days: ['sun'], bankHolidays: 'only' }],
  ])('%s does not come again', (_, window) => {
    expect(currentOrNextWindow('Europe/London', utc('2029-01-01T00:00:00Z'), window)).toBe(never);
    expect(isWithin('Europe/London', utc('2029-01-01T12:00:00Z'), window)).toBe(false);
  });

  it('is listed between two instants, whole, with the date on which it begins', () => {
    const listed = (from: string, to: string) => occurrencesBetween('Europe/London', nights, utc(from), utc(to)).map(({ date }) => date);
    expect(listed('2026-03-07T05:59:59.999Z', '2026-03-13T22:00:00Z')).toEqual(['2026-03-06', '2026-03-07']);
    expect(listed('2026-03-07T06:00:00Z', '2026-03-13T22:00:00.001Z')).toEqual(['2026-03-07', '2026-03-13']);
    expect(occurrencesBetween('Europe/London', nights, utc('2026-03-29T00:00:00Z'), utc('2026-03-29T01:00:00Z'))).toEqual([
      { date: '2026-03-28', fromAt: utc('2026-03-28T22:00:00Z'), toAt: utc('2026-03-29T05:00:00Z') },
    ]);
  });

  it('has an end that the platform names', () => {
    expect(iso(never.fromAt)).toBe('9999-01-01T00:00:00.000Z');
  });

  it('beyond the list of bank holidays every day is an ordinary one', () => {
    expect(iso(currentOrNextWindow('Europe/London', utc('2029-01-01T00:00:00Z'), working).fromAt)).toBe('2029-01-01T09:00:00.000Z');
  });

  it('is inside exactly when its clock and its day say so', () => {
    const window = fc.record<LocalWindow>(
      {
        from: fc.constantFrom('00:00', '01:30', '08:00', '22:00'),
        to: fc.constantFrom('00:00', '01:30', '08:00', '22:00'),
        days: fc.uniqueArray(fc.constantFrom(...daysOfWeek), { minLength: 1 }),
        bankHolidays: fc.constantFrom('include', 'exclude', 'only'),
        dates: fc.uniqueArray(
          fc.integer({ min: 0, max: 800 }).map((n) => dateOfDay(dayNumber('2026-01-01') + n)),
          { minLength: 1 },
        ),
      },
      { requiredKeys: ['from', 'to'] },
    );
    const instants = fc.integer({ min: utc('2026-01-01T00:00:00Z') / hour, max: utc('2027-12-31T00:00:00Z') / hour });
    fc.assert(
      fc.property(fc.constantFrom(...zones), window, instants, (zone, one, hours) => {
        const at = hours * hour;
        const today = localDate(zone, at);
        const began = [dateOfDay(dayNumber(today) - 1), today].some((date) => {
          const endDate = one.to <= one.from ? dateOfDay(dayNumber(date) + 1) : date;
          return takesPlaceOn(one, date) && wallClockAt(zone, date, one.from) <= at && at < wallClockAt(zone, endDate, one.to);
        });
        expect(isWithin(zone, at, one)).toBe(began);
        const next = currentOrNextWindow(zone, at, one);
        expect(currentOrNextWindow(zone, at, { ...one })).toEqual(next);
        if (next !== never) expect(takesPlaceOn(one, localDate(zone, next.fromAt))).toBe(true);
      }),
      { numRuns: 500, seed: 20260302 },
    );
  });
});

describe('a time of day with a calendar', () => {
  const mondays: Calendar = { days: ['mon'] };

  it.each([
    ['the same Monday', '2026-03-02T08:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['just after it', '2026-03-02T08:00:00.001Z', '2026-03-09T08:00:00.000Z'],
    ['over the change in March', '2026-03-28T12:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['over the change in October', '2026-10-24T12:00:00Z', '2026-10-26T08:00:00.000Z'],
  ])('%s', (_, at, next) => {
    expect(iso(nextWallClock('Europe/London', utc(at), '08:00', mondays))).toBe(next);
  });

  it('may not come again', () => {
    expect(nextWallClock('Europe/London', utc('2026-03-03T00:00:00Z'), '08:00', { dates: ['2026-03-02'] })).toBe(never.fromAt);
  });
});

describe('a window as it is written', () => {
  it.each([
    [{ from: '7:00', to: '10:00' }, 'from: must be a time of day as HH:MM, 24-hour'],
    [{ from: '07:00', to: '10:00', days: [] }, 'days: names no day; leave it out for every day'],
    [{ from: '07:00', to: '10:00', days: ['mon', 'mon'] }, 'days: names a day twice'],
    [{ from: '07:00', to: '10:00', days: ['Monday'] }, 'days.0: must be one of mon, tue, wed, thu, fri, sat, sun'],
    [{ from: '07:00', to: '10:00', dates: ['2026-02-30'] }, 'dates.0: must be a date as YYYY-MM-DD'],
    [{ from: '07:00', to: '10:00', bankHolidays: 'never' }, 'bankHolidays: must be one of include, exclude, only'],
    [
      { from: '07:00', to: '10:00', bankHolidays: 'only', days: ['sun'] },
      ': days, dates and bankHolidays leave no day on which it could begin',
    ],
  ])('%j is refused', (input, said) => {
    const { error } = localWindow.safeParse(input);
    expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([said]);
  });

  it('stays as it is without a calendar', () => {
    expect(localWindow.parse({ from: '07:00', to: '10:00' })).toEqual({ from: '07:00', to: '10:00' });
  });
});
