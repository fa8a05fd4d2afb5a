import { describe, expect, it } from 'vitest';
import type { ObservationKind } from '../../../rules/model/observation.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { vitalLimit } from '../../../rules/scenarios/vital-limit.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('vital-limit')!;
const own = [device('oximeter', 'oximeter', { patientId: 'k' }), device('thermometer', 'thermometer', { patientId: 'k' })];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const of =
  (kind: ObservationKind) =>
  (at: string, value: number, more: More = {}) =>
    ({ at, device: 'oximeter', kind, value, ...more }) satisfies Happening;
const spo2 = of('oxygen-saturation');
const pulse = of('heart-rate');
const temp = of('body-temperature');

const again = (at: string, words = 'oxygen level', meter = 'oximeter') =>
  `${at} prompt ${meter}: Please sit and rest for 5 minutes, {name}, then take your ${words} again.`;
const alone = (at: string, grade: string, found: string, first: string, words = 'oxygen level') =>
  `${at} raise ${grade}: Kathleen's ${words} was ${found} once (${first}) and was not measured again. [${first}; no good reading, and none after 5 minutes of rest, within 30 minutes.]`;
const twice = (at: string, grade: string, found: string, first: string, second: string) =>
  `${at} raise ${grade}: Kathleen's oxygen level was ${found}: ${first}, and ${second}. [${first}. ${second}.]`;
const grave = (at: string, value: string) =>
  `${at} raise high: Kathleen's oxygen level is very low: ${value} at ${at}. [${value} at ${at}.]`;
