import { describe, expect, it } from 'vitest';
import { scripts } from '../../../rules/answering/scripts.ts';
import { wordsOf } from '../../../rules/answering/wording.ts';
import type { Recorded } from '../../../rules/model/answering.ts';

const person = { zone: 'Europe/London', knownAs: 'Kathleen' };
const at = Date.parse('2026-07-02T09:30:00Z');
const nina = { id: 'r', contactId: 'nina', name: 'Nina', note: '' } as const;

describe('the words of a record in the timeline', () => {
  it.each<[Recorded, string]>([
    [
      { kind: 'step', id: 'r', step: 'help.by-mistake', answer: 'well', note: '' },
      'Ask once more: “Are you sitting comfortably? Is anybody with you? Is there anything I can do while we are speaking?” – Sounds well.',
    ],
    [{ kind: 'step', id: 'r', step: 'gone', answer: 'yes', note: 'Was it?' }, 'gone – yes. Was it?'],
    [{ ...nina, kind: 'call', result: 'no-answer', arrivesAt: null }, 'Called Nina: no answer.'],
    [{ ...nina, kind: 'call', result: 'coming', arrivesAt: at, note: 'By bus' }, 'Called Nina: on their way, there by 10:30. By bus.'],
    [
      { ...nina, kind: 'call', result: 'spoke', arrivesAt: null, outOfOrder: 'nearest', before: ['Mary', 'Jo'] },
      'Called Nina: spoke to them. Before Mary, Jo: they have a key and are nearest.',
    ],
    [{ ...nina, kind: 'call', result: 'spoke', arrivesAt: null, outOfOrder: 'rang-us' }, 'Called Nina: spoke to them.'],
    [{ ...nina, kind: 'not-reached', why: 'switched-off' }, 'Why Nina could not be reached: telephone switched off.'],
    [
      { kind: 'assessment', id: 'r', answers: {}, advised: '999', reasons: ['chest pain'], chosen: '999', why: '' },
      'Assessed. Advice: 999: chest pain. Chosen as advised.',
    ],
    [
      { kind: 'assessment', id: 'r', answers: {}, advised: 'place-team', reasons: ['sore'], chosen: 'family', why: 'Nina is a nurse' },
      'Assessed. Advice: Place team: sore. Chosen: Family. Nina is a nurse.',
    ],
    [{ kind: 'follow-up', id: 'r', text: 'Ring the GP', owner: 'Sam', dueAt: at }, 'Follow-up for Sam, by 10:30: Ring the GP.'],
    [{ kind: 'referral', id: 'r', serviceId: 's', service: 'Falls Clinic' }, 'Referred to Falls Clinic.'],
    [{ kind: 'signpost', id: 'r', serviceId: 's', service: 'Lunch Club' }, 'Signposted to Lunch Club.'],
  ])('%o', (recorded, words) => {
    expect(wordsOf(recorded, person)).toBe(words);
  });

  it('of every step and answer name the person', () => {
    for (const step of scripts.flatMap((script) => script.steps))
      for (const answer of step.answers)
        expect(wordsOf({ kind: 'step', id: 'r', step: step.id, answer: answer.id, note: '' }, person)).not.toContain('{');
  });
});
