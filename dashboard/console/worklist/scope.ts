import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { type AlertQueue, alertQueues } from '../../../rules/model/alert.ts';

/** Which alerts of all are this person's business now, as the address of the page says. */
export interface Scope {
  /** `mine`: those that the reader's skills cover. */
  readonly queue: AlertQueue | 'mine' | null;
  /** A place, with all that lies in it. */
  readonly localityId: string | null;
  /** One kind of agreement: a flood is worked off cause by cause. */
  readonly cause: string | null;
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
    cause: query.get('cause'),
  };
}

/** The address of the worklist with one thing changed; null takes it out. */
export function withQuery(query: URLSearchParams, name: 'show' | 'queue' | 'place' | 'cause', value: string | null): string {
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
  return ({ queue, localityId, template }) =>
    (scope.queue === null || (scope.queue === 'mine' ? skills.length === 0 || skills.includes(queue) : scope.queue === queue)) &&
    (within === null || (localityId !== null && within.has(localityId))) &&
    (scope.cause === null || scope.cause === template);
}

/** Above so many alerts in ten minutes a list no longer shows what is going on. */
export const floodAbove = 10;
const floodMs = 600_000;

/** The causes of a flood, the commonest first; null: there is none. High alerts are never put away under a cause. */
export function floodOf(alerts: Iterable<AlertSummary>, now: number): readonly { readonly cause: string; readonly count: number }[] | null {
  const recent = [...alerts].filter(({ openedAt, status }) => status === 'open' && now - Date.parse(openedAt) < floodMs);
  if (recent.length <= floodAbove) return null;
  const counts = new Map<string, number>();
  for (const { template, severity } of recent) if (severity !== 'high') counts.set(template, (counts.get(template) ?? 0) + 1);
  return [...counts].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1));
}
