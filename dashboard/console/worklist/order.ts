import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { severities } from '../../../rules/model/alert.ts';
import { answerWithinMs } from './answer-state.ts';

/**
 * The order of the worklist: severity, then the time that is left (to answer, or to the next thing that happens by itself), then unowned before owned, then the oldest.
 * Never by name, and never by time alone; the id decides at the end, so that the order is the same on every screen.
 */
export function byUrgency(a: AlertSummary, b: AlertSummary): number {
  const left = keysOf(a);
  const right = keysOf(b);
  for (let i = 0; i < left.length; i++) {
    const difference = left[i]! - right[i]!;
    if (difference !== 0) return difference;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The next thing that happens by itself, or the end of the time in which the centre is to answer. */
function breachAt({ nextAt, askedAt, owner }: AlertSummary): number {
  // Nothing pending sorts last, and two of those are equal (infinity minus infinity is not a number).
  const next = nextAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(nextAt);
  return askedAt === null || owner !== null ? next : Math.min(next, Date.parse(askedAt) + answerWithinMs);
}

/** Reading dates is most of the work of sorting, and an alert is sorted many times before it changes. */
const known = new WeakMap<AlertSummary, readonly number[]>();

function keysOf(alert: AlertSummary): readonly number[] {
  let keys = known.get(alert);
  if (!keys) {
    keys = [severities.indexOf(alert.severity), breachAt(alert), Number(alert.owner !== null), Date.parse(alert.openedAt)];
    known.set(alert, keys);
  }
  return keys;
}
