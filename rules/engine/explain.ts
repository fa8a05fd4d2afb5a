import type { Condition } from '../model/scenario.ts';
import type { Instant, Interval } from '../model/time.ts';
import type { PatientState } from './patient-state.ts';

/** What of a person an agreement is explained from. */
export type Explained = Pick<PatientState, 'context' | 'scenarios' | 'templates' | 'params' | 'states'>;

/**
 * Every condition of the agreement at a place as it stands at `at`; none where its template does not say. One that fails to say
 * is unknown, and stands in nobody's way.
 */
export function explainAgreement(of: Explained, place: number, blind: readonly Interval[], at: Instant): readonly Condition[] {
  const scenario = of.scenarios[place]!;
  const context = { patient: of.context, scenario, params: of.params[place], blind };
  try {
    return of.templates[place]!.explain?.(of.states[place], context, at) ?? [];
  } catch (error) {
    return [{ text: 'What this agreement looks at cannot be said.', met: null, found: (error as Error).message }];
  }
}
