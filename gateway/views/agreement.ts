import { actionRefusal, agreementActions, statusAt } from '../../rules/model/agreement.ts';
import type { EscalationPlan } from '../../rules/model/alert.ts';
import { type Layer, leavesOf, mergeLayers, mergeParams } from '../../rules/model/layers.ts';
import type { Instant } from '../../rules/model/time.ts';
import { completed, corePack, describeParam } from '../../rules/scenarios/core-pack.ts';
import { describeAgreement, type Templates } from '../agreements.ts';
import type { AgreedValue, AgreementView } from '../contract/agreements.ts';
import type { ScenarioRow } from '../store/scenarios.ts';
import { nameInWords, planInWords, valueInWords } from './agreement-words.ts';
import { iso, isoOrNull } from './instant.ts';

/** Who set a value that nobody else has said. */
export const corePackWords = 'Core pack';

type Terms = Pick<ScenarioRow, 'template' | 'params' | 'severity' | 'plan' | 'layers' | 'sources'>;

/** What holds for whoever lives where these layers of places hold, and has nothing agreed of their own: as `agreedValues`, without what nobody says. */
export function valuesOfPlaces(template: string, layers: readonly Layer[], templates: Templates): AgreedValue[] {
  return agreedValues({ template, ...mergeLayers(layers), layers: [] }, templates).filter(({ layer }) => layer !== 'core');
}

/** Every value that counts, with its layer and who set it, in the order of the template; then severity and plan. */
export function agreedValues(row: Terms, templates: Templates): AgreedValue[] {
  const template = templates.get(row.template);
  if (!template) return [];
  const own = row.layers.at(-1);
  const from = (path: string): Pick<AgreedValue, 'layer' | 'source'> => {
    const source = row.sources[path];
    if (source === undefined) return { layer: 'core', source: corePackWords };
    return { layer: source === own?.source ? 'patient' : 'locality', source };
  };
  const params = completed(template, row.params);
  const values = leavesOf(mergeParams(corePack(template), params)).map(([path, value]): AgreedValue => {
    const [name = path] = path.split('.');
    const about = describeParam(template, name);
    return { path, label: about === null || path !== name ? nameInWords(path) : about, value: valueInWords(value), ...from(path) };
  });
  const read = template.params.safeParse(params);
  const severity = row.severity ?? (read.success ? template.defaultSeverity(read.data) : null);
  if (severity) values.push({ path: 'severity', label: 'Severity', value: severity, ...from('severity') });
  const plan: EscalationPlan | null = row.plan ?? (read.success ? template.defaultPlan(read.data) : null);
  if (plan) values.push({ path: 'plan', label: 'Who is asked, and when', value: planInWords(plan), ...from('plan') });
  return values;
}

/**
 * What nobody looks after once an agreement has ended, in sentences for the person's plan; `others` are those that still hold.
 */
export function risksOfEnding(row: ScenarioRow, others: readonly ScenarioRow[], templates: Templates): string[] {
  const { title, agreement } = describeAgreement(row, templates);
  const still = others.map((one) => describeAgreement(one, templates).title);
  return [
    `"${title}" is no longer watched: nobody is asked and nobody is told.`,
    ...(agreement ? [`This no longer holds: ${agreement}`] : []),
    still.length > 0 ? `Still agreed: ${still.join(', ')}.` : 'Nothing else is agreed.',
  ];
}

/** One agreement as of `at`. `others`: what is in force for the same person. */
export function toAgreementView(row: ScenarioRow, others: readonly ScenarioRow[], templates: Templates, at: Instant): AgreementView {
  const template = templates.get(row.template);
  const status = statusAt(row.status, row.pausedUntilAt, at);
  const { consent, consentNote, patientAgreed, withdrawn } = row;
  const recorded = consent ?? (consentNote === '' ? null : { kind: null, decidedBy: null, decidedOn: null, note: consentNote });
  return {
    id: row.id,
    version: row.version,
    template: row.template,
    ...describeAgreement(row, templates),
    status,
    approvedBy: row.approvedBy || null,
    activeFromAt: isoOrNull(row.activeFromAt),
    pausedUntilAt: status === 'paused' ? isoOrNull(row.pausedUntilAt) : null,
    pauseReason: status === 'paused' ? row.pauseReason : '',
    needsConsent: template?.needsConsent ?? false,
    needsPatient: template?.needsPatient ?? false,
    consent: recorded,
    patientAgreed: patientAgreed && { how: patientAgreed.how, recordedBy: patientAgreed.recordedBy, at: iso(patientAgreed.at) },
    withdrawn: withdrawn && {
      by: withdrawn.by,
      note: withdrawn.note,
      at: iso(withdrawn.at),
      risks: risksOfEnding(row, others, templates),
    },
    values: agreedValues(row, templates),
    actions: agreementActions.filter((action) => actionRefusal(status, action) === null),
  };
}
