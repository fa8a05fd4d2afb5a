import { createHash } from 'node:crypto';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { IConnectPacket } from 'mqtt-packet';
import pino, { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { createClock } from '../../gateway/clock.ts';
import { createMachineRegistry, type MachineRecord } from '../../gateway/identity/machines.ts';
import { type Broker, createBroker } from '../../gateway/mqtt/broker.ts';
import type { BrokerLimits } from '../../gateway/mqtt/limits.ts';
import { listenMqtt } from '../../gateway/mqtt/listener.ts';
import { createMqttMetrics } from '../../gateway/mqtt/metrics.ts';
import type { Arrival, HubMessages, Intake } from '../../gateway/ports.ts';
import { RawClient } from './raw-client.ts';

/** An intake that keeps what it is given and answers when told. */
export class HeldIntake implements Intake {
  readonly arrivals: Arrival[] = [];
  /** Answers at once, as if every transaction took no time. */
  isHolding = false;
  private readonly held: ((error: Error | null) => void)[] = [];

  get waiting(): number {
    return this.held.length;
  }

  accept(arrival: Arrival, done: (error: Error | null) => void): void {
    this.arrivals.push(arrival);
    if (this.isHolding) this.held.push(done);
    else setImmediate(done, null);
  }

  /** The transaction that holds the oldest `count` arrivals has ended. */
  settle(count = this.held.length, error: Error | null = null): void {
    for (const done of this.held.splice(0, count)) done(error);
  }

  /** The newest `count` first, as different lanes may. */
  settleBackwards(): void {
    for (const done of this.held.splice(0).reverse()) done(null);
  }
}

export const secretOf = (id: string) => `secret of ${id}`;

export interface Harness {
  readonly port: number;
  readonly broker: Broker;
  readonly intake: HeldIntake;
  readonly hubs: NotedHubs;
  /** A counter's value, all labels together. */
  readonly counted: (name: string) => Promise<number>;
  readonly log: LogLine[];
  /** Machines as the database holds them. */
  readonly table: Map<string, MachineRecord>;
  readonly reload: () => Promise<void>;
  /** A common MQTT client, not yet connected. */
  client(username: string, options?: IClientOptions): MqttClient;
  raw(): RawClient;
  /** Signed in, byte for byte under the test's control. */
  signedIn(username: string, options?: Partial<IConnectPacket>): Promise<RawClient>;
  close(): Promise<void>;
}
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

export const device = (id: string, kind: 'fridge' | 'app' | 'hub' = 'fridge'): MachineRecord => ({
  identity: { type: 'device', id, homeId: `home of ${id}`, patientId: null, kind, name: id },
  secretSha256: createHash('sha256').update(secretOf(id)).digest(),
  certificateSha256: null,
});
export const integration = (id: string, publishFilters: string[], subscribeFilters: string[]): MachineRecord => ({
  identity: { type: 'integration', id, name: id, publishFilters, subscribeFilters },
  secretSha256: createHash('sha256').update(secretOf(id)).digest(),
  certificateSha256: null,
});

/** Messages in the trees of hubs; answered at once, or never while it is holding. */
class NotedHubs implements HubMessages {
  readonly taken: string[] = [];
  readonly connections: string[] = [];
  isHolding = false;

  take({ hubId, topic, payload }: Parameters<HubMessages['take']>[0], done: Parameters<HubMessages['take']>[1]): void {
    this.taken.push(`${hubId} ${topic} ${payload.length}`);
    if (!this.isHolding) setImmediate(done, null, []);
  }

  connected(hubId: string): void {
    this.connections.push(hubId);
  }
}

/** A broker on a free port with real sockets, two devices and an integration that may do anything. */
export async function startHarness(limits: Partial<BrokerLimits> = {}): Promise<Harness> {
  const log: LogLine[] = [];
  const logger: Logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) });
  const table = new Map<string, MachineRecord>();
  for (const record of [device('d1'), device('d2'), integration('all', ['#', '$app/#', '$TopicA'], ['#', '$app/#', '$TopicA'])])
    table.set(record.identity.id, record);
  const clock = createClock({ speed: 1 });
  const registry = createMachineRegistry({
    source: {
      async *all() {
        yield [...table.values()];
      },
      byId: async (ids) => ids.flatMap((id) => table.get(id) ?? []),
    },
    clock,
    log: logger,
  });
  await registry.reload();
  const intake = new HeldIntake();
  const hubs = new NotedHubs();
  const register = new Registry();
  const metrics = createMqttMetrics(register);
  const broker = await createBroker({ registry, intake, hubs, limits, clock, metrics, log: logger });
  const listener = await listenMqtt({ port: 0, host: '127.0.0.1', handle: broker.handle });
  const clients: MqttClient[] = [];
  const raws: RawClient[] = [];
  const raw = () => {
    const client = new RawClient(listener.port);
    raws.push(client);
    return client;
  };
  return {
    port: listener.port,
    broker,
    intake,
    hubs,
    counted: async (name) => {
      const metric = await register.getSingleMetric(`hearthline_mqtt_${name}`)?.get();
      return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? Number.NaN;
    },
    log,
    table,
    reload: () => registry.reload(),
    client(username, options = {}) {
      const client = mqtt.connect({
        port: listener.port,
        host: '127.0.0.1',
        username,
        password: secretOf(username),
        reconnectPeriod: 0,
        connectTimeout: 5_000,
        ...options,
      });
      client.on('error', () => {});
      clients.push(client);
      return client;
    },
    raw,
    async signedIn(username, options = {}) {
      const client = raw().connect({
        clientId: `${username}-${raws.length}`,
        username,
        password: Buffer.from(secretOf(username)),
        ...options,
      });
      const { returnCode } = await client.next('connack');
      if (returnCode !== 0) throw new Error(`CONNACK ${returnCode}`);
      return client;
    },
    async close() {
      for (const client of raws) client.socket.destroy();
      for (const client of clients) client.end(true);
      await broker.close();
      await listener.close();
    },
  };
}

export const observations = (id: string) => `hearthline/v1/${id}/observations`;