const cleared = (at: string, value: string) =>
  `${at} clear: Kathleen's oxygen level is within the limits again, 2 readings in a row: ${value} at ${at}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const limits: Row[] = [
  { name: 'nothing is measured at all', gives: [] },
  { name: 'oxygen just inside the band of a warning', when: [spo2('08:00', 95)], gives: [] },
  {
    name: 'oxygen a little low',
    when: [spo2('08:00', 94)],
    gives: [again('08:00'), alone('08:30', 'low', 'a little low', '94 % at 08:00')],
  },
  {
    name: 'just above the limit',
    when: [spo2('08:00', 93)],
    gives: [again('08:00'), alone('08:30', 'low', 'a little low', '93 % at 08:00')],
  },
  { name: 'at the limit', when: [spo2('08:00', 92)], gives: [again('08:00'), alone('08:30', 'moderate', 'low', '92 % at 08:00')] },
  { name: 'just above grave', when: [spo2('08:00', 88)], until: '08:29:59.999', gives: [again('08:00')] },
  { name: 'grave counts at once', when: [spo2('08:00', 87)], gives: [grave('08:00', '87 %')] },
  {
    name: 'compared as charted: 92.4 is 92',
    when: [spo2('08:00', 92.4)],
    until: '08:31',
    gives: [again('08:00'), alone('08:30', 'moderate', 'low', '92 % at 08:00')],
  },
  { name: 'compared as charted: 94.5 is 95', when: [spo2('08:00', 94.5)], gives: [] },
  { name: 'temperature just below', params: { kind: 'body-temperature' }, when: [temp('08:00', 37.9)], gives: [] },
  {
    name: 'temperature at the limit',
    params: { kind: 'body-temperature' },
    when: [temp('08:00', 38)],
    gives: [again('08:00', 'temperature', 'thermometer'), alone('08:30', 'moderate', 'high', '38.0 °C at 08:00', 'temperature')],
  },
  {
    name: 'low is named as low',
    params: { kind: 'body-temperature' },
    when: [temp('08:00', 35)],
    gives: [again('08:00', 'temperature', 'thermometer'), alone('08:30', 'moderate', 'low', '35.0 °C at 08:00', 'temperature')],
  },
  { name: 'the usual limits of the pulse', params: { kind: 'heart-rate' }, when: [pulse('08:00', 41), pulse('09:00', 110)], gives: [] },
  { name: 'another kind does not concern it', params: { kind: 'heart-rate' }, when: [spo2('08:00', 70)], gives: [] },
  { name: 'limits agreed for this person: no warning band', params: { below: 87 }, when: [spo2('08:00', 88)], gives: [] },
  { name: 'and the usual grave limit stays', params: { below: 88 }, when: [spo2('08:00', 87)], gives: [grave('08:00', '87 %')] },
  { name: 'a cached reading sent again', when: [spo2('08:00', 80, { snapshot: true })], gives: [] },
];

const repeats: Row[] = [
  { name: 'one millisecond before the wait ends', when: [spo2('08:00', 91)], until: '08:29:59.999', gives: [again('08:00')] },
  { name: 'measured again and good', when: [spo2('08:00', 91), spo2('08:06', 96)], gives: [again('08:00')] },
  { name: 'good at the last moment', when: [spo2('08:00', 91), spo2('08:29:59.999', 96)], gives: [again('08:00')] },
  { name: 'good a minute later: no rest was needed', when: [spo2('08:00', 91), spo2('08:01', 96)], gives: [again('08:00')] },
  {
    name: 'good sooner than that is the same measurement',
    when: [spo2('08:00', 91), spo2('08:00:59.999', 96)],
    gives: [again('08:00'), alone('08:30', 'moderate', 'low', '91 % at 08:00')],
  },
  {
    name: 'low again before the rest is over does not count',
    when: [spo2('08:00', 91), spo2('08:04:59.999', 90)],
    until: '08:29:59',
    gives: [again('08:00')],
  },
  {
    name: 'low again after the rest',
    when: [spo2('08:00', 91), spo2('08:05', 90)],
    gives: [again('08:00'), twice('08:05', 'moderate', 'low twice', '91 % at 08:00', '90 % at 08:05')],
  },
  {
    name: 'once low, then a little low: as grave as the graver',
    when: [spo2('08:00', 91), spo2('08:10', 93)],
    gives: [again('08:00'), twice('08:10', 'moderate', 'once low, once a little low', '91 % at 08:00', '93 % at 08:10')],
  },
  {
    name: 'grave while the second is waited for does not wait for rest',
    when: [spo2('08:00', 91), spo2('08:02', 85)],
    gives: [again('08:00'), twice('08:02', 'high', 'once low, once very low', '91 % at 08:00', '85 % at 08:02')],
  },
  {
    name: 'a self-care card is said instead',
    params: { below: 94, graveBelow: 92, selfCareMessage: 'Sit up, {name}, breathe slowly, and measure again in ten minutes.' },
    when: [spo2('08:00', 94), spo2('08:12', 96), spo2('12:00', 92)],
    gives: ['08:00 prompt oximeter: Sit up, {name}, breathe slowly, and measure again in ten minutes.', grave('12:00', '92 %')],
  },
  {
    name: 'entered by hand is said',
    when: [
      { at: '08:00', person: 'oxygen-saturation', value: 91 },
      { at: '08:10', person: 'oxygen-saturation', value: 91 },
    ],
    gives: [again('08:00'), twice('08:10', 'moderate', 'low twice', '91 % at 08:00', '91 % at 08:10, entered by hand')],
  },
];

const low = (at: string, first: string, second: string) => twice(at, 'moderate', 'low twice', `91 % at ${first}`, `90 % at ${second}`);
const episode = [spo2('08:00', 91), spo2('08:10', 90)];
const opened = [again('08:00'), low('08:10', '08:00', '08:10')];
const afterwards: Row[] = [
  { name: 'one good reading is not enough', when: [...episode, spo2('09:00', 97)], gives: opened },
  { name: 'two clear it', when: [...episode, spo2('09:00', 97), spo2('09:05', 96)], gives: [...opened, cleared('09:05', '96 %')] },
  { name: 'two within a minute are one', when: [...episode, spo2('09:00', 97), spo2('09:00:59', 97)], gives: opened },
  {
    name: 'a bad one between them begins the count again',
    when: [...episode, spo2('09:00', 97), spo2('09:05', 92), spo2('09:10', 97)],
    gives: opened,
  },
  {
    name: 'just inside the limit is not good yet: pulse 110 with a margin of 5',
    params: { kind: 'heart-rate' },
    when: [pulse('08:00', 115), pulse('08:10', 112), pulse('09:00', 110), pulse('09:10', 106), pulse('09:20', 105), pulse('09:30', 105)],
    gives: [
      again('08:00', 'pulse'),
      "08:10 raise moderate: Kathleen's pulse was high twice: 115 a minute at 08:00, and 112 a minute at 08:10. [115 a minute at 08:00. 112 a minute at 08:10.]",
      "09:30 clear: Kathleen's pulse is within the limits again, 2 readings in a row: 105 a minute at 09:30.",
    ],
  },
  {
    name: 'only what is further is told, and a graver one raises again',
    when: [...episode, spo2('08:20', 91), spo2('08:30', 89), spo2('08:40', 86), spo2('08:50', 86)],
    gives: [...opened, '08:30 evidence: 89 % at 08:30.', grave('08:40', '86 %')],
  },
  {
    name: 'from a warning to the limit is graver',
    when: [spo2('08:00', 94), spo2('08:10', 94), spo2('09:00', 92)],
    gives: [
      again('08:00'),
      twice('08:10', 'low', 'a little low twice', '94 % at 08:00', '94 % at 08:10'),
      "09:00 raise moderate: Kathleen's oxygen level is low: 92 % at 09:00. [92 % at 09:00.]",
    ],
  },
  {
    name: 'the other direction is told',
    params: { kind: 'body-temperature' },
    when: [temp('08:00', 38.2), temp('08:10', 38.4), temp('10:00', 34.9)],
    gives: [
      again('08:00', 'temperature', 'thermometer'),
      "08:10 raise moderate: Kathleen's temperature was high twice: 38.2 °C at 08:00, and 38.4 °C at 08:10. [38.2 °C at 08:00. 38.4 °C at 08:10.]",
      '10:00 evidence: 34.9 °C at 10:00.',
    ],
  },
  {
    name: 'after it has cleared a new episode begins from the first reading',
    when: [...episode, spo2('09:00', 97), spo2('09:05', 96), spo2('11:00', 91)],
    until: '11:29',
    gives: [...opened, cleared('09:05', '96 %'), again('11:00')],
  },
  {
    name: 'closed after it had cleared: what has begun since goes on',
    when: [...episode, spo2('09:00', 97), spo2('09:05', 96), spo2('11:00', 91), { at: '11:03', closed: true }, spo2('11:05', 90)],
    gives: [...opened, cleared('09:05', '96 %'), again('11:00'), low('11:05', '11:00', '11:05')],
  },
  {
    name: 'closed by a person: told readings are settled, new ones count',
    when: [...episode, { at: '09:00', closed: true }, spo2('08:10', 90, { told: '09:01' }), spo2('12:00', 91)],
    until: '12:29',
    gives: [...opened, again('12:00')],
  },
];

const lateness: Row[] = [
  { name: 'told as late as may be', when: [spo2('08:00', 91, { told: '12:00' })], until: '12:10', gives: [again('12:00')] },
  { name: 'told later than that: history only', when: [spo2('08:00', 80, { told: '12:00:00.001' })], gives: [] },
  {
    name: 'however late, good readings clear',
    when: [...episode, spo2('08:20', 97, { told: '15:00' }), spo2('08:30', 97, { told: '15:00' })],
    gives: [...opened, cleared('15:00', '97 %').replace('at 15:00.', 'at 08:30, told at 15:00.')],
  },
  {
    name: 'a good one from before the bad one clears nothing',
    when: [...episode, spo2('07:00', 97, { told: '08:20' }), spo2('07:05', 97, { told: '08:21' })],
    gives: opened,
  },
  { name: 'out of order: the good second is told first', when: [spo2('08:06', 96), spo2('08:00', 91, { told: '08:07' })], gives: [] },
  {
    name: 'out of order: the bad second is told first',
    when: [spo2('08:10', 90), spo2('08:00', 91, { told: '08:11' })],
    gives: [again('08:10'), twice('08:11', 'moderate', 'low twice', '90 % at 08:10', '91 % at 08:00, told at 08:11')],
  },
  {
    name: 'the same reading again, later',
    when: [spo2('08:00', 91), spo2('08:06', 96), spo2('08:00', 91, { told: '08:20' })],
    gives: [again('08:00')],
  },
];

const couple = { sharedHome: true, devices: [...own, device('ours', 'oximeter')] };
const ours = { device: 'ours' };
const whoAndWhere: Row[] = [
  { name: "the couple's oximeter condemns nobody", patient: couple, when: [spo2('08:00', 80, ours)], gives: [] },
  {
    name: 'and reassures nobody',
    patient: couple,
    when: [spo2('08:00', 91), spo2('08:10', 97, ours)],
    gives: [again('08:00'), alone('08:30', 'moderate', 'low', '91 % at 08:00')],
  },
  {
    name: 'unless agreed, and then it says so',
    patient: couple,
    params: { sharedCounts: true },
    when: [spo2('08:00', 86, ours)],
    gives: [
      "08:00 raise high: Kathleen's oxygen level is very low: 86 % at 08:00. It cannot be put down to one person. [86 % at 08:00. It cannot be put down to one person.]",
    ],
  },
  {
    name: 'taken to hospital before the second: not measured again is not held against her',
    when: [spo2('08:00', 91), { at: '08:20', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [again('08:00')],
  },
  {
    name: 'on holiday with the oximeter: what it says still counts',
    patient: { presence: { mode: 'away', untilAt: null } },
    when: [spo2('08:00', 86)],
    gives: [grave('08:00', '86 %')],
  },
  {
    name: 'limits changed while the second is waited for',
    when: [spo2('08:00', 91), { at: '08:02', params: { below: 88 } }],
    gives: [again('08:00')],
  },
  {
    name: 'another kind agreed while the second is waited for',
    when: [spo2('08:00', 91), { at: '08:02', params: { kind: 'heart-rate' } }, pulse('08:20', 70)],
    gives: [again('08:00')],
  },
];

const blindness: Row[] = [
  {
    name: 'what we could not see is taken out of the wait',
    blind: [['08:10', '09:10']],
    when: [spo2('08:00', 91)],
    until: '09:29:59.999',
    gives: [again('08:00')],
  },
  {
    name: 'and then it ends',
    blind: [['08:10', '09:10']],
    when: [spo2('08:00', 91)],
    until: '09:30',
    gives: [again('08:00'), alone('09:30', 'moderate', 'low', '91 % at 08:00')],
  },
  {
    name: 'an outage of ours: judged when we are back',
    when: [spo2('08:00', 91)],
    blindUntil: '09:00',
    gives: [again('08:00'), alone('09:00', 'moderate', 'low', '91 % at 08:00')],
  },
  {
    name: 'London, spring: thirty minutes are thirty minutes',
    day: '2026-03-29',
    from: '00:30',
    when: [spo2('00:45', 91)],
    until: '02:30',
    gives: [again('00:45'), alone('02:15', 'moderate', 'low', '91 % at 00:45')],
  },
];

describe.each([
  ['limits', limits],
  ['the second reading', repeats],
  ['after an alert', afterwards],
  ['lateness and order', lateness],
  ['whose reading it is, and where', whoAndWhere],
  ['blindness and clocks', blindness],
])('a vital sign: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('a vital sign explains', () => {
  const explains = (until: string, when: Happening[] = [spo2('08:00', 91)]) =>
    said(driveExplained(template, { until, when, patient: { devices: own } }).conditions);

  it.each([
    ['nothing known', '07:00', [], ['unknown: No oxygen level is known.', 'not met: Nothing to measure again.']],
    ['good', '09:00', [spo2('08:00', 97)], ['not met: Last oxygen level: 97 % at 08:00.', 'not met: Nothing to measure again.']],
    ['waiting', '08:29:59.999', undefined, ['met: First outside: 91 % at 08:00.', 'not met: A second reading is waited for until 08:30.']],
    [
      'just inside',
      '12:00',
      [spo2('08:00', 91), spo2('08:06', 95)],
      [
        'not met: Last oxygen level: 95 % at 08:06.',
        'not met: Within the limits since, by no more than the margin: outside again by 12:00 counts as the second.',
      ],
    ],
    [
      'and that long ago',
      '12:01',
      [spo2('08:00', 91), spo2('08:06', 95)],
      ['not met: Last oxygen level: 95 % at 08:06.', 'not met: Nothing to measure again.'],
    ],
    ['raised', '08:30', undefined, ['met: First outside: 91 % at 08:00.', 'met: So it is: 91 % at the furthest.']],
  ])('%s', (_, until, when, gives) => {
    expect(explains(until, when)).toEqual(gives);
  });

  it('what is not held against somebody who is away', () => {
    const presence = { mode: 'hospital', untilAt: Date.parse('2026-03-05T18:00:00Z') } as const;
    const when: Happening[] = [spo2('08:00', 91), { at: '08:20', patient: { presence } }];
    expect(explains('08:25', when)[1]).toBe(
      'not met: A second reading is waited for until 08:30. In hospital until 18:00 on 5 March. What does not come meanwhile is not held against Kathleen.',
    );
    expect(explains('09:00', when)[1]).toMatch(/^not met: Nothing to measure again. In hospital until 18:00 on 5 March. /);
  });

  it('names the limit and who agreed to it', () => {
    const { conditions } = driveExplained(template, { patient: { devices: own } });
    expect(conditions[0]!.limit).toBe(
      'A little low at 94 % or less, low at 92 % or less, very low at 87 % or less (scenario version 1, approved by Dr Amin).',
    );
  });
});

describe('the parameters of a vital sign', () => {
  it.each([
    [{ kind: 'body-weight' }, ['above']],
    [{ kind: 'fridge' }, ['kind']],
    [{ below: '92' }, ['below']],
    [{ kind: 'heart-rate', above: 50, below: 60 }, ['below']],
    [{ below: 92, warnBelow: 92 }, ['warnBelow']],
    [{ below: 92, graveBelow: 93 }, ['graveBelow']],
    [{ kind: 'heart-rate', above: 120, graveAbove: 119 }, ['graveAbove']],
    [{ restFor: 'PT30M' }, ['restFor']],
    [{ clearAfter: 0 }, ['clearAfter']],
  ])('%j is refused and names the parameter', (raw, paths) => {
    expect(vitalLimit.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual(paths);
  });

  it.each(['oxygen-saturation', 'heart-rate', 'respiratory-rate', 'body-temperature', 'glucose', 'pain'])('%s has usual limits', (kind) => {
    expect(vitalLimit.params.safeParse({ kind }).success).toBe(true);
  });

  it('are said in one sentence', () => {
    expect(vitalLimit.describe(vitalLimit.params.parse({}))).toBe(
      'If your oxygen level is outside the limits (a little low at 94 % or less, low at 92 % or less, very low at 87 % or less), we ask you to rest and measure again; if it stays so, or is not measured again within 30 minutes, we ring.',
    );
  });
});
