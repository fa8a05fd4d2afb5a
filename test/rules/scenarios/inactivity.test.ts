import { describe, expect, it } from 'vitest';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { inactivity } from '../../../rules/scenarios/inactivity.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('inactivity')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const told =
  (id: string, kind: ObservationKind, value: ObservationValue) =>
  (at: string, more: More = {}): Happening => ({ at, device: id, kind, value, ...more });
const moves = told('pir', 'motion', true);
const still = told('pir', 'motion', false);
const fridge = told('fridge', 'contact', 'open');
const door = told('door', 'contact', 'open');
const inBed = told('bed', 'bed-occupancy', true);
const up = told('bed', 'bed-occupancy', false);
const watts = (value: number) => told('kettle', 'power', value);
const kit = [...devices, device('kettle', 'plug', { room: 'kitchen' })];

const silent = (at: string, since: string, last = 'No sign is known before.', more = '') =>
  `${at} raise: There has been no sign of life of Kathleen since ${since}.${more} [${last}]`;
const none = silent('11:00', '08:00');
const after = (at: string, since: string, by: string) => silent(at, since, `Last sign at ${since}: ${by}.`);
const seen = (at: string, by: string, when = at) => `${at} clear: A sign of life of Kathleen at ${when}: ${by}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const waits: Row[] = [
  { name: 'nothing at all', gives: [none] },
  { name: 'one millisecond before three hours of daytime', until: '10:59:59.999', gives: [] },
  {
    name: 'nothing since before the day began',
    when: [moves('07:59:59.999')],
    gives: [silent('11:00', '08:00', 'Last sign at 07:59: movement.')],
  },
  { name: 'something at the last moment', when: [moves('10:59:59.999')], until: '13:59:59.998', gives: [] },
  { name: 'and nothing after it', when: [moves('10:59')], gives: [after('13:59', '10:59', 'movement')] },
  {
    name: 'every two hours, all day',
    when: ['09:00', '11:00', '13:00', '15:00', '17:00', '19:00', '21:00'].map((at) => moves(at)),
    gives: [],
  },
  {
    name: 'the wait would end one minute after the day: not asked in the evening',
    when: ['10:00', '12:30', '15:00', '17:00', '19:00'].map((at) => moves(at)).concat(moves('19:01')),
    until: '2026-03-03T10:59',
    gives: [],
  },
  {
    name: 'the wait ends with the day',
    when: ['10:00', '12:30', '15:00', '17:00', '19:00'].map((at) => moves(at)),
    gives: [after('22:00', '19:00', 'movement')],
  },
  {
    name: 'an evening and a night do not count',
    when: ['10:00', '12:30', '15:00', '17:30', '20:00'].map((at) => moves(at)),
    until: '2026-03-03T11:00',
    gives: [silent('2026-03-03T11:00', '08:00', 'Last sign at 20:00 on 2 March: movement.')],
  },
  {
    name: 'one hour is agreed',
    params: { noSignFor: 'PT1H' },
    when: [moves('08:30')],
    until: '10:00',
    gives: [after('09:30', '08:30', 'movement')],
  },
  { name: 'agreed in the middle of the day', from: '12:00', gives: [silent('15:00', '12:00')] },
  { name: 'agreed for weekends: a Monday is not one', params: { window: { from: '08:00', to: '22:00', days: ['sat', 'sun'] } }, gives: [] },
];

const everyTwo = (from: number, make: (at: string) => Happening): Happening[] =>
  [0, 2, 4, 6, 8, 10, 12].map((n) => make(`${String(from + n).padStart(2, '0')}:00`));
const signs: Row[] = [
  { name: 'the fridge', when: everyTwo(9, (at) => fridge(at)), gives: [] },
  { name: 'no movement is no sign', when: everyTwo(9, (at) => still(at)), until: '12:00', gives: [none] },
  { name: 'a door that is shut is no sign', when: [told('fridge', 'contact', 'closed')('10:00')], until: '12:00', gives: [none] },
  {
    name: 'cached states are no signs',
    when: [moves('10:00', { snapshot: true }), fridge('10:00', { snapshot: true }), watts(2_000)('10:00', { snapshot: true })],
    until: '12:00',
    gives: [none],
  },
  {
    name: 'out of bed',
    when: [inBed('07:00'), up('10:00')],
    until: '13:00',
    gives: [after('13:00', '10:00', 'getting into or out of bed')],
  },
  {
    name: 'in bed, again and again the same',
    when: [inBed('07:00'), inBed('09:00'), inBed('10:00')],
    until: '12:00',
    gives: [silent('11:00', '08:00')],
  },
  { name: 'the first word of a bed sensor is no movement', when: [inBed('10:00')], until: '12:00', gives: [none] },
  {
    name: 'the kettle',
    when: [watts(0)('07:00'), watts(2_000)('10:00')],
    until: '13:00',
    gives: [after('13:00', '10:00', 'something was switched on')],
  },
  { name: 'just as much power as agreed', when: [watts(500)('10:00')], until: '12:59', gives: [] },
  { name: 'just below', when: [watts(499.9)('10:00')], until: '11:00', gives: [none] },
  {
    name: 'a heater left on tells nothing new',
    when: [watts(2_000)('07:00'), watts(2_000)('09:00'), watts(1_990)('10:00')],
    until: '11:00',
    gives: [silent('11:00', '08:00', 'Last sign at 07:00: something was switched on.')],
  },
  { name: 'switched off and on', when: [watts(2_000)('07:00'), watts(1)('09:00'), watts(2_000)('10:00')], until: '12:59', gives: [] },
  { name: 'her own word', when: [{ at: '10:00', person: 'ok', value: true }], until: '12:59:59.999', gives: [] },
  {
    name: 'a meal recorded',
    when: [{ at: '10:00', person: 'meal', value: 'eaten' }],
    until: '13:00',
    gives: [after('13:00', '10:00', 'a meal')],
  },
];

const recovery: Row[] = [
  { name: 'a sign clears it', when: [moves('11:20')], until: '14:00', gives: [none, seen('11:20', 'movement')] },
  {
    name: 'and then the wait begins again',
    when: [moves('11:20')],
    until: '14:20',
    gives: [none, seen('11:20', 'movement'), after('14:20', '11:20', 'movement')],
  },
  { name: 'raised once', until: '2026-03-05T23:00', gives: [none] },
  {
    name: 'a sign from before, told late',
    when: [moves('10:00', { told: '11:20' })],
    until: '12:59',
    gives: [none, '11:20 clear: A sign of life of Kathleen at 10:00, told at 11:20: movement.'],
  },
  {
    name: 'and the wait counts from it',
    when: [moves('10:00', { told: '11:20' })],
    until: '13:00',
    gives: [none, expect.stringContaining('11:20 clear'), after('13:00', '10:00', 'movement')],
  },
  { name: 'a sign from before the silence, told late', when: [moves('07:30', { told: '11:20' })], gives: [none] },
  { name: 'out of order', when: [moves('10:30'), moves('09:00', { told: '10:31' })], until: '13:29:59.999', gives: [] },
  {
    name: 'closed by a person: asked again if it goes on',
    when: [{ at: '11:30', closed: true }],
    until: '14:30',
    gives: [none, silent('14:30', '11:30')],
  },
  { name: 'and not one millisecond sooner', when: [{ at: '11:30', closed: true }], until: '14:29:59.999', gives: [none] },
  {
    name: 'cleared, then closed: counts from the sign',
    when: [moves('11:10'), { at: '12:00', closed: true }],
    until: '14:10',
    gives: [none, seen('11:10', 'movement'), after('14:10', '11:10', 'movement')],
  },
];

const out = [moves('08:50'), door('09:00')];
const outings: Row[] = [
  { name: 'out: nobody expects a sign', when: out, until: '16:59:59.999', gives: [] },
  {
    name: 'out for too long to be believed',
    when: out,
    gives: [
      silent('17:00', '09:00', 'Last sign at 09:00: a door was opened.', ' The front door was opened at 09:00 and nobody was seen since.'),
    ],
  },
  { name: 'out too late for the day', when: [...out, moves('12:00'), door('14:30')], until: '2026-03-03T10:59', gives: [] },
  {
    name: 'home again, and then nothing',
    when: [...out, door('12:00'), moves('12:03')],
    until: '15:03',
    gives: [after('15:03', '12:03', 'movement')],
  },
  { name: 'movement on the way out is not coming home', when: [...out, moves('09:01')], until: '16:59', gives: [] },
  {
    name: 'opened the fridge after opening the door: at home',
    when: [...out, fridge('09:30')],
    until: '12:30',
    gives: [after('12:30', '09:30', 'a door was opened')],
  },
  {
    name: 'said from somewhere that she is fine: still out',
    when: [...out, { at: '10:00', person: 'ok', value: true }],
    until: '16:59',
    gives: [],
  },
  {
    name: 'no sensor would see movement: nobody is taken to be out',
    patient: { devices: kit.filter(({ kind }) => kind !== 'motion') },
    when: [door('09:00')],
    until: '12:00',
    gives: [silent('12:00', '09:00', 'Last sign at 09:00: a door was opened.')],
  },
  {
    name: 'the door told late',
    when: [moves('08:50'), door('09:00', { told: '09:10' })],
    until: '12:00',
    gives: [expect.stringContaining('12:00 raise')],
  },
  { name: 'in hospital', patient: { devices: kit, presence: { mode: 'hospital', untilAt: null } }, gives: [] },
  {
    name: 'away until noon',
    patient: { devices: kit, presence: { mode: 'away', untilAt: Date.parse('2026-03-02T12:00:00Z') } },
    until: '15:00',
    gives: [silent('15:00', '12:00')],
  },
  {
    name: 'home from hospital at noon',
    patient: { devices: kit, presence: { mode: 'hospital', untilAt: null } },
    when: [{ at: '12:00', patient: { presence: { mode: 'home', untilAt: null } } }],
    until: '14:59:59.999',
    gives: [],
  },
];

const couple = { devices: kit, sharedHome: true };
const shared: Row[] = [
  { name: "only the home's devices: nothing is known of one person", patient: couple, when: [], gives: [] },
  { name: 'her own bed alone does not tell of the day', patient: couple, when: [inBed('07:00')], gives: [] },
  {
    name: 'a sensor of her own room, and movement of somebody elsewhere',
    patient: { ...couple, devices: [...kit, device('hers', 'motion', { patientId: 'k' })] },
    when: [moves('10:00')],
    gives: [silent('11:00', '08:00', 'No sign is known before.', ' What the home itself tells cannot be put down to one person.')],
  },
  {
    name: 'agreed that everybody counts',
    patient: couple,
    params: { sharedCounts: true },
    when: [moves('10:00')],
    until: '12:59',
    gives: [],
  },
  {
    name: 'agreed, and cleared by anybody',
    patient: couple,
    params: { sharedCounts: true },
    when: [moves('11:10')],
    until: '12:59',
    gives: [none, `${seen('11:10', 'movement')} It cannot be put down to one person.`],
  },
];

const blindness: Row[] = [
  { name: 'an hour that we could not see', blind: [['09:00', '10:00']], until: '11:59:59.999', gives: [] },
  {
    name: 'is waited for longer',
    blind: [['09:00', '10:00']],
    gives: [silent('12:00', '08:00', 'No sign is known before. For 1 hour of that time we could not see; that is taken out of the wait.')],
  },
  {
    name: 'before the last sign: of no account',
    blind: [['08:10', '09:00']],
    when: [moves('09:30')],
    until: '12:30',
    gives: [after('12:30', '09:30', 'movement')],
  },
  { name: 'all day, and three days more', blind: [['07:00', '2026-03-05T20:00']], until: '2026-03-06T10:59:59.999', gives: [] },
  {
    name: 'asked the day after',
    blind: [['07:00', '2026-03-05T20:00']],
    until: '2026-03-06T11:00',
    gives: [silent('2026-03-06T11:00', '08:00')],
  },
  { name: 'till the afternoon', blind: [['07:00', '15:00']], until: '18:00', gives: [expect.stringContaining('18:00 raise')] },
  { name: 'an outage of ours, looked at when it is over', blindUntil: '11:45', gives: [none.replace('11:00', '11:45')] },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at }) => [
  { zone, day, from: '00:10', name: `${zone}, ${day}: one millisecond before 11:00 on the wall`, until: at('11:00', -1), gives: [] },
  { zone, day, from: '00:10', name: `${zone}, ${day}: 11:00 on the wall`, until: at('11:00'), gives: [none] },
]);

describe.each([
  ['the wait', waits],
  ['signs', signs],
  ['what comes afterwards', recovery],
  ['when somebody is out or away', outings],
  ['in a home of several', shared],
  ['when we could not see', blindness],
  ['when the clocks change', clocks],
])('no sign of life: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const whole = { patient: { devices: kit }, ...given };
    expect(given.blindUntil ? drive(template, whole) : driveExplained(template, whole).lines).toEqual(gives);
  });
});

describe('the agreement about signs of life', () => {
  const explained = (until: string, given: Drive = {}) =>
    said(driveExplained(template, { patient: { devices: kit }, until, ...given }).conditions);
  const start = ['met: At home.', 'met: There are sensors that do.'];

  it('says why, and why not', () => {
    const notOut = 'met: Not gone out, as far as we know.';
    expect(explained('11:00')).toEqual([...start, 'met: No sign is known before.', notOut]);
    expect(explained('10:59')).toEqual([...start, 'not met: No sign is known before. The wait ends at 11:00.', notOut]);
    expect(explained('12:00', { when: [fridge('10:20')] })[2]).toBe(
      'not met: Last sign at 10:20: a door was opened. The wait ends at 13:20.',
    );
    expect(explained('15:00', { when: out })[3]).toBe('not met: Perhaps out since 09:00; believed until 17:00.');
    expect(explained('15:00', { patient: couple })[1]).toBe('unknown: No sensor tells of this one person.');
  });

  it.each([
    [{ noSignFor: 'PT14H1M' }, 'noSignFor'],
    [{ noSignFor: 'PT9H', window: { from: '22:00', to: '06:00' } }, 'noSignFor'],
    [{ powerAboveW: 0 }, 'powerAboveW'],
  ])('refuses %j', (raw, path) => {
    expect(inactivity.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('is cleared by her own word, and reads as a sentence', () => {
    const params = inactivity.params.parse({ noSignFor: 'PT14H' });
    expect(inactivity.defaultPlan(params).okClears).toBe(true);
    expect(inactivity.describe(params)).toBe(
      'If there is no sign of you at home for 14 hours between 08:00 and 22:00, we ask; if nothing changes, we call somebody.',
    );
  });
});
