import { describe, expect, it } from 'vitest';
import { door } from '../../../rules/scenarios/door.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, devices, driveExplained, type Happening } from '../drive.ts';

const template = templates.get('door')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const opened = (at: string, more: More = {}): Happening => ({ at, device: 'door', kind: 'contact', value: 'open', ...more });
const shut = (at: string, more: More = {}): Happening => ({ at, device: 'door', kind: 'contact', value: 'closed', ...more });
const moves = (at: string, more: More = {}): Happening => ({ at, device: 'pir', kind: 'motion', value: true, ...more });
const inBed = (at: string, more: More = {}): Happening => ({ at, device: 'bed', kind: 'bed-occupancy', value: true, ...more });
const upAgain = (at: string, more: More = {}): Happening => ({ ...inBed(at, more), device: 'bed', kind: 'bed-occupancy', value: false });
const visit = (at: string, value: 'started' | 'ended', more: More = {}): Happening => ({ at, person: 'visit', value, ...more });

const out = (at: string, more = '') =>
  `${at} raise: Kathleen's front door was opened at ${at.slice(0, 5)}, in the night. [Front door opened at ${at.slice(0, 5)}.${more}]`;
const back = (at: string, told = at) => `${told} clear: Kathleen is back: movement indoors at ${at.slice(0, 5)}.`;
const bedSays = (what: string, since: string) => ` The bed sensor says ${what} since ${since}.`;

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const exits: Row[] = [
  { name: 'nobody goes anywhere', gives: [] },
  { name: 'out at two', when: [opened('02:00')], gives: [out('02:00')] },
  { name: 'out at half past ten in the morning', when: [opened('10:30')], gives: [] },
  { name: 'one millisecond before night', when: [opened('22:59:59.999')], gives: [] },
  { name: 'the first instant of night', when: [opened('23:00')], gives: [out('23:00')] },
  { name: 'the last instant of night', when: [opened('05:59:59.999')], gives: [out('05:59:59.999')] },
  { name: 'the first instant of day', when: [opened('06:00')], gives: [] },
  { name: 'a retained "open" is nobody going out', when: [opened('02:00', { snapshot: true })], gives: [] },
  { name: 'the door is shut', when: [shut('02:00')], gives: [] },
  {
    name: 'told late, but young enough to matter',
    when: [opened('02:00', { told: '03:00' })],
    gives: [
      "03:00 raise: Kathleen's front door was opened at 02:00, told at 03:00, in the night. [Front door opened at 02:00, told at 03:00.]",
    ],
  },
  { name: 'told one millisecond later: history only', when: [opened('02:00', { told: '03:00:00.001' })], gives: [] },
  { name: 'opened by night, told by day', when: [opened('05:50', { told: '06:20' })], gives: [expect.stringContaining('06:20 raise')] },
  {
    name: 'a contact that bounces is one exit',
    when: [opened('02:00'), shut('02:00:01'), opened('02:00:02'), shut('02:00:03')],
    gives: [out('02:00')],
  },
  {
    name: 'the bed sensor is in the evidence',
    when: [inBed('00:40'), upAgain('01:58'), opened('02:00')],
    gives: [out('02:00', bedSays('not in bed', '01:58'))],
  },
  {
    name: 'who lives alone is asked whatever the bed says',
    when: [inBed('00:40'), opened('02:00')],
    gives: [out('02:00', bedSays('in bed', '00:40'))],
  },
  { name: 'told late, and in bed since', when: [inBed('02:10'), opened('02:00', { told: '02:20' })], gives: [] },
];

