import { describe, expect, it } from 'vitest';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { noMealSigns } from '../../../rules/scenarios/no-meal-signs.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('no-meal-signs')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const told =
  (id: string, kind: ObservationKind, value: ObservationValue) =>
  (at: string, more: More = {}): Happening => ({ at, device: id, kind, value, ...more });
const fridge = told('fridge', 'contact', 'open');
const shut = told('fridge', 'contact', 'closed');
const kitchen = told('kitchen', 'motion', true);
const hall = told('hall', 'motion', true);
const dose = told('dispenser', 'dose', 'dispensed');
const door = told('door', 'contact', 'open');
const meal = (at: string): Happening => ({ at, person: 'meal', value: 'eaten' });
const kit = [
  device('fridge', 'fridge'),
  device('door', 'front-door'),
  device('hall', 'motion', { room: 'hall' }),
  device('kitchen', 'motion', { room: 'kitchen' }),
  device('dispenser', 'dispenser', { patientId: 'k' }),
];
/** All three were heard of in the evening before. */
const evening = [fridge('2026-03-01T18:00'), kitchen('2026-03-01T18:05'), dose('2026-03-01T20:00')];
const last = {
  fridge: 'The fridge was last opened at 18:00 on 1 March.',
  kitchen: 'Movement in the kitchen was last seen about 18:05 on 1 March.',
  dose: 'A dose was last dispensed or given at 20:00 on 1 March.',
};
const raise = (what: string, evidence: readonly string[], at = '11:00', grave = '') =>
  `${at} raise${grave}: There is no sign since 07:00 that Kathleen has had a meal (${what}). [${evidence.join(' ')}]`;
const all = raise('fridge, kitchen and dose', Object.values(last), '11:00', ' high');
const noDispenser = 'The dispenser is not there, or does not work as far as we know.';

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const signs: Row[] = [
  { name: 'nothing at all', gives: [all] },
  { name: 'one millisecond before the end', until: '10:59:59.999', gives: [] },
  { name: 'all three', when: [fridge('08:00'), kitchen('08:01'), dose('08:05')], gives: [] },
  { name: 'two of them', when: [fridge('08:00'), kitchen('08:01')], gives: [] },
  {
    name: 'only movement in the kitchen',
    when: [kitchen('08:01')],
    gives: [raise('fridge and dose', [last.fridge, 'Movement in the kitchen was last seen about 08:01.', last.dose])],
  },
  { name: 'only one, and all but one may be missing', params: { atLeast: 3 }, when: [kitchen('08:01')], gives: [] },
  {
    name: 'one missing is enough, by agreement',
    params: { atLeast: 1 },
    when: [fridge('08:00'), kitchen('08:01')],
    gives: [expect.stringContaining('(dose)')],
  },
  { name: 'no dose is due then: not looked at', params: { signs: ['fridge', 'kitchen'] }, when: [kitchen('08:01')], gives: [] },
  { name: 'at the first instant of the window', when: [fridge('07:00'), kitchen('07:00')], gives: [] },
  {
    name: 'one millisecond before it',
    when: [fridge('06:59:59.999'), kitchen('06:59:59.999')],
    gives: [expect.stringContaining('high: There is no sign')],
  },
  { name: 'at the last instant', when: [fridge('10:59:59.999'), dose('10:59:59.999')], gives: [] },
  { name: 'a meal was recorded', when: [meal('09:00')], gives: [] },
  { name: 'movement elsewhere is no meal', when: [hall('08:00'), hall('09:00')], gives: [all] },
  {
    name: 'a door that is shut, and cached states',
    when: [shut('08:00'), fridge('08:01', { snapshot: true }), kitchen('08:02', { snapshot: true }), dose('08:03', { snapshot: true })],
    gives: [all],
  },
  { name: 'a dose that was missed is none', when: [told('dispenser', 'dose', 'missed')('08:30')], gives: [all] },
  {
    name: 'a dose that the carer gave is one',
    when: [kitchen('08:00'), { at: '08:30', person: 'dose', value: 'given-by-carer' }],
    gives: [],
  },
];

