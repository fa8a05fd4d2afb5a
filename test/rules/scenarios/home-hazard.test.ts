import { describe, expect, it } from 'vitest';
import type { ObservationKind } from '../../../rules/model/observation.ts';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('home-hazard')!;
const kit = [
  ...devices,
  device('smoke', 'smoke-alarm'),
  device('attic', 'smoke-alarm'),
  device('leak', 'water-sensor'),
  device('bath', 'water-sensor'),
];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const alarm = (at: string, kind: ObservationKind, more: More = {}): Happening => ({ at, device: kind, kind, value: 'alarm', ...more });
const smoke = (at: string, more: More = {}) => alarm(at, 'smoke', more);
const water = (at: string, more: More = {}) => alarm(at, 'water-leak', { device: 'leak', ...more });
const over = (happening: Happening): Happening => ({ ...happening, value: 'clear' }) as Happening;
const inHospital = { devices: kit, presence: { mode: 'hospital', untilAt: null } } as const;

const leave = 'The smoke alarm has gone off, {name}. Please leave the house now, and stay outside. We are calling for help.';
const fire = (at: string, more: { told?: string; name?: string; said?: string } = {}) => [
  `${at} raise high: Smoke alarm at Kathleen's at ${more.told ?? at} (${more.name ?? 'smoke'}). Fire service: 999.${more.said ?? ''} [${more.name ?? 'smoke'} went off at ${more.told ?? at}.]`,
  `${at} prompt speaker: ${leave}`,
];
const mind = 'There is water on the floor, {name}. Please mind that you do not slip, and turn the tap off if you can.';
const wet = (at: string, name = 'leak') => [
  `${at} raise: Water alarm at Kathleen's at ${at} (${name}). [${name} went off at ${at}.]`,
  `${at} prompt speaker: ${mind}`,
];

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const deadly: Row[] = [
  { name: 'nothing at all', gives: [] },
  { name: 'detectors that say that all is well', when: [over(smoke('14:00')), over(water('14:01'))], gives: [] },
  { name: 'smoke', when: [smoke('14:00')], gives: fire('14:00') },
  { name: 'one that goes on saying so', when: [smoke('14:00'), smoke('14:01'), smoke('15:30')], gives: fire('14:00') },
  {
    name: 'its silence ends nothing',
    when: [smoke('14:00'), over(smoke('14:05')), over(smoke('14:06'))],
    gives: [...fire('14:00'), '14:20 evidence: smoke has been quiet since 14:05.'],
  },
  { name: 'a silence from before the alarm', when: [smoke('14:00'), over(smoke('13:00', { told: '14:01' }))], gives: fire('14:00') },
  {
    name: 'a second detector',
    when: [smoke('14:00'), smoke('14:02', { device: 'attic' })],
    gives: [...fire('14:00'), ...fire('14:02', { name: 'attic' })],
  },
  {
    name: 'off, quiet, and off again',
    when: [smoke('14:00'), over(smoke('14:05')), smoke('14:30')],
    gives: [...fire('14:00'), '14:20 evidence: smoke has been quiet since 14:05.', ...fire('14:30')],
  },
  {
    name: 'carbon monoxide',
    when: [alarm('14:00', 'carbon-monoxide')],
    gives: [
      "14:00 raise high: Carbon monoxide alarm at Kathleen's at 14:00 (Carbon monoxide alarm). Out into fresh air; fire service 999, gas emergency line 0800 111 999. [Carbon monoxide alarm went off at 14:00.]",
      '14:00 prompt speaker: There is poisonous gas in the house, {name}. Please leave the house now and stay in the fresh air. We are calling for help.',
    ],
  },
  {
    name: 'gas',
    when: [alarm('14:00', 'gas-leak')],
    gives: [
      "14:00 raise high: Gas alarm at Kathleen's at 14:00 (Gas alarm). No switches, no flames; fire service 999, gas emergency line 0800 111 999. [Gas alarm went off at 14:00.]",
      '14:00 prompt speaker: There is gas in the house, {name}. Do not touch any switch. Please leave the house now and stay outside. We are calling for help.',
    ],
  },
  {
    name: 'in hospital by agreement: raised all the same, and said',
    patient: inHospital,
    when: [smoke('14:00')],
    gives: fire('14:00', { said: ' By agreement Kathleen is not at home now.' }),
  },
  {
    name: "a home of several: it is everybody's",
    patient: { devices: kit, sharedHome: true },
    when: [smoke('14:00')],
    gives: fire('14:00'),
  },
  { name: 'told as late as may be', when: [smoke('08:00', { told: '14:00' })], gives: fire('14:00', { told: '08:00, told at 14:00' }) },
  { name: 'told later: history only', when: [smoke('08:00', { told: '14:00:00.001' })], gives: [] },
  { name: 'not listened to', params: { hazards: ['water-leak'] }, when: [smoke('14:00')], gives: [] },
];

