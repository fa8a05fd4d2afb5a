import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scenarioSchema } from '../../../gateway/authoring/scenario-schema.ts';
import * as limitSources from '../../../rules/scenarios/limit-sources.ts';
import { templates } from '../../../rules/scenarios/registry.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-source'?: string;
}

const forms = (schema: Schema): Schema[] => [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
const isNumber = (schema: Schema) =>
  forms(schema).some(
    ({ type, const: one }) => [type].flat().some((each) => each === 'number' || each === 'integer') || typeof one === 'number',
  );

/** Every parameter that is a number, or a list of them, also inside others. */
function numbers(schema: Schema, above = ''): (readonly [path: string, schema: Schema])[] {
  return forms(schema).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, property]) => [
      ...(isNumber(property) ? [[above + name, property] as const] : []),
      ...numbers(property, `${above + name}.`),
    ]),
  );
}

const paramsOf = (id: string) => z.toJSONSchema(templates.get(id)!.params, { io: 'input', unrepresentable: 'any' }) as Schema;
const known: readonly string[] = Object.values(limitSources).filter((one) => typeof one === 'string');

describe.each([...templates.keys()])('%s', (id) => {
  it('names who stands behind each number', () => {
    const unnamed = numbers(paramsOf(id)).filter(([, schema]) => !known.includes(schema['x-source'] ?? ''));
    expect(unnamed.map(([path]) => path)).toEqual([]);
  });
});

it('the published schema carries the sources', () => {
  const { $defs } = scenarioSchema(templates) as { $defs: Record<string, { properties: { params: Schema } }> };
  const params = $defs['blood-pressure']!.properties.params.properties!;
  expect(params.highSystolicMmHg).toMatchObject({
    'x-source': limitSources.ng136,
    description: 'Above this, the reading is high',
    default: 170,
  });
  expect(numbers($defs['vital-limit']!.properties.params).length).toBeGreaterThan(5);
});

it('every source is somebody’s', () => {
  const used = [...templates.keys()].flatMap((id) => numbers(paramsOf(id)).map(([, schema]) => schema['x-source']));
  expect(known.filter((one) => !used.includes(one))).toEqual([]);
});
