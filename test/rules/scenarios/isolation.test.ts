import { describe, expect, it } from 'vitest';
import { isolation } from '../../../rules/scenarios/isolation.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('isolation')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
/** The agreement begins on Monday 2 March at 06:00; seven whole days later it is the morning of the 10th. */
const on = (date: number, time: string) => `2026-03-${String(date).padStart(2, '0')}T${time}`;
const door = (at: string, more: More = {}): Happening => ({ at, device: 'door', kind: 'contact', value: 'open', ...more });
const moves = (at: string, more: More = {}): Happening => ({ at, device: 'pir', kind: 'motion', value: true, ...more });
const outing = (date: number): Happening[] => [door(on(date, '10:30')), door(on(date, '12:00')), moves(on(date, '12:03'))];
const person = (at: string, kind: 'visit' | 'appointment', value: string, more: More = {}): Happening => ({
  at,
  person: kind,
  value,
  ...more,
});

const quiet = (date: number, last = 'No company is known before.') =>
  `${on(date, '10:00')} raise: Kathleen has not been out, visited or at an appointment for 7 days, as far as we know. [${last}]`;
const among = (when: string, by: string) => `Last among people at ${when}: ${by}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const days: Row[] = [
  { name: 'nothing for seven whole days', until: on(20, '12:00'), gives: [quiet(10)] },
  { name: 'one millisecond before', until: on(10, '09:59:59.999'), gives: [] },
  { name: 'an outing on the seventh', when: outing(9), until: on(17, '09:59'), gives: [] },
  {
    name: 'and seven quiet days after it',
    when: outing(9),
    until: on(17, '10:00'),
    gives: [quiet(17, among('12:00 on 9 March', 'an outing'))],
  },
  {
    name: 'a visit',
    when: [person(on(5, '09:00'), 'visit', 'started')],
    until: on(13, '10:00'),
    gives: [quiet(13, among('09:00 on 5 March', 'a visit'))],
  },
  {
    name: 'the end of a visit is not another one',
    when: [person(on(5, '09:00'), 'visit', 'started'), person(on(6, '09:00'), 'visit', 'ended')],
    until: on(13, '10:00'),
    gives: [expect.stringContaining('T10:00 raise')],
  },
  { name: 'an appointment kept', when: [person(on(5, '09:00'), 'appointment', 'attended')], until: on(13, '09:59'), gives: [] },
  {
    name: 'an appointment missed is no company',
    when: [person(on(5, '09:00'), 'appointment', 'missed')],
    until: on(10, '10:00'),
    gives: [quiet(10)],
  },
  {
    name: 'fetching the post is no outing',
    when: [door(on(5, '10:00')), door(on(5, '10:09:59')), moves(on(5, '10:11'))],
    until: on(10, '10:00'),
    gives: [quiet(10)],
  },
  { name: 'ten minutes are', when: [door(on(5, '10:00')), door(on(5, '10:10')), moves(on(5, '10:11'))], until: on(10, '10:00'), gives: [] },
  {
    name: 'answering the door is no outing',
    when: [door(on(5, '10:00')), moves(on(5, '11:00'))],
    until: on(10, '10:00'),
    gives: [quiet(10)],
  },
  { name: 'out when it would be told', when: [door(on(10, '09:00'))], until: on(10, '23:00'), gives: [] },
  {
    name: 'only fetched the post then: told the next morning',
    when: [door(on(10, '09:58')), moves(on(10, '10:05'))],
    until: on(11, '10:00'),
    gives: [quiet(11)],
  },
  {
    name: 'two days are agreed',
    params: { quietDays: 2, tellAt: '15:00' },
    until: on(5, '15:00'),
    gives: [expect.stringContaining('2026-03-05T15:00 raise')],
  },
];

const after: Row[] = [
  {
    name: 'a visit clears it, and the days begin again',
    when: [person(on(11, '09:00'), 'visit', 'started')],
    until: on(19, '10:00'),
    gives: [
      quiet(10),
      `${on(11, '09:00')} clear: Kathleen had company at 09:00: a visit.`,
      quiet(19, among('09:00 on 11 March', 'a visit')),
    ],
  },
  {
    name: 'an outing clears it',
    when: outing(11),
    until: on(18, '23:00'),
    gives: [quiet(10), `${on(11, '12:03')} clear: Kathleen had company at 12:00, told at 12:03: an outing.`],
  },
  {
    name: 'a visit told late',
    when: [person(on(8, '09:00'), 'visit', 'started', { told: on(11, '09:00') })],
    until: on(16, '09:59'),
    gives: [quiet(10), expect.stringContaining('clear: Kathleen had company at 09:00 on 8 March, told at 09:00')],
  },
  {
    name: 'one from before that time, told late',
    when: [person(on(1, '09:00'), 'visit', 'started', { told: on(11, '09:00') })],
    until: on(16, '09:59'),
    gives: [quiet(10)],
  },
  {
    name: 'told out of order',
    when: [person(on(6, '09:00'), 'visit', 'started'), person(on(4, '09:00'), 'visit', 'started', { told: on(6, '10:00') })],
    until: on(14, '09:59'),
    gives: [],
  },
  {
    name: 'closed by a person: counted anew',
    when: [{ at: on(11, '12:00'), closed: true }],
    until: on(19, '10:00'),
    gives: [quiet(10), quiet(19)],
  },
  { name: 'and not sooner', when: [{ at: on(11, '12:00'), closed: true }], until: on(19, '09:59'), gives: [quiet(10)] },
  {
    name: 'cached states',
    when: [...outing(5).map((one) => ({ ...one, snapshot: true })), person(on(5, '15:00'), 'visit', 'started', { snapshot: true })],
    until: on(10, '10:00'),
    gives: [quiet(10)],
  },
];

const others: Row[] = [
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, until: on(30, '12:00'), gives: [] },
  {
    name: 'with family until Thursday',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-05T12:00:00Z') } },
    until: on(13, '10:00'),
    gives: [quiet(13)],
  },
  { name: 'several people: nobody knows who goes out', patient: { sharedHome: true }, until: on(30, '12:00'), gives: [] },
  {
    name: 'agreed that anybody counts',
    patient: { sharedHome: true },
    params: { sharedCounts: true },
    when: outing(11),
    until: on(12, '12:00'),
    gives: [
      quiet(10),
      `${on(11, '12:03')} clear: Kathleen had company at 12:00, told at 12:03: an outing. It cannot be put down to one person.`,
    ],
  },
  { name: 'no sensor at the front door', patient: { devices: [device('pir', 'motion')] }, until: on(30, '12:00'), gives: [] },
  {
    name: 'no sensor would see movement: each opening may be an outing',
    patient: { devices: devices.filter(({ kind }) => kind !== 'motion') },
    when: [door(on(5, '10:00'))],
    until: on(13, '09:59'),
    gives: [],
  },
  { name: 'a day that we could not see', blind: [[on(5, '00:00'), on(6, '00:00')]], until: on(11, '09:59'), gives: [] },
  {
    name: 'is another day to wait',
    blind: [[on(5, '00:00'), on(6, '00:00')]],
    until: on(11, '10:00'),
    gives: [quiet(11, 'No company is known before. For 24 hours of that time we could not see; that is taken out of the wait.')],
  },
  {
    name: 'an hour that we could not see: the next morning',
    blind: [[on(5, '00:00'), on(5, '01:00')]],
    until: on(11, '10:00'),
    gives: [expect.stringContaining('2026-03-11T10:00 raise')],
  },
  { name: 'an outage of ours', blindUntil: on(10, '14:00'), until: on(10, '15:00'), gives: [quiet(10).replace('10:00', '14:00')] },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at, date }) => {
  const given = { zone, day, from: `${date(-8)}T15:00` };
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before ten on the wall`, until: at('10:00', -1), gives: [] },
    { ...given, name: `${zone}, ${day}: ten on the wall`, until: at('10:00'), gives: [expect.stringMatching(/^10:00 raise/)] },
  ];
});

