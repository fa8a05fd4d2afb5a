import { z } from 'zod';
import { mergeParams, type RawParams } from '../model/layers.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';

type Template = ScenarioTemplate<unknown, unknown>;
interface Parameter {
  readonly default?: unknown;
  readonly description?: string;
}

const schemas = new WeakMap<Template, Readonly<Record<string, Parameter>>>();

function parameters(template: Template): Readonly<Record<string, Parameter>> {
  const known = schemas.get(template);
  if (known) return known;
  const { properties = {} } = z.toJSONSchema(template.params, { io: 'input', unrepresentable: 'any' });
  schemas.set(template, properties as Record<string, Parameter>);
  return properties as Record<string, Parameter>;
}

/** What a template says where nobody says otherwise, as it would be given. Parameters without a default are left out. */
export function corePack(template: Template): RawParams {
  const entries = Object.entries(parameters(template));
  return Object.fromEntries(entries.flatMap(([name, one]) => (one.default === undefined ? [] : [[name, one.default]])));
}

/** What a parameter is, in the words of its template; null: it has none. */
export function describeParam(template: Template, name: string): string | null {
  return parameters(template)[name]?.description ?? null;
}

function filledIn(template: Template, raw: RawParams): RawParams {
  const said = Object.entries(corePack(template)).filter(([name]) => Object.hasOwn(raw, name));
  return mergeParams(Object.fromEntries(said), raw);
}

/**
 * Parameters with the parts filled in that were left out of an object: `{ window: { to: '09:30' } }` gets its `from` from the core pack.
 * The same object where nothing is missing, or where filling in does not help either.
 */
export function completed(template: Template, raw: RawParams): RawParams {
  if (template.params.safeParse(raw).success) return raw;
  const whole = filledIn(template, raw);
  return template.params.safeParse(whole).success ? whole : raw;
}

/** What is wrong with parameters once they are completed, a path and a sentence each; empty: nothing. */
export function paramsIssues(template: Template, raw: RawParams): readonly z.core.$ZodIssue[] {
  const given = template.params.safeParse(raw).error?.issues ?? [];
  if (given.length === 0) return given;
  const filled = template.params.safeParse(filledIn(template, raw)).error?.issues ?? [];
  // What was left out is no fault of whoever wrote the rest.
  return filled.length <= given.length ? filled : given;
}
