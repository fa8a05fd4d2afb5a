import { describe, expect, it } from 'vitest';
import { lackingToClose, notReached } from '../../../rules/answering/closing.ts';
import { noReply } from '../../../rules/answering/no-reply.ts';
import { progressOf, suggestedOutcome } from '../../../rules/answering/progress.ts';
import { vitalSign } from '../../../rules/answering/vital-sign.ts';
import type { CallResult, Recorded } from '../../../rules/model/answering.ts';

let n = 0;
const step = (id: string, answer: string, note = ''): Recorded => ({ kind: 'step', id: `r${n++}`, step: id, answer, note });
const call = (contactId: string, result: CallResult): Recorded => ({
  kind: 'call',
  id: `r${n++}`,
  contactId,
  name: contactId,
  result,
  arrivesAt: null,
  note: '',
});
const level = (chosen: '999' | 'place-team'): Recorded => ({
  kind: 'assessment',
  id: `r${n++}`,
  answers: {},
  advised: chosen,
  reasons: [],
  chosen,
  why: '',
});

describe('the next step of a script', () => {
  const silence = [step('no-reply.speak', 'silence'), step('no-reply.listen', 'silence'), step('no-reply.phone', 'silence')];
  it.each<[string, readonly Recorded[], string | null]>([
    ['is the first while nothing is recorded', [], 'no-reply.speak'],
    ['follows from the answer', [step('no-reply.speak', 'silence')], 'no-reply.listen'],
    ['follows from what was recorded in another order', silence.toReversed(), 'no-reply.go-out'],
    ['may be of another script', [...silence, step('no-reply.go-out', 'keyholder')], 'contacts.call'],
    ['is none at the end', [step('no-reply.speak', 'well')], null],
    [
      'follows from the last answer, when one was wrong',
      [step('no-reply.speak', 'well'), step('no-reply.speak', 'silence')],
      'no-reply.listen',
    ],
    ['waits where an answer is not known', [step('no-reply.speak', 'a word of before')], 'no-reply.speak'],
    ['is not moved by a call alone', [call('ravi', 'no-answer')], 'no-reply.speak'],
  ])('%s', (_, recorded, next) => {
    expect(progressOf(noReply, recorded).current?.id ?? null).toBe(next);
  });

  it('follows from the level that was chosen, and from the last one', () => {
    const ill = [step('vital.speak', 'still-out'), level('place-team')];
    expect(progressOf(vitalSign, ill).current?.id).toBe('visit.send');
    expect(progressOf(vitalSign, [...ill, level('999')]).current?.id).toBe('emergency.call');
  });

  it('follows from an assessment only once the script is there', () => {
    expect(progressOf(vitalSign, [level('999')]).current?.id).toBe('vital.speak');
  });
});

describe('the outcome that is suggested', () => {
  it.each<[string, readonly Recorded[], string | null]>([
    ['none while nothing says one', [step('no-reply.speak', 'silence')], null],
    ['that of the last answer which has one', [step('no-reply.speak', 'well')], 'reassurance'],
    ['a keyholder, who is on the way', [step('no-reply.speak', 'silence'), call('ravi', 'coming')], 'keyholder-attending'],
    [
      'what was called, though later steps say none',
      [
        step('no-reply.speak', 'silence'),
        step('no-reply.listen', 'distress'),
        step('emergency.call', 'ambulance'),
        step('emergency.stay', 'there'),
        call('ravi', 'coming'),
      ],
      '999',
    ],
  ])('is %s', (_, recorded, outcome) => {
    expect(suggestedOutcome(progressOf(noReply, recorded), recorded)).toBe(outcome);
  });
});

describe('closing', () => {
  const silence = [step('no-reply.speak', 'silence'), step('no-reply.listen', 'silence')];
  it.each<[string, readonly Recorded[], Parameters<typeof lackingToClose>[2], boolean]>([
    ['nothing was silent', [step('no-reply.speak', 'well')], 'reassurance', false],
    ['nobody went after a silence', silence, 'reassurance', true],
    ['a keyholder went', silence, 'keyholder-attending', false],
    ['the reason is recorded', [...silence, step('no-reply.go-out', 'no-visit', 'In hospital since noon.')], 'condition-settled', false],
    [
      'the script is at its end',
      [...silence, step('no-reply.phone', 'moving'), step('contacts.call', 'knows', 'With Ravi.')],
      'reassurance',
      false,
    ],
  ])('asks why nobody went, or does not: %s', (_, recorded, outcome, asked) => {
    expect(lackingToClose(noReply, recorded, outcome).noVisitReason).toBe(asked);
  });

  it('as unable to contact asks of each contact whose last call failed why', () => {
    const calls = [call('ravi', 'no-answer'), call('meena', 'voicemail'), call('joan', 'engaged'), call('ravi', 'spoke')];
    expect(notReached(calls).map(({ contactId }) => contactId)).toEqual(['meena', 'joan']);
    const lacking = (recorded: readonly Recorded[], outcome: Parameters<typeof lackingToClose>[2] = 'unable-to-contact') =>
      lackingToClose(noReply, recorded, outcome).whyNotReached.map(({ contactId }) => contactId);
    expect(lacking(calls)).toEqual(['meena', 'joan']);
    expect(lacking(calls, 'responder')).toEqual([]);
    const why: Recorded = { kind: 'not-reached', id: 'w', contactId: 'meena', name: 'Meena', why: 'away', note: '' };
    expect(lacking([...calls, why])).toEqual(['joan']);
  });
});