describe.each([
  ['day by day', days],
  ['what comes afterwards', after],
  ['away, not alone, unseen', others],
  ['when the clocks change', clocks],
])('quiet days: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(given.blindUntil ? drive(template, given) : driveExplained(template, given).lines).toEqual(gives);
  });
});

describe('the agreement about company', () => {
  const explained = (until: string, when: Happening[] = [], given: Drive = {}) =>
    said(driveExplained(template, { until, when, ...given }).conditions);

  it('says why, and why not', () => {
    expect(explained(on(10, '10:00'))).toEqual(['met: At home.', 'met: It does.', 'met: No company is known before.']);
    expect(explained(on(9, '10:00'))[2]).toBe('not met: No company is known before. Counted until 10:00 on 10 March.');
    expect(explained(on(9, '13:00'), outing(9))[2]).toBe(
      'not met: Last among people at 12:00: an outing. Counted until 10:00 on 17 March.',
    );
    expect(explained(on(12, '10:00'), [], { patient: { sharedHome: true } })[1]).toBe(
      'unknown: There is no sensor, or several people live there.',
    );
  });

  it('is a matter for a support worker, and never urgent', () => {
    const params = isolation.params.parse({});
    expect(isolation.defaultSeverity(params)).toBe('low');
    expect(isolation.defaultPlan(params).steps.map(({ level }) => level)).toEqual(['coordination']);
    expect(isolation.describe(params)).toBe(
      'If you have not been out for 10 minutes or more, had a visit or kept an appointment for 7 days, we ask a support worker to get in touch; it is never urgent.',
    );
  });

  it.each([
    [{ quietDays: 0 }, 'quietDays'],
    [{ quietDays: 29 }, 'quietDays'],
    [{ tellAt: '10' }, 'tellAt'],
  ])('refuses %j', (raw, path) => {
    expect(isolation.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
