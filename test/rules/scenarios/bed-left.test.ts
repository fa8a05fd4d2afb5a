import { describe, expect, it } from 'vitest';
import { bedLeft } from '../../../rules/scenarios/bed-left.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('bed-left')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const inBed = (at: string, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: true, ...more });
const up = (at: string, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: false, ...more });
const evening = inBed('2026-03-01T22:00');
const out = (left: string, at: string, more = '') =>
  `${at} raise: Kathleen got up at ${left}, in the night, and is not back in bed. [Left the bed at ${left}; not back.${more}]`;
const back = (at: string, told = '') => `${told || at} clear: Kathleen is back in bed at ${at}${told ? `, told at ${told}` : ''}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const nights: Row[] = [
  { name: 'asleep', gives: [] },
  { name: 'up and not back', when: [up('02:00')], gives: [out('02:00', '02:20')] },
  { name: 'one millisecond before twenty minutes', when: [up('02:00')], until: '02:19:59.999', gives: [] },
  { name: 'back at the last moment', when: [up('02:00'), inBed('02:19:59.999')], gives: [] },
  { name: 'back too late', when: [up('02:00'), inBed('02:35')], gives: [out('02:00', '02:20'), back('02:35')] },
  {
    name: 'twice in a night',
    when: [up('02:00'), inBed('02:35'), up('04:00')],
    gives: [out('02:00', '02:20'), back('02:35'), out('04:00', '04:20')],
  },
  { name: 'up one millisecond before night', when: [up('2026-03-01T22:59:59.999')], gives: [] },
  { name: 'up as night begins', when: [up('2026-03-01T23:00')], gives: [expect.stringContaining('T23:20 raise')] },
  { name: 'up so late that it is for the day', when: [up('05:40')], gives: [] },
  { name: 'one millisecond earlier', when: [up('05:39:59.999')], gives: [expect.stringContaining('05:59:59.999 raise')] },
  { name: 'an hour is agreed', params: { backWithin: 'PT1H' }, when: [up('02:00'), inBed('02:59')], gives: [] },
  { name: 'the sensor repeats itself', when: [up('02:00'), up('02:15')], gives: [out('02:00', '02:20')] },
  { name: 'raised once', when: [up('02:00'), up('02:30'), up('03:30')], gives: [out('02:00', '02:20')] },
  {
    name: 'closed by a person, and still up',
    when: [up('02:00'), { at: '02:40', closed: true }, up('03:00')],
    gives: [out('02:00', '02:20')],
  },
  { name: 'a cached state begins the wait as well', when: [up('02:00', { snapshot: true })], gives: [out('02:00', '02:20')] },
  {
    name: 'a cached "in bed" clears nothing',
    when: [up('02:00'), inBed('02:30', { snapshot: true }), inBed('02:40')],
    gives: [out('02:00', '02:20'), back('02:40')],
  },
];

const late: Row[] = [
  { name: 'told late, and still to be asked', when: [up('02:00', { told: '02:30' })], gives: [out('02:00', '02:30')] },
  { name: 'told too late', when: [up('02:00', { told: '03:20:00.001' })], gives: [] },
  { name: 'just young enough', when: [up('02:00', { told: '03:20' })], gives: [out('02:00', '03:20')] },
  { name: 'back again, told before the leaving', when: [inBed('02:10'), up('02:00', { told: '02:30' })], gives: [] },
  {
    name: 'back in time, told too late',
    when: [up('02:00'), inBed('02:10', { told: '02:30' })],
    gives: [out('02:00', '02:20'), back('02:10', '02:30')],
  },
  { name: 'an outage of ours that ends in time', when: [up('02:00')], blindUntil: '03:10', gives: [out('02:00', '03:10')] },
  { name: 'one that lasts till morning', when: [up('02:00')], blindUntil: '07:00', gives: [] },
];

const absences: Row[] = [
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, when: [up('02:00')], gives: [] },
  {
    name: 'taken to hospital meanwhile',
    when: [up('02:00'), { at: '02:10', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'and home again: that leaving is not held against her',
    when: [
      up('02:00'),
      { at: '02:10', patient: { presence: { mode: 'hospital', untilAt: null } } },
      { at: '02:15', patient: { presence: { mode: 'home', untilAt: null } } },
    ],
    gives: [],
  },
  {
    name: 'a bed of a home of several',
    patient: { sharedHome: true, devices: devices.map((one) => ({ ...one, patientId: null })) },
    when: [up('02:00')],
    gives: [],
  },
  { name: 'her own bed there', patient: { sharedHome: true }, when: [up('02:00')], gives: [out('02:00', '02:20')] },
  {
    name: 'blind for ten minutes',
    when: [up('02:00')],
    blind: [['02:05', '02:15']],
    gives: [out('02:00', '02:30', ' For 10 minutes of that time we could not see; that is taken out of the wait.')],
  },
  { name: 'back after that', when: [up('02:00'), inBed('02:25')], blind: [['02:05', '02:15']], gives: [] },
  { name: 'blind till morning', when: [up('02:00')], blind: [['02:05', '05:50']], gives: [] },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at, date }) => {
  const given = { zone, day, from: `${date(-1)}T21:00` };
  return [
    { ...given, name: `${zone}, ${day}: night ends at six on the wall`, when: [up(at('05:40'))], gives: [] },
    { ...given, name: `${zone}, ${day}: and not before`, when: [up(at('05:39'))], gives: [out('05:39', '05:59')] },
    { ...given, name: `${zone}, ${day}: twenty minutes are twenty minutes`, when: [up(at('04:00')), inBed(at('04:20', -1))], gives: [] },
  ];
});

describe.each([
  ['at night', nights],
  ['told late', late],
  ['when somebody is away, or we could not see', absences],
  ['when the clocks change', clocks],
])('out of bed, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const whole = { from: '2026-03-01T21:00', ...given, when: given.zone ? given.when! : [evening, ...(given.when ?? [])] };
    // What is told late is judged a moment later: in between all may be met and no alert be there yet.
    expect(rows === late ? drive(template, whole) : driveExplained(template, whole).lines).toEqual(gives);
  });
});

describe('the agreement about leaving the bed', () => {
  const explained = (until: string, ...when: Happening[]) =>
    said(driveExplained(template, { from: '2026-03-01T21:00', until, when: [evening, ...when] }).conditions).slice(2);

  it('says why, and why not', () => {
    expect(explained('02:20', up('02:00'))).toEqual(['met: Left the bed at 02:00.', 'met: Not back.']);
    expect(explained('02:10', up('02:00'))).toEqual(['met: Left the bed at 02:00.', 'not met: Waited for until 02:20.']);
    expect(explained('03:00', up('02:00'), inBed('02:05'))).toEqual(['met: Left the bed at 02:00.', 'not met: In bed since 02:05.']);
    expect(explained('08:00', up('06:30'))).toEqual(['not met: Left the bed at 06:30.', 'not met: Not back.']);
    expect(explained('03:00', up('02:00'), { at: '02:40', closed: true })[1]).toBe(
      'not met: Not back. A person has seen to it, or it became known too late.',
    );
    expect(explained('03:00')[0]).toBe('not met: No leaving is known.');
  });

  it('reads as a sentence', () => {
    expect(bedLeft.describe(bedLeft.params.parse({}))).toBe(
      'If you get up between 23:00 and 06:00 and are not back in bed within 20 minutes, we ask; if nothing changes, we call somebody.',
    );
  });
});
