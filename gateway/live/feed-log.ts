import type { AlertSummary } from '../contract/alerts.ts';
import type { LiveServerMessage } from '../contract/live.ts';

export interface FeedLog {
  readonly epoch: string;
  /** Number of the last event; 0 before the first. */
  readonly seq: number;
  /** Everything that is not closed. */
  alerts(): AlertSummary[];
  /** Takes a change, and gives the event to send, as JSON text. */
  changed(alert: AlertSummary): string;
  /** The events after `seq`, as JSON text; null: not all of them are known any more, or it counts in another process's numbers. */
  since(epoch: string | null, seq: number): string[] | null;
}

/** What the pages show, and how it became so: all open alerts, and the last `capacity` changes numbered without gaps. */
export function createFeedLog(options: {
  readonly epoch: string;
  readonly capacity: number;
  readonly alerts: readonly AlertSummary[];
}): FeedLog {
  const { epoch, capacity } = options;
  const open = new Map(options.alerts.filter(({ status }) => status !== 'closed').map((alert) => [alert.id, alert]));
  /** Event n stands at n modulo capacity. */
  const ring: string[] = [];
  let seq = 0;

  return {
    epoch,
    get seq() {
      return seq;
    },
    alerts: () => [...open.values()],
    changed(alert) {
      if (alert.status === 'closed') open.delete(alert.id);
      else open.set(alert.id, alert);
      seq += 1;
      const event = JSON.stringify({ type: 'alert', epoch, seq, alert } satisfies LiveServerMessage);
      ring[seq % capacity] = event;
      return event;
    },
    since(askedEpoch, from) {
      if (askedEpoch !== epoch || from > seq || from < Math.max(0, seq - capacity)) return null;
      return Array.from({ length: seq - from }, (_, i) => ring[(from + 1 + i) % capacity] as string);
    },
  };
}
