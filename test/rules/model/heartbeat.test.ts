import { describe, expect, it } from 'vitest';
import { type Arrivals, daysUntil, heardAgain, learnedHeartbeat, modelHeartbeat, noArrivals } from '../../../rules/model/heartbeat.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const startAt = Date.UTC(2026, 2, 2);

/** Arrivals every `everyMs` for so many days, leaving out what `lost` says is lost. */
function heardEvery(everyMs: number, days: number, lost: (at: number) => boolean = () => false): Arrivals {
  let known = noArrivals;
  for (let at = startAt; at < startAt + days * day; at += everyMs) if (!lost(at)) known = heardAgain(known, at);
  return daysUntil(known, startAt + days * day);
}
const learnedFrom = (known: Arrivals, declaredMs = 15 * minute) => learnedHeartbeat(known.days, declaredMs)?.everyMs ?? null;

describe('the heartbeat that a device teaches us', () => {
  it.each([
    ['nothing heard', heardEvery(hour, 0), null],
    ['three days are not enough', heardEvery(50 * minute, 3), null],
    ['four days are', heardEvery(50 * minute, 4), hour],
    ['eleven gaps are not enough', heardEvery(10 * hour, 5), null],
    ['as often as declared', heardEvery(15 * minute, 7), 15 * minute],
    ['more often than declared: never below a third of it', heardEvery(minute, 7), 5 * minute],
    ['a third more than declared is a message that came late', heardEvery(20 * minute, 7), 15 * minute],
    ['more than that is another rhythm', heardEvery(20 * minute + 1, 7), 30 * minute],
    ['rounded up to what a person can say', heardEvery(31 * minute, 7), 45 * minute],
    [
      'one bad day teaches nothing',
      heardEvery(15 * minute, 7, (at) => at > startAt + 3 * day && at < startAt + 3 * day + 9 * hour),
      15 * minute,
    ],
    ['busy by day and quiet by night: the night counts', heardEvery(5 * minute, 7, (at) => at % day < 8 * hour && at % hour !== 0), hour],
  ])('%s', (_, known, everyMs) => {
    expect(learnedFrom(known)).toBe(everyMs);
  });

  it('is never above 25 hours: a longer gap is an outage and no heartbeat', () => {
    expect(learnedFrom(heardEvery(26 * hour, 40), 24 * hour)).toBeNull();
    expect(
      learnedHeartbeat(
        Array.from({ length: 7 }, () => ({ gaps: 3, longestMs: 25 * hour })),
        30 * day,
      )?.everyMs,
    ).toBe(25 * hour);
  });

  it('says from how many gaps it is known', () => {
    expect(learnedHeartbeat(heardEvery(hour, 4).days, hour)?.gaps).toBe(95);
  });

  it('is taught by no outages on three days of a week, but by what four days have in common', () => {
    const week = (bad: number) => Array.from({ length: 7 }, (_, i) => ({ gaps: 90, longestMs: i < bad ? 11 * hour : 15 * minute }));
    expect(learnedHeartbeat(week(3), 15 * minute)?.everyMs).toBe(15 * minute);
    expect(learnedHeartbeat(week(4), 15 * minute)?.everyMs).toBe(12 * hour);
  });

  it('remembers a week', () => {
    const weekOfHours = heardEvery(hour, 7);
    let known = weekOfHours;
    for (let at = startAt + 7 * day; at < startAt + 14 * day; at += 10 * minute) known = heardAgain(known, at);
    expect(learnedFrom(daysUntil(known, startAt + 14 * day))).toBe(10 * minute);
    expect(daysUntil(known, startAt + 14 * day).days).toHaveLength(7);
  });

  it('counts several readings of one message as one arrival, and what comes out of order not at all', () => {
    const once = heardAgain(heardAgain(noArrivals, startAt), startAt + minute);
    expect(heardAgain(once, startAt + minute)).toBe(once);
    expect(heardAgain(once, startAt)).toBe(once);
  });

  it('takes no gap from before this process heard the device', () => {
    const stored: Arrivals = { ...heardEvery(hour, 5), heardAt: null };
    expect(heardAgain(stored, startAt + 5 * day + 9 * hour)).toMatchObject({ gaps: 0, longestMs: 0 });
  });
});

describe('the heartbeat of a model', () => {
  const learned = (...minutes: number[]) => minutes.map((n) => ({ everyMs: n * minute, gaps: 100 }));
  it.each([
    [learned(10, 10, 10, 10), null],
    [learned(10, 10, 20, 60, 60), { everyMs: 20 * minute, gaps: 500 }],
    [learned(10, 10, 10, 20, 20, 20), { everyMs: 20 * minute, gaps: 600 }],
  ])('is the upper median of five devices or more', (devices, model) => {
    expect(modelHeartbeat(devices)).toEqual(model);
  });
});