const after: Row[] = [
  {
    name: 'one sign is not enough, the second is',
    when: [kitchen('11:20'), dose('11:30')],
    gives: [all, '11:20 evidence: There was movement in the kitchen at 11:20.', '11:30 clear: A dose was dispensed or given at 11:30.'],
  },
  {
    name: 'the same one twice is not two',
    when: [kitchen('11:20'), kitchen('11:40')],
    gives: [all, expect.stringContaining('11:20 evidence')],
  },
  { name: 'a meal is enough', when: [meal('11:30')], gives: [all, '11:30 clear: A meal was recorded as eaten at 11:30.'] },
  {
    name: 'told late, from before the end',
    when: [fridge('08:00', { told: '11:10' }), dose('08:05', { told: '11:15' })],
    gives: [
      all,
      '11:10 evidence: The fridge was opened at 08:00, told at 11:10.',
      '11:15 clear: A dose was dispensed or given at 08:05, told at 11:15.',
    ],
  },
  {
    name: 'told late, and just after a sign from before the window',
    when: [kitchen('06:55'), fridge('07:20', { told: '11:10' }), kitchen('07:05', { told: '11:15' })],
    gives: [expect.stringContaining('raise high'), expect.stringContaining('11:10 evidence'), expect.stringContaining('11:15 clear')],
  },
  { name: 'told late, from before the window', when: [fridge('06:50', { told: '11:10' }), dose('06:55', { told: '11:10' })], gives: [all] },
  { name: 'closed by a person: nothing more of that day', when: [{ at: '11:30', closed: true }, kitchen('12:00')], gives: [all] },
  {
    name: 'the next day is judged again',
    when: [{ at: '11:30', closed: true }],
    until: '2026-03-03T11:00',
    gives: [all, expect.stringContaining('2026-03-03T11:00 raise high')],
  },
];

const broken: Row[] = [
  { name: 'nothing was ever heard: nothing is known', from: '06:00', when: [], gives: [] },
  { name: 'only one of them was ever heard', from: '06:00', when: [fridge('06:30')], gives: [] },
  {
    name: 'two work, and both are missing: moderate',
    from: '06:00',
    when: [fridge('06:30'), kitchen('06:30')],
    gives: [
      raise('fridge and kitchen', [
        'The fridge was last opened at 06:30.',
        'Movement in the kitchen was last seen about 06:30.',
        noDispenser,
      ]),
    ],
  },
  {
    name: 'the dispenser says that it is faulty, the kitchen was used',
    when: [told('dispenser', 'device-fault', 'faulty')('07:30'), kitchen('08:00')],
    gives: [],
  },
  {
    name: 'and that it works again',
    when: [told('dispenser', 'device-fault', 'faulty')('07:30'), kitchen('08:00'), told('dispenser', 'device-fault', 'recovered')('09:00')],
    gives: [expect.stringContaining('(fridge and dose)')],
  },
  { name: 'the fridge sensor cannot be reached', when: [told('fridge', 'availability', 'offline')('07:30'), kitchen('08:00')], gives: [] },
  {
    name: 'a fault and no connection: back on line is not mended',
    when: [
      told('fridge', 'device-fault', 'faulty')('07:10'),
      told('fridge', 'availability', 'offline')('07:30'),
      told('fridge', 'availability', 'online')('07:40'),
      kitchen('08:00'),
    ],
    gives: [],
  },
  { name: 'taken away', patient: { devices: kit.filter(({ id }) => id !== 'fridge') }, when: [kitchen('08:00')], gives: [] },
];

