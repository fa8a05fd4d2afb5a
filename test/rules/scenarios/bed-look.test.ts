import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const [notLeft, notEntered] = ['bed-not-left', 'bed-not-entered'].map((id) => templates.get(id)!);

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const inBed = (at: string, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: true, ...more });
const up = (at: string, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: false, ...more });
const evening = inBed('2026-03-01T22:30');

const lying = (since = '22:30 on 1 March', more = '') =>
  `10:00 raise: Kathleen has not got up by 10:00. [Got into bed at ${since}.${more}]`;
const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const home = { presence: { mode: 'home', untilAt: null } } as const;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const mornings: Row[] = [
  { name: 'still in bed', when: [evening], gives: [lying()] },
  { name: 'one millisecond before ten', when: [evening], until: '09:59:59.999', gives: [] },
  { name: 'up at eight', when: [evening, up('08:00')], gives: [] },
  { name: 'up for a moment at six, and back in bed', when: [evening, up('06:00'), inBed('06:05')], gives: [] },
  { name: 'up at the first instant', when: [evening, up('04:59:59.999'), inBed('05:00')], gives: [] },
  {
    name: 'up and back before it',
    when: [evening, up('04:50'), inBed('04:59:59.999')],
    gives: [lying('04:59', '').replace('Got into', 'Got up at 04:50, got into')],
  },
  { name: 'up at the last instant', when: [evening, up('09:59:59.999')], gives: [] },
  { name: 'up exactly at ten', when: [evening, up('10:00')], gives: [lying(), '10:00 clear: Kathleen got up at 10:00.'] },
  { name: 'up at noon', when: [evening, up('12:00')], gives: [lying(), '12:00 clear: Kathleen got up at 12:00.'] },
  {
    name: 'up at nine, told at half past ten',
    when: [evening, up('09:00', { told: '10:30' })],
    gives: [lying(), '10:30 clear: Kathleen got up at 09:00, told at 10:30.'],
  },
  { name: 'the sensor repeats itself', when: [evening, inBed('06:00'), inBed('09:00')], gives: [lying()] },
  { name: 'a time up in the night, told late', when: [evening, inBed('04:00'), up('03:00', { told: '10:30' })], gives: [lying()] },
  { name: 'slept elsewhere', when: [up('2026-03-01T20:00')], gives: [] },
  { name: 'nothing was ever told', gives: [] },
  { name: 'known from a cached state', when: [inBed('2026-03-01T22:30', { snapshot: true })], gives: [lying()] },
  {
    name: 'a cached "up" clears nothing; what follows does',
    when: [evening, up('10:10', { snapshot: true }), up('10:20')],
    gives: [lying(), '10:20 clear: Kathleen got up at 10:20.'],
  },
  {
    name: 'cleared once',
    when: [evening, up('10:10'), inBed('10:20'), up('10:30')],
    gives: [lying(), '10:10 clear: Kathleen got up at 10:10.'],
  },
  { name: 'closed by a person', when: [evening, { at: '10:30', closed: true }, up('11:00')], gives: [lying()] },
  {
    name: 'another morning in bed joins',
    when: [evening],
    until: '2026-03-03T12:00',
    gives: [lying(), expect.stringContaining('2026-03-03T10:00 raise')],
  },
  {
    name: 'agreed for the weekend only',
    params: { window: { from: '05:00', to: '10:00', days: ['sat', 'sun'] } },
    when: [evening],
    gives: [],
  },
  { name: 'agreed in the middle of the morning', from: '07:00', when: [inBed('2026-03-01T22:30', { told: '07:01' })], gives: [] },
];

const absences: Row[] = [
  { name: 'in hospital', patient: hospital, when: [evening], gives: [] },
  {
    name: 'home from hospital in the middle of the morning',
    patient: hospital,
    when: [evening, { at: '07:00', patient: home }],
    gives: [],
  },
  {
    name: 'away until before the window',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T04:00:00Z') } },
    when: [evening],
    gives: [lying()],
  },
  {
    name: 'a bed of the home, and several people',
    patient: { sharedHome: true, devices: devices.map((one) => ({ ...one, patientId: null })) },
    when: [evening],
    gives: [],
  },
  {
    name: 'her own bed, and several people',
    patient: { sharedHome: true, devices: devices.filter(({ kind }) => kind === 'bed') },
    when: [evening],
    gives: [lying()],
  },
  { name: 'the bed sensor is taken away', when: [evening, { at: '08:00', patient: { devices: [] } }], gives: [] },
];

