import { type PatientContext, presenceAt } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** For `explain`, of what is not held against somebody who is away by agreement. */
export function atHome(patient: PatientContext, at: Instant): Condition {
  const met = presenceAt(patient, at) === 'home';
  return { text: `${patient.knownAs} is at home, by agreement.`, met, found: met ? 'At home.' : 'Away by agreement.' };
}
