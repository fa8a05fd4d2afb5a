import { describe, expect, it } from 'vitest';
import { bloodPressure } from '../../../rules/scenarios/blood-pressure.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('blood-pressure')!;

const reads = (at: string, reading: string, more: { told?: string; snapshot?: boolean; device?: string } = {}): Happening => {
  const [systolicMmHg, diastolicMmHg] = reading.split('/').map(Number) as [number, number];
  return { at, device: 'cuff', kind: 'blood-pressure', value: { systolicMmHg, diastolicMmHg }, ...more };
};
const again = (at: string) => `${at} prompt cuff: Please sit and rest for five minutes, {name}, then take your blood pressure again.`;
const alone = (at: string, found: string, first: string) =>
  `${at} raise${found === 'high' ? '' : ' high'}: Kathleen's blood pressure was ${found} once (${first}) and was not measured again. [${first}; no second reading within 30 minutes.]`;
const twice = (at: string, found: string, first: string, second: string) =>
  `${at} raise${found.endsWith('high twice') && found.startsWith('high') ? '' : ' high'}: Kathleen's blood pressure was ${found}: ${first}, and ${second}. [${first}. ${second}.]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const limits: Row[] = [
  { name: 'within the limits', when: [reads('08:00', '140/85')], gives: [] },
  { name: 'at the high limits', when: [reads('08:00', '170/115')], gives: [] },
  { name: 'systolic just above', when: [reads('08:00', '171/80')], until: '08:29:59.999', gives: [again('08:00')] },
  { name: 'diastolic just above', when: [reads('08:00', '150/116')], until: '08:29:59.999', gives: [again('08:00')] },
  { name: 'just above the low limit', when: [reads('08:00', '91/60')], gives: [] },
  { name: 'at the low limit', when: [reads('08:00', '90/60')], until: '08:10', gives: [again('08:00')] },
  { name: 'limits agreed for this person', params: { highSystolicMmHg: 190 }, when: [reads('08:00', '190/80')], gives: [] },
  { name: 'nothing is measured at all', gives: [] },
  { name: 'a cached reading sent again', when: [reads('08:00', '182/101', { snapshot: true })], gives: [] },
];

const repeats: Row[] = [
  {
    name: 'not measured again',
    when: [reads('08:00', '182/101')],
    gives: [again('08:00'), alone('08:30', 'high', '182/101 mmHg at 08:00')],
  },
  { name: 'measured again and fine', when: [reads('08:00', '182/101'), reads('08:06', '150/88')], gives: [again('08:00')] },
  {
    name: 'measured again and high',
    when: [reads('08:00', '182/101'), reads('08:06', '178/99')],
    gives: [again('08:00'), twice('08:06', 'high twice', '182/101 mmHg at 08:00', '178/99 mmHg at 08:06')],
  },
  {
    name: 'one millisecond less than a minute apart is one measurement',
    when: [reads('08:00', '182/101'), reads('08:00:59.999', '178/99')],
    until: '08:10',
    gives: [again('08:00')],
  },
  {
    name: 'a minute apart is two',
    when: [reads('08:00', '182/101'), reads('08:01', '178/99')],
    gives: [again('08:00'), twice('08:01', 'high twice', '182/101 mmHg at 08:00', '178/99 mmHg at 08:01')],
  },
  {
    name: 'a good one too soon does not count',
    when: [reads('08:00', '182/101'), reads('08:00:59.999', '150/88')],
    gives: [again('08:00'), alone('08:30', 'high', '182/101 mmHg at 08:00')],
  },
  { name: 'measured at the last moment', when: [reads('08:00', '182/101'), reads('08:29:59.999', '150/88')], gives: [again('08:00')] },
  {
    name: 'low twice',
    when: [reads('08:00', '88/60'), reads('08:06', '85/58')],
    gives: [again('08:00'), twice('08:06', 'low twice', '88/60 mmHg at 08:00', '85/58 mmHg at 08:06')],
  },
  {
    name: 'just below grave',
    when: [reads('08:00', '182/101'), reads('08:06', '219/110')],
    gives: [again('08:00'), twice('08:06', 'high twice', '182/101 mmHg at 08:00', '219/110 mmHg at 08:06')],
  },
  {
    name: 'grave',
    when: [reads('08:00', '182/101'), reads('08:06', '220/110')],
    gives: [again('08:00'), twice('08:06', 'once high, once very high', '182/101 mmHg at 08:00', '220/110 mmHg at 08:06')],
  },
  {
    name: 'grave once and not again',
    when: [reads('08:00', '225/101')],
    gives: [again('08:00'), alone('08:30', 'very high', '225/101 mmHg at 08:00')],
  },
  {
    name: 'a new episode after a good one',
    when: [reads('08:00', '182/101'), reads('08:06', '150/88'), reads('18:00', '180/100')],
    until: '18:10',
    gives: [again('08:00'), again('18:00')],
  },
  {
    name: 'entered by hand',
    when: [
      { at: '08:00', person: 'blood-pressure', value: { systolicMmHg: 182, diastolicMmHg: 101 } },
      { at: '08:06', person: 'blood-pressure', value: { systolicMmHg: 181, diastolicMmHg: 101 } },
    ],
    gives: [again('08:00'), twice('08:06', 'high twice', '182/101 mmHg at 08:00', '181/101 mmHg at 08:06, entered by hand')],
  },
];

const afterwards: Row[] = [
  {
    name: 'a good reading clears "not measured again"',
    when: [reads('08:00', '182/101'), reads('09:10', '150/88')],
    gives: [
      again('08:00'),
      alone('08:30', 'high', '182/101 mmHg at 08:00'),
      "09:10 clear: Kathleen's blood pressure was measured again and is within the limits: 150/88 mmHg at 09:10.",
    ],
  },
  {
    name: 'a second high one joins',
    when: [reads('08:00', '182/101'), reads('09:10', '178/99')],
    gives: [
      again('08:00'),
      alone('08:30', 'high', '182/101 mmHg at 08:00'),
      "09:10 raise: Kathleen's blood pressure was high twice: 182/101 mmHg at 08:00, and 178/99 mmHg at 09:10. [178/99 mmHg at 09:10.]",
    ],
  },
  {
    name: 'after two high ones a good one and what goes further are evidence, and a grave one is worse, once',
    when: [
      reads('08:00', '182/101'),
      reads('08:06', '178/99'),
      reads('08:20', '175/99'),
      reads('08:30', '150/88'),
      reads('08:40', '221/120'),
      reads('08:50', '230/120'),
    ],
    gives: [
      again('08:00'),
      twice('08:06', 'high twice', '182/101 mmHg at 08:00', '178/99 mmHg at 08:06'),
      '08:30 evidence: 150/88 mmHg at 08:30.',
      '08:40 worse: 221/120 mmHg at 08:40.',
      '08:50 evidence: 230/120 mmHg at 08:50.',
    ],
  },
  {
    name: 'closed after it had cleared: the first of a new pair stays the first',
    when: [
      reads('08:00', '182/101'),
      reads('09:00', '128/76'),
      reads('18:00', '180/100'),
      { at: '18:03', closed: true },
      reads('18:06', '179/98'),
    ],
    gives: [
      again('08:00'),
      expect.stringMatching(/^08:30 raise: .* was not measured again/),
      expect.stringMatching(/^09:00 clear: /),
      again('18:00'),
      twice('18:06', 'high twice', '180/100 mmHg at 18:00', '179/98 mmHg at 18:06'),
    ],
  },
  {
    name: 'a new episode after a person has closed the alert',
    when: [reads('08:00', '182/101'), reads('08:06', '178/99'), { at: '10:00', closed: true }, reads('18:00', '180/100')],
    until: '18:10',
    gives: [again('08:00'), twice('08:06', 'high twice', '182/101 mmHg at 08:00', '178/99 mmHg at 08:06'), again('18:00')],
  },
];

const lateness: Row[] = [
  { name: 'told as late as may be', when: [reads('08:00', '182/101', { told: '12:00' })], until: '12:10', gives: [again('12:00')] },
  { name: 'told later than that: history only', when: [reads('08:00', '182/101', { told: '12:00:00.001' })], gives: [] },
  {
    name: 'two stored readings told together',
    when: [reads('08:00', '182/101', { told: '09:00' }), reads('08:06', '178/99', { told: '09:00' })],
    gives: [again('09:00'), twice('09:00', 'high twice', '182/101 mmHg at 08:00', '178/99 mmHg at 08:06, told at 09:00')],
  },
  {
    name: 'out of order: the second is told first',
    when: [reads('08:06', '178/99'), reads('08:00', '182/101', { told: '08:07' })],
    gives: [again('08:06'), twice('08:07', 'high twice', '178/99 mmHg at 08:06', '182/101 mmHg at 08:00, told at 08:07')],
  },
  {
    name: 'out of order: the good second is told first',
    when: [reads('08:06', '150/88'), reads('08:00', '182/101', { told: '08:07' })],
    gives: [],
  },
  {
    name: 'an older good one says nothing about a newer high one',
    when: [reads('08:06', '182/101'), reads('08:00', '150/88', { told: '08:07' })],
    gives: [again('08:06'), alone('08:36', 'high', '182/101 mmHg at 08:06')],
  },
  {
    name: 'the same reading again, later',
    when: [reads('08:00', '182/101'), reads('08:06', '150/88'), reads('08:00', '182/101', { told: '08:10' })],
    gives: [again('08:00')],
  },
];

const couple = { sharedHome: true, devices: [...devices, device('our-cuff', 'cuff')] };
const whose: Row[] = [
  {
    name: "the couple's cuff: high is asked about, and says that it may be the other one's",
    patient: couple,
    when: [reads('08:00', '182/101', { device: 'our-cuff' }), reads('08:06', '178/99', { device: 'our-cuff' })],
    gives: [
      again('08:00'),
      "08:06 raise: Kathleen's blood pressure was high twice: 182/101 mmHg at 08:00, and 178/99 mmHg at 08:06. It cannot be put down to one person. [182/101 mmHg at 08:00. 178/99 mmHg at 08:06. It cannot be put down to one person.]",
    ],
  },
  {
    name: "a good one on the couple's cuff reassures nobody",
    patient: couple,
    when: [reads('08:00', '182/101'), reads('08:06', '130/80', { device: 'our-cuff' })],
    gives: [again('08:00'), alone('08:30', 'high', '182/101 mmHg at 08:00')],
  },
  {
    name: 'taken to hospital before the second',
    when: [reads('08:00', '182/101'), { at: '08:20', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [again('08:00')],
  },
  {
    name: 'limits raised while the second is waited for',
    when: [reads('08:00', '182/101'), { at: '08:02', params: { highSystolicMmHg: 180 } }, reads('08:06', '178/99')],
    gives: [again('08:00')],
  },
  {
    name: 'limits raised above the first one, and no second: it was within them',
    when: [reads('08:00', '182/101'), { at: '08:02', params: { highSystolicMmHg: 190 } }],
    gives: [again('08:00')],
  },
];

const blindness: Row[] = [
  {
    name: 'what we could not see is taken out of the wait',
    blind: [['08:10', '08:40']],
    when: [reads('08:00', '182/101')],
    until: '08:59:59.999',
    gives: [again('08:00')],
  },
  {
    name: 'and then it ends',
    blind: [['08:10', '08:40']],
    when: [reads('08:00', '182/101')],
    gives: [again('08:00'), alone('09:00', 'high', '182/101 mmHg at 08:00')],
  },
  {
    name: 'the second reading is told once we see again',
    blind: [['08:05', '08:40']],
    when: [reads('08:00', '182/101'), reads('08:06', '150/88', { told: '08:41' })],
    gives: [again('08:00')],
  },
  {
    name: 'an outage of ours',
    blindUntil: '09:30',
    when: [reads('08:00', '182/101')],
    gives: [again('08:00'), alone('09:30', 'high', '182/101 mmHg at 08:00')],
  },
];

describe.each([
  ['limits', limits],
  ['the second reading', repeats],
  ['after an alert', afterwards],
  ['lateness and order', lateness],
  ['whose reading it is', whose],
  ['blindness', blindness],
])('blood pressure: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, given)).toEqual(gives);
  });
});

describe('blood pressure explains', () => {
  it.each([
    ['nothing known', '08:00', [], ['unknown: No reading is known.', 'not met: Nothing to measure again.']],
    ['good', '09:00', [reads('08:00', '140/85')], ['not met: Last within the limits at 08:00.', 'not met: Nothing to measure again.']],
    [
      'waiting',
      '08:29:59.999',
      [reads('08:00', '182/101')],
      ['met: First outside: 182/101 mmHg at 08:00.', 'not met: A second reading is waited for until 08:30.'],
    ],
    [
      'just inside the limit',
      '12:00',
      [reads('08:00', '182/101'), reads('08:06', '166/88')],
      [
        'not met: Last within the limits at 08:06.',
        'not met: Within the limits since, by less than 5 mmHg: outside again by 12:00 counts as the second.',
      ],
    ],
    [
      'not measured again',
      '08:30',
      [reads('08:00', '182/101')],
      ['met: First outside: 182/101 mmHg at 08:00.', 'met: Not measured again.'],
    ],
    [
      'twice',
      '08:30',
      [reads('08:00', '182/101'), reads('08:06', '178/99')],
      ['met: First outside: 182/101 mmHg at 08:00.', 'met: Outside a second time.'],
    ],
  ])('%s', (_, until, when, gives) => {
    const { conditions } = driveExplained(template, { until, when });
    expect(said(conditions)).toEqual(gives);
    expect(conditions[0]!.limit).toBe(
      'High above 170/115 mmHg, low at or below 90 mmHg systolic (scenario version 1, approved by Dr Amin).',
    );
  });
});

describe('the parameters of blood pressure', () => {
  it.each([
    [{ highSystolicMmHg: 261, graveSystolicMmHg: 290 }, 'highSystolicMmHg'],
    [{ highSystolicMmHg: '170' }, 'highSystolicMmHg'],
    [{ lowSystolicMmHg: 130, highSystolicMmHg: 120 }, 'lowSystolicMmHg'],
    [{ graveSystolicMmHg: 170 }, 'graveSystolicMmHg'],
    [{ repeatWithin: '30 minutes' }, 'repeatWithin'],
    [{ marginMmHg: 31 }, 'marginMmHg'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(bloodPressure.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
