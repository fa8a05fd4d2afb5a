import { describe, expect, it } from 'vitest';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { trend } from '../../../rules/scenarios/trend.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('trend')!;
const own = [device('oximeter', 'oximeter', { patientId: 'k' }), device('watch', 'wearable', { patientId: 'k' })];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const march = (n: number, time = '08:00') => `2026-03-${String(n).padStart(2, '0')}T${time}`;
const reads = (at: string, value: ObservationValue, more: More = {}, kind: ObservationKind = 'oxygen-saturation'): Happening => ({
  at,
  device: 'oximeter',
  kind,
  value,
  ...more,
});
/** One reading a day at 08:00, from the first of March. */
const days = (values: readonly number[], from = 1): Happening[] => values.map((value, i) => reads(march(from + i), value));
const same = (n: number, value = 96) => Array.from({ length: n }, () => value);

const raised = (at: string, average: string, usual: string, last: string, way = 'down', since = '08:00 on 15 March') =>
  `${at} raise: Kathleen's oxygen level is drifting ${way}: ${average} % on average, usually ${usual} %. [The last 5 readings since ${since}: ${last}.]`;
const list = (...values: number[]) => values.map((value) => `${value.toFixed(1)} %`).join(', ');
const fifth = raised(march(19), '93.0', '96.0', list(93, 93, 93, 93, 93));
const cleared = (at: string, average: string) =>
  `${at} clear: Kathleen's oxygen level is back near its usual level: ${average} % on average.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

/** Fourteen days at 96, and then these. */
const learnedThen = (...values: number[]) => days([...same(14), ...values]);
const drifts: Row[] = [
  { name: 'nothing is measured', gives: [] },
  { name: 'always the same', when: days(same(30)), gives: [] },
  { name: 'four of five readings lower', when: learnedThen(93, 93, 93, 93), gives: [] },
  { name: 'five lower by the limit', when: learnedThen(93, 93, 93, 93, 93), gives: [fifth] },
  { name: 'five lower by a little less', when: learnedThen(93, 93, 93, 93, 94), gives: [] },
  { name: 'one low reading is for another agreement', when: learnedThen(85, 96, 96, 96, 96), gives: [] },
  { name: 'higher is no drift of oxygen', when: days([...same(14, 92), ...same(8, 98)]), gives: [] },
  {
    name: 'unless agreed',
    params: { direction: 'either' },
    when: days([...same(14, 92), ...same(5, 95)]),
    gives: [raised(march(19), '95.0', '92.0', list(95, 95, 95, 95, 95), 'up')],
  },
  {
    name: 'by another limit',
    params: { by: 2 },
    when: learnedThen(94, 94, 94, 94, 94),
    gives: [raised(march(19), '94.0', '96.0', list(94, 94, 94, 94, 94))],
  },
  {
    name: 'by the own spread: half a point of somebody steady counts as a whole one',
    params: { bySpreads: 2 },
    when: learnedThen(94, 94, 94, 94, 94),
    gives: [raised(march(19), '94.0', '96.0', list(94, 94, 94, 94, 94))],
  },
  {
    name: 'by the own spread: somebody unsteady has more room',
    params: { bySpreads: 2 },
    when: days([...[93, 99, 93, 99, 93, 99, 93, 99, 93, 99, 93, 99, 93, 99], ...same(5, 92)]),
    gives: [],
  },
  { name: 'a cached reading sent again', when: [...learnedThen(93, 93, 93, 93), reads(march(19), 93, { snapshot: true })], gives: [] },
  {
    name: 'entered by hand is said',
    when: [...learnedThen(93, 93, 93, 93), { at: march(19), person: 'oxygen-saturation', value: 93 }],
    gives: [fifth.replace('93.0 %.]', '93.0 %. The last one was entered by hand.]')],
  },
];

const learning: Row[] = [
  { name: 'a drift within the first fourteen days is not known to be one', when: days([...same(8), ...same(5, 88)]), gives: [] },
  { name: 'nor with too few readings', when: [1, 4, 7, 10, 13].map((n) => reads(march(n), 96)).concat(days(same(5, 88), 15)), gives: [] },
  {
    name: 'ten readings before the last five are enough',
    when: [1, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => reads(march(n), 96)).concat(days(same(5, 88), 15)),
    gives: [raised(march(19), '88.0', '96.0', list(88, 88, 88, 88, 88))],
  },
  {
    name: 'with one reading a day ten readings take ten days, however few are agreed',
    params: { learnDays: 7 },
    when: days([...same(10), ...same(5, 92)]),
    gives: [raised(march(15), '92.0', '96.0', list(92, 92, 92, 92, 92), 'down', '08:00 on 11 March')],
  },
  { name: 'nine are not', when: [1, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => reads(march(n), 96)).concat(days(same(5, 88), 15)), gives: [] },
  {
    name: 'readings within the hour are one',
    when: [...learnedThen(), ...['00', '10', '20', '30', '40'].map((m) => reads(march(15, `08:${m}`), 88))],
    gives: [],
  },
  {
    name: 'an hour apart they are several',
    when: [...learnedThen(), ...['08', '09', '10', '11', '12'].map((h) => reads(march(15, `${h}:00`), 88))],
    gives: [
      raised(march(15, '09:00'), '92.8', '96.0', list(96, 96, 96, 88, 88), 'down', '08:00 on 12 March'),
      `${march(15, '11:00')} worse: The last 5 readings since 08:00 on 14 March: ${list(96, 88, 88, 88, 88)}.`,
    ],
  },
];

const episode = learnedThen(93, 93, 93, 93, 93);
const afterwards: Row[] = [
  { name: 'it goes on: said once', when: days([...same(14), ...same(12, 93)]), gives: [fifth] },
  {
    name: 'the usual level is frozen meanwhile: a week of drift is not the new one',
    when: days([...same(14), ...same(16, 93)]),
    until: march(31),
    gives: [fifth],
  },
  {
    name: 'twice the limit is worse, once',
    when: [...episode, ...days(same(8, 89), 20)],
    gives: [fifth, `${march(23)} worse: The last 5 readings since 08:00 on 19 March: ${list(93, 89, 89, 89, 89)}.`],
  },
  { name: 'more than half-way from the usual: still a drift', when: [...episode, ...days([95, 95, 94, 94, 94], 20)], gives: [fifth] },
  {
    name: 'half-way back: over',
    when: [...episode, ...days([95, 95, 95, 94, 94], 20)],
    gives: [fifth, cleared(march(24), '94.6')],
  },
  {
    name: 'exactly half-way is back',
    params: { lastReadings: 2 },
    when: learnedThen(93, 93, 94, 95),
    gives: [
      `${march(16)} raise: Kathleen's oxygen level is drifting down: 93.0 % on average, usually 96.0 %. [The last 2 readings since 08:00 on 15 March: ${list(93, 93)}.]`,
      cleared(march(18), '94.5'),
    ],
  },
  {
    name: 'after a long drift and back, the same drift is one again',
    params: { lastReadings: 2 },
    when: days([...same(14), ...same(10, 92), ...same(2), ...same(3, 92)]),
    gives: [
      `${march(16)} raise: Kathleen's oxygen level is drifting down: 92.0 % on average, usually 96.0 %. [The last 2 readings since 08:00 on 15 March: ${list(92, 92)}.]`,
      cleared(march(26), '96.0'),
      `${march(28)} raise: Kathleen's oxygen level is drifting down: 92.0 % on average, usually 96.0 %. [The last 2 readings since 08:00 on 27 March: ${list(92, 92)}.]`,
    ],
  },
  {
    name: 'closed by a person: the level is learned anew, and unknown until then',
    when: [...episode, { at: march(19, '12:00'), closed: true }, ...days(same(8, 88), 20)],
    gives: [fifth],
  },
];

