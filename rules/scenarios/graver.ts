import { type Severity, severities } from '../model/alert.ts';
import type { ScenarioContext } from '../model/patient.ts';

/** For `raise-alert`: `severity` where that is graver than the agreement's own, and nothing where the agreement is as grave by itself. */
export function atLeast(severity: Severity, { severity: agreed }: ScenarioContext): { readonly severity?: Severity } {
  return severities.indexOf(severity) < severities.indexOf(agreed) ? { severity } : {};
}
