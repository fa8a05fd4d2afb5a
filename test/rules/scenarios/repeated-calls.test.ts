import { describe, expect, it } from 'vitest';
import { paramsProblem, parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('repeated-calls')!;
const kit = [...devices, device('hall', 'sos-button')];

interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const call = (at: string, value = 'centre', more: More = {}): Happening => ({ at, person: 'call', value, ...more });
const press = (at: string, more: More = {}): Happening => ({ at, device: 'button', kind: 'sos', value: true, ...more });

const three = 'Kathleen has called 3 times within 24 hours: care centre at 09:00, 111 at 10:00 and care centre at 11:00.';
const raised = `11:00 raise: ${three} [A call to care centre at 11:00.]`;
const calls = [call('09:00'), call('10:00', '111'), call('11:00')];

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const rows: Row[] = [
  { name: 'no call', gives: [] },
  { name: 'one fewer than agreed', when: [call('09:00'), call('10:00')], gives: [] },
  { name: 'as many as agreed', when: calls, gives: [raised] },
  {
    name: 'a press of the help button counts as well',
    when: [call('09:00', '999'), call('10:00', 'practice'), press('11:00')],
    gives: [
      '11:00 raise: Kathleen has called 3 times within 24 hours: 999 at 09:00, practice at 10:00 and help button at 11:00. [The help button was pressed at 11:00.]',
    ],
  },
  {
    name: 'the first one a day before, to the millisecond',
    when: [call('2026-03-01T11:00'), call('10:00', '111'), call('11:00')],
    from: '2026-03-01T06:00',
    gives: [],
  },
  {
    name: 'and one millisecond less',
    when: [call('2026-03-01T11:00:00.001'), call('10:00', '111'), call('11:00')],
    from: '2026-03-01T06:00',
    gives: [raised.replace('care centre at 09:00, 111 at 10:00', 'care centre at 11:00 on 1 March, 111 at 10:00')],
  },
  { name: 'the same call told twice', when: [call('09:00'), call('09:00', 'centre', { told: '09:30' }), call('10:00')], gives: [] },
  { name: 'a kept press sent again', when: [call('09:00'), call('10:00'), press('11:00', { snapshot: true })], gives: [] },
  {
    name: 'out of order',
    when: [call('10:00', '111'), call('11:00'), call('09:00', 'centre', { told: '11:30' })],
    gives: [`11:30 raise: ${three} [A call to care centre at 09:00, told at 11:30.]`],
  },
  {
    name: 'told later than may be',
    params: { maxLateness: 'PT1H' },
    when: [call('10:00'), call('11:00'), call('09:00', 'centre', { told: '10:00:00.001' })],
    gives: [],
  },
  {
    name: 'told of in time, but too long ago to count',
    params: { within: 'PT1H' },
    when: [call('09:20'), call('10:00'), call('08:50', 'centre', { told: '10:10' })],
    gives: [],
  },
  {
    name: 'further calls join; twice as many are graver, once',
    when: [...calls, ...['12:00', '13:00', '14:00', '15:00'].map((at) => call(at))],
    gives: [
      raised,
      '12:00 evidence: A call to care centre at 12:00.',
      '13:00 evidence: A call to care centre at 13:00.',
      '14:00 raise moderate: Kathleen has called 6 times within 24 hours: care centre at 09:00, 111 at 10:00, care centre at 11:00, care centre at 12:00, care centre at 13:00 and care centre at 14:00. [A call to care centre at 14:00.]',
      '15:00 evidence: A call to care centre at 15:00.',
    ],
  },
  {
    name: 'never graver, where that is agreed',
    params: { moderateCalls: null },
    when: [...calls, ...['12:00', '13:00', '14:00'].map((at) => call(at))],
    gives: [raised, ...['12:00', '13:00', '14:00'].map((at) => `${at} evidence: A call to care centre at ${at}.`)],
  },
  {
    name: 'what was talked about does not count again',
    when: [...calls, { at: '11:30', closed: true }, call('12:00'), call('13:00'), call('10:30', '111', { told: '13:30' })],
    gives: [raised],
  },
  {
    name: 'the next three do',
    when: [call('07:00'), call('07:10'), call('07:20'), { at: '08:00', closed: true }, ...calls],
    gives: [
      '07:20 raise: Kathleen has called 3 times within 24 hours: care centre at 07:00, care centre at 07:10 and care centre at 07:20. [A call to care centre at 07:20.]',
      raised,
    ],
  },
  {
    name: 'the coordinator is named',
    params: { coordinator: 'Ann Lee' },
    when: calls,
    gives: [raised.replace('11:00. [', '11:00. Ann Lee knows Kathleen. [')],
  },
  { name: 'away by agreement: a call is a call', patient: { presence: { mode: 'away', untilAt: null } }, when: calls, gives: [raised] },
  {
    name: "the home's own button in a home of several",
    patient: { devices: kit, sharedHome: true },
    when: [call('09:00'), call('10:00', '111'), press('11:00', { device: 'hall' })],
    gives: [],
  },
  {
    name: 'agreed that it counts',
    patient: { devices: kit, sharedHome: true },
    params: { sharedCounts: true },
    when: [call('09:00'), call('10:00', '111'), press('11:00', { device: 'hall' })],
    gives: [
      '11:00 raise: Kathleen has called 3 times within 24 hours: care centre at 09:00, 111 at 10:00 and help button at 11:00. The help button of the home cannot be put down to one person. [The help button was pressed at 11:00.]',
    ],
  },
  {
    name: 'a day of 25 hours: it is hours that are counted',
    day: '2026-10-25',
    from: '2026-10-24T06:00',
    when: [call('2026-10-24T10:59'), call('10:00', '111'), call('10:58')],
    gives: [],
  },
];

describe('repeated calls', () => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, given).lines).toEqual(gives);
  });

  it('are explained', () => {
    const explained = (drive: Drive) => said(driveExplained(template, drive).conditions);
    expect(explained({})).toEqual(['not met: No call.']);
    expect(explained({ when: calls.slice(0, 2) })).toEqual(['not met: 2: care centre at 09:00 and 111 at 10:00.']);
    expect(explained({ when: [...calls, { at: '11:30', closed: true }] })).toEqual([
      'not met: No call. Calls up to 11:30 have been dealt with.',
    ]);
  });

  it('go to whoever knows the person', () => {
    const plan = template.defaultPlan(parseParams(template, { coordinator: 'Ann Lee' }));
    expect(plan.steps.map(({ level }) => level)).toEqual(['coordination', 'coordination']);
    expect(plan.steps[0]?.message).toBe('{name} has called several times. For Ann Lee: please ring {name}.');
  });

  it('refuses to be graver before it is anything', () => {
    expect(paramsProblem(template, { calls: 5, moderateCalls: 4 })).toContain('moderateCalls');
  });
});
