import { describe, expect, it } from 'vitest';
import type { ScenarioContext } from '../../../rules/model/patient.ts';
import { parseParams, templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, device, devices, driveExplained, type Happening } from '../drive.ts';
import { said } from '../explained.ts';

const template = templates.get('no-plan')!;
const kit = [...devices, device('pendant', 'fall-detector', { patientId: 'k' }), device('hall', 'sos-button')];

const agreed = (id: string, more: Partial<ScenarioContext> = {}): ScenarioContext => ({
  id,
  version: 1,
  template: id,
  params: {},
  ...templateDefaults(id, {}),
  approvedBy: 'Dr Amin',
  activeFromAt: 0,
  ...more,
});
/** What everyone has from the first day; some of it may have been looked at by a clinician since. */
const standing = [
  agreed('sos', { approvedBy: 'Standing agreement' }),
  agreed('no-plan', { approvedBy: 'Standing agreement' }),
  agreed('home-hazard'),
  agreed('silent-device'),
];
const paused = { pausedUntilAt: Date.parse('2026-03-02T14:00:00Z') };
interface More {
  readonly told?: string;
  readonly snapshot?: boolean;
  readonly device?: string;
}
const press = (at: string, more: More = {}): Happening => ({ at, device: 'button', kind: 'sos', value: true, ...more });
const fell = (at: string, value: string, more: More = {}): Happening => ({ at, device: 'pendant', kind: 'fall', value, ...more });

interface Row extends Drive {
  readonly name: string;
  readonly gives: readonly string[];
}
const rows: Row[] = [
  { name: 'nobody calls', gives: [] },
  {
    name: 'a press of the button',
    when: [press('14:00')],
    gives: ['14:00 raise: Kathleen called for help at 14:00, and no plan is agreed. [button told of it at 14:00.]'],
  },
  {
    name: 'a fall',
    when: [fell('14:00', 'fallen')],
    gives: ['14:00 raise: Kathleen has fallen at 14:00, and no plan is agreed. [pendant told of it at 14:00.]'],
  },
  {
    name: 'a suspected fall: nobody has agreed to a wait',
    when: [fell('14:00', 'suspected')],
    gives: ['14:00 raise: Kathleen may have fallen at 14:00, and no plan is agreed. [pendant told of it at 14:00.]'],
  },
  { name: 'a detector that says that all is well again', when: [fell('14:00', 'recovered')], gives: [] },
  { name: 'kept reports sent again', when: [press('14:00', { snapshot: true }), fell('14:10', 'fallen', { snapshot: true })], gives: [] },
  {
    name: 'the same press twice, and another one',
    when: [press('14:00'), press('14:00', { told: '14:01' }), press('14:05')],
    gives: [
      '14:00 raise: Kathleen called for help at 14:00, and no plan is agreed. [button told of it at 14:00.]',
      '14:05 raise: Kathleen called for help at 14:05, and no plan is agreed. [button told of it at 14:05.]',
    ],
  },
  {
    name: 'told late, in hospital: raised all the same, and both are said',
    patient: { devices: kit, presence: { mode: 'hospital', untilAt: null } },
    when: [press('14:00', { told: '14:15:00.001' })],
    gives: [
      '14:15:00.001 raise: Kathleen called for help at 14:00, told at 14:15, and no plan is agreed. The call reached us late. By agreement Kathleen is not at home now. [button told of it at 14:00, told at 14:15.]',
    ],
  },
  {
    name: "the home's own button in a home of several",
    patient: { devices: kit, sharedHome: true },
    when: [press('14:00', { device: 'hall' })],
    gives: [
      '14:00 raise: Kathleen called for help at 14:00, and no plan is agreed. The device belongs to the home: it may have been somebody else who lives there. [hall told of it at 14:00.]',
    ],
  },
  { name: 'a plan for calls gives way to it', patient: { devices: kit, scenarios: [agreed('sos')] }, when: [press('14:00')], gives: [] },
  {
    name: 'a plan for calls, and none for falls',
    patient: { devices: kit, scenarios: [agreed('sos')] },
    when: [press('14:00'), fell('14:30', 'fallen')],
    gives: ['14:30 raise: Kathleen has fallen at 14:30, and no plan is agreed. [pendant told of it at 14:30.]'],
  },
  {
    name: 'what everyone has is no plan',
    patient: { devices: kit, scenarios: standing },
    when: [press('14:00')],
    gives: ['14:00 raise: Kathleen called for help at 14:00, and no plan is agreed. [button told of it at 14:00.]'],
  },
  {
    name: 'what everyone has, for somebody with whom something is agreed',
    patient: { devices: kit, scenarios: [...standing, agreed('fridge')] },
    when: [press('14:00')],
    gives: [],
  },
  {
    name: 'a call for help that a clinician has agreed with her',
    patient: { devices: kit, scenarios: [agreed('sos'), ...standing.slice(1)] },
    when: [press('14:00')],
    gives: [],
  },
  {
    name: 'everything else rests until the pause ends',
    patient: { devices: kit, scenarios: [...standing, agreed('fridge', paused), agreed('fall', paused)] },
    when: [press('13:59:59'), fell('13:59:59.999', 'fallen'), press('14:00'), fell('14:00', 'fallen')],
    gives: [
      '13:59:59 raise: Kathleen called for help at 13:59, and no plan is agreed. [button told of it at 13:59.]',
      '13:59:59.999 raise: Kathleen has fallen at 13:59, and no plan is agreed. [pendant told of it at 13:59.]',
    ],
  },
  {
    name: 'a plan made later',
    when: [
      press('14:00'),
      { at: '15:00', patient: { scenarios: [agreed('sos'), agreed('fall')] } },
      press('16:00'),
      fell('16:10', 'fallen'),
    ],
    gives: ['14:00 raise: Kathleen called for help at 14:00, and no plan is agreed. [button told of it at 14:00.]'],
  },
];

describe('a call without a plan', () => {
  it.each(rows)('$name', ({ gives, ...given }) => {
    expect(driveExplained(template, { patient: { devices: kit }, ...given }).lines).toEqual(gives);
  });

  it('is explained', () => {
    const explained = (drive: Drive) => said(driveExplained(template, { patient: { devices: kit }, ...drive }).conditions);
    expect(explained({})).toEqual(['not met: None is open.', 'met: There is no plan for calls for help and falls.']);
    expect(explained({ when: [press('14:00')] })).toEqual(['met: At 14:00.', 'met: There is no plan for calls for help and falls.']);
    expect(explained({ when: [press('14:00'), { at: '14:20', closed: true }] })[0]).toBe('not met: None is open.');
    expect(explained({ patient: { scenarios: standing } })[1]).toBe('met: There is no plan for calls for help and falls.');
    expect(explained({ patient: { scenarios: [agreed('fall')] } })[1]).toBe('met: There is no plan for calls for help.');
    expect(explained({ patient: { scenarios: [agreed('fall'), agreed('sos')] } })[1]).toBe('not met: There is a plan for both.');
  });

  it('is assessed by the centre first, and calls no family', () => {
    const plan = template.defaultPlan(parseParams(template, { assessWithin: 'PT2M' }));
    expect(plan.steps.map(({ level, waitMs }) => [level, waitMs / 60_000])).toEqual([
      ['coordination', 2],
      ['rapid-response', 5],
      ['emergency', 5],
    ]);
    expect(plan.okClears).toBe(false);
  });
});
