import type { ScenarioContext } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import { type Instant, type Interval, localDate, localTime } from '../model/time.ts';
import type { PatientState } from './patient-state.ts';
import { isPaused } from './pause.ts';

/** What of a person an agreement is explained from. */
export type Explained = Pick<PatientState, 'context' | 'scenarios' | 'templates' | 'params' | 'states'>;

/**
 * Every condition of the agreement at a place as it stands at `at`. One that fails to say is unknown, and stands in nobody's way.
 */
export function explainAgreement(of: Explained, place: number, blind: readonly Interval[], at: Instant): readonly Condition[] {
  const scenario = of.scenarios[place]!;
  const context = { patient: of.context, scenario, params: of.params[place], blind };
  const paused = pauseCondition(of.context.zone, scenario, at);
  try {
    const conditions = of.templates[place]!.explain(of.states[place], context, at);
    return paused ? [paused, ...conditions] : conditions;
  } catch (error) {
    return [{ text: 'What this agreement looks at cannot be said.', met: null, found: (error as Error).message }];
  }
}

/** A pause that is running stands in the way of an alert; null: there is none. */
function pauseCondition(zone: string, scenario: ScenarioContext, at: Instant): Condition | null {
  if (!isPaused(scenario, at)) return null;
  return {
    text: 'It is not paused.',
    met: false,
    found: `Paused until ${localTime(zone, scenario.pausedUntilAt!)} on ${localDate(zone, scenario.pausedUntilAt!)}.`,
  };
}
