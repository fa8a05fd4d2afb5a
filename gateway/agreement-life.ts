import { missingForActivation } from '../rules/model/agreement.ts';
import { day, type Instant } from '../rules/model/time.ts';
import { refuseIfAny, type Templates, templateOf } from './agreements.ts';
import { longestPauseDays, type RecordInput } from './contract/agreements.ts';
import { Refusal } from './store/refusal.ts';
import { activateScenario, pauseScenario, type Recorded, withdrawConsent } from './store/scenario-life.ts';
import type { ScenarioVersion } from './store/scenarios.ts';
import { scenariosOfPatient, scenarioVersion } from './store/scenarios.ts';
import type { Write } from './store/write.ts';
import { risksOfEnding } from './views/agreement.ts';

/** What is always answered, whoever is resting: a call for help, a fall, smoke and gas. It is never paused; who does not want it retires it. */
const neverPaused = ['sos', 'unknown-caller', 'no-plan', 'fall', 'home-hazard'];

/** What was sent about consent, as it is recorded. */
export function toRecorded({ consent, consentNote, patientAgreed, version }: RecordInput): Recorded {
  return { consent, consentNote, patientAgreed: patientAgreed?.how ?? null, readVersion: version };
}

/** Puts an approved version into force. Throws Refusal where consent or the patient's own agreement is needed and not recorded. */
export async function activate(tx: Write, patientId: string, id: string, given: Recorded, templates: Templates): Promise<ScenarioVersion> {
  return activateScenario(tx, patientId, id, given, (row) => {
    refuseIfAny(missingForActivation(templateOf(row.template, templates), row));
  });
}

/** Pauses an agreement. Throws Refusal for an end that is past or too far away, and for what is never paused. */
export async function pause(
  tx: Write,
  patientId: string,
  id: string,
  asked: { readonly untilAt: Instant; readonly reason: string },
  templates: Templates,
): Promise<ScenarioVersion> {
  if (asked.untilAt <= tx.at) throw new Refusal('invalid', 'untilAt', 'must lie ahead');
  if (asked.untilAt > tx.at + longestPauseDays * day)
    throw new Refusal('invalid', 'untilAt', `must be at most ${longestPauseDays} days ahead; retire what is not wanted any more`);
  return pauseScenario(tx, patientId, id, asked, ({ template }) => {
    if (neverPaused.includes(template))
      throw new Refusal('invalid', 'scenarioId', `"${templateOf(template, templates).title}" is always answered and cannot be paused`);
  });
}

/** Takes consent back: the agreement is retired. `risks`: what nobody looks after from now on, for the person's plan. */
export async function withdraw(
  tx: Write,
  patientId: string,
  id: string,
  asked: { readonly by: string; readonly note: string },
  templates: Templates,
): Promise<ScenarioVersion & { readonly status: 'retired'; readonly risks: string[] }> {
  const made = await withdrawConsent(tx, patientId, id, asked);
  const [row, others] = [await scenarioVersion(tx.db, made.id, made.version), await scenariosOfPatient(tx.db, patientId)];
  return { ...made, status: 'retired', risks: risksOfEnding(row!, others, templates) };
}
