import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { severities } from '../../../rules/model/alert.ts';

/**
 * The order of the worklist: severity, then the next thing that happens by itself, then unowned before owned, then the oldest.
 * Never by name, and never by time alone; the id decides at the end, so that the order is the same on every screen.
 */
export function byUrgency(a: AlertSummary, b: AlertSummary): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    instant(a.nextAt) - instant(b.nextAt) ||
    Number(a.owner !== null) - Number(b.owner !== null) ||
    Date.parse(a.openedAt) - Date.parse(b.openedAt) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

/** Nothing pending sorts last, and two of those are equal (infinity minus infinity is not a number). */
function instant(iso: string | null): number {
  return iso === null ? Number.MAX_SAFE_INTEGER : Date.parse(iso);
}
