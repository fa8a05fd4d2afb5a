import type { Task } from '../model/effect.ts';
import { clockFaultAheadMs, type Observation } from '../model/observation.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import { type Instant, localDate, minute } from '../model/time.ts';
import { StateDoesNotFit } from './remembered-state.ts';

/** The same fault on the same local day is one task. */
export function scenarioFault(patient: PatientContext, scenario: ScenarioContext, error: Error, at: Instant): Task {
  const { patientId, knownAs, zone } = patient;
  return {
    id: `${patientId}/scenario-fault/${scenario.id}/${scenario.version}/${localDate(zone, at)}`,
    kind: 'scenario-fault',
    patientId,
    alertId: null,
    text: `${knownAs}: the agreement ${scenario.id} ${error instanceof StateDoesNotFit ? 'began anew' : 'cannot be judged'}: ${error.message}`,
    createdAt: at,
  };
}

/** A device clock that runs ahead by more than is allowed for; null: it does not. */
export function clockFault(patient: PatientContext, { source, observedAt, receivedAt }: Observation): Task | null {
  const aheadMs = observedAt - receivedAt;
  if (aheadMs <= clockFaultAheadMs) return null;
  const { patientId, knownAs, zone, devices } = patient;
  const name = devices.find((device) => device.id === source)?.name ?? source;
  return {
    id: `${patientId}/clock-fault/${source}/${localDate(zone, receivedAt)}`,
    kind: 'clock-fault',
    patientId,
    alertId: null,
    text: `The clock of ${name} at ${knownAs}'s is ${Math.round(aheadMs / minute)} min ahead.`,
    createdAt: receivedAt,
  };
}
