import { describe, expect, it } from 'vitest';
import { type ConsentReader, consequenceOf } from '../../gateway/authoring/consent-consequence.ts';
import type { Asked, Ladder } from '../../gateway/authoring/told-less.ts';
import type { EscalationPlan, EscalationStep, Severity } from '../../rules/model/alert.ts';
import { minute } from '../../rules/model/time.ts';

const contact = (name: string, order: number, more: Partial<Asked> = {}): Asked => ({
  id: name,
  name,
  relationship: 'niece',
  order,
  mayBeTold: true,
  channels: ['sms'],
  ...more,
});
const anna = contact('Anna', 1);
const bob = contact('Bob', 2);

const step = (level: EscalationStep['level'], minutes: number, contactOrder: number | null = null): EscalationStep => ({
  level,
  waitMs: minutes * minute,
  contactOrder,
  message: '',
});
const ladder = (title: string, steps: EscalationStep[], more: Partial<EscalationPlan> = {}, severity: Severity = 'moderate'): Ladder => ({
  title,
  plan: { steps, familyHolds: false, okClears: true, ...more },
  severity,
});
const me: ConsentReader = { language: 'en', patient: null };
const staff: ConsentReader = { language: 'en', patient: 'Joan' };
const noLonger = (of: Asked, ladders: Ladder[], circle: Asked[], reader = me) =>
  consequenceOf(of, [{ purpose: 'be-told', allowed: false }], { ladders, circle }, reader);
const gone = 'Anna gets no more messages. What has not gone out yet is taken back.';
const usual = [step('patient', 10), step('family', 20), step('coordination', 15), step('rapid-response', 30)];

describe('what follows when a contact is no longer told', () => {
  it.each<[string, Ladder[], Asked[], string[], boolean]>([
    [
      'nobody of the family is left: the centre comes earlier by the wait of the step',
      [ladder('Fridge', usual)],
      [anna],
      ['Nobody from your family and friends is asked any more: Fridge. The care centre is asked 20 minutes earlier.'],
      true,
    ],
    [
      'another is asked at the same step: nothing comes earlier',
      [ladder('Fridge', usual)],
      [anna, bob],
      ['We still ask Bob: Fridge.'],
      false,
    ],
    [
      'another is asked at a step of their own: the centre comes earlier by the wait of hers',
      [ladder('Fridge', [step('family', 20, 1), step('family', 25, 2), step('coordination', 15)])],
      [anna, bob],
      ['We still ask Bob: Fridge. The care centre is asked 20 minutes earlier.'],
      false,
    ],
    [
      'others who may not be told, or cannot be reached, are nobody',
      [ladder('Fridge', usual)],
      [anna, contact('Bob', 2, { mayBeTold: false }), contact('Cleo', 3, { channels: [] })],
      ['Nobody from your family and friends is asked any more: Fridge. The care centre is asked 20 minutes earlier.'],
      true,
    ],
    [
      'the family is asked together with the patient: their wait stays',
      [ladder('Fridge', [step('patient', 0), step('family', 20), step('coordination', 15)])],
      [anna],
      ['Nobody from your family and friends is asked any more: Fridge.'],
      true,
    ],
    [
      'the centre is asked with the first step of a high alert: nothing comes earlier',
      [ladder('Fall', [step('family', 5), step('coordination', 15)], { togetherWhenHigh: true }, 'high')],
      [anna],
      ['Nobody from your family and friends is asked any more: Fall.'],
      true,
    ],
    [
      'the same agreement when it is not high keeps its waits',
      [ladder('Fall', [step('family', 5), step('coordination', 15)], { togetherWhenHigh: true }, 'moderate')],
      [anna],
      ['Nobody from your family and friends is asked any more: Fall. The care centre is asked 5 minutes earlier.'],
      true,
    ],
    [
      'the ladder has nobody but her',
      [ladder('Walk', [step('family', 60)])],
      [anna],
      ['Nobody at all would be asked any more: Walk.'],
      true,
    ],
    ['no agreement asks her', [ladder('Pills', [step('patient', 5), step('coordination', 5)])], [anna], [], false],
    ['a step is for somebody else', [ladder('Pills', [step('family', 5, 2), step('coordination', 5)])], [anna, bob], [], false],
    [
      'agreements of which the same is true are one sentence, the gravest first',
      [ladder('Fridge', usual), ladder('Walk', [step('family', 60)]), ladder('Door', usual)],
      [anna],
      [
        'Nobody at all would be asked any more: Walk.',
        'Nobody from your family and friends is asked any more: Fridge and Door. The care centre is asked 20 minutes earlier.',
      ],
      true,
    ],
  ])('%s', (_, ladders, circle, sentences, leavesNobody) => {
    expect(noLonger(anna, ladders, circle)).toEqual({ sentences: [gone, ...sentences], leavesNobody });
  });

  it('speaks of the patient by name to whoever arranges it, and Polish to who asked for it', () => {
    expect(noLonger(anna, [ladder('Fridge', usual)], [anna], staff).sentences[1]).toContain('Nobody from Joan’s family and friends');
    expect(noLonger(anna, [ladder('Fridge', usual)], [anna], { language: 'pl', patient: null }).sentences).toEqual([
      'Anna nie dostanie więcej wiadomości. To, co jeszcze nie wyszło, zostanie cofnięte.',
      expect.stringMatching(
        /^Nie zapytamy już nikogo z rodziny ani znajomych: .+ Centrum opieki zostanie zawiadomione o 20 min wcześniej\.$/,
      ),
    ]);
  });
});

describe('what follows when a contact is allowed more', () => {
  const unasked = contact('Anna', 1, { mayBeTold: false });
  const allowed = (of: Asked, ladders: Ladder[]) =>
    consequenceOf(of, [{ purpose: 'be-told', allowed: true }], { ladders, circle: [of] }, me);

  it.each<[string, Asked, Ladder[], string]>([
    ['names what they are asked about', unasked, [ladder('Fridge', usual)], 'Anna is asked to help when there is something with: Fridge.'],
    ['says that no agreement asks them', unasked, [], 'No agreement asks Anna yet, so nothing is told to them for now.'],
    [
      'says that nothing can reach them',
      { ...unasked, channels: [] },
      [ladder('Fridge', usual)],
      'We have no telephone number and no address of Anna: nothing can reach them.',
    ],
  ])('%s', (_, of, ladders, sentence) => {
    expect(allowed(of, ladders)).toEqual({ sentences: [sentence], leavesNobody: false });
  });

  it('says what they see, and what they no longer see', () => {
    const changes = [
      { purpose: 'see-status', allowed: true },
      { purpose: 'see-readings', allowed: false },
    ] as const;
    expect(consequenceOf(anna, changes, { ladders: [], circle: [anna] }, me).sentences).toEqual([
      'Anna can see whether all is well with you, in the app.',
      'Anna can no longer see your readings, such as blood pressure. An open page closes at once.',
    ]);
  });
});