const blindness: Row[] = [
  { name: 'a hub that starts anew at three', when: [evening], blind: [['03:00', '03:10']], gives: [lying()] },
  { name: 'blind at the end: looked at later', when: [evening], blind: [['09:30', '10:15']], until: '10:44:59.999', gives: [] },
  { name: 'and no later', when: [evening], blind: [['09:30', '10:15']], until: '10:45', gives: [expect.stringContaining('10:45 raise')] },
  {
    name: 'got up, and it became known afterwards',
    when: [evening, up('09:50', { told: '10:16' })],
    blind: [['09:30', '10:15']],
    gives: [],
  },
  { name: 'blind for most of the morning: nothing can be said', when: [evening], blind: [['05:00', '07:30:00.001']], gives: [] },
  {
    name: 'for half of it',
    when: [evening],
    blind: [['05:00', '07:30']],
    gives: [lying('22:30 on 1 March', ' For 2 hours 30 minutes of that time we could not see; that is taken out of the wait.')],
  },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at, date }) => {
  const given = { zone, day, from: `${date(-1)}T20:00`, when: [inBed(`${date(-1)}T22:30`)] };
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before ten on the wall`, until: at('10:00', -1), gives: [] },
    { ...given, name: `${zone}, ${day}: ten on the wall`, until: at('10:00'), gives: [expect.stringMatching(/^10:00 raise/)] },
  ];
});

describe.each([
  ['in the morning', mornings],
  ['when somebody is away, or several live there', absences],
  ['when we could not see', blindness],
  ['when the clocks change', clocks],
])('not up, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(notLeft!, { from: '2026-03-01T20:00', ...given }).lines).toEqual(gives);
  });
});

const nights: Row[] = [
  {
    name: 'not been in bed all evening',
    when: [up('2026-03-01T08:00')],
    gives: ['01:00 raise: Kathleen has not gone to bed by 01:00. [Got up at 08:00 on 1 March.]'],
  },
  { name: 'one millisecond before one', when: [up('2026-03-01T08:00')], until: '2026-03-02T00:59:59.999', gives: [] },
  { name: 'in bed at ten', when: [up('2026-03-01T08:00'), inBed('2026-03-01T22:00')], gives: [] },
  { name: 'in bed at ten, and up at one', when: [up('2026-03-01T08:00'), inBed('2026-03-01T22:00'), up('2026-03-02T00:50')], gives: [] },
  { name: 'in bed at the first instant', when: [up('2026-03-01T08:00'), inBed('2026-03-01T20:00'), up('2026-03-01T20:30')], gives: [] },
  {
    name: 'a nap that began before',
    when: [up('2026-03-01T08:00'), inBed('2026-03-01T19:59:59.999'), up('2026-03-01T20:30')],
    gives: [expect.stringContaining('Got into bed at 19:59 on 1 March, got up at 20:30 on 1 March.')],
  },
  {
    name: 'in bed exactly at one',
    when: [up('2026-03-01T08:00'), inBed('2026-03-02T01:00')],
    gives: [expect.stringContaining('01:00 raise'), '01:00 clear: Kathleen went to bed at 01:00.'],
  },
  {
    name: 'in bed at ten, told at two',
    when: [up('2026-03-01T08:00'), inBed('2026-03-01T22:00', { told: '2026-03-02T02:00' })],
    gives: [expect.stringContaining('01:00 raise'), '02:00 clear: Kathleen went to bed at 22:00 on 1 March, told at 02:00.'],
  },
  { name: 'nothing is known of the bed', gives: [] },
  { name: 'asleep since the afternoon', when: [inBed('2026-03-01T16:00')], gives: [] },
  { name: 'in hospital', patient: hospital, when: [up('2026-03-01T08:00')], gives: [] },
  { name: 'blind most of the evening', when: [up('2026-03-01T08:00')], blind: [['2026-03-01T20:00', '2026-03-01T22:31']], gives: [] },
  {
    name: 'blind at the end',
    when: [up('2026-03-01T08:00')],
    blind: [['2026-03-02T00:40', '2026-03-02T00:50']],
    gives: [expect.stringContaining('01:10 raise')],
  },
];

describe('not gone to bed', () => {
  it.each(nights)('$name', ({ gives, ...given }) => {
    const { lines } = driveExplained(notEntered!, { from: '2026-03-01T06:00', until: '2026-03-02T05:00', ...given });
    expect(lines).toEqual(gives);
  });

  it.each(clockChanges.filter(({ day }) => day.endsWith('29') || day.endsWith('25')))(
    '$zone, $day: one in the morning',
    ({ zone, day, date }) => {
      const given = { zone, day, from: `${date(-1)}T06:00`, when: [up(`${date(-1)}T08:00`)] };
      const one = Date.parse(`${day}T00:00:00Z`) + (day.endsWith('29') ? 3_600_000 : 0);
      const until = (ms: number) => driveExplained(notEntered!, { ...given, until: new Date(one + ms).toISOString() }).lines;
      // In London 01:00 is skipped in spring, and is the first of two in autumn.
      expect(until(-1)).toEqual([]);
      expect(until(0)).toHaveLength(1);
    },
  );
});

describe('the agreements about the bed', () => {
  const explained = (until: string, when: Happening[], given: Drive = {}) =>
    said(driveExplained(notLeft!, { from: '2026-03-01T20:00', until, when, ...given }).conditions);

  it('say why, and why not', () => {
    const start = ['met: At home.', 'met: There is one.'];
    const known = 'Got into bed at 22:30 on 1 March.';
    expect(explained('10:00', [evening])).toEqual([...start, `met: ${known}`, 'met: It ended at 10:00.']);
    expect(explained('09:00', [evening])).toEqual([...start, `met: ${known}`, 'not met: Waited for until 10:00.']);
    expect(explained('11:00', [evening, up('08:00')]).slice(2)).toEqual([
      'not met: Got into bed at 22:30 on 1 March, got up at 08:00.',
      'not met: The look at 10:00 is done.',
    ]);
    expect(explained('11:00', []).slice(2)).toEqual([
      'unknown: The bed sensor has not told anything yet.',
      'not met: The look at 10:00 is done.',
    ]);
    expect(explained('11:00', [evening], { blind: [['05:00', '08:00']] })[3]).toBe('unknown: We could not see most of that time.');
    expect(explained('11:00', [evening], { patient: { devices: [] } })[1]).toBe('unknown: There is none.');
  });

  it('end with her word that she is fine', () => {
    for (const template of [notLeft!, notEntered!])
      expect(template.defaultPlan({ window: { from: '05:00', to: '10:00' } }).okClears).toBe(true);
  });
});
