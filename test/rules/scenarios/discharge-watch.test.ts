import { describe, expect, it } from 'vitest';
import { dischargeWatch } from '../../../rules/scenarios/discharge-watch.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, type Happening } from '../drive.ts';

const template = templates.get('discharge-watch')!;

const taken = (at: string, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  device: 'cuff',
  kind: 'blood-pressure',
  value: { systolicMmHg: 130, diastolicMmHg: 80 },
  ...more,
});
const params = { dischargedOn: '2026-03-02' };
const reminded = 'prompt app: Hello, {name}. We have not heard from you today. Could you take your readings now?';
const noFirst =
  'raise moderate: Kathleen is home from hospital, and no reading has come on the first day. [Nothing has come since the start.]';
const none = (days: string, last: string) =>
  `raise moderate: Kathleen is home from hospital, and no reading came on ${days}. [The last sign was at ${last}.]`;
const came = (at: string) => `clear: A sign of Kathleen came: a reading at ${at}.`;
const daily = (from: number, to: number): Happening[] =>
  Array.from({ length: to - from + 1 }, (_, i) => taken(new Date(Date.UTC(2026, 2, from + i, 9)).toISOString().replace('.000', '')));

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const firstDay: Row[] = [
  { name: 'nothing comes', from: '11:00', gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`] },
  { name: 'one millisecond before the evening', from: '11:00', until: '19:59:59.999', gives: [`18:00 ${reminded}`] },
  { name: 'something comes in time', from: '11:00', when: [taken('15:00')], gives: [] },
  { name: 'after the reminder', from: '11:00', when: [taken('19:00')], gives: [`18:00 ${reminded}`] },
  {
    name: 'after we have rung',
    from: '11:00',
    when: [taken('20:30')],
    gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`, `20:30 ${came('20:30')}`],
  },
  {
    name: 'home at half past seven in the evening: two hours all the same',
    from: '19:30',
    gives: [`19:30 ${reminded}`, `21:30 ${noFirst}`],
  },
  { name: 'home at night: the next day', from: '21:00', until: '2026-03-03T19:59', gives: [`2026-03-03T18:00 ${reminded}`] },
  {
    name: 'agreed before the day: waited for from the day itself',
    day: '2026-02-27',
    until: '2026-03-02T19:59',
    gives: [`2026-03-02T18:00 ${reminded}`],
  },
  {
    name: 'still in hospital on the day that was planned',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: [{ at: '2026-03-04T10:00', patient: { presence: { mode: 'home', untilAt: null } } }],
    until: '2026-03-04T20:00',
    gives: [`2026-03-04T18:00 ${reminded}`, `2026-03-04T20:00 ${noFirst}`],
  },
  {
    name: 'a cached reading is none',
    from: '11:00',
    when: [taken('15:00', { snapshot: true })],
    gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`],
  },
  {
    name: 'a kind that is not asked for is none',
    from: '11:00',
    params: { ...params, kinds: ['body-weight'] },
    when: [taken('15:00')],
    gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`],
  },
  {
    name: 'a cuff that several use says nothing of one',
    from: '11:00',
    patient: { sharedHome: true, devices: [...devices, device('ours', 'cuff')] },
    when: [{ ...taken('15:00'), device: 'ours' } as Happening],
    gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`],
  },
  {
    name: 'blind until after the evening: an hour for what is sent again',
    from: '11:00',
    blind: [['19:00', '20:40']],
    gives: [`18:00 ${reminded}`, `21:40 ${noFirst}`],
  },
  { name: 'blind for most of the day: not held against her', from: '11:00', blind: [['05:00', '17:00']], gives: [`18:00 ${reminded}`] },
];

const days: Row[] = [
  { name: 'a sign every day', when: daily(2, 12), until: '2026-03-13T17:59', gives: [] },
  { name: 'one day without: a reminder', when: daily(2, 5), until: '2026-03-06T23:00', gives: [`2026-03-06T18:00 ${reminded}`] },
  {
    name: 'two days without',
    when: daily(2, 5),
    until: '2026-03-09T23:00',
    gives: [
      `2026-03-06T18:00 ${reminded}`,
      `2026-03-07T18:00 ${reminded}`,
      `2026-03-07T20:00 ${none('6 March and 7 March', '09:00 on 5 March')}`,
    ],
  },
  {
    name: 'one millisecond before the second evening',
    when: daily(2, 5),
    until: '2026-03-07T19:59:59.999',
    gives: [`2026-03-06T18:00 ${reminded}`, `2026-03-07T18:00 ${reminded}`],
  },
  {
    name: 'one of them is told late, in time',
    when: [...daily(2, 5), taken('2026-03-06T10:00', { told: '2026-03-07T12:00' })],
    until: '2026-03-07T23:00',
    gives: [`2026-03-06T18:00 ${reminded}`, `2026-03-07T18:00 ${reminded}`],
  },
  {
    name: 'one of them is told late, after we have rung',
    when: [...daily(2, 5), taken('2026-03-06T10:00', { told: '2026-03-07T21:00' })],
    until: '2026-03-07T23:00',
    gives: [
      `2026-03-06T18:00 ${reminded}`,
      `2026-03-07T18:00 ${reminded}`,
      `2026-03-07T20:00 ${none('6 March and 7 March', '09:00 on 5 March')}`,
      '2026-03-07T21:00 clear: A sign of Kathleen came: a reading at 10:00 on 6 March, told at 21:00.',
    ],
  },
  {
    name: 'back in hospital between the two',
    when: [
      ...daily(2, 5),
      { at: '2026-03-07T09:00', patient: { presence: { mode: 'hospital', untilAt: null } } },
      { at: '2026-03-08T22:00', patient: { presence: { mode: 'home', untilAt: null } } },
    ],
    until: '2026-03-09T23:00',
    gives: [`2026-03-06T18:00 ${reminded}`, `2026-03-09T18:00 ${reminded}`],
  },
  {
    name: 'closed by a person, and again nothing: counted anew',
    when: [...daily(2, 5), { at: '2026-03-07T20:30', closed: true }],
    until: '2026-03-09T20:00',
    gives: [
      `2026-03-06T18:00 ${reminded}`,
      `2026-03-07T18:00 ${reminded}`,
      `2026-03-07T20:00 ${none('6 March and 7 March', '09:00 on 5 March')}`,
      `2026-03-08T18:00 ${reminded}`,
      `2026-03-09T18:00 ${reminded}`,
      `2026-03-09T20:00 ${none('8 March and 9 March', '09:00 on 5 March')}`,
    ],
  },
];

const week = { ...params, reviewAfterDays: [3, 7], missedDays: 14 };
const review = (n: number, of: number, last: string, end = '') =>
  `raise: ${of} days since Kathleen came home: readings on ${n} of ${of} days. Please review.${end} [Home since 2 March. The last sign was at ${last}.]`;

const reviews: Row[] = [
  {
    name: 'a sign that comes after both were asked about: the review is still to be done',
    params: { ...week, missedDays: 1 },
    when: [...daily(2, 4), taken('2026-03-05T21:00')],
    until: '2026-03-05T23:00',
    gives: [
      `2026-03-05T18:00 ${reminded}`,
      `2026-03-05T20:00 ${none('5 March', '09:00 on 4 March')}`,
      `2026-03-05T20:00 ${review(3, 3, '09:00 on 4 March')}`,
      '2026-03-05T21:00 evidence: A sign of Kathleen came: a reading at 21:00.',
    ],
  },
  {
    name: 'after three days, and after seven; then it ends',
    params: week,
    when: [...daily(2, 8), { at: '2026-03-06T09:00', closed: true }],
    until: '2026-04-20T12:00',
    gives: [
      `2026-03-05T20:00 ${review(3, 3, '09:00')}`,
      `2026-03-09T18:00 ${reminded}`,
      `2026-03-09T20:00 ${review(7, 7, '09:00 on 8 March', ' The watch ends here.')}`,
    ],
  },
  { name: 'one millisecond before', params: week, when: daily(2, 5), until: '2026-03-05T19:59:59.999', gives: [] },
  {
    name: 'days without are counted, and days told late',
    params: week,
    when: [taken('09:00'), taken('2026-03-03T09:00', { told: '2026-03-05T10:00' })],
    until: '2026-03-05T20:00',
    gives: [
      `2026-03-03T18:00 ${reminded}`,
      `2026-03-04T18:00 ${reminded}`,
      `2026-03-05T18:00 ${reminded}`,
      `2026-03-05T20:00 ${review(2, 3, '09:00 on 3 March')}`,
    ],
  },
  {
    name: 'agreed when the first review was over: only the second',
    params: { ...week, dischargedOn: '2026-02-26' },
    when: [taken('09:00'), taken('2026-03-03T09:00'), taken('2026-03-04T09:00'), taken('2026-03-05T09:00')],
    until: '2026-03-05T20:00',
    gives: [
      '2026-03-05T20:00 raise: 7 days since Kathleen came home: readings on 3 of 7 days. Please review. The watch ends here. [Home since 26 February. The last sign was at 09:00.]',
    ],
  },
  { name: 'agreed when all was over: nothing', params: { ...week, dischargedOn: '2026-01-26' }, until: '2026-03-20T12:00', gives: [] },
  {
    name: 'a restart of ours over the review: said late, once',
    params: week,
    when: daily(2, 5),
    blindUntil: '2026-03-05T22:00',
    until: '2026-03-05T23:00',
    gives: [`2026-03-05T22:00 ${review(3, 3, '09:00')}`],
  },
];

const clocks: Row[] = [
  ['Europe/London', '2026-03-29', '2026-03-29T19:00:00Z'],
  ['Europe/London', '2026-10-25', '2026-10-25T20:00:00Z'],
  ['America/New_York', '2026-03-08', '2026-03-09T00:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T09:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-05T09:30:00Z'],
].flatMap(([zone = '', day = '', until = '']) => {
  const given = { zone, day, from: '00:10', params: { dischargedOn: day } };
  const justBefore = new Date(Date.parse(until) - 1).toISOString();
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before the evening`, until: justBefore, gives: [`18:00 ${reminded}`] },
    { ...given, name: `${zone}, ${day}: the evening is 20:00 on the wall`, until, gives: [`18:00 ${reminded}`, `20:00 ${noFirst}`] },
  ];
});

describe.each([
  ['on the first day', firstDay],
  ['day by day', days],
  ['at the reviews', reviews],
  ['when the clocks change', clocks],
])('the watch after discharge, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { params, ...given })).toEqual(gives);
  });
});

describe('the agreement', () => {
  it.each([
    [{}, 'dischargedOn'],
    [{ dischargedOn: '2 March' }, 'dischargedOn'],
    [{ ...params, reviewAfterDays: [28, 28] }, 'reviewAfterDays'],
    [{ ...params, reviewAfterDays: [] }, 'reviewAfterDays'],
    [{ ...params, window: { from: '08:00', to: '08:00' } }, 'window.to'],
  ])('refuses %j', (raw, path) => {
    expect(dischargeWatch.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('reads as a sentence', () => {
    expect(dischargeWatch.describe(dischargeWatch.params.parse(params))).toBe(
      'From 2 March we expect a reading every day by 20:00, the first on the day itself; if none comes then, or on 2 days in a row, the care centre rings. After 28 and 91 days somebody looks how it went, and then the watch ends.',
    );
  });
});
