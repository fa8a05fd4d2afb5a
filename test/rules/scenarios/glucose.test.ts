import { describe, expect, it } from 'vitest';
import { glucose } from '../../../rules/scenarios/glucose.ts';
import { templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('glucose')!;
const own = [device('meter', 'glucose-meter', { patientId: 'k' })];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const reads = (at: string, value: number, more: More = {}): Happening => ({ at, device: 'meter', kind: 'glucose', value, ...more });
const card = (at: string) =>
  `${at} prompt glucose-meter: Your blood sugar is low, {name}. Please have your fast sugar now, as in your plan, sit down, and measure again in ten to fifteen minutes.`;
const highCard = (at: string) =>
  `${at} prompt glucose-meter: Your blood sugar is high, {name}. Please follow your plan, drink some water, and measure again in 1 hour.`;
const unseen = (at: string, first: string) =>
  `${at} raise moderate: Kathleen's blood sugar was low (${first}) and has not been seen to recover. [${first}; no better reading within 15 minutes.]`;
const still = (at: string, first: string, second: string) =>
  `${at} raise moderate: Kathleen's blood sugar was low and still is: ${first}, and ${second} [${first}. ${second}]`;
const grave = (at: string, value: string) => `${at} raise high: Kathleen's blood sugar is very low: ${value} [${value}]`;
const highTwice = (at: string, first: string, second: string) =>
  `${at} raise moderate: Kathleen's blood sugar was high twice: ${first}, and ${second} [${first}. ${second}]`;
const clear = (at: string, what: string, value: string) =>
  `${at} clear: Kathleen's blood sugar is no longer ${what}: ${value} mmol/L at ${at}.`;
const first = '3.2 mmol/L at 08:00';

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const lows: Row[] = [
  { name: 'nothing is measured', gives: [] },
  { name: 'at the limit', when: [reads('08:00', 4)], gives: [] },
  { name: 'as charted: 3.95 is 4.0', when: [reads('08:00', 3.95)], gives: [] },
  { name: 'just below', when: [reads('08:00', 3.9)], until: '08:14:59.999', gives: [card('08:00')] },
  { name: 'not measured again', when: [reads('08:00', 3.2)], gives: [card('08:00'), unseen('08:15', first)] },
  { name: 'measured again and recovered', when: [reads('08:00', 3.2), reads('08:12', 4.4)], gives: [card('08:00')] },
  { name: 'recovered at the last moment', when: [reads('08:00', 3.2), reads('08:14:59.999', 4)], gives: [card('08:00')] },
  {
    name: 'a better one within the minute is the same measurement',
    when: [reads('08:00', 3.2), reads('08:00:59.999', 4.4)],
    gives: [card('08:00'), unseen('08:15', first)],
  },
  {
    name: 'still low before the sugar can have worked',
    when: [reads('08:00', 3.2), reads('08:09:59.999', 3.4)],
    gives: [card('08:00'), unseen('08:15', first)],
  },
  {
    name: 'still low after it',
    when: [reads('08:00', 3.2), reads('08:10', 3.4)],
    gives: [card('08:00'), still('08:10', first, '3.4 mmol/L at 08:10.')],
  },
  { name: 'just above very low', when: [reads('08:00', 3)], until: '08:14', gives: [card('08:00')] },
  { name: 'very low', when: [reads('08:00', 2.9)], gives: [grave('08:00', '2.9 mmol/L at 08:00.')] },
  {
    name: 'very low while the next is waited for',
    when: [reads('08:00', 3.2), reads('08:05', 2.8)],
    gives: [card('08:00'), `08:05 raise high: Kathleen's blood sugar is very low: 2.8 mmol/L at 08:05. [${first}. 2.8 mmol/L at 08:05.]`],
  },
  { name: 'limits agreed for this person', params: { hypoBelowMmolL: 3.5 }, when: [reads('08:00', 3.5)], gives: [] },
  {
    name: 'their own words on the card',
    params: { selfTreatMessage: 'Hazel, juice and a biscuit.' },
    when: [reads('08:00', 3.4), reads('08:12', 5)],
    gives: ['08:00 prompt glucose-meter: Hazel, juice and a biscuit.'],
  },
  { name: 'a cached reading sent again', when: [reads('08:00', 2.2, { snapshot: true })], gives: [] },
  {
    name: 'entered by hand is said',
    when: [{ at: '08:00', person: 'glucose', value: 2.5 }],
    gives: [grave('08:00', '2.5 mmol/L at 08:00, entered by hand.')],
  },
];

const highs: Row[] = [
  { name: 'at the limit', when: [reads('08:00', 15), reads('10:00', 15)], gives: [] },
  { name: 'above it once', when: [reads('08:00', 15.1)], gives: [highCard('08:00')] },
  { name: 'twice within the hour is once', when: [reads('08:00', 16), reads('08:59:59.999', 17)], gives: [highCard('08:00')] },
  {
    name: 'twice, an hour apart',
    when: [reads('08:00', 16), reads('09:00', 17)],
    gives: [highCard('08:00'), highTwice('09:00', '16.0 mmol/L at 08:00', '17.0 mmol/L at 09:00.')],
  },
  {
    name: 'twice, as far apart as may be',
    when: [reads('08:00', 16), reads('14:00', 17)],
    gives: [highCard('08:00'), highTwice('14:00', '16.0 mmol/L at 08:00', '17.0 mmol/L at 14:00.')],
  },
  {
    name: 'further apart: a new beginning',
    when: [reads('08:00', 16), reads('14:00:01', 17)],
    gives: [highCard('08:00'), highCard('14:00:01')],
  },
  {
    name: 'a good one between them',
    when: [reads('08:00', 16), reads('09:00', 14), reads('10:00', 16)],
    gives: [highCard('08:00'), highCard('10:00')],
  },
  {
    name: 'one just below the limit between them is no good one',
    when: [reads('08:00', 16), reads('09:00', 14.1), reads('10:00', 16)],
    gives: [highCard('08:00'), highTwice('10:00', '16.0 mmol/L at 08:00', '16.0 mmol/L at 10:00.')],
  },
];

const episode = [reads('08:00', 3.2), reads('08:11', 3.4)];
const opened = [card('08:00'), still('08:11', first, '3.4 mmol/L at 08:11.')];
const afterwards: Row[] = [
  { name: 'recovered clears it', when: [...episode, reads('08:30', 4.5)], gives: [...opened, clear('08:30', 'low', '4.5')] },
  { name: 'just above the limit does not yet', when: [...episode, reads('08:30', 4), reads('09:29:59', 4.4)], gives: opened },
  {
    name: 'but after an hour of it',
    when: [...episode, reads('08:30', 4), reads('09:30', 4)],
    gives: [...opened, clear('09:30', 'low', '4.0')],
  },
  {
    name: 'only what is lower is told',
    when: [...episode, reads('08:20', 3.3), reads('08:30', 3.1)],
    gives: [...opened, '08:30 evidence: 3.1 mmol/L at 08:30.'],
  },
  {
    name: 'what ends the low ends the wait for a second high one too',
    when: [reads('08:00', 3.6), reads('08:00:30', 16.4), reads('08:20', 7), reads('09:30', 16)],
    gives: [card('08:00'), highCard('08:00:30'), unseen('08:15', '3.6 mmol/L at 08:00'), clear('08:20', 'low', '7.0'), highCard('09:30')],
  },
  { name: 'very low raises again', when: [...episode, reads('08:20', 2.9)], gives: [...opened, grave('08:20', '2.9 mmol/L at 08:20.')] },
  {
    name: 'from low to high: over, and the other begins',
    when: [...episode, reads('09:00', 16)],
    gives: [...opened, clear('09:00', 'low', '16.0'), highCard('09:00')],
  },
  {
    name: 'high: just below the limit does not clear it, below by the margin does',
    when: [reads('08:00', 16), reads('09:00', 17), reads('10:00', 14.1), reads('11:00', 14)],
    gives: [highCard('08:00'), highTwice('09:00', '16.0 mmol/L at 08:00', '17.0 mmol/L at 09:00.'), clear('11:00', 'high', '14.0')],
  },
  {
    name: 'high, and then low: the low one is asked about and raises',
    when: [reads('08:00', 16), reads('09:00', 17), reads('11:00', 3.5)],
    gives: [
      highCard('08:00'),
      highTwice('09:00', '16.0 mmol/L at 08:00', '17.0 mmol/L at 09:00.'),
      card('11:00'),
      unseen('11:15', '3.5 mmol/L at 11:00'),
    ],
  },
  {
    name: 'closed after it had cleared: what began since goes on',
    when: [reads('08:00', 3.2), reads('08:20', 5), reads('09:00', 3.3), { at: '09:05', closed: true }],
    gives: [card('08:00'), unseen('08:15', first), clear('08:20', 'low', '5.0'), card('09:00'), unseen('09:15', '3.3 mmol/L at 09:00')],
  },
  {
    name: 'cleared by a high one: that is the first of two',
    when: [reads('08:00', 3.2), reads('08:20', 16.4), { at: '08:20', closed: true }, reads('09:20', 16.6)],
    gives: [
      card('08:00'),
      unseen('08:15', first),
      clear('08:20', 'low', '16.4'),
      highCard('08:20'),
      highTwice('09:20', '16.4 mmol/L at 08:20', '16.6 mmol/L at 09:20.'),
    ],
  },
  {
    name: 'closed by a person: what was told is settled, the next low counts',
    when: [...episode, { at: '09:00', closed: true }, reads('08:11', 3.4, { told: '09:05' }), reads('12:00', 3.6), reads('12:10', 5)],
    gives: [...opened, card('12:00')],
  },
];

const order: Row[] = [
  {
    name: 'told as late as may be',
    when: [reads('08:00', 2.9, { told: '12:00' })],
    gives: [grave('12:00', '2.9 mmol/L at 08:00, told at 12:00.')],
  },
  { name: 'told later than that', when: [reads('08:00', 2.9, { told: '12:00:00.001' })], gives: [] },
  {
    name: 'however late, a good one clears',
    when: [...episode, reads('08:20', 5, { told: '15:00' })],
    gives: [...opened, clear('15:00', 'low', '5.0').replace('at 15:00.', 'at 08:20, told at 15:00.')],
  },
  { name: 'a good one from before clears nothing', when: [...episode, reads('07:50', 5, { told: '08:20' })], gives: opened },
  { name: 'the good second is told first', when: [reads('08:12', 5), reads('08:00', 3.2, { told: '08:13' })], gives: [] },
  { name: 'an older high one after a good one', when: [reads('08:12', 8), reads('08:00', 16, { told: '08:13' })], gives: [] },
  {
    name: 'two high ones out of order',
    when: [reads('09:30', 17), reads('08:00', 16, { told: '09:31' })],
    gives: [highCard('09:30'), highTwice('09:31', '17.0 mmol/L at 09:30', '16.0 mmol/L at 08:00, told at 09:31.')],
  },
  {
    name: 'the same reading again',
    when: [reads('08:00', 3.2), reads('08:12', 5), reads('08:00', 3.2, { told: '08:13' })],
    gives: [card('08:00')],
  },
];

const couple = { sharedHome: true, devices: [...own, device('ours', 'glucose-meter')] };
const place: Row[] = [
  { name: 'the common meter condemns nobody', patient: couple, when: [reads('08:00', 2.2, { device: 'ours' })], gives: [] },
  {
    name: 'and reassures nobody',
    patient: couple,
    when: [reads('08:00', 3.2), reads('08:12', 6, { device: 'ours' })],
    gives: [card('08:00'), unseen('08:15', first)],
  },
  {
    name: 'unless agreed, and then it says so',
    patient: couple,
    params: { sharedCounts: true },
    when: [reads('08:00', 2.2, { device: 'ours' })],
    gives: [grave('08:00', '2.2 mmol/L at 08:00. It cannot be put down to one person.')],
  },
  {
    name: 'on holiday a low one is a low one',
    patient: { presence: { mode: 'away', untilAt: null } },
    when: [reads('08:00', 3.2)],
    gives: [card('08:00'), unseen('08:15', first)],
  },
  {
    name: 'in hospital others see to it',
    when: [reads('08:00', 3.2), { at: '08:10', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [card('08:00')],
  },
  {
    name: 'blind for five minutes',
    blind: [['08:05', '08:10']],
    when: [reads('08:00', 3.2)],
    until: '08:19:59.999',
    gives: [card('08:00')],
  },
  { name: 'and then told', blind: [['08:05', '08:10']], when: [reads('08:00', 3.2)], gives: [card('08:00'), unseen('08:20', first)] },
  { name: 'an outage of ours', blindUntil: '09:00', when: [reads('08:00', 3.2)], gives: [card('08:00'), unseen('09:00', first)] },
  {
    name: 'New York, spring: fifteen minutes are fifteen minutes',
    zone: 'America/New_York',
    day: '2026-03-08',
    from: '00:30',
    when: [reads('01:50', 3.2)],
    until: '04:00',
    gives: [card('01:50'), unseen('03:05', '3.2 mmol/L at 01:50')],
  },
];

describe.each([
  ['low', lows],
  ['high', highs],
  ['after an alert', afterwards],
  ['lateness and order', order],
  ['whose, where, blindness and clocks', place],
])('blood sugar: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('blood sugar explains', () => {
  it.each([
    ['nothing known', '08:00', [], ['unknown: No blood sugar is known.']],
    ['good', '08:00', [reads('08:00', 6)], ['not met: Last: 6.0 mmol/L at 08:00.']],
    [
      'waiting',
      '08:14:59.999',
      [reads('08:00', 3.2)],
      ['met: 3.2 mmol/L at 08:00.', 'not met: The next reading is waited for until 08:15.'],
    ],
    ['low', '08:15', [reads('08:00', 3.2)], ['met: 3.2 mmol/L at 08:00.', 'met: So it is: 3.2 mmol/L at the lowest.']],
    [
      'low once, and just above the limit',
      '09:00',
      [reads('08:00', 3.2), reads('08:12', 4.4)],
      ['not met: 3.2 mmol/L at 08:00. Not low since, but by less than 0.5 mmol/L: low again by 09:00 counts as the second.'],
    ],
    ['and that long ago', '09:00:00.001', [reads('08:00', 3.2), reads('08:12', 4.4)], ['not met: Last: 4.4 mmol/L at 08:12.']],
    ['high once', '08:15', [reads('08:00', 16)], ['met: 16.0 mmol/L at 08:00.', 'not met: Not yet.']],
    [
      'high twice',
      '09:15',
      [reads('08:00', 17), reads('09:00', 16)],
      ['met: 17.0 mmol/L at 08:00.', 'met: So it is: 17.0 mmol/L at the highest.'],
    ],
  ])('%s', (_, until, when, gives) => {
    const { conditions } = driveExplained(template, { until, when, patient: { devices: own } });
    expect(said(conditions)).toEqual(gives);
    expect(conditions[0]!.limit).toBe(
      'Low below 4.0 mmol/L, very low below 3.0 mmol/L, high above 15.0 mmol/L (scenario version 1, approved by Dr Amin).',
    );
  });
});

describe('the parameters of blood sugar', () => {
  it.each([
    [{ hypoBelowMmolL: 72 }, 'hypoBelowMmolL'],
    [{ graveBelowMmolL: 4 }, 'graveBelowMmolL'],
    [{ hyperApart: 'PT6H' }, 'hyperApart'],
    [{ hypoMarginMmolL: 4 }, 'hypoMarginMmolL'],
    [{ recheckWithin: 15 }, 'recheckWithin'],
    [{ selfTreatMessage: '' }, 'selfTreatMessage'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(glucose.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('the plan for blood sugar', () => {
  it('goes from the family to the centre, and calls both at once when it is very low', () => {
    const { steps, togetherWhenHigh } = templateDefaults('glucose', {}).plan;
    expect(steps.map(({ level, waitMs }) => [level, waitMs / 60_000])).toEqual([
      ['family', 5],
      ['coordination', 15],
      ['rapid-response', 30],
      ['emergency', 60],
    ]);
    expect(togetherWhenHigh).toBe(true);
  });
});
