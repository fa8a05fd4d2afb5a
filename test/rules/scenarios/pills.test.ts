import { describe, expect, it } from 'vitest';
import { pills } from '../../../rules/scenarios/pills.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('pills')!;

const dose = (at: string, value: string, more: { told?: string; snapshot?: boolean; device?: string } = {}): Happening => ({
  at,
  device: 'dispenser',
  kind: 'dose',
  value,
  ...more,
});
const dispensed = (at: string, more: { told?: string; snapshot?: boolean; device?: string } = {}) => dose(at, 'dispensed', more);
const givenByCarer = (at: string, more: { told?: string } = {}): Happening => ({ at, person: 'dose', value: 'given-by-carer', ...more });

const morning = { time: '08:00', medicine: 'morning tablets', critical: true };
const noon = { time: '12:00', medicine: 'noon tablets' };
const one = { doses: [morning] };
const two = { doses: [morning, noon] };

const prompt8 = "08:00 prompt dispenser: It's time for your morning tablets, {name}.";
const prompt12 = "12:00 prompt dispenser: It's time for your noon tablets, {name}.";
const raise8 =
  "08:15 raise: Kathleen's morning tablets, due at 08:00: not dispensed. [Due at 08:00; no report that it was dispensed or given.]";
const raise12 =
  "12:15 raise: Kathleen's noon tablets, due at 12:00: not dispensed. [Due at 12:00; no report that it was dispensed or given.]";

