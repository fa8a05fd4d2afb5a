import { describe, expect, it } from 'vitest';
import { exercises } from '../../../rules/scenarios/exercises.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, type Happening } from '../drive.ts';

const template = templates.get('exercises')!;

const said = (at: string, value: 'done' | 'not-done' = 'done', more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  person: 'exercise',
  value,
  ...more,
});
const pain = (at: string, value: number): Happening => ({ at, person: 'pain', value });
const praised = (n: number, of = 5) => `prompt app: Well done, {name}: your exercises, on ${n} of ${of} days this week.`;
const asked = 'prompt app: Have you done your exercises today, {name}?';
const back = (of: string, end = 'A new week begins.') => `prompt app: Last week, {name}: your exercises, on ${of}. ${end}`;
const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

// The drive begins on Monday 2 March 2026.
const days: Row[] = [
  { name: 'nothing said', gives: [`18:00 ${asked}`] },
  { name: 'one millisecond before we ask', until: '17:59:59.999', gives: [] },
  { name: 'done', when: [said('10:00')], gives: [`10:00 ${praised(1)}`] },
  { name: 'not done is an answer', when: [said('10:00', 'not-done')], gives: [] },
  { name: 'done, said in the evening', when: [said('18:30')], gives: [`18:00 ${asked}`] },
  { name: 'the same twice', when: [said('10:00'), said('10:00')], gives: [`10:00 ${praised(1)}`] },
  { name: 'twice on one day is one day', when: [said('10:00'), said('15:00')], gives: [`10:00 ${praised(1)}`] },
  { name: 'first not, then done', when: [said('10:00', 'not-done'), said('15:00')], gives: [`15:00 ${praised(1)}`] },
  { name: 'a cached answer is none', when: [said('10:00', 'done', { snapshot: true })], gives: [`18:00 ${asked}`] },
  {
    name: 'yesterday’s, told today, is counted and not praised',
    when: [said('20:00', 'done', { told: '2026-03-03T10:00' }), said('2026-03-03T11:00')],
    until: '2026-03-03T12:00',
    gives: [`18:00 ${asked}`, `2026-03-03T11:00 ${praised(2)}`],
  },
  { name: 'a pain score is no answer about exercises', when: [pain('10:00', 4)], gives: [`18:00 ${asked}`] },
  {
    name: 'who has done enough this week is not asked',
    params: { timesPerWeek: 1 },
    when: [said('10:00')],
    until: '2026-03-08T23:00',
    gives: [`10:00 ${praised(1, 1)}`],
  },
  { name: 'in hospital', patient: hospital, when: [said('10:00')], until: '2026-03-03T23:00', gives: [] },
  {
    name: 'a button of the home says nothing of one',
    patient: { sharedHome: true, devices: [...devices, device('board', 'app')] },
    when: [{ at: '10:00', device: 'board', kind: 'exercise', value: 'done' }],
    gives: [`18:00 ${asked}`],
  },
  { name: 'an outage of ours: yesterday is not asked about', blindUntil: '2026-03-03T10:00', until: '2026-03-03T12:00', gives: [] },
];

const physio = { listTo: 'the physio, Sam Patel', timesPerWeek: 2 };
const week = [said('08:00'), pain('08:05', 3), pain('09:30', 6), said('2026-03-04T08:00', 'not-done'), said('2026-03-06T08:00')];
const questions = (...dates: readonly string[]) => dates.map((date) => `2026-03-${date}T18:00 ${asked}`);
const list =
  'raise: For the physio, Sam Patel: Kathleen, 2 March to 8 March: exercises on 2 of 2 days, worst pain 6 of 10. ' +
  '[2 March: done, pain 6 of 10. 4 March: not done. 6 March: done.]';

