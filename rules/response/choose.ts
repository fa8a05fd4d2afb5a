import type { ResponseSkill } from '../model/response.ts';
import { distanceOf, type Places, placesAround, type Unit } from './unit.ts';

/** What a job asks of a unit. */
export interface Wanted {
  readonly localityId: string | null;
  readonly skills: readonly ResponseSkill[];
  /** Have been asked for this job and are not asked again. */
  readonly asked: ReadonlySet<string>;
}

export type LeftOut = 'off-duty' | 'busy' | 'asked' | 'area' | 'skills';
export interface Choice {
  /** null: nobody is left. */
  readonly unit: Unit | null;
  /** Why the others are not asked, by the id of the unit. */
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/**
 * The unit that is asked next: on duty, free, with every skill, in whose area the home lies. The team whose area begins nearest to the home is
 * asked to its end before the next; in a team, whoever has been free the longest. Equal ones go by id, so that the same state gives the same answer.
 */
export function chooseUnit(units: readonly Unit[], places: Places, wanted: Wanted): Choice {
  const around = placesAround(places, wanted.localityId);
  const leftOut = new Map<string, LeftOut>();
  const fit: { readonly unit: Unit; readonly distance: number }[] = [];
  for (const unit of units) {
    const distance = distanceOf(unit, around);
    const why = whyNot(unit, distance, wanted);
    if (why !== null) leftOut.set(unit.id, why);
    else fit.push({ unit, distance: distance! });
  }
  const nearest = new Map<string, number>();
  for (const { unit, distance } of fit) nearest.set(unit.teamId, Math.min(distance, nearest.get(unit.teamId) ?? distance));
  const [first] = fit.toSorted(
    (a, b) =>
      nearest.get(a.unit.teamId)! - nearest.get(b.unit.teamId)! ||
      byId(a.unit.teamId, b.unit.teamId) ||
      a.unit.freeSince - b.unit.freeSince ||
      byId(a.unit.id, b.unit.id),
  );
  return { unit: first?.unit ?? null, leftOut };
}

const byId = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function whyNot(unit: Unit, distance: number | null, { skills, asked }: Wanted): LeftOut | null {
  if (unit.crew.length === 0) return 'off-duty';
  if (unit.jobId !== null) return 'busy';
  if (asked.has(unit.id)) return 'asked';
  if (distance === null) return 'area';
  return skills.every((skill) => unit.skills.includes(skill)) ? null : 'skills';
}
