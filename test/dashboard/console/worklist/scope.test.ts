import { describe, expect, it } from 'vitest';
import { answerState } from '../../../../dashboard/console/worklist/answer-state.ts';
import { nextToTake } from '../../../../dashboard/console/worklist/queues.ts';
import { countScopes, inScope, placesIn, scopeFrom, withQuery } from '../../../../dashboard/console/worklist/scope.ts';
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

describe('the counts of the scope', () => {
  const alerts = [
    anAlert(now, { id: 'a', localityId: 'street', queue: 'technical' }),
    anAlert(now, { id: 'b', localityId: 'north', queue: 'clinical' }),
    anAlert(now, { id: 'c', localityId: 'south', queue: 'technical' }),
    anAlert(now, { id: 'd', localityId: null, queue: 'social' }),
  ];
  const counted = (query: string) => countScopes(alerts, scopeFrom(new URLSearchParams(query)), places, ['technical', 'social']);

  it('of a place are those of all that lies in it; of "mine" those of the skills', () => {
    const { queues, places: perPlace, allPlaces } = counted('');
    expect(Object.fromEntries(perPlace)).toEqual({ street: 1, north: 2, borough: 3, south: 1 });
    expect(allPlaces).toBe(4);
    expect(queues).toEqual({ clinical: 1, social: 1, 'mental-health': 0, technical: 2, mine: 3, all: 4 });
  });

  it('say what the other choice would leave', () => {
    expect(counted('place=north').queues).toEqual({ clinical: 1, social: 0, 'mental-health': 0, technical: 1, mine: 1, all: 2 });
    expect(Object.fromEntries(counted('queue=technical').places)).toEqual({ street: 1, north: 1, borough: 2, south: 1 });
    expect(counted('queue=mine&place=south').allPlaces).toBe(3);
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
