import { describe, expect, it } from 'vitest';
import { answered, examples, type PackAgreement } from '../../rules/packs/pack.ts';
import { packs } from '../../rules/packs/registry.ts';
import { parseParams, templates } from '../../rules/scenarios/registry.ts';

/** Templates that packs name and that are not there yet. */
const notYet = ['night-bathroom', 'isolation', 'soft-decline'];
const isThere = ({ template }: PackAgreement) => templates.has(template);

const all = [...packs.values()].flatMap((pack) => pack.agreements.map((agreement) => ({ pack: pack.id, ...agreement })));

/** The plan and severity that somebody gets who takes an agreement of a pack as it is. */
function agreed(agreement: PackAgreement) {
  const template = templates.get(agreement.template)!;
  const params = parseParams(template, answered(agreement, examples(agreement)));
  return { plan: agreement.plan ?? template.defaultPlan(params), severity: agreement.severity ?? template.defaultSeverity(params) };
}

describe.each([...packs.values()])('the pack $id', (pack) => {
  it('says what it is for, in sentences', () => {
    for (const text of [pack.sentence, pack.for, pack.source, pack.title]) expect(text).toMatch(/^[A-Z].{5,}/);
    expect(pack.sentence).toMatch(/\.$/);
    expect(pack.id).toMatch(/^[a-z0-9-]+$/);
    expect(pack.agreements.length).toBeGreaterThan(0);
  });

  it('agrees nothing twice', () => {
    const names = pack.agreements.map(({ template, params }) => `${template} ${params?.kind ?? ''}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks for nothing that is not a parameter, and for all that has to be given', () => {
    for (const agreement of pack.agreements.filter(isThere)) {
      const template = templates.get(agreement.template)!;
      const whole = answered(agreement, examples(agreement));
      expect(template.params.safeParse(whole).error, agreement.template).toBeUndefined();
      // Without the answers it is refused, or the answer was a choice with a default.
      for (const { param } of agreement.asks ?? []) {
        const { [param]: _, ...rest } = whole;
        const without = template.params.safeParse(rest);
        expect(without.success ? (without.data as Record<string, unknown>)[param] : null).toBeNull();
      }
    }
  });
});

it('packs name only templates that there are', () => {
  const missing = all.filter((agreement) => !isThere(agreement)).map(({ template }) => template);
  expect([...new Set(missing)].filter((template) => !notYet.includes(template))).toEqual([]);
});

describe('plans of packs', () => {
  it.each(all.filter(({ plan }) => plan))('$pack: the plan of $template is one that can be walked', ({ plan }) => {
    expect(plan!.steps.length).toBeGreaterThan(0);
    for (const { waitMs, message } of plan!.steps) {
      expect(waitMs).toBeGreaterThanOrEqual(60_000);
      expect(message).toContain('{name}');
    }
  });

  it('at the end of life have no emergency step', () => {
    for (const agreement of packs.get('end-of-life')!.agreements.filter(isThere))
      expect(
        agreed(agreement).plan.steps.map(({ level }) => level),
        agreement.template,
      ).not.toContain('emergency');
  });

  it('of quiet weeks are never urgent', () => {
    for (const agreement of packs.get('isolation')!.agreements.filter(isThere)) {
      const { plan, severity } = agreed(agreement);
      expect(severity, agreement.template).toBe('low');
      expect(plan.steps.map(({ level }) => level).filter((level) => level === 'rapid-response' || level === 'emergency')).toEqual([]);
    }
  });

  it('in a care home begin with the home’s own nurse', () => {
    for (const agreement of packs.get('care-home-resident')!.agreements.filter(isThere))
      expect(agreed(agreement).plan.steps[0]?.level).toBe('agency');
  });

  it('of a virtual ward ask the patient, then the ward team, then the centre about oxygen', () => {
    const oxygen = packs.get('virtual-ward')!.agreements.find(({ template }) => template === 'vital-limit')!;
    const { steps } = agreed(oxygen).plan;
    expect(steps.map(({ level }) => level)).toEqual(['patient', 'agency', 'coordination', 'rapid-response']);
    expect(steps[0]?.waitMs).toBe(30 * 60_000);
  });

  it('of goals tell no professional but of a reading', () => {
    const own = packs.get('goals')!.agreements.filter(({ template }) => template.endsWith('-goal'));
    expect(own.map((agreement) => agreed(agreement).plan.steps.map(({ level }) => level))).toEqual([['patient'], ['patient']]);
  });
});

it('everybody gets an answer to a call for help', () => {
  const calls = packs.get('everyone')!.agreements.map(({ template }) => template);
  expect(calls).toContain('no-plan');
});
