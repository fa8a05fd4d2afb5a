import { type ObservationKind, observationKindNames } from '../model/observation.ts';
import { type DeviceKind, deviceKinds } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';

type Listening = Pick<ScenarioTemplate<unknown, unknown>, 'id' | 'kinds' | 'kindsOf' | 'contactOf' | 'ignores' | 'outages'>;
type Kinds = readonly ObservationKind[];

const none: Kinds = [];

/**
 * Which of a patient's agreements a reading concerns, as places. One object for everybody whose agreements listen to the same,
 * and as they stand ignore the same: most readings of a home concern an agreement only now and then.
 */
export class Interest {
  /** Readings that the agreement at each place ignores as it stands. */
  readonly ignored: readonly Kinds[];
  /** The place of the agreement that knows when hubs could not be reached; -1: none. */
  readonly watcher: number;
  readonly #templates: readonly Listening[];
  readonly #kinds: readonly Kinds[];
  readonly #byKind: ReadonlyMap<ObservationKind, readonly number[]>;
  /** The same for `contact` readings of a known device. */
  readonly #contactOf: ReadonlyMap<DeviceKind, readonly number[]>;
  readonly #others: Map<string, Interest>;
  /** Where this one has led before, by place. */
  readonly #next: WeakMap<Kinds, Interest>[];

  constructor(templates: readonly Listening[], kinds: readonly Kinds[], ignored: readonly Kinds[], others = new Map<string, Interest>()) {
    this.ignored = ignored;
    this.watcher = templates.findIndex((template) => template.outages !== undefined);
    this.#templates = templates;
    this.#kinds = kinds;
    this.#others = others;
    this.#next = templates.map(() => new WeakMap<Kinds, Interest>());
    const hears = (place: number, kind: ObservationKind) => kinds[place]!.includes(kind) && !ignored[place]!.includes(kind);
    const places = (listens: (place: number) => boolean) => templates.flatMap((_, place) => (listens(place) ? [place] : []));
    this.#byKind = new Map(observationKindNames.map((kind) => [kind, places((place) => hears(place, kind))]));
    this.#contactOf = new Map(
      deviceKinds.map((kind) => [
        kind,
        places((place) => hears(place, 'contact') && (templates[place]!.contactOf?.includes(kind) ?? true)),
      ]),
    );
  }

  /** Places of the agreements that a reading concerns; `device` is null where it is not known. */
  in(kind: ObservationKind, device: DeviceKind | null): readonly number[] {
    return (kind === 'contact' && device !== null ? this.#contactOf.get(device) : this.#byKind.get(kind)) ?? [];
  }

  /** The interest once the agreement at `place` ignores `kinds`. */
  ignoring(place: number, kinds: Kinds): Interest {
    if (kinds === this.ignored[place]) return this;
    const next = this.#next[place]!.get(kinds) ?? this.#found(place, kinds);
    this.#next[place]!.set(kinds, next);
    return next;
  }

  #found(place: number, kinds: Kinds): Interest {
    const ignored = this.ignored.with(place, kinds);
    const key = ignored.map((one) => one.join(',')).join(' ');
    const known = this.#others.get(key);
    if (known) return known;
    const made = new Interest(this.#templates, this.#kinds, ignored, this.#others);
    this.#others.set(key, made);
    return made;
  }
}

const cacheLimit = 10_000;
const known = new Map<string, { readonly templates: readonly Listening[]; readonly interest: Interest }>();

/** The interest of agreements made from these templates with these parameters, in these states. */
export function interestOf(templates: readonly Listening[], params: readonly unknown[], states: readonly unknown[]): Interest {
  const kinds = templates.map((template, i) => template.kindsOf?.(params[i]) ?? template.kinds);
  const key = templates.map((template, i) => (template.kindsOf ? `${template.id}(${kinds[i]!.join(',')})` : template.id)).join(' ');
  const cached = known.get(key);
  let interest = cached?.templates.every((template, i) => template === templates[i]) ? cached.interest : undefined;
  if (!interest) {
    const ignored = templates.map(() => none);
    interest = new Interest(templates, kinds, ignored);
    if (known.size >= cacheLimit) known.clear();
    known.set(key, { templates, interest });
  }
  for (let i = 0; i < templates.length; i++) interest = interest.ignoring(i, ignoredBy(templates[i]!, states[i], params[i]));
  return interest;
}

/** What an agreement ignores in a state. */
export function ignoredBy(template: Listening, state: unknown, params: unknown): Kinds {
  return template.ignores?.(state, params) ?? none;
}
