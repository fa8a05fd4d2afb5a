import { describe, expect, it } from 'vitest';
import type { ScenarioInput, ScenarioStepContext } from '../../../rules/model/scenario.ts';
import { parseParams, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('sos')!;
const press = (at: string, more: { told?: string; snapshot?: boolean; device?: string } = {}): Happening => ({
  at,
  device: 'button',
  kind: 'sos',
  value: true,
  ...more,
});

const withUnit = { devices: [...devices, device('unit', 'alarm-unit', { patientId: 'k' })] };
const cancel = (at: string): Happening => ({ at, device: 'unit', kind: 'sos-cancelled', value: true });

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const rows: Row[] = [
  { name: 'nobody presses', gives: [] },
  { name: 'a press', when: [press('14:02')], gives: ['14:02 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]'] },
  {
    name: 'two presses: each counts',
    when: [press('14:02'), press('14:02:30')],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]',
      '14:02:30 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]',
    ],
  },
  {
    name: 'the first press again after the second',
    when: [press('14:02'), press('14:03'), press('14:02', { told: '14:03:20' })],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]',
      '14:03 raise: Kathleen called for help at 14:03. [button pressed at 14:03.]',
    ],
  },
  {
    name: 'two presses out of order',
    when: [press('14:03'), press('14:02', { told: '14:03:10' })],
    gives: [
      '14:03 raise: Kathleen called for help at 14:03. [button pressed at 14:03.]',
      '14:03:10 raise: Kathleen called for help at 14:02, told at 14:03. [button pressed at 14:02, told at 14:03.]',
    ],
  },
  {
    name: 'told as late as may be',
    when: [press('14:00', { told: '14:15' })],
    gives: ['14:15 raise: Kathleen called for help at 14:00, told at 14:15. [button pressed at 14:00, told at 14:15.]'],
  },
  {
    name: 'told one millisecond later: raised all the same, and said to be late',
    when: [press('14:00', { told: '14:15:00.001' })],
    gives: [
      '14:15:00.001 raise: Kathleen called for help at 14:00, told at 14:15. The call reached us late. [button pressed at 14:00, told at 14:15.]',
    ],
  },
  {
    name: 'told a day late',
    when: [press('2026-03-01T22:10', { told: '09:00' })],
    gives: [
      '09:00 raise: Kathleen called for help at 22:10 on 1 March, told at 09:00. The call reached us late. [button pressed at 22:10 on 1 March, told at 09:00.]',
    ],
  },
  { name: 'a cached press sent again is no press', when: [press('14:02', { snapshot: true })], gives: [] },
  {
    name: 'in hospital by agreement: raised all the same',
    patient: { presence: { mode: 'hospital', untilAt: null } },
    when: [press('14:02')],
    gives: ['14:02 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]'],
  },
  {
    name: 'a button of the home in a home of several',
    patient: { sharedHome: true, devices: [...devices, device('hall', 'sos-button')] },
    when: [press('14:02', { device: 'hall' })],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. The button belongs to the home: it may have been somebody else who lives there. [hall pressed at 14:02.]',
    ],
  },
  {
    name: 'a button that is not known',
    when: [press('14:02', { device: 'new' })],
    gives: ['14:02 raise: Kathleen called for help at 14:02. [Help button pressed at 14:02.]'],
  },
  {
    name: 'a new press after a person has closed the alert',
    when: [press('14:02'), { at: '14:30', closed: true }, press('15:00')],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]',
      '15:00 raise: Kathleen called for help at 15:00. [button pressed at 15:00.]',
    ],
  },
  {
    name: 'a unit that says with what and where',
    patient: withUnit,
    when: [{ ...press('14:02', { device: 'unit' }), value: 'fixed button, bathroom' }],
    gives: ['14:02 raise: Kathleen called for help at 14:02. [unit (fixed button, bathroom) called at 14:02.]'],
  },
  {
    name: 'cancelled at the unit: written down, and the calling out stops',
    patient: withUnit,
    when: [press('14:02', { device: 'unit' }), cancel('14:03')],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [unit pressed at 14:02.]',
      '14:03 evidence: unit: cancelled at the unit at 14:03.',
      "14:03 clear: Kathleen's call for help was cancelled at the unit at 14:03.",
    ],
  },
  {
    name: 'a press after it was cancelled',
    patient: withUnit,
    when: [press('14:02', { device: 'unit' }), cancel('14:03'), press('14:04', { device: 'unit' })],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [unit pressed at 14:02.]',
      '14:03 evidence: unit: cancelled at the unit at 14:03.',
      "14:03 clear: Kathleen's call for help was cancelled at the unit at 14:03.",
      '14:04 raise: Kathleen called for help at 14:04. [unit pressed at 14:04.]',
    ],
  },
  {
    name: 'cancelled at the unit, but the pendant has called as well: it goes on',
    patient: withUnit,
    when: [press('14:02', { device: 'unit' }), press('14:02:30'), cancel('14:03')],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [unit pressed at 14:02.]',
      '14:02:30 raise: Kathleen called for help at 14:02. [button pressed at 14:02.]',
      '14:03 evidence: unit: cancelled at the unit at 14:03.',
    ],
  },
  {
    name: 'cancelled before the press that we know of: it goes on',
    patient: withUnit,
    when: [press('14:02', { device: 'unit' }), { ...cancel('14:01:59.999'), told: '14:02:10' }],
    gives: [
      '14:02 raise: Kathleen called for help at 14:02. [unit pressed at 14:02.]',
      '14:02:10 evidence: unit: cancelled at the unit at 14:01.',
    ],
  },
  {
    name: 'cancelled with nothing to cancel, and told again from a cache',
    patient: withUnit,
    when: [cancel('14:01'), press('14:02', { device: 'unit' }), { ...cancel('14:03'), snapshot: true }],
    gives: ['14:02 raise: Kathleen called for help at 14:02. [unit pressed at 14:02.]'],
  },
  {
    name: 'the hour that comes twice in autumn: two presses',
    day: '2026-10-25',
    from: '00:10',
    when: [press('2026-10-25T00:30:00Z'), press('2026-10-25T01:30:00Z')],
    gives: [
      '01:30 raise: Kathleen called for help at 01:30. [button pressed at 01:30.]',
      '01:30 raise: Kathleen called for help at 01:30. [button pressed at 01:30.]',
    ],
  },
];

