import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('cold-home')!;
const kit = [
  ...devices,
  device('lounge', 'room-thermometer', { room: 'living-room' }),
  device('chamber', 'room-thermometer', { room: 'bedroom' }),
  device('spare', 'room-thermometer', { room: 'other' }),
];
const home = { devices: kit };

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const cel = (at: string, value: number, more: More = {}): Happening => ({ at, device: 'lounge', kind: 'room-temperature', value, ...more });
const raise = (at: string, since: string, reading: string, side = 'cold', room = 'lounge') =>
  `${at} raise: It has been too ${side} at Kathleen's since ${since}: ${room}: ${reading}, ${side} since ${since}. [${room}: ${reading}, ${side} since ${since}.]`;
const cold = raise('12:00', '10:00', '17.9 °C at 11:55');
const stays = [cel('10:00', 17.9), cel('11:55', 17.9)];
const over = (at: string, reading: string, room = 'lounge') => `${at} clear: Within the limits again for 30 minutes. ${room}: ${reading}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const spells: Row[] = [
  { name: 'nothing is known', gives: [] },
  { name: 'at the limit all day', when: [cel('10:00', 18), cel('12:00', 18), cel('20:00', 18)], gives: [] },
  { name: 'one millisecond before it is long enough', when: stays, until: '11:59:59.999', gives: [] },
  { name: 'just below the limit for long enough', when: stays, gives: [cold] },
  { name: 'still told of, once asked about', when: [...stays, cel('12:10', 17), cel('13:00', 16)], gives: [cold] },
  {
    name: 'warm again before that, by a degree and for long enough',
    when: [cel('10:00', 17), cel('11:00', 19), cel('11:30', 19)],
    gives: [],
  },
  {
    name: 'warmer, but not by a degree',
    when: [cel('10:00', 17.9), cel('11:55', 18.9)],
    gives: [raise('12:00', '10:00', '18.9 °C at 11:55')],
  },
  {
    name: 'a draught of warm air: waited for, and it was none',
    when: [cel('10:00', 17), cel('11:50', 19), cel('12:05', 17.5)],
    gives: [raise('12:05', '10:00', '17.5 °C at 12:05')],
  },
  { name: 'warm at the last moment, and it stays so', when: [cel('10:00', 17), cel('11:59', 19)], gives: [] },
  {
    name: 'over after half an hour of warmth',
    when: [...stays, cel('13:00', 19), cel('13:20', 20)],
    gives: [cold, over('13:30', '20 °C at 13:20')],
  },
  { name: 'one millisecond before that', when: [...stays, cel('13:00', 19)], until: '13:29:59.999', gives: [cold] },
  {
    name: 'cold again after that: a new wait',
    when: [...stays, cel('13:00', 20), cel('14:00', 17), cel('15:59', 17)],
    gives: [cold, over('13:30', '20 °C at 13:00'), raise('16:00', '14:00', '17 °C at 15:59')],
  },
  { name: 'a thermometer that has fallen silent says nothing about now', params: { coldFor: 'PT4H' }, when: [cel('10:00', 17)], gives: [] },
  {
    name: 'unless it was heard of late enough',
    params: { coldFor: 'PT3H' },
    when: [cel('10:00', 17)],
    gives: [raise('13:00', '10:00', '17 °C at 10:00')],
  },
  {
    name: 'heard again after that, and still cold',
    params: { coldFor: 'PT4H' },
    when: [cel('10:00', 17), cel('15:00', 16)],
    gives: [raise('15:00', '10:00', '16 °C at 15:00')],
  },
  { name: 'a kept temperature sent again', when: [cel('10:00', 17), cel('11:55', 17, { snapshot: true }), cel('11:56', 20)], gives: [] },
  { name: 'out of order', when: [cel('10:00', 20), cel('09:00', 17, { told: '10:05' })], gives: [] },
  { name: 'told later than may be', when: [cel('06:30', 17, { told: '09:30:00.001' })], gives: [] },
  {
    name: 'told late: counts from when it was measured',
    when: [cel('10:00', 17, { told: '11:30' })],
    gives: [raise('12:00', '10:00', '17 °C at 10:00')],
  },
];

const graver = (at: string, since: string, reading: string) => raise(at, since, reading).replace('raise:', 'raise high:');
const grave: Row[] = [
  { name: 'at the limit of severity', when: [cel('10:00', 12)], gives: [raise('12:00', '10:00', '12 °C at 10:00')] },
  { name: 'below it', when: [cel('10:00', 11.9)], gives: [graver('12:00', '10:00', '11.9 °C at 10:00')] },
  {
    name: 'below it later: said once more, and only once',
    when: [...stays, cel('14:00', 11), cel('15:00', 10)],
    gives: [cold, graver('14:00', '10:00', '11 °C at 14:00')],
  },
  {
    name: 'hot',
    when: [cel('10:00', 32.1)],
    gives: [raise('12:00', '10:00', '32.1 °C at 10:00', 'hot')],
  },
  { name: 'as hot as may be', when: [cel('10:00', 32)], gives: [] },
  { name: 'hot, and nobody asks about it', params: { hotAboveCel: null }, when: [cel('10:00', 40)], gives: [] },
  {
    name: 'cooler by a degree for half an hour',
    when: [cel('10:00', 33), cel('13:00', 31)],
    gives: [raise('12:00', '10:00', '33 °C at 10:00', 'hot'), over('13:30', '31 °C at 13:00')],
  },
];

const several: Row[] = [
  { name: 'a room that does not count', params: { rooms: ['living-room'] }, when: [cel('10:00', 14, { device: 'spare' })], gives: [] },
  {
    name: 'two cold rooms: over when both are warm',
    when: [cel('10:00', 17), cel('10:30', 16, { device: 'chamber' }), cel('13:00', 20), cel('14:00', 20, { device: 'chamber' })],
    gives: [
      raise('12:00', '10:00', '17 °C at 10:00'),
      raise('12:30', '10:30', '16 °C at 10:30', 'cold', 'chamber'),
      '13:30 evidence: Within the limits again for 30 minutes. lounge: 20 °C at 13:00.',
      over('14:30', '20 °C at 14:00', 'chamber'),
    ],
  },
  { name: 'a thermometer is taken away', when: [cel('10:00', 17), { at: '11:00', patient: { devices } }], gives: [] },
  { name: 'a home of several: cold for each of them', patient: { ...home, sharedHome: true }, when: stays, gives: [cold] },
];

const people: Row[] = [
  { name: 'in hospital', patient: { ...home, presence: { mode: 'hospital', untilAt: null } }, when: stays, gives: [] },
  {
    name: 'home to a cold house: from then on',
    patient: { ...home, presence: { mode: 'away', untilAt: Date.parse('2026-03-02T11:00:00Z') } },
    when: [...stays, cel('12:59', 17)],
    gives: [raise('13:00', '10:00', '17 °C at 12:59')],
  },
  {
    name: 'closed by a person, and still cold a day later',
    when: [...stays, { at: '13:00', closed: true }, cel('2026-03-03T12:00', 17)],
    until: '2026-03-03T20:00',
    gives: [
      cold,
      "2026-03-03T13:00 raise: It has been too cold at Kathleen's since 10:00 on 2 March: lounge: 17 °C at 12:00, cold since 10:00 on 2 March. [lounge: 17 °C at 12:00, cold since 10:00 on 2 March.]",
    ],
  },
  {
    name: 'closed by a person, and it gets grave',
    when: [...stays, { at: '13:00', closed: true }, cel('15:00', 11)],
    gives: [cold, graver('15:00', '10:00', '11 °C at 15:00')],
  },
  {
    name: 'blind meanwhile: the rest of the wait comes after it',
    blind: [['10:30', '11:30']],
    when: stays,
    until: '12:59:59.999',
    gives: [],
  },
  { name: 'and then', blind: [['10:30', '11:30']], when: stays, gives: [raise('13:00', '10:00', '17.9 °C at 11:55')] },
  {
    name: 'an outage of ours, with what it kept',
    blindUntil: '12:30',
    when: [...stays, cel('12:20', 17, { told: '12:30:10' })],
    gives: [raise('12:30', '10:00', '17.9 °C at 11:55')],
  },
  {
    name: 'clocks forward: two hours are two hours',
    day: '2026-03-29',
    from: '2026-03-28T22:00',
    when: [cel('00:10', 17)],
    gives: [raise('03:10', '00:10', '17 °C at 00:10')],
  },
];

describe.each([
  ['that stays cold', spells],
  ['that is graver, or hot', grave],
  ['and others', several],
  ['and the people in it', people],
])('a room %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { patient: home, ...given }).lines).toEqual(gives);
  });
});

describe('a cold home', () => {
  const explained = (drive: Drive) => said(driveExplained(template, { patient: home, ...drive }).conditions);

  it('is explained', () => {
    expect(explained({})).toEqual(['unknown: No temperature is known.']);
    expect(explained({ when: [cel('10:00', 20)] })).toEqual(['not met: lounge: 20 °C at 10:00.']);
    expect(explained({ when: [cel('10:00', 17)], until: '11:00' })).toEqual([
      'met: lounge: 17 °C at 10:00.',
      'not met: Since 10:00.',
      'met: No.',
      'met: At 10:00.',
      'met: At home.',
    ]);
    expect(explained({ params: { coldFor: 'PT4H' }, when: [cel('10:00', 17)] })[3]).toBe('unknown: At 10:00.');
    expect(explained({ when: [...stays, { at: '13:00', closed: true }], until: '14:00' })[1]).toBe(
      'not met: Since 10:00. A person closed the last alert; not asked again before 13:00 on 3 March.',
    );
  });

  it('asks the person first', () => {
    expect(template.defaultPlan(parseParams(template, {})).steps.map(({ level }) => level)).toEqual([
      'patient',
      'family',
      'coordination',
      'rapid-response',
    ]);
  });

  it('refuses to be grave before it is cold', () => {
    expect(paramsProblem(template, { coldBelowCel: 12 })).toContain('graveBelowCel');
  });
});
