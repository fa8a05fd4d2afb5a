import mqtt, { type MqttClient } from 'mqtt';
import type { FlowNode, OwnGateway } from '../node-api.ts';

const againAfterMs = 5_000;

/**
 * A connection of `node` to the broker, for as long as the node lives; its state stands below the node. What is published while
 * the gateway is away waits in memory. A refused credential is said once and not tried again: deploy the flow anew.
 */
export function connect(node: FlowNode, { mqttUrl, username, secret }: Omit<OwnGateway, 'httpUrl'>): MqttClient {
  const client = mqtt.connect(mqttUrl, {
    protocolVersion: 4,
    clientId: node.id,
    username,
    password: secret,
    clean: true,
    reconnectPeriod: againAfterMs,
    resubscribe: false,
  });
  let refused = false;
  node.status({ fill: 'yellow', shape: 'ring', text: 'connecting' });
  client.on('connect', () => node.status({ fill: 'green', shape: 'dot', text: 'connected' }));
  client.on('close', () => {
    if (!refused) node.status({ fill: 'yellow', shape: 'ring', text: 'not connected' });
  });
  client.on('error', (error) => {
    // Of a gateway that is away "not connected" says enough.
    if (!/^Connection refused: /.test(error.message)) return;
    refused = true;
    node.status({ fill: 'red', shape: 'ring', text: 'refused' });
    node.error(`The gateway refuses this credential: ${error.message}`);
  });
  node.on('close', (done) => void client.end(!client.connected, {}, () => done()));
  return client;
}

/** Hears one topic filter with a connection of its own, at QoS 1. What was sent while nobody listened is not sent again. */
export function listen(node: FlowNode, place: OwnGateway, filter: string, hear: (topic: string, payload: Buffer) => void): void {
  const client = connect(node, place);
  client.on('message', hear);
  client.on('connect', () => {
    client.subscribe(filter, { qos: 1 }, (error) => {
      // The line may have broken meanwhile; the next connection asks again.
      if (!error || !client.connected) return;
      node.status({ fill: 'red', shape: 'ring', text: 'not allowed' });
      node.error(`The credential of this gateway may not read ${filter}`);
    });
  });
}
