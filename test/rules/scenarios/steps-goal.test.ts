import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { stepsGoal } from '../../../rules/scenarios/steps-goal.ts';
import { type Drive, device, devices, drive, type Happening } from '../drive.ts';

const template = templates.get('steps-goal')!;

const walked = (at: string, value: number, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  person: 'steps',
  value,
  ...more,
});
const done = (steps: string) => `prompt wearable: Well done, {name}: ${steps} steps today. You have reached your goal of 5,000.`;
const nearly = (steps: string) => `prompt wearable: ${steps} of 5,000 steps, {name}: nearly there.`;
const yesterday = (steps: string) => `prompt wearable: You walked ${steps} steps yesterday, {name}, and reached your goal. Well done!`;
const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const home = { presence: { mode: 'home', untilAt: null } } as const;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const days: Row[] = [
  { name: 'nothing is counted', until: '2026-03-10T12:00', gives: [] },
  { name: 'one step short of the goal, at noon', when: [walked('12:00', 4999)], until: '18:59:59.999', gives: [] },
  { name: 'the goal', when: [walked('12:00', 5000)], gives: [`12:00 ${done('5,000')}`] },
  {
    name: 'a total that grows is told once',
    when: [walked('10:00', 2000), walked('12:00', 5200), walked('15:00', 7100)],
    gives: [`12:00 ${done('5,200')}`],
  },
  { name: 'totals of two devices are not added', when: [walked('10:00', 3000), walked('11:00', 2900)], until: '18:59', gives: [] },
  { name: 'the evening: nearly', when: [walked('16:00', 4900)], gives: [`19:00 ${nearly('4,900')}`] },
  { name: 'four fifths is nearly', when: [walked('16:00', 4000)], gives: [`19:00 ${nearly('4,000')}`] },
  { name: 'one step less: no word', when: [walked('16:00', 3999)], gives: [] },
  {
    name: 'nearly, told after the evening began',
    when: [walked('19:30', 4100), walked('20:00', 4200)],
    gives: [`19:30 ${nearly('4,100')}`],
  },
  {
    name: 'nearly, and then there',
    when: [walked('16:00', 4900), walked('19:40', 5010)],
    gives: [`19:00 ${nearly('4,900')}`, `19:40 ${done('5,010')}`],
  },
  {
    name: 'out of order: an older, smaller total changes nothing',
    when: [walked('12:00', 5200), walked('10:00', 2000, { told: '12:01' })],
    gives: [`12:00 ${done('5,200')}`],
  },
  { name: 'the same twice', when: [walked('12:00', 5200), walked('12:00', 5200)], gives: [`12:00 ${done('5,200')}`] },
  { name: 'a cached total is no news', when: [walked('12:00', 5200, { snapshot: true })], gives: [] },
  { name: 'before we may speak: said as the window opens', when: [walked('06:30', 5200)], gives: [`08:00 ${done('5,200')}`] },
  { name: 'one millisecond before it opens', when: [walked('06:30', 5200)], until: '07:59:59.999', gives: [] },
  {
    name: 'late at night: said the next morning',
    when: [walked('22:00', 5300), walked('2026-03-03T07:00', 40)],
    until: '2026-03-03T12:00',
    gives: [`2026-03-03T08:00 ${yesterday('5,300')}`],
  },
  {
    name: 'a total of yesterday, told today, is not today’s',
    when: [walked('18:00', 5300, { told: '2026-03-03T09:00' })],
    until: '2026-03-03T23:00',
    gives: [],
  },
  {
    name: 'every day anew',
    when: [walked('12:00', 5200), walked('2026-03-03T12:00', 5100)],
    until: '2026-03-03T23:00',
    gives: [`12:00 ${done('5,200')}`, `2026-03-03T12:00 ${done('5,100')}`],
  },
  { name: 'in hospital nobody is cheered on', patient: hospital, when: [walked('12:00', 5200)], gives: [] },
  {
    name: 'a wearable of the home says nothing of one',
    patient: { sharedHome: true, devices: [...devices, device('band', 'wearable')] },
    when: [{ at: '12:00', device: 'band', kind: 'steps', value: 6000 }],
    gives: [],
  },
  {
    name: 'weekdays only: not on Sunday',
    day: '2026-03-08',
    params: { window: { from: '08:00', to: '21:00', days: ['mon'] } },
    when: [walked('12:00', 4900)],
    until: '23:00',
    gives: [],
  },
];

const optedIn = { optedIn: true, quietDays: 2 };
const told = (days: string, last: string) =>
  `raise: Few steps or none were counted for Kathleen on ${days}; Kathleen wanted somebody to be told. [${last}]`;
