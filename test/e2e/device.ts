import mqtt, { type MqttClient } from 'mqtt';
import type { z } from 'zod';
import { type DeviceCommand, deviceCommand, deviceError, type Reading } from '../../gateway/contract/messages.ts';
import type { credential } from '../../gateway/contract/people.ts';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { Inbox } from './inbox.ts';

export type Credential = z.infer<typeof credential>;

/** A device at home: a real MQTT client with its own credential, that hears its commands and says that it has spoken them. */
export interface Device {
  readonly id: string;
  readonly commands: Inbox<DeviceCommand>;
  readonly errors: Inbox<z.infer<typeof deviceError>>;
  /** Sends at QoS 1; resolves when the gateway has acknowledged, that is: stored and judged. */
  send(reading: Reading | Reading[]): Promise<void>;
  /** The same for bytes of any kind. */
  sendRaw(payload: string): Promise<void>;
  close(): Promise<void>;
}

export async function connectDevice(url: string, { deviceId, username, secret }: Credential, { clean = true } = {}): Promise<Device> {
  const topics = deviceTopics(deviceId);
  const commands = new Inbox<DeviceCommand>(`commands of ${deviceId}`);
  const errors = new Inbox<z.infer<typeof deviceError>>(`errors of ${deviceId}`);
  const client: MqttClient = await mqtt.connectAsync(url, { clientId: deviceId, username, password: secret, clean });
  client.on('message', (topic, payload) => {
    const message: unknown = JSON.parse(payload.toString());
    if (topic === topics.errors) return errors.put(deviceError.parse(message));
    const command = deviceCommand.parse(message);
    client.publish(topics.commandResult(command.id), JSON.stringify({ status: 'done' }), { qos: 1 });
    // What was sent just as the device connected may come twice, and is spoken once.
    if (!commands.all.some((known) => known.id === command.id)) commands.put(command);
  });
  await client.subscribeAsync([topics.commands, topics.errors], { qos: 1 });
  const sendRaw = async (payload: string) => void (await client.publishAsync(topics.observations, payload, { qos: 1 }));
  return {
    id: deviceId,
    commands,
    errors,
    sendRaw,
    send: (reading) => sendRaw(JSON.stringify(reading)),
    close: () => client.endAsync(),
  };
}
