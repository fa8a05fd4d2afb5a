import { describe, expect, it } from 'vitest';
import { nightBathroom } from '../../../rules/scenarios/night-bathroom.ts';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('night-bathroom')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const bath = (at: string, more: More = {}): Happening => ({ at, device: 'bath', kind: 'motion', value: true, ...more });
const hall = (at: string): Happening => ({ at, device: 'pir', kind: 'motion', value: true });
const bed = (at: string, value: boolean, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value, ...more });
const kit = [...devices, device('bath', 'motion', { room: 'bathroom' })];

const hours = (n: number, date = '') =>
  Array.from({ length: n }, (_, i) => `${date && `${date}T`}0${Math.floor(i / 2)}:${i % 2 ? '30' : '00'}`);
const visits = (n: number, date = ''): Happening[] => hours(n, date).map((at) => bath(at));
const unknown = 'What is usual is not known yet (0 of 10 nights).';
const often = (n: number, usual = unknown, most = 4, times = hours(n)) =>
  `raise: Kathleen was up ${n} times in the night (movement in the bathroom), more than ${most}. [${n} visits: ${times.join(', ')}. ${usual}]`;
const date = (n: number) => `2026-03-${String(n).padStart(2, '0')}`;
/** The nights to the mornings of 3 March and those after it, with so many visits each. */
const nights = (...counts: readonly number[]): Happening[] => counts.flatMap((n, i) => visits(n, date(i + 3)));

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const counts: Row[] = [
  { name: 'none', gives: [] },
  { name: 'four', when: visits(4), gives: [] },
  { name: 'five', when: visits(5), gives: [`06:00 ${often(5)}`] },
  { name: 'five, and the night is not over', when: visits(5), until: '05:59:59.999', gives: [] },
  { name: 'two are agreed', params: { moreThan: 2 }, when: visits(3), gives: [`06:00 ${often(3, unknown, 2)}`] },
  { name: 'the fifth after nine minutes is part of the fourth', when: [...visits(4), bath('01:39:59')], gives: [] },
  { name: 'after ten it is another one', when: [...visits(4), bath('01:40')], gives: [expect.stringContaining('up 5 times')] },
  {
    name: 'a long time in there is one visit',
    when: ['02:00', '02:08', '02:16', '02:24', '02:32', '02:40'].map((at) => bath(at)),
    gives: [],
  },
  { name: 'before night', when: [...visits(4), bath('2026-03-01T22:59:59.999')], gives: [] },
  {
    name: 'as night begins',
    when: [bath('2026-03-01T23:00'), ...visits(4)],
    gives: [expect.stringContaining('5 visits: 23:00 on 1 March, 00:00')],
  },
  { name: 'as night ends', when: [...visits(4), bath('06:00')], gives: [] },
  { name: 'movement elsewhere', when: [...visits(4), hall('03:00')], gives: [] },
  { name: 'cached movement', when: [...visits(4), bath('03:00', { snapshot: true })], gives: [] },
  { name: 'agreed in the middle of the night: not counted', from: '00:30', when: visits(8).slice(2), gives: [] },
  {
    name: 'another night joins',
    when: [...visits(5), ...visits(6, date(3))],
    until: `${date(3)}T12:00`,
    gives: [expect.stringContaining('up 5 times'), expect.stringContaining('up 6 times')],
  },
  {
    name: 'more than anybody counts',
    when: Array.from({ length: 30 }, (_, i) => bath(`0${Math.floor(i / 6)}:${i % 6}0`)),
    gives: [expect.stringContaining('up 16 times')],
  },
];

