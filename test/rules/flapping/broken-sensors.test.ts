import { describe, expect, it } from 'vitest';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { again, inOrder, told } from './jitter.ts';

const day = '2026-03-02T';
interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const lounge = device('lounge', 'motion');
const kit = [...devices, lounge, device('pendant', 'fall-detector', { patientId: 'k' })];
const suspected = again('pendant', 'fall', ['suspected'], `${day}14:00`, 1, 1);
const fault = (id: string, at: string, value: 'faulty' | 'recovered') => again(id, 'device-fault', [value], day + at, 1, 1);
const offline = (id: string, at: string) => again(id, 'availability', ['offline'], day + at, 1, 1);
const stuck = again('pir', 'motion', [true], `${day}12:00`, 30, 300);
const asked = '14:01 prompt speaker: Are you all right, {name}? If you are, please say so, or press "I\'m OK".';
const raised = '14:01:30 raise: Kathleen may have fallen at 14:00, was not seen to get up, and does not answer.';
const unseen = raised.replace('was not seen to get up', 'could not be seen to get up (no movement sensor works)');
const falls: Row[] = [
  {
    name: 'that is stuck has not seen her get up',
    when: inOrder(fault('pir', '11:00', 'faulty'), stuck, suspected),
    gives: [asked, raised],
  },
  {
    name: 'that is in order again has',
    when: inOrder(
      fault('pir', '11:00', 'faulty'),
      fault('pir', '13:00', 'recovered'),
      suspected,
      again('pir', 'motion', [true], `${day}14:00:40`, 1, 1),
    ),
    gives: [],
  },
  {
    name: 'that is stuck, and another sees her',
    when: inOrder(fault('pir', '11:00', 'faulty'), stuck, suspected, again('lounge', 'motion', [true], `${day}14:00:40`, 1, 1)),
    gives: [],
  },
  {
    name: 'and another one is dead: nothing could have seen her',
    when: inOrder(fault('pir', '11:00', 'faulty'), offline('lounge', '11:30'), suspected),
    gives: [asked, unseen],
  },
  {
    name: 'all of which are out of reach',
    when: inOrder(offline('pir', '11:00'), offline('lounge', '11:30'), suspected),
    gives: [asked, unseen],
  },
  {
    name: 'that is paused while it is repaired',
    patient: {
      devices: [...kit.filter(({ kind }) => kind !== 'motion'), { ...lounge, pausedUntilAt: Date.parse('2026-03-02T18:00:00Z') }],
    },
    when: suspected,
    gives: [asked, unseen],
  },
  {
    name: 'of which there is none at all',
    patient: { devices: kit.filter(({ kind }) => kind !== 'motion') },
    when: suspected,
    gives: [asked, raised],
  },
];

describe('a fall, and a movement sensor', () => {
  it.each(falls)('$name', ({ gives, name: _, ...given }) => {
    expect(told('fall', { patient: { devices: kit }, ...given })).toEqual(gives);
  });

  it('is explained', () => {
    const when = inOrder(fault('pir', '11:00', 'faulty'), offline('lounge', '11:30'), suspected);
    const { conditions } = driveExplained(templates.get('fall')!, { patient: { devices: kit }, when, until: '14:00:30' });
    expect(said(conditions)[1]).toBe('not met: Watched until 14:01. No movement sensor works.');
  });
});

const bath = device('bath', 'motion', { room: 'bathroom' });
const home = { devices: [...devices, bath] };
/** `n` visits on a day of March, half an hour apart. */
const visits = (date: number, n: number): Happening[] =>
  again('bath', 'motion', [true], `2026-03-${String(date).padStart(2, '0')}T08:00`, 1_800, n);
const days = (from: number, to: number, n: number) => Array.from({ length: to - from + 1 }, (_, i) => visits(from + i, n)).flat();
/** Movement told every five minutes, for so many hours. */
const onAndOn = (at: string, hours: number) => again('bath', 'motion', [true], at, 300, hours * 12 + 1);
const fluids = (until: string, ...when: Happening[][]) =>
  told('fluids', { from: '2026-03-01T00:00', until, patient: home, when: inOrder(...when) });

describe('visits to the bathroom, and its sensor', () => {
  const often =
    '2026-03-13T10:00 raise: Kathleen goes to the bathroom more often than usual. Visits to the bathroom: 10 on 11 March and 10 on 12 March, usually 6.';
  const learned = days(1, 10, 6);
  const many = days(11, 12, 10);

  it('are counted where it works', () => {
    expect(fluids('2026-03-13T12:00', learned, many)).toEqual([often]);
  });

  it('are not learned to be none while it is dead', () => {
    expect(fluids('2026-03-20T12:00', days(1, 7, 6), days(14, 17, 8))).toEqual([]);
  });

  it('are not fewer because it has died', () => {
    expect(fluids('2026-03-20T12:00', learned, many)).toEqual([often]);
  });

  it('are fewer once they are seen to be', () => {
    expect(fluids('2026-03-15T12:00', learned, many, visits(13, 6), visits(14, 6))).toEqual([
      often,
      '2026-03-14T10:00 clear: Kathleen goes to the bathroom no more often than usual.',
    ]);
  });

  it('are not fewer because it is stuck', () => {
    const stuckFrom = onAndOn('2026-03-13T01:00', 60);
    expect(fluids('2026-03-15T12:00', learned, many, stuckFrom)).toEqual([often]);
  });

  it('are not learned from days on which it is stuck', () => {
    expect(fluids('2026-03-20T12:00', days(1, 7, 6), onAndOn('2026-03-08T00:00', 120), days(14, 17, 8))).toEqual([]);
  });

  it('count on a day with two hours of it, and not with more', () => {
    const bathed = (minutes: number) => again('bath', 'motion', [true], '2026-03-12T20:00', 300, minutes / 5 + 1);
    expect(fluids('2026-03-13T12:00', learned, visits(11, 10), visits(12, 10), bathed(120))).toEqual([
      often.replace('10 on 12', '11 on 12'),
    ]);
    expect(fluids('2026-03-13T12:00', learned, visits(11, 10), visits(12, 10), bathed(125))).toEqual([]);
  });
});
