import { z } from 'zod';
import type { ScenarioTemplate } from '../../rules/model/scenario.ts';
import type { Templates } from '../agreements.ts';
import { scenarioInput } from '../contract/people.ts';

type Schema = Readonly<Record<string, unknown>>;
interface ObjectSchema extends Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** A schema by itself, and the named ones that it refers to. */
interface WithNamed {
  readonly schema: Schema;
  readonly named: Readonly<Record<string, Schema>>;
}

function inputSchema(of: z.ZodType): WithNamed {
  const { $schema: _, $defs, $ref, ...own } = z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' }) as Schema;
  const { ...named } = ($defs ?? {}) as Record<string, Schema>;
  const name = typeof $ref === 'string' ? $ref.slice('#/$defs/'.length) : null;
  if (name === null) return { schema: own, named };
  const { id: __, ...schema } = named[name] ?? {};
  delete named[name];
  return { schema, named };
}

/** A part of an object that has a default may be left out: it is filled in from there. */
function withDefaults(params: Schema): Schema {
  const properties = Object.entries((params.properties ?? {}) as Record<string, Schema>).map(([name, property]) => {
    const { required, ...open } = property;
    return [name, typeof property.default === 'object' && property.default !== null && required !== undefined ? open : property];
  });
  return { ...params, properties: Object.fromEntries(properties) };
}

/** What is in force at once has an approver, and recorded consent where the template needs one; a draft may wait for both. */
function unlessDraft(needsConsent: boolean): Schema {
  const consent = [
    { properties: { consentNote: { pattern: '\\S' } }, required: ['consentNote'] },
    { properties: { consent: { type: 'object' } }, required: ['consent'] },
  ];
  return {
    if: { properties: { status: { const: 'draft' } }, required: ['status'] },
    else: { required: ['approvedBy'], ...(needsConsent && { anyOf: consent }) },
  };
}

/** What a scenario of this template looks like. `params` is required where a parameter has to be given. */
function schemaOf(template: ScenarioTemplate<unknown, unknown>, envelope: ObjectSchema): WithNamed {
  const params = inputSchema(template.params);
  const needsParams = !template.params.safeParse({}).success;
  const schema = {
    ...envelope,
    title: template.title,
    properties: {
      ...envelope.properties,
      template: { const: template.id, description: template.title },
      params: withDefaults(params.schema),
    },
    required: [...(envelope.required ?? []), ...(needsParams ? ['params'] : [])],
    ...unlessDraft(template.needsConsent),
  };
  return { schema, named: params.named };
}

/** The JSON Schema of a scenario file: one scenario or a list of them; `template` decides which form a scenario has. */
export function scenarioSchema(templates: Templates): Schema {
  const envelope = inputSchema(scenarioInput);
  const forms = [...templates.values()].map((template) => ({ id: template.id, ...schemaOf(template, envelope.schema as ObjectSchema) }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Hearthline scenario',
    description: 'What is agreed with a patient: a template, its parameters and who is called. One scenario, or a list of them.',
    anyOf: [{ $ref: '#/$defs/scenario' }, { type: 'array', minItems: 1, items: { $ref: '#/$defs/scenario' } }],
    $defs: {
      scenario: { type: 'object', required: ['template'], oneOf: forms.map(({ id }) => ({ $ref: `#/$defs/${id}` })) },
      ...Object.fromEntries(forms.map(({ id, schema }) => [id, schema])),
      ...Object.assign({}, envelope.named, ...forms.map(({ named }) => named)),
    },
  };
}
