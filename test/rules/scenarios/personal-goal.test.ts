import { describe, expect, it } from 'vitest';
import { personalGoal } from '../../../rules/scenarios/personal-goal.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, type Happening } from '../drive.ts';

const template = templates.get('personal-goal')!;

const params = { words: 'walk to the church and back' };
const did = (at: string, value = params.words, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  person: 'goal',
  value,
  ...more,
});
const praised = (n: number, of = 3) => `prompt app: Well done, {name}: walk to the church and back. That is ${n} of ${of} this week.`;
const whole = 'prompt app: You have done it, {name}: walk to the church and back, 3 times this week. Well done!';
const back = {
  none: 'prompt app: A new week begins, {name}. Your goal: walk to the church and back, 3 times a week.',
  some: (often: string) =>
    `prompt app: Last week you did it ${often}, {name}: walk to the church and back. A new week begins; you would like to do it 3 times.`,
  all: (often: string) => `prompt app: Last week you reached your goal, {name}: walk to the church and back, ${often}. Well done!`,
};
const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const home = { presence: { mode: 'home', untilAt: null } } as const;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

// The drive begins on Monday 2 March 2026.
const weeks: Row[] = [
  { name: 'nothing in the first days', until: '2026-03-08T23:59', gives: [] },
  { name: 'once', when: [did('11:00')], gives: [`11:00 ${praised(1)}`] },
  {
    name: 'three times: done, and more is not counted aloud',
    when: [did('11:00'), did('2026-03-04T11:00'), did('2026-03-06T11:00'), did('2026-03-07T11:00')],
    until: '2026-03-08T12:00',
    gives: [`11:00 ${praised(1)}`, `2026-03-04T11:00 ${praised(2)}`, `2026-03-06T11:00 ${whole}`],
  },
  { name: 'the same twice', when: [did('11:00'), did('11:00')], gives: [`11:00 ${praised(1)}`] },
  { name: 'another goal is another agreement', when: [did('11:00', 'read a book')], gives: [] },
  { name: 'written differently', when: [did('11:00', 'Walk to the CHURCH and back ')], gives: [`11:00 ${praised(1)}`] },
  {
    name: 'a name of its own',
    params: { ...params, goal: 'walk' },
    when: [did('11:00', 'walk'), did('12:00')],
    gives: [`11:00 ${praised(1)}`],
  },
  { name: 'early in the morning nobody is spoken to', when: [did('08:59:59.999')], gives: [] },
  {
    name: 'told the next day: counted, not cheered',
    when: [did('11:00', params.words, { told: '2026-03-03T10:00' }), did('2026-03-03T11:00')],
    until: '2026-03-03T12:00',
    gives: [`2026-03-03T11:00 ${praised(2)}`],
  },
  { name: 'a cached one is none', when: [did('11:00', params.words, { snapshot: true })], gives: [] },
  {
    name: 'a button of the home says nothing of one',
    patient: { sharedHome: true, devices: [...devices, device('board', 'app')] },
    when: [{ at: '11:00', device: 'board', kind: 'goal', value: params.words }],
    gives: [],
  },
  { name: 'the look back: one millisecond before', until: '2026-03-09T08:59:59.999', gives: [] },
  { name: 'nothing last week', until: '2026-03-09T09:00', gives: [`2026-03-09T09:00 ${back.none}`] },
  {
    name: 'twice last week, once of it late on Sunday',
    when: [did('07:00'), did('2026-03-08T23:30')],
    until: '2026-03-09T09:00',
    gives: [`2026-03-09T09:00 ${back.some('twice')}`],
  },
  {
    name: 'on Monday before the look back: that is the new week',
    when: [did('2026-03-09T07:00'), did('2026-03-09T10:00')],
    until: '2026-03-16T09:00',
    gives: [`2026-03-09T09:00 ${back.none}`, `2026-03-09T10:00 ${praised(2)}`, `2026-03-16T09:00 ${back.some('twice')}`],
  },
  {
    name: 'reached last week',
    params: { ...params, timesPerWeek: 1 },
    when: [did('07:00'), did('21:00')],
    until: '2026-03-09T09:00',
    gives: [`2026-03-09T09:00 ${back.all('twice')}`],
  },
  { name: 'in hospital when the week ends', when: [{ at: '2026-03-08T09:00', patient: hospital }], until: '2026-03-10T12:00', gives: [] },
  {
    name: 'weeks that end on Wednesday',
    params: { ...params, weekEnds: 'wed' },
    until: '2026-03-05T12:00',
    gives: [`2026-03-05T09:00 ${back.none}`],
  },
  {
    name: 'an outage of ours over the look back: not made up for days later',
    blindUntil: '2026-03-11T10:00',
    until: '2026-03-12T12:00',
    gives: [],
  },
];

