import type { EscalationPlan } from '../../rules/model/alert.ts';
import { type Layer, type Leaf, leavesOf, mergeLayers } from '../../rules/model/layers.ts';
import type { ScenarioTemplate } from '../../rules/model/scenario.ts';
import { completed, corePack } from '../../rules/scenarios/core-pack.ts';
import { describeTemplate, type Templates, templateOf } from '../agreements.ts';
import type { AgreementTerms } from '../contract/agreement-terms.ts';
import { planInput } from '../contract/people.ts';
import type { ScenarioRow } from '../store/scenarios.ts';
import { corePackWords } from './agreement.ts';
import { planInWords, valueInWords } from './agreement-words.ts';

/** A plan as it is sent to make a version. */
export function toPlanInput({ steps, ...choices }: EscalationPlan): AgreementTerms['own']['plan'] {
  return planInput.parse({ ...choices, steps: steps.map(({ waitMs, ...step }) => ({ ...step, wait: `PT${waitMs / 1_000}S` })) });
}

/** A version as something to be changed: the person's own layer apart from what lies below it. Throws Refusal where its template is gone. */
export function toAgreementTerms(row: ScenarioRow, templates: Templates): AgreementTerms {
  return terms(templateOf(row.template, templates), row.version, row.layers.slice(0, -1), row.layers.at(-1) ?? nothingSaid);
}

/** A new agreement as something to be written: nothing is said for this person yet. `around`: what the places say, the outermost first. */
export function newAgreementTerms(template: ScenarioTemplate<unknown, unknown>, around: readonly Layer[]): AgreementTerms {
  return terms(template, null, around, nothingSaid);
}

const nothingSaid: Layer = { source: '', params: {}, plan: null, severity: null };

function terms(template: ScenarioTemplate<unknown, unknown>, version: number | null, around: readonly Layer[], own: Layer): AgreementTerms {
  const core = { source: corePackWords, params: corePack(template), plan: null, severity: null };
  const below = mergeLayers([core, ...around]);
  const standard = template.params.safeParse(completed(template, below.params));
  const severity = below.severity ?? (standard.success ? template.defaultSeverity(standard.data) : null);
  const whole = mergeLayers([...around, own]);
  const asked = template.params.safeParse(completed(template, whole.params));
  const plan = whole.plan ?? (asked.success ? template.defaultPlan(asked.data) : null);
  const leaves: Leaf[] = [...leavesOf(below.params), ['severity', severity]];
  const sources = leaves.map(([path, value]) => {
    const source = below.sources[path] ?? corePackWords;
    return [path, { layer: source === corePackWords ? ('core' as const) : ('locality' as const), source, value: valueInWords(value) }];
  });
  const { title, params: schema } = describeTemplate(template);
  return {
    version,
    template: template.id,
    title,
    schema,
    own: { params: own.params, plan: own.plan && toPlanInput(own.plan), severity: own.severity },
    below: { params: below.params, severity, sources: Object.fromEntries(sources) },
    planInWords: plan ? planInWords(plan) : '',
  };
}