const away: Row[] = [
  { name: 'ate out', when: [door('08:30'), door('10:45'), hall('10:48')], gives: [] },
  { name: 'still out: waited for', when: [door('08:30')], until: '14:59:59.999', gives: [] },
  { name: 'and then asked about', when: [door('08:30')], gives: [expect.stringContaining('15:00 raise high')] },
  {
    name: 'comes home after that',
    when: [door('08:30'), door('15:30'), hall('15:33')],
    gives: [expect.stringContaining('raise'), '15:33 clear: Kathleen came home at 15:30 and has probably eaten out.'],
  },
  { name: 'in hospital', patient: { devices: kit, presence: { mode: 'hospital', untilAt: null } }, gives: [] },
  {
    name: 'home again in the middle of the window',
    patient: { devices: kit, presence: { mode: 'hospital', untilAt: null } },
    when: [{ at: '08:00', patient: { presence: { mode: 'home', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'away until before the window',
    patient: { devices: kit, presence: { mode: 'away', untilAt: Date.parse('2026-03-02T06:30:00Z') } },
    gives: [all],
  },
];

const couple = { devices: kit, sharedHome: true };
const shared: Row[] = [
  { name: "the home's devices tell nothing of one person, and the dispenser alone is not enough", patient: couple, gives: [] },
  { name: 'agreed that they count', patient: couple, params: { sharedCounts: true }, gives: [all] },
  {
    name: 'agreed, and somebody is in the kitchen',
    patient: couple,
    params: { sharedCounts: true },
    when: [kitchen('08:00'), fridge('08:00')],
    gives: [],
  },
  {
    name: 'one sign is enough, and it is her own',
    patient: couple,
    params: { atLeast: 1 },
    when: [fridge('08:00'), kitchen('08:00')],
    gives: [expect.stringContaining('(dose)')],
  },
];

const blindness: Row[] = [
  { name: 'two hours of the window', blind: [['08:00', '10:00']], until: '12:59:59.999', gives: [] },
  {
    name: 'and then it is asked about',
    blind: [['08:00', '10:00']],
    gives: [expect.stringMatching(/^13:00 raise high.*For 2 hours of that time we could not see/)],
  },
  { name: 'a sign in the time that was added', blind: [['08:00', '10:00']], when: [fridge('12:00'), kitchen('12:00')], gives: [] },
  {
    name: 'till night: only the person is asked',
    blind: [['08:00', '19:00']],
    until: '2026-03-03T10:59',
    gives: [
      '11:00 prompt speaker: Hello {name}. We could not see whether you had a meal between 07:00 and 11:00. If you have not eaten yet, please have something.',
    ],
  },
  { name: 'an outage of ours, looked at when it is over', blindUntil: '11:30', gives: [all.replace('11:00', '11:30')] },
];

const clocks: Row[] = (
  [
    ['Europe/London', '2026-03-29', '2026-03-29T10:00:00Z'],
    ['Europe/London', '2026-10-25', '2026-10-25T11:00:00Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T15:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T16:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T00:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-05T00:30:00Z'],
  ] as const
).flatMap(([zone, day, until]) => {
  const given = { zone, day, from: `${day}T00:10`, when: [fridge(`${day}T00:20`), kitchen(`${day}T00:20`), dose(`${day}T00:20`)] };
  return [
    {
      ...given,
      name: `${zone}, ${day}: one millisecond before 11:00 on the wall`,
      until: new Date(Date.parse(until) - 1).toISOString(),
      gives: [],
    },
    { ...given, name: `${zone}, ${day}: 11:00 on the wall`, until, gives: [expect.stringContaining('11:00 raise')] },
  ];
});

describe.each([
  ['sign by sign', signs],
  ['what comes afterwards', after],
  ['what does not work', broken],
  ['when somebody is away', away],
  ['in a home of several', shared],
  ['when we could not see', blindness],
  ['when the clocks change', clocks],
])('no sign of a meal: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const { from = '2026-03-01T17:00', when = [] } = given;
    const heard = given.from ? when : [...evening, ...when];
    const whole = { patient: { devices: kit }, ...given, from, when: heard };
    expect(given.blindUntil ? drive(template, whole) : driveExplained(template, whole).lines).toEqual(gives);
  });
});

describe('the agreement', () => {
  const explained = (until: string, when: Happening[]) =>
    said(driveExplained(template, { from: '2026-03-01T17:00', until, patient: { devices: kit }, when: [...evening, ...when] }).conditions);

  it('says why, and why not', () => {
    expect(explained('11:00', [])).toEqual(['met: At home.', `met: ${Object.values(last).join(' ')}`, 'met: It ended at 11:00.']);
    expect(explained('09:00', [])).toEqual(['met: At home.', `met: ${Object.values(last).join(' ')}`, 'not met: Waited for until 11:00.']);
    expect(explained('11:00', [kitchen('08:00'), fridge('08:00')])[1]).toBe(
      `not met: The fridge was last opened at 08:00. Movement in the kitchen was last seen about 08:00. ${last.dose}`,
    );
    expect(explained('11:00', [kitchen('08:00'), told('dispenser', 'device-fault', 'faulty')('09:00')])[1]).toBe(
      `unknown: ${last.fridge} Movement in the kitchen was last seen about 08:00. ${last.dose} ${noDispenser}`,
    );
    expect(explained('11:00', [meal('09:00')])[1]).toMatch(/^not met: .* A meal was recorded at 09:00\.$/);
  });

  it('asks every day for a week, and then nothing is known any more', () => {
    const given = { from: '2026-03-01T17:00', until: '2026-03-20T12:00', patient: { devices: kit }, when: evening };
    const days = driveExplained(template, given).lines.map((line) => line.slice(0, 16));
    expect(days).toEqual(['11:00 raise high', ...[3, 4, 5, 6, 7, 8].map((n) => `2026-03-0${n}T11:00`)]);
  });

  it.each([
    [{ atLeast: 3, signs: ['fridge', 'dose'] }, 'atLeast'],
    [{ atLeast: 0 }, 'atLeast'],
    [{ signs: [] }, 'signs'],
    [{ signs: ['fridge', 'fridge'] }, 'signs'],
    [{ signs: ['oven'] }, 'signs.0'],
  ])('refuses %j', (raw, path) => {
    expect(noMealSigns.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  it('reads as a sentence', () => {
    expect(noMealSigns.describe(noMealSigns.params.parse({}))).toBe(
      'If between 07:00 and 11:00 at least 2 of these give no sign (fridge, kitchen and dose), we ask; if nothing changes, we call somebody.',
    );
  });
});