const optedIn = { ...params, optedIn: true };
const asked =
  'raise: Kathleen\'s goal "walk to the church and back" has not been reached for 2 weeks; Kathleen wanted somebody to be told. [Nothing in the week to 15 March; weeks in a row: 2.]';
const mondays = (...lines: readonly string[]) => lines;

const quiet: Row[] = [
  {
    name: 'not wanted: nobody is told',
    until: '2026-03-30T08:00',
    gives: mondays(...['09', '16', '23'].map((date) => `2026-03-${date}T09:00 ${back.none}`)),
  },
  {
    name: 'wanted: two weeks without',
    params: optedIn,
    until: '2026-03-24T08:00',
    gives: mondays(
      `2026-03-09T09:00 ${back.none}`,
      `2026-03-16T09:00 ${back.none}`,
      `2026-03-16T09:00 ${asked}`,
      `2026-03-23T09:00 ${back.none}`,
    ),
  },
  { name: 'one millisecond before', params: optedIn, until: '2026-03-16T08:59:59.999', gives: [`2026-03-09T09:00 ${back.none}`] },
  {
    name: 'a first week that was not whole does not count',
    day: '2026-03-03',
    params: optedIn,
    until: '2026-03-16T12:00',
    gives: [`2026-03-09T09:00 ${back.none}`, `2026-03-16T09:00 ${back.none}`],
  },
  {
    name: 'done in between',
    params: optedIn,
    when: [did('2026-03-10T08:00')],
    until: '2026-03-16T12:00',
    gives: [`2026-03-09T09:00 ${back.none}`, `2026-03-16T09:00 ${back.some('once')}`],
  },
  {
    name: 'a week part of which was in hospital does not count',
    params: optedIn,
    when: [
      { at: '2026-03-10T09:00', patient: hospital },
      { at: '2026-03-12T09:00', patient: home },
    ],
    until: '2026-03-16T12:00',
    gives: [`2026-03-09T09:00 ${back.none}`, `2026-03-16T09:00 ${back.none}`],
  },
  {
    name: 'nor does one that we could hardly see',
    params: optedIn,
    blind: [['2026-03-09T12:00', '2026-03-14T12:00']],
    until: '2026-03-16T12:00',
    gives: [`2026-03-09T09:00 ${back.none}`, `2026-03-16T09:00 ${back.none}`],
  },
  {
    name: 'done again clears it',
    params: optedIn,
    when: [did('2026-03-17T08:30')],
    until: '2026-03-17T12:00',
    gives: [
      `2026-03-09T09:00 ${back.none}`,
      `2026-03-16T09:00 ${back.none}`,
      `2026-03-16T09:00 ${asked}`,
      '2026-03-17T08:30 clear: Kathleen reached the goal "walk to the church and back" at 08:30.',
    ],
  },
];

const clocks: Row[] = [
  ['Europe/London', '2026-03-29', '2026-03-30', '2026-03-30T08:00:00Z'],
  ['Europe/London', '2026-10-25', '2026-10-26', '2026-10-26T09:00:00Z'],
  ['America/New_York', '2026-03-08', '2026-03-09', '2026-03-09T13:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-02', '2026-11-02T14:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-05', '2026-10-04T22:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-06', '2026-04-05T22:30:00Z'],
].flatMap(([zone = '', day = '', next, until = '']) => {
  const justBefore = new Date(Date.parse(until) - 1).toISOString();
  return [
    { zone, day, name: `${zone}, ${next}: one millisecond before the look back`, until: justBefore, gives: [] },
    { zone, day, name: `${zone}, ${next}: 09:00 on the wall`, until, gives: [`${next}T09:00 ${back.none}`] },
  ];
});

describe.each([
  ['week by week', weeks],
  ['when nothing happens', quiet],
  ['when the clocks change', clocks],
])("a person's own goal, %s", (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { params, ...given })).toEqual(gives);
  });
});

describe('the agreement', () => {
  it.each([
    [{}, 'words'],
    [{ words: ' ' }, 'words'],
    [{ ...params, timesPerWeek: 22 }, 'timesPerWeek'],
    [{ ...params, weekEnds: 'sunday' }, 'weekEnds'],
  ])('refuses %j', (raw, path) => {
    expect(personalGoal.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('has no professional in its plan unless that is wanted', () => {
    const levels = (raw: object) => personalGoal.defaultPlan(personalGoal.params.parse(raw)).steps.map(({ level }) => level);
    expect(levels(params)).toEqual(['patient']);
    expect(levels(optedIn)).toEqual(['patient', 'coordination']);
  });
});