const returns: Row[] = [
  {
    name: 'a person closes it after a second opening, and the first is told again',
    when: [opened('02:00'), opened('02:30'), { at: '02:40', closed: true }, opened('02:00', { told: '02:50' })],
    gives: [out('02:00')],
  },
  {
    name: 'opens again and moves indoors',
    when: [opened('02:00'), opened('02:10'), moves('02:10:30')],
    gives: [out('02:00'), back('02:10:30')],
  },
  {
    name: 'movement without the door is not enough',
    when: [opened('02:00'), moves('02:05')],
    gives: [out('02:00'), expect.stringContaining('02:05 evidence')],
  },
  { name: 'the door shut behind, and nobody seen', when: [opened('02:00'), shut('02:00:05')], gives: [out('02:00')] },
  {
    name: 'looked out: movement within the minute does not clear it, the next one does',
    when: [opened('02:00'), shut('02:00:15'), moves('02:00:20'), moves('02:01:30')],
    gives: [
      out('02:00'),
      '02:00:20 evidence: Movement indoors at 02:00, with no second opening: perhaps only looked out.',
      back('02:01:30'),
    ],
  },
  {
    name: 'exactly a minute is still the first minute',
    when: [opened('02:00'), shut('02:00:15'), moves('02:01')],
    gives: [out('02:00'), '02:01 evidence: Movement indoors at 02:01, with no second opening: perhaps only looked out.'],
  },
  {
    name: 'one millisecond later',
    when: [opened('02:00'), shut('02:00:15'), moves('02:01:00.001')],
    gives: [out('02:00'), back('02:01:00.001')],
  },
  {
    name: 'looked out and went back to bed',
    when: [upAgain('01:50'), opened('02:00'), shut('02:00:15'), moves('02:00:20'), inBed('02:00:50')],
    gives: [
      out('02:00', bedSays('not in bed', '01:50')),
      '02:00:20 evidence: Movement indoors at 02:00, with no second opening: perhaps only looked out.',
      '02:00:50 clear: Kathleen is back in bed at 02:00.',
    ],
  },
  {
    name: 'in bed, and movement told afterwards',
    when: [opened('02:00'), inBed('02:00:50'), moves('02:00:20', { told: '02:00:55' })],
    gives: [out('02:00'), '02:00:55 clear: Kathleen is back: movement indoors at 02:00.'],
  },
  {
    name: 'opened again within the minute, and moves',
    when: [opened('02:00'), opened('02:00:30'), moves('02:00:40')],
    gives: [out('02:00'), back('02:00:40')],
  },
  {
    name: 'a bounce is no second opening',
    when: [opened('02:00'), opened('02:00:09'), moves('02:00:40')],
    gives: [out('02:00'), expect.stringContaining('evidence')],
  },
  {
    name: 'movement from before the exit, told after it',
    when: [opened('02:00'), moves('01:59:50', { told: '02:00:10' })],
    gives: [out('02:00')],
  },
  {
    name: 'retained movement is nobody coming back',
    when: [opened('02:00'), opened('02:10'), moves('02:11', { snapshot: true })],
    gives: [out('02:00')],
  },
  {
    name: 'comes back after night has ended',
    when: [opened('05:00'), opened('07:10'), moves('07:11')],
    gives: [out('05:00'), back('07:11')],
  },
  {
    name: 'an opening from before the return, told just after it, is nobody out',
    when: [opened('02:00'), shut('02:00:20'), moves('02:05'), opened('02:04:30', { told: '02:05:30' }), opened('03:00')],
    gives: [out('02:00'), back('02:05'), out('03:00')],
  },
  {
    name: 'goes out again',
    when: [opened('02:00'), opened('02:10'), moves('02:11'), opened('03:00')],
    gives: [out('02:00'), back('02:11'), out('03:00')],
  },
  {
    name: 'messages out of order: shut before open',
    when: [shut('02:00:10'), opened('02:00', { told: '02:00:20' }), moves('02:02')],
    gives: [out('02:00').replace('02:00 r', '02:00:20 r'), back('02:02')],
  },
  {
    name: 'an opening from before the return is told after it',
    when: [opened('02:00'), opened('02:10'), moves('02:11'), opened('02:05', { told: '02:12' })],
    gives: [out('02:00'), back('02:11')],
  },
  {
    name: 'a person closes it, and the same opening is told again',
    when: [opened('02:00'), { at: '02:20', closed: true }, opened('02:00', { told: '02:30' })],
    gives: [out('02:00')],
  },
  {
    name: 'the movement sensor dies: only the bed can say',
    patient: { devices: devices.filter((one) => one.kind !== 'motion') },
    when: [opened('02:00'), opened('02:10'), inBed('02:15')],
    gives: [out('02:00'), '02:15 clear: Kathleen is back in bed at 02:15.'],
  },
];

