import { describe, expect, it } from 'vitest';
import { missedVisit } from '../../../rules/scenarios/missed-visit.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';
import { clockChanges } from './clock-changes.ts';

const template = templates.get('missed-visit')!;

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
}
const visit = (at: string, more: More = {}): Happening => ({ at, person: 'visit', value: 'started', ...more });
const ended = (at: string): Happening => ({ at, person: 'visit', value: 'ended' });
const tag = (at: string): Happening => ({ at, device: 'tag', kind: 'visit', value: 'started' });
const kit = [...devices, device('tag', 'app')];

const missed = (at = '09:30', last = 'No visit is known before.', name = 'morning call', times = '08:00 and 09:00') =>
  `${at} raise: No visit to Kathleen is recorded for the ${name}, expected between ${times}. [${last}]`;
const known = (at: string) => `The last visit that is known started at ${at}.`;
const came = (at: string, how: string, told = '') =>
  `${told || at} clear: A visit to Kathleen started at ${at}${told ? `, told at ${told}` : ''}, ${how}.`;
const threeCalls = {
  calls: [
    { from: '08:00', to: '09:00', name: 'morning call' },
    { from: '12:00', to: '13:00', name: 'lunch call' },
    { from: '19:00', to: '20:00', name: 'bedtime call' },
  ],
};

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly unknown[];
}

const calls: Row[] = [
  { name: 'nobody comes', gives: [missed()] },
  { name: 'one millisecond before half an hour is over', until: '09:29:59.999', gives: [] },
  { name: 'in time', when: [visit('08:20'), ended('08:50')], gives: [] },
  { name: 'by tag', patient: { devices: kit }, when: [tag('08:20')], gives: [] },
  { name: 'half an hour early', when: [visit('07:30')], gives: [] },
  { name: 'earlier than that is another visit', when: [visit('07:29:59.999')], gives: [missed('09:30', known('07:29'))] },
  { name: 'at the last moment', when: [visit('09:29:59.999')], gives: [] },
  { name: 'just too late', when: [visit('09:30')], gives: [missed(), came('09:30', '30 minutes after the agreed time')] },
  { name: 'an hour late', when: [visit('10:05')], gives: [missed(), came('10:05', '1 hour 5 minutes after the agreed time')] },
  { name: 'the end of a visit alone is no visit', when: [ended('08:50')], gives: [missed()] },
  { name: 'a cached one is none', when: [visit('08:20', { snapshot: true })], gives: [missed()] },
  {
    name: 'the next day is another call',
    when: [visit('08:20')],
    until: '2026-03-03T12:00',
    gives: [`2026-03-03T${missed('09:30', known('08:20 on 2 March'))}`],
  },
  { name: 'agreed after the call has begun', from: '08:00:00.001', gives: [] },
  { name: 'agreed as it begins', from: '08:00', gives: [missed()] },
  {
    name: 'only on working days',
    day: '2026-03-07',
    params: { calls: [{ from: '08:00', to: '09:00', name: 'morning call', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }] },
    gives: [],
  },
];

const several: Row[] = [
  { name: 'all three', params: threeCalls, when: [visit('08:20'), visit('12:10'), visit('19:30')], gives: [] },
  {
    name: 'no lunch',
    params: threeCalls,
    when: [visit('08:20'), visit('19:30')],
    gives: [missed('13:30', known('08:20'), 'lunch call', '12:00 and 13:00'), came('19:30', '6 hours 30 minutes after the agreed time')],
  },
  {
    name: 'nobody in the morning; whoever comes for lunch clears it',
    params: threeCalls,
    when: [visit('12:10'), visit('19:10')],
    gives: [missed(), came('12:10', '3 hours 10 minutes after the agreed time')],
  },
  {
    name: 'both missed, and only the morning is told later',
    params: threeCalls,
    until: '14:00',
    when: [visit('08:10', { told: '13:45' })],
    gives: [
      missed(),
      missed('13:30', undefined, 'lunch call', '12:00 and 13:00'),
      '13:45 evidence: A visit to Kathleen started at 08:10, told at 13:45, in the agreed time.',
    ],
  },
  {
    name: 'two carers for one call are not one for the next',
    params: threeCalls,
    until: '14:00',
    when: [visit('08:20'), visit('08:25')],
    gives: [missed('13:30', known('08:25'), 'lunch call', '12:00 and 13:00')],
  },
  {
    name: 'two calls of the very same time are one',
    params: {
      calls: [
        { from: '08:00', to: '09:00', name: 'nurse' },
        { from: '08:00', to: '09:00', name: 'carer' },
      ],
    },
    when: [visit('08:20')],
    gives: [],
  },
  {
    name: 'calls that end together are asked for in one',
    params: {
      calls: [
        { from: '08:00', to: '09:00', name: 'nurse' },
        { from: '08:30', to: '09:00', name: 'carer' },
      ],
    },
    when: [visit('08:20')],
    gives: [missed('09:30', known('08:20'), 'carer', '08:30 and 09:00')],
  },
];

