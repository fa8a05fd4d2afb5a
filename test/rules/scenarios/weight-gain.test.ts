import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { weightGain } from '../../../rules/scenarios/weight-gain.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('weight-gain')!;
const own = [device('scales', 'scales', { patientId: 'k' })];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
/** `2026-03-` is left out of dates: `02T07:00`. */
const march = (at: string) => `2026-03-${at}`;
const weighs = (at: string, value: number, { told, ...more }: More = {}): Happening => ({
  at: march(at),
  device: 'scales',
  kind: 'body-weight',
  value,
  ...more,
  ...(told ? { told: march(told) } : {}),
});
const again = (at: string) =>
  `${march(at)} prompt scales: That weight is very different from the last one, {name}. Please step on the scales again, on your own.`;
const raised = (at: string, gain: string, from: string, to: string) =>
  `${march(at)} raise: Kathleen's weight has gone up by ${gain} kg: ${from}, and ${to} [${from}. ${to}]`;
const three = raised('05T07:00', '2.1', '80.0 kg at 07:00 on 2 March', '82.1 kg at 07:00.');

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const until = march('31T23:00');

const gains: Row[] = [
  { name: 'never weighed', gives: [] },
  { name: 'weighed once', when: [weighs('02T07:00', 80)], gives: [] },
  { name: 'the same every day', when: [weighs('02T07:00', 80), weighs('03T07:00', 80.4), weighs('04T07:00', 79.8)], gives: [] },
  { name: 'exactly at the limit', when: [weighs('02T07:00', 80), weighs('05T07:00', 82)], gives: [] },
  { name: 'just above', when: [weighs('02T07:00', 80), weighs('05T07:00', 82.1)], gives: [three] },
  { name: 'as charted: 82.04 is 82.0', when: [weighs('02T07:00', 80), weighs('05T07:00', 82.04)], gives: [] },
  { name: 'as much in four days', when: [weighs('02T07:00', 80), weighs('06T07:00', 82.1)], gives: [] },
  {
    name: 'three calendar days, though later in the day',
    when: [weighs('02T07:00', 80), weighs('05T21:00', 82.1)],
    gives: [raised('05T21:00', '2.1', '80.0 kg at 07:00 on 2 March', '82.1 kg at 21:00.')],
  },
  {
    name: 'counted from the lowest, not from the first',
    when: [weighs('02T07:00', 81), weighs('03T07:00', 80.2), weighs('04T07:00', 81.5), weighs('05T07:00', 82.3)],
    gives: [raised('05T07:00', '2.1', '80.2 kg at 07:00 on 3 March', '82.3 kg at 07:00.')],
  },
  { name: 'a loss is no gain', when: [weighs('02T07:00', 84), weighs('03T07:00', 82), weighs('04T07:00', 80)], gives: [] },
  { name: 'slowly upwards', when: [2, 3, 4, 5, 6, 7, 8].map((d, i) => weighs(`0${d}T07:00`, 80 + i * 0.6)), gives: [] },
  {
    name: 'agreed for this person',
    params: { gainKg: 1, days: 1 },
    when: [weighs('02T07:00', 80), weighs('03T07:00', 81.1)],
    gives: [raised('03T07:00', '1.1', '80.0 kg at 07:00 on 2 March', '81.1 kg at 07:00.')],
  },
  {
    name: 'entered by hand is said',
    when: [weighs('02T07:00', 80), { at: march('05T07:00'), person: 'body-weight', value: 82.1 }],
    gives: [three.replaceAll('07:00.', '07:00, entered by hand.')],
  },
  { name: 'a cached weight sent again', when: [weighs('02T07:00', 80), weighs('05T07:00', 83, { snapshot: true })], gives: [] },
];