const couple = { sharedHome: true, devices: [...own, device('ours', 'oximeter')] };
const orderAndPlace: Row[] = [
  {
    name: 'told as late as may be',
    when: [...learnedThen(93, 93, 93, 93), reads(march(19), 93, { told: march(20) })],
    gives: [fifth.replace(march(19), march(20))],
  },
  {
    name: 'told later than that',
    when: [...learnedThen(93, 93, 93, 93), reads(march(19), 93, { told: march(20, '08:00:00.001') })],
    gives: [],
  },
  {
    name: 'the next one that is told in time raises it',
    when: [...learnedThen(93, 93, 93, 93), reads(march(19), 92, { told: march(20, '09:00') }), reads(march(20, '10:00'), 92)],
    gives: [raised(march(20, '10:00'), '92.6', '95.8', list(93, 93, 93, 92, 92), 'down', '08:00 on 16 March')],
  },
  {
    name: 'an older reading says nothing',
    when: [...learnedThen(93, 93, 93, 93), reads(march(17, '12:00'), 80, { told: march(18, '12:00') })],
    gives: [],
  },
  {
    name: 'the same reading twice is one',
    when: [...learnedThen(93, 93, 93, 93), reads(march(18), 93, { told: march(18, '08:01') })],
    gives: [],
  },
  {
    name: 'the common device tells of nobody',
    patient: couple,
    when: episode.map((one) => ({ ...one, device: 'ours' }) as Happening),
    gives: [],
  },
  {
    name: 'unless agreed, and then it says so',
    patient: couple,
    params: { sharedCounts: true },
    when: episode.map((one) => ({ ...one, device: 'ours' }) as Happening),
    gives: [fifth.replace('93.0 %.]', '93.0 %. The last one cannot be put down to one person.]')],
  },
  {
    name: 'readings in hospital or away are not what is usual',
    when: [
      ...learnedThen(),
      { at: march(14, '12:00'), patient: { presence: { mode: 'hospital', untilAt: null } } },
      ...days(same(8, 88), 15),
    ],
    gives: [],
  },
  {
    name: 'a blind stretch and an outage of ours: the readings are judged when they come',
    blind: [[march(16), march(18)]],
    blindUntil: march(18),
    when: episode,
    gives: [fifth],
  },
  {
    name: 'a lower limit agreed: judged at once',
    when: [...learnedThen(94, 94, 94, 94, 94), { at: march(19, '12:00'), params: { by: 2 } }],
    gives: [raised(march(19, '12:00'), '94.0', '96.0', list(94, 94, 94, 94, 94))],
  },
  {
    name: 'another kind agreed: begins anew',
    when: [...episode.slice(0, -1), { at: march(18, '12:00'), params: { kind: 'heart-rate' } }, reads(march(19), 120, {}, 'heart-rate')],
    gives: [],
  },
];

