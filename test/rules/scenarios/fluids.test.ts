import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('fluids')!;
const kit = [...devices, device('bath', 'motion', { room: 'bathroom' }), device('kettle', 'plug', { room: 'kitchen' })];
const home = { devices: kit };
/** Days before the Wednesday on which we look. */
const [sunday, monday, tuesday, wednesday] = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const drink = (at: string, value: number, more: More = {}): Happening => ({ at, person: 'fluid-intake', value, ...more });
const kettle = (at: string, value = 2_000, more: More = {}): Happening => ({ at, device: 'kettle', kind: 'power', value, ...more });
const bath = (at: string, more: More = {}): Happening => ({ at, device: 'bath', kind: 'motion', value: true, ...more });
/** So many visits to the bathroom on a day, half an hour apart. */
const visits = (date: string | undefined, n: number): Happening[] =>
  Array.from({ length: n }, (_, i) => bath(`${date}T${String(12 + Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`));
const lastOf = (at: string) => `${wednesday}T${at}`;

/** 700 mL a day. */
const little = [drink(`${monday}T09:00`, 700), drink(`${tuesday}T09:00`, 700)];
const drunk = 'Drunk: 700 mL on 2 March and 700 mL on 3 March.';
const raised = `10:00 raise: Kathleen has drunk little. ${drunk} [${drunk}]`;
const often = 'Visits to the bathroom: 9 on 2 March and 9 on 3 March, usually 6.';
const visited = `10:00 raise: Kathleen goes to the bathroom more often than usual. ${often} [${often}]`;
const both = `10:00 raise moderate: Kathleen has drunk little and goes to the bathroom more often than usual. ${drunk} ${often} [${drunk} ${often}]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const drinks: Row[] = [
  { name: 'nobody writes down drinks: nothing is known', gives: [] },
  { name: 'little on both days', when: little, gives: [raised] },
  { name: 'one millisecond before we look', when: little, until: '09:59:59.999', gives: [] },
  { name: 'enough, to the millilitre, on one of them', when: [...little, drink(`${monday}T20:00`, 300)], gives: [] },
  {
    name: 'one millilitre less',
    when: [...little, drink(`${monday}T20:00`, 299)],
    gives: [raised.replaceAll('700 mL on 2 March', '999 mL on 2 March')],
  },
  { name: 'nothing on the second day', when: [drink(`${monday}T09:00`, 700)], gives: [raised.replaceAll('700 mL on 3', '0 mL on 3')] },
  { name: 'little on one day only', when: [drink(`${monday}T09:00`, 1_200), drink(`${tuesday}T09:00`, 300)], gives: [] },
  {
    name: 'on one day, where that is agreed',
    params: { days: 1 },
    when: [drink(`${monday}T09:00`, 1_200), drink(`${tuesday}T09:00`, 300)],
    gives: [raised.replaceAll(drunk, 'Drunk: 300 mL on 3 March.')],
  },
  { name: 'a drink of the last minute of a day', when: [...little, drink(`${tuesday}T23:59:59.999`, 300)], gives: [] },
  { name: 'a drink of the first minute of today', when: [...little, drink(lastOf('00:00'), 300)], gives: [raised] },
  { name: 'told today, drunk then', when: [...little, drink(`${tuesday}T20:00`, 300, { told: lastOf('08:00') })], gives: [] },
  {
    name: 'told too late',
    params: { maxLateness: 'PT6H' },
    when: [...little, drink(`${tuesday}T20:00`, 300, { told: lastOf('08:00') })],
    gives: [raised],
  },
  { name: 'told twice', when: [...little, drink(`${tuesday}T09:00`, 700, { told: `${tuesday}T10:00` })], gives: [raised] },
  { name: 'a kept reading sent again', when: [...little, drink(`${tuesday}T11:00`, 700, { snapshot: true })], gives: [raised] },
  {
    name: 'four kettles are a litre; one boiling is one, however often it is told',
    when: [...little, ...['08:00', '08:02', '08:04', '12:00'].map((at) => kettle(`${monday}T${at}`))],
    gives: [],
    params: { minMlPerDay: 1_200 },
  },
  {
    name: 'one kettle fewer',
    when: [...little, ...['08:00', '08:02', '08:04', '08:09'].map((at) => kettle(`${monday}T${at}`))],
    gives: [raised.replaceAll('700 mL on 2', '950 mL on 2')],
  },
  { name: 'a plug that only glows', when: [...little, kettle(`${monday}T12:00`, 999), kettle(`${monday}T14:00`, 900)], gives: [raised] },
  {
    name: 'a drink after we have asked',
    when: [...little, drink(lastOf('10:20'), 200)],
    gives: [raised, '10:20 clear: Kathleen had a drink at 10:20.'],
  },
  {
    name: 'the kettle after we have asked',
    when: [...little, kettle(lastOf('10:20'))],
    gives: [raised, '10:20 clear: Kathleen had a drink at 10:20.'],
  },
  {
    name: 'a drink of yesterday, told after we have asked',
    when: [...little, drink(`${tuesday}T20:00`, 100, { told: lastOf('10:20') })],
    gives: [raised],
  },
  {
    name: 'still little the next day',
    until: '2026-03-05T12:00',
    when: little,
    gives: [raised, '2026-03-05T10:00 evidence: Drunk: 700 mL on 3 March and 0 mL on 4 March.'],
  },
  {
    name: 'closed by a person: days that have been talked about do not count again',
    until: '2026-03-07T12:00',
    when: [...little, { at: lastOf('11:00'), closed: true }],
    gives: [
      raised,
      '2026-03-07T10:00 raise: Kathleen has drunk little. Drunk: 0 mL on 5 March and 0 mL on 6 March. [Drunk: 0 mL on 5 March and 0 mL on 6 March.]',
    ],
  },
];

const usual = { usualVisits: 6 };
const many = [...visits(monday, 9), ...visits(tuesday, 9)];
const bathroom: Row[] = [
  { name: 'more visits than usual on both days', params: usual, when: many, gives: [visited] },
  { name: 'one fewer on one of them', params: usual, when: many.slice(1), gives: [] },
  { name: 'what is usual is not known', when: many, gives: [] },
  {
    name: 'it is learned from a week',
    from: '2026-02-22T12:00',
    when: [...['23', '24', '25', '26', '27', '28'].flatMap((date) => visits(`2026-02-${date}`, 6)), ...visits(sunday, 7), ...many],
    gives: [visited],
  },
  { name: 'one day too few to learn from', from: '2026-02-23T12:00', when: [...visits('2026-02-24', 6), ...many], gives: [] },
  {
    name: 'seen again within ten minutes is one visit',
    params: usual,
    when: [...many.slice(1), bath(`${monday}T16:09:59.999`)].toSorted((a, b) => a.at.localeCompare(b.at)),
    gives: [],
  },
  {
    name: 'ten minutes later is another',
    params: usual,
    when: [...many.slice(1), bath(`${monday}T16:10`)].toSorted((a, b) => a.at.localeCompare(b.at)),
    gives: [visited],
  },
  {
    name: 'little to drink as well: graver',
    params: usual,
    when: [...little, ...many].toSorted((a, b) => a.at.localeCompare(b.at)),
    gives: [both],
  },
  {
    name: 'and then a drink settles nothing',
    params: usual,
    when: [...[...little, ...many].toSorted((a, b) => a.at.localeCompare(b.at)), drink(lastOf('10:20'), 300)],
    gives: [both],
  },
  {
    name: 'no more visits the next day',
    params: usual,
    until: '2026-03-05T12:00',
    when: [...many, ...visits(wednesday, 3)],
    gives: [visited, '2026-03-05T10:00 clear: Kathleen goes to the bathroom no more often than usual.'],
  },
  { name: 'no sensor in the bathroom', params: usual, patient: { devices }, when: many, gives: [] },
  { name: 'a bathroom that several use', params: usual, patient: { ...home, sharedHome: true }, when: many, gives: [] },
  {
    name: 'agreed that it counts',
    params: { ...usual, sharedCounts: true },
    patient: { ...home, sharedHome: true },
    when: many,
    gives: [visited],
  },
];

const seeing: Row[] = [
  { name: 'agreed on Monday morning: Monday was not seen', from: `${monday}T06:00`, when: little, gives: [] },
  {
    name: 'away for an afternoon: that day is not known',
    when: [
      little[0]!,
      { at: `${monday}T12:00`, patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T16:00:00Z') } } },
      little[1]!,
    ],
    gives: [],
  },
  { name: 'in hospital', patient: { ...home, presence: { mode: 'hospital', untilAt: null } }, when: little, gives: [] },
  { name: 'blind for four hours of a day', blind: [[`${monday}T10:00`, `${monday}T14:00`]], when: little, gives: [raised] },
  { name: 'blind for longer', blind: [[`${monday}T10:00`, `${monday}T14:00:00.001`]], when: little, gives: [] },
  {
    name: 'blind as we look: a little later',
    blind: [[lastOf('09:30'), lastOf('11:00')]],
    when: little,
    gives: [raised.replace('10:00 raise', '11:30 raise')],
  },
  {
    name: 'an outage of ours',
    blindUntil: lastOf('11:00'),
    when: [...little, drink(`${tuesday}T20:00`, 400, { told: lastOf('10:59') })],
    gives: [],
  },
];

/** A day of drinks about a change of the clocks, the last of them in the last minute of the day. */
const around = (day: string, next: string): Partial<Drive> => ({
  day: next,
  from: `${day}T00:00`,
  until: `${next}T12:00`,
  params: { days: 1 },
  when: [drink(`${day}T00:00`, 500), drink(`${day}T23:59`, 500), drink(`${next}T00:00`, 500)],
});
const clocks: Row[] = [
  { name: 'London, spring', ...around('2026-03-29', '2026-03-30'), gives: [] },
  { name: 'London, autumn', ...around('2026-10-25', '2026-10-26'), gives: [] },
  { name: 'New York, spring', zone: 'America/New_York', ...around('2026-03-08', '2026-03-09'), gives: [] },
  { name: 'New York, autumn', zone: 'America/New_York', ...around('2026-11-01', '2026-11-02'), gives: [] },
  { name: 'Lord Howe, spring', zone: 'Australia/Lord_Howe', ...around('2026-10-04', '2026-10-05'), gives: [] },
  { name: 'Lord Howe, autumn', zone: 'Australia/Lord_Howe', ...around('2026-04-05', '2026-04-06'), gives: [] },
];

describe.each([
  ['drinks', drinks],
  ['visits to the bathroom', bathroom],
  ['what was not seen', seeing],
  ['days of other lengths', clocks],
])('fluids: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const drive = { day: wednesday, from: '2026-03-01T12:00', until: lastOf('23:00'), patient: home, ...given };
    expect(driveExplained(template, drive).lines).toEqual(gives);
  });
});

describe('fluids', () => {
  it('are explained', () => {
    const explained = (...when: Happening[]) =>
      said(driveExplained(template, { day: wednesday, from: `${sunday}T12:00`, until: lastOf('12:00'), patient: home, when }).conditions);
    expect(explained(...little)).toEqual([
      'met: Drunk: 700 mL on 2 March and 700 mL on 3 March. Bathroom: unknown on 2 March and unknown on 3 March, usually not known yet. Not all of it can be known.',
      'met: It is open. Looked at next at 10:00 on 5 March.',
      'met: At home.',
    ]);
    expect(explained()[0]).toMatch(/^unknown: /);
    expect(explained(...little, drink(lastOf('11:00'), 200))[1]).toBe('not met: Nothing is open. Looked at next at 10:00 on 5 March.');
  });

  it('goes from the person to the matron', () => {
    const plan = template.defaultPlan(parseParams(template, {}));
    expect(plan.steps.map(({ level, waitMs }) => [level, waitMs / 60_000])).toEqual([
      ['patient', 45],
      ['family', 60],
      ['agency', 180],
      ['coordination', 240],
    ]);
  });

  it.each([
    [{ days: 0 }, 'days'],
    [{ askAt: '10 am' }, 'HH:MM'],
    [{ minMlPerDay: 5 }, 'minMlPerDay'],
  ])('%j is refused and says why', (raw, words) => {
    expect(paramsProblem(template, raw)).toContain(words);
  });
});
