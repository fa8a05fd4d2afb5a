import { z } from 'zod';
import type { EscalationPlan, Severity } from '../rules/model/alert.ts';
import type { ScenarioTemplate } from '../rules/model/scenario.ts';
import { durationMs } from '../rules/model/time.ts';
import { type patientInput, type planInput, scenarioInput } from './contract/people.ts';
import { addPatient } from './store/patients.ts';
import { Refusal } from './store/refusal.ts';
import { type Agreement, addScenario } from './store/scenarios.ts';
import type { Write } from './store/write.ts';

/** Every kind of agreement that can be made, by id; given from outside, so that this shell does not choose the rules. */
export type Templates = ReadonlyMap<string, ScenarioTemplate<unknown, unknown>>;

type Issue = Refusal['issues'][number];
const longestWaitMs = 31 * 86_400_000;

/**
 * Checks what was asked for against its template: parameters, waits, and recorded consent where the template needs one.
 * Throws Refusal with one line for each field that is wrong.
 */
export function toAgreement(input: z.output<typeof scenarioInput>, templates: Templates): Agreement {
  const template = templates.get(input.template);
  if (!template) throw new Refusal('invalid', 'template', `is unknown; there are ${[...templates.keys()].join(', ')}`);
  const issues: Issue[] = [];
  const params = template.params.safeParse(input.params);
  if (!params.success)
    for (const issue of params.error.issues) issues.push({ path: ['params', ...issue.path].join('.'), message: issue.message });
  const plan = input.plan && toPlan(input.plan, issues);
  if (template.needsConsent && input.consentNote.trim() === '')
    issues.push({ path: 'consentNote', message: 'a recorded consent or best-interest decision is needed for this agreement' });
  const first = issues[0];
  if (first) throw new Refusal('invalid', first.path, first.message, issues);
  return {
    template: template.id,
    params: input.params,
    plan,
    severity: input.severity,
    approvedBy: input.approvedBy,
    consentNote: input.consentNote,
  };
}

/** What holds for everyone from the first day, without asking: a call for help reaches the centre. */
const forEveryone = ['sos'];

/** The agreements of `agreed`, and those that everyone has and that are not among them. */
export function withStanding(agreed: readonly Agreement[], templates: Templates): readonly Agreement[] {
  const missing = forEveryone.filter((template) => !agreed.some((one) => one.template === template));
  const standing = missing.map((template) => toAgreement(scenarioInput.parse({ template, approvedBy: 'Standing agreement' }), templates));
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
  const params = template?.params.safeParse(agreement.params);
  // An agreement outlives the version of the program that knew its template or its parameters; it is shown all the same.
  if (!template || !params?.success) return { title: agreement.template, agreement: '', severity: agreement.severity ?? 'high' };
  return {
    title: template.title,
    agreement: template.describe(params.data),
    severity: agreement.severity ?? template.defaultSeverity(params.data),
  };
}

/** A template as the API shows it: parameters as JSON Schema, and its plan where no parameter has to be given. */
export function describeTemplate(template: ScenarioTemplate<unknown, unknown>) {
  const standard = template.params.safeParse({});
  return {
    id: template.id,
    title: template.title,
    needsConsent: template.needsConsent,
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

function toPlan(input: z.output<typeof planInput>, issues: Issue[]): EscalationPlan {
  const steps = input.steps.map((step, index) => {
    const waitMs = lengthOf(step.wait);
    if (!(Number.isInteger(waitMs) && waitMs >= 1_000 && waitMs <= longestWaitMs))
      issues.push({ path: `plan.steps.${index}.wait`, message: 'must be an ISO 8601 duration of 1 second to 31 days, for example PT30M' });
    return { level: step.level, waitMs, contactOrder: step.contactOrder, message: step.message };
  });
  return { steps, familyHolds: input.familyHolds, okClears: input.okClears };
}

function lengthOf(iso: string): number {
  try {
    return durationMs(iso);
  } catch {
    return Number.NaN;
  }
}
