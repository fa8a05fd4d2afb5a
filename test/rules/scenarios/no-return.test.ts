import { describe, expect, it } from 'vitest';
import { noReturn } from '../../../rules/scenarios/no-return.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('no-return')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const door = (at: string, more: More = {}): Happening => ({ at, device: 'door', kind: 'contact', value: 'open', ...more });
const shut = (at: string): Happening => ({ at, device: 'door', kind: 'contact', value: 'closed' });
const moves = (at: string, more: More = {}): Happening => ({ at, device: 'pir', kind: 'motion', value: true, ...more });
const inBed = (at: string): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: true });

const missing = (at: string, left: string, more = '', reason = '') =>
  `${at} raise: Kathleen left home at ${left} and is not back.${reason} [The front door was opened at ${left}; no movement indoors since.${more}]`;
const back = (at: string, how = 'movement indoors') => `${at} clear: Kathleen is back: ${how} at ${at}.`;
const lunchClub = { leaving: { from: '09:30', to: '11:00', days: ['mon', 'wed'] }, returnBy: '14:30', outFor: null };

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const times: Row[] = [
  { name: 'at home all day', when: [moves('09:00'), moves('15:00')], gives: [] },
  { name: 'out at ten and not back by four', when: [door('10:00')], gives: [missing('16:00', '10:00')] },
  { name: 'one millisecond before four', when: [door('10:00')], until: '15:59:59.999', gives: [] },
  { name: 'back in time', when: [door('10:00'), door('15:40'), moves('15:45')], gives: [] },
  { name: 'back at the last moment', when: [door('10:00'), moves('15:59:59.999')], gives: [] },
  { name: 'back too late', when: [door('10:00'), door('17:00'), moves('17:01')], gives: [missing('16:00', '10:00'), back('17:01')] },
  { name: 'in bed is back as well', when: [door('10:00'), inBed('17:00')], gives: [missing('16:00', '10:00'), back('17:00', 'in bed')] },
  { name: 'answered the door', when: [door('10:00'), shut('10:00:20'), moves('10:03')], gives: [] },
  { name: 'movement in the hall on the way out', when: [door('10:00'), moves('10:01')], gives: [missing('16:00', '10:00')] },
  {
    name: 'exactly two minutes after the door is still the way out',
    when: [door('10:00'), moves('10:02')],
    gives: [missing('16:00', '10:00')],
  },
  {
    name: 'the door was opened again, and nobody moves',
    when: [door('10:00'), door('15:30')],
    gives: [missing('16:00', '10:00', ' Opened again at 15:30.')],
  },
  {
    name: 'leaves as the time is up: the next day counts, or twelve hours',
    when: [door('16:00')],
    until: '2026-03-03T04:00',
    gives: [
      '2026-03-03T04:00 raise: Kathleen left home at 16:00 on 2 March and is not back. [The front door was opened at 16:00 on 2 March; no movement indoors since.]',
    ],
  },
  { name: 'and not sooner', when: [door('16:00')], until: '2026-03-03T03:59:59.999', gives: [] },
  {
    name: 'raised once an outing',
    when: [door('10:00'), door('17:00'), door('18:00')],
    until: '2026-03-04T23:00',
    gives: [missing('16:00', '10:00')],
  },
  {
    name: 'a second outing after the first',
    when: [door('10:00'), door('11:00'), moves('11:05'), door('12:00')],
    gives: [missing('16:00', '12:00')],
  },
  {
    name: 'a wanderer: three quarters of an hour',
    params: { returnBy: null, outFor: 'PT45M' },
    when: [door('13:00')],
    gives: [missing('13:45', '13:00')],
  },
  {
    name: 'one millisecond before that',
    params: { returnBy: null, outFor: 'PT45M' },
    when: [door('13:00')],
    until: '13:44:59.999',
    gives: [],
  },
  {
    name: 'the earlier of both counts',
    params: { returnBy: '16:00', outFor: 'PT8H' },
    when: [door('07:30')],
    gives: [missing('15:30', '07:30')],
  },
];

const club: Row[] = [
  { name: 'Monday is a day of the club', params: lunchClub, when: [door('10:00')], gives: [missing('14:30', '10:00')] },
  { name: 'the first instant', params: lunchClub, when: [door('09:30')], gives: [missing('14:30', '09:30')] },
  { name: 'one millisecond before', params: lunchClub, when: [door('09:29:59.999')], gives: [] },
  { name: 'the end is no longer in it', params: lunchClub, when: [door('11:00')], gives: [] },
  { name: 'Tuesday is not', params: lunchClub, day: '2026-03-03', when: [door('10:00')], gives: [] },
  {
    name: 'a holiday, by agreement',
    params: { ...lunchClub, leaving: { from: '09:30', to: '11:00', bankHolidays: 'exclude' } },
    day: '2026-04-06',
    when: [door('10:00')],
    gives: [],
  },
];

const told: Row[] = [
  { name: 'a cached "open" is nobody leaving', when: [door('10:00', { snapshot: true })], gives: [] },
  { name: 'told late: nothing is known of now', when: [door('10:00', { told: '10:03' })], gives: [] },
  {
    name: 'cached movement is nobody coming home',
    when: [door('10:00'), moves('12:00', { snapshot: true })],
    gives: [missing('16:00', '10:00')],
  },
  {
    name: 'movement told late clears',
    when: [door('10:00'), moves('15:50', { told: '16:20' })],
    gives: [missing('16:00', '10:00'), '16:20 clear: Kathleen is back: movement indoors at 15:50, told at 16:20.'],
  },
  {
    name: 'movement from before the outing, told during it',
    when: [door('10:00'), moves('09:55', { told: '10:30' })],
    gives: [missing('16:00', '10:00')],
  },
  {
    name: 'closed by a person, comes home, and goes out again',
    when: [door('10:00'), { at: '17:00', closed: true }, door('17:30'), moves('17:33')],
    until: '2026-03-03T15:00',
    gives: [missing('16:00', '10:00')],
  },
  {
    name: 'closed by a person, and the sensor saw nobody come home: the next outing counts',
    when: [door('10:00'), { at: '17:00', closed: true }, door('2026-03-03T10:00')],
    until: '2026-03-03T17:00',
    gives: [missing('16:00', '10:00'), expect.stringContaining('2026-03-03T16:00 raise')],
  },
];

