import type { PatientContext } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { atHome } from '../scenarios/at-home.ts';
import type { Explained } from './explain.ts';
import { explainAgreement } from './explain.ts';

/**
 * Titles of what would rest for somebody who is away, and of what would go on: asked of the agreements themselves, which say that being at
 * home is one of their conditions. Each title once.
 */
export function restsWhileAway(of: Explained, at: Instant): { readonly rests: readonly string[]; readonly goesOn: readonly string[] } {
  const context: PatientContext = { ...of.context, presence: { mode: 'away', untilAt: null, sinceAt: at } };
  const away: Explained = { context, scenarios: of.scenarios, templates: of.templates, params: of.params, states: of.states };
  const { text } = atHome(context, at);
  const rests = new Set<string>();
  const goesOn = new Set<string>();
  of.templates.forEach(({ title }, place) => {
    const waits = explainAgreement(away, place, [], at).some((one) => one.text === text && one.met === false);
    (waits ? rests : goesOn).add(title);
  });
  return { rests: [...rests], goesOn: [...goesOn] };
}
