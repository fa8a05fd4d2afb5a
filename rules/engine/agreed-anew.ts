import type { Effect } from '../model/effect.ts';
import type { PatientContext } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { scenarioFault } from './faults.ts';
import { type Catalogue, instanceOf, instancesOf, type Memory, nothingUnread, type PatientState, patientState } from './patient-state.ts';
import { StateDoesNotFit } from './remembered-state.ts';
import { restTold } from './rest-told.ts';

/**
 * A patient with what is agreed from now on: each agreement goes on from what is remembered of it. One that cannot be read must not stop
 * the others: a task says so, someone has to mend it, and until then what was agreed before goes on. Where it is only that what is
 * remembered does not fit, the agreement begins anew, as on its first day: to watch from now on is better than not to watch. What follows
 * at once is added to `effects`.
 */
export function agreedAnew(
  before: PatientState,
  context: PatientContext,
  at: Instant,
  catalogue: Catalogue,
  effects: Effect[],
): PatientState {
  effects.push(...restTold(before.context, context, at));
  const unread = new Map<string, Memory>();
  const known = new Map(instancesOf(before).map((instance) => [instance.scenario.id, instance]));
  const instances = context.scenarios.flatMap((scenario) => {
    const instance = known.get(scenario.id);
    const memory = instance ?? before.unread.get(scenario.id);
    try {
      return [instanceOf(scenario, memory, catalogue)];
    } catch (error) {
      effects.push({ type: 'create-task', task: scenarioFault(context, scenario, error as Error, at) });
      if (memory && error instanceof StateDoesNotFit)
        return [instanceOf(scenario, { state: undefined, wakeAt: null, episode: memory.episode }, catalogue)];
      if (!instance && memory) unread.set(scenario.id, memory);
      return instance ? [instance] : [];
    }
  });
  return patientState(context, instances, before.alerts, unread.size > 0 ? unread : nothingUnread);
}
