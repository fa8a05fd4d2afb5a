import { describe, expect, it } from 'vitest';
import { type InOrder, notTriedBefore } from '../../../rules/answering/call-order.ts';
import type { Recorded } from '../../../rules/model/answering.ts';

const contact = (id: string, order: number, canBeRung = true): InOrder => ({ id, name: id.toUpperCase(), order, canBeRung });
const called = (contactId: string): Recorded => ({
  kind: 'call',
  id: `to-${contactId}`,
  contactId,
  name: contactId.toUpperCase(),
  result: 'no-answer',
  arrivesAt: null,
  note: '',
});
const step: Recorded = { kind: 'step', id: 's', step: 'help.speak', answer: 'silence', note: '' };
const all = [contact('c', 3), contact('a', 1), contact('b', 2)];

describe('who comes before a contact and has not been tried', () => {
  it.each<[string, readonly InOrder[], string, readonly Recorded[], string[]]>([
    ['nobody before the first', all, 'a', [], []],
    ['the first before the second', all, 'b', [], ['A']],
    ['both before the third, in their order', all, 'c', [step], ['A', 'B']],
    ['nobody who was called, however it ended', all, 'c', [called('a'), called('b')], []],
    ['who was skipped, though a later one was called', all, 'c', [called('b')], ['A']],
    ['nobody for whoever was called once', all, 'c', [called('c')], []],
    ['nobody who cannot be rung', [contact('a', 1, false), contact('b', 2)], 'b', [], []],
    ['nobody with the same place', [contact('a', 1), contact('b', 1)], 'b', [], []],
    ['nobody for somebody who is no contact', all, 'x', [], []],
  ])('is %s', (_, contacts, id, recorded, names) => {
    expect(notTriedBefore(contacts, id, recorded)).toEqual(names);
  });
});
