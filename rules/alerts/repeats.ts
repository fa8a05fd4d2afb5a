import type { AlertState } from '../model/alert.ts';
import { mergeWithinMs } from './limits.ts';

/** Ends after which the same thing may simply not have been over. */
const settledSo: ReadonlySet<string> = new Set(['condition-settled', 'accidental', 'reassurance']);

/** The alert before this one of the same agreement, by its id; null: this is the first. */
export function previousAlertId({ id, scenarioId }: Pick<AlertState, 'id' | 'scenarioId'>): string | null {
  const episode = Number(id.slice(scenarioId.length + 1));
  return Number.isInteger(episode) && episode > 1 ? `${scenarioId}.${episode - 1}` : null;
}

/**
 * How long after the end of the former alert of the same agreement this one began, when that was so soon that they belong together; null:
 * it is no repeat. It only links the two: the new one opens, and is called out, like any other.
 */
export function repeatsAfterMs(alert: Pick<AlertState, 'openedAt'>, former: Pick<AlertState, 'closedAt' | 'outcome'>): number | null {
  if (former.closedAt === null || former.outcome === null || !settledSo.has(former.outcome.code)) return null;
  const afterMs = alert.openedAt - former.closedAt;
  return afterMs >= 0 && afterMs <= mergeWithinMs ? afterMs : null;
}
