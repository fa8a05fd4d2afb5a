import { connect, type MqttClient } from 'mqtt';
import type { Reading } from '../../gateway/contract/messages.ts';
import { topicRoot } from '../../gateway/contract/topics.ts';
import type { DeviceClient, DeviceClientEvents, DeviceCredential } from '../devices/client.ts';
import type { BridgeDialect, BridgeMessage, Known, RadioDevice } from '../dialects/bridge-dialect.ts';
import { randomFor } from '../random.ts';

export interface BridgeOptions {
  readonly dialect: BridgeDialect;
  readonly mqttUrl: string;
  /** The hub's own. */
  readonly credential: DeviceCredential;
  readonly devices: readonly RadioDevice[];
  readonly on: Pick<DeviceClientEvents, 'sent' | 'acknowledged' | 'problem'>;
  /** Its connection was made, or lost. */
  readonly changed: () => void;
  /** The bridge has introduced its devices for the first time: they can be mapped. */
  readonly introduced: () => void;
}

/** How long it waits for the broker to take its last word. */
const patienceMs = 2_000;

/**
 * The part of a hub that hears devices by radio and tells the gateway of them. It remembers what it heard last, and says all of it again
 * whenever it connects. Without mains it hears nothing: what happens meanwhile is lost, and what it says afterwards is old.
 */
export class Bridge {
  readonly #options: BridgeOptions;
  /** What the bridge knows, by name. */
  readonly #known: Map<string, Known>;
  /** How each device really is, which the bridge may have missed. */
  readonly #felt: Map<string, Known>;
  readonly #outOfReach = new Set<string>();
  readonly #reconnectPeriod: number;
  #client: MqttClient | null = null;
  #hasMains = true;
  #births = 0;

  constructor(options: BridgeOptions) {
    const { devices, dialect, credential } = options;
    this.#options = options;
    this.#known = new Map(devices.map((device) => [device.name, dialect.joined(device)]));
    this.#felt = new Map(this.#known);
    this.#reconnectPeriod = randomFor(credential.deviceId, dialect.tree, 'reconnect').whole(1_000, 4_000);
  }

  /** Connects, with the hub's credential and a session that is not kept, as bridges do. */
  start(): void {
    const { mqttUrl, credential, dialect, on, changed } = this.#options;
    if (this.#client !== null) return;
    const will = dialect.will && { ...this.#packet(dialect.will), payload: Buffer.from(dialect.will.payload), qos: 1 as const };
    const client = connect(mqttUrl, {
      protocolVersion: 4,
      clientId: `${credential.deviceId}-${dialect.tree}`,
      username: credential.username,
      password: credential.secret,
      keepalive: 60,
      reconnectPeriod: this.#reconnectPeriod,
      reconnectOnConnackError: true,
      connectTimeout: 20_000,
      ...(will && { will }),
    });
    this.#client = client;
    client.on('error', (error) => on.problem(error.message));
    client.on('close', changed);
    client.on('connect', () => {
      if (!this.#hasMains) return void client.stream.destroy();
      this.#introduce();
      changed();
    });
  }

  get isConnected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** A device on the radio. It has no connection of its own to lose, no memory, and takes no commands. */
  device(name: string, on: Pick<DeviceClientEvents, 'connected'>): DeviceClient {
    // Whoever asks must have the client before it is told.
    queueMicrotask(() => on.connected(true));
    return {
      publish: (readings) => {
        for (const reading of readings) this.#hear(name, reading);
      },
      answer: () => {},
      cut: () => {
        this.#outOfReach.add(name);
        this.#tellReach(name);
      },
      restore: () => {
        this.#outOfReach.delete(name);
        this.#tellReach(name);
      },
      end: async () => {},
    };
  }

  /** The mains fail. */
  cut(): void {
    this.#hasMains = false;
    if (this.#client === null) return;
    this.#client.options.reconnectPeriod = 0;
    this.#client.stream.destroy();
  }

  restore(): void {
    this.#hasMains = true;
    if (this.#client === null) return;
    this.#client.options.reconnectPeriod = this.#reconnectPeriod;
    if (!this.#client.connected) this.#client.connect();
  }

  /** Says goodbye and resolves when the connection is closed, at the latest two seconds later whatever the broker does. */
  async end(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    const { will } = this.#options.dialect;
    if (client.connected && will !== null) {
      const { topic, payload, retain } = this.#packet(will);
      const farewell = new Promise<void>((resolve) => client.publish(topic, payload, { qos: 1, retain }, () => resolve()));
      const patience = AbortSignal.timeout(patienceMs);
      await Promise.race([farewell, new Promise((resolve) => patience.addEventListener('abort', resolve))]);
    }
    await client.endAsync(true);
  }

  #reach({ device }: Known): BridgeMessage {
    return this.#options.dialect.availability(device, this.#outOfReach.has(device.name) ? 'offline' : 'online');
  }

  /** Bridges ask only what is on mains whether it is there; of what runs on a battery they give up after a day. */
  #tellReach(name: string): void {
    const known = this.#known.get(name)!;
    if (this.#births > 0 && this.#hasMains && !known.device.onBattery) void this.#say(this.#reach(known));
  }

  #hear(name: string, reading: Reading): void {
    const { dialect } = this.#options;
    const { known, messages } = dialect.heard(this.#felt.get(name)!, reading);
    this.#felt.set(name, known);
    if (!this.#hasMains || this.#outOfReach.has(name)) return;
    this.#known.set(name, known);
    // Until the bridge has introduced itself its birth says it; a press is never remembered and cannot wait for that.
    if (this.#births > 0 || reading.kind === 'sos') for (const message of messages) this.#say(message);
  }

  /** Who it is, what it has, and everything that it remembers, in an order that means nothing. */
  #introduce(): void {
    const { dialect, devices, credential, introduced } = this.#options;
    const isFirst = this.#births === 0;
    const random = randomFor(credential.deviceId, dialect.tree, 'birth', this.#births++);
    const shuffled = [...this.#known.values()].map((known) => ({ known, place: random.next() })).sort((a, b) => a.place - b.place);
    const told = shuffled.flatMap(({ known }) => [this.#reach(known), ...dialect.cached(known)]);
    const messages = [...dialect.birth(devices), ...told];
    const taken = messages.map((message) => this.#say(message));
    if (isFirst) void Promise.all(taken).then(introduced);
  }

  #say(message: BridgeMessage): Promise<void> {
    const { on } = this.#options;
    const { topic, payload, retain } = this.#packet(message);
    on.sent();
    return new Promise((resolve) => {
      // Zigbee2MQTT sends at QoS 0 unless a device is set to 1; with 1 it is known what has arrived.
      this.#client?.publish(topic, payload, { qos: 1, retain }, (error) => {
        if (error) return;
        on.acknowledged();
        resolve();
      });
    });
  }

  #packet({ topic, ...rest }: BridgeMessage): BridgeMessage {
    return { topic: `${topicRoot}/${this.#options.credential.deviceId}/${topic}`, ...rest };
  }
}
