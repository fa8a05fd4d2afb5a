import { reading } from '../../contract/messages.ts';
import { deviceTopics, parseDeviceTopic } from '../../contract/topics.ts';
import type { FlowMessage, FlowNode, NodeApi } from '../node-api.ts';
import { listen } from './connection.ts';
import { placeOf } from './gateway.ts';
import { jsonOf } from './json.ts';

interface Definition {
  readonly gateway: string;
  /** Empty: every device. */
  readonly device: string;
  /** Empty: every kind. */
  readonly kind: string;
}

/** One message for each reading of a payload; what cannot be read is the gateway's to keep and to tell of. */
export function messagesOf(topic: string, payload: Buffer): FlowMessage[] {
  const deviceId = parseDeviceTopic(topic)?.deviceId;
  const content = jsonOf(payload);
  const elements: readonly unknown[] = Array.isArray(content) ? content : [content];
  return elements
    .map((element) => reading.safeParse(element).data)
    .filter((one) => one !== undefined)
    .map((one) => ({ topic: one.kind, payload: one.value ?? true, deviceId, reading: one }));
}

/** Readings that devices send over MQTT, when the gateway has stored and judged them. */
export function observationInNode(RED: NodeApi): void {
  function ObservationIn(this: FlowNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const { gateway, device, kind } = definition;
    const place = placeOf(RED, this, gateway);
    if (place === null) return;
    listen(this, place, deviceTopics(device || '+').observations, (topic, payload) => {
      for (const message of messagesOf(topic, payload)) if (kind === '' || message.topic === kind) this.send(message);
    });
  }
  RED.nodes.registerType('hearthline-observation-in', ObservationIn);
}
