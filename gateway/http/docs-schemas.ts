/** What of an OpenAPI document is looked at here. */
interface Document {
  readonly components?: { readonly schemas?: object };
}

const reference = /"#\/components\/schemas\/([^"]+)"/g;
const variant = 'Input';

/**
 * The document with only the schemas that it uses, under the names that they have in the contract. The generator makes two of
 * each, as it is sent and (name + `Input`) as it is received, and nearly always one of the two is used.
 */
export function tidySchemas<D extends object>(document: D & Document, names: ReadonlySet<string>): D {
  const all = (document.components?.schemas ?? {}) as Readonly<Record<string, unknown>>;
  const used = reached(all, JSON.stringify({ ...document, components: undefined }));
  const renamed = new Map(
    [...used].flatMap((name) => {
      const short = name.endsWith(variant) ? name.slice(0, -variant.length) : '';
      return names.has(short) && !used.has(short) ? [[name, short]] : [];
    }) as [string, string][],
  );
  const schemas = Object.fromEntries([...used].sort().map((name) => [renamed.get(name) ?? name, all[name]]));
  const text = JSON.stringify({ ...document, components: { ...document.components, schemas } });
  return JSON.parse(text.replaceAll(reference, (_, name: string) => `"#/components/schemas/${renamed.get(name) ?? name}"`)) as D;
}

function reached(schemas: Readonly<Record<string, unknown>>, text: string): Set<string> {
  const used = new Set<string>();
  const texts = [text];
  for (let next = texts.pop(); next !== undefined; next = texts.pop())
    for (const [, name] of next.matchAll(reference))
      if (name !== undefined && name in schemas && !used.has(name)) {
        used.add(name);
        texts.push(JSON.stringify(schemas[name]));
      }
  return used;
}
