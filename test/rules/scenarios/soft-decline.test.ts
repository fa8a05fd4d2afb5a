import { describe, expect, it } from 'vitest';
import { addDays } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { softDecline } from '../../../rules/scenarios/soft-decline.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('soft-decline')!;

/** The agreement begins at midnight, on the first of day 0; weeks end before days 7, 14, … and are looked at on those days at 10:00. */
const first = '2026-03-02';
const on = (n: number, time: string, from = first) => `${addDays(from, n)}T${time}`;
const kit = [device('fridge', 'fridge'), device('dispenser', 'dispenser', { patientId: 'k' }), device('cuff', 'cuff', { patientId: 'k' })];
type Day = readonly [openings: number, doses: number];

/** One day's life: the fridge from 08:00 every half hour, doses from 08:10. */
function lived([openings, doses]: Day, n: number, from = first): Happening[] {
  const half = (i: number, minute: number) =>
    on(n, `${String(8 + Math.floor(i / 2)).padStart(2, '0')}:${(i % 2) * 30 + minute}`.replace(/:(\d)$/, ':0$1'), from);
  return [
    ...Array.from({ length: openings }, (_, i) => ({ at: half(i, 0), device: 'fridge', kind: 'contact', value: 'open' }) as const),
    ...Array.from({ length: doses }, (_, i) => ({ at: half(i, 10), device: 'dispenser', kind: 'dose', value: 'dispensed' }) as const),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
}
const life = (days: readonly Day[], from = first): Happening[] => days.flatMap((one, n) => lived(one, n, from));
const of = (n: number, one: Day): Day[] => Array.from({ length: n }, () => one);
const missed = (n: number): Happening => ({ at: on(n, '09:00'), person: 'appointment', value: 'missed' });
const [full, half] = [of(28, [6, 2]), of(28, [3, 2])];

const flag = (at: string, fell: string, evidence: readonly string[]) =>
  `${at} raise: For a review: in the last 28 days Kathleen has ${fell}. [${evidence.join(' ')}]`;
const kitchenHalf = 'openings of the fridge a day: 3.0, before 6.0 (50 % fewer)';
const same = { doses: 'Doses dispensed a day: 2.0, before 2.0.', none: 'Appointments missed: 0, before 0.' };
const lessFridge = (at = on(56, '10:00')) => flag(at, kitchenHalf, [same.doses, `O${kitchenHalf.slice(1)}.`, same.none]);

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

/** Looks on days 42 and 49 already see a part of it: only the last look is asked about here. */
const lastLook = { params: { fallByPercent: 50 } };
const falls: Row[] = [
  { name: 'nothing changes', when: life([...full, ...full]), gives: [] },
  { name: 'half as often at the fridge', ...lastLook, when: life([...full, ...half]), gives: [lessFridge()] },
  { name: 'not looked at before ten', ...lastLook, until: on(56, '09:59:59.999'), when: life([...full, ...half]), gives: [] },
  { name: 'a little less than agreed', params: { fallByPercent: 51 }, when: life([...full, ...half]), gives: [] },
  { name: 'more than before', when: life([...half, ...full]), gives: [] },
  {
    name: 'half the doses',
    ...lastLook,
    when: life([...full, ...of(28, [6, 1])]),
    gives: [expect.stringContaining('Kathleen has doses dispensed a day: 1.0, before 2.0 (50 % fewer).')],
  },
  {
    name: 'both',
    ...lastLook,
    when: life([...full, ...of(28, [3, 1])]),
    gives: [expect.stringMatching(/doses dispensed a day: 1\.0, before 2\.0 \(50 % fewer\) and openings of the fridge a day: 3\.0/)],
  },
  { name: 'only the doses are looked at', params: { ...lastLook.params, signs: ['doses'] }, when: life([...full, ...half]), gives: [] },
  {
    name: 'two appointments missed',
    when: [...life([...full, ...full]).slice(0, -1), missed(55), { ...missed(55), at: on(55, '21:00') }],
    gives: [
      flag(on(56, '10:00'), 'appointments missed: 2, before 0', [
        same.doses,
        'Openings of the fridge a day: 6.0, before 6.0.',
        'Appointments missed: 2, before 0.',
      ]),
    ],
  },
  { name: 'one is not enough', when: [...life([...full, ...full]).slice(0, -1), missed(55)], gives: [] },
  { name: 'who hardly opened the fridge before cannot do it much less', when: life([...of(28, [0, 2]), ...of(28, [0, 2])]), gives: [] },
];

const times: Row[] = [
  {
    name: 'before four weeks and two more, nothing is compared',
    when: life([...of(14, [6, 2]), ...of(27, [2, 2])]),
    until: on(41, '23:59'),
    gives: [],
  },
  {
    name: 'two weeks to learn from are enough',
    when: life([...of(14, [6, 2]), ...of(28, [2, 2])]),
    until: on(42, '10:00'),
    gives: [expect.stringContaining(`${on(42, '10:00')} raise`)],
  },
  {
    name: 'once a week, as long as it is so',
    params: { fallByPercent: 25 },
    when: life([...full, ...half]),
    gives: [on(42, '10:00'), on(49, '10:00'), on(56, '10:00')].map((at) => expect.stringContaining(`${at} raise`)),
  },
  {
    name: 'closed by a person: the next look is a week later',
    params: { fallByPercent: 25 },
    when: [
      ...life([...full, ...half].slice(0, 43)),
      { at: on(43, '12:00'), closed: true },
      ...life([...full, ...half]).filter(({ at }) => at > on(43, '12:00')),
    ],
    until: on(49, '10:00'),
    gives: [expect.stringContaining(`${on(42, '10:00')} raise`), expect.stringContaining(`${on(49, '10:00')} raise`)],
  },
];

const hospital: Happening = { at: on(35, '00:00'), patient: { presence: { mode: 'hospital', untilAt: null } } };
const home: Happening = { at: on(49, '00:00'), patient: { presence: { mode: 'home', untilAt: null } } };
const others: Row[] = [
  {
    name: 'two weeks in hospital are not two weeks without the fridge',
    when: [...life(of(35, [6, 2])), hospital, home, ...life(of(56, [6, 2])).filter(({ at }) => at >= on(49, '00:00'))],
    gives: [],
  },
  {
    name: 'in hospital on the day of the look',
    ...lastLook,
    when: [...life([...full, ...half]), { ...hospital, at: on(56, '09:00') }],
    gives: [],
  },
  {
    name: 'several people: the fridge is nobody in particular',
    patient: { devices: kit, sharedHome: true },
    ...lastLook,
    when: life([...full, ...half]),
    gives: [],
  },
  {
    name: 'agreed that everybody counts',
    patient: { devices: kit, sharedHome: true },
    params: { ...lastLook.params, sharedCounts: true },
    when: life([...full, ...half]),
    gives: [expect.stringContaining(kitchenHalf)],
  },
  {
    name: 'the fridge sensor is faulty',
    ...lastLook,
    when: [...life([...full, ...half]), { at: on(56, '06:00'), device: 'fridge', kind: 'device-fault', value: 'faulty' }],
    gives: [],
  },
  {
    name: 'the fridge sensor has been silent for ten days',
    params: { signs: ['kitchen'] },
    when: life([...full, ...of(18, [6, 2]), ...of(10, [0, 2])]),
    gives: [],
  },
  {
    name: 'two weeks in which we could not see',
    blind: [[on(40, '00:00'), on(54, '00:00')]],
    when: life([...full, ...of(12, [6, 2]), ...of(14, [0, 0]), ...of(2, [6, 2])]),
    gives: [],
  },
];

const told: Row[] = [
  {
    name: 'a week told all at once at its end',
    when: life([...full, ...full]).map((one) => (one.at >= on(49, '00:00') ? { ...one, told: on(55, '22:00') } : one)),
    gives: [],
  },
  { name: 'each message twice', ...lastLook, when: life([...full, ...half]).flatMap((one) => [one, one]), gives: [lessFridge()] },
  {
    name: 'cached states do not count',
    ...lastLook,
    when: life([...full, ...full]).map((one) =>
      one.at >= on(28, '00:00') && one.at.slice(11) >= '09:30' ? { ...one, snapshot: true } : one,
    ) as Happening[],
    gives: [lessFridge()],
  },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at, date }) => {
  const start = date(-56);
  const given = { zone, day, from: `${start}T00:00`, ...lastLook, when: life([...full, ...half], start) };
  return [
    { ...given, name: `${zone}, ${day}: one millisecond before ten on the wall`, until: at('10:00', -1), gives: [] },
    { ...given, name: `${zone}, ${day}: ten on the wall`, until: at('10:00'), gives: [lessFridge('10:00')] },
  ];
});

