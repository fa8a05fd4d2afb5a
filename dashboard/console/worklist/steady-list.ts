import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { groupKeys } from './groups.ts';
import { byUrgency } from './order.ts';
import { type Filter, isIn, isUnownedHigh } from './queues.ts';

/**
 * The rows on the screen. While someone reads, rows keep their place: what they say stays up to date, what left the queue
 * stays as a marked row, and what is new waits until it is asked for. Otherwise the list follows the feed.
 */
export interface SteadyList {
  readonly filter: Filter;
  readonly reading: boolean;
  /** Many alerts have come in a short time: rows are put together. */
  readonly flood: boolean;
  readonly rows: readonly SteadyRow[];
  /** In the queue, not on the screen; sorted by urgency. */
  readonly waiting: readonly AlertSummary[];
}

export interface SteadyRow {
  readonly alert: AlertSummary;
  /** `moved`: now in another queue. `closed`: no longer in the feed; what it says is what was known last. */
  readonly presence: 'here' | 'moved' | 'closed';
  /** With which others it stands in one row; null: it stands alone. Held still like its place. */
  readonly group: string | null;
}

export type SteadyEvent =
  | { readonly type: 'alerts'; readonly alerts: ReadonlyMap<string, AlertSummary> }
  | { readonly type: 'filter'; readonly filter: Filter; readonly alerts: ReadonlyMap<string, AlertSummary> }
  | { readonly type: 'reading'; readonly reading: boolean; readonly alerts: ReadonlyMap<string, AlertSummary> }
  | { readonly type: 'flood'; readonly flood: boolean; readonly alerts: ReadonlyMap<string, AlertSummary> }
  /** "Show the new ones". */
  | { readonly type: 'apply'; readonly alerts: ReadonlyMap<string, AlertSummary> };

export function emptyList(filter: Filter): SteadyList {
  return { filter, reading: false, flood: false, rows: [], waiting: [] };
}

/** The next state of the list. */
export function steady(list: SteadyList, event: SteadyEvent): SteadyList {
  switch (event.type) {
    case 'filter':
      return settle({ ...list, filter: event.filter }, event.alerts);
    case 'apply':
      return settle(list, event.alerts);
    case 'reading':
      if (event.reading === list.reading) return list;
      return event.reading ? { ...list, reading: true } : settle({ ...list, reading: false }, event.alerts);
    case 'flood':
      return follow({ ...list, flood: event.flood }, event.alerts);
    case 'alerts':
      return follow(list, event.alerts);
  }
}

function follow(list: SteadyList, alerts: ReadonlyMap<string, AlertSummary>): SteadyList {
  return list.reading && list.rows.length > 0 ? hold(list, alerts) : settle(list, alerts);
}

/** Takes in the feed: everything in its place. A row whose alert did not change stays the same object and is not drawn again. */
function settle(list: SteadyList, alerts: ReadonlyMap<string, AlertSummary>): SteadyList {
  const before = new Map(list.rows.map((row) => [row.alert, row]));
  const sorted = inQueue(list.filter, alerts);
  const groups = groupKeys(sorted, list.flood);
  const rows = sorted.map((alert): SteadyRow => {
    const row = before.get(alert);
    const group = groups.get(alert.id) ?? null;
    return row?.presence === 'here' && row.group === group ? row : { alert, presence: 'here', group };
  });
  return { ...list, rows, waiting: [] };
}

/** Keeps every row where it is. */
function hold(list: SteadyList, alerts: ReadonlyMap<string, AlertSummary>): SteadyList {
  const rows = list.rows.map((row): SteadyRow => {
    const alert = alerts.get(row.alert.id);
    if (!alert) return row.presence === 'closed' ? row : { ...row, presence: 'closed' };
    const presence = isIn(alert, list.filter) ? 'here' : 'moved';
    return alert === row.alert && presence === row.presence ? row : { ...row, alert, presence };
  });
  const shown = new Set(rows.map((row) => row.alert.id));
  return { ...list, rows, waiting: inQueue(list.filter, alerts).filter((alert) => !shown.has(alert.id)) };
}

function inQueue(filter: Filter, alerts: ReadonlyMap<string, AlertSummary>): AlertSummary[] {
  return [...alerts.values()].filter((alert) => isIn(alert, filter)).sort(byUrgency);
}

/** High alerts that nobody has and that are not among the rows: they are pinned above the list, whatever is being read. */
export function pinned(alerts: ReadonlyMap<string, AlertSummary>, shownIds: ReadonlySet<string>): AlertSummary[] {
  return [...alerts.values()].filter((alert) => isUnownedHigh(alert) && !shownIds.has(alert.id)).sort(byUrgency);
}