/** A reminder that a device has not spoken yet is spoken no more. */
const unsaid = (at: string, medicine = 'morning tablets') => `${at} withdraw: It's time for your ${medicine}, {name}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const single: Row[] = [
  { name: 'nothing before it is due', until: '07:59:59.999', gives: [] },
  { name: 'a reminder when it is due', until: '08:14:59.999', gives: [prompt8] },
  { name: 'not dispensed in time', gives: [prompt8, raise8] },
  { name: 'dispensed after the reminder', when: [dispensed('08:05')], gives: [prompt8, unsaid('08:05')] },
  { name: 'dispensed at the last moment', when: [dispensed('08:14:59.999')], gives: [prompt8, unsaid('08:14:59.999')] },
  { name: 'dispensed early: no reminder either', when: [dispensed('07:00')], gives: [] },
  { name: 'dispensed one millisecond too early to be this dose', when: [dispensed('06:59:59.999')], gives: [prompt8, raise8] },
  {
    name: 'the last moment at which the reminder may still be spoken',
    when: [dispensed('08:29:59.999')],
    until: '08:29:59.999',
    gives: [prompt8, raise8, unsaid('08:29:59.999'), '08:29:59.999 clear: The dose due at 08:00 was dispensed at 08:29, 29 minutes late.'],
  },
  {
    name: 'nobody speaks the reminder any more',
    when: [dispensed('08:30')],
    gives: [prompt8, raise8, '08:30 clear: The dose due at 08:00 was dispensed at 08:30, 30 minutes late.'],
  },
  {
    name: 'dispensed late, and says how late',
    when: [dispensed('08:50')],
    gives: [prompt8, raise8, '08:50 clear: The dose due at 08:00 was dispensed at 08:50, 50 minutes late.'],
  },
  {
    name: 'an offline dispenser tells us afterwards',
    when: [dispensed('08:05', { told: '08:50' })],
    gives: [prompt8, raise8, '08:50 clear: The dose due at 08:00 was dispensed at 08:05, told at 08:50.'],
  },
  { name: 'told late, but before anybody was asked', when: [dispensed('07:55', { told: '08:14' })], gives: [prompt8, unsaid('08:14')] },
  {
    name: 'told as late as may be',
    when: [dispensed('08:05', { told: '20:05' })],
    gives: [prompt8, raise8, '20:05 clear: The dose due at 08:00 was dispensed at 08:05, told at 20:05.'],
  },
  { name: 'told later than that: history only', when: [dispensed('08:05', { told: '20:05:00.001' })], gives: [prompt8, raise8] },
  { name: 'given by the carer and recorded', when: [givenByCarer('07:40')], gives: [] },
  {
    name: 'given by the carer, recorded afterwards',
    when: [givenByCarer('08:10', { told: '09:30' })],
    gives: [prompt8, raise8, '09:30 clear: The dose due at 08:00 was given by the carer at 08:10, told at 09:30.'],
  },
  { name: 'a retained report is no dispensing', when: [dispensed('08:05', { snapshot: true })], gives: [prompt8, raise8] },
  {
    name: 'a jam before the dose is due shows in the evidence',
    when: [dose('07:50', 'jammed')],
    gives: [prompt8, raise8.replace(']', ' The dispenser reported at 07:50 that it is jammed.]')],
  },
  {
    name: 'a retained jam shows too',
    when: [dose('07:50', 'jammed', { snapshot: true })],
    gives: [prompt8, raise8.replace(']', ' The dispenser reported at 07:50 that it is jammed.]')],
  },
  {
    name: 'a jam while people are being asked is worse',
    when: [dose('08:20', 'jammed'), dose('08:25', 'jammed')],
    gives: [prompt8, raise8, '08:20 worse: The dispenser reported at 08:20 that it is jammed.'],
  },
  {
    name: 'an empty dispenser is worse, a dose not collected is not',
    when: [dose('08:20', 'missed'), dose('08:30', 'empty')],
    gives: [
      prompt8,
      raise8,
      '08:20 evidence: The dispenser reported at 08:20 that the dose was not collected.',
      '08:30 worse: The dispenser reported at 08:30 that it is empty.',
    ],
  },
  {
    name: 'a jam that was over before the dose',
    when: [dose('07:10', 'jammed'), dispensed('07:30'), dose('07:10', 'jammed', { told: '07:40' })],
    gives: [],
  },
  {
    name: 'a person closes the alert: nothing left to clear',
    when: [{ at: '08:30', closed: true }, dispensed('08:50')],
    gives: [prompt8, raise8],
  },
  {
    name: 'the dispenser of a home of several cannot be put down to one of them',
    patient: { sharedHome: true, devices: [...devices, device('kitchen', 'dispenser')] },
    when: [dispensed('08:05', { device: 'kitchen' })],
    gives: [prompt8, raise8],
  },
  {
    name: 'evening of one day, told the next',
    params: { doses: [{ time: '22:00', medicine: 'night tablet' }] },
    when: [dispensed('22:10', { told: '2026-03-03T07:00' })],
    until: '2026-03-03T08:00',
    gives: [
      "22:00 prompt dispenser: It's time for your night tablet, {name}.",
      "22:15 raise: Kathleen's night tablet, due at 22:00: not dispensed. [Due at 22:00; no report that it was dispensed or given.]",
      '2026-03-03T07:00 clear: The dose due at 22:00 on 2 March was dispensed at 22:10 on 2 March, told at 07:00.',
    ],
  },
];

const several: Row[] = [
  {
    name: 'a dispensing from before a jam, told after it, does not end the jam',
    params: two,
    when: [dose('08:10', 'jammed'), dispensed('08:05', { told: '08:14' })],
    gives: [prompt8, unsaid('08:14'), prompt12, raise12.replace(']', ' The dispenser reported at 08:10 that it is jammed.]')],
  },
  {
    name: 'a dispensing after a jam ends it',
    params: two,
    when: [dose('08:05', 'jammed'), dispensed('08:10')],
    gives: [prompt8, unsaid('08:10'), prompt12, raise12],
  },
  { name: 'each by itself', params: two, when: [dispensed('08:05')], gives: [prompt8, unsaid('08:05'), prompt12, raise12] },
  {
    name: 'dispensed between: it is the morning dose, late, and noon is still asked for',
    params: two,
    when: [dispensed('11:30')],
    gives: [prompt8, raise8, '11:30 clear: The dose due at 08:00 was dispensed at 11:30, 3 hours 30 minutes late.', prompt12, raise12],
  },
  {
    name: 'both in order, the second early',
    params: two,
    when: [dispensed('08:05'), dispensed('11:30')],
    gives: [prompt8, unsaid('08:05')],
  },
  {
    name: 'the noon dose does not stand for the morning dose',
    params: two,
    when: [dispensed('12:00')],
    gives: [prompt8, raise8, prompt12, unsaid('12:00', 'noon tablets')],
  },
  {
    name: 'one of two comes late: evidence; the other: cleared',
    params: two,
    when: [dispensed('12:20'), dispensed('08:05', { told: '12:30' })],
    gives: [
      prompt8,
      raise8,
      prompt12,
      raise12,
      unsaid('12:20', 'noon tablets'),
      '12:20 evidence: The dose due at 12:00 was dispensed at 12:20, 20 minutes late.',
      '12:30 clear: The dose due at 08:00 was dispensed at 08:05, told at 12:30.',
    ],
  },
  {
    name: 'told out of order',
    params: two,
    when: [dispensed('12:05'), dispensed('08:05', { told: '12:06' })],
    gives: [
      prompt8,
      raise8,
      prompt12,
      unsaid('12:05', 'noon tablets'),
      '12:06 clear: The dose due at 08:00 was dispensed at 08:05, told at 12:06.',
    ],
  },
  {
    name: 'a late dispensing told twice is not also the next dose',
    params: two,
    when: [dispensed('11:30'), dispensed('11:30', { told: '11:40' })],
    gives: [prompt8, raise8, '11:30 clear: The dose due at 08:00 was dispensed at 11:30, 3 hours 30 minutes late.', prompt12, raise12],
  },
];

const absences: Row[] = [
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, gives: [] },
  {
    name: 'taken to hospital after the reminder',
    when: [{ at: '08:10', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [prompt8],
  },
  {
    name: 'back from hospital before it is due',
    patient: { presence: { mode: 'hospital', untilAt: Date.parse('2026-03-02T08:00:00Z') } },
    gives: [prompt8, raise8],
  },
];

const changes: Row[] = [
  { name: 'agreed after the dose was due', from: '08:01', gives: [] },
  { name: 'agreed at the moment it is due', from: '08:00', gives: [prompt8, raise8] },
  {
    name: 'an agreement changed between reminder and question still asks',
    when: [{ at: '08:05', params: two }],
    until: '09:00',
    gives: [prompt8, raise8],
  },
  {
    name: 'a dose added for a time already past is not asked for today',
    when: [dispensed('08:02'), { at: '11:00', params: { doses: [morning, { time: '09:00', medicine: 'iron' }] } }],
    gives: [prompt8, unsaid('08:02')],
  },
  {
    name: 'a dose taken out of the agreement',
    params: two,
    when: [dispensed('08:02'), { at: '11:00', params: one }],
    gives: [prompt8, unsaid('08:02')],
  },
  { name: 'the dispenser is taken away', when: [{ at: '07:00', patient: { devices: [] } }], gives: [prompt8, raise8] },
];

const atNight = { doses: [{ time: '01:30', medicine: 'night tablet' }] };
const reminded = (at: string) => `${at} prompt dispenser: It's time for your night tablet, {name}.`;
const clocks: Row[] = [
  {
    name: 'London, spring: a skipped time is the end of the gap',
    day: '2026-03-29',
    from: '00:10',
    until: '2026-03-29T01:00:00Z',
    params: atNight,
    gives: [reminded('02:00')],
  },
  {
    name: 'London, spring: a dose that the gap moves onto another is one reminder',
    day: '2026-03-29',
    from: '00:10',
    until: '2026-03-29T01:14:00Z',
    params: {
      doses: [
        { time: '01:30', medicine: 'a tablet' },
        { time: '02:00', medicine: 'a syrup' },
      ],
    },
    gives: ["02:00 prompt dispenser: It's time for your a tablet and a syrup, {name}."],
  },
  {
    name: 'London, autumn: a time that comes twice is one dose',
    day: '2026-10-25',
    from: '00:10',
    params: atNight,
    when: [dispensed('2026-10-25T00:31:00Z')],
    gives: [reminded('01:30'), unsaid('01:31', 'night tablet')],
  },
  {
    name: 'New York, autumn: first of the two',
    zone: 'America/New_York',
    day: '2026-11-01',
    from: '00:10',
    until: '2026-11-01T05:30:00Z',
    params: atNight,
    gives: [reminded('01:30')],
  },
  {
    name: 'Lord Howe, spring: the gap is half an hour',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    from: '00:10',
    until: '02:40',
    params: { doses: [{ time: '02:10', medicine: 'night tablet' }] },
    gives: [reminded('02:30')],
  },
];