const start = [weighs('02T07:00', 80), weighs('05T07:00', 82.1)];
const afterwards: Row[] = [
  {
    name: 'a little more is told, the same is not',
    when: [...start, weighs('06T07:00', 82.1), weighs('07T07:00', 82.4)],
    gives: [three, '2026-03-07T07:00 evidence: 82.4 kg at 07:00.'],
  },
  {
    name: 'exactly twice the limit',
    when: [...start, weighs('06T07:00', 84)],
    gives: [three, '2026-03-06T07:00 evidence: 84.0 kg at 07:00.'],
  },
  {
    name: 'more than twice is worse, once',
    when: [...start, weighs('06T07:00', 84.1), weighs('07T07:00', 84.2)],
    gives: [three, '2026-03-06T07:00 worse: 84.1 kg at 07:00.', '2026-03-07T07:00 evidence: 84.2 kg at 07:00.'],
  },
  { name: 'it stays high for a week: still counted from where it came from', when: [...start, weighs('12T07:00', 82)], gives: [three] },
  { name: 'a little below the limit does not clear it', when: [...start, weighs('06T07:00', 81.6)], gives: [three] },
  {
    name: 'back by the margin clears it',
    when: [...start, weighs('06T07:00', 81.5)],
    gives: [three, "2026-03-06T07:00 clear: Kathleen's weight has come down again: 81.5 kg at 07:00."],
  },
  {
    name: 'cleared by a weight that is told late',
    when: [...start, weighs('05T19:00', 81, { told: '07T09:00' })],
    gives: [three, "2026-03-07T09:00 clear: Kathleen's weight has come down again: 81.0 kg at 19:00 on 5 March, told at 09:00."],
  },
  {
    name: 'closed by a person: the next gain is counted from there',
    when: [...start, { at: march('05T10:00'), closed: true }, weighs('06T07:00', 82.5), weighs('07T07:00', 84.2)],
    gives: [three, raised('07T07:00', '2.1', '82.1 kg at 07:00 on 5 March', '84.2 kg at 07:00.')],
  },
  {
    name: 'closed, and an older weight is told: nothing new',
    when: [...start, { at: march('05T10:00'), closed: true }, weighs('04T07:00', 79, { told: '05T11:00' })],
    gives: [three],
  },
];

const order: Row[] = [
  {
    name: 'told as late as may be',
    when: [weighs('02T07:00', 80), weighs('05T07:00', 82.1, { told: '06T07:00' })],
    gives: [raised('06T07:00', '2.1', '80.0 kg at 07:00 on 2 March', '82.1 kg at 07:00 on 5 March, told at 07:00.')],
  },
  { name: 'told later than that', when: [weighs('02T07:00', 80), weighs('05T07:00', 82.1, { told: '06T07:00:00.001' })], gives: [] },
  {
    name: 'the lower one is told after the higher one',
    when: [weighs('05T07:00', 82.1), weighs('04T07:00', 80, { told: '05T09:00' })],
    gives: [raised('05T09:00', '2.1', '80.0 kg at 07:00 on 4 March', '82.1 kg at 07:00.')],
  },
  {
    name: 'the lower one is told so late that the higher one is old',
    when: [weighs('05T07:00', 82.1), weighs('04T07:00', 80, { told: '06T09:00' })],
    gives: [],
  },
  {
    name: 'the same weight again changes nothing',
    when: [...start, weighs('05T07:00', 82.1, { told: '05T08:00' }), weighs('02T07:00', 80, { told: '05T08:00' })],
    gives: [three],
  },
];

const doubts: Row[] = [
  {
    name: 'exactly as much as may be in a day',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 85)],
    gives: [raised('03T07:00', '5.0', '80.0 kg at 07:00 on 2 March', '85.0 kg at 07:00.')],
  },
  {
    name: 'more is asked for again, and not counted',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 85.1)],
    gives: [again('03T07:00')],
  },
  {
    name: 'somebody else was on the scales',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 62), weighs('03T07:02', 80.3), weighs('04T07:00', 80.5)],
    gives: [again('03T07:00')],
  },
  {
    name: 'weighed again and the same: it counts',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 86), weighs('03T07:01', 86.3)],
    gives: [again('03T07:00'), raised('03T07:01', '6.3', '80.0 kg at 07:00 on 2 March', '86.3 kg at 07:01.')],
  },
  {
    name: 'again sooner than a minute: asked again',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 86), weighs('03T07:00:59', 86.3)],
    gives: [again('03T07:00'), again('03T07:00:59')],
  },
  {
    name: 'again but different: asked again',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 86), weighs('03T07:02', 92)],
    gives: [again('03T07:00'), again('03T07:02')],
  },
  { name: 'after weeks without a weight nothing is implausible', when: [weighs('02T07:00', 80), weighs('20T07:00', 95)], gives: [] },
];

const couple = { sharedHome: true, devices: [...own, device('bathroom', 'scales')] };
const common = { device: 'bathroom' };
const whoAndWhere: Row[] = [
  {
    name: "the couple's scales are nobody's",
    patient: couple,
    when: [weighs('02T07:00', 80), weighs('05T07:00', 82.1, common)],
    gives: [],
  },
  {
    name: 'unless agreed: near the last own weight',
    patient: couple,
    params: { sharedCounts: true },
    when: [weighs('02T07:00', 80), weighs('05T07:00', 82.1, common)],
    gives: [three.replaceAll('82.1 kg at 07:00.', '82.1 kg at 07:00. It cannot be put down to one person.')],
  },
  {
    name: 'not near: it was the other one, who is not asked',
    patient: couple,
    params: { sharedCounts: true },
    when: [weighs('02T07:00', 80), weighs('03T07:00', 95, common), weighs('03T07:10', 95, common)],
    gives: [],
  },
  {
    name: 'and without an own weight there is nothing to go by',
    patient: couple,
    params: { sharedCounts: true },
    when: [weighs('02T07:00', 80, common), weighs('05T07:00', 82.1, common)],
    gives: [],
  },
  {
    name: 'another limit agreed: what is known is judged by it at once',
    when: [weighs('02T07:00', 80), weighs('03T07:00', 81.5), { at: march('03T10:00'), params: { gainKg: 1 } }],
    gives: [raised('03T10:00', '1.5', '80.0 kg at 07:00 on 2 March', '81.5 kg at 07:00.')],
  },
  {
    name: 'away or in hospital, an own weight is an own weight',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: start,
    gives: [three],
  },
  {
    name: 'an outage of ours and a blind stretch: the weights of the day are judged when they come',
    blind: [[march('03T00:00'), march('05T06:00')]],
    blindUntil: march('06T00:00'),
    when: start,
    gives: [three],
  },
];

