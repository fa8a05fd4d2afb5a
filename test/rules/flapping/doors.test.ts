import { describe, expect, it } from 'vitest';
import { type Drive, device, devices } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const day = '2026-03-02T';
/** Open, closed, twenty times in a minute. */
const bounces = (id: string, at: string) => again(id, 'contact', ['open', 'closed'], day + at, 3, 20);
const fridgeMissed = "10:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00.";

interface Row extends Drive {
  readonly name: string;
  readonly template: string;
  readonly gives: readonly string[];
}

const bouncing: Row[] = [
  {
    name: 'the fridge door: over once',
    template: 'fridge',
    when: bounces('fridge', '10:30'),
    gives: [fridgeMissed, '10:30 clear: The fridge was opened at 10:30.'],
  },
  {
    name: 'the front door at mealtime: nobody has eaten out in that minute',
    template: 'fridge',
    when: inOrder(bounces('door', '09:30'), again('pir', 'motion', [true, false], `${day}09:40`, 90, 4)),
    gives: [fridgeMissed],
  },
  {
    name: 'the front door, of somebody who does not come home',
    template: 'no-return',
    when: bounces('door', '12:30'),
    gives: ['16:00 raise: Kathleen left home at 12:30 and is not back.'],
  },
  {
    name: 'the front door as she comes home',
    template: 'no-return',
    when: inOrder(bounces('door', '12:30'), bounces('door', '17:00'), again('pir', 'motion', [true, false], `${day}17:01`, 90, 4)),
    gives: ['16:00 raise: Kathleen left home at 12:30 and is not back.', '17:01 clear: Kathleen is back: movement indoors at 17:01.'],
  },
  {
    name: 'the front door by day: one sign of life',
    template: 'inactivity',
    when: bounces('door', '12:30'),
    gives: [
      '11:00 raise: There has been no sign of life of Kathleen since 08:00.',
      '12:30 clear: A sign of life of Kathleen at 12:30: a door was opened.',
      '20:30 raise: There has been no sign of life of Kathleen since 12:30. The front door was opened at 12:30 and nobody was seen since.',
    ],
  },
  {
    name: 'the front door: no outing, so no company',
    template: 'isolation',
    params: { quietDays: 1 },
    until: '2026-03-06T12:00',
    when: inOrder(bounces('door', '12:30'), again('pir', 'motion', [true, false], `${day}12:40`, 90, 4)),
    gives: ['2026-03-04T10:00 raise: Kathleen has not been out, visited or at an appointment for 1 days, as far as we know.'],
  },
  {
    name: 'the front door at night',
    template: 'door',
    from: '20:00',
    until: '2026-03-03T08:00',
    when: bounces('door', '23:30'),
    gives: ["23:30 raise: Kathleen's front door was opened at 23:30, in the night."],
  },
  {
    name: 'the front door at night, with movement in the hall on the way out',
    template: 'door',
    from: '20:00',
    until: '2026-03-03T08:00',
    when: inOrder(bounces('door', '23:30'), again('pir', 'motion', [true], `${day}23:30:20`, 30, 1)),
    gives: [
      "23:30 raise: Kathleen's front door was opened at 23:30, in the night.",
      '23:30:20 evidence: Movement indoors at 23:30, with no second opening: perhaps only looked out.',
    ],
  },
];

const repeating: Row[] = [
  {
    name: 'a fridge that stands open and says so every hour is not opened',
    template: 'fridge',
    when: again('fridge', 'contact', ['open'], `${day}06:10`, 3_600, 12),
    gives: [fridgeMissed],
  },
  {
    name: 'a fridge that is shut and says so every minute is not opened either',
    template: 'fridge',
    when: again('fridge', 'contact', ['closed'], `${day}06:10`, 60, 500),
    gives: [fridgeMissed],
  },
  {
    name: 'an "open" so long after the last one that a "closed" must have been lost',
    template: 'fridge',
    when: again('fridge', 'contact', ['open'], `${day}06:19:59`, 4_201, 2),
    gives: [],
  },
  {
    name: 'a door that stands open and says so every hour is no sign of life',
    template: 'inactivity',
    when: again('door', 'contact', ['open'], `${day}08:30`, 3_600, 14),
    patient: { devices: devices.filter(({ kind }) => kind !== 'motion') },
    gives: ['11:30 raise: There has been no sign of life of Kathleen since 08:30.'],
  },
];

describe('a contact that bounces', () => {
  it.each(bouncing)('$name', ({ template, gives, ...given }) => {
    expect(told(template, given)).toEqual(gives);
  });
});

describe('a contact that repeats itself', () => {
  it.each(repeating)('$name', ({ template, gives, ...given }) => {
    expect(told(template, given)).toEqual(gives);
  });
});

describe('a bed sensor that bounces', () => {
  const beds = [device('bed', 'bed', { patientId: 'k' })];
  const restless = (at: string, times = 20) => again('bed', 'bed-occupancy', [true, false], at, 3, times);

  it('and ends out of bed: asked about once', () => {
    const when = restless(`${day}23:30`);
    expect(told('bed-left', { patient: { devices: beds }, from: '20:00', until: '2026-03-03T09:00', when })).toEqual([
      '23:50:57 raise: Kathleen got up at 23:30, in the night, and is not back in bed.',
    ]);
  });

  it('and ends in bed: nothing', () => {
    const when = restless(`${day}23:30`, 21);
    expect(told('bed-left', { patient: { devices: beds }, from: '20:00', until: '2026-03-03T09:00', when })).toEqual([]);
  });

  it('is one visit to the bathroom', () => {
    const params = { countedBy: 'bed', moreThan: 1, aboveUsual: null };
    const given = { patient: { devices: beds }, params, from: '20:00', until: '2026-03-03T09:00', when: restless(`${day}23:30`) };
    expect(told('night-bathroom', given)).toEqual([]);
  });

  it('is got up once', () => {
    const when = inOrder(restless(`${day}02:00`, 21), again('bed', 'bed-occupancy', [false, true], `${day}10:30`, 3, 20));
    expect(told('bed-not-left', { patient: { devices: beds }, from: '01:00', when })).toEqual([
      '10:00 raise: Kathleen has not got up by 10:00.',
      '10:30 clear: Kathleen got up at 10:30.',
    ]);
  });
});
