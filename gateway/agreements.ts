import { z } from 'zod';
import { forEveryone, missingForActivation, standingApprover } from '../rules/model/agreement.ts';
import type { EscalationPlan, Severity } from '../rules/model/alert.ts';
import { type Layer, mergeLayers } from '../rules/model/layers.ts';
import type { ScenarioTemplate } from '../rules/model/scenario.ts';
import { durationMs } from '../rules/model/time.ts';
import { completed, paramsIssues } from '../rules/scenarios/core-pack.ts';
import type { ScenarioTemplateView } from './contract/agreement-terms.ts';
import { type patientInput, type planInput, scenarioInput } from './contract/people.ts';
import { localityOfPatient, steadyLayers } from './store/locality-layers.ts';
import { addPatient } from './store/patients.ts';
import { Refusal } from './store/refusal.ts';
import { addScenario } from './store/scenario-versions.ts';
import type { Agreement, NewAgreement } from './store/scenarios.ts';
import type { Write } from './store/write.ts';

/** Every kind of agreement that can be made, by id; given from outside, so that this shell does not choose the rules. */
export type Templates = ReadonlyMap<string, ScenarioTemplate<unknown, unknown>>;

type Template = ScenarioTemplate<unknown, unknown>;
type Issue = Refusal['issues'][number];
const longestWaitMs = 31 * 86_400_000;

/**
 * Checks what was asked for against its template: parameters, laid upon what the places around the patient say; waits; and, for what is
 * in force at once, the approver and recorded consent where the template needs one. Throws Refusal with one line for each field that is wrong.
 */
export function toAgreement(input: z.output<typeof scenarioInput>, templates: Templates, around: readonly Layer[] = []): NewAgreement {
  const template = templateOf(input.template, templates);
  const { params, severity, status, consentNote, consent } = input;
  const issues: Issue[] = [];
  const effective = mergeLayers([...around, { source: '', params, plan: null, severity: null }]).params;
  for (const { path, message } of paramsIssues(template, effective)) issues.push({ path: ['params', ...path].join('.'), message });
  const plan = input.plan && toPlan(input.plan, issues);
  const patientAgreed = input.patientAgreed?.how ?? null;
  if (status === 'active') {
    if (input.approvedBy === undefined) issues.push({ path: 'approvedBy', message: 'a named clinician has to approve what is in force' });
    // The patient's own agreement may be recorded later; without consent nothing that needs it comes into force.
    const { needsConsent } = template;
    issues.push(...missingForActivation({ needsConsent, needsPatient: false }, { consent, consentNote, patientAgreed: null }));
  }
  refuseIfAny(issues);
  return {
    template: template.id,
    params,
    plan,
    severity,
    status,
    approvedBy: input.approvedBy ?? '',
    consentNote,
    consent,
    patientAgreed,
  };
}

/** `toAgreement` for a patient who is known: upon what the places around their home say, which stays so until the transaction ends. */
export async function agreementFor(
  tx: Write,
  patientId: string,
  input: z.output<typeof scenarioInput>,
  templates: Templates,
): Promise<NewAgreement> {
  const layersOf = await steadyLayers(tx);
  return toAgreement(input, templates, layersOf(await localityOfPatient(tx.db, patientId), input.template));
}

/** The template of this name; throws Refusal naming those that there are. */
export function templateOf(id: string, templates: Templates): Template {
  const template = templates.get(id);
  if (!template) throw new Refusal('invalid', 'template', `is unknown; there are ${[...templates.keys()].join(', ')}`);
  return template;
}

/** Throws one Refusal for all of them. */
export function refuseIfAny(issues: readonly Issue[]): void {
  const first = issues[0];
  if (first) throw new Refusal('invalid', first.path, first.message, issues);
}

/** The agreements of `agreed`, and those that everyone has and that are not among them. */
export function withStanding(agreed: readonly NewAgreement[], templates: Templates): readonly NewAgreement[] {
  const missing = forEveryone.filter((template) => !agreed.some((one) => one.template === template && one.status === 'active'));
  const standing = missing.map((template) => toAgreement(scenarioInput.parse({ template, approvedBy: standingApprover }), templates));
  return [...agreed, ...standing];
}

/** Adds a patient with the agreements that everyone has. */
export async function addPatientWithStanding(tx: Write, input: z.output<typeof patientInput>, templates: Templates): Promise<string> {
  const id = await addPatient(tx, input);
  for (const agreement of withStanding([], templates)) await addScenario(tx, id, agreement);
  return id;
}

/** How an agreement is shown: its title, its sentence and the severity in force. */
export function describeAgreement(
  agreement: Pick<Agreement, 'template' | 'params' | 'severity'>,
  templates: Templates,
): { readonly title: string; readonly agreement: string; readonly severity: Severity } {
  const template = templates.get(agreement.template);
  const params = template?.params.safeParse(completed(template, agreement.params));
  // An agreement outlives the version of the program that knew its template or its parameters; it is shown all the same.
  if (!template || !params?.success) return { title: agreement.template, agreement: '', severity: agreement.severity ?? 'high' };
  return {
    title: template.title,
    agreement: template.describe(params.data),
    severity: agreement.severity ?? template.defaultSeverity(params.data),
  };
}

/** A template as the API shows it: parameters as JSON Schema, and its plan where no parameter has to be given. */
export function describeTemplate(template: ScenarioTemplate<unknown, unknown>): ScenarioTemplateView {
  const standard = template.params.safeParse({});
  return {
    id: template.id,
    title: template.title,
    area: template.area,
    agreement: standard.success ? template.describe(standard.data) : null,
    needsConsent: template.needsConsent,
    needsPatient: template.needsPatient,
    params: z.toJSONSchema(template.params, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    severity: standard.success ? template.defaultSeverity(standard.data) : null,
    plan: standard.success
      ? template.defaultPlan(standard.data).steps.map((step) => ({
          level: step.level,
          waitSeconds: step.waitMs / 1_000,
          contactOrder: step.contactOrder,
          message: step.message,
        }))
      : null,
  };
}

/** An escalation plan with its waits read; what is wrong is added to `issues`. */
export function toPlan(input: z.output<typeof planInput>, issues: Issue[]): EscalationPlan {
  const steps = input.steps.map((step, index) => {
    const waitMs = lengthOf(step.wait);
    const together = waitMs === 0 && index + 1 < input.steps.length;
    if (!together && !(Number.isInteger(waitMs) && waitMs >= 1_000 && waitMs <= longestWaitMs))
      issues.push({
        path: `plan.steps.${index}.wait`,
        message:
          'must be an ISO 8601 duration of 1 second to 31 days, for example PT30M, or PT0S for a step that is called together with the next',
      });
    return { level: step.level, waitMs, contactOrder: step.contactOrder, message: step.message };
  });
  const { familyHolds, okClears, togetherWhenHigh } = input;
  return { steps, familyHolds, okClears, ...(togetherWhenHigh && { togetherWhenHigh }) };
}

function lengthOf(iso: string): number {
  try {
    return durationMs(iso);
  } catch {
    return Number.NaN;
  }
}
