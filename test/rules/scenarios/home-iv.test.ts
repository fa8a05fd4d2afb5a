import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('home-iv')!;
const kit = [...devices, device('pump', 'infusion-pump', { patientId: 'k' }), device('tag', 'app'), device('bathroom', 'thermometer')];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const pump = (at: string, value: string, more: More = {}): Happening => ({ at, device: 'pump', kind: 'infusion', value, ...more });
const started = (at: string, more: More = {}) => pump(at, 'started', more);
const visit = (at: string, more: More = {}): Happening => ({ at, person: 'visit', value: 'started', ...more });
const cel = (at: string, value: number, more: More = {}): Happening => ({ at, person: 'body-temperature', value, ...more });
/** Only infusions are watched. */
const one = { visits: [] };

const none = 'None is known before.';
const missed = (at = '12:30', last = none, window = '09:00 and 12:00') =>
  `${at} raise: Kathleen's infusion was not started, expected between ${window}. [${last}]`;
const noVisit = (at = '12:30', last = none) =>
  `${at} raise: Kathleen's nurse's visit was not recorded, expected between 09:00 and 12:00. [${last}]`;
const still = (at: string, since: string) =>
  `${at} raise: Kathleen's infusion stands still. Interrupted at ${since}, and not resumed. [Interrupted at ${since}, and not resumed.]`;