const raisedAt = (time: string) => raise8.replace('08:15', time);
const blindness: Row[] = [
  { name: 'until after the wait: the rest of it begins then', blind: [['08:05', '11:00']], gives: [prompt8, raisedAt('11:10')] },
  { name: 'one millisecond before that', blind: [['08:05', '11:00']], until: '11:09:59.999', gives: [prompt8] },
  { name: 'before the dose was due: nothing is missing', blind: [['06:10', '08:00']], gives: [prompt8, raise8] },
  { name: 'after it was asked about', blind: [['08:15', '09:00']], gives: [prompt8, raise8] },
  {
    name: 'twice',
    blind: [
      ['08:02', '08:04'],
      ['08:05', '08:10'],
    ],
    gives: [prompt8, raisedAt('08:22')],
  },
  {
    name: 'an outage of ours over the morning: no reminder that has been overtaken, and the whole wait after it',
    blind: [['07:00', '11:00']],
    blindUntil: '11:00',
    gives: [raisedAt('11:15')],
  },
  {
    name: 'and what the dispenser tells us after it settles it',
    blind: [['07:00', '11:00']],
    blindUntil: '11:00',
    when: [dispensed('08:05', { told: '11:00:20' })],
    gives: [],
  },
];

describe.each([
  ['when we could not see', blindness],
  ['one dose', single],
  ['several doses', several],
  ['when somebody is away', absences],
  ['when the agreement begins or changes', changes],
  ['when the clocks change', clocks],
])('pills, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { params: one, ...given }).lines).toEqual(gives);
  });
});