/** With the night to 2 March, in which nothing is told, one more. */
const usualNights = Array.from({ length: 10 }, () => 0);
const learned: Row[] = [
  {
    name: 'nine nights are not enough to know what is usual',
    when: nights(...usualNights.slice(2), 4),
    until: `${date(20)}T12:00`,
    gives: [],
  },
  {
    name: 'ten are: four are more than three above none',
    when: nights(...usualNights.slice(1), 4),
    until: `${date(12)}T12:00`,
    gives: [expect.stringMatching(/^2026-03-12T06:00 raise moderate: .* up 4 times .* more than 3\. .* Usually 0 a night\.\]$/)],
  },
  { name: 'three are not', when: nights(...usualNights, 3), until: `${date(13)}T12:00`, gives: [] },
  {
    name: 'nor is it asked for where that is not agreed',
    params: { aboveUsual: null },
    when: nights(...usualNights, 4),
    until: `${date(13)}T12:00`,
    gives: [],
  },
  {
    name: 'one odd night does not move what is usual',
    when: nights(0, 0, 4, ...usualNights, 4).slice(0),
    until: `${date(16)}T12:00`,
    gives: [expect.stringContaining('2026-03-16T06:00 raise moderate')],
  },
  {
    name: 'who is often up is compared with the agreed number',
    when: nights(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5),
    until: `${date(14)}T12:00`,
    gives: [expect.stringMatching(/^2026-03-14T06:00 raise: .* more than 4\. .* Usually 3 a night/)],
  },
];

const late: Row[] = [
  {
    name: 'the fifth becomes known in the morning',
    when: [...visits(4), bath('03:00', { told: '08:00' })],
    gives: [`08:00 ${often(5, unknown, 4, [...hours(4), '03:00'])}`],
  },
  { name: 'too late', when: [...visits(4), bath('03:00', { told: '15:00:00.001' })], gives: [] },
  { name: 'just young enough', when: [...visits(4), bath('03:00', { told: '15:00' })], gives: [expect.stringContaining('15:00 raise')] },
  {
    name: 'one more, of a night that was asked about',
    when: [...visits(5), bath('04:00', { told: '08:00' })],
    gives: [`06:00 ${often(5)}`, '08:00 evidence: Another visit became known: at 04:00, told at 08:00.'],
  },
  {
    name: 'of the night before',
    when: [
      ...visits(4),
      bath('03:00', { told: '2026-03-03T00:30' }),
      bath('2026-03-03T00:40'),
      bath('03:20', { told: '2026-03-03T01:00' }),
    ],
    until: '2026-03-03T12:00',
    gives: [],
  },
  {
    name: 'all at once, in any order',
    when: ['02:00', '00:00', '01:30', '00:30', '01:00'].map((at) => bath(at, { told: '05:00' })),
    gives: [`06:00 ${often(5)}`],
  },
  {
    name: 'nothing clears it, a person closes it, and the same night is not asked about again',
    when: [...visits(5), { at: '09:00', closed: true }, bath('04:00', { told: '10:00' })],
    gives: [`06:00 ${often(5)}`, expect.stringContaining('10:00 evidence')],
  },
];

const hospital = { devices: kit, presence: { mode: 'hospital', untilAt: null } } as const;
const others: Row[] = [
  { name: 'in hospital', patient: hospital, when: visits(6), gives: [] },
  {
    name: 'home again in the night: not counted',
    patient: hospital,
    when: [{ at: '00:00', patient: { presence: { mode: 'home', untilAt: null } } }, ...visits(6)],
    gives: [],
  },
  { name: 'several people: nobody in particular', patient: { devices: kit, sharedHome: true }, when: visits(6), gives: [] },
  {
    name: 'agreed that anybody counts',
    patient: { devices: kit, sharedHome: true },
    params: { sharedCounts: true },
    when: visits(5),
    gives: [`06:00 ${often(5).replace('4. [', '4. Several people live there: it cannot be put down to one of them. [')}`],
  },
  { name: 'no sensor in the bathroom', patient: { devices }, when: visits(6), gives: [] },
  { name: 'blind for most of the night', when: visits(6), blind: [['2026-03-01T23:00', '02:30:00.001']], gives: [] },
  {
    name: 'blind for half of it',
    when: visits(6),
    blind: [['2026-03-01T23:00', '02:30']],
    gives: [expect.stringContaining('06:00 raise')],
  },
  {
    name: 'blind at the end: what was kept is waited for',
    when: visits(5),
    blind: [['05:30', '06:20']],
    gives: [expect.stringContaining('06:50 raise')],
  },
  { name: 'an outage of ours', when: [], blindUntil: '08:00', gives: [] },
];

