import type { DeviceContext, PatientContext, ScenarioContext } from '../../rules/model/patient.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';

/** What a well-equipped home has agreed: three meals, tablets, the door at night, the button, silence, blood pressure. */
export const agreements: readonly { readonly template: string; readonly params: Readonly<Record<string, unknown>> }[] = [
  { template: 'fridge', params: {} },
  { template: 'fridge', params: { window: { from: '12:00', to: '14:30' } } },
  { template: 'fridge', params: { window: { from: '17:00', to: '19:30' } } },
  { template: 'pills', params: { doses: [{ time: '08:00', medicine: 'Morning tablets', critical: true }] } },
  { template: 'door', params: {} },
  { template: 'sos', params: {} },
  { template: 'silent-device', params: {} },
  { template: 'blood-pressure', params: {} },
];
export const scenariosPerPatient = agreements.length;

const terms = agreements.map(({ template, params }) => ({ template, params, ...templateDefaults(template, params) }));

type Kit = Pick<DeviceContext, 'kind' | 'name' | 'heartbeatMs' | 'prompts'>;
const fridgeOnly: readonly Kit[] = [{ kind: 'fridge', name: 'Fridge', heartbeatMs: 600_000, prompts: true }];

/**
 * Patient `i` of a benchmark: one home, one person, eight agreements, and devices `d<i>-0`, `d<i>-1`, …; unless said otherwise one
 * fridge contact, `d<i>-0`, that is heard from every ten minutes.
 */
export function benchPatient(i: number, at: number, kit: readonly Kit[] = fridgeOnly): PatientContext {
  const patientId = `p${i}`;
  const devices = kit.map((one, n): DeviceContext => ({ ...one, id: `d${i}-${n}`, room: null, patientId: null, enrolledAt: at }));
  const scenarios = terms.map(
    (one, n): ScenarioContext => ({ id: `s${i}-${n}`, version: 1, approvedBy: 'Dr Bench', activeFromAt: at, ...one }),
  );
  return {
    patientId,
    homeId: `h${i}`,
    knownAs: `Person ${i}`,
    zone: 'Europe/London',
    sharedHome: false,
    presence: { mode: 'home', untilAt: null },
    devices,
    contacts: [],
    teamIds: [],
    scenarios,
  };
}
