import type { ResponseSkill } from '../model/response.ts';
import type { Instant } from '../model/time.ts';

/** A crew or vehicle as it stands at the instant of a decision. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly skills: readonly ResponseSkill[];
  /** Where it goes: these places and everything below them. `null` among them, or none: everywhere. */
  readonly localityIds: readonly (string | null)[];
  /** On duty now, ids of users. */
  readonly crew: readonly string[];
  /** Since when it has been on duty with nothing to do; of no meaning while it is off duty or busy. */
  readonly freeSince: Instant;
  /** The job that is offered to it or in its hands; null: none. */
  readonly jobId: string | null;
}

/** The tree of places: id → the place around it. */
export type Places = ReadonlyMap<string, string | null>;

/** The place of a home and those around it, nearest first; `null`, which stands for everywhere, is the last. */
export function placesAround(places: Places, localityId: string | null): readonly (string | null)[] {
  const around: string[] = [];
  for (let id = localityId; id !== null && !around.includes(id); id = places.get(id) ?? null) around.push(id);
  return [...around, null];
}

/** How many steps up the tree from the home the area of the unit begins; null: it does not go there. */
export function distanceOf(unit: Unit, around: readonly (string | null)[]): number | null {
  const area = unit.localityIds.length === 0 ? [null] : unit.localityIds;
  const steps = area.map((id) => around.indexOf(id)).filter((step) => step >= 0);
  return steps.length === 0 ? null : Math.min(...steps);
}
