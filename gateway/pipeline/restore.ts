import { type Catalogue, patientState, type ScenarioInstance } from '../../rules/engine/patient-state.ts';
import type { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { PatientContext } from '../../rules/model/patient.ts';
import type { StoredState } from '../store/scenario-states.ts';

/**
 * Puts one stored patient into the world as they were when the process ended. An agreement without stored state begins as new;
 * one that cannot be read is left out here and reported when the patient's context is judged.
 */
export function restorePatient(
  world: World,
  context: PatientContext,
  states: ReadonlyMap<string, StoredState>,
  alerts: readonly AlertState[],
  catalogue: Catalogue,
): void {
  const instances = context.scenarios.flatMap((scenario): ScenarioInstance[] => {
    const template = catalogue.template(scenario.template);
    if (!template) return [];
    try {
      const params = catalogue.params(template, scenario.params);
      const stored = states.get(scenario.id) ?? { state: template.initial, wakeAt: null, episode: 0 };
      return [{ scenario, template, params, state: stored.state, wakeAt: stored.wakeAt, episode: stored.episode }];
    } catch {
      return [];
    }
  });
  world.restore(patientState(context, instances, alerts));
}