it.each([
  [
    '08:14',
    undefined,
    ['met: morning tablets, due at 08:00.', 'met: No report that it was.', 'not met: Waited for until 08:15.', 'met: At home.'],
  ],
  [
    '08:20',
    [dispensed('08:05')],
    [
      'not met: morning tablets, due at 08:00 on 3 March. Last of all, the one due at 08:00 was dispensed or given at 08:05.',
      'met: No report that it was.',
      'not met: Waited for until 08:15 on 3 March.',
      'met: At home.',
    ],
  ],
])('why there was no alert at %s', (until, when, conditions) => {
  expect(said(driveExplained(template, { params: one, until, when }).conditions)).toEqual(conditions);
});

it('one late wake after an outage of days: no reminder that has been overtaken, and only doses that still matter', () => {
  const lines = drive(template, { params: two, blindUntil: '2026-03-04T12:30', until: '2026-03-04T12:40' });
  expect(lines.map((line) => line.slice(0, line.indexOf(': not')))).toEqual([
    "2026-03-04T12:30 raise: Kathleen's morning tablets, due at 08:00",
    "2026-03-04T12:30 raise: Kathleen's noon tablets, due at 12:00",
  ]);
});

describe('the agreement about pills', () => {
  it('ends at the care centre for a critical medicine, with the pharmacist otherwise', () => {
    const critical = pills.params.parse(one);
    const other = pills.params.parse({ doses: [noon] });
    expect(pills.defaultSeverity(critical)).toBe('moderate');
    expect(pills.defaultSeverity(other)).toBe('low');
    expect(pills.defaultPlan(critical).steps.map((step) => [step.level, step.waitMs / 60_000])).toEqual([
      ['patient', 15],
      ['patient', 15],
      ['family', 30],
      ['coordination', 60],
    ]);
    expect(pills.defaultPlan(other).steps.at(-1)).toMatchObject({
      level: 'coordination',
      message: expect.stringContaining('pharmacist to review'),
    });
  });

  it('never says "not taken"', () => {
    const { describe: described, defaultPlan } = pills;
    const params = pills.params.parse(two);
    expect(JSON.stringify([described(params), defaultPlan(params), raise8])).not.toMatch(/not taken|missed/i);
  });

  it.each([
    [{}, 'doses', 'expected array'],
    [{ doses: [] }, 'doses', 'at least one dose'],
    [{ doses: [{ time: '25:00', medicine: 'a' }] }, 'doses.0.time', 'HH:MM'],
    [{ doses: [{ time: '08:00', medicine: ' ' }] }, 'doses.0.medicine', '>=1'],
    [{ doses: [noon, noon] }, 'doses', 'same time'],
    [{ doses: [noon], raiseAfter: 15 }, 'raiseAfter', 'expected string'],
  ])('%j is refused and says why', (raw, path, words) => {
    const { error } = pills.params.safeParse(raw);
    expect(error?.issues).toHaveLength(1);
    expect(error?.issues[0]?.path.join('.')).toBe(path);
    expect(error?.issues[0]?.message).toContain(words);
  });
});