const homecomings: Row[] = [
  { name: 'comes home late', when: [moves('18:00'), opened('18:30'), opened('23:30'), moves('23:31')], gives: [] },
  {
    name: 'the door opens late and nobody comes in',
    when: [moves('18:00'), opened('18:30'), opened('23:30')],
    until: '23:31:59.999',
    gives: [],
  },
  {
    name: 'and two minutes have passed',
    when: [moves('18:00'), opened('18:30'), opened('23:30')],
    gives: [out('23:30').replace('23:30 r', '23:32 r')],
  },
  { name: 'seen at home before: it is an exit', when: [opened('18:30'), moves('18:40'), opened('23:30')], gives: [out('23:30')] },
  {
    name: 'in bed before: it is an exit',
    when: [opened('18:30'), inBed('21:00'), opened('23:30')],
    gives: [out('23:30', bedSays('in bed', '21:00'))],
  },
  {
    name: 'no sensor would see movement: it is an exit',
    patient: { devices: devices.filter((one) => one.kind !== 'motion') },
    when: [opened('18:30'), opened('23:30')],
    gives: [out('23:30')],
  },
  {
    name: 'movement in the hall on the way out in the evening',
    when: [opened('22:30'), moves('22:31'), opened('23:30'), moves('23:30:20')],
    gives: [],
  },
];

const visits: Row[] = [
  { name: 'a visit in progress', when: [visit('01:50', 'started'), opened('02:00')], gives: [] },
  {
    name: 'the carer opens the door, then notes the visit',
    when: [opened('02:00'), visit('02:04', 'started')],
    gives: [out('02:00'), '02:04 clear: A care visit to Kathleen started at 02:04.'],
  },
  {
    name: 'a visit too long after the door to explain it',
    when: [opened('02:00'), visit('02:05:00.001', 'started')],
    gives: [out('02:00')],
  },
  { name: 'the carer notes the end, then leaves', when: [visit('01:50', 'started'), visit('02:10', 'ended'), opened('02:15')], gives: [] },
  {
    name: 'after the carer has left',
    when: [visit('01:50', 'started'), visit('02:10', 'ended'), opened('02:15:00.001')],
    gives: [out('02:15:00.001')],
  },
  { name: 'an end never noted: two hours', when: [visit('00:30', 'started'), opened('02:30')], gives: [] },
  { name: 'and no longer', when: [visit('00:30', 'started'), opened('02:30:00.001')], gives: [out('02:30:00.001')] },
  {
    name: 'a visit told afterwards',
    when: [opened('02:00'), visit('01:55', 'started', { told: '02:03' })],
    gives: [out('02:00'), '02:03 clear: A care visit to Kathleen started at 01:55, told at 02:03.'],
  },
  {
    name: 'a visit of another night explains nothing',
    from: '2026-03-01T00:00',
    when: [visit('2026-03-01T01:00', 'started'), visit('2026-03-01T01:30', 'ended'), opened('02:00')],
    gives: [out('02:00')],
  },
];

const couple = { sharedHome: true };
const shared: Row[] = [
  {
    name: 'the bed tells too late to matter',
    patient: couple,
    when: [inBed('00:40'), opened('02:00'), upAgain('01:58', { told: '03:00:00.001' })],
    gives: [],
  },
  { name: 'in bed: the other one went', patient: couple, when: [inBed('00:40'), opened('02:00')], gives: [] },
  {
    name: 'not in bed',
    patient: couple,
    when: [inBed('00:40'), upAgain('01:58'), opened('02:00')],
    gives: [out('02:00', bedSays('not in bed', '01:58'))],
  },
  { name: 'nothing known of the bed', patient: couple, when: [opened('02:00')], gives: [] },
  {
    name: 'a retained bed state is known all the same',
    patient: couple,
    when: [upAgain('01:58', { snapshot: true }), opened('02:00')],
    gives: [out('02:00', bedSays('not in bed', '01:58'))],
  },
  {
    name: 'agreed that any opening counts',
    patient: couple,
    params: { sharedCounts: true },
    when: [inBed('00:40'), opened('02:00')],
    gives: [out('02:00', bedSays('in bed', '00:40'))],
  },
  {
    name: 'the bed tells later that it was empty',
    patient: couple,
    when: [inBed('00:40'), opened('02:00'), upAgain('01:58', { told: '02:01' })],
    gives: [out('02:00', bedSays('not in bed', '01:58')).replace('02:00 r', '02:01 r')],
  },
  {
    name: 'gets up after the other one has gone',
    patient: couple,
    when: [inBed('00:40'), opened('02:00'), upAgain('02:00:00.001')],
    gives: [],
  },
  {
    name: 'movement may be the other one; the door and the bed tell',
    patient: couple,
    when: [upAgain('01:58'), opened('02:00'), opened('02:10'), moves('02:11'), inBed('02:20')],
    gives: [out('02:00', bedSays('not in bed', '01:58')), '02:20 clear: Kathleen is back in bed at 02:20.'],
  },
];

