import { describe, expect, it } from 'vitest';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { news2 } from '../../../rules/scenarios/news2.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('news2')!;
const own = [
  device('oximeter', 'oximeter', { patientId: 'k' }),
  device('watch', 'wearable', { patientId: 'k' }),
  device('app', 'app', { patientId: 'k' }),
];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const reads = (at: string, kind: ObservationKind, value: ObservationValue, more: More = {}): Happening => ({
  at,
  device: 'oximeter',
  kind,
  value,
  ...more,
});
const well: Readonly<Record<string, ObservationValue>> = {
  'respiratory-rate': 16,
  'oxygen-saturation': 97,
  'inspired-oxygen': 'air',
  'blood-pressure': { systolicMmHg: 130, diastolicMmHg: 80 },
  'heart-rate': 70,
  consciousness: 'alert',
  'body-temperature': 37,
};
/** All seven at once, some of them other than well; `undefined` leaves one out. */
const set = (at: string, other: Readonly<Record<string, ObservationValue | undefined>> = {}, more: More = {}): Happening[] =>
  Object.entries({ ...well, ...other }).flatMap(([kind, value]) =>
    value === undefined ? [] : [reads(at, kind as ObservationKind, value, more)],
  );

const asks = (at: string, missing: string) =>
  `${at} prompt app: {name}, for your check we still need: ${missing}. Could you see to it now?`;
const incomplete = (at: string, begun: string, missing: string, known: string) =>
  `${at} raise low: Kathleen's NEWS2 set begun at ${begun} is not complete and cannot be scored; missing: ${missing}. [Not computable; missing: ${missing}. Known: ${known}.]`;
const scores = {
  r: '16 a minute (0)',
  s: '97 % (0)',
  o: 'air (0)',
  b: '130 mmHg systolic (0)',
  p: '70 a minute (0)',
  c: 'alert (0)',
  t: '37.0 °C (0)',
};
const listing = (other: Partial<typeof scores>) => {
  const { r, s, o, b, p, c, t } = { ...scores, ...other };
  return `breathing rate ${r}, oxygen level ${s}, breathing air or oxygen ${o}, blood pressure ${b}, pulse ${p}, alertness ${c}, temperature ${t}`;
};
const raise = (at: string, severity: string, score: number, three: string, other: Partial<typeof scores>) =>
  `${at} raise ${severity}: Kathleen's NEWS2 score is ${score}${three}. [NEWS2 ${score}: ${listing(other)}.]`;
const clear = (at: string, score: number, row = ', 2 sets in a row') =>
  `${at} clear: Kathleen's NEWS2 score is ${score}, below what is agreed${row}.`;

const two = { 'respiratory-rate': 21, 'oxygen-saturation': 93 };
const twoSaid = { r: '21 a minute (2)', s: '93 % (2)' };
const five = { ...two, 'heart-rate': 91 };
const fiveSaid = { ...twoSaid, p: '91 a minute (1)' };
const seven = { ...two, 'heart-rate': 111, 'body-temperature': 38.1 };
const sevenSaid = { ...twoSaid, p: '111 a minute (2)', t: '38.1 °C (1)' };
const urgent = raise('08:00', 'moderate', 5, '', fiveSaid);

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const thresholds: Row[] = [
  { name: 'nothing is measured', gives: [] },
  { name: 'all is well', when: set('08:00'), gives: [] },
  { name: '4 is nobody to call, unless agreed', when: set('08:00', two), gives: [] },
  {
    name: '4, where a low alert from 4 on is agreed',
    params: { lowFrom: 4 },
    when: set('08:00', two),
    gives: [raise('08:00', 'low', 4, '', twoSaid)],
  },
  {
    name: '3 of three ones, where 4 is agreed',
    params: { lowFrom: 4 },
    when: set('08:00', { 'heart-rate': 91, 'respiratory-rate': 9, 'body-temperature': 36 }),
    gives: [],
  },
  { name: '5', when: set('08:00', five), gives: [urgent] },
  {
    name: '6',
    when: set('08:00', { ...five, 'body-temperature': 38.1 }),
    gives: [raise('08:00', 'moderate', 6, '', { ...fiveSaid, t: '38.1 °C (1)' })],
  },
  { name: '7', when: set('08:00', seven), gives: [raise('08:00', 'high', 7, '', sevenSaid)] },
  {
    name: 'a single 3',
    when: set('08:00', { consciousness: 'confusion' }),
    gives: [raise('08:00', 'moderate', 3, ', with a 3 for alertness', { c: 'confusion (3)' })],
  },
  {
    name: 'a single 3 that is agreed not to count',
    params: { singleThree: false },
    when: set('08:00', { consciousness: 'confusion' }),
    gives: [],
  },
  {
    name: '90 % on scale 1',
    when: set('08:00', { 'oxygen-saturation': 90 }),
    gives: [raise('08:00', 'moderate', 3, ', with a 3 for oxygen level', { s: '90 % (3)' })],
  },
  {
    name: '90 % on scale 2',
    params: { scale: 2, scale2AuthorisedBy: 'Dr Shah' },
    when: set('08:00', { 'oxygen-saturation': 90 }),
    gives: [],
  },
  { name: 'a cached set sent again', when: set('08:00', seven, { snapshot: true }), gives: [] },
];

