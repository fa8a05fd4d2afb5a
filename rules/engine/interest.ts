import { type ObservationKind, observationKindNames } from '../model/observation.ts';
import { type DeviceKind, deviceKinds } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';

/** Which of a patient's agreements a reading concerns, as indexes. One object for everybody with the same templates in the same order. */
export interface Interest {
  readonly byKind: ReadonlyMap<ObservationKind, readonly number[]>;
  /** For `contact` readings of a known device. */
  readonly contactOf: ReadonlyMap<DeviceKind, readonly number[]>;
}

type Listening = Pick<ScenarioTemplate<unknown, unknown>, 'id' | 'kinds' | 'contactOf'>;

const cacheLimit = 10_000;
const known = new Map<string, { readonly templates: readonly Listening[]; readonly interest: Interest }>();

/** The interest of agreements made from these templates, in this order. */
export function interestOf(templates: readonly Listening[]): Interest {
  const key = templates.map((template) => template.id).join(' ');
  const cached = known.get(key);
  if (cached?.templates.every((template, i) => template === templates[i])) return cached.interest;
  const indexes = (listens: (template: Listening) => boolean) => templates.flatMap((template, i) => (listens(template) ? [i] : []));
  const interest: Interest = {
    byKind: new Map(observationKindNames.map((kind) => [kind, indexes(({ kinds }) => kinds.includes(kind))])),
    contactOf: new Map(
      deviceKinds.map((kind) => [
        kind,
        indexes(({ kinds, contactOf }) => kinds.includes('contact') && (contactOf?.includes(kind) ?? true)),
      ]),
    ),
  };
  if (known.size >= cacheLimit) known.clear();
  known.set(key, { templates, interest });
  return interest;
}