const pressure = (n: number, systolicMmHg: number): Happening => reads(march(n), { systolicMmHg, diastolicMmHg: 80 }, {}, 'blood-pressure');
const walks = (n: number, value: number, time = '22:00'): Happening => reads(march(n, time), value, { device: 'watch' }, 'steps');
const kinds: Row[] = [
  {
    name: 'of a blood pressure the systolic one',
    params: { kind: 'blood-pressure' },
    when: Array.from({ length: 19 }, (_, i) => pressure(i + 1, i < 14 ? 130 : 150)),
    gives: [
      `${march(19)} raise: Kathleen's blood pressure is drifting up: 150.0 mmHg systolic on average, usually 130.0 mmHg systolic. [The last 5 readings since 08:00 on 15 March: ${Array(5).fill('150.0 mmHg systolic').join(', ')}.]`,
    ],
  },
  {
    name: 'steps are counted by whole days: the morning of a day is no drift',
    params: { kind: 'steps' },
    when: Array.from({ length: 25 }, (_, i) => [walks(i + 1, 300, '09:00'), walks(i + 1, 5_000)]).flat(),
    gives: [],
  },
  {
    name: 'five days of fewer steps, known when the next day begins',
    params: { kind: 'steps' },
    when: Array.from({ length: 20 }, (_, i) => [walks(i + 1, 300, '09:00'), walks(i + 1, i < 14 ? 5_000 : 3_000)]).flat(),
    gives: [
      `${march(20, '09:00')} raise: Kathleen's step count is drifting down: 3000 steps on average, usually 5000 steps. [The last 5 readings since 09:00 on 15 March: ${Array(5).fill('3000 steps').join(', ')}.]`,
    ],
  },
];

