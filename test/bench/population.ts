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

/** Patient `i` of a benchmark: one home, one person, a fridge contact that is heard from every ten minutes, eight agreements. */
export function benchPatient(i: number, at: number): PatientContext {
  const patientId = `p${i}`;
  const fridge: DeviceContext = {
    id: `d${i}-fridge`,
    kind: 'fridge',
    name: 'Fridge',
    room: 'kitchen',
    patientId: null,
    heartbeatMs: 600_000,
    prompts: true,
    enrolledAt: at,
  };
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
    devices: [fridge],
    contacts: [],
    teamIds: [],
    scenarios,
  };
}
