import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import type { LiveClientMessage, LiveServerMessage } from '../../../gateway/contract/live.ts';

/** What the page knows of the alerts that are not closed. Immutable. */
export interface Feed {
  /** null: no snapshot yet, so nothing may be said about what is open. */
  readonly epoch: string | null;
  readonly seq: number;
  readonly alerts: ReadonlyMap<string, AlertSummary>;
  /** Events are missing and have been asked for; nothing is applied until they come. */
  readonly behind: boolean;
  /** Pages of the centre at which somebody is, as far as is known. */
  readonly attended: number;
}

export const emptyFeed: Feed = { epoch: null, seq: 0, alerts: new Map(), behind: false, attended: 0 };

export interface FeedStep {
  readonly feed: Feed;
  /** What has to be sent to the server, if anything. */
  readonly send: LiveClientMessage | null;
}

/** The message that asks for everything after what the page has. */
export function resume(feed: Feed): LiveClientMessage {
  return { type: 'resume', epoch: feed.epoch, seq: feed.seq };
}

/**
 * Applies one message. Events are applied only in sequence and only in the epoch of the snapshot: a duplicate is dropped,
 * a gap or another epoch leaves the list as it was and asks for what is missing.
 */
export function receive(feed: Feed, message: LiveServerMessage): FeedStep {
  switch (message.type) {
    case 'observations':
    case 'commands':
    case 'messages':
      return { feed, send: null };
    case 'snapshot': {
      const alerts = new Map(message.alerts.filter((alert) => alert.status !== 'closed').map((alert) => [alert.id, alert]));
      return { feed: { ...feed, epoch: message.epoch, seq: message.seq, alerts, behind: false }, send: null };
    }
    case 'heartbeat': {
      // Also when it was asked for already: a heartbeat is the moment to ask again if no answer came.
      const heard = message.attended === feed.attended ? feed : { ...feed, attended: message.attended };
      if (message.epoch === feed.epoch && message.seq <= feed.seq) return { feed: heard, send: null };
      return { feed: { ...heard, behind: true }, send: resume(feed) };
    }
    case 'alert': {
      if (message.epoch !== feed.epoch || message.seq > feed.seq + 1)
        return { feed: { ...feed, behind: true }, send: feed.behind ? null : resume(feed) };
      if (message.seq <= feed.seq) return { feed, send: null };
      const alerts = new Map(feed.alerts);
      if (message.alert.status === 'closed') alerts.delete(message.alert.id);
      else alerts.set(message.alert.id, message.alert);
      return { feed: { ...feed, seq: message.seq, alerts, behind: false }, send: null };
    }
  }
}