describe.each([
  ['what is a drift', drifts],
  ['learning', learning],
  ['after an alert', afterwards],
  ['order, place and blindness', orderAndPlace],
  ['other kinds', kinds],
])('a trend: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { day: '2026-02-28', until: march(31), ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('a trend of steps by local days when the clocks change', () => {
  // Sixteen full days, five short ones across the change; the last evening reading of each day stands just before midnight.
  it.each([
    ['Europe/London', '2026-03-12', '2026-04-02T00:05'],
    ['Europe/London', '2026-10-08', '2026-10-29T00:05'],
    ['America/New_York', '2026-02-18', '2026-03-11T00:05'],
    ['America/New_York', '2026-10-14', '2026-11-04T00:05'],
    ['Australia/Lord_Howe', '2026-09-17', '2026-10-08T00:05'],
    ['Australia/Lord_Howe', '2026-03-19', '2026-04-09T00:05'],
  ])('%s from %s', (zone, from, raisedAt) => {
    const start = Date.parse(`${from}T00:00:00Z`);
    const when = Array.from({ length: 22 }, (_, i): Happening[] => {
      const date = new Date(start + i * 86_400_000).toISOString().slice(0, 10);
      const total = i < 16 ? 5_000 : 3_000;
      const at = (time: string, value: number): Happening => ({ at: `${date}T${time}`, device: 'watch', kind: 'steps', value });
      return [at('00:05', 10), at('23:55', total)];
    }).flat();
    const until = `${raisedAt.slice(0, 10)}T23:00`;
    const lines = drive(template, { zone, day: '2026-01-01', params: { kind: 'steps' }, when, until, patient: { devices: own } });
    expect(lines.map((line) => line.slice(0, 22))).toEqual([`${raisedAt} raise`]);
  });
});

describe('a trend explains', () => {
  const explains = (until: string, when: readonly Happening[]) =>
    said(driveExplained(template, { day: '2026-02-28', until, when, patient: { devices: own } }).conditions);

  it.each([
    [
      'nothing known',
      [],
      [
        'unknown: Still learning, and not known to be well: 0 earlier readings over 0 days.',
        'unknown: There are 0 so far.',
        'met: There is none.',
      ],
    ],
    [
      'still learning',
      days(same(9)),
      [
        'unknown: Still learning, and not known to be well: 4 earlier readings over 8 days.',
        'unknown: 96.0 % on average.',
        'met: Taken at 08:00 on 9 March.',
      ],
    ],
    ['no drift', days(same(19)), ['met: Usually 96.0 %.', 'not met: 96.0 % on average.', 'met: Taken at 08:00 on 19 March.']],
    [
      'a drift told too late',
      [...learnedThen(93, 93, 93, 93), reads(march(19), 93, { told: march(21) })],
      ['met: Usually 96.0 %.', 'met: 93.0 % on average.', 'not met: Taken at 08:00 on 19 March.'],
    ],
  ])('%s', (_, when, gives) => {
    expect(explains(march(22), when)).toEqual(['met: At home.', ...gives]);
  });

  it('a drift, with the level that it is compared with and the limit', () => {
    const { conditions } = driveExplained(template, { day: '2026-02-28', until: march(22), when: episode, patient: { devices: own } });
    expect(said(conditions)).toEqual(['met: Usually 96.0 %.', 'met: 93.0 % on average.', 'met: Taken at 08:00 on 19 March.']);
    expect(conditions[1]!.limit).toBe('The last 5 readings lower than usual by 3.0 % (scenario version 1, approved by Dr Amin).');
  });
});

describe('the parameters of a trend', () => {
  it.each([
    [{ kind: 'pain' }, 'kind'],
    [{ by: null }, 'by'],
    [{ by: 0 }, 'by'],
    [{ learnDays: 6 }, 'learnDays'],
    [{ lastReadings: 1 }, 'lastReadings'],
    [{ oncePer: '1h' }, 'oncePer'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(trend.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
