import { type Merged, mergeLayers } from '../../rules/model/layers.ts';
import type { PatientContext, ScenarioContext } from '../../rules/model/patient.ts';
import { templateDefaults, templates } from '../../rules/scenarios/registry.ts';
import { toAgreement } from '../agreements.ts';
import { type ProposedScenario, proposedScenario } from '../contract/backtests.ts';
import { scenarioInput } from '../contract/people.ts';
import { localityLayers, localityOfPatient } from '../store/locality-layers.ts';
import { Refusal } from '../store/refusal.ts';
import { versionsOfScenario } from '../store/scenarios.ts';
import type { Db } from '../store/transaction.ts';

const notApproved = 'nobody yet';

/** A stored version of an agreement, or terms that nobody has approved yet. */
export type Proposal = { readonly scenarioId: string; readonly version: number } | ProposedScenario;

/** What is tried, and what of today it stands against. */
export interface Trial {
  readonly proposed: readonly ScenarioContext[];
  /** Empty: nothing in force is like it. */
  readonly current: readonly ScenarioContext[];
}

/**
 * Agreements to try on a patient. Throws Refusal, naming the place, for a version that is not stored or belongs to somebody else, for
 * an unknown template, and for parameters that its template does not take.
 */
export async function trialOf(db: Db | null, patient: PatientContext, proposals: readonly Proposal[]): Promise<Trial> {
  const proposed: ScenarioContext[] = [];
  const current = new Set<ScenarioContext>();
  for (const [i, proposal] of proposals.entries()) {
    const tried = 'version' in proposal ? await storedVersion(db, patient, proposal, i) : await unapproved(db, patient, proposal, i);
    const replaces = 'version' in proposal ? proposal.scenarioId : proposal.replaces;
    const beside = 'beside' in proposal && proposal.beside;
    const alike = beside
      ? []
      : patient.scenarios.filter(({ id, template }) => (replaces === null ? template === tried.template : id === replaces));
    if (replaces !== null && alike.length === 0 && !('version' in proposal))
      throw new Refusal('invalid', `scenarios.${i}.replaces`, 'is no agreement in force with this patient');
    for (const one of alike) current.add(one);
    const only = alike.length === 1 ? alike[0]!.id : tried.id;
    proposed.push({ ...tried, id: proposed.some(({ id }) => id === only) ? tried.id : only });
  }
  return { proposed, current: [...current] };
}

const ofApproval = ['id', 'status', 'approvedBy', 'consentNote', 'consent', 'patientAgreed'];

/** Reads agreements from a parsed file: one, a list, or an object with `scenarios`. Throws Refusal, naming the place. */
export function readProposals(raw: unknown): ProposedScenario[] {
  const wrapped = typeof raw === 'object' && raw !== null && 'scenarios' in raw ? raw.scenarios : raw;
  const list: unknown[] = Array.isArray(wrapped) ? wrapped : [wrapped];
  return list.map((one, i) => {
    // A file that can be agreed on as it is can also be tried: who approved it, and how, makes no difference here.
    const given = Object.entries(typeof one === 'object' && one !== null ? one : {}).filter(([key]) => !ofApproval.includes(key));
    const read = proposedScenario.safeParse(Object.fromEntries(given));
    if (read.success) return read.data;
    const issue = read.error.issues[0]!;
    throw new Refusal('invalid', ['scenarios', i, ...issue.path].join('.'), issue.message);
  });
}

/** What the places around the patient say is laid under it, as it is under what is agreed. */
async function unapproved(
  db: Db | null,
  patient: PatientContext,
  { replaces: _, beside: __, ...terms }: ProposedScenario,
  i: number,
): Promise<ScenarioContext> {
  const layersOf = db && (await localityLayers(db, null));
  const around = db && layersOf ? layersOf(await localityOfPatient(db, patient.patientId), terms.template) : [];
  try {
    // A draft: consent and approval are asked for when it is agreed, not when it is tried.
    const { params, plan, severity } = toAgreement(scenarioInput.parse({ ...terms, status: 'draft' }), templates, around);
    const merged = mergeLayers([...around, { source: '', params, plan, severity }]);
    const made = { id: `proposed-${i + 1}`, version: 1, template: terms.template, approvedBy: notApproved, activeFromAt: 0 };
    return { ...made, ...inForce(terms.template, merged), sources: merged.sources };
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.kind, `scenarios.${i}.${error.field}`, error.message);
    throw error;
  }
}

async function storedVersion(
  db: Db | null,
  patient: PatientContext,
  { scenarioId, version }: { readonly scenarioId: string; readonly version: number },
  i: number,
): Promise<ScenarioContext> {
  const versions = db ? await versionsOfScenario(db, patient.patientId, scenarioId) : [];
  const stored = versions.find((one) => one.version === version);
  if (!stored) throw new Refusal('not-found', `scenarios.${i}`, 'there is no such version of an agreement with this patient');
  const { template, approvedBy, activeFromAt, sources } = stored;
  const made = { id: scenarioId, version, template, approvedBy: approvedBy ?? notApproved, activeFromAt: activeFromAt ?? stored.createdAt };
  return { ...made, ...inForce(template, stored), sources };
}

/** With what the template gives where nobody says otherwise. */
function inForce(template: string, { params, plan, severity }: Pick<Merged, 'params' | 'plan' | 'severity'>) {
  const standard = templateDefaults(template, params);
  return { params: standard.params ?? params, plan: plan ?? standard.plan, severity: severity ?? standard.severity };
}
