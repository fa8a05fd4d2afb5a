import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { mostOfOutage } from '../../../gateway/contract/outages.ts';
import { byUrgency } from './order.ts';
import type { SteadyRow } from './steady-list.ts';

/** Why alerts stand in one row. `outage`: the hubs of their homes went out of reach together. */
export type GroupKind = 'outage' | 'home' | 'cause';

/** One line of the list: an alert, or a row for several. `id` is that of the alert, or the key of the group. */
export type Line =
  | { readonly type: 'alert'; readonly id: string; readonly row: SteadyRow; readonly group: string | null }
  | { readonly type: 'group'; readonly id: string; readonly group: AlertGroup };

export interface AlertGroup {
  readonly kind: GroupKind;
  /** Those that are still in the queue, most urgent first as they were settled. */
  readonly alerts: readonly AlertSummary[];
  readonly open: boolean;
}

/** Hubs of one outage are noticed within so long of each other: each has its own last word and its own heartbeat. */
const sameOutageMs = 600_000;
/** What is noticed later than this after the first is another outage: small ones that follow one another for hours are not one incident. */
const longestOutageMs = 1_800_000;

/**
 * Which alerts stand in one row, as the key of the group by the alert's id. High alerts never do. An outage of hubs is one incident at any time;
 * in a flood what is left is put together by home, and then by cause. Nothing that would stand alone is grouped.
 */
export function groupKeys(alerts: readonly AlertSummary[], flood: boolean): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const put = (keyOf: (alert: AlertSummary) => string | null) => {
    const together = Map.groupBy(
      alerts.filter(({ id, severity }) => severity !== 'high' && !keys.has(id)),
      keyOf,
    );
    for (const [key, some] of together) if (key !== null && some.length > 1) for (const { id } of some) keys.set(id, key);
  };
  const outages = outageStarts(alerts);
  put(({ id }) => outages.get(id) ?? null);
  if (!flood) return keys;
  put(({ homeId }) => homeId && `home ${homeId}`);
  put(({ template }) => `cause ${template}`);
  return keys;
}

/** The key of its outage by the id of each alert about a hub: outages that began shortly after one another are one, up to half an hour. */
function outageStarts(alerts: readonly AlertSummary[]): ReadonlyMap<string, string> {
  const since = alerts
    .flatMap(({ id, severity, hubOutSince }) => (hubOutSince === null || severity === 'high' ? [] : [{ id, at: Date.parse(hubOutSince) }]))
    .sort((a, b) => a.at - b.at);
  const keys = new Map<string, string>();
  let firstAt = Number.NEGATIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const { id, at } of since) {
    if (at - lastAt > sameOutageMs || at - firstAt > longestOutageMs) firstAt = at;
    lastAt = at;
    keys.set(id, `outage ${firstAt}`);
  }
  return keys;
}

/** The lines to draw for the rows: a group stands where the first of its rows would, and its rows follow when it is open. */
export function linesOf(rows: readonly SteadyRow[], opened: ReadonlySet<string>): Line[] {
  const members = Map.groupBy(rows, ({ group }) => group);
  const drawn = new Set<string>();
  return rows.flatMap((row): Line[] => {
    const line = (one: SteadyRow): Line => ({ type: 'alert', id: one.alert.id, row: one, group: one.group });
    const key = row.group;
    if (key === null) return [line(row)];
    if (drawn.has(key)) return [];
    drawn.add(key);
    const all = members.get(key) ?? [];
    const open = opened.has(key);
    const alerts = all.filter(({ presence }) => presence === 'here').map(({ alert }) => alert);
    const head: Line = { type: 'group', id: key, group: { kind: kindOf(key), alerts, open } };
    return open ? [head, ...all.map(line)] : [head];
  });
}

const kindOf = (key: string) => key.slice(0, key.indexOf(' ')) as GroupKind;

/** What one row says of several alerts. Instants are ISO 8601; null: none of them has one. */
export interface GroupFacts {
  readonly worst: AlertSummary;
  readonly homes: number;
  /** Of people, each once. */
  readonly names: readonly string[];
  /** Where they live, with how many alerts, the most first; null: a home without a place. */
  readonly places: readonly { readonly name: string | null; readonly count: number }[];
  readonly templates: readonly string[];
  readonly oldestAskedAt: string | null;
  readonly nextAt: string | null;
  readonly openedAt: string;
  /** How many nobody has. */
  readonly unowned: number;
  /** Who has the others, each once. */
  readonly owners: readonly string[];
}

/** null: none of them is in the queue any more. */
export function factsOf(alerts: readonly AlertSummary[]): GroupFacts | null {
  const worst = [...alerts].sort(byUrgency)[0];
  if (!worst) return null;
  const earliest = (instants: readonly (string | null)[]) => instants.filter((one) => one !== null).sort()[0] ?? null;
  const unowned = alerts.filter(({ owner }) => owner === null);
  return {
    worst,
    homes: new Set(alerts.map(({ homeId, patientId }) => homeId ?? patientId)).size,
    names: [...new Map(alerts.map(({ patientId, patientName }) => [patientId, patientName])).values()],
    places: [...Map.groupBy(alerts, ({ localityName }) => localityName)]
      .map(([name, some]) => ({ name, count: some.length }))
      .sort((a, b) => b.count - a.count),
    templates: [...new Set(alerts.map(({ template }) => template))],
    oldestAskedAt: earliest(unowned.map(({ askedAt }) => askedAt)),
    nextAt: earliest(alerts.map(({ nextAt }) => nextAt)),
    openedAt: earliest(alerts.map(({ openedAt }) => openedAt)) ?? worst.openedAt,
    unowned: unowned.length,
    owners: [...new Set(alerts.flatMap(({ owner }) => owner?.name ?? []))],
  };
}

/**
 * Alerts of an outage that can be taken now, or that can be closed together: the hubs are back, and all that is left is the outcome. As many as go
 * into one request; the rest is what is left next.
 */
export function outageSteps(alerts: readonly AlertSummary[]): {
  readonly take: readonly AlertSummary[];
  readonly close: readonly AlertSummary[];
} {
  const may = (what: AlertSummary['allowed'][number]) => (alert: AlertSummary) => alert.allowed.includes(what);
  return {
    take: alerts.filter((alert) => alert.status === 'open' && alert.owner === null && may('acknowledge')(alert)).slice(0, mostOfOutage),
    close: alerts.every(({ status }) => status === 'cleared') ? alerts.filter(may('close')).slice(0, mostOfOutage) : [],
  };
}
