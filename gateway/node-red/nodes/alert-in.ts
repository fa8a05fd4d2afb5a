import { type AlertEvent, alertEvent } from '../../contract/alerts.ts';
import { alertTopic } from '../../contract/topics.ts';
import type { FlowNode, NodeApi } from '../node-api.ts';
import { listen } from './connection.ts';
import { placeOf } from './gateway.ts';
import { jsonOf } from './json.ts';

interface Definition {
  readonly gateway: string;
  /** Empty: everybody. */
  readonly patient: string;
  /** Every change, also a further step of the ladder or an owner; else only when it opens, clears and closes. */
  readonly every: boolean;
}

/** Tells whether an alert has another status than when it was last heard of. */
export function statusChanges(): (event: Pick<AlertEvent, 'id' | 'status'>) => boolean {
  const known = new Map<string, AlertEvent['status']>();
  return ({ id, status }) => {
    const before = known.get(id);
    if (status === 'closed') known.delete(id);
    else known.set(id, status);
    return before !== status;
  };
}

/** Alerts as they begin, change and end, after they are stored. A lamp may hang on it; nobody's help does. */
export function alertInNode(RED: NodeApi): void {
  function AlertIn(this: FlowNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const { gateway, patient, every } = definition;
    const place = placeOf(RED, this, gateway);
    if (place === null) return;
    const isNews = statusChanges();
    listen(this, place, alertTopic(patient || '+'), (_, payload) => {
      const event = alertEvent.safeParse(jsonOf(payload)).data;
      if (event && (isNews(event) || every)) this.send({ topic: event.id, payload: event });
    });
  }
  RED.nodes.registerType('hearthline-alert-in', AlertIn);
}
