import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOfWeek } from '../../rules/model/calendar.ts';
import { holds, intersect, subtract, union } from '../../rules/model/intervals.ts';
import type { TeamContext } from '../../rules/model/patient.ts';
import { gapsBetween, handOversBetween, type Rota, type RotaShift, rotaAt, turnEndsAt, turnsBetween } from '../../rules/model/rota.ts';
import { day, hour, type Interval, isWithin, type LocalWindow, minute } from '../../rules/model/time.ts';

const utc = (text: string) => Date.parse(text);
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(':00.000Z', 'Z'));
const person = (id: string) => ({ id, name: id.toUpperCase(), channels: [{ kind: 'email', address: `${id}@example.org` }] as const });
const shift = (id: string, windows: readonly LocalWindow[], people: readonly string[], more: Partial<RotaShift> = {}): RotaShift => ({
  id,
  name: id,
  windows,
  people,
  startsOn: '2026-03-02',
  turnDays: 7,
  ...more,
});
const rota = (shifts: readonly RotaShift[], more: Partial<Rota> = {}): Rota => ({
  zone: 'Europe/London',
  cover: [],
  people: ['ann', 'ben', 'cat'].map(person),
  shifts,
  overrides: [],
  ...more,
});
const team = (one: Rota | null, more: Partial<TeamContext> = {}): TeamContext => ({
  id: 'rrt',
  kind: 'rapid-response',
  name: 'Rapid response',
  channels: [],
  onCall: [],
  rota: one,
  ...more,
});
const days: LocalWindow = { from: '08:00', to: '20:00' };
const nights: LocalWindow = { from: '20:00', to: '08:00' };
const names = (one: Rota, at: string) => rotaAt(one, utc(at)).map(({ name }) => name);
const spoken = (intervals: readonly Interval[]) => intervals.map(({ fromAt, toAt }) => `${iso(fromAt)} ${iso(toAt)}`);

describe('who is on duty', () => {
  const weekly = rota([shift('day', [days], ['ann', 'ben']), shift('night', [nights], ['cat'])]);

  it.each([
    ['before the rota begins', '2026-03-01T12:00:00Z', []],
    ['the first day', '2026-03-02T08:00:00Z', ['ANN']],
    ['its last instant', '2026-03-02T19:59:59.999Z', ['ANN']],
    ['the first night', '2026-03-02T20:00:00Z', ['CAT']],
    ['past midnight', '2026-03-03T07:59:59.999Z', ['CAT']],
    ['the last day of the first turn', '2026-03-08T19:00:00Z', ['ANN']],
    ['the first day of the second', '2026-03-09T08:00:00Z', ['BEN']],
    ['the third turn is the first one’s again', '2026-03-16T08:00:00Z', ['ANN']],
    ['London: an hour less in March', '2026-03-29T07:00:00Z', ['BEN']],
    ['London: and not before', '2026-03-29T06:59:59.999Z', ['CAT']],
    ['London: an hour more in October', '2026-10-25T07:59:59.999Z', ['CAT']],
    ['London: and then', '2026-10-25T08:00:00Z', ['BEN']],
  ])('%s', (_, at, on) => {
    expect(names(weekly, at)).toEqual(on);
  });

  it('two at once are two shifts, and one who has both is there once', () => {
    const two = rota([shift('first', [days], ['ann', 'ben']), shift('second', [days], ['ben', 'ann'], { turnDays: 1 })]);
    expect(names(two, '2026-03-02T12:00:00Z')).toEqual(['ANN', 'BEN']);
    expect(names(two, '2026-03-03T12:00:00Z')).toEqual(['ANN']);
  });

  it('swaps move what was somebody’s duty, and only that', () => {
    const swap = (outId: string | null, inId: string | null, from: string, until: string, id = 'o') => ({
      id,
      fromAt: utc(from),
      untilAt: utc(until),
      outId,
      inId,
    });
    const swapped = (...overrides: Rota['overrides']) => ({ ...weekly, overrides });
    const tuesday = ['2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'] as const;
    expect(names(swapped(swap('ann', 'ben', ...tuesday)), '2026-03-03T12:00:00Z')).toEqual(['BEN']);
    expect(names(swapped(swap('ann', 'ben', ...tuesday)), '2026-03-03T21:00:00Z')).toEqual(['CAT']);
    expect(names(swapped(swap('ann', null, ...tuesday)), '2026-03-03T12:00:00Z')).toEqual([]);
    expect(names(swapped(swap(null, 'ben', ...tuesday)), '2026-03-03T21:00:00Z')).toEqual(['CAT', 'BEN']);
    const chain = [swap('ann', 'ben', ...tuesday, '1'), swap('ben', 'cat', ...tuesday, '2')];
    expect(names(swapped(...chain), '2026-03-03T12:00:00Z')).toEqual(['CAT']);
  });
});

