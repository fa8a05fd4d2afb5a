import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { type AlertQueue, alertQueues } from '../../../rules/model/alert.ts';

/** Which alerts of all are this person's business now, as the address of the page says. */
export interface Scope {
  /** `mine`: those that the reader's skills cover. */
  readonly queue: AlertQueue | 'mine' | null;
  /** A place, with all that lies in it. */
  readonly localityId: string | null;
}

export interface Place {
  readonly id: string;
  readonly parentId: string | null;
}

export function scopeFrom(query: URLSearchParams): Scope {
  const queue = query.get('queue');
  return {
    queue: queue === 'mine' ? 'mine' : (alertQueues.find((one) => one === queue) ?? null),
    localityId: query.get('place'),
  };
}

/** The address of the worklist with one thing changed; null takes it out. */
export function withQuery(query: URLSearchParams, name: 'show' | 'queue' | 'place', value: string | null): string {
  const changed = new URLSearchParams(query);
  if (value === null) changed.delete(name);
  else changed.set(name, value);
  const text = changed.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** This place and all that lies in it. */
export function placesIn(id: string, places: readonly Place[]): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const place of places) if (place.parentId !== null && found.has(place.parentId)) found.add(place.id);
  }
  return found;
}

/** Whether an alert is in the scope. `skills`: the queues that the reader answers; none: all. */
export function inScope(scope: Scope, places: readonly Place[], skills: readonly AlertQueue[]): (alert: AlertSummary) => boolean {
  const within = scope.localityId === null ? null : placesIn(scope.localityId, places);
  return ({ queue, localityId }) =>
    (scope.queue === null || (scope.queue === 'mine' ? skills.length === 0 || skills.includes(queue) : scope.queue === queue)) &&
    (within === null || (localityId !== null && within.has(localityId)));
}

export interface ScopeCounts {
  readonly queues: Readonly<Record<AlertQueue | 'mine' | 'all', number>>;
  /** By the id of the place, with all that lies in it. */
  readonly places: ReadonlyMap<string, number>;
  readonly allPlaces: number;
}

/** How many alerts there would be with another queue, or another place, and the other of both as it is. */
export function countScopes(
  alerts: readonly AlertSummary[],
  scope: Scope,
  places: readonly Place[],
  skills: readonly AlertQueue[],
): ScopeCounts {
  const counted = (queue: Scope['queue']) => alerts.filter(inScope({ ...scope, queue }, places, skills)).length;
  const perQueue = Object.fromEntries(alertQueues.map((queue) => [queue, counted(queue)])) as Record<AlertQueue, number>;
  const ofQueue = alerts.filter(inScope({ ...scope, localityId: null }, places, skills));
  const parents = new Map(places.map(({ id, parentId }) => [id, parentId]));
  const within = new Map<string, number>();
  for (const { localityId } of ofQueue) {
    const path = new Set<string>();
    for (let id = localityId; id !== null && !path.has(id); id = parents.get(id) ?? null) path.add(id);
    for (const id of path) within.set(id, (within.get(id) ?? 0) + 1);
  }
  return { queues: { ...perQueue, mine: counted('mine'), all: counted(null) }, places: within, allPlaces: ofQueue.length };
}
