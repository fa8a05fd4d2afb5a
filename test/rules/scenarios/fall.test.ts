import { describe, expect, it } from 'vitest';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('fall')!;
const kit = [...devices, device('pendant', 'fall-detector', { patientId: 'k' }), device('radar', 'fall-detector')];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const fell = (at: string, value: string, more: More = {}): Happening => ({ at, device: 'pendant', kind: 'fall', value, ...more });
const suspected = (at: string, more: More = {}) => fell(at, 'suspected', more);
const moves = (at: string, more: More = {}): Happening => ({ at, device: 'pir', kind: 'motion', value: true, ...more });
const ok = (at: string, more: More = {}): Happening => ({ at, person: 'ok', value: true, ...more });

const asks = (at: string) => `${at} prompt speaker: Are you all right, {name}? If you are, please say so, or press "I'm OK".`;
const asked = asks('14:01');
const raise = (at: string, more = '', told = '') =>
  `${at} raise: Kathleen may have fallen at 14:00${told}, was not seen to get up, and does not answer.${more} [A fall was suspected at 14:00${told}. Asked at ${at.slice(0, 5)}; no answer.]`;
const raised = raise('14:01:30');

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const suspicions: Row[] = [
  { name: 'nothing at all', gives: [] },
  { name: 'movement and "I\'m OK" with no fall', when: [moves('13:00'), ok('13:10')], gives: [] },
  { name: 'one millisecond before we ask', when: [suspected('14:00')], until: '14:00:59.999', gives: [] },
  { name: 'asked, one millisecond before people are called', when: [suspected('14:00')], until: '14:01:29.999', gives: [asked] },
  { name: 'still, asked, no answer', when: [suspected('14:00')], gives: [asked, raised] },
  { name: 'seen to move in the first minute', when: [suspected('14:00'), moves('14:00:40')], gives: [] },
  { name: 'movement as the fall settles is the fall', when: [suspected('14:00'), moves('14:00:09.999')], gives: [asked, raised] },
  { name: 'movement once it has settled', when: [suspected('14:00'), moves('14:00:10')], gives: [] },
  {
    name: 'movement from before the fall, told after it',
    when: [suspected('14:00'), moves('13:59', { told: '14:00:20' })],
    gives: [asked, raised],
  },
  {
    name: 'a sensor that says it has seen nobody',
    when: [suspected('14:00'), { ...moves('14:00:40'), value: false }],
    gives: [asked, raised],
  },
  { name: 'retained movement is nobody moving', when: [suspected('14:00'), moves('14:00:40', { snapshot: true })], gives: [asked, raised] },
  { name: 'the detector takes it back', when: [suspected('14:00'), fell('14:00:30', 'recovered')], gives: [] },
  { name: 'the detector takes it back at the last moment', when: [suspected('14:00'), fell('14:01:29.999', 'recovered')], gives: [asked] },
  { name: '"I\'m OK" before we ask', when: [suspected('14:00'), ok('14:00:20')], gives: [] },
  { name: '"I\'m OK" as the answer', when: [suspected('14:00'), ok('14:01:29.999')], gives: [asked] },
  { name: '"I\'m OK" from before the fall', when: [suspected('14:00'), ok('13:59', { told: '14:00:30' })], gives: [asked, raised] },
  {
    name: '"I\'m OK" after people are called ends nothing',
    when: [suspected('14:00'), ok('14:02')],
    gives: [asked, raised],
  },
  {
    name: 'movement is no answer: she may be crawling',
    when: [suspected('14:00'), moves('14:01:10'), moves('14:01:20')],
    gives: [asked, raised.replace('no answer.]', 'no answer. Movement at 14:01, but no answer.]')],
  },
  {
    name: 'movement and recovery after people are called are told, once, and end nothing',
    when: [suspected('14:00'), moves('14:03'), moves('14:04'), fell('14:05', 'recovered')],
    gives: [
      asked,
      raised,
      '14:03 evidence: Movement indoors at 14:03.',
      '14:05 evidence: The detector reported that all is well again at 14:05.',
    ],
  },
  { name: 'suspected again while we wait is the same fall', when: [suspected('14:00'), suspected('14:00:50')], gives: [asked, raised] },
  {
    name: 'suspected again afterwards',
    when: [suspected('14:00'), suspected('14:10')],
    gives: [asked, raised, '14:10 evidence: pendant suspected another fall at 14:10.'],
  },
  {
    name: 'up again, and a second fall',
    when: [suspected('13:30'), moves('13:30:30'), suspected('14:00')],
    gives: [asked, raised],
  },
  {
    name: 'the same report told twice after it was over',
    when: [suspected('14:00'), ok('14:00:20'), suspected('14:00', { told: '14:03' })],
    gives: [],
  },
  { name: 'a retained suspicion is no fall', when: [suspected('14:00', { snapshot: true })], gives: [] },
  {
    name: 'closed by a person: the next fall is a new one',
    when: [suspected('13:00'), { at: '13:20', closed: true }, suspected('14:00')],
    gives: [asks('13:01'), raise('13:01:30').replaceAll('14:00', '13:00'), asked, raised],
  },
  {
    name: 'other waits are agreed',
    params: { stillFor: 'PT30S', talkBack: 'PT90S' },
    when: [suspected('14:00')],
    gives: [asks('14:00:30'), raise('14:02').replace('Asked at 14:02', 'Asked at 14:00')],
  },
];

