import type { PatientState } from '../../../rules/engine/patient-state.ts';
import { type Decision, emptyBatch, type World } from '../../../rules/engine/world.ts';
import type { Task } from '../../../rules/model/effect.ts';
import type { PatientInput } from '../../../rules/model/input.ts';
import type { Observation } from '../../../rules/model/observation.ts';
import type { DeviceContext, PatientContext, ScenarioContext } from '../../../rules/model/patient.ts';
import { patient, step } from '../alerts/people.ts';

export const t0 = Date.parse('2026-03-02T10:00:00Z');

export function scenario(id: string, more: Partial<ScenarioContext> = {}): ScenarioContext {
  return {
    id,
    version: 1,
    template: 'plain',
    params: {},
    plan: { steps: [step('patient', 30), step('family', 20), step('coordination', 30)], familyHolds: false, okClears: true },
    severity: 'moderate',
    approvedBy: 'Dr Amin',
    activeFromAt: t0,
    ...more,
  };
}

export function device(id: string, more: Partial<DeviceContext> = {}): DeviceContext {
  return { id, kind: 'fridge', name: `the ${id}`, room: null, patientId: null, heartbeatMs: null, prompts: false, enrolledAt: 0, ...more };
}

/** Patient `id` in the home `home`, with a fridge of the home, an own cuff, a speaker, and one plain agreement. */
export function resident(id: string, more: Partial<PatientContext> = {}): PatientContext {
  const devices = [device('fridge'), device(`${id}-cuff`, { patientId: id }), ...patient.devices];
  return { ...patient, patientId: id, devices, scenarios: [scenario(`${id}-s`)], ...more };
}

export function reading(
  source: string,
  kind: Observation['kind'],
  value: Observation['value'],
  at: number,
  more: Partial<Observation> = {},
): PatientInput {
  const observation: Observation = {
    source,
    key: `${kind}=${value}`,
    kind,
    value,
    observedAt: at,
    receivedAt: at,
    provenance: 'device',
    snapshot: false,
    ...more,
  };
  return { type: 'observation', at, observation };
}

let seq = 0;

/** Judges inputs of one patient, each in a batch of its own. */
export function judgeAll(world: World, patientId: string, inputs: readonly PatientInput[]): Decision[] {
  return inputs.flatMap((input) => world.judge(emptyBatch(), ++seq, patientId, input) ?? []);
}

export function tasks(decisions: readonly Decision[]): Task[] {
  return decisions.flatMap(({ effects }) => effects.flatMap((effect) => (effect.type === 'create-task' ? [effect.task] : [])));
}

export function known(world: World, patientId: string): PatientState {
  const state = world.patient(patientId);
  if (!state) throw new Error(`${patientId} is not known`);
  return state;
}

/** What the plain agreement `index` of a patient has heard. */
export function heard(world: World, patientId: string, index = 0): readonly string[] {
  return (known(world, patientId).states[index] as { heard: readonly string[] }).heard;
}