const noTemperature = { 'body-temperature': undefined };
const known =
  'breathing rate 16 a minute, oxygen level 97 %, breathing air or oxygen air, blood pressure 130 mmHg systolic, pulse 70 a minute, alertness alert';
const sets: Row[] = [
  { name: 'over half an hour', when: [...set('08:00', noTemperature), reads('08:29:59.999', 'body-temperature', 39.1)], gives: [] },
  { name: 'one millisecond before anything is asked', when: set('08:00', noTemperature), until: '08:29:59.999', gives: [] },
  { name: 'then it is asked for, once', when: set('08:00', noTemperature), until: '08:59:59.999', gives: [asks('08:30', 'temperature')] },
  {
    name: 'and then the ward team is told',
    when: set('08:00', noTemperature),
    gives: [asks('08:30', 'temperature'), incomplete('09:00', '08:00', 'temperature', known)],
  },
  {
    name: 'all that is missing is named, and nothing is a 0',
    when: [reads('08:00', 'oxygen-saturation', 80), reads('08:01', 'heart-rate', 140), reads('08:02', 'body-temperature', 40)],
    gives: [
      asks('08:30', 'breathing rate, breathing air or oxygen, blood pressure and alertness'),
      incomplete(
        '09:00',
        '08:00',
        'breathing rate, breathing air or oxygen, blood pressure and alertness',
        'oxygen level 80 %, pulse 140 a minute, temperature 40.0 °C',
      ),
    ],
  },
  {
    name: 'the answer completes the set',
    when: [...set('08:00', noTemperature), reads('08:40', 'body-temperature', 37)],
    gives: [asks('08:30', 'temperature')],
  },
  {
    name: 'and its score counts',
    when: [...set('08:00', { ...two, ...noTemperature }), reads('08:59:59.999', 'body-temperature', 38.1)],
    gives: [
      asks('08:30', 'temperature'),
      `08:59:59.999 raise moderate: Kathleen's NEWS2 score is 5. [NEWS2 5: ${listing({ ...twoSaid, t: '38.1 °C (1)' })}.]`,
    ],
  },
  { name: 'an oximeter alone is no set', when: [reads('08:00', 'oxygen-saturation', 90), reads('08:00', 'heart-rate', 120)], gives: [] },
  {
    name: 'unless agreed',
    params: { beginsWith: 2 },
    when: [reads('08:00', 'oxygen-saturation', 97), reads('08:00', 'heart-rate', 70)],
    until: '08:31',
    gives: [asks('08:30', 'breathing rate, breathing air or oxygen, blood pressure, alertness and temperature')],
  },
  {
    name: 'a wearable begins no set',
    when: ['respiratory-rate', 'oxygen-saturation', 'heart-rate', 'body-temperature'].map((kind) =>
      reads('08:00', kind as ObservationKind, well[kind]!, { device: 'watch' }),
    ),
    gives: [],
  },
  {
    name: 'and may complete one',
    when: [...set('08:00', { ...five, 'heart-rate': undefined }), reads('08:00', 'heart-rate', 91, { device: 'watch' })],
    gives: [urgent],
  },
  {
    name: 'parts of two days are no set',
    when: [...set('08:00', noTemperature), reads('20:00', 'body-temperature', 37)],
    gives: [asks('08:30', 'temperature'), incomplete('09:00', '08:00', 'temperature', known)],
  },
];