const clocks: Row[] = [
  ...[
    ['Europe/London', '2026-03-26T00:10', '2026-03-29T23:50', '2026-03-30T00:10'],
    ['Europe/London', '2026-10-22T00:10', '2026-10-25T23:50', '2026-10-26T00:10'],
    ['America/New_York', '2026-03-05T00:10', '2026-03-08T23:50', '2026-03-09T00:10'],
    ['America/New_York', '2026-10-29T00:10', '2026-11-01T23:50', '2026-11-02T00:10'],
    ['Australia/Lord_Howe', '2026-10-01T00:10', '2026-10-04T23:50', '2026-10-05T00:10'],
    ['Australia/Lord_Howe', '2026-04-02T00:10', '2026-04-05T23:50', '2026-04-06T00:10'],
  ].flatMap(([zone, from, third, fourth]): Row[] => {
    const on = (at: string, value: number): Happening => ({ at, device: 'scales', kind: 'body-weight', value });
    const day = from!.slice(0, 10);
    const count = (when: Happening[]) => ({ zone, day, when, until: `${fourth!.slice(0, 10)}T12:00` });
    return [
      {
        name: `${zone}: the third day ends at midnight`,
        ...count([on(from!, 80), on(third!, 82.1)]),
        gives: [expect.stringContaining('raise')] as string[],
      },
      { name: `${zone}: after midnight it is the fourth`, ...count([on(from!, 80), on(fourth!, 82.1)]), gives: [] },
    ];
  }),
];

describe.each([
  ['gains', gains],
  ['after an alert', afterwards],
  ['lateness and order', order],
  ['doubts', doubts],
  ['whose weight it is, and where', whoAndWhere],
])('weight: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    // Counted from another day, so that every line says its date.
    expect(drive(template, { day: '2026-03-01', until, ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('weight: calendar days when the clocks change', () => {
  it.each(clocks)('$name', ({ gives, ...given }) => {
    expect(drive(template, { from: '00:01', ...given, patient: { devices: own } })).toEqual(gives);
  });
});

describe('weight explains', () => {
  const explains = (end: string, when: Happening[]) =>
    said(driveExplained(template, { day: '2026-03-01', until: march(end), when, patient: { devices: own } }).conditions);

  it.each([
    ['nothing known', '02T08:00', [], ['unknown: No weight is known.', 'unknown: There is no weight to compare with.', 'met: None is.']],
    [
      'no gain',
      '05T08:00',
      [weighs('02T07:00', 80), weighs('05T07:00', 82)],
      ['met: Last weight: 82.0 kg at 07:00.', 'not met: A change of 2.0 kg from the lowest: 80.0 kg at 07:00 on 2 March.', 'met: None is.'],
    ],
    [
      'a doubt',
      '03T08:00',
      [weighs('02T07:00', 80), weighs('03T07:00', 90)],
      [
        'not met: Last weight: 80.0 kg at 07:00 on 2 March.',
        'unknown: There is no weight to compare with.',
        'not met: Asked for again: 90.0 kg at 07:00.',
      ],
    ],
    [
      'a gain',
      '05T08:00',
      start,
      ['met: Last weight: 82.1 kg at 07:00.', 'met: A change of 2.1 kg from the lowest: 80.0 kg at 07:00 on 2 March.', 'met: None is.'],
    ],
  ])('%s', (_, end, when, gives) => {
    expect(explains(end, when)).toEqual(gives);
  });
});

describe('the parameters of weight', () => {
  it.each([
    [{ gainKg: 0 }, 'gainKg'],
    [{ gainKg: '2' }, 'gainKg'],
    [{ days: 8 }, 'days'],
    [{ days: 1.5 }, 'days'],
    [{ implausibleKgPerDay: 0 }, 'implausibleKgPerDay'],
    [{ maxLateness: 'a day' }, 'maxLateness'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(weightGain.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