const closing: Row[] = [
  {
    name: 'still reported one millisecond before it would be raised again',
    when: [smoke('14:00'), { at: '14:10', closed: true }, smoke('14:19:59.999')],
    gives: fire('14:00'),
  },
  {
    name: 'and then',
    when: [smoke('14:00'), { at: '14:10', closed: true }, smoke('14:20'), smoke('14:21')],
    gives: [...fire('14:00'), ...fire('14:20')],
  },
  {
    name: 'another detector is not waited for',
    when: [smoke('14:00'), { at: '14:10', closed: true }, smoke('14:11', { device: 'attic' })],
    gives: [...fire('14:00'), ...fire('14:11', { name: 'attic' })],
  },
  {
    name: 'nor the same one after it was quiet',
    when: [smoke('14:00'), { at: '14:10', closed: true }, over(smoke('14:11')), smoke('14:12')],
    gives: [...fire('14:00'), ...fire('14:12')],
  },
];

const question = (at: string, more: { taken?: string; severity?: string; said?: string } = {}) =>
  `${at} raise${more.severity ?? ' high'}: Smoke alarm at Kathleen's in alarm ${more.taken ?? `at ${at}`} (smoke). Known only from a kept message: please ask whether it is so. Fire service: 999.${more.said ?? ''} [smoke was in alarm ${more.taken ?? `at ${at}`}, as a kept message says.]`;
const keptMessages: Row[] = [
  { name: 'of a detector never heard of', when: [smoke('14:00', { snapshot: true })], gives: [question('14:00')] },
  {
    name: 'sent again and again',
    when: [smoke('14:00', { snapshot: true }), smoke('14:05', { snapshot: true })],
    gives: [question('14:00')],
  },
  {
    name: 'newer than the last word of a detector that was well',
    when: [over(smoke('13:00')), smoke('13:00:00.001', { told: '14:00', snapshot: true })],
    gives: [question('14:00', { taken: 'at 13:00, told at 14:00' })],
  },
  { name: 'as old as that', when: [over(smoke('13:00')), smoke('13:00', { told: '14:00', snapshot: true })], gives: [] },
  { name: 'of an alarm that we have heard', when: [smoke('14:00'), smoke('14:01', { snapshot: true })], gives: fire('14:00') },
  {
    name: 'and that has been quiet since, but not for long',
    when: [smoke('14:00'), over(smoke('14:05')), smoke('14:06', { snapshot: true })],
    gives: [...fire('14:00'), '14:20 evidence: smoke has been quiet since 14:05.'],
  },
  {
    name: 'and that a person has closed',
    when: [smoke('14:00'), { at: '14:10', closed: true }, smoke('15:00', { snapshot: true })],
    gives: fire('14:00'),
  },
  {
    name: 'older than may be: asked all the same, and not as urgent',
    when: [smoke('06:00', { told: '14:00', snapshot: true })],
    gives: [question('14:00', { taken: 'at 06:00, told at 14:00', severity: '' })],
  },
  {
    name: 'then the detector itself',
    when: [smoke('14:00', { snapshot: true }), smoke('14:01')],
    gives: [question('14:00'), ...fire('14:01')],
  },
  {
    name: 'then its silence',
    when: [smoke('14:00', { snapshot: true }), over(smoke('14:01'))],
    gives: [question('14:00'), '14:16 evidence: smoke has been quiet since 14:01.'],
  },
  {
    name: 'that all is well: ends no alarm',
    when: [smoke('14:00'), over(smoke('14:05', { snapshot: true }))],
    gives: fire('14:00'),
  },
  {
    name: 'that all is well, then one that it is not',
    when: [over(smoke('13:00', { snapshot: true })), smoke('14:00', { snapshot: true })],
    gives: [question('14:00')],
  },
  {
    name: 'of water, or of the house alarm',
    when: [water('14:00', { snapshot: true }), alarm('14:00', 'house-alarm', { snapshot: true })],
    gives: [],
  },
  {
    name: 'in hospital by agreement',
    patient: inHospital,
    when: [smoke('14:00', { snapshot: true })],
    gives: [question('14:00', { said: ' By agreement Kathleen is not at home now.' })],
  },
];

