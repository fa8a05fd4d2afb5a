import { type Catalogue, instanceOf, type Memory, patientState, type ScenarioInstance } from '../../rules/engine/patient-state.ts';
import type { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { PatientContext } from '../../rules/model/patient.ts';

/**
 * Puts one stored patient into the world as they were when the process ended; false: something agreed cannot be gone on from as it is
 * stored, and the judge has to be told of the patient again, who reports it then. An agreement without stored state begins as new.
 */
export function restorePatient(
  world: World,
  context: PatientContext,
  states: ReadonlyMap<string, Memory>,
  alerts: readonly AlertState[],
  catalogue: Catalogue,
): boolean {
  const unread = new Map<string, Memory>();
  let whole = true;
  const instances = context.scenarios.flatMap((scenario): ScenarioInstance[] => {
    const memory = states.get(scenario.id);
    try {
      return [instanceOf(scenario, memory, catalogue)];
    } catch {
      whole = false;
      if (memory) unread.set(scenario.id, memory);
      return [];
    }
  });
  world.restore(patientState(context, instances, alerts, unread));
  return whole;
}
