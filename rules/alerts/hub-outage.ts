import type { AlertState, Evidence } from '../model/alert.ts';
import type { Instant } from '../model/time.ts';

/** Since when a hub of which the alert speaks is out of reach; null: it speaks of none, or each is back or not in use any more. Stays when the alert clears with it. */
export function hubOutSince({ evidence }: Pick<AlertState, 'evidence'>): Instant | null {
  const last = new Map<string, Evidence>();
  for (const one of evidence) if (one.observation?.kind === 'availability') last.set(one.observation.source, one);
  const out = [...last.values()].filter(({ observation }) => observation?.value === 'offline');
  return out.length === 0 ? null : Math.min(...out.map(({ at }) => at));
}
