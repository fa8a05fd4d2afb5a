import { describe, expect, it } from 'vitest';
import type { ContactContext } from '../../../rules/model/patient.ts';
import { day, hour, minute, wallClockAt } from '../../../rules/model/time.ts';
import { Case, type Given } from './case.ts';
import { contact, nell, people, step } from './people.ts';

const at = Date.parse('2026-03-02T10:00:00Z');
const on = [{ fromAt: at - hour, untilAt: at + day }];
const everybody = [step('family', 20), step('coordination', 30)];
const oneByOne = [step('family', 20, 1), step('family', 20, 2), step('coordination', 30)];

/** Mary before Nell before Olga, of whom some are on duty. */
const circle = (ofMary: Partial<ContactContext> = {}, ofNell: Partial<ContactContext> = {}, ofOlga: Partial<ContactContext> = {}) =>
  people({
    contacts: [
      contact('mary', 'Mary', ofMary),
      contact('nell', 'Nell', { order: 2, ...ofNell }),
      contact('olga', 'Olga', { order: 3, ...ofOlga }),
    ],
  });
const opened = (given: Given) => new Case({ at, steps: everybody, ...given });
const saidAfter = (k: Case, minutes: number) => {
  k.pass(minutes * minute);
  return k.said();
};
const email = (when: string, ...names: string[]) => names.map((name) => `${when} escalation ${name} by email`);

