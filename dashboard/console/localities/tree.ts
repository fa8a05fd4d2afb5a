import type { Locality } from '../../shared/api/shapes.ts';

type Place = Pick<Locality, 'id' | 'name' | 'parentId'>;

/** A place in the order of the tree, with how deep it lies. */
export interface Branch<P extends Place> {
  readonly place: P;
  readonly depth: number;
}

/** Places as a tree from the top, each followed by what lies in it, by name. */
export function treeOf<P extends Place>(places: readonly P[]): Branch<P>[] {
  const ids = new Set(places.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): Branch<P>[] =>
    places
      .filter((one) => one.parentId === parentId || (parentId === null && one.parentId !== null && !ids.has(one.parentId)))
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap((place) => [{ place, depth }, ...below(place.id, depth + 1)]);
  return below(null, 0);
}

const ranks = ['place', 'locality', 'practice'];

/** Where a place could lie: above its kind or beside it, and not within itself. */
export function possibleParents(places: readonly Locality[], { id, kind }: Pick<Locality, 'id' | 'kind'>): Locality[] {
  const within = new Set([id]);
  for (const { place } of treeOf(places)) if (place.parentId !== null && within.has(place.parentId)) within.add(place.id);
  return places.filter((one) => !within.has(one.id) && ranks.indexOf(one.kind) <= ranks.indexOf(kind));
}
