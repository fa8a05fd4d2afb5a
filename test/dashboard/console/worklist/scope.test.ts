import { describe, expect, it } from 'vitest';
import { answerState } from '../../../../dashboard/console/worklist/answer-state.ts';
import { nextToTake } from '../../../../dashboard/console/worklist/queues.ts';
import { floodAbove, floodOf, inScope, placesIn, scopeFrom, withQuery } from '../../../../dashboard/console/worklist/scope.ts';
import { anAlert, at, ownedBy } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const places = [
  { id: 'borough', parentId: null },
  { id: 'north', parentId: 'borough' },
  { id: 'street', parentId: 'north' },
  { id: 'south', parentId: 'borough' },
];

describe('the scope of the worklist', () => {
  it('of a place includes what lies in it, to any depth', () => {
    expect([...placesIn('borough', places)].sort()).toEqual(['borough', 'north', 'south', 'street']);
    expect([...placesIn('south', places)]).toEqual(['south']);
  });

  it.each([
    ['', true],
    ['queue=clinical', true],
    ['queue=social', false],
    ['queue=nonsense', true],
    ['queue=mine', false],
    ['place=borough', true],
    ['place=south', false],
    ['cause=pills', true],
    ['cause=door', false],
  ])('with "%s" an alert of medicine in the street is shown: %s', (query, shown) => {
    const alert = anAlert(now, { localityId: 'street' });
    expect(inScope(scopeFrom(new URLSearchParams(query)), places, ['technical'])(alert)).toBe(shown);
  });

  it('"mine" is everything for whoever has no skills named', () => {
    expect(inScope(scopeFrom(new URLSearchParams('queue=mine')), places, [])(anAlert(now))).toBe(true);
  });

  it('stands in the address of the page, beside what stands there already', () => {
    const query = new URLSearchParams('show=all&queue=social');
    expect(withQuery(query, 'place', 'north')).toBe('/?show=all&queue=social&place=north');
    expect(withQuery(query, 'show', null)).toBe('/?queue=social');
    expect(withQuery(new URLSearchParams('queue=social'), 'queue', null)).toBe('/');
  });
});

describe('a flood', () => {
  const many = (count: number, minutes: number) =>
    Array.from({ length: count }, (_, n) =>
      anAlert(now, {
        id: `a${n}`,
        template: n % 3 === 0 ? 'door' : 'pills',
        openedAt: at(now, -minutes),
        severity: n === 0 ? 'high' : 'low',
      }),
    );
  it('is more than ten alerts in ten minutes; a high one is put under no cause', () => {
    expect(floodOf(many(floodAbove, 1), now)).toBeNull();
    expect(floodOf(many(floodAbove + 1, 10), now)).toBeNull();
    expect(floodOf(many(floodAbove + 1, 9.999), now)).toEqual([
      { cause: 'pills', count: 7 },
      { cause: 'door', count: 3 },
    ]);
  });
});

it.each([
  [44_999, 'in-time'],
  [45_000, 'soon'],
  [60_000, 'soon'],
  [60_001, 'late'],
  [180_000, 'late'],
  [180_001, 'over'],
] as const)('asked for %i ms, the answer is %s', (ms, state) => {
  expect(answerState(ms)).toBe(state);
});

it('the next to take is the most urgent that nobody has and that needs somebody', () => {
  const asked = anAlert(now, { id: 'asked', level: 'coordination', nextAt: at(now, 90), askedAt: at(now, 0) });
  const later = anAlert(now, { id: 'later', nextAt: at(now, 5) });
  const owned = ownedBy(now, anAlert(now, { id: 'owned', severity: 'high' }), { id: 'u2', name: 'Sam' });
  expect(nextToTake([later, owned, asked])?.id).toBe('asked');
  expect(nextToTake([owned])).toBeUndefined();
});
