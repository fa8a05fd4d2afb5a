import { type Catalogue, instanceOf, type Memory, patientState, type ScenarioInstance } from '../../rules/engine/patient-state.ts';
import type { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { PatientContext } from '../../rules/model/patient.ts';

/**
 * Puts one stored patient into the world as they were when the process ended. An agreement without stored state begins as new;
 * one that cannot be read is reported when the patient's context is judged, and goes on from its state once it can be read again.
 */
export function restorePatient(
  world: World,
  context: PatientContext,
  states: ReadonlyMap<string, Memory>,
  alerts: readonly AlertState[],
  catalogue: Catalogue,
): void {
  const unread = new Map<string, Memory>();
  const instances = context.scenarios.flatMap((scenario): ScenarioInstance[] => {
    const memory = states.get(scenario.id);
    try {
      return [instanceOf(scenario, memory, catalogue)];
    } catch {
      if (memory) unread.set(scenario.id, memory);
      return [];
    }
  });
  world.restore(patientState(context, instances, alerts, unread));
}