const two = told('3 March and 4 March', 'Last counted: 3,000 steps on 2 March.');

const quiet: Row[] = [
  { name: 'not wanted: nobody is told, however long', when: [walked('12:00', 3000)], until: '2026-04-20T12:00', gives: [] },
  {
    name: 'wanted: two quiet days',
    params: optedIn,
    when: [walked('12:00', 3000)],
    until: '2026-03-09T12:00',
    gives: [`2026-03-04T21:00 ${two}`],
  },
  { name: 'one millisecond before', params: optedIn, when: [walked('12:00', 3000)], until: '2026-03-04T20:59:59.999', gives: [] },
  {
    name: 'a few steps are quiet too: one below the limit',
    params: optedIn,
    when: [walked('12:00', 3000), walked('2026-03-03T12:00', 499)],
    until: '2026-03-04T22:00',
    gives: [`2026-03-04T21:00 ${told('3 March and 4 March', 'Last counted: 499 steps on 3 March.')}`],
  },
  {
    name: 'at the limit they are not',
    params: optedIn,
    when: [walked('12:00', 3000), walked('2026-03-03T12:00', 500)],
    until: '2026-03-04T22:00',
    gives: [],
  },
  {
    name: 'a total told late breaks the row',
    params: optedIn,
    when: [walked('12:00', 3000), walked('2026-03-03T20:00', 900, { told: '2026-03-04T10:00' })],
    until: '2026-03-04T22:00',
    gives: [],
  },
  {
    name: 'walks again',
    params: optedIn,
    when: [walked('12:00', 3000), walked('2026-03-05T12:00', 1200)],
    until: '2026-03-05T22:00',
    gives: [`2026-03-04T21:00 ${two}`, '2026-03-05T12:00 clear: Kathleen is walking again: 1,200 steps on 5 March.'],
  },
  {
    name: 'closed by a person: counted anew',
    params: optedIn,
    when: [walked('12:00', 3000), { at: '2026-03-05T09:00', closed: true }],
    until: '2026-03-06T22:00',
    gives: [`2026-03-04T21:00 ${two}`, `2026-03-06T21:00 ${two.replace('3 March and 4', '5 March and 6')}`],
  },
  {
    name: 'days in hospital are not held against anybody, nor added to those before',
    params: optedIn,
    when: [walked('12:00', 3000), { at: '2026-03-04T09:00', patient: hospital }, { at: '2026-03-06T12:00', patient: home }],
    until: '2026-03-07T22:00',
    gives: [],
  },
  {
    name: 'nor are days that we could not see',
    params: optedIn,
    when: [walked('12:00', 3000)],
    blind: [['2026-03-04T08:00', '2026-03-04T16:00']],
    until: '2026-03-04T22:00',
    gives: [],
  },
  {
    name: 'the wish withdrawn in between',
    params: optedIn,
    when: [walked('12:00', 3000), { at: '2026-03-04T09:00', params: {} }],
    until: '2026-03-09T22:00',
    gives: [],
  },
];

const clocks: Row[] = [
  ['Europe/London', '2026-03-29', '2026-03-29T18:00:00Z'],
  ['Europe/London', '2026-10-25', '2026-10-25T19:00:00Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T23:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T08:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-05T08:30:00Z'],
].flatMap(([zone = '', day = '', until = '']) => {
  const given = { zone, day, from: '00:10', when: [walked('12:00', 4500)] };
  const justBefore = new Date(Date.parse(until) - 1).toISOString();
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before the evening`, until: justBefore, gives: [] },
    { ...given, name: `${zone}, ${day}: the evening is 19:00 on the wall`, until, gives: [`19:00 ${nearly('4,500')}`] },
  ];
});

describe.each([
  ['day by day', days],
  ['when it grows quiet', quiet],
  ['when the clocks change', clocks],
])('a number of steps, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, given)).toEqual(gives);
  });
});

describe('the agreement', () => {
  it.each([
    [{ eveningAt: '22:00' }, 'eveningAt'],
    [{ quietBelowSteps: 5000 }, 'quietBelowSteps'],
    [{ stepsPerDay: 99, quietBelowSteps: 10 }, 'stepsPerDay'],
    [{ quietDays: 1 }, 'quietDays'],
  ])('refuses %j', (raw, path) => {
    expect(stepsGoal.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('has no professional in its plan unless that is wanted', () => {
    const levels = (raw: object) => stepsGoal.defaultPlan(stepsGoal.params.parse(raw)).steps.map(({ level }) => level);
    expect(levels({})).toEqual(['patient']);
    expect(levels({ optedIn: true })).toEqual(['patient', 'coordination']);
  });
});
