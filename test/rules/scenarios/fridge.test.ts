import { describe, expect, it } from 'vitest';
import { fridge } from '../../../rules/scenarios/fridge.ts';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, devices, drive, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('fridge')!;

const opened = (at: string, more: { told?: string; snapshot?: boolean } = {}): Happening => ({
  at,
  device: 'fridge',
  kind: 'contact',
  value: 'open',
  ...more,
});
const closed = (at: string, more: { snapshot?: boolean } = {}): Happening => ({ ...opened(at, more), kind: 'contact', value: 'closed' });
const door = (at: string, more: { told?: string; snapshot?: boolean } = {}): Happening => ({ ...opened(at, more), device: 'door' });
const moves = (at: string, more: { snapshot?: boolean } = {}): Happening => ({ at, device: 'pir', kind: 'motion', value: true, ...more });
const meal = (at: string): Happening => ({ at, person: 'meal', value: 'eaten' });

const missed = "10:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. [No opening or meal is known before.]";

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}

const mealtimes: Row[] = [
  { name: 'nothing is heard at all', gives: [missed] },
  { name: 'nothing yet, one millisecond before the end', until: '09:59:59.999', gives: [] },
  { name: 'opened in the window', when: [opened('08:05'), closed('08:05:20')], gives: [] },
  { name: 'opened at the first instant', when: [opened('07:00')], gives: [] },
  { name: 'opened at the last instant', when: [opened('09:59:59.999')], gives: [] },
  {
    name: 'opened one millisecond before the window',
    when: [opened('06:59:59.999'), closed('06:59:59.999', { snapshot: true })],
    gives: ["10:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. [Last opened, or a meal recorded, at 06:59.]"],
  },
  { name: 'opened before the window and shut by hand inside it', when: [opened('06:59:50'), closed('07:00:10')], gives: [] },
  {
    name: 'a "closed" that comes long after the opening',
    when: [opened('06:40'), closed('08:00')],
    gives: [missed.replace('No opening or meal is known before', 'Last opened, or a meal recorded, at 06:40')],
  },
  {
    name: 'standing open since before the window',
    when: [opened('06:40')],
    gives: [
      "10:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. [Last opened, or a meal recorded, at 06:40. The fridge door was reported open at 06:40 and not closed since.]",
    ],
  },
  { name: 'a sensor that repeats "closed" is no visit to the fridge', when: [closed('08:00'), closed('09:00')], gives: [missed] },
  { name: 'a meal is recorded', when: [meal('09:30')], gives: [] },
  {
    name: 'opened exactly at the end: too late, and cleared',
    when: [opened('10:00')],
    gives: [missed, '10:00 clear: The fridge was opened at 10:00.'],
  },
  { name: 'opened hours later', when: [opened('13:20')], gives: [missed, '13:20 clear: The fridge was opened at 13:20.'] },
  { name: 'a meal hours later', when: [meal('13:20')], gives: [missed, '13:20 clear: A meal was recorded as eaten at 13:20.'] },
  {
    name: 'an opening that is told late',
    when: [opened('08:05', { told: '10:20' })],
    gives: [missed, '10:20 clear: The fridge was opened at 08:05, told at 10:20.'],
  },
  { name: 'an opening before the window that is told late', when: [opened('06:30', { told: '10:20' })], gives: [missed] },
  { name: 'told late but before the end', when: [opened('07:30', { told: '09:50' })], gives: [] },
  { name: 'openings out of order', when: [opened('08:30'), opened('06:30', { told: '08:31' })], gives: [] },
  {
    name: 'cleared once, not twice',
    when: [opened('10:30'), opened('10:31')],
    gives: [missed, '10:30 clear: The fridge was opened at 10:30.'],
  },
  {
    name: 'a retained opening is no opening',
    when: [opened('08:05', { snapshot: true }), closed('08:06', { snapshot: true })],
    gives: [missed],
  },
  {
    name: 'a retained "open" shows in the evidence',
    when: [opened('08:05', { snapshot: true })],
    gives: [missed.replace(']', ' The fridge door was reported open at 08:05 and not closed since.]')],
  },
  {
    name: 'closed by a person, then opened: nothing left to clear',
    when: [{ at: '11:00', closed: true }, opened('11:30')],
    gives: [missed],
  },
  {
    name: 'another day without an opening joins',
    until: '2026-03-03T23:00',
    gives: [missed, `2026-03-03T${missed}`],
  },
  {
    name: 'the next day is judged by itself',
    when: [opened('08:00'), closed('08:01')],
    until: '2026-03-03T23:00',
    gives: [
      "2026-03-03T10:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. [Last opened, or a meal recorded, at 08:00 on 2 March.]",
    ],
  },
];