describe('turns', () => {
  const around = rota([shift('all', [days, nights], ['ann', 'ben'])]);

  it('run on over shifts that touch, and end when the next takes over', () => {
    expect(iso(turnEndsAt(around, 'ann', utc('2026-03-04T12:00:00Z')))).toBe('2026-03-09T08:00Z');
    expect(turnEndsAt(around, 'ben', utc('2026-03-04T12:00:00Z'))).toBeNull();
  });

  it('end at the clock of the zone in the weeks of both changes', () => {
    expect(iso(turnEndsAt(around, 'ben', utc('2026-03-28T12:00:00Z')))).toBe('2026-03-30T07:00Z');
    expect(iso(turnEndsAt(around, 'ben', utc('2026-10-24T12:00:00Z')))).toBe('2026-10-26T08:00Z');
  });

  it('without an end in sight have none', () => {
    expect(turnEndsAt(rota([shift('all', [days, nights], ['ann'])]), 'ann', utc('2026-03-04T12:00:00Z'))).toBeNull();
  });

  it('are handed over', () => {
    const overs = handOversBetween(around, utc('2026-03-02T00:00:00Z'), utc('2026-03-16T08:00:00Z'));
    expect(overs.map(({ at, leaving, coming }) => `${iso(at)} ${leaving}>${coming}`)).toEqual([
      '2026-03-02T08:00Z >ann',
      '2026-03-09T08:00Z ann>ben',
    ]);
  });
});

describe('gaps', () => {
  const week = [utc('2026-03-23T00:00:00Z'), utc('2026-03-30T00:00:00Z')] as const;

  it('are what nobody covers, by the clock of the zone', () => {
    const weekdays: LocalWindow = { ...days, days: ['mon', 'tue', 'wed', 'thu', 'fri'] };
    const one = rota([shift('day', [weekdays], ['ann'])], { cover: [days] });
    expect(spoken(gapsBetween(team(one), ...week))).toEqual(['2026-03-28T08:00Z 2026-03-28T20:00Z', '2026-03-29T07:00Z 2026-03-29T19:00Z']);
  });

  it('are found when somebody leaves without a replacement, and closed by one on call', () => {
    const off = { id: 'o', fromAt: utc('2026-03-25T00:00:00Z'), untilAt: utc('2026-03-26T00:00:00Z'), outId: 'ann', inId: null };
    const one = rota([shift('all', [days, nights], ['ann'])], { overrides: [off] });
    expect(spoken(gapsBetween(team(one), ...week))).toEqual(['2026-03-25T00:00Z 2026-03-26T00:00Z']);
    const ben = { ...person('ben'), fromAt: utc('2026-03-25T00:00:00Z'), untilAt: utc('2026-03-25T18:00:00Z') };
    expect(spoken(gapsBetween(team(one, { onCall: [ben] }), ...week))).toEqual(['2026-03-25T18:00Z 2026-03-26T00:00Z']);
  });

  it('also are the turns of somebody whom no channel reaches', () => {
    const one = rota([shift('all', [days, nights], ['ann'])], { people: [{ ...person('ann'), channels: [] }] });
    expect(spoken(gapsBetween(team(one), ...week))).toEqual(['2026-03-23T00:00Z 2026-03-30T00:00Z']);
  });

  it('of a team without a rota are the times without anybody on call, unless it has a channel of its own', () => {
    const ben = { ...person('ben'), fromAt: 0, untilAt: utc('2026-03-29T12:00:00Z') };
    expect(spoken(gapsBetween(team(null, { onCall: [ben] }), ...week))).toEqual(['2026-03-29T12:00Z 2026-03-30T00:00Z']);
    expect(gapsBetween(team(null, { onCall: [{ ...ben, untilAt: null }] }), ...week)).toEqual([]);
    expect(gapsBetween(team(null, { channels: [{ kind: 'console', address: '' }] }), ...week)).toEqual([]);
    const nobodyThere = gapsBetween(
      team(null, { channels: [{ kind: 'console', address: '' }] }),
      ...week,
      ({ kind }) => kind !== 'console',
    );
    expect(spoken(nobodyThere)).toEqual(['2026-03-23T00:00Z 2026-03-30T00:00Z']);
  });
});

