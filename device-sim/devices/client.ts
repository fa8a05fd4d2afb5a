import { connect } from 'mqtt';
import { type CommandResult, deviceError, type Reading } from '../../gateway/contract/messages.ts';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { randomFor } from '../random.ts';

export interface DeviceCredential {
  readonly deviceId: string;
  readonly username: string;
  readonly secret: string;
}

export interface DeviceClientEvents {
  /** Connected, the first time or again; `first` tells which. */
  readonly connected: (first: boolean) => void;
  readonly disconnected: () => void;
  readonly sent: () => void;
  readonly acknowledged: () => void;
  /** The gateway could not read something or would not have it, in its own words. */
  readonly refused: (reason: string) => void;
  readonly command: (payload: string) => void;
  /** Could not connect, or an answer of the broker that should not be. */
  readonly problem: (message: string) => void;
}

export interface DeviceClient {
  /** One message with all of them. Kept and sent again until acknowledged, over reconnects too. */
  publish(readings: readonly Reading[]): void;
  answer(commandId: string, result: CommandResult): void;
  /** Goes away without a word, as when the mains fail: the broker speaks the last will. */
  cut(): void;
  /** Comes back after `cut`. */
  restore(): void;
  /** Says offline, disconnects and resolves when the connection is closed, at the latest two seconds later whatever the broker does. */
  end(): Promise<void>;
}

/** How long a device that leaves waits for the broker to take its last word. */
const patienceMs = 2_000;

/** One device's MQTT connection: MQTT 3.1.1, QoS 1, a session that outlives the connection, a last will. */
export function connectDevice(mqttUrl: string, credential: DeviceCredential, on: DeviceClientEvents): DeviceClient {
  const topics = deviceTopics(credential.deviceId);
  // Spread, so that homes do not all come back in the same instant after an outage.
  const reconnectPeriod = randomFor(credential.deviceId, 'reconnect').whole(1_000, 4_000);
  const client = connect(mqttUrl, {
    protocolVersion: 4,
    clientId: credential.deviceId,
    username: credential.username,
    password: credential.secret,
    clean: false,
    keepalive: 60,
    reconnectPeriod,
    reconnectOnConnackError: true,
    connectTimeout: 20_000,
    will: { topic: topics.status, payload: Buffer.from('{"state":"offline"}'), qos: 1, retain: true },
  });
  let first = true;
  let online = false;
  let away = false;
  let waiting = 0;
  const send = (topic: string, payload: string, retain: boolean, acknowledged: () => void) => {
    waiting++;
    client.publish(topic, payload, { qos: 1, retain }, (error) => {
      waiting--;
      if (!error) acknowledged();
    });
  };
  client.on('connect', () => {
    if (away) return void client.stream.destroy();
    online = true;
    send(topics.status, '{"state":"online"}', true, () => {});
    if (first)
      client.subscribe([topics.commands, topics.errors], { qos: 1 }, (error, grants) => {
        if (error) on.problem(`subscribe: ${error.message}`);
        for (const grant of grants ?? []) if (grant.qos > 2) on.problem(`subscribe to ${grant.topic} was refused`);
      });
    on.connected(first);
    first = false;
  });
  client.on('close', () => {
    if (online) on.disconnected();
    online = false;
  });
  client.on('error', (error) => on.problem(error.message));
  client.on('message', (topic, payload) => {
    if (topic === topics.commands) on.command(payload.toString());
    else if (topic === topics.errors) on.refused(reasonIn(payload.toString()));
  });
  return {
    publish: (readings) => {
      on.sent();
      send(topics.observations, JSON.stringify(readings.length === 1 ? readings[0] : readings), false, on.acknowledged);
    },
    answer: (commandId, result) => send(topics.commandResult(commandId), JSON.stringify(result), false, () => {}),
    cut: () => {
      away = true;
      client.options.reconnectPeriod = 0;
      client.stream.destroy();
    },
    restore: () => {
      away = false;
      client.options.reconnectPeriod = reconnectPeriod;
      if (!client.connected) client.connect();
    },
    end: async () => {
      const closed = new Promise<void>((resolve) => {
        client.once('end', () => resolve());
      });
      if (client.connected) {
        const farewell = new Promise<void>((resolve) => send(topics.status, '{"state":"offline"}', true, resolve));
        const patience = AbortSignal.timeout(patienceMs);
        await Promise.race([farewell, new Promise((resolve) => patience.addEventListener('abort', resolve))]);
      }
      // An orderly end would wait for every answer that is still out; without it the last will says the same.
      client.end(waiting > 0 || !client.connected);
      await closed;
    },
  };
}

function reasonIn(payload: string): string {
  try {
    return deviceError.parse(JSON.parse(payload)).reason;
  } catch {
    return `an error message that cannot be read: ${payload.slice(0, 200)}`;
  }
}