const better = `12:00 evidence: NEWS2 4: ${listing(twoSaid)}.`;
const afterwards: Row[] = [
  {
    name: 'a complete set that is well clears "incomplete"',
    when: [...set('08:00', noTemperature), ...set('10:00')],
    gives: [asks('08:30', 'temperature'), incomplete('09:00', '08:00', 'temperature', known), clear('10:00', 0, '')],
  },
  {
    name: 'and one that is not raises above it',
    when: [...set('08:00', noTemperature), ...set('10:00', five)],
    gives: [asks('08:30', 'temperature'), incomplete('09:00', '08:00', 'temperature', known), raise('10:00', 'moderate', 5, '', fiveSaid)],
  },
  {
    name: 'a better value within the set does not clear it',
    when: [...set('08:00', five), reads('08:10', 'respiratory-rate', 18)],
    gives: [urgent],
  },
  { name: 'the same score again is nothing new', when: [...set('08:00', five), ...set('12:00', five)], gives: [urgent] },
  {
    name: 'a higher one is worse',
    when: [...set('08:00', five), ...set('12:00', { ...five, 'body-temperature': 38.1 })],
    gives: [urgent, `12:00 worse: NEWS2 6: ${listing({ ...fiveSaid, t: '38.1 °C (1)' })}.`],
  },
  {
    name: 'a lower one that still counts is told',
    when: [...set('08:00', { ...five, 'body-temperature': 38.1 }), ...set('12:00', five)],
    gives: [raise('08:00', 'moderate', 6, '', { ...fiveSaid, t: '38.1 °C (1)' }), `12:00 evidence: NEWS2 5: ${listing(fiveSaid)}.`],
  },
  {
    name: 'an emergency raises again',
    when: [...set('08:00', five), ...set('12:00', seven)],
    gives: [urgent, raise('12:00', 'high', 7, '', sevenSaid)],
  },
  { name: 'one better set is told and clears nothing', when: [...set('08:00', five), ...set('12:00', two)], gives: [urgent, better] },
  {
    name: 'two better sets in a row clear',
    when: [...set('08:00', five), ...set('12:00', two), ...set('16:00', two)],
    gives: [urgent, better, clear('16:00', 4)],
  },
  {
    name: 'with one that is not between them they do not',
    when: [...set('08:00', five), ...set('12:00', two), ...set('14:00', five), ...set('16:00', two)],
    gives: [urgent, better, `14:00 evidence: NEWS2 5: ${listing(fiveSaid)}.`, better.replace('12:00', '16:00')],
  },
  {
    name: 'a set that was made better by its last value counts',
    when: [...set('08:00', five), reads('08:10', 'respiratory-rate', 18), ...set('12:00', two)],
    gives: [urgent, clear('12:00', 4)],
  },
  {
    name: 'where one is agreed to be enough',
    params: { clearAfter: 1 },
    when: [...set('08:00', five), ...set('12:00', two)],
    gives: [urgent, clear('12:00', 4, '')],
  },
  {
    name: 'an incomplete set while a score is open adds to it and clears nothing',
    when: [...set('08:00', five), ...set('12:00', noTemperature)],
    gives: [urgent, asks('12:30', 'temperature'), `13:00 evidence: Not computable; missing: temperature. Known: ${known}.`],
  },
  {
    name: 'closed by a person: the same set again does not open it',
    when: [...set('08:00', five), { at: '09:00', closed: true }, ...set('08:00', five, { told: '09:10' })],
    gives: [urgent],
  },
  {
    name: 'closed by a person: the next set counts',
    when: [...set('08:00', five), { at: '09:00', closed: true }, ...set('12:00', five)],
    gives: [urgent, raise('12:00', 'moderate', 5, '', fiveSaid)],
  },
];

