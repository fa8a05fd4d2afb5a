import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  currentOrNextWindow,
  durationMs,
  isWithin,
  localDate,
  localTime,
  nextWallClock,
  wallClockAt,
} from '../../rules/model/time.ts';

const utc = (text: string) => Date.parse(text);
const iso = (at: number) => new Date(at).toISOString();

describe('the wall clock', () => {
  it.each([
    ['an ordinary winter day', 'Europe/London', '2026-01-15', '08:00', '2026-01-15T08:00:00.000Z'],
    ['an ordinary summer day', 'Europe/London', '2026-07-15', '08:00', '2026-07-15T07:00:00.000Z'],
    ['London: just before the gap', 'Europe/London', '2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['London: start of the gap is its end', 'Europe/London', '2026-03-29', '01:00', '2026-03-29T01:00:00.000Z'],
    ['London: inside the gap is its end', 'Europe/London', '2026-03-29', '01:59', '2026-03-29T01:00:00.000Z'],
    ['London: just after the gap', 'Europe/London', '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['London: shown twice is the first', 'Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['London: just after the repeated hour', 'Europe/London', '2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
    ['New York: inside the gap', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00.000Z'],
    ['New York: shown twice', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['Lord Howe: a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:30:00.000Z'],
    ['Lord Howe: just after it', 'Australia/Lord_Howe', '2026-10-04', '02:30', '2026-10-03T15:30:00.000Z'],
    ['Lord Howe: half an hour shown twice', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
  ])('%s', (_, zone, date, time, at) => {
    expect(iso(wallClockAt(zone, date, time))).toBe(at);
    // Asked again, it answers from memory.
    expect(iso(wallClockAt(zone, date, time))).toBe(at);
  });

  it.each([
    ['Europe/Nowhere', '2026-01-01', '08:00'],
    ['Europe/London', '2026-13-01', '08:00'],
    ['Europe/London', '2026-01-01', '24:00'],
    ['Europe/London', '2026-01-01', '8:00'],
    ['Europe/London', '2026-01-01', '08'],
  ])('refuses %s %s %s', (zone, date, time) => {
    expect(() => wallClockAt(zone, date, time)).toThrow(RangeError);
  });

  it('comes round once a day, also when a day has an hour more or less', () => {
    expect(iso(nextWallClock('Europe/London', utc('2026-03-28T01:30:00Z'), '01:30'))).toBe('2026-03-28T01:30:00.000Z');
    expect(iso(nextWallClock('Europe/London', utc('2026-03-28T01:30:00.001Z'), '01:30'))).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(nextWallClock('Europe/London', utc('2026-10-25T00:30:00.001Z'), '01:30'))).toBe('2026-10-26T01:30:00.000Z');
  });
});

describe('the local date', () => {
  it.each([
    ['Europe/London', '2026-07-14T22:59:59.999Z', '2026-07-14', '23:59'],
    ['Europe/London', '2026-07-14T23:00:00Z', '2026-07-15', '00:00'],
    ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08', '23:59'],
    ['Australia/Lord_Howe', '2026-10-03T13:30:00Z', '2026-10-04', '00:00'],
  ])('in %s at %s', (zone, at, date, time) => {
    expect(localDate(zone, utc(at))).toBe(date);
    expect(localTime(zone, utc(at))).toBe(time);
  });

  it('and time are what the wall clock shows, on every day and on those when it changes', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Asuncion');
    const around = fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T07:00:00Z', '2026-04-04T15:00:00Z');
    const instants = fc.oneof(
      fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-12-31T00:00:00Z') }),
      fc.tuple(around, fc.integer({ min: -90_000_000, max: 90_000_000 })).map(([at, ms]) => utc(at) + ms),
    );
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString();
        expect(`${localDate(zone, at)}T${localTime(zone, at)}`).toBe(shown.slice(0, 16));
      }),
      { numRuns: 1_000 },
    );
  });

  it('moves by calendar days', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('windows', () => {
  const night = { from: '23:00', to: '06:00' };

  it.each([
    ['before', '2026-03-02T22:59:59.999Z', false],
    ['the first instant', '2026-03-02T23:00:00Z', true],
    ['past midnight', '2026-03-03T00:00:00Z', true],
    ['the last instant', '2026-03-03T05:59:59.999Z', true],
    ['after', '2026-03-03T06:00:00Z', false],
  ])('past midnight: %s', (_, at, inside) => {
    expect(isWithin('Europe/London', utc(at), night)).toBe(inside);
  });

  it.each([
    ['the short night of spring', '2026-03-28T23:30:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29T05:00:00.000Z'],
    ['the long night of autumn', '2026-10-25T01:30:00Z', '2026-10-24T22:00:00.000Z', '2026-10-25T06:00:00.000Z'],
    ['by day, the night to come', '2026-03-02T12:00:00Z', '2026-03-02T23:00:00.000Z', '2026-03-03T06:00:00.000Z'],
  ])('%s', (_, at, fromAt, toAt) => {
    const interval = currentOrNextWindow('Europe/London', utc(at), night);
    expect([iso(interval.fromAt), iso(interval.toAt)]).toEqual([fromAt, toAt]);
  });

  it('a window that begins and ends at the same time lasts a day', () => {
    const interval = currentOrNextWindow('Europe/London', utc('2026-03-02T05:00:00Z'), { from: '06:00', to: '06:00' });
    expect([iso(interval.fromAt), iso(interval.toAt)]).toEqual(['2026-03-01T06:00:00.000Z', '2026-03-02T06:00:00.000Z']);
  });

  it('a window that the clock skips from end to end does not take place', () => {
    const interval = currentOrNextWindow('Europe/London', utc('2026-03-29T00:00:00Z'), { from: '01:10', to: '01:50' });
    expect(iso(interval.fromAt)).toBe('2026-03-30T00:10:00.000Z');
  });

  it('the answer does not depend on what was asked before, never lies behind, and is the same throughout the window', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const times = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
    const instants = fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(zones, times, times, instants, instants, (zone, from, to, at, other) => {
        const window = { from, to };
        const interval = currentOrNextWindow(zone, at, window);
        currentOrNextWindow(zone, other, window);
        expect(currentOrNextWindow(zone, at, window)).toEqual(interval);
        expect(interval.toAt).toBeGreaterThan(at);
        expect(interval.fromAt).toBeLessThan(interval.toAt);
        for (const inside of [Math.max(at, interval.fromAt), interval.toAt - 1])
          expect(currentOrNextWindow(zone, inside, window)).toEqual(interval);
        expect(currentOrNextWindow(zone, interval.toAt, window).fromAt).toBeGreaterThanOrEqual(interval.toAt);
      }),
      { numRuns: 300, seed: 20260302 },
    );
  });
});

describe('durations', () => {
  it.each([
    ['PT30M', 1_800_000],
    ['P1DT12H', 129_600_000],
    ['PT0.5S', 500],
  ])('%s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['P1M', 'P1Y', 'P1W', '30', 'half an hour', ''])('refuses %j', (text) => {
    expect(() => durationMs(text)).toThrow(RangeError);
  });
});
