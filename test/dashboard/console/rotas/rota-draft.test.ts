import { describe, expect, it } from 'vitest';
import {
  blankShift,
  type DraftPerson,
  draftOf,
  onDays,
  type RotaDraft,
  type RotaView,
  readRota,
  withoutPerson,
} from '../../../../dashboard/console/rotas/rota-draft.ts';
import { rotaInput } from '../../../../gateway/contract/rotas.ts';

const email = (name: string) => [{ kind: 'email', address: `${name.replace(' ', '.')}@example.org` }] as const;
const person = (name: string, id = ''): DraftPerson => ({ id, name, ways: email(name) });
const window = { from: '20:00', to: '08:00' };
const shift = { ...blankShift('2026-01-12', 2), name: 'Nights', windows: [window] };
const draft: RotaDraft = { zone: 'Europe/London', cover: [], people: [person('Ann', 'u1'), person('Ben')], shifts: [shift] };

describe('a rota that is typed', () => {
  it('is what the gateway takes; whoever has no id gets one, and so do shifts', () => {
    const read = readRota(draft);
    expect(read).toEqual({
      rota: {
        zone: 'Europe/London',
        cover: [],
        people: [
          { id: 'u1', name: 'Ann', channels: email('Ann') },
          { id: 'ben', name: 'Ben', channels: email('Ben') },
        ],
        shifts: [
          { id: 'nights', name: 'Nights', patternId: null, windows: [window], people: ['u1', 'ben'], startsOn: '2026-01-12', turnDays: 7 },
        ],
      },
    });
    expect(rotaInput.safeParse('rota' in read && read.rota).success).toBe(true);
  });

  it('gives two of one name ids of their own', () => {
    const read = readRota({ ...draft, people: [person('Jo Day'), person('Jo Day'), person('Ann', 'jo-day-2')], shifts: [] });
    expect('rota' in read && read.rota.people.map(({ id }) => id)).toEqual(['jo-day', 'jo-day-3', 'jo-day-2']);
  });

  it.each([
    ['nobody’s name', { people: [person(' ')] }, { says: 'person', field: 'person-0', n: 1 }],
    ['a colleague twice', { people: [person('Ann', 'u1'), person('Ann', 'u1')] }, { says: 'twice', field: 'person-1', n: 2 }],
    ['no way to somebody', { people: [{ ...person('Ann'), ways: [] }] }, { says: 'reach', field: 'person-0', n: 1 }],
    [
      'an address that is none',
      { people: [{ ...person('Ann'), ways: [{ kind: 'sms', address: '12' }] }] },
      { says: 'address', field: 'person-0-way-0', n: 1 },
    ],
    ['a shift without a name', { shifts: [{ ...shift, name: '' }] }, { says: 'shift', field: 'shift-0-name', n: 1 }],
    ['a shift without times', { shifts: [{ ...shift, windows: [] }] }, { says: 'times', field: 'shift-0-pattern', n: 1 }],
    [
      'a time without a day',
      { shifts: [{ ...shift, windows: [{ ...window, days: [] }] }] },
      { says: 'times', field: 'shift-0-pattern', n: 1 },
    ],
    ['a shift of nobody', { shifts: [{ ...shift, people: [] }] }, { says: 'nobody', field: 'shift-0-add', n: 1 }],
    ['no first day', { shifts: [{ ...shift, startsOn: '' }] }, { says: 'startsOn', field: 'shift-0-startsOn', n: 1 }],
    ['turns of no length', { shifts: [{ ...shift, turnDays: '0' }] }, { says: 'turnDays', field: 'shift-0-turnDays', n: 1 }],
    ['turns of half a day', { shifts: [{ ...shift, turnDays: '0.5' }] }, { says: 'turnDays', field: 'shift-0-turnDays', n: 1 }],
    ['duty without an end', { cover: [{ from: '08:00', to: '' }] }, { says: 'cover', field: 'cover', n: 1 }],
  ] as const)('with %s is refused, and says where', (_, changes, wrong) => {
    expect(readRota({ ...draft, ...changes } as RotaDraft)).toEqual({ wrong });
  });

  it('that is there already comes back as it was', () => {
    const read = readRota(draft);
    const rota = { ...('rota' in read ? read.rota : null), overrides: [], turns: [] } as unknown as RotaView;
    expect(readRota(draftOf(rota, '2026-02-01'))).toEqual(read);
  });

  it('loses the turns of whoever is taken off, and nobody else’s', () => {
    const without = withoutPerson({ ...draft, shifts: [{ ...shift, people: [1, 0, 1] }] }, 0);
    expect([without.people.map(({ name }) => name), without.shifts[0]?.people]).toEqual([['Ben'], [0, 0]]);
  });
});

describe('days of a stretch of time', () => {
  it('are said in their order, and not at all when it is every day', () => {
    expect(onDays(window, ['sun', 'mon'])).toEqual({ ...window, days: ['mon', 'sun'] });
    expect(onDays({ ...window, days: ['mon'] }, ['sun', 'sat', 'fri', 'thu', 'wed', 'tue', 'mon'])).toEqual(window);
  });
});
