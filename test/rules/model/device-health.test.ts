import { describe, expect, it } from 'vitest';
import { type DeviceDay, type DeviceFacts, deviceHealth, upkeepDue } from '../../../rules/model/device-health.ts';

const day = 86_400_000;
const today = Date.UTC(2026, 2, 31) / day;
const at = today * day + day / 2;

const nothing = { percent: null, millivolts: null, low: null, signal: null, clockAheadMs: null };
const on = (ago: number, told: Partial<DeviceDay>): DeviceDay => ({ ...nothing, day: today - ago, ...told });
const lqi = (last: number, weakest = last) => ({ scale: 'lqi', last, weakest }) as const;
const facts = (days: DeviceDay[], more: Partial<DeviceFacts> = {}): DeviceFacts => ({
  ...{ id: 'd', kind: 'fridge', name: 'Fridge', enrolledAt: at - 100 * day, days, testedAt: null },
  ...more,
});
const falling = (level: number) => Array.from({ length: 40 }, (_, i) => on(39 - i, { percent: level + 39 - i }));

describe('how a device is', () => {
  it.each<[string, DeviceDay[], object | null]>([
    ['never told', [on(0, { percent: 90 })], null],
    ['told a week ago', [on(7, { signal: lqi(100) })], null],
    [
      'the last, and the weakest of a week',
      [on(6, { signal: lqi(120, 60) }), on(1, { signal: lqi(100) })],
      { last: 100, weakest: 60, weak: false, day: today - 1 },
    ],
    ['weak when its weakest is', [on(6, { signal: lqi(120, 50) }), on(0, { signal: lqi(100) })], { last: 100, weakest: 50, weak: true }],
    [
      'of the scale that it uses now',
      [on(2, { signal: { scale: 'dbm', last: -95, weakest: -95 } }), on(0, { signal: lqi(100) })],
      { scale: 'lqi', weakest: 100, weak: false },
    ],
  ])('signal: %s', (_, days, signal) => {
    const found = deviceHealth(facts(days), at).signal;
    if (signal === null) expect(found).toBeNull();
    else expect(found).toMatchObject(signal);
  });

  it.each([
    ['not known', [on(0, {})], null],
    ['known a week ago', [on(7, { clockAheadMs: -day })], null],
    ['two minutes behind', [on(0, { clockAheadMs: -120_000 })], false],
    ['a moment more', [on(0, { clockAheadMs: -120_001 })], true],
    ['ahead', [on(0, { clockAheadMs: 120_001 })], true],
    ['set since', [on(3, { clockAheadMs: -day }), on(1, { clockAheadMs: -500 }), on(0, {})], false],
  ])('clock: %s', (_, days, wrong) => {
    expect(deviceHealth(facts(days), at).clock?.wrong ?? null).toBe(wrong);
  });

  it.each([
    ['a fridge', { kind: 'fridge' }, null],
    ['a pendant a moment before its thirty days', { kind: 'sos-button', testedAt: at - 30 * day + 1 }, false],
    ['a pendant at thirty days', { kind: 'sos-button', testedAt: at - 30 * day }, true],
    ['a smoke alarm that was never tested', { kind: 'smoke-alarm' }, true],
    ['one that was put in last week', { kind: 'smoke-alarm', enrolledAt: at - 7 * day }, false],
  ] as const)('test: %s', (_, more, overdue) => {
    expect(deviceHealth(facts([], more), at).test?.overdue ?? null).toBe(overdue);
  });
});

describe('what has to be done', () => {
  const due = (given: DeviceFacts) => upkeepDue(given, '1 Long Lane', 'Europe/London', deviceHealth(given, at), at);
  const texts = (given: DeviceFacts) => due(given).map(({ kind, text }) => `${kind}: ${text}`);

  it.each<[string, DeviceFacts, string[]]>([
    ['nothing where all is known and well', facts([on(0, { percent: 90, signal: lqi(100), clockAheadMs: 0 })]), []],
    ['nothing where nothing is known', facts([]), []],
    ['a low battery', facts([on(0, { low: true })]), ['device-battery: Fridge, 1 Long Lane: the battery is low. Change it.']],
    [
      'a battery that is empty in four weeks',
      facts(falling(28)),
      [
        'device-battery: Fridge, 1 Long Lane: the battery will be empty about 2026-04-28, between 2026-04-28 and 2026-04-28. Change it before.',
      ],
    ],
    ['a battery that lasts longer', facts(falling(29)), []],
    [
      'a clock behind',
      facts([on(0, { clockAheadMs: -3 * 3_600_000 })]),
      ['device-clock: Fridge, 1 Long Lane: its clock is 3 hours behind, so that what it tells looks late. Set it.'],
    ],
    ['a clock ahead has its task from the judge', facts([on(0, { clockAheadMs: 3 * 3_600_000 })]), []],
    ['a weak signal is shown and no task', facts([on(0, { signal: lqi(1) })]), []],
    [
      'a test',
      facts([], { kind: 'sos-button', testedAt: at - 31 * day }),
      ['device-test: Fridge, 1 Long Lane: its monthly test is due. It was last tested on 2026-02-28. Have it pressed or tested.'],
    ],
    [
      'the first test',
      facts([], { kind: 'sos-button' }),
      ['device-test: Fridge, 1 Long Lane: its monthly test is due. It has never been tested. Have it pressed or tested.'],
    ],
  ])('%s', (_, given, expected) => {
    expect(texts(given)).toEqual(expected);
  });

  it('is due before the battery is empty, and never before now', () => {
    expect(due(facts(falling(20))).map(({ dueAt }) => dueAt)).toEqual([(today + 20) * day]);
    expect(due(facts([on(0, { low: true })])).map(({ dueAt }) => dueAt)).toEqual([at]);
  });
});