describe('a call for help', () => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, given).lines).toEqual(gives);
  });

  it('is not cancelled at the unit where the plan asks the patient first: that would close it unseen', () => {
    const context = {
      patient: { knownAs: 'Kathleen', zone: 'Europe/London' },
      scenario: { plan: { steps: [{ level: 'patient' }, { level: 'coordination' }] } },
      params: parseParams(template, {}),
      blind: [],
    } as unknown as ScenarioStepContext<unknown>;
    const observation = { source: 'unit', kind: 'sos-cancelled', value: true, observedAt: 2, receivedAt: 2, snapshot: false };
    const input = { type: 'observation', at: 2, observation, device: null, attribution: 'own' } as unknown as ScenarioInput;
    const { effects } = template.step({ presses: [], calledAt: 1, callers: ['unit'] }, input, context);
    expect(effects.map(({ type }) => type)).toEqual(['add-evidence']);
  });

  it('that was open before we remembered who had called is not cancelled by one device', () => {
    const patient = { knownAs: 'Kathleen', zone: 'Europe/London' };
    const scenario = { plan: template.defaultPlan(parseParams(template, {})) };
    const context = { patient, scenario, params: parseParams(template, {}), blind: [] } as unknown as ScenarioStepContext<unknown>;
    const observation = { source: 'unit', kind: 'sos-cancelled', value: true, observedAt: 2, receivedAt: 2, snapshot: false };
    const input = { type: 'observation', at: 2, observation, device: null, attribution: 'own' } as unknown as ScenarioInput;
    const { effects } = template.step({ presses: [], calledAt: 1, callers: null }, input, context);
    expect(effects.map(({ type }) => type)).toEqual(['add-evidence']);
  });

  it('is explained until a person closes it', () => {
    const when = [press('14:02')];
    expect(said(driveExplained(template, {}).conditions)).toEqual(['not met: No call is open.']);
    expect(said(driveExplained(template, { when }).conditions)).toEqual(['met: Pressed at 14:02.']);
    const closed = [...when, { at: '14:30', closed: true } as const];
    expect(said(driveExplained(template, { when: closed }).conditions)).toEqual(['not met: No call is open.']);
  });

  it('goes to the centre first, and the word of nobody but a professional stops it', () => {
    const plan = template.defaultPlan(parseParams(template, {}));
    expect(plan.steps.map((step) => step.level)).toEqual(['coordination', 'family', 'rapid-response', 'emergency']);
    expect(plan).toMatchObject({ okClears: false, familyHolds: false });
  });

  it('refuses a lateness that is no duration', () => {
    expect(() => parseParams(template, { maxLateness: '15 min' })).toThrow('ISO 8601');
  });
});