const certain: Row[] = [
  {
    name: 'nothing is waited for',
    when: [fell('14:00', 'fallen')],
    gives: ['14:00 raise: Kathleen has fallen at 14:00. [pendant reported a fall at 14:00.]'],
  },
  {
    name: 'a suspicion that becomes certain',
    when: [suspected('14:00'), fell('14:00:20', 'fallen')],
    gives: ['14:00:20 raise: Kathleen has fallen at 14:00. [pendant reported a fall at 14:00.]'],
  },
  { name: 'a retained report is no fall', when: [fell('14:00', 'fallen', { snapshot: true })], gives: [] },
  {
    name: 'the same report twice, and then another fall',
    when: [fell('14:00', 'fallen'), fell('14:00', 'fallen', { told: '14:00:30' }), fell('14:20', 'fallen')],
    gives: [
      '14:00 raise: Kathleen has fallen at 14:00. [pendant reported a fall at 14:00.]',
      '14:20 raise: Kathleen has fallen at 14:20. [pendant reported a fall at 14:20.]',
    ],
  },
  {
    name: 'told as late as may be',
    when: [fell('14:00', 'fallen', { told: '14:15' })],
    gives: ['14:15 raise: Kathleen has fallen at 14:00, told at 14:15. [pendant reported a fall at 14:00, told at 14:15.]'],
  },
  {
    name: 'told later: raised all the same, and said to be late',
    when: [fell('14:00', 'fallen', { told: '14:15:00.001' })],
    gives: [
      '14:15:00.001 raise: Kathleen has fallen at 14:00, told at 14:15. The report reached us late. [pendant reported a fall at 14:00, told at 14:15.]',
    ],
  },
  {
    name: 'away by agreement: raised all the same, and said',
    patient: { devices: kit, presence: { mode: 'away', untilAt: null } },
    when: [fell('14:00', 'fallen')],
    gives: ['14:00 raise: Kathleen has fallen at 14:00. By agreement Kathleen is not at home now. [pendant reported a fall at 14:00.]'],
  },
];

const late: Row[] = [
  {
    name: 'a suspicion told late is waited for from then on',
    when: [suspected('14:00', { told: '14:40' })],
    gives: [asks('14:41'), raise('14:41:30', ' The report reached us late.', ', told at 14:40')],
  },
  {
    name: 'and what was kept with it settles it',
    when: [suspected('14:00', { told: '14:40' }), moves('14:02', { told: '14:40:01' })],
    gives: [],
  },
  {
    name: 'an outage of ours: asked as soon as we are back, not a whole wait later',
    blind: [['14:00:30', '15:00']],
    blindUntil: '15:00',
    when: [suspected('14:00')],
    gives: [asks('15:00'), raise('15:00:30')],
  },
  {
    name: 'and the answer kept meanwhile settles it',
    blindUntil: '15:00',
    when: [suspected('14:00'), ok('14:02', { told: '15:00:10' })],
    gives: [asks('15:00')],
  },
];

const others = { sharedHome: true, devices: kit };
const shared: Row[] = [
  {
    name: "the home's own detector: it may be somebody else",
    patient: others,
    when: [fell('14:00', 'fallen', { device: 'radar' })],
    gives: [
      '14:00 raise: Kathleen has fallen at 14:00. The detector belongs to the home: it may have been somebody else who lives there. [radar reported a fall at 14:00.]',
    ],
  },
  {
    name: 'its suspicion as well',
    patient: others,
    when: [suspected('14:00', { device: 'radar' })],
    gives: [asked, raise('14:01:30', ' The detector belongs to the home: it may have been somebody else who lives there.')],
  },
  { name: "movement may be somebody else's", patient: others, when: [suspected('14:00'), moves('14:00:40')], gives: [asked, raised] },
];

describe.each([
  ['suspected', suspicions],
  ['certain', certain],
  ['told late', late],
  ['in a home of several', shared],
])('a fall, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { patient: { devices: kit }, ...given }).lines).toEqual(gives);
  });
});

describe('a fall', () => {
  const explained = (until: string, when: Happening[] = [suspected('14:00')]) =>
    said(driveExplained(template, { patient: { devices: kit }, until, when }).conditions);

  it('is explained at each stage', () => {
    const nothing = ['unknown: There is nothing to wait for.', 'unknown: There is nothing to wait for.'];
    expect(explained('14:10', [])).toEqual(['not met: None is known.', ...nothing]);
    expect(explained('14:00:30')).toEqual(['met: Suspected at 14:00.', 'not met: Watched until 14:01.', 'not met: Not asked yet.']);
    expect(explained('14:01:10')).toEqual(['met: Suspected at 14:00.', 'met: Watched until 14:01.', 'not met: Asked at 14:01.']);
    expect(explained('14:02')).toEqual(['met: Suspected at 14:00.', 'met: Watched until 14:01.', 'met: Asked at 14:01.']);
    expect(explained('14:02', [suspected('14:00'), ok('14:00:20')])).toEqual([
      "not met: None is known. Last time it was over at 14:00: I'm OK.",
      ...nothing,
    ]);
  });

  it('calls the centre and the family, then one team after the other; no word of the patient ends it', () => {
    const plan = template.defaultPlan(parseParams(template, {}));
    expect(plan.steps.map(({ level }) => level)).toEqual(['coordination', 'family', 'rapid-response', 'rapid-response', 'emergency']);
    expect(plan).toMatchObject({ okClears: false, familyHolds: false });
    expect(template.defaultSeverity(parseParams(template, {}))).toBe('high');
  });
});
