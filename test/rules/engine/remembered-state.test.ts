import { describe, expect, it } from 'vitest';
import { remembered, StateDoesNotFit } from '../../../rules/engine/remembered-state.ts';

const initial = { phase: 'idle', open: false, since: null, seen: [], usual: [null, null], bed: { inAt: null, known: false } };
const stored = { ...initial, phase: 'asked', open: true, since: 5, seen: ['door'], usual: [1, 2], bed: { inAt: 4, known: true } };

/** What a version of a template changes in its state, and what becomes of a state of the version before. */
describe('a state of an earlier version', () => {
  it('of the same fields is taken as it stands, the same object', () => {
    expect(remembered(stored, initial)).toBe(stored);
    expect(remembered(initial, initial)).toBe(initial);
  });

  it.each<[change: string, state: unknown, initial: unknown, goesOnFrom: unknown]>([
    ['a field more: it begins as it does for everybody', stored, { ...initial, raised: 0 }, { ...stored, raised: 0 }],
    ['a field less: what is no longer known stays, and nobody reads it', { ...stored, old: 1 }, initial, { ...stored, old: 1 }],
    [
      'another name: the memory under the old name is not read',
      { phase: 'asked', sinceAt: 5 },
      { phase: 'idle', since: null },
      { phase: 'asked', sinceAt: 5, since: null },
    ],
    ['what begins as nothing may be anything', { since: [1] }, { since: null }, { since: [1] }],
    ['nothing fits everywhere', { phase: null }, { phase: 'idle' }, { phase: null }],
    ['a list that begins empty may be of any length', { seen: [1, 2, 3] }, { seen: [] }, { seen: [1, 2, 3] }],
  ])('%s', (_change, state, begins, goesOnFrom) => {
    expect(remembered(state, begins)).toEqual(goesOnFrom);
  });

  it.each<[change: string, state: unknown, initial: unknown, field: string]>([
    ['a number that was words', { since: 'noon' }, { since: 5 }, 'since'],
    ['a list that was a record', { seen: { a: 1 } }, { seen: [] }, 'seen'],
    ['a record that was a list', { bed: [] }, { bed: { inAt: null } }, 'bed'],
    ['yes or no that was a number', { open: 1 }, { open: false }, 'open'],
    ['one place more in a list of fixed places', { usual: [1] }, { usual: [null, null] }, 'usual'],
    ['one place less', { usual: [1, 2, 3] }, { usual: [null, null] }, 'usual'],
    ['any of it deeper down', { bed: { known: 0 } }, { bed: { known: false } }, 'bed.known'],
    ['no fields at all where there are some', [], { since: null }, ''],
  ])('cannot be gone on from: %s', (_change, state, begins, field) => {
    expect(() => remembered(state, begins)).toThrow(StateDoesNotFit);
    expect(() => remembered(state, begins)).toThrow(`(${field})`);
  });
});