describe.each([
  ['what falls', falls],
  ['when it is looked at', times],
  ['away, not alone, unseen', others],
  ['told late, told again', told],
  ['when the clocks change', clocks],
])('a slow decline: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    const whole = { from: on(0, '00:00'), until: on(56, '20:00'), patient: { devices: kit }, ...given };
    expect(driveExplained(template, whole).lines).toEqual(gives);
  });
});

describe('the agreement about a slow decline', () => {
  const explained = (until: string, when: Happening[]) =>
    said(driveExplained(template, { from: on(0, '00:00'), until, when, patient: { devices: kit }, ...lastLook }).conditions);
  const all = `doses dispensed a day: 2.0, before 2.0, ${kitchenHalf} and appointments missed: 0, before 0.`;

  it('says why, and why not', () => {
    const next = 'The next one is at 10:00 on 4 May.';
    expect(explained(on(56, '10:00'), life([...full, ...half]))).toEqual(['met: At home.', `met: ${all}`, `met: ${next}`]);
    expect(explained(on(20, '10:00'), life(full.slice(0, 20)))[1]).toBe('unknown: Too few days are known to compare.');
    expect(explained(on(58, '10:00'), life([...full, ...full]))[2]).toBe(`not met: ${next}`);
  });

  it('is looked at once, late, after an outage of ours', () => {
    const given = { from: on(0, '00:00'), until: on(62, '20:00'), patient: { devices: kit }, ...lastLook };
    const lines = drive(template, { ...given, when: life([...full, ...half]), blindUntil: on(58, '12:00') });
    expect(lines).toEqual([lessFridge(on(58, '12:00'))]);
  });

  it.each([
    [{ fallByPercent: 4 }, 'fallByPercent'],
    [{ moreMissed: 0 }, 'moreMissed'],
    [{ signs: [] }, 'signs'],
    [{ signs: ['doses', 'doses'] }, 'signs'],
  ])('refuses %j', (raw, path) => {
    expect(softDecline.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('is a flag for a review, and reads as a sentence', () => {
    const params = softDecline.params.parse({});
    expect(softDecline.defaultSeverity(params)).toBe('low');
    expect(softDecline.describe(params)).toBe(
      'Once a week we compare the last four weeks with the time before (doses dispensed, openings of the fridge and appointments missed); with 30 % fewer, or 2 more missed, we ask for a review.',
    );
  });
});
