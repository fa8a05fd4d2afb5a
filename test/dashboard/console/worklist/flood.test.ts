import { expect, it } from 'vitest';
import { floodAbove, isFlood } from '../../../../dashboard/console/worklist/flood.ts';
import { anAlert, at } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const many = (count: number, minutes: number) =>
  Array.from({ length: count }, (_, n) => anAlert(now, { id: `a${n}`, openedAt: at(now, -minutes) }));

it.each([
  ['ten within ten minutes', many(floodAbove, 1), 1, false],
  ['eleven within ten minutes', many(floodAbove + 1, 9.999), 1, true],
  ['eleven that are ten minutes old', many(floodAbove + 1, 10), 1, false],
  ['twenty for two people', many(2 * floodAbove, 1), 2, false],
  ['twenty-one for two people', many(2 * floodAbove + 1, 1), 2, true],
  ['eleven of which one is over', [...many(floodAbove, 1), anAlert(now, { status: 'cleared', openedAt: at(now, -1) })], 1, false],
])('%s', (_, alerts, operators, flood) => {
  expect(isFlood(alerts, operators, now)).toBe(flood);
});