describe('who is on duty for the family', () => {
  it('is asked alone for the first half of a step that asks everybody, then the others', () => {
    const k = opened({ people: circle({}, { onDuty: on }) });
    expect(k.said()).toEqual(email('0:00', 'Nell'));
    expect(saidAfter(k, 10)).toEqual([...email('0:00', 'Nell'), ...email('10:00', 'Mary', 'Olga')]);
    expect(saidAfter(k, 10)).toEqual([...email('0:00', 'Nell'), ...email('10:00', 'Mary', 'Olga'), ...email('20:00', 'Cara')]);
  });

  it('gives way to the others as soon as they cannot', () => {
    const k = opened({ people: circle({}, { onDuty: on }) });
    k.pass(3 * minute);
    k.command({ type: 'decline', actor: nell });
    expect(k.said()).toEqual([...email('0:00', 'Nell'), ...email('3:00', 'Mary', 'Olga')]);
    expect(saidAfter(k, 9.99).at(-1)).not.toContain('Cara');
    expect(saidAfter(k, 0.01).at(-1)).toBe('13:00 escalation Cara by email');
  });

  it('gives way when nothing reaches them', () => {
    const k = opened({ people: circle({}, { onDuty: on }) });
    k.fate('nell', 'failed');
    expect(k.said()).toEqual(['0:00 escalation Nell by email', '0:00 task unreachable', ...email('0:00', 'Mary', 'Olga')]);
  });

  it('and has said that they see to it, keeps the others in peace', () => {
    const k = opened({ people: circle({}, { onDuty: on }) });
    k.command({ type: 'acknowledge', actor: nell });
    expect(saidAfter(k, 29)).toEqual(email('0:00', 'Nell'));
  });

  it('are two: both are asked, in their own order', () => {
    const k = opened({ people: circle({}, { onDuty: on }, { onDuty: on }) });
    expect(saidAfter(k, 10)).toEqual([...email('0:00', 'Nell', 'Olga'), ...email('10:00', 'Mary')]);
    const one = opened({ people: circle({}, { onDuty: on }, { onDuty: on }), steps: oneByOne });
    expect(saidAfter(one, 40)).toEqual([...email('0:00', 'Nell'), ...email('20:00', 'Olga'), ...email('40:00', 'Cara')]);
  });

  it('has the first turn where the steps ask one after the other', () => {
    const k = opened({ people: circle({}, {}, { onDuty: on }), steps: oneByOne });
    expect(saidAfter(k, 20)).toEqual([...email('0:00', 'Olga'), ...email('20:00', 'Mary')]);
  });

  it('is everybody: all are asked at once', () => {
    const k = opened({ people: circle({ onDuty: on }, { onDuty: on }, { onDuty: on }) });
    expect(k.said()).toEqual(email('0:00', 'Mary', 'Nell', 'Olga'));
  });

  it('does not keep the others from a high alert', () => {
    expect(opened({ severity: 'high', people: circle({}, { onDuty: on }) }).said()).toEqual(email('0:00', 'Nell', 'Mary', 'Olga'));
    const k = opened({ people: circle({}, { onDuty: on }) });
    k.pass(minute);
    k.tell({ type: 'raised-again', reason: 'Graver.', evidence: [], severity: 'high' });
    expect(k.said(at + minute)).toEqual(email('1:00', 'Nell', 'Mary', 'Olga'));
  });

  it.each<[string, Partial<ContactContext>]>([
    ['is away on dates', { unavailable: [{ fromAt: at, untilAt: at + hour, reason: 'holiday', replacement: null }] }],
    ['may no longer be told', { mayBeTold: false }],
    ['is at work', { work: { windows: [{ from: '09:00', to: '17:00' }], highGoesThrough: true } }],
    ['cannot be reached by anything', { channels: [] }],
    ['has not begun', { onDuty: [{ fromAt: at + 1, untilAt: at + day }] }],
    ['has come to the end', { onDuty: [{ fromAt: at - day, untilAt: at }] }],
  ])('counts for nothing when they are on duty and it %s', (_, changes) => {
    const k = opened({ people: circle({}, { onDuty: on, ...changes }) });
    expect(k.said().filter((line) => line.includes('Mary') || line.includes('Olga'))).toEqual(email('0:00', 'Mary', 'Olga'));
  });

  it('counts from the first instant to the last', () => {
    for (const [fromAt, untilAt] of [
      [at, at + day],
      [at - day, at + 1],
    ] as const)
      expect(opened({ people: circle({}, { onDuty: [{ fromAt, untilAt }] }) }).said()).toEqual(email('0:00', 'Nell'));
  });

  it('in quiet hours is not woken and holds nobody up', () => {
    const quietHours = { from: '09:00', to: '11:00' };
    const k = opened({ people: circle({}, { onDuty: on, quietHours }) });
    expect(k.said().sort()).toEqual([
      '0:00 escalation Mary by email',
      '0:00 escalation Nell by email at 11:00',
      '0:00 escalation Olga by email',
    ]);
  });

  it('whose consent is taken back meanwhile leaves the step to the others at once', () => {
    const k = opened({ people: circle({}, { onDuty: on }) });
    k.pass(minute);
    k.people = circle({}, { onDuty: on, mayBeTold: false });
    k.tell({ type: 'people-changed' });
    expect(k.said(at + minute)).toEqual(['1:00 withdrawn contact:nell', ...email('1:00', 'Mary', 'Olga')]);
  });

  it('is found when the step fires, not when the alert opens', () => {
    const k = opened({ people: circle(), steps: [step('coordination', 15), step('family', 20)] });
    k.people = circle({}, { onDuty: on });
    expect(saidAfter(k, 15)).toEqual([...email('0:00', 'Cara'), ...email('15:00', 'Nell')]);
  });

  it.each([
    ['2026-03-28', '2026-03-30'],
    ['2026-10-24', '2026-10-26'],
  ])('has the whole weekend from %s to %s, in which the clocks change', (from, until) => {
    const [fromAt, untilAt] = [wallClockAt('Europe/London', from, '00:00'), wallClockAt('Europe/London', until, '00:00')];
    const who = circle({}, { onDuty: [{ fromAt, untilAt }] });
    const first = (opensAt: number) => opened({ at: opensAt, people: who, steps: oneByOne }).said();
    expect(first(fromAt - 1)).toEqual(email('0:00', 'Mary'));
    expect(first(fromAt)).toEqual(email('0:00', 'Nell'));
    expect(first(untilAt - 1)).toEqual(email('0:00', 'Nell'));
    expect(first(untilAt)).toEqual(email('0:00', 'Mary'));
  });

  it('is nobody: all is as before', () => {
    const k = opened({ people: circle() });
    expect(k.said()).toEqual(email('0:00', 'Mary', 'Nell', 'Olga'));
    expect(k.alert).not.toHaveProperty('heldBack');
  });
});