const told: Row[] = [
  {
    name: 'in time, told too late',
    when: [visit('08:20', { told: '10:10' })],
    gives: [missed(), came('08:20', 'in the agreed time', '10:10')],
  },
  { name: 'in time, told in time', when: [visit('08:20', { told: '09:20' })], gives: [] },
  {
    name: 'the visit of yesterday, told today',
    when: [visit('2026-03-01T08:20', { told: '09:10' })],
    gives: [missed('09:30', known('08:20 on 1 March'))],
  },
  {
    name: 'cleared once',
    when: [visit('10:00'), visit('10:00', { told: '10:30' })],
    gives: [missed(), expect.stringContaining('10:00 clear')],
  },
  { name: 'closed by a person', when: [{ at: '10:00', closed: true }, visit('10:30')], gives: [missed()] },
  { name: 'two days without anybody: one alert, more evidence', until: '2026-03-03T23:00', gives: [missed(), `2026-03-03T${missed()}`] },
];

const hospital = { presence: { mode: 'hospital', untilAt: null } } as const;
const others: Row[] = [
  { name: 'in hospital', patient: hospital, gives: [] },
  { name: 'taken there during the call', when: [{ at: '08:30', patient: hospital }], gives: [] },
  {
    name: 'home again during the call',
    patient: hospital,
    when: [{ at: '08:30', patient: { presence: { mode: 'home', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'away until before the call',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T07:00:00Z') } },
    gives: [missed()],
  },
  {
    name: "several people, and the home's tag",
    patient: { sharedHome: true, devices: kit },
    when: [tag('08:20')],
    gives: [missed('09:30', 'No visit is known before. A visit to the home at 08:20 cannot be put down to one person.')],
  },
  {
    name: 'agreed that it counts',
    patient: { sharedHome: true, devices: kit },
    params: { sharedCounts: true },
    when: [tag('09:40')],
    gives: [missed(), `${came('09:40', '40 minutes after the agreed time')} It cannot be put down to one person.`],
  },
  { name: 'written down for this person', patient: { sharedHome: true }, when: [visit('08:20')], gives: [] },
];

const blindness: Row[] = [
  { name: 'twenty minutes of the call', blind: [['08:10', '08:30']], until: '09:49:59.999', gives: [] },
  {
    name: 'and then it is asked',
    blind: [['08:10', '08:30']],
    gives: [missed('09:50', 'No visit is known before. For 20 minutes of that time we could not see; that is taken out of the wait.')],
  },
  { name: 'somebody comes in the time that was added', blind: [['08:10', '08:30']], when: [visit('09:45')], gives: [] },
  {
    name: 'somebody comes for lunch while the morning is still waited for: neither is asked about',
    params: threeCalls,
    blind: [['08:00', '12:00']],
    when: [visit('12:10')],
    until: '18:00',
    gives: [],
  },
  { name: 'told when it is over', blind: [['08:10', '10:00']], when: [visit('08:20', { told: '10:01' })], gives: [] },
  {
    name: 'an outage of ours over two calls',
    params: threeCalls,
    blindUntil: '14:00',
    until: '15:00',
    gives: [missed('14:00'), missed('14:00', undefined, 'lunch call', '12:00 and 13:00')],
  },
];

const clocks: Row[] = clockChanges.flatMap(({ zone, day, at }) => [
  {
    zone,
    day,
    from: '00:10',
    name: `${zone}, ${day}: one millisecond before half past nine on the wall`,
    until: at('09:30', -1),
    gives: [],
  },
  { zone, day, from: '00:10', name: `${zone}, ${day}: half past nine on the wall`, until: at('09:30'), gives: [missed()] },
]);

describe.each([
  ['one call', calls],
  ['several', several],
  ['told late, told again', told],
  ['away, or not alone', others],
  ['when we could not see', blindness],
  ['when the clocks change', clocks],
])('a missed care call: %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(given.blindUntil ? drive(template, given) : driveExplained(template, given).lines).toEqual(gives);
  });
});

describe('the agreement about care calls', () => {
  const explained = (until: string, ...when: Happening[]) => said(driveExplained(template, { until, when }).conditions);

  it('says why, and why not', () => {
    const none = 'met: No visit is known before.';
    expect(explained('09:30')).toEqual(['met: At home.', none, 'met: Its time ended at 09:00.']);
    expect(explained('09:00')).toEqual(['met: At home.', none, 'not met: The morning call, from 08:00, is waited for until 09:30.']);
    expect(explained('09:10', visit('08:20'))[1]).toBe('not met: The last visit that is known started at 08:20.');
    expect(explained('10:00', visit('08:20'))[2]).toBe(
      'not met: The morning call, from 08:00 on 3 March, is waited for until 09:30 on 3 March.',
    );
  });

  it('asks the agency, then the centre', () => {
    const { plan } = { plan: missedVisit.defaultPlan(missedVisit.params.parse({})) };
    expect(plan.steps.map(({ level }) => level)).toEqual(['agency', 'coordination', 'rapid-response']);
  });

  it.each([
    [{ calls: [] }, 'calls'],
    [{ calls: [{ from: '08:00', to: '09:00' }] }, 'calls.0.name'],
    [{ calls: [{ from: '8', to: '09:00', name: 'a' }] }, 'calls.0.from'],
    [{ calls: [{ from: '08:00', to: '09:00', name: 'a', days: ['Monday'] }] }, 'calls.0.days.0'],
  ])('refuses %j', (raw, path) => {
    expect(missedVisit.params.safeParse(raw).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('reads as a sentence', () => {
    expect(missedVisit.describe(missedVisit.params.parse(threeCalls))).toBe(
      'If no carer has come 30 minutes after the time of a call (morning call 08:00 to 09:00, lunch call 12:00 to 13:00 and bedtime call 19:00 to 20:00), we ask the agency, then the care centre.',
    );
  });
});