const starts: Row[] = [
  { name: 'agreed in the middle of a window: that one is not judged', from: '08:30', gives: [] },
  { name: 'agreed as the window begins', from: '07:00', gives: [missed] },
  { name: 'agreed one millisecond later', from: '07:00:00.001', gives: [] },
  { name: 'agreed after the window: the next day counts', from: '12:00', until: '2026-03-03T10:00', gives: [`2026-03-03T${missed}`] },
  {
    name: 'a new window agreed while the old one runs',
    when: [opened('07:30'), { at: '08:00', params: { window: { from: '07:00', to: '08:30' } } }],
    gives: [],
  },
  {
    name: 'a later window agreed while the old one runs',
    when: [{ at: '09:00', params: { window: { from: '11:00', to: '12:30' } } }],
    gives: ["12:30 raise: Kathleen's fridge was not opened between 11:00 and 12:30. [No opening or meal is known before.]"],
  },
  { name: 'the fridge is taken away and nothing else changes', when: [{ at: '08:00', patient: { devices: [] } }], gives: [missed] },
];

const away: Row[] = [
  { name: 'ate out and came back in the window', when: [moves('08:00'), door('08:30'), door('09:45'), moves('09:46')], gives: [] },
  { name: 'ate out and came back after it', when: [door('08:30'), door('11:45'), moves('11:46')], gives: [] },
  { name: 'movement in the hall on the way out', when: [door('08:30'), moves('08:31'), door('11:45'), moves('11:46')], gives: [] },
  { name: 'just long enough', when: [door('09:00'), door('09:30'), moves('09:31')], gives: [] },
  { name: 'one second too short', when: [door('09:00'), door('09:29:59'), moves('09:31')], gives: [missed] },
  { name: 'back before the window began', when: [door('06:10'), door('06:59'), moves('07:00')], gives: [missed] },
  { name: 'answered the door and sat still', when: [door('08:30'), moves('09:40')], gives: [missed] },
  { name: 'seen indoors after the door', when: [door('08:30'), moves('08:40')], gives: [missed] },
  {
    name: 'out for a moment at the end: time for a meal after coming home',
    when: [door('09:50'), door('10:10'), moves('10:12')],
    gives: [missed.replace('10:00 raise', '10:42 raise')],
  },
  { name: 'and eats then', when: [door('09:50'), door('10:10'), moves('10:12'), opened('10:41')], gives: [] },
  {
    name: 'does not come home',
    when: [door('08:30')],
    gives: [
      "14:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. The front door was opened at 08:30 and nobody has been seen moving indoors since. [No opening or meal is known before.]",
    ],
  },
  {
    name: 'comes home after we have asked',
    when: [door('08:30'), door('15:10'), moves('15:12')],
    gives: [
      "14:00 raise: Kathleen's fridge was not opened between 07:00 and 10:00. The front door was opened at 08:30 and nobody has been seen moving indoors since. [No opening or meal is known before.]",
      '15:12 clear: Kathleen came home at 15:10 and has probably eaten out.',
    ],
  },
  { name: 'out after the window has no bearing', when: [door('10:30'), door('12:00'), moves('12:01')], gives: [missed] },
  {
    name: 'out after the window, and we look only then',
    blindUntil: '10:10',
    when: [door('10:05')],
    gives: [missed.replace('10:00 raise', '10:10 raise')],
  },
  {
    name: 'no sensor would see movement: nobody is taken to be out',
    patient: { devices: devices.filter((one) => one.kind !== 'motion') },
    when: [door('08:30')],
    gives: [missed],
  },
  { name: 'a retained door state is nobody leaving', when: [door('08:30', { snapshot: true })], gives: [missed] },
  { name: 'a door opening told late is nobody leaving now', when: [door('08:30', { told: '08:40' })], gives: [missed] },
  {
    name: 'retained movement is nobody coming home',
    when: [door('08:30'), door('09:30'), moves('09:40', { snapshot: true })],
    until: '13:59',
    gives: [],
  },
  { name: 'in hospital', patient: { presence: { mode: 'hospital', untilAt: null } }, gives: [] },
  { name: 'with family until Sunday', patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-08T12:00:00Z') } }, gives: [] },
  {
    name: 'home from hospital in the middle of the window',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: [{ at: '08:00', patient: { presence: { mode: 'home', untilAt: null } } }],
    gives: [],
  },
  {
    name: 'an absence that ends by itself before the window',
    patient: { presence: { mode: 'away', untilAt: Date.parse('2026-03-02T06:30:00Z') } },
    gives: [missed],
  },
];

const shared: Row[] = [
  {
    name: 'somebody opened the fridge',
    patient: { sharedHome: true },
    when: [opened('08:10'), closed('08:11')],
    gives: [
      '10:00 raise: No opening of the fridge between 07:00 and 10:00 can be put down to Kathleen. [No opening or meal is known before. The shared fridge was opened at 08:10; it cannot be put down to one person.]',
    ],
  },
  {
    name: 'agreed that anybody counts',
    patient: { sharedHome: true },
    params: { sharedCounts: true },
    when: [opened('10:10')],
    gives: [missed, '10:10 clear: The fridge was opened at 10:10. It cannot be put down to one person.'],
  },
  { name: 'a meal recorded for this person', patient: { sharedHome: true }, when: [meal('09:00')], gives: [] },
  { name: 'somebody going out is not this person', patient: { sharedHome: true }, when: [door('08:30')], gives: [missed] },
];

const clocks: Row[] = [
  // In London the clocks go forward at 01:00 UTC on 29 March 2026 and back at 01:00 UTC on 25 October 2026.
  { name: 'London, spring: 10:00 is 09:00 UTC', day: '2026-03-29', from: '00:30', until: '2026-03-29T08:59:59.999Z', gives: [] },
  { name: 'London, spring, one millisecond later', day: '2026-03-29', from: '00:30', until: '2026-03-29T09:00:00Z', gives: [missed] },
  { name: 'London, autumn: 10:00 is 10:00 UTC', day: '2026-10-25', from: '00:30', until: '2026-10-25T09:59:59.999Z', gives: [] },
  { name: 'London, autumn, one millisecond later', day: '2026-10-25', from: '00:30', until: '2026-10-25T10:00:00Z', gives: [missed] },
  {
    name: 'New York, spring: an end that the clock skips is the end of the gap',
    zone: 'America/New_York',
    day: '2026-03-08',
    from: '00:30',
    params: { window: { from: '01:00', to: '02:30' } },
    until: '2026-03-08T07:00:00Z',
    gives: ["03:00 raise: Kathleen's fridge was not opened between 01:00 and 02:30. [No opening or meal is known before.]"],
  },
  {
    name: 'New York, autumn: an hour that comes twice ends once',
    zone: 'America/New_York',
    day: '2026-11-01',
    from: '00:10',
    params: { window: { from: '00:30', to: '01:30' } },
    gives: ["01:30 raise: Kathleen's fridge was not opened between 00:30 and 01:30. [No opening or meal is known before.]"],
  },
  {
    name: 'Lord Howe, spring: half an hour; a window skipped from end to end does not take place',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    from: '00:10',
    params: { window: { from: '02:05', to: '02:25' } },
    gives: [],
  },
];

const unseen = (text: string, howLong: string) =>
  text.replace(']', ` For ${howLong} of that time we could not see; that is taken out of the wait.]`);
const notKnown = (at = '10:00') =>
  `${at} prompt speaker: Hello {name}. We could not see whether you had a meal between 07:00 and 10:00. If you have not eaten yet, please have something.`;
const blindness: Row[] = [
  { name: 'an hour of the window: the wait is an hour longer', blind: [['08:00', '09:00']], until: '10:59:59.999', gives: [] },
  {
    name: 'and then it is asked about',
    blind: [['08:00', '09:00']],
    gives: [unseen(missed.replace('10:00 raise', '11:00 raise'), '1 hour')],
  },
  { name: 'opened in the time that was added', blind: [['08:00', '09:00']], when: [opened('10:30')], gives: [] },
  { name: 'all of the window', blind: [['06:30', '11:00']], until: '13:59:59.999', gives: [] },
  {
    name: 'all of the window, and as much of the day after it',
    blind: [['06:30', '11:00']],
    gives: [expect.stringContaining('14:00 raise')],
  },
  {
    name: 'what was kept meanwhile and is told afterwards',
    blind: [['06:30', '11:00']],
    when: [opened('08:00', { told: '11:01' })],
    gives: [],
  },
  {
    name: 'before the window and after it',
    blind: [
      ['06:00', '07:00'],
      ['10:00', '10:30'],
    ],
    gives: [missed],
  },
  {
    name: 'one minute more: nothing can be said of this mealtime, and only the person is asked',
    blind: [['06:30', '11:01']],
    gives: [notKnown()],
  },
  {
    name: 'as soon as we can see again',
    blind: [['06:30', '11:01']],
    blindUntil: '11:01',
    gives: [notKnown('11:01')],
  },
  {
    name: 'a meal that was kept meanwhile is known when it is told',
    blind: [['06:30', '11:01']],
    when: [opened('08:00', { told: '11:05' })],
    gives: [notKnown()],
  },
  { name: 'and one that we have heard of leaves nothing to ask', blind: [['07:30', '11:31']], when: [opened('07:10')], gives: [] },
  {
    name: 'but the next day it is waited for again',
    blind: [['06:30', '11:01']],
    until: '2026-03-03T10:00',
    gives: [notKnown(), `2026-03-03T${missed}`],
  },
  { name: 'out, and we could not see', blind: [['08:00', '09:00']], when: [door('09:30')], until: '14:59:59.999', gives: [] },
  {
    name: 'out for longer than is waited for',
    blind: [['08:00', '09:00']],
    when: [door('09:30')],
    gives: [expect.stringContaining('15:00 raise')],
  },
];

describe('why, and why not', () => {
  const explained = (until: string, given: Drive = {}) => said(driveExplained(template, { until, ...given }).conditions);
  const none = 'met: No opening or meal is known before.';
  it('before, in and after the window', () => {
    expect(explained('06:30')).toEqual(['met: At home.', none, 'not met: It begins at 07:00.']);
    expect(explained('09:00')).toEqual(['met: At home.', none, 'not met: Waited for until 10:00.']);
    expect(explained('10:00')).toEqual(['met: At home.', none, 'met: It ended at 10:00.']);
    const settled = 'not met: The mealtime that ended at 10:00 is settled; the next one has not begun.';
    expect(explained('12:00', { when: [opened('08:05')] })).toEqual([
      'met: At home.',
      'not met: Last opened, or a meal recorded, at 08:05.',
      settled,
    ]);
    expect(explained('12:00', { when: [{ at: '11:00', closed: true }] })).toEqual(['met: At home.', none, settled]);
    expect(explained('12:00', { when: [door('08:30'), door('11:45'), moves('11:46')] })).toEqual(['met: At home.', none, settled]);
  });

  it('out, unseen, away and shared', () => {
    expect(explained('11:00', { when: [door('08:30')] })[2]).toBe(
      'not met: Waited for until 14:00. The front door was opened at 08:30: perhaps out.',
    );
    expect(explained('10:30', { blind: [['08:00', '09:00']] })[2]).toBe(
      'not met: Waited for until 11:00. For 1 hour of that time we could not see; that is taken out of the wait.',
    );
    expect(explained('09:59', { blind: [['06:30', '11:01']] })[2]).toBe('unknown: The mealtime of 07:00 could not be seen.');
    const hospital = { patient: { presence: { mode: 'hospital', untilAt: null } } } as const;
    expect(explained('10:30', hospital)).toEqual(['not met: In hospital, with no end agreed.', none, 'not met: No mealtime is watched.']);
    expect(explained('10:30', { patient: { sharedHome: true }, when: [opened('08:10')] })[1]).toBe(
      `${none} The shared fridge was opened; that cannot be put down to one person.`,
    );
  });
});

describe.each([
  ['when we could not see', blindness],
  ['at mealtimes', mealtimes],
  ['when the agreement begins or changes', starts],
  ['when somebody is away', away],
  ['in a home of several', shared],
  ['when the clocks change', clocks],
])('the fridge, %s', (_, rows) => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    // Between a deadline that an outage holds up and the moment it is judged, all may be met and no alert be there yet.
    expect(given.blindUntil ? drive(template, given) : driveExplained(template, given).lines).toEqual(gives);
  });
});

