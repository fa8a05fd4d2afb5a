import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { byUrgency } from './order.ts';

/** Where an alert stands, from the centre's point of view. Every alert that is not closed is in exactly one of them. */
export const queues = ['needs-someone', 'owned', 'prompting', 'to-code'] as const;
export type Queue = (typeof queues)[number];
export type Filter = Queue | 'all';
export const filters: readonly Filter[] = [...queues, 'all'];

/** A relative who said "I'm going" holds an alert only as long as nobody beyond the family was called. */
export function queueOf(alert: AlertSummary): Queue {
  if (alert.status === 'cleared') return 'to-code';
  const withFamily = alert.level === 'patient' || alert.level === 'family';
  if (alert.owner && (alert.owner.tier === 'professional' || withFamily)) return 'owned';
  return alert.level === 'patient' && !alert.owner ? 'prompting' : 'needs-someone';
}

/** High and nobody has it: what flashes, sounds and is pinned. The prompt to the patient alone is not somebody. */
export function isUnownedHigh(alert: AlertSummary): boolean {
  return alert.severity === 'high' && alert.status === 'open' && queueOf(alert) !== 'owned';
}

export function isIn(alert: AlertSummary, filter: Filter): boolean {
  return filter === 'all' || queueOf(alert) === filter;
}

/** The most urgent alert that nobody has and that needs somebody; undefined: none does. */
export function nextToTake(alerts: Iterable<AlertSummary>): AlertSummary | undefined {
  return [...alerts]
    .filter((alert) => queueOf(alert) === 'needs-someone' && alert.owner === null && alert.allowed.includes('acknowledge'))
    .sort(byUrgency)[0];
}

/** How many alerts stand where. */
export function countQueues(alerts: Iterable<AlertSummary>): Record<Filter, number> {
  const counts: Record<Filter, number> = { 'needs-someone': 0, owned: 0, prompting: 0, 'to-code': 0, all: 0 };
  for (const alert of alerts) {
    counts[queueOf(alert)] += 1;
    counts.all += 1;
  }
  return counts;
}

/** The filter named in the address of the page; anything else is the first one. */
export function filterFrom(text: string | null): Filter {
  return filters.find((filter) => filter === text) ?? 'needs-someone';
}
