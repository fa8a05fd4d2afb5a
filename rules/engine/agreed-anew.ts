import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import { type Catalogue, instanceOf, instancesOf, type Memory, nothingUnread, type PatientState, patientState } from './patient-state.ts';

/**
 * A patient with what is agreed from now on: each agreement goes on from what is remembered of it. One that cannot be read must not stop
 * the others: `fault` hears of it, someone has to mend it, and until then what was agreed before goes on.
 */
export function agreedAnew(
  before: PatientState,
  context: PatientContext,
  catalogue: Catalogue,
  fault: (scenario: ScenarioContext, error: Error) => void,
): PatientState {
  const unread = new Map<string, Memory>();
  const known = new Map(instancesOf(before).map((instance) => [instance.scenario.id, instance]));
  const instances = context.scenarios.flatMap((scenario) => {
    const instance = known.get(scenario.id);
    const memory = instance ?? before.unread.get(scenario.id);
    try {
      return [instanceOf(scenario, memory, catalogue)];
    } catch (error) {
      fault(scenario, error as Error);
      if (!instance && memory) unread.set(scenario.id, memory);
      return instance ? [instance] : [];
    }
  });
  return patientState(context, instances, before.alerts, unread.size > 0 ? unread : nothingUnread);
}
