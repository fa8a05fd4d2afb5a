import { describe, expect, it } from 'vitest';
import { checkIn } from '../../../rules/scenarios/check-in.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('check-in')!;
const own = [device('app', 'app', { patientId: 'k' })];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const feels = (at: string, value: string, more: More = {}): Happening => ({ at, device: 'app', kind: 'wellbeing', value, ...more });
const pain = (at: string, value: number, more: More = {}): Happening => ({ at, device: 'app', kind: 'pain', value, ...more });

const question = 'How do you feel today, and how much pain do you have, from 0 to 10?';
const asks = (at: string) => `${at} prompt app: Hello, {name}. ${question}`;
const reminds = (at: string) => `${at} prompt app: We have not heard from you yet, {name}. ${question}`;
const raise = (at: string, text: string, severity = '') => `${at} raise${severity}: Kathleen does not feel well: ${text} [${text}]`;
const silent = (at: string, last = 'There has been no answer yet.') =>
  `${at} raise: Kathleen has not answered how Kathleen feels today, even when asked again. [${last}]`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const questions: Row[] = [
  { name: 'one millisecond before the window', until: '08:59:59.999', gives: [] },
  { name: 'asked as it begins', until: '09:00', gives: [asks('09:00')] },
  { name: 'one millisecond before it ends', until: '10:59:59.999', gives: [asks('09:00')] },
  { name: 'no answer: reminded once, and nobody told', gives: [asks('09:00'), reminds('11:00')] },
  { name: 'answered in the window', when: [feels('09:30', 'well'), pain('09:30', 2)], gives: [asks('09:00')] },
  { name: 'one answer is enough', when: [pain('10:59:59.999', 2)], gives: [asks('09:00')] },
  { name: 'answered before being asked', when: [feels('07:00', 'well')], gives: [] },
  { name: 'answered too long before', when: [feels('06:59:59.999', 'well')], gives: [asks('09:00'), reminds('11:00')] },
  {
    name: 'without the pain',
    params: { askPain: false },
    until: '09:00',
    gives: ['09:00 prompt app: Hello, {name}. How do you feel today?'],
  },
  { name: 'each day anew', when: [feels('09:30', 'well')], until: '2026-03-03T09:00', gives: [asks('09:00'), asks('2026-03-03T09:00')] },
  {
    name: 'agreed in the middle of a window: from the next one on',
    from: '10:00',
    until: '2026-03-03T09:00',
    gives: [asks('2026-03-03T09:00')],
  },
  { name: 'a cached answer is no answer', when: [feels('09:30', 'well', { snapshot: true })], gives: [asks('09:00'), reminds('11:00')] },
];

const tell = { tellIfSilent: true };
const silence: Row[] = [
  { name: 'one millisecond before the family is told', params: tell, until: '11:29:59.999', gives: [asks('09:00'), reminds('11:00')] },
  { name: 'where agreed, the family is told', params: tell, gives: [asks('09:00'), reminds('11:00'), silent('11:30')] },
  { name: 'answered after the reminder', params: tell, when: [feels('11:29:59.999', 'fair')], gives: [asks('09:00'), reminds('11:00')] },
  {
    name: 'answered after that: it clears',
    params: tell,
    when: [feels('12:00', 'fair')],
    gives: [asks('09:00'), reminds('11:00'), silent('11:30'), '12:00 clear: Kathleen has answered: Feels fair at 12:00.'],
  },
  {
    name: 'and if the answer is not good, it goes on as that',
    params: tell,
    when: [feels('12:00', 'unwell')],
    gives: [asks('09:00'), reminds('11:00'), silent('11:30'), raise('12:00', 'Feels unwell at 12:00.')],
  },
  {
    name: 'the last answer is named; an open alert is not raised again',
    params: tell,
    when: [feels('09:30', 'well')],
    until: '2026-03-04T23:00',
    gives: [
      asks('09:00'),
      asks('2026-03-03T09:00'),
      reminds('2026-03-03T11:00'),
      silent('2026-03-03T11:30', 'Last answer at 09:30 on 2 March.'),
      asks('2026-03-04T09:00'),
      reminds('2026-03-04T11:00'),
    ],
  },
];

