/** A JSON Schema as the gateway describes parameters with it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly 'x-source'?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: number | string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** How a value is entered. A `wait` is an ISO 8601 duration; `several` and `list` are one value each, as a whole. */
export type Entry =
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly whole: boolean }
  | { readonly kind: 'wait' | 'time' | 'date' | 'yes-no' | 'numbers' | 'dates' }
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  | { readonly kind: 'several'; readonly options: readonly string[] }
  /** With parts that are values of their own, unless it may be `none`. */
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly fields: readonly Field[]; readonly max: number };

export interface Field {
  /** Where it stands in the parameters: `window.from`. */
  readonly path: string;
  readonly label: string;
  readonly unit: string | null;
  readonly hint: string | null;
  /** Who stands behind its limit, in words. */
  readonly source: string | null;
  /** May be null, which says that there is none. */
  readonly nullable: boolean;
  readonly entry: Entry;
}

/** Units as names of parameters end in them, the longer first. */
const units: readonly (readonly [ending: string, unit: string])[] = [
  ['KgPerDay', 'kg a day'],
  ['MlPerDay', 'mL a day'],
  ['MmolL', 'mmol/L'],
  ['MmHg', 'mmHg'],
  ['Percent', '%'],
  ['Cel', '°C'],
  ['Kg', 'kg'],
  ['W', 'W'],
];

function named(name: string): Pick<Field, 'label' | 'unit'> {
  if (name.startsWith('mL')) return { label: words(name.slice(2)), unit: 'mL' };
  const found = units.find(([ending]) => name.endsWith(ending));
  return found ? { label: words(name.slice(0, -found[0].length)), unit: found[1] } : { label: words(name), unit: null };
}

function words(name: string): string {
  const apart = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}

/** The fields of a form for the parameters that a schema describes, in its order. */
export function fieldsOf(schema: Schema, above = ''): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]): Field => {
    const path = above + name;
    const types = typeof property.type === 'string' ? [property.type] : (property.type ?? []);
    const forms = (property.anyOf ?? []).filter(({ type }) => type !== 'null');
    const nullable = types.includes('null') || forms.length < (property.anyOf?.length ?? 0);
    const options = forms.flatMap((form) => form.const ?? []);
    const form = forms.length === 1 ? forms[0]! : property;
    const entry: Entry = options.length > 0 ? { kind: 'choice', options } : entryOf(form, nullable ? '' : `${path}.`);
    const hint = property.description ?? form.description ?? null;
    return { path, ...named(name), hint, source: property['x-source'] ?? form['x-source'] ?? null, nullable, entry };
  });
}

/** `parts`: what the paths of the parts of a group begin with; empty where the group is a value as a whole. */
function entryOf(schema: Schema, parts: string): Entry {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((one) => one !== 'null');
  if (schema.enum) return { kind: 'choice', options: schema.enum };
  if (type === 'object') return { kind: 'group', fields: fieldsOf(schema, parts) };
  if (type === 'boolean') return { kind: 'yes-no' };
  if (type === 'array') return entryOfList(schema);
  if (type === 'integer' || type === 'number') {
    const limits = {
      ...(schema.minimum !== undefined && { min: schema.minimum }),
      ...(schema.maximum !== undefined && { max: schema.maximum }),
    };
    return { kind: 'number', whole: type === 'integer', ...limits };
  }
  if (schema.format === 'date') return { kind: 'date' };
  if (schema.pattern) return { kind: 'time' };
  // A text says how long it may be; a wait, which has no form of its own in the schema, does not.
  return schema.maxLength === undefined ? { kind: 'wait' } : { kind: 'text', maxLength: schema.maxLength };
}

function entryOfList({ items = {}, maxItems = 50 }: Schema): Entry {
  if (items.enum) return { kind: 'several', options: items.enum };
  if (items.type === 'object') return { kind: 'list', fields: fieldsOf(items), max: maxItems };
  return { kind: items.format === 'date' ? 'dates' : 'numbers' };
}