const fever = (at: string, value: number, reading = at) =>
  `${at} raise high: Kathleen has a fever during the infusions at home: Temperature ${value} °C at ${reading}, entered by hand. [Temperature ${value} °C at ${reading}, entered by hand.]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const infusions: Row[] = [
  { name: 'not started', gives: [missed()] },
  { name: 'one millisecond before we ask', until: '12:29:59.999', gives: [] },
  { name: 'started in time', when: [started('10:00'), pump('11:00', 'completed')], gives: [] },
  { name: 'started a little early', when: [started('08:30')], gives: [] },
  { name: 'one millisecond too early', when: [started('08:29:59.999')], gives: [missed('12:30', 'The last one was at 08:29.')] },
  { name: 'started at the last moment', when: [started('12:29:59.999')], gives: [] },
  { name: 'started afterwards', when: [started('13:10')], gives: [missed(), '13:10 clear: The infusion was started at 13:10.'] },
  {
    name: 'started in time, and told of afterwards',
    when: [started('10:00', { told: '13:10' })],
    gives: [missed(), '13:10 clear: The infusion was started at 10:00, told at 13:10.'],
  },
  {
    name: 'told of too late: history only',
    params: { ...one, maxLateness: 'PT1H' },
    when: [started('10:00', { told: '13:10' })],
    gives: [missed()],
  },
  { name: 'a kept report sent again', when: [started('10:00', { snapshot: true })], gives: [missed()] },
  {
    name: 'told twice, and out of order',
    when: [started('10:00'), started('09:30', { told: '10:05' }), started('10:00', { told: '10:06' })],
    gives: [],
  },
  { name: 'closed by a person: nothing left to clear', when: [{ at: '12:40', closed: true }, started('13:00')], gives: [missed()] },
  {
    name: 'two a day, each by itself',
    params: {
      ...one,
      infusions: [
        { from: '08:00', to: '09:00' },
        { from: '16:00', to: '17:00' },
      ],
    },
    when: [started('08:10')],
    gives: [missed('17:30', 'The last one was at 08:10.', '16:00 and 17:00')],
  },
  {
    name: 'on the last day of the course, and not on the day after',
    params: { ...one, until: '2026-03-02' },
    until: '2026-03-03T20:00',
    gives: [missed()],
  },
  { name: 'after the course', params: { ...one, until: '2026-03-01' }, gives: [] },
  { name: 'agreed in the middle of such a time', from: '09:30', gives: [] },
];

const standing: Row[] = [
  {
    name: 'one millisecond before it is too long',
    when: [started('09:00'), pump('10:00', 'interrupted')],
    until: '10:14:59.999',
    gives: [],
  },
  { name: 'too long', when: [started('09:00'), pump('10:00', 'interrupted')], gives: [still('10:15', '10:00')] },
  { name: 'resumed in time', when: [started('09:00'), pump('10:00', 'interrupted'), started('10:14')], gives: [] },
  { name: 'ended after all', when: [started('09:00'), pump('10:00', 'interrupted'), pump('10:14', 'completed')], gives: [] },
  {
    name: 'resumed afterwards',
    when: [started('09:00'), pump('10:00', 'interrupted'), started('10:40')],
    gives: [still('10:15', '10:00'), '10:55 clear: The infusion has run since 10:40.'],
  },
  {
    name: 'completed afterwards: over at once',
    when: [started('09:00'), pump('10:00', 'interrupted'), started('10:40'), pump('10:45', 'completed')],
    gives: [still('10:15', '10:00'), '10:45 clear: The infusion was completed at 10:45.'],
  },
  {
    name: 'resumed and interrupted by turns: one matter, over once it has run',
    when: [started('09:00'), ...['10', '11', '12'].flatMap((h) => [pump(`${h}:00`, 'interrupted'), started(`${h}:46`)])],
    gives: [still('10:15', '10:00'), '13:01 clear: The infusion has run since 12:46.'],
  },
  {
    name: 'interrupted before it was started, told afterwards',
    when: [started('10:00'), pump('09:50', 'interrupted', { told: '10:01' })],
    gives: [],
  },
  {
    name: 'taken to hospital meanwhile',
    when: [started('09:00'), pump('10:00', 'interrupted'), { at: '10:10', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'blind meanwhile',
    blind: [['10:05', '10:35']],
    when: [started('09:00'), pump('10:00', 'interrupted')],
    gives: [still('10:45', '10:00')],
  },
];

const fevers: Row[] = [
  { name: 'just below', when: [started('09:00'), cel('14:00', 37.9)], gives: [] },
  { name: 'at the limit, at once', when: [started('09:00'), cel('14:00', 38)], gives: [fever('14:00', 38)] },
  {
    name: 'again, and then none: a person ends it',
    when: [started('09:00'), cel('14:00', 38.4), cel('15:00', 38.9), cel('16:00', 36.8)],
    gives: [fever('14:00', 38.4), '15:00 evidence: Temperature 38.9 °C at 15:00, entered by hand.'],
  },
  {
    name: 'told twice',
    when: [started('09:00'), cel('14:00', 38.4), cel('14:00', 38.4, { told: '14:10' })],
    gives: [fever('14:00', 38.4)],
  },
  { name: 'after the course', params: { ...one, until: '2026-03-01' }, when: [cel('14:00', 39)], gives: [] },
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, when: [cel('14:00', 39)], gives: [] },
  {
    name: 'by a thermometer that several use',
    patient: { devices: kit, sharedHome: true },
    when: [started('09:00'), { at: '14:00', device: 'bathroom', kind: 'body-temperature', value: 39 }],
    gives: [],
  },
  {
    name: 'joins what is open, and what else is open may end',
    when: [cel('14:00', 38.4), started('15:00')],
    gives: [missed(), fever('14:00', 38.4), '15:00 evidence: The infusion was started at 15:00.'],
  },
];

const visits: Row[] = [
  { name: 'neither nurse nor infusion', params: {}, gives: [missed(), noVisit()] },
  { name: 'the nurse came', params: {}, when: [visit('09:10'), started('09:20')], gives: [] },
  { name: 'she came, and nothing was started', params: {}, when: [visit('09:10')], gives: [missed()] },
  {
    name: 'she came late',
    params: {},
    when: [started('10:00'), visit('13:00')],
    gives: [noVisit(), "13:00 clear: The nurse's visit started at 13:00."],
  },
  {
    name: 'a visit that may have been to the other one',
    params: {},
    patient: { devices: kit, sharedHome: true },
    when: [started('10:00'), { at: '10:00', device: 'tag', kind: 'visit', value: 'started' }],
    gives: [noVisit()],
  },
];

const absences: Row[] = [
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, gives: [] },
  {
    name: 'home again after such a time began',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T10:00:00Z') } },
    gives: [],
  },
  { name: 'home again before', patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T08:59:00Z') } }, gives: [missed()] },
  { name: 'blind as it ended', blind: [['12:00', '14:00']], gives: [missed('14:30')] },
  {
    name: 'an outage of ours, and what was kept settles it',
    blind: [['12:00', '14:00']],
    blindUntil: '14:00',
    when: [started('11:00', { told: '14:01' })],
    gives: [],
  },
];

const atNight = { visits: [], infusions: [{ from: '00:30', to: '02:30' }] };
const clocks: Row[] = [
  {
    name: 'London, spring',
    day: '2026-03-29',
    from: '00:10',
    until: '2026-03-29T02:30:00Z',
    params: atNight,
    gives: [missed('03:00', none, '00:30 and 02:30')],
  },
  { name: 'London, autumn', day: '2026-10-25', from: '00:10', until: '2026-10-25T02:59:59.999Z', params: atNight, gives: [] },
  {
    name: 'New York, spring: to the end of the gap',
    zone: 'America/New_York',
    day: '2026-03-08',
    from: '00:10',
    until: '03:30',
    params: atNight,
    gives: [missed('03:30', none, '00:30 and 03:00')],
  },
  {
    name: 'New York, autumn',
    zone: 'America/New_York',
    day: '2026-11-01',
    from: '00:10',
    until: '2026-11-01T08:00:00Z',
    params: atNight,
    gives: [missed('03:00', none, '00:30 and 02:30')],
  },
  {
    name: 'Lord Howe, spring: half an hour',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    from: '00:10',
    until: '03:00',
    params: atNight,
    gives: [missed('03:00', none, '00:30 and 02:30')],
  },
];

describe.each([
  ['missed', infusions],
  ['that stand still', standing],
  ['and fever', fevers],
  ['and the nurse', visits],
  ['when nobody is there, or we cannot see', absences],
  ['when the clocks change', clocks],
])('infusions at home %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { params: one, ...given }).lines).toEqual(gives);
  });
});

describe('the agreement about infusions', () => {
  it('is explained', () => {
    const explained = (drive: Drive) => said(driveExplained(template, { params: { until: '2026-03-09' }, ...drive }).conditions);
    expect(explained({ until: '08:00' })).toEqual([
      'not met: No start is known. No fever is known. No visit is known. Looked at again at 12:30.',
      'met: Its last day is 9 March.',
      'met: At home.',
    ]);
    expect(explained({ until: '13:00', when: [cel('10:00', 38.5)] })[0]).toBe(
      'met: No start is known. Fever of 38.5 °C at 10:00. No visit is known. Looked at again at 12:30 on 3 March.',
    );
    expect(explained({ day: '2026-03-10' })[1]).toBe('not met: Its last day is 9 March.');
  });

  it('goes to the centre first', () => {
    expect(template.defaultPlan(parseParams(template, {})).steps.map(({ level }) => level)).toEqual([
      'coordination',
      'agency',
      'rapid-response',
    ]);
  });

  it.each([
    [{ infusions: [] }, 'names no time'],
    [{ until: '9 March' }, 'YYYY-MM-DD'],
    [{ feverFromCel: 30 }, 'feverFromCel'],
  ])('%j is refused and says why', (raw, words) => {
    expect(paramsProblem(template, raw)).toContain(words);
  });
});