const wetFloors: Row[] = [
  { name: "is of the agreement's own severity", when: [water('14:00')], gives: wet('14:00') },
  {
    name: 'is over when it is over',
    when: [water('14:00'), over(water('14:20')), over(water('14:21'))],
    gives: [...wet('14:00'), '14:35 clear: leak has been quiet since 14:20.'],
  },
  {
    name: 'with two sensors only when both are dry',
    when: [water('14:00'), water('14:02', { device: 'bath' }), over(water('14:20')), over(water('14:30', { device: 'bath' }))],
    gives: [
      ...wet('14:00'),
      ...wet('14:02', 'bath'),
      '14:35 evidence: leak has been quiet since 14:20.',
      '14:45 clear: bath has been quiet since 14:30.',
    ],
  },
  {
    name: 'ends no alert in which smoke was reported as well',
    when: [water('14:00'), smoke('14:02'), over(water('14:20')), over(smoke('14:30'))],
    gives: [
      ...wet('14:00'),
      ...fire('14:02'),
      '14:35 evidence: leak has been quiet since 14:20.',
      '14:45 evidence: smoke has been quiet since 14:30.',
    ],
  },
  {
    name: 'is not over one millisecond before it has been quiet for long enough',
    when: [water('14:00'), over(water('14:20'))],
    until: '14:34:59.999',
    gives: wet('14:00'),
  },
  {
    name: 'is not over while we cannot hear it',
    when: [water('14:00'), over(water('14:20'))],
    blind: [['14:25', '14:45']],
    gives: [...wet('14:00'), '14:55 clear: leak has been quiet since 14:20.'],
  },
  {
    name: 'that was dry by the time that we heard of it',
    when: [over(water('14:20')), water('14:10', { told: '14:21' })],
    gives: [
      `14:21 raise: Water alarm at Kathleen's at 14:10, told at 14:21 (leak). [leak went off at 14:10, told at 14:21.]`,
      `14:21 prompt speaker: ${mind}`,
      '14:35 clear: leak has been quiet since 14:20.',
    ],
  },
  {
    name: 'closed by a person, then dry: nothing left to clear',
    when: [water('14:00'), { at: '14:10', closed: true }, over(water('14:20'))],
    gives: wet('14:00'),
  },
];

describe.each([
  ['alarm that may mean death', deadly],
  ['alarm that was closed', closing],
  ['alarm in a kept message', keptMessages],
  ['wet floor', wetFloors],
])('an %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { patient: { devices: kit }, ...given }).lines).toEqual(gives);
  });
});

describe('alarms in the home', () => {
  it('are explained', () => {
    const explained = (when: Happening[]) => said(driveExplained(template, { patient: { devices: kit }, when }).conditions);
    expect(explained([])).toEqual(['not met: None is in alarm now.', 'not met: Nothing was closed.']);
    expect(explained([smoke('14:00')])).toEqual(['met: Smoke alarm. In alarm now: Smoke alarm since 14:00.', 'met: It is open.']);
    expect(explained([smoke('14:00'), { at: '14:10', closed: true }])).toEqual([
      'met: In alarm now: Smoke alarm since 14:00.',
      'not met: A person closed the last alert at 14:10.',
    ]);
    expect(explained([water('23:50'), over(water('23:55'))])[0]).toBe(
      'met: Water alarm. None is in alarm now. leak quiet since 23:55, over at 00:10 on 3 March if it stays so.',
    );
  });

  it.each([
    [{}, ['coordination', 'family', 'rapid-response', 'emergency']],
    [{ hazards: ['gas-leak', 'water-leak'] }, ['coordination', 'family', 'rapid-response', 'emergency']],
    [{ hazards: ['water-leak', 'house-alarm'] }, ['family', 'coordination', 'rapid-response']],
  ])('%j: who is called', (raw, levels) => {
    const plan = template.defaultPlan(parseParams(template, raw));
    expect(plan.steps.map(({ level }) => level)).toEqual(levels);
    expect(plan.okClears).toBe(false);
  });

  it.each([
    [{ hazards: [] }, 'names no hazard'],
    [{ hazards: ['smoke', 'smoke'] }, 'names a hazard twice'],
    [{ hazards: ['flood'] }, 'hazards'],
  ])('%j is refused and says why', (raw, words) => {
    expect(paramsProblem(template, raw)).toContain(words);
  });

  it('wake the agreement only where they are listened to', () => {
    expect(template.kindsOf?.(parseParams(template, { hazards: ['smoke'] }))).toEqual(['smoke']);
  });
});
