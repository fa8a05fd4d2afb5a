import { describe, expect, it } from 'vitest';
import { readingExpected } from '../../../rules/scenarios/reading-expected.ts';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, type Happening } from '../drive.ts';

const template = templates.get('reading-expected')!;

const taken = (at: string, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  device: 'cuff',
  kind: 'blood-pressure',
  value: { systolicMmHg: 130, diastolicMmHg: 80 },
  ...more,
});
const ours = (at: string): Happening => ({ ...taken(at), device: 'ours' }) as Happening;
const reminded = 'prompt cuff: Hello, {name}. We have not had your blood pressure today. Could you see to it now?';
const noFirst =
  'raise: No blood pressure has come from Kathleen within 24 hours of the start. [No blood pressure has come since the start.]';
const three = (last: string, days = '3 March, 4 March and 5 March') =>
  `raise: Kathleen's blood pressure was expected on ${days} and did not come. [Last blood pressure taken at ${last}.]`;
const back = (at: string) => `clear: Kathleen's blood pressure was taken at ${at}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const first: Row[] = [
  { name: 'nothing comes', until: '2026-03-03T06:00', gives: [`2026-03-03T06:00 ${noFirst}`] },
  { name: 'one millisecond before the 24 hours end', until: '2026-03-03T05:59:59.999', gives: [] },
  { name: 'it comes at the last moment', when: [taken('2026-03-03T05:59:59.999')], until: '2026-03-03T19:59', gives: [] },
  {
    name: 'it comes too late',
    when: [taken('2026-03-03T07:30')],
    until: '2026-03-03T23:00',
    gives: [`2026-03-03T06:00 ${noFirst}`, `2026-03-03T07:30 ${back('07:30')}`],
  },
  {
    name: 'it was taken in time and is told too late',
    when: [taken('08:05', { told: '2026-03-03T08:50' })],
    until: '2026-03-03T08:50',
    gives: [
      `2026-03-03T06:00 ${noFirst}`,
      "2026-03-03T08:50 clear: Kathleen's blood pressure was taken at 08:05 on 2 March, told at 08:50.",
    ],
  },
  {
    name: 'asked about once; closed by a person, then days count like any others',
    when: [{ at: '2026-03-03T09:00', closed: true }],
    until: '2026-03-05T20:00',
    gives: [
      `2026-03-03T06:00 ${noFirst}`,
      `2026-03-03T20:00 ${reminded}`,
      `2026-03-04T20:00 ${reminded}`,
      "2026-03-05T20:00 raise: Kathleen's blood pressure was expected on 3 March, 4 March and 5 March and did not come. [No blood pressure has come since the start.]",
    ],
  },
  { name: 'the same message twice', when: [taken('08:00'), taken('08:00')], until: '2026-03-03T19:59:59.999', gives: [] },
  {
    name: 'a cached reading is none',
    when: [taken('08:00', { snapshot: true })],
    until: '2026-03-03T06:00',
    gives: [`2026-03-03T06:00 ${noFirst}`],
  },
  {
    name: 'other readings are none',
    params: { kind: 'body-weight' },
    when: [taken('08:00')],
    until: '2026-03-03T06:00',
    gives: [`2026-03-03T06:00 ${noFirst.replaceAll('blood pressure', 'weight')}`],
  },
  {
    name: 'no wish for a first one: days count from the first whole one',
    params: { firstWithin: null },
    until: '2026-03-03T20:00',
    gives: [`2026-03-03T20:00 ${reminded}`],
  },
  {
    name: 'a longer time for the first: reminded in the evening, days not held against her',
    params: { firstWithin: 'P4D', missedDays: 2 },
    until: '2026-03-06T06:00',
    gives: [
      `2026-03-03T20:00 ${reminded}`,
      `2026-03-04T20:00 ${reminded}`,
      `2026-03-05T20:00 ${reminded}`,
      `2026-03-06T06:00 ${noFirst.replace('24 hours', '96 hours')}`,
    ],
  },
];

const days: Row[] = [
  {
    name: 'one every day',
    when: [taken('08:00'), taken('2026-03-03T09:00'), taken('2026-03-04T19:59:59.999')],
    until: '2026-03-05T19:59',
    gives: [],
  },
  { name: 'one millisecond before the evening', when: [taken('08:00')], until: '2026-03-03T19:59:59.999', gives: [] },
  { name: 'none by the evening', when: [taken('08:00')], until: '2026-03-03T23:00', gives: [`2026-03-03T20:00 ${reminded}`] },
  {
    name: 'after the reminder still counts for its day',
    when: [taken('08:00'), taken('2026-03-03T21:00'), taken('2026-03-06T21:00')],
    until: '2026-03-06T23:00',
    gives: [
      `2026-03-03T20:00 ${reminded}`,
      `2026-03-04T20:00 ${reminded}`,
      `2026-03-05T20:00 ${reminded}`,
      `2026-03-06T20:00 ${three('21:00 on 3 March', '4 March, 5 March and 6 March')}`,
      `2026-03-06T21:00 ${back('21:00')}`,
    ],
  },
  {
    name: 'three days without',
    when: [taken('08:00')],
    until: '2026-03-09T12:00',
    gives: [`2026-03-03T20:00 ${reminded}`, `2026-03-04T20:00 ${reminded}`, `2026-03-05T20:00 ${three('08:00 on 2 March')}`],
  },
  {
    name: 'one millisecond before the third evening',
    when: [taken('08:00')],
    until: '2026-03-05T19:59:59.999',
    gives: [`2026-03-03T20:00 ${reminded}`, `2026-03-04T20:00 ${reminded}`],
  },
  {
    name: 'two missed, one taken, two missed: not in a row',
    when: [taken('08:00'), taken('2026-03-05T10:00')],
    until: '2026-03-07T23:00',
    gives: ['03', '04', '06', '07'].map((date) => `2026-03-${date}T20:00 ${reminded}`),
  },
  {
    name: 'a late one breaks the row',
    when: [taken('08:00'), taken('2026-03-04T10:00', { told: '2026-03-05T12:00' })],
    until: '2026-03-06T23:00',
    gives: ['03', '04', '05', '06'].map((date) => `2026-03-${date}T20:00 ${reminded}`),
  },
  {
    name: 'a late one of before the row changes nothing',
    when: [taken('08:00'), taken('06:30', { told: '2026-03-05T12:00' })],
    until: '2026-03-05T20:00',
    gives: [`2026-03-03T20:00 ${reminded}`, `2026-03-04T20:00 ${reminded}`, `2026-03-05T20:00 ${three('08:00 on 2 March')}`],
  },
  {
    name: 'a late one after we have asked clears it',
    when: [taken('08:00'), taken('2026-03-04T10:00', { told: '2026-03-05T21:00' })],
    until: '2026-03-05T23:00',
    gives: [
      `2026-03-03T20:00 ${reminded}`,
      `2026-03-04T20:00 ${reminded}`,
      `2026-03-05T20:00 ${three('08:00 on 2 March')}`,
      "2026-03-05T21:00 clear: Kathleen's blood pressure was taken at 10:00 on 4 March, told at 21:00.",
    ],
  },
  {
    name: 'every third day: not due, and due',
    params: { everyDays: 3, missedDays: 1 },
    when: [taken('08:00')],
    until: '2026-03-05T20:00',
    gives: [`2026-03-05T20:00 ${three('08:00 on 2 March', '5 March')}`],
  },
  {
    name: 'weekdays only: a weekend is no missed day',
    day: '2026-03-05',
    params: { missedDays: 2, window: { from: '00:00', to: '20:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
    when: [taken('08:00')],
    until: '2026-03-09T20:00',
    gives: [`2026-03-06T20:00 ${reminded}`, `2026-03-09T20:00 ${three('08:00 on 5 March', '6 March and 9 March')}`],
  },
];

const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const home = { presence: { mode: 'home', untilAt: null } } as const;
const sharing = { sharedHome: true, devices: [...devices, device('ours', 'cuff')] };

const absence: Row[] = [
  { name: 'in hospital from the start', patient: hospital, until: '2026-03-12T12:00', gives: [] },
  {
    name: 'home again: the first one is due from then',
    patient: hospital,
    when: [{ at: '2026-03-05T11:00', patient: home }],
    until: '2026-03-06T11:00',
    gives: [`2026-03-06T11:00 ${noFirst}`],
  },
  {
    name: 'two days missed, then away, then one missed',
    when: [taken('08:00'), { at: '2026-03-05T09:00', patient: hospital }, { at: '2026-03-06T09:00', patient: home }],
    until: '2026-03-07T23:00',
    gives: ['03', '04', '07'].map((date) => `2026-03-${date}T20:00 ${reminded}`),
  },
  {
    name: 'with family until a date: watched from then by itself',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-05T00:00:00Z') } },
    params: { firstWithin: null },
    until: '2026-03-05T23:00',
    gives: [`2026-03-05T20:00 ${reminded}`],
  },
  {
    name: 'a millisecond longer, and only the day after counts',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-05T00:00:00.001Z') } },
    params: { firstWithin: null },
    until: '2026-03-06T20:00',
    gives: [`2026-03-06T20:00 ${reminded}`],
  },
  {
    name: 'a cuff that several use says nothing of one',
    patient: sharing,
    when: [ours('08:00')],
    until: '2026-03-03T06:00',
    gives: [
      `2026-03-03T06:00 ${noFirst.replace(']', ' One was taken at 08:00 on 2 March with a device that several use; it cannot be put down to one person.]')}`,
    ],
  },
  {
    name: 'unless that is agreed, and then the words say so',
    patient: sharing,
    params: { sharedCounts: true },
    when: [ours('2026-03-03T07:00')],
    until: '2026-03-03T19:00',
    gives: [`2026-03-03T06:00 ${noFirst}`, `2026-03-03T07:00 ${back('07:00')} It cannot be put down to one person.`],
  },
];

const blindness: Row[] = [
  {
    name: 'the wait for the first one does not count the time in which we could not see',
    blind: [['10:00', '12:00']],
    until: '2026-03-03T07:59:59.999',
    gives: [],
  },
  { name: 'and ends that much later', blind: [['10:00', '12:00']], until: '2026-03-03T08:00', gives: [`2026-03-03T08:00 ${noFirst}`] },
  {
    name: 'blind at noon: the evening is as ever',
    when: [taken('08:00')],
    blind: [['2026-03-03T10:00', '2026-03-03T14:00']],
    until: '2026-03-03T20:00',
    gives: [`2026-03-03T20:00 ${reminded}`],
  },
  {
    name: 'blind in the evening: an hour after it for what is sent again',
    when: [taken('08:00')],
    blind: [['2026-03-03T18:00', '2026-03-03T20:30']],
    until: '2026-03-03T23:00',
    gives: [`2026-03-03T21:30 ${reminded}`],
  },
  {
    name: 'a day of which we saw less than half is not held against her',
    when: [taken('08:00')],
    blind: [['2026-03-04T06:00', '2026-03-04T18:00']],
    until: '2026-03-05T23:00',
    gives: [`2026-03-03T20:00 ${reminded}`, `2026-03-05T20:00 ${reminded}`],
  },
  {
    name: 'an outage of ours of three days: said late, once, and no reminder for days that are over',
    when: [taken('08:00')],
    blindUntil: '2026-03-06T10:00',
    until: '2026-03-06T12:00',
    gives: [`2026-03-06T10:00 ${three('08:00 on 2 March')}`],
  },
];

const clocks: Row[] = [
  ['Europe/London', '2026-03-28', '2026-03-29', '2026-03-29T19:00:00Z'],
  ['Europe/London', '2026-10-24', '2026-10-25', '2026-10-25T20:00:00Z'],
  ['America/New_York', '2026-03-07', '2026-03-08', '2026-03-09T00:00:00Z'],
  ['America/New_York', '2026-10-31', '2026-11-01', '2026-11-02T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03', '2026-10-04', '2026-10-04T09:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04', '2026-04-05', '2026-04-05T09:30:00Z'],
].flatMap(([zone = '', day = '', next, until = '']) => {
  const given = { zone, day, when: [taken('08:00')] };
  const justBefore = new Date(Date.parse(until) - 1).toISOString();
  return [
    { ...given, name: `${zone}, ${next}: one millisecond before the evening`, until: justBefore, gives: [] },
    { ...given, name: `${zone}, ${next}: the evening is 20:00 on the wall`, until, gives: [`${next}T20:00 ${reminded}`] },
  ];
});

describe.each([
  ['the first one', first],
  ['day by day', days],
  ['away, in hospital, shared', absence],
  ['when we cannot see', blindness],
  ['when the clocks change', clocks],
])('an expected reading, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, given)).toEqual(gives);
  });
});

describe('the agreement', () => {
  it.each([
    [{ kind: 'motion' }, 'kind'],
    [{ window: { from: '20:00', to: '02:00' } }, 'window.to'],
    [{ everyDays: 0 }, 'everyDays'],
    [{ missedDays: 15 }, 'missedDays'],
    [{ firstWithin: 'soon' }, 'firstWithin'],
  ])('refuses %j', (raw, path) => {
    expect(readingExpected.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('is woken only by its own kind', () => {
    const params = parseParams(templates.get('reading-expected')!, { kind: 'body-weight' });
    expect(readingExpected.kindsOf?.(params as never)).toEqual(['body-weight']);
  });

  it('reads as a sentence', () => {
    const params = readingExpected.params.parse({});
    expect(readingExpected.describe(params)).toBe(
      'Your blood pressure is expected every day by 20:00; if it has not come we remind you, and after 3 missed in a row we tell your key worker.',
    );
  });
});