const upAndBack = (at: string, back: string): Happening[] => [bed(at, false), bed(back, true)];
const beds: Row[] = [
  {
    name: 'three times out of bed, two are agreed',
    when: [bed('2026-03-01T22:00', true), ...upAndBack('00:00', '00:05'), ...upAndBack('01:00', '01:05'), ...upAndBack('02:00', '02:05')],
    gives: [
      '06:00 raise: Kathleen was up 3 times in the night (getting out of bed), more than 2. [3 visits: 00:00, 01:00, 02:00. What is usual is not known yet (0 of 10 nights).]',
    ],
  },
  {
    name: 'the sensor repeats itself',
    when: [bed('2026-03-01T22:00', true), ...upAndBack('00:00', '00:40'), bed('01:00', false), bed('02:00', false), bed('03:00', false)],
    gives: [],
  },
  { name: 'movement in the bathroom is not counted then', when: visits(6), gives: [] },
  {
    name: 'one is told late, after the next',
    when: [
      bed('2026-03-01T22:00', true),
      ...upAndBack('00:00', '00:05'),
      ...upAndBack('02:00', '02:05'),
      bed('03:05', true),
      bed('03:00', false, { told: '03:10' }),
    ],
    gives: [expect.stringContaining('3 visits: 00:00, 02:00, 03:00.')],
  },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at, date: moved }) => {
  const given = {
    zone,
    day,
    from: `${moved(-1)}T20:00`,
    when: ['03:30', '04:00', '04:30', '05:00', '05:30'].map((time) => bath(at(time))),
  };
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before six on the wall`, until: at('06:00', -1), gives: [] },
    {
      ...given,
      name: `${zone}, ${day}: six on the wall`,
      until: at('06:00'),
      gives: [`06:00 ${often(5, unknown, 4, ['03:30', '04:00', '04:30', '05:00', '05:30'])}`],
    },
  ];
});

describe.each([
  ['counted', counts],
  ['what is usual', learned],
  ['told late', late],
  ['away, not alone, unseen', others],
  ['by the bed', beds.map((row) => ({ ...row, params: { countedBy: 'bed', moreThan: 2 } }))],
  ['when the clocks change', clocks],
])('often up at night: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const whole = { from: '2026-03-01T20:00', until: '20:00', patient: { devices: kit }, ...given };
    expect(given.blindUntil ? drive(template, whole) : driveExplained(template, whole).lines).toEqual(gives);
  });
});

describe('the agreement about nights', () => {
  const explained = (until: string, when: Happening[], more: Drive = {}) =>
    said(driveExplained(template, { from: '2026-03-01T20:00', until, when, patient: { devices: kit }, ...more }).conditions);
  const start = ['met: At home.', 'met: There is one.'];

  it('says why, and why not', () => {
    expect(explained('06:00', visits(5))).toEqual([
      ...start,
      `met: 5 visits: ${hours(5).join(', ')}. ${unknown}`,
      'met: It ended at 06:00.',
    ]);
    expect(explained('05:00', visits(5))[3]).toBe('not met: It ends at 06:00.');
    expect(explained('12:00', visits(2)).slice(2)).toEqual([`not met: 2 visits: 00:00, 00:30. ${unknown}`, 'not met: It ended at 06:00.']);
    expect(explained('12:00', visits(5), { patient: { devices } })[1]).toBe('unknown: There is none.');
    expect(explained('12:00', visits(5), { blind: [['00:00', '05:00']] })[2]).toContain('unknown: 5 visits');
  });

  it('is heard only by what it counts', () => {
    const kinds = (raw: Record<string, unknown>) => nightBathroom.kindsOf?.(parseParams(template, raw) as never);
    expect(kinds({})).toEqual(['motion']);
    expect(kinds({ countedBy: 'bed' })).toEqual(['bed-occupancy']);
  });

  it.each([
    [{ moreThan: 0 }, 'moreThan'],
    [{ moreThan: 13 }, 'moreThan'],
    [{ countedBy: 'fridge' }, 'countedBy'],
  ])('refuses %j', (raw, path) => {
    expect(nightBathroom.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('reads as a sentence', () => {
    expect(nightBathroom.describe(nightBathroom.params.parse({}))).toBe(
      'We count your visits to the bathroom between 23:00 and 06:00, at least 10 minutes apart; with more than 4, or 3 above what is usual for you, we ask in the morning how you are.',
    );
  });
});
