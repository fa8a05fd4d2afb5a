import { describe, expect, it } from 'vitest';
import { type ServiceQuery, type ServiceView, serviceInput, serviceQuery } from '../../gateway/contract/services.ts';
import { isOpen } from '../../gateway/services/opening.ts';
import { ageOn, districtIn, forPerson } from '../../gateway/services/person.ts';
import { searchServices } from '../../gateway/services/search.ts';
import { day } from '../../rules/model/time.ts';

/** A Monday, 10:30 by the clock of the country. */
const at = Date.UTC(2026, 0, 12, 10, 30);
const iso = (instant: number) => new Date(instant).toISOString();

function service(id: string, told: object = {}): ServiceView {
  const input = serviceInput.parse({ sourceId: id, name: id, ...told });
  return { ...input, id, source: 'test', updatedAt: iso(at), withdrawnAt: null };
}
const ask = (told: object): ServiceQuery => serviceQuery.parse(told);
const names = (services: readonly ServiceView[], told: object) => searchServices(services, ask(told), at).map((one) => one.service.id);
const only = (told: object, query: object) => searchServices([service('one', told)], ask({ all: 'true', ...query }), at)[0]!;

describe('whom a service fits', () => {
  it.each([
    ['nothing is asked', {}, {}, 'fits', []],
    ['at the lowest age', { minAge: 60 }, { age: 60 }, 'fits', []],
    ['a year below it', { minAge: 60 }, { age: 59 }, 'no', ['It is for people from 60 years.']],
    ['at the highest age', { maxAge: 25 }, { age: 25 }, 'fits', []],
    ['a year above it', { minAge: 18, maxAge: 25 }, { age: 26 }, 'no', ['It is for people from 18 to 25 years.']],
    ['an age that is not known', { minAge: 60 }, {}, 'unknown', ['It is for people from 60 years; we do not know their age.']],
    ['a district that it serves', { areas: ['S60'] }, { district: 's60' }, 'fits', []],
    ['a district that it does not serve', { areas: ['S60'] }, { district: 'S61' }, 'no', ['It does not serve S61.']],
    ['a district that is not known', { areas: ['S60'] }, {}, 'unknown', ['We do not know where they live.']],
    ['what a person must judge', { eligibility: 'Must like dogs.' }, {}, 'unknown', ['Must like dogs.']],
  ])('%s', (_, told, query, fit, why) => {
    expect(only(told, query)).toMatchObject({ fit, why });
  });

  it('leaves out whom it does not fit, unless all are asked for', () => {
    const club = service('club', { minAge: 60 });
    expect(names([club], { age: 40 })).toEqual([]);
    expect(names([club], { age: 40, all: 'true' })).toEqual(['club']);
  });
});

describe('room', () => {
  it.each([
    ['not told', {}, 'unknown'],
    ['told today', { capacity: 'open', capacityAt: iso(at) }, 'open'],
    ['told 28 days ago', { capacity: 'full', capacityAt: iso(at - 28 * day) }, 'full'],
    ['told longer ago is not known', { capacity: 'open', capacityAt: iso(at - 28 * day - 1) }, 'unknown'],
  ])('%s', (_, told, capacity) => {
    expect(only(told, {}).capacity).toBe(capacity);
  });
});

describe('what is found, and in which order', () => {
  it('by need and by the beginnings of words', () => {
    const choir = service('choir', { name: 'Millbrook Choir', needs: ['company'], description: 'Singing together', words: ['music'] });
    const shed = service('shed', { name: 'The Shed', needs: ['hobbies-and-learning'] });
    expect(names([choir, shed], { need: 'company' })).toEqual(['choir']);
    expect(names([choir, shed], { words: 'SING mill' })).toEqual(['choir']);
    expect(names([choir, shed], { words: 'music shed' })).toEqual([]);
    expect(names([choir, shed], { words: ' , ' })).toEqual(['choir', 'shed']);
  });

  it('whom it fits, then room, then near by, then the name', () => {
    const open = { capacity: 'open', capacityAt: iso(at) };
    const services = [
      service('b-anywhere', open),
      service('a-anywhere', open),
      service('serves', { ...open, areas: ['S60', 'S61'], district: 'S61' }),
      service('here', { ...open, areas: ['S60'], district: 'S60' }),
      service('full', { capacity: 'full', capacityAt: iso(at), district: 'S60' }),
      service('not-told', { district: 'S60' }),
      service('to-judge', { ...open, eligibility: 'Ask first.', district: 'S60' }),
    ];
    expect(names(services, { district: 'S60' })).toEqual(['here', 'serves', 'a-anywhere', 'b-anywhere', 'not-told', 'full', 'to-judge']);
    expect(names(services, { district: 'S60', limit: '2' })).toEqual(['here', 'serves']);
  });

  it('only what is open then, or does not say', () => {
    const opening = [{ days: ['mon'], from: '10:30', to: '12:00' }];
    const services = [
      service('morning', { opening }),
      service('silent'),
      service('evening', { opening: [{ ...opening[0], from: '18:00', to: '20:00' }] }),
    ];
    expect(names(services, { openAt: iso(at) })).toEqual(['morning', 'silent']);
    expect(isOpen(service('x', { opening }).opening, at - 1)).toBe(false);
    expect(isOpen(service('x', { opening }).opening, at)).toBe(true);
    expect(isOpen(service('x', { opening }).opening, at + 90 * 60_000)).toBe(false);
    expect(isOpen(null, at)).toBeNull();
  });
});

describe('what is known of a person', () => {
  it.each([
    ['1940-01-12', '2026-01-12', 86],
    ['1940-01-13', '2026-01-12', 85],
  ])('born %s, on %s', (born, today, age) => {
    expect(ageOn(born, today)).toBe(age);
  });

  it.each([
    ['1 Mill Lane, Rotherham S60 1AE', 'S60'],
    ['1 Mill Lane, s6 2zz', 'S6'],
    ['Flat S60, Mill Lane', undefined],
  ])('lives at %s', (address, district) => {
    expect(districtIn(address)).toBe(district);
  });

  it('is asked for where the search does not say it', () => {
    const person = { birthDate: '1940-01-13', address: '1 Mill Lane, S60 1AE' };
    expect(forPerson(ask({}), person, '2026-01-12')).toMatchObject({ age: 85, district: 'S60' });
    expect(forPerson(ask({ age: '50', district: 'S61' }), person, '2026-01-12')).toMatchObject({ age: 50, district: 'S61' });
    expect(forPerson(ask({}), { birthDate: null, address: '' }, '2026-01-12')).toEqual(ask({}));
  });
});