const absences: Row[] = [
  {
    name: 'opened while in hospital, and the same is told again at home',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: [opened('02:00'), { at: '02:10', patient: { presence: { mode: 'home', untilAt: null } } }, opened('02:00', { told: '02:20' })],
    gives: [],
  },
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, when: [opened('02:00')], gives: [] },
  {
    name: 'an absence that has ended by itself',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T01:00:00Z') } },
    when: [opened('02:00')],
    gives: [out('02:00')],
  },
  {
    name: 'taken to hospital while somebody is at the door',
    when: [opened('18:30'), opened('23:30'), { at: '23:31', patient: { presence: { mode: 'hospital', untilAt: null } } }],
    gives: [],
  },
];

const clocks: Row[] = [
  {
    name: 'London, spring: night ends at 05:00 UTC',
    day: '2026-03-29',
    when: [opened('2026-03-29T04:59:59.999Z'), { at: '2026-03-29T04:59:59.999Z', closed: true }, opened('2026-03-29T05:00:00Z')],
    gives: [out('05:59:59.999')],
  },
  {
    name: 'London, autumn: night ends at 06:00 UTC',
    day: '2026-10-25',
    when: [opened('2026-10-25T05:59:59.999Z'), { at: '2026-10-25T05:59:59.999Z', closed: true }, opened('2026-10-25T06:00:00Z')],
    gives: [out('05:59:59.999')],
  },
  {
    name: 'New York, autumn: both hours after one are night',
    zone: 'America/New_York',
    day: '2026-11-01',
    when: [opened('2026-11-01T05:30:00Z'), opened('2026-11-01T05:40:00Z'), moves('2026-11-01T05:41:00Z'), opened('2026-11-01T06:30:00Z')],
    gives: [out('01:30'), back('01:41'), out('01:30')],
  },
  {
    name: 'Lord Howe, spring: night ends half an hour sooner',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    when: [opened('2026-10-03T18:59:59.999Z'), { at: '2026-10-03T18:59:59.999Z', closed: true }, opened('2026-10-03T19:00:00Z')],
    gives: [out('05:59:59.999')],
  },
];

const blindness: Row[] = [
  { name: 'an exit before we went blind stands', blind: [['02:10', '05:00']], when: [opened('02:00')], gives: [out('02:00')] },
  {
    name: 'and is over when she is seen afterwards',
    blind: [['02:10', '05:00']],
    when: [opened('02:00'), shut('02:00:20'), moves('05:10')],
    gives: [out('02:00'), back('05:10')],
  },
  {
    name: 'perhaps coming home, and we go blind: asked all the same',
    blind: [['23:31', '2026-03-03T05:00']],
    when: [moves('18:00'), opened('18:30'), opened('23:30')],
    gives: [out('23:30').replace('23:30 r', '23:32 r')],
  },
  {
    name: 'an exit while we were blind, told when that is over: history',
    blind: [['01:00', '04:00']],
    when: [opened('02:00', { told: '04:00' })],
    gives: [],
  },
];

describe.each([
  ['going out', exits],
  ['coming back', returns],
  ['coming home late', homecomings],
  ["carers' visits", visits],
  ['in a home of several', shared],
  ['when somebody is away', absences],
  ['when the clocks change', clocks],
  ['when we could not see', blindness],
])('out at night: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { from: '00:00', ...given }).lines).toEqual(gives);
  });
});

describe('the agreement about the door', () => {
  it('needs a recorded consent, and her own word that she is fine does not end the search', () => {
    expect(door.needsConsent).toBe(true);
    expect(door.defaultPlan(door.params.parse({})).okClears).toBe(false);
  });

  it('refuses a window that is no window', () => {
    const { error } = door.params.safeParse({ window: { from: '23:00', to: '24:00' } });
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      ['window.to', 'must be a time of day as HH:MM, 24-hour'],
    ]);
  });
});
