import { connect, type MqttClient } from 'mqtt';
import type { Instant } from '../../rules/model/time.ts';
import type { Agenda } from '../agenda.ts';
import type { DeviceCredential } from '../devices/client.ts';
import type { SimEvent } from '../tally.ts';
import { topicOf } from './fixture.ts';
import { type Shift, shiftTimes } from './times.ts';

/** A recording at the time of its play. */
export interface Recorded {
  readonly shift: Shift;
  readonly messages: readonly {
    readonly at: Instant;
    readonly deviceId: string;
    /** What the device is called in the recording. */
    readonly name: string;
    readonly topic: string;
    readonly payload: string;
    readonly retain: boolean;
  }[];
}

export interface PlaybackOptions {
  readonly recorded: Recorded;
  readonly mqttUrl: string;
  readonly agenda: Agenda;
  readonly credentialOf: (deviceId: string) => DeviceCredential;
  readonly on: (event: SimEvent) => void;
}

/** Sends what was recorded again, each message at its place in time, by the devices that said it. Returns what ends it. */
export function playBack({ recorded, mqttUrl, agenda, credentialOf, on }: PlaybackOptions): () => Promise<void> {
  const clients = new Map<string, MqttClient>();
  for (const deviceId of new Set(recorded.messages.map((message) => message.deviceId))) {
    const { username, secret } = credentialOf(deviceId);
    const client = connect(mqttUrl, { protocolVersion: 4, clientId: deviceId, username, password: secret });
    client.on('error', (error) => on({ type: 'problem', deviceId, message: error.message }));
    clients.set(deviceId, client);
  }
  for (const { at, deviceId, name, topic, payload, retain } of recorded.messages)
    agenda.at(at, () => {
      // What is said of the tree of a hub is said of the one that plays it.
      const said = shiftTimes(payload, recorded.shift).replaceAll(topicOf(name, ''), topicOf(deviceId, ''));
      on({ type: 'sent', deviceId });
      clients.get(deviceId)?.publish(topicOf(deviceId, topic), said, { qos: 1, retain }, (error) => {
        if (!error) on({ type: 'acknowledged', deviceId });
      });
    });
  return async () => {
    await Promise.all([...clients.values()].map((client) => client.endAsync(!client.connected)));
  };
}