const answers: Row[] = [
  { name: 'fair is nobody to call', when: [feels('09:30', 'fair')], gives: [asks('09:00')] },
  { name: 'unwell', when: [feels('09:30', 'unwell')], gives: [asks('09:00'), raise('09:30', 'Feels unwell at 09:30.')] },
  {
    name: 'unwell without having been asked',
    when: [feels('20:00', 'unwell')],
    gives: [asks('09:00'), reminds('11:00'), raise('20:00', 'Feels unwell at 20:00.')],
  },
  { name: 'pain just below', when: [pain('09:30', 6)], gives: [asks('09:00')] },
  { name: 'pain at the limit', when: [pain('09:30', 7)], gives: [asks('09:00'), raise('09:30', 'Pain 7 of 10 at 09:30.', ' moderate')] },
  { name: 'up by two', when: [pain('07:30', 2), pain('09:30', 4)], gives: [] },
  { name: 'up by three', when: [pain('07:30', 2), pain('09:30', 5)], gives: [raise('09:30', 'Pain 5 of 10 at 09:30. It was 2 before.')] },
  { name: 'compared with the answer before, not with the lowest', when: [pain('07:30', 1), pain('08:30', 3), pain('09:30', 5)], gives: [] },
  {
    name: 'an answer of more than a week ago is not compared with',
    when: [pain('07:30', 1), pain('2026-03-09T07:30:00.001', 5)],
    until: '2026-03-09T08:00',
    gives: ['3', '4', '5', '6', '7', '8'].flatMap((d) => [asks(`2026-03-0${d}T09:00`), reminds(`2026-03-0${d}T11:00`)]),
  },
  {
    name: 'unwell and in more pain is graver',
    when: [pain('07:30', 1), feels('09:30', 'unwell'), pain('09:31', 4)],
    gives: [raise('09:30', 'Feels unwell at 09:30.'), raise('09:31', 'Pain 4 of 10 at 09:31. It was 1 before.', ' moderate')],
  },
  {
    name: 'entered by hand is said',
    when: [{ at: '09:30', person: 'wellbeing', value: 'unwell' }],
    gives: [asks('09:00'), raise('09:30', 'Feels unwell at 09:30, entered by hand.')],
  },
];

const afterwards: Row[] = [
  {
    name: 'better again clears',
    when: [feels('07:30', 'unwell'), feels('15:00', 'fair')],
    gives: [raise('07:30', 'Feels unwell at 07:30.'), '15:00 clear: Kathleen feels better: Feels fair at 15:00.'],
  },
  {
    name: 'less pain does not end feeling unwell',
    when: [feels('07:30', 'unwell'), pain('15:00', 0)],
    gives: [raise('07:30', 'Feels unwell at 07:30.')],
  },
  {
    name: 'pain below the limit by the margin ends it, just below does not',
    when: [pain('07:30', 8), pain('15:00', 7), pain('16:00', 6), pain('17:00', 5)],
    gives: [
      raise('07:30', 'Pain 8 of 10 at 07:30.', ' moderate'),
      '15:00 evidence: Pain 7 of 10 at 15:00.',
      '17:00 clear: Kathleen feels better: Pain 5 of 10 at 17:00.',
    ],
  },
  {
    name: 'pain that went up ends below where it counted',
    when: [pain('07:30', 2), pain('08:30', 6), pain('15:00', 5), pain('16:00', 4), pain('17:00', 3)],
    gives: [
      raise('08:30', 'Pain 6 of 10 at 08:30. It was 2 before.'),
      '15:00 evidence: Pain 5 of 10 at 15:00.',
      '17:00 clear: Kathleen feels better: Pain 3 of 10 at 17:00.',
    ],
  },
  {
    name: 'closed by a person: the next bad answer counts',
    when: [feels('07:30', 'unwell'), { at: '10:00', closed: true }, feels('07:30', 'unwell', { told: '10:05' }), feels('18:00', 'unwell')],
    gives: [raise('07:30', 'Feels unwell at 07:30.'), raise('18:00', 'Feels unwell at 18:00.')],
  },
];

