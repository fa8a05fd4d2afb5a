import { randomUUID } from 'node:crypto';
import { deviceError, type Reading, reading } from '../../contract/messages.ts';
import { deviceTopics } from '../../contract/topics.ts';
import type { FlowMessage, FlowNode, NodeApi } from '../node-api.ts';
import { connect } from './connection.ts';
import { placeOf } from './gateway.ts';
import { jsonOf } from './json.ts';

interface Definition {
  readonly gateway: string;
  /** Empty: `msg.topic`. */
  readonly kind: string;
}

/** A gateway that is away for long must not fill the memory. */
const mostWaiting = 1_000;

/**
 * The reading that a message stands for: `msg.payload` is its value. It gets an id, so that what is sent twice is one reading.
 * Throws, naming the field, when it cannot be one.
 */
export function readingOf({ topic, payload }: FlowMessage, kind: string): Reading {
  const result = reading.safeParse({ id: randomUUID(), kind: kind || topic, value: payload });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`${issue?.path.join('.') || 'message'}: ${issue?.message}`);
}

/** Readings of a device that lives in this flow, with the credential of that device. A message is done when its reading is stored and judged. */
export function observationOutNode(RED: NodeApi): void {
  function ObservationOut(this: FlowNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const { gateway, kind } = definition;
    const place = placeOf(RED, this, gateway);
    const { device = '', secret = '' } = this.credentials ?? {};
    if (device === '') this.status({ fill: 'red', shape: 'ring', text: 'needs a device' });
    if (place === null || device === '') return;
    const topics = deviceTopics(device);
    const client = connect(this, { mqttUrl: place.mqttUrl, username: device, secret });
    client.on('connect', () => void client.subscribe(topics.errors, { qos: 1 }));
    client.on('message', (_, payload) => {
      const told = deviceError.safeParse(jsonOf(payload)).data;
      if (told) this.error(`The gateway cannot read it: ${told.reason}`);
    });
    let waiting = 0;
    const publish = async (message: FlowMessage) => {
      if (waiting >= mostWaiting) throw new Error(`the gateway is away, and ${mostWaiting} readings wait for it already`);
      const payload = JSON.stringify(readingOf(message, kind));
      waiting += 1;
      await client.publishAsync(topics.observations, payload, { qos: 1 }).finally(() => {
        waiting -= 1;
      });
    };
    this.on('input', (message, _send, done) => void publish(message).then(() => done(), done));
  }
  RED.nodes.registerType('hearthline-observation-out', ObservationOut, {
    credentials: { device: { type: 'text' }, secret: { type: 'password' } },
  });
}