describe('the parameters of the fridge', () => {
  it.each([
    [{ window: { from: '7:00', to: '10:00' } }, 'window.from', 'HH:MM'],
    [{ window: { from: '07:00' } }, 'window.to', 'expected string'],
    [{ outFor: 30 }, 'outFor', 'expected string'],
    [{ outFor: 'half an hour' }, 'outFor', 'ISO 8601'],
    [{ outFor: '-PT5M' }, 'outFor', 'ISO 8601'],
    [{ outFor: 'PT0S' }, 'outFor', 'ISO 8601'],
    [{ outFor: 'P1M' }, 'outFor', 'ISO 8601'],
    [{ sharedCount: true }, '', 'sharedCount'],
  ])('%j is refused and says why', (raw, path, words) => {
    const { error } = fridge.params.safeParse(raw);
    expect(error?.issues).toHaveLength(1);
    expect(error?.issues[0]?.path.join('.')).toBe(path);
    expect(error?.issues[0]?.message).toContain(words);
  });

  it('are one object for everybody with the same agreement', () => {
    expect(parseParams(template, { outFor: 'PT45M' })).toBe(parseParams(template, { outFor: 'PT45M' }));
    expect(parseParams(template, { outFor: 'PT45M' })).not.toBe(parseParams(template, { outFor: 'PT50M' }));
    expect(parseParams(template, { outFor: 'PT45M' })).toMatchObject({ outFor: 2_700_000, window: { from: '07:00', to: '10:00' } });
  });
});
