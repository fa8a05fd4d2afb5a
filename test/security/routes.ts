import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { HttpFixture } from '../http/fixture.ts';

type Json = Readonly<Record<string, unknown>>;
type Role = NonNullable<Parameters<HttpFixture['ask']>[0]>;

/** A route of the API as its documentation has it. */
export interface Route {
  readonly method: NonNullable<InjectOptions['method']>;
  /** With `{id}` for what stands in the path. */
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: 'query' | 'path' | 'header'; readonly schema: Json }[];
  /** Schema of a JSON body; null: it takes none. */
  readonly body: Json | null;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** Every route that the gateway documents, and how to build what it takes. */
export async function documented(
  http: HttpFixture,
): Promise<{ readonly routes: readonly Route[]; readonly resolve: (schema: Json) => Json }> {
  const document = (await http.app.inject('/api/openapi.json')).json<Document>();
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      const { parameters = [], requestBody } = operation as {
        parameters?: Route['parameters'];
        requestBody?: { content?: Record<string, { schema?: Json }> };
      };
      const body = requestBody?.content?.['application/json']?.schema ?? null;
      return { method: method.toUpperCase() as Route['method'], path, parameters, body };
    }),
  );
  const resolve = (schema: Json): Json =>
    typeof schema.$ref === 'string' ? resolve(document.components.schemas[schema.$ref.split('/').at(-1)!]!) : schema;
  return { routes: routes.filter(({ path }) => path !== '/api/live'), resolve };
}

/** A value of this shape; every text that is free is `text`, and `beside` stands in each object beside what is asked for. */
export function sampleOf(schema: Json, resolve: (schema: Json) => Json, text: string, beside: Json = {}): unknown {
  const one = resolve(schema);
  const again = (inner: unknown) => sampleOf(inner as Json, resolve, text, beside);
  if ('const' in one) return one.const;
  if (Array.isArray(one.enum)) return one.enum[0];
  const choices = (one.anyOf ?? one.oneOf ?? one.allOf) as readonly Json[] | undefined;
  if (choices) return again(choices[0]);
  switch (Array.isArray(one.type) ? one.type[0] : one.type) {
    case 'object': {
      const properties = Object.entries((one.properties ?? {}) as Json);
      return { ...beside, ...Object.fromEntries(properties.map(([name, inner]) => [name, again(inner)])) };
    }
    case 'array':
      return [again(one.items ?? {})];
    case 'integer':
    case 'number':
      return Math.max(Number(one.minimum ?? 1), Number(one.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      if (one.format === 'date-time') return '2026-01-13T08:00:00Z';
      if (one.format === 'date') return '2026-01-13';
      if (one.format === 'email') return 'new@example.org';
      return text.slice(0, Number(one.maxLength ?? text.length));
  }
}

/** Ids that exist, by the resource before them. */
const ids: Readonly<Record<string, string>> = {
  patients: 'kathleen',
  people: 'kathleen',
  homes: 'long-lane',
  devices: 'watch',
  scenarios: 'k-sos',
  contacts: 'mary',
};

/** The path with what exists in it, or with `instead`. */
export function urlOf({ path }: Route, instead?: string): string {
  const parts = path.split('/');
  return parts.map((part, i) => (part.startsWith('{') ? encodeURIComponent(instead ?? ids[parts[i - 1]!] ?? 'none') : part)).join('/');
}

const everybody: readonly Role[] = [
  'clinician',
  'manager',
  'administrator',
  'coordinator',
  'responder',
  'patient',
  'contact',
  'agency-carer',
  'champion',
  'installer',
];

/** Who may ask a route, once that is known. */
const mayAsk = new Map<Route, Role>();

/** The answer to somebody who may ask this; who may not is passed over. */
export async function asked(http: HttpFixture, route: Route, url: string, body?: unknown): Promise<LightMyRequestResponse> {
  let answer: LightMyRequestResponse | undefined;
  const known = mayAsk.get(route);
  for (const role of known ? [known] : everybody) {
    answer = await http.ask(role, route.method, url, body);
    if (answer.statusCode === 403) continue;
    mayAsk.set(route, role);
    return answer;
  }
  return answer!;
}
