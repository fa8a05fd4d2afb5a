import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('dispenser')!;
const kit = [...devices, device('kitchen', 'dispenser')];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const dose = (at: string, value: string, more: More = {}): Happening => ({ at, device: 'dispenser', kind: 'dose', value, ...more });
const dispensed = (at: string, more: More = {}) => dose(at, 'dispensed', more);
const stock = (at: string, value: number, more: More = {}): Happening => ({ at, device: 'dispenser', kind: 'dose-stock', value, ...more });
const faulty = (at: string, value = 'faulty', more: More = {}): Happening => ({
  at,
  device: 'dispenser',
  kind: 'device-fault',
  value,
  ...more,
});

const jam = (at: string, reported = at) =>
  `${at} raise moderate: Kathleen's dispenser: it is jammed; the next dose may not come. [Reported at ${reported} that it is jammed.]`;
const works = (at: string, since: string) => `${at} clear: The dispenser works again: reported at ${since}, and nothing wrong since.`;
const low = (at: string, left: number, told = at, severity = '') => {
  const doses = left === 1 ? '1 dose is left' : `${left} doses are left`;
  return `${at} raise${severity}: Kathleen's dispenser: ${doses}. Please order more. [${doses} at ${told}.]`;
};
const twice = (at: string, one: string, two: string) =>
  `${at} raise moderate: Kathleen's medicine was dispensed twice, at ${one} and ${two}, and not both doses were due. Whether both were taken is not known. [A dose at ${one} and another at ${two}.]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const faults: Row[] = [
  { name: 'a dispenser that does its work', when: [dispensed('08:00'), dispensed('12:30'), stock('12:31', 40)], gives: [] },
  { name: 'jammed, with no dose due', when: [dose('10:00', 'jammed')], gives: [jam('10:00')] },
  { name: 'jammed, said twice', when: [dose('10:00', 'jammed'), dose('10:05', 'jammed')], gives: [jam('10:00')] },
  { name: 'a dose not collected is no fault', when: [dose('10:00', 'missed')], gives: [] },
  {
    name: 'a kept report sent again',
    when: [dose('10:00', 'jammed', { snapshot: true }), stock('10:01', 1, { snapshot: true })],
    gives: [],
  },
  {
    name: 'works again when it dispenses',
    when: [dose('10:00', 'jammed'), dispensed('12:00')],
    gives: [jam('10:00'), works('13:00', '12:00')],
  },
  {
    name: 'not by what it dispensed before, told afterwards',
    when: [dose('10:00', 'jammed'), dispensed('09:00', { told: '10:30' })],
    gives: [jam('10:00')],
  },
  {
    name: 'a jam from before it dispensed, told afterwards',
    when: [dispensed('10:00'), dose('09:00', 'jammed', { told: '10:05' })],
    gives: [],
  },
  {
    name: 'jammed and then empty is one matter',
    when: [dose('10:00', 'jammed'), dose('11:00', 'empty')],
    gives: [jam('10:00'), '11:00 evidence: The dispenser reported at 11:00 that it is empty.'],
  },
  {
    name: 'empty, and filled',
    when: [dose('10:00', 'empty'), stock('11:00', 28)],
    gives: [jam('10:00').replaceAll('jammed', 'empty'), works('12:00', '11:00')],
  },
  {
    name: 'faulty, and mended',
    when: [faulty('10:00'), faulty('11:00', 'recovered')],
    gives: [jam('10:00').replaceAll('jammed', 'faulty'), works('12:00', '11:00')],
  },
  { name: "somebody else's fault", when: [faulty('10:00', 'faulty', { device: 'cuff' })], gives: [] },
  { name: 'told as late as may be', when: [dose('07:00', 'jammed', { told: '19:00' })], gives: [jam('19:00', '07:00')] },
  { name: 'told later: history only', when: [dose('07:00', 'jammed', { told: '19:00:00.001' })], gives: [] },
  {
    name: 'closed by a person, and still jammed a day later',
    when: [dose('10:00', 'jammed'), { at: '11:00', closed: true }],
    until: '2026-03-03T12:00',
    gives: [jam('10:00'), `2026-03-03T${jam('11:00', '10:00 on 2 March')}`],
  },
  {
    name: 'one millisecond before that',
    when: [dose('10:00', 'jammed'), { at: '11:00', closed: true }],
    until: '2026-03-03T10:59:59.999',
    gives: [jam('10:00')],
  },
  {
    name: 'closed, and mended',
    when: [dose('10:00', 'jammed'), { at: '11:00', closed: true }, dispensed('12:00')],
    until: '2026-03-03T12:00',
    gives: [jam('10:00')],
  },
];

const stocks: Row[] = [
  { name: 'one more than low', when: [stock('10:00', 15)], gives: [] },
  { name: 'low', when: [stock('10:00', 14)], gives: [low('10:00', 14)] },
  { name: 'lower, and it is known', when: [stock('10:00', 14), stock('11:00', 9), stock('12:00', 3)], gives: [low('10:00', 14)] },
  {
    name: 'nearly out: graver, once',
    when: [stock('10:00', 14), stock('11:00', 2), stock('12:00', 1)],
    gives: [low('10:00', 14), low('11:00', 2, '11:00', ' moderate')],
  },
  { name: 'nearly out at once', when: [stock('10:00', 1)], gives: [low('10:00', 1, '10:00', ' moderate')] },
  {
    name: 'filled: over, and the next time is said again',
    when: [stock('10:00', 14), stock('11:00', 60), stock('12:00', 13)],
    gives: [low('10:00', 14), '11:00 clear: There are 60 doses in the dispenser at 11:00.', low('12:00', 13)],
  },
  {
    name: 'closed by a person: ordered',
    when: [stock('10:00', 14), { at: '11:00', closed: true }, stock('12:00', 13)],
    gives: [low('10:00', 14)],
  },
  { name: 'out of order', when: [stock('10:00', 60), stock('09:00', 3, { told: '10:01' })], gives: [] },
  {
    name: 'jammed and low: over when both are',
    when: [dose('10:00', 'jammed'), stock('10:30', 5), dispensed('11:00'), stock('12:30', 60)],
    gives: [
      jam('10:00'),
      low('10:30', 5),
      '12:00 evidence: The dispenser works again: reported at 11:00, and nothing wrong since.',
      '12:30 clear: There are 60 doses in the dispenser at 12:30.',
    ],
  },
];

const eightAndTwelve = { doses: [{ time: '08:00' }, { time: '12:00' }] };
const doubles: Row[] = [
  { name: 'four hours apart', when: [dispensed('08:00'), dispensed('12:00')], gives: [] },
  { name: 'one millisecond less', when: [dispensed('08:00'), dispensed('11:59:59.999')], gives: [twice('11:59:59.999', '08:00', '11:59')] },
  { name: 'the same one told twice', when: [dispensed('08:00'), dispensed('08:00', { told: '08:30' })], gives: [] },
  {
    name: 'a third one is said as well',
    when: [dispensed('08:00'), dispensed('09:00'), dispensed('10:00')],
    gives: [twice('09:00', '08:00', '09:00'), twice('10:00', '09:00', '10:00')],
  },
  { name: 'out of order', when: [dispensed('09:00'), dispensed('08:00', { told: '09:30' })], gives: [twice('09:30', '08:00', '09:00')] },
  { name: 'both were due', params: eightAndTwelve, when: [dispensed('08:10'), dispensed('12:00')], gives: [] },
  {
    name: 'a late dose and the next one: both were due',
    params: eightAndTwelve,
    when: [dispensed('11:50'), dispensed('12:00')],
    gives: [],
  },
  {
    name: 'one was due',
    params: eightAndTwelve,
    when: [dispensed('08:10'), dispensed('09:00')],
    gives: [twice('09:00', '08:10', '09:00')],
  },
  { name: 'the next dose as early as may be', params: eightAndTwelve, when: [dispensed('08:10'), dispensed('11:00')], gives: [] },
  {
    name: 'one millisecond earlier',
    params: eightAndTwelve,
    when: [dispensed('08:10'), dispensed('10:59:59.999')],
    gives: [twice('10:59:59.999', '08:10', '10:59')],
  },
  {
    name: 'far too early, and then the dose that was due',
    params: eightAndTwelve,
    when: [dispensed('06:30'), dispensed('08:00')],
    gives: [twice('08:00', '06:30', '08:00')],
  },
  {
    name: 'nothing ends it but a person',
    when: [dispensed('08:00'), dispensed('09:00'), stock('10:00', 10), stock('11:00', 60), { at: '12:00', closed: true }],
    gives: [twice('09:00', '08:00', '09:00'), low('10:00', 10), '11:00 evidence: There are 60 doses in the dispenser at 11:00.'],
  },
  { name: 'given by the carer as well', when: [dispensed('08:00'), { at: '09:00', person: 'dose', value: 'given-by-carer' }], gives: [] },
  {
    name: 'given by the carer as well, and that counts',
    params: { carerCounts: true },
    when: [dispensed('08:00'), { at: '09:00', person: 'dose', value: 'given-by-carer' }],
    gives: [twice('09:00', '08:00', '09:00').replace('dispensed twice', 'dispensed, or given by the carer, twice')],
  },
  {
    name: 'an hour that comes twice: one dose is due',
    day: '2026-10-25',
    from: '00:10',
    params: { doses: [{ time: '01:30' }] },
    when: [dispensed('2026-10-25T00:31:00Z'), dispensed('2026-10-25T01:31:00Z')],
    gives: [twice('01:31', '01:31', '01:31')],
  },
  {
    name: 'New York, spring: a skipped time is due at the end of the gap',
    zone: 'America/New_York',
    day: '2026-03-08',
    from: '00:10',
    params: { doses: [{ time: '02:30' }, { time: '04:30' }] },
    when: [dispensed('2026-03-08T07:05:00Z'), dispensed('04:30')],
    gives: [],
  },
  {
    name: 'Lord Howe, autumn: half an hour',
    zone: 'Australia/Lord_Howe',
    day: '2026-04-05',
    from: '00:10',
    params: { doses: [{ time: '01:45' }, { time: '05:00' }] },
    when: [dispensed('01:50'), dispensed('05:00')],
    gives: [],
  },
];

const away: Row[] = [
  {
    name: 'in hospital: nobody needs it',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: [dose('10:00', 'jammed'), stock('11:00', 1), dispensed('12:00'), dispensed('12:10')],
    gives: [],
  },
  {
    name: 'home again: what is still so is said then',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T15:00:00Z') } },
    when: [dose('10:00', 'jammed'), stock('11:00', 1)],
    gives: [jam('15:00', '10:00'), low('15:00', 1, '11:00', ' moderate')],
  },
  {
    name: "the home's dispenser in a home of several",
    patient: { devices: kit, sharedHome: true },
    when: [dose('10:00', 'jammed', { device: 'kitchen' })],
    gives: [],
  },
  {
    name: 'agreed that it counts',
    patient: { devices: kit, sharedHome: true },
    params: { sharedCounts: true },
    when: [dose('10:00', 'jammed', { device: 'kitchen' })],
    gives: [jam('10:00')],
  },
  {
    name: 'an outage of ours',
    blindUntil: '2026-03-03T15:00',
    when: [dose('10:00', 'jammed'), { at: '11:00', closed: true }],
    until: '2026-03-03T16:00',
    gives: [jam('10:00'), `2026-03-03T${jam('15:00', '10:00 on 2 March')}`],
  },
];

describe.each([
  ['that fails', faults],
  ['and its stock', stocks],
  ['that dispenses twice', doubles],
  ['when nobody is there, or several are', away],
])('a dispenser %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, given).lines).toEqual(gives);
  });
});

describe('the agreement about the dispenser', () => {
  it('is explained', () => {
    const explained = (...when: Happening[]) => said(driveExplained(template, { when, until: '14:00' }).conditions);
    const nothing = 'It is not known to be faulty. How many doses are left is not known. No double.';
    expect(explained()).toEqual([`not met: ${nothing}`, 'not met: Nothing is open.', 'met: At home.']);
    expect(explained(stock('10:00', 20))[0]).toBe('not met: It is not known to be faulty. Doses left at 10:00: 20. No double.');
    expect(explained(dose('10:00', 'jammed'), { at: '11:00', closed: true })).toEqual([
      'met: Reported at 10:00 that it is jammed. How many doses are left is not known. No double.',
      'not met: Nothing is open. A person closed it; asked again at 11:00 on 3 March.',
      'met: At home.',
    ]);
  });

  it('never says what was taken', () => {
    const all = JSON.stringify([
      template.describe(parseParams(template, {})),
      template.defaultPlan(parseParams(template, {})),
      twice('', '', ''),
    ]);
    expect(all.replace('Whether both were taken is not known', '')).not.toMatch(/taken/);
  });

  it.each([
    [{ lowStockDoses: 5, lastDoses: 6 }, 'lastDoses'],
    [{ doses: [{ time: '08:00' }, { time: '08:00' }] }, 'two doses have the same time'],
    [{ doubleWithin: 4 }, 'doubleWithin'],
  ])('%j is refused and says why', (raw, words) => {
    expect(paramsProblem(template, raw)).toContain(words);
  });
});