describe('at every instant, in every zone, over both changes of the clock', () => {
  const times = fc.constantFrom('00:00', '01:30', '02:10', '08:00', '20:00', '23:00');
  const windows = fc.record<LocalWindow>(
    {
      from: times,
      to: times,
      days: fc.uniqueArray(fc.constantFrom(...daysOfWeek), { minLength: 1 }),
      bankHolidays: fc.constantFrom('include', 'exclude', 'only'),
    },
    { requiredKeys: ['from', 'to'] },
  );
  const ids = fc.constantFrom('ann', 'ben', 'cat');
  const changes = fc
    .constantFrom('2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30')
    .map((date) => utc(`${date}T00:00:00Z`));
  const rotas = changes.chain((fromAt) => {
    const at = fc.integer({ min: 0, max: (4 * day) / (10 * minute) }).map((n) => fromAt + n * 10 * minute);
    const override = fc
      .record({ id: fc.constant('o'), a: at, b: at, outId: fc.option(ids), inId: fc.option(ids) })
      .map(({ a, b, ...rest }) => ({ ...rest, fromAt: Math.min(a, b), untilAt: Math.max(a, b) + 1 }));
    return fc.record({
      fromAt: fc.constant(fromAt),
      at,
      rota: fc.record({
        zone: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe'),
        cover: fc.array(windows, { maxLength: 2 }),
        people: fc.constant(['ann', 'ben', 'cat'].map(person)),
        shifts: fc.array(
          fc.record({
            id: fc.constant('s'),
            name: fc.constant('s'),
            windows: fc.array(windows, { minLength: 1, maxLength: 2 }),
            people: fc.array(ids, { minLength: 1, maxLength: 3 }),
            startsOn: fc.constantFrom('2026-01-01', '2026-03-28', '2026-10-24'),
            turnDays: fc.constantFrom(1, 2, 7),
          }),
          { maxLength: 3 },
        ),
        overrides: fc.array(override, { maxLength: 3 }),
      }),
    });
  });

  it('turns, gaps and hand-overs say the same as who is on duty', () => {
    fc.assert(
      fc.property(rotas, ({ rota: one, fromAt, at }) => {
        const toAt = fromAt + 4 * day + hour;
        const onDuty = rotaAt(one, at)
          .map(({ id }) => id)
          .toSorted();
        const turns = turnsBetween(one, fromAt, toAt);
        expect(
          turns
            .filter((turn) => holds(turn, at))
            .map(({ personId }) => personId)
            .toSorted(),
        ).toEqual(onDuty);
        const covered = one.cover.length === 0 || one.cover.some((window) => isWithin(one.zone, at, window));
        const gaps = gapsBetween(team(one), fromAt, toAt);
        expect(gaps.some((gap) => holds(gap, at))).toBe(covered && onDuty.length === 0);
        const before = handOversBetween(one, fromAt, toAt).filter((over) => over.at <= at);
        const there = new Set(rotaAt(one, fromAt).map(({ id }) => id));
        for (const { leaving, coming } of before) {
          for (const id of leaving) there.delete(id);
          for (const id of coming) there.add(id);
        }
        expect([...there].toSorted()).toEqual(onDuty);
      }),
      { numRuns: 400, seed: 20260302 },
    );
  });

  it('three shifts that follow one another leave no gap and never overlap', () => {
    const three = [
      { from: '07:00', to: '15:00' },
      { from: '15:00', to: '23:00' },
      { from: '23:00', to: '07:00' },
    ];
    fc.assert(
      fc.property(fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe'), changes, (zone, fromAt) => {
        const one = rota(
          three.map((window, i) => shift(`${i}`, [window], [['ann', 'ben', 'cat'][i]!], { startsOn: '2026-01-01' })),
          { zone },
        );
        expect(gapsBetween(team(one), fromAt, fromAt + 7 * day)).toEqual([]);
        const turns = turnsBetween(one, fromAt, fromAt + 7 * day);
        expect(turns.reduce((sum, turn) => sum + turn.toAt - turn.fromAt, 0)).toBe(7 * day);
      }),
    );
  });
});

describe('stretches of time', () => {
  it('are added, taken away and cut as sets of instants', () => {
    const stretches = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })).map(([fromAt, toAt]) => ({ fromAt, toAt })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(stretches, stretches, fc.integer({ min: 0, max: 20 }), (a, b, at) => {
        const inside = (intervals: readonly Interval[]) => intervals.some((one) => holds(one, at));
        expect(inside(union(a))).toBe(inside(a));
        expect(inside(subtract(a, b))).toBe(inside(a) && !inside(b));
        expect(inside(intersect(a, b))).toBe(inside(a) && inside(b));
        const merged = union(a);
        for (const [i, one] of merged.slice(1).entries()) expect(one.fromAt).toBeGreaterThan(merged[i]!.toAt);
      }),
      { seed: 20260302 },
    );
  });
});