const couple = { sharedHome: true, devices: [...own, device('ours', 'oximeter')] };
const orderAndPlace: Row[] = [
  { name: 'told as late as may be', when: set('08:00', five, { told: '12:00' }), gives: [urgent.replace('08:00', '12:00')] },
  { name: 'told later than that', when: set('08:00', five, { told: '12:00:00.001' }), gives: [] },
  {
    name: 'out of order',
    when: [...set('08:05', { ...five, 'heart-rate': undefined }), reads('08:00', 'heart-rate', 91, { told: '08:06' })],
    gives: [urgent.replace('08:00', '08:06')],
  },
  {
    name: 'a value taken half an hour before the others is not of the set',
    when: [
      ...set('08:29', { ...five, 'heart-rate': undefined }),
      reads('07:59', 'heart-rate', 91, { told: '08:30' }),
      reads('07:59:00.001', 'heart-rate', 91, { told: '08:31' }),
    ],
    gives: [urgent.replace('08:00', '08:31')],
  },
  {
    name: 'an older value does not replace a newer one',
    when: [...set('08:05', five), reads('08:00', 'respiratory-rate', 16, { told: '08:06' })],
    gives: [urgent.replace('08:00', '08:05')],
  },
  { name: 'the same readings twice', when: [...set('08:00', five), ...set('08:00', five, { told: '08:01' })], gives: [urgent] },
  { name: "the couple's devices give nobody a score", patient: couple, when: set('08:00', seven, { device: 'ours' }), gives: [] },
  {
    name: 'away: a set that is not completed is not held against anybody',
    patient: { presence: { mode: 'away', untilAt: null } },
    when: set('08:00', noTemperature),
    gives: [],
  },
  {
    name: 'taken to hospital after having been asked',
    when: [...set('08:00', noTemperature), { at: '08:40', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [asks('08:30', 'temperature')],
  },
  {
    name: 'away, and measured all the same',
    patient: { presence: { mode: 'away', untilAt: null } },
    when: set('08:00', five),
    gives: [urgent],
  },
  {
    name: 'blind for ten minutes: asked ten minutes later',
    blind: [['08:10', '08:20']],
    when: set('08:00', noTemperature),
    until: '08:39:59.999',
    gives: [],
  },
  {
    name: 'and told ten minutes later',
    blind: [['08:10', '08:20']],
    when: set('08:00', noTemperature),
    gives: [asks('08:40', 'temperature'), incomplete('09:10', '08:00', 'temperature', known)],
  },
  {
    name: 'what was taken meanwhile belongs to the set',
    blind: [['08:10', '08:50']],
    when: [...set('08:00', { ...five, 'heart-rate': undefined }), reads('08:40', 'heart-rate', 91, { told: '08:55' })],
    gives: [urgent.replace('08:00', '08:55')],
  },
  {
    name: 'an outage of ours: asked when we are back',
    blindUntil: '10:00',
    when: set('08:00', noTemperature),
    gives: [asks('10:00', 'temperature'), incomplete('10:30', '08:00', 'temperature', known)],
  },
  {
    name: 'London, autumn: half an hour is half an hour',
    day: '2026-10-25',
    from: '00:30',
    until: '2026-10-25T02:00',
    when: set('2026-10-25T00:45:00Z', noTemperature),
    gives: [asks('01:15', 'temperature'), incomplete('01:45', '01:45', 'temperature', known)],
  },
];

describe.each([
  ['thresholds', thresholds],
  ['what is a set', sets],
  ['after an alert', afterwards],
  ['order, place and blindness', orderAndPlace],
])('NEWS2: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('NEWS2 explains', () => {
  it.each([
    ['nothing known', '08:00', [], ['unknown: No set is known.']],
    [
      'a set begun',
      '08:29:59.999',
      set('08:00', noTemperature),
      ['met: Begun at 08:00; 6 known.', 'not met: No score can be computed; missing: temperature. Waited for until 08:30.'],
    ],
    [
      'a set that stayed incomplete',
      '09:00',
      set('08:00', noTemperature),
      ['met: Begun at 08:00; 6 known.', 'met: No score can be computed; missing: temperature.'],
    ],
    ['a set that is well', '08:00', set('08:00'), [`met: ${listing({})}`, 'not met: NEWS2 0.']],
    ['a score', '08:00', set('08:00', five), [`met: ${listing(fiveSaid)}`, 'met: NEWS2 5.']],
    [
      'a better one',
      '12:00',
      [...set('08:00', five), ...set('12:00', two)],
      [`met: ${listing(twoSaid)}`, 'met: NEWS2 4. Below the limits; over after 2 complete sets in a row.'],
    ],
  ])('%s', (_, until, when, gives) => {
    expect(said(driveExplained(template, { until, when, patient: { devices: own } }).conditions)).toEqual(gives);
  });

  it('names the thresholds, the scale and who set them', () => {
    const params = { scale: 2, scale2AuthorisedBy: 'Dr Shah' };
    const { conditions } = driveExplained(template, { params, when: set('08:00'), patient: { devices: own } });
    expect(conditions[1]!.limit).toBe(
      'Urgent from 5, or a 3 in one parameter, emergency from 7; SpO2 scale 2, authorised by Dr Shah (scenario version 1, approved by Dr Amin).',
    );
  });
});

describe('the parameters of NEWS2', () => {
  it.each([
    [{ scale: 2 }, 'scale2AuthorisedBy'],
    [{ scale: 2, scale2AuthorisedBy: ' ' }, 'scale2AuthorisedBy'],
    [{ scale: 3 }, 'scale'],
    [{ urgentFrom: 7 }, 'emergencyFrom'],
    [{ lowFrom: 4, urgentFrom: 4 }, 'lowFrom'],
    [{ setWithin: 30 }, 'setWithin'],
    [{ beginsWith: 0 }, 'beginsWith'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(news2.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
