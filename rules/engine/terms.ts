import { type ObservationKind, observationKindNames } from '../model/observation.ts';
import { type DeviceKind, deviceKinds } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';

/** What a patient's agreements are made of, at the same places. One object for everybody with the same terms in the same order. */
export interface Terms {
  readonly templates: readonly ScenarioTemplate<unknown, unknown>[];
  /** As the templates read them. */
  readonly params: readonly unknown[];
  /** Which agreements a reading concerns, as places. */
  readonly byKind: ReadonlyMap<ObservationKind, readonly number[]>;
  /** The same for `contact` readings of a known device. */
  readonly contactOf: ReadonlyMap<DeviceKind, readonly number[]>;
}

const cacheLimit = 10_000;
const known = new Map<string, Terms>();

/** Numbers for objects, so that a list of them has a short name. */
const numbers = new WeakMap<object, number>();
let lastNumber = 0;
function numberOf(object: object): number {
  const number = numbers.get(object) ?? ++lastNumber;
  numbers.set(object, number);
  return number;
}

/** The terms of agreements made from these templates with these parameters, in this order. */
export function termsOf(templates: Terms['templates'], params: Terms['params']): Terms {
  const key = templates.map((template, i) => `${numberOf(template)}:${nameOf(params[i])}`).join(' ');
  const cached = known.get(key);
  if (cached) return cached;
  const places = (listens: (template: Terms['templates'][number], kinds: readonly ObservationKind[]) => boolean) =>
    templates.flatMap((template, i) => (listens(template, template.kindsOf?.(params[i]) ?? template.kinds) ? [i] : []));
  const terms: Terms = {
    templates,
    params,
    byKind: new Map(observationKindNames.map((kind) => [kind, places((_, kinds) => kinds.includes(kind))])),
    contactOf: new Map(
      deviceKinds.map((kind) => [kind, places(({ contactOf }, kinds) => kinds.includes('contact') && (contactOf?.includes(kind) ?? true))]),
    ),
  };
  if (known.size >= cacheLimit) known.clear();
  known.set(key, terms);
  return terms;
}

const nameOf = (params: unknown): string =>
  typeof params === 'object' && params !== null ? String(numberOf(params)) : JSON.stringify(params);
