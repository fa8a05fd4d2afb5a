import { describe, expect, it } from 'vitest';
import { chooseUnit, type LeftOut, type Wanted } from '../../../rules/response/choose.ts';
import type { Unit } from '../../../rules/response/unit.ts';
import { places, unit } from './jobs.ts';

const wanted = (fields: Partial<Wanted> = {}): Wanted => ({ localityId: 'street', skills: [], asked: new Set(), ...fields });
const chosen = (units: readonly Unit[], fields: Partial<Wanted> = {}) => chooseUnit(units, places, wanted(fields)).unit?.id ?? null;

describe('which unit is asked', () => {
  it.each<[string, Partial<Unit>, Partial<Wanted>, LeftOut]>([
    ['nobody is on duty with it', { crew: [] }, {}, 'off-duty'],
    ['it has another job', { jobId: 'job-9' }, {}, 'busy'],
    ['it has been asked', {}, { asked: new Set(['1']) }, 'asked'],
    ['the home lies elsewhere', { localityIds: ['south'] }, {}, 'area'],
    ['it goes nowhere but where homes have a place, and this one has none', {}, { localityId: null }, 'area'],
    ['it lacks one of the skills', { skills: ['lifting'] }, { skills: ['lifting', 'nursing'] }, 'skills'],
  ])('not one of which it is true that %s', (_, fields, more, why) => {
    const { unit: none, leftOut } = chooseUnit([unit('1', fields)], places, wanted(more));
    expect(none).toBeNull();
    expect(leftOut.get('1')).toBe(why);
  });

  it.each<[string, readonly Unit[], string]>([
    ['the one that has been free the longest', [unit('1', { freeSince: 20 }), unit('2', { freeSince: 10 })], '2'],
    ['of equal ones the first by id', [unit('2'), unit('1')], '1'],
    [
      'of the team that is nearest',
      [unit('1', { freeSince: 0 }), unit('2', { teamId: 'team-2', localityIds: ['north'], freeSince: 99 })],
      '2',
    ],
    [
      'another of that team before the next team, though that has waited longer',
      [
        unit('1', { freeSince: 0 }),
        unit('2', { teamId: 'team-2', localityIds: ['north'], jobId: 'j' }),
        unit('3', { teamId: 'team-2', localityIds: ['street'], freeSince: 9 }),
      ],
      '3',
    ],
    ['one that goes everywhere, where no other is left', [unit('1', { localityIds: ['south'] }), unit('2', { localityIds: [null] })], '2'],
    ['one without an area of its own, as one that goes everywhere', [unit('1', { localityIds: [] })], '1'],
    ['one with more skills than are asked', [unit('1', { skills: ['lifting', 'nursing'] })], '1'],
  ])('is %s', (_, units, id) => {
    expect(chosen(units)).toBe(id);
    expect(chosen(units.toReversed())).toBe(id);
  });

  it('for a home without a place, one that goes everywhere', () => {
    expect(chosen([unit('1'), unit('2', { localityIds: [null] })], { localityId: null })).toBe('2');
  });
});