const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const others: Row[] = [
  { name: 'taken to hospital', when: [door('10:00'), { at: '11:00', patient: hospital }], gives: [] },
  {
    name: 'and home again: the outing of then is settled',
    when: [door('10:00'), { at: '11:00', patient: hospital }, { at: '18:00', patient: { presence: { mode: 'home', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'an absence that has ended by itself',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T09:00:00Z') } },
    when: [door('10:00')],
    gives: [missing('16:00', '10:00')],
  },
  { name: 'several people: nobody in particular has left', patient: { sharedHome: true }, when: [door('10:00')], gives: [] },
  {
    name: 'agreed that anybody counts',
    patient: { sharedHome: true },
    params: { sharedCounts: true },
    when: [door('10:00'), moves('17:00')],
    gives: [
      missing('16:00', '10:00', '', ' Several people live there: it cannot be put down to one of them.'),
      `${back('17:00')} It cannot be put down to one person.`,
    ],
  },
  {
    name: 'no sensor would see movement',
    patient: { devices: devices.filter(({ kind }) => kind !== 'motion') },
    when: [door('10:00')],
    gives: [],
  },
  {
    name: 'a garden door is not the front door',
    patient: { devices: [...devices, device('garden', 'door')] },
    when: [{ at: '10:00', device: 'garden', kind: 'contact', value: 'open' }],
    gives: [],
  },
];

const blindness: Row[] = [
  {
    name: 'at noon: of no account by four',
    when: [door('10:00')],
    blind: [['12:00', '14:30']],
    gives: [missing('16:00', '10:00', ' For 2 hours 30 minutes of that time we could not see; that is taken out of the wait.')],
  },
  { name: 'just before four: time to be seen', when: [door('10:00')], blind: [['15:20', '15:50']], until: '16:29:59.999', gives: [] },
  { name: 'and then it is asked', when: [door('10:00')], blind: [['15:20', '15:50']], gives: [expect.stringMatching(/^16:30 raise/)] },
  { name: 'came home while we could not see', when: [door('10:00'), moves('16:10')], blind: [['15:20', '15:50']], gives: [] },
  { name: 'an outage of ours, looked at when it is over', when: [door('10:00')], blindUntil: '16:40', gives: [missing('16:40', '10:00')] },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at }) => {
  const given = { zone, day, from: '00:10', when: [door(at('10:00'))] };
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before four on the wall`, until: at('16:00', -1), gives: [] },
    { ...given, name: `${zone}, ${day}: four on the wall`, until: at('16:00'), gives: [missing('16:00', '10:00')] },
  ];
});

describe.each([
  ['by a time', times],
  ['from the lunch club', club],
  ['told late, told again', told],
  ['away, or not alone', others],
  ['when we could not see', blindness],
  ['when the clocks change', clocks],
])('not back home: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(given.blindUntil ? drive(template, given) : driveExplained(template, given).lines).toEqual(gives);
  });
});

describe('the agreement about coming home', () => {
  const explained = (until: string, when: Happening[], given: Drive = {}) =>
    said(driveExplained(template, { until, when, ...given }).conditions);
  const start = ['met: At home.', 'met: They do.'];

  it('says why, and why not', () => {
    const opened = 'The front door was opened at 10:00; no movement indoors since.';
    expect(explained('16:00', [door('10:00')])).toEqual([...start, `met: ${opened}`, 'met: Not back.']);
    expect(explained('15:00', [door('10:00')])).toEqual([...start, `met: ${opened}`, 'not met: Waited for until 16:00.']);
    expect(explained('15:00', [])).toEqual([...start, 'not met: At home, as far as we know.', 'not met: Nobody is waited for.']);
    expect(explained('15:00', [door('12:00')], { params: lunchClub }).slice(2)).toEqual([
      `not met: ${opened.replace('10:00', '12:00')}`,
      'not met: Nobody is waited for.',
    ]);
    expect(explained('16:00', [door('10:00')], { patient: { sharedHome: true } })[1]).toBe(
      'unknown: There are no such sensors, or several people live there.',
    );
  });

  it('needs a recorded consent, and her own word does not end the search', () => {
    expect(noReturn.needsConsent).toBe(true);
    expect(noReturn.defaultPlan(noReturn.params.parse({}))).toMatchObject({ okClears: false });
    expect(noReturn.defaultPlan(noReturn.params.parse({})).steps.map(({ level }) => level)).toEqual([
      'agency',
      'family',
      'coordination',
      'emergency',
    ]);
  });

  it.each([
    [{ returnBy: null, outFor: null }, 'returnBy'],
    [{ returnBy: '25:00' }, 'returnBy'],
    [{ leaving: { from: '09:30' } }, 'leaving.to'],
  ])('refuses %j', (raw, path) => {
    expect(noReturn.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('reads as a sentence', () => {
    expect(noReturn.describe(noReturn.params.parse(lunchClub))).toBe(
      'If you leave home between 09:30 and 11:00 on Mondays and Wednesdays and are not back by 14:30, we ask those who may know, then your family, then the care centre.',
    );
    expect(noReturn.describe(noReturn.params.parse({}))).toContain('If you leave home and are not back by 16:00 or within 12 hours,');
  });
});