const couple = { sharedHome: true, devices: [...own, device('tablet', 'app')] };
const orderAndPlace: Row[] = [
  {
    name: 'told as late as may be',
    when: [feels('07:30', 'unwell', { told: '19:30' })],
    gives: [asks('09:00'), reminds('11:00'), raise('19:30', 'Feels unwell at 07:30, told at 19:30.')],
  },
  { name: 'told later than that', when: [feels('07:30', 'unwell', { told: '19:30:00.001' })], gives: [asks('09:00'), reminds('11:00')] },
  { name: 'an older answer after a newer one', when: [feels('08:30', 'well'), feels('08:00', 'unwell', { told: '08:40' })], gives: [] },
  {
    name: 'the same answer again',
    when: [feels('07:30', 'unwell'), feels('07:30', 'unwell', { told: '07:40' })],
    gives: [raise('07:30', 'Feels unwell at 07:30.')],
  },
  {
    name: 'an answer on the common tablet is nobody’s',
    patient: couple,
    when: [feels('09:30', 'unwell', { device: 'tablet' })],
    gives: [asks('09:00'), reminds('11:00')],
  },
  { name: 'away: nothing is asked', params: tell, patient: { presence: { mode: 'away', untilAt: null } }, gives: [] },
  {
    name: 'away, and unwell is unwell',
    patient: { presence: { mode: 'away', untilAt: null } },
    when: [feels('09:30', 'unwell')],
    gives: [raise('09:30', 'Feels unwell at 09:30.')],
  },
  {
    name: 'to hospital after having been asked',
    params: tell,
    when: [{ at: '10:00', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [asks('09:00')],
  },
  {
    name: 'to hospital after the reminder',
    params: tell,
    when: [{ at: '11:10', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [asks('09:00'), reminds('11:00')],
  },
  {
    name: 'home again by its own date',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-03T06:00:00Z') } },
    until: '2026-03-03T10:00',
    gives: [asks('2026-03-03T09:00')],
  },
  {
    name: 'blind before the end: the reminder waits',
    blind: [['10:30', '11:30']],
    params: tell,
    when: [feels('10:45', 'well', { told: '11:30' })],
    gives: [asks('09:00')],
  },
  {
    name: 'blind after the reminder: the family is told later',
    blind: [['11:10', '11:50']],
    params: tell,
    gives: [asks('09:00'), reminds('11:00'), silent('12:10')],
  },
  { name: 'an outage of ours: reminded when we are back', params: tell, blindUntil: '15:00', gives: [reminds('15:00'), silent('15:30')] },
  {
    name: 'back on another day: nothing is said about yesterday',
    params: tell,
    blindUntil: '2026-03-03T08:00',
    until: '2026-03-03T09:00',
    gives: [asks('2026-03-03T09:00')],
  },
];

const clocks: Row[] = [
  { name: 'London, spring', day: '2026-03-29', from: '00:10', until: '2026-03-29T10:00:00Z', gives: [asks('09:00'), reminds('11:00')] },
  { name: 'London, autumn', day: '2026-10-25', from: '00:10', until: '2026-10-25T11:00:00Z', gives: [asks('09:00'), reminds('11:00')] },
  {
    name: 'New York, spring',
    zone: 'America/New_York',
    day: '2026-03-08',
    from: '00:10',
    params: { window: { from: '02:30', to: '04:00' } },
    until: '05:00',
    gives: [asks('03:00'), reminds('04:00')],
  },
  {
    name: 'New York, autumn: once',
    zone: 'America/New_York',
    day: '2026-11-01',
    from: '00:10',
    params: { window: { from: '01:15', to: '01:45' } },
    until: '05:00',
    gives: [asks('01:15'), reminds('01:45')],
  },
  {
    name: 'Lord Howe, spring',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    from: '00:10',
    params: { window: { from: '02:10', to: '03:00' } },
    until: '05:00',
    gives: [asks('02:30'), reminds('03:00')],
  },
  {
    name: 'Lord Howe, autumn: once',
    zone: 'Australia/Lord_Howe',
    day: '2026-04-05',
    from: '00:10',
    params: { window: { from: '01:40', to: '03:00' } },
    until: '05:00',
    gives: [asks('01:40'), reminds('03:00')],
  },
];

describe.each([
  ['the questions', questions],
  ['silence', silence],
  ['the answers', answers],
  ['after an alert', afterwards],
  ['order, place and blindness', orderAndPlace],
  ['when the clocks change', clocks],
])('check-in: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(drive(template, { ...given, patient: { devices: own, ...given.patient } })).toEqual(gives);
  });
});

describe('check-in explains', () => {
  it.each([
    ['no answer yet', '09:10', {}, [], ['unknown: There has been no answer yet.']],
    ['well', '09:40', {}, [feels('09:30', 'well'), pain('09:31', 2)], ['not met: Feels well, said at 09:30. Pain 2 of 10, said at 09:31.']],
    ['unwell', '09:40', {}, [feels('09:30', 'unwell')], ['met: Feels unwell, said at 09:30.']],
    ['silence', '11:29:59.999', tell, [], ['met: At home.', 'met: Never yet.', 'not met: Reminded. Waited for until 11:30.']],
    ['silence that was told', '11:30', tell, [], ['met: Never yet.', 'met: They have not.']],
  ])('%s', (_, until, params, when, gives) => {
    expect(said(driveExplained(template, { until, params, when, patient: { devices: own } }).conditions)).toEqual(gives);
  });
});

describe('the parameters of the check-in', () => {
  it.each([
    [{ window: { from: '9', to: '11:00' } }, 'window.from'],
    [{ painAtLeast: 11 }, 'painAtLeast'],
    [{ painUpBy: 0 }, 'painUpBy'],
    [{ remindFor: '30' }, 'remindFor'],
  ])('%j is refused and names the parameter', (raw, path) => {
    expect(checkIn.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