const lists: Row[] = [
  {
    name: 'nobody gets a list: only she looks back',
    params: { timesPerWeek: 2 },
    when: week,
    until: '2026-03-09T09:00',
    gives: [...questions('03', '05'), `2026-03-09T09:00 ${back('2 of 2 days', 'Well done!')}`],
  },
  {
    name: 'the list of a week',
    params: physio,
    when: week,
    until: '2026-03-09T09:00',
    gives: [...questions('03', '05'), `2026-03-09T09:00 ${back('2 of 2 days', 'Well done!')}`, `2026-03-09T09:00 ${list}`],
  },
  { name: 'one millisecond before', params: physio, when: week, until: '2026-03-09T08:59:59.999', gives: questions('03', '05') },
  {
    name: 'Sunday evening counts, Monday morning does not',
    params: { ...physio, timesPerWeek: 1 },
    day: '2026-03-08',
    when: [said('22:00'), said('2026-03-09T07:00', 'not-done')],
    until: '2026-03-09T09:00',
    gives: [
      `18:00 ${asked}`,
      `2026-03-09T09:00 ${back('1 day', 'Well done!')}`,
      '2026-03-09T09:00 raise: For the physio, Sam Patel: Kathleen, 8 March to 8 March: exercises on 1 day. [8 March: done.]',
    ],
  },
  {
    name: 'nothing said for a week is a list too',
    params: physio,
    from: '19:00',
    day: '2026-03-08',
    until: '2026-03-09T09:00',
    gives: [
      `2026-03-09T09:00 ${back('0 days')}`,
      '2026-03-09T09:00 raise: For the physio, Sam Patel: Kathleen, 8 March to 8 March: exercises on 0 days. [Nothing was said that week.]',
    ],
  },
  { name: 'away all week: no list', params: physio, patient: hospital, until: '2026-03-10T12:00', gives: [] },
  {
    name: 'away since Friday: the list of the days before, and no words to an empty house',
    params: physio,
    when: [...week, { at: '2026-03-06T12:00', patient: hospital }],
    until: '2026-03-09T09:00',
    gives: [...questions('03', '05'), `2026-03-09T09:00 ${list}`],
  },
  {
    name: 'an answer that reached us only on Monday morning',
    params: physio,
    when: [...week, said('2026-03-07T08:00', 'done', { told: '2026-03-09T08:30' })],
    until: '2026-03-09T09:00',
    gives: [
      ...questions('03', '05'),
      `2026-03-09T09:00 ${back('3 of 2 days', 'Well done!')}`,
      `2026-03-09T09:00 ${list.replace('2 of 2', '3 of 2').replace('6 March: done.', '6 March: done. 7 March: done.')}`,
    ],
  },
  {
    name: 'blind over the look back: an hour for what is sent again',
    params: physio,
    when: week,
    blind: [['2026-03-09T08:30', '2026-03-09T09:30']],
    until: '2026-03-09T10:30',
    gives: [...questions('03', '05'), `2026-03-09T10:00 ${back('2 of 2 days', 'Well done!')}`, `2026-03-09T10:00 ${list}`],
  },
];

const clocks: Row[] = [
  ['Europe/London', '2026-03-29', '2026-03-29T17:00:00Z'],
  ['Europe/London', '2026-10-25', '2026-10-25T18:00:00Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T22:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T23:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T07:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-05T07:30:00Z'],
].flatMap(([zone = '', day = '', until = '']) => {
  const justBefore = new Date(Date.parse(until) - 1).toISOString();
  return [
    { zone, day, name: `${zone}, ${day}: one millisecond before we ask`, until: justBefore, gives: [] },
    { zone, day, name: `${zone}, ${day}: 18:00 on the wall`, until, gives: [`18:00 ${asked}`] },
  ];
});

describe.each([
  ['day by day', days],
  ['once a week', lists],
  ['when the clocks change', clocks],
])('exercises, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, given)).toEqual(gives);
  });
});

it('who does not want a list has none promised', () => {
  const agreed = (raw: object) => exercises.describe(exercises.params.parse(raw));
  expect(agreed({})).toContain('nobody else is told');
  expect(agreed(physio)).toContain('once a week the physio, Sam Patel gets the list, with your pain scores');
});
