import type { IConnectPacket } from 'mqtt-packet';
import { type QoS, RawClient } from '../../mqtt/raw-client.ts';

/** A broker under test and a credential that may do anything there. */
export interface Target {
  readonly port: number;
  readonly username?: string;
  readonly password?: Buffer;
}

/** What a case is given: the broker, and names that no other case uses. */
export interface Case {
  readonly credential: Pick<Target, 'username' | 'password'>;
  /** A topic of this case. */
  topic(rest: string): string;
  clientId(name: string): string;
  /** A connection on which nothing was said yet. */
  raw(): RawClient;
  connect(name: string, options?: Partial<IConnectPacket>): Promise<RawClient & { readonly sessionPresent: boolean }>;
  subscriber(name: string, ...subscriptions: (readonly [filter: string, qos: QoS])[]): Promise<RawClient>;
}

let count = 0;

export function newCase(target: Target): Case & { end(): void } {
  const prefix = `case${++count}`;
  const clients: RawClient[] = [];
  const clientId = (name: string) => `${prefix}-${name}`;
  const raw = () => {
    const client = new RawClient(target.port);
    clients.push(client);
    return client;
  };
  const connect: Case['connect'] = async (name, options = {}) => {
    const { username, password } = target;
    const client = raw().connect({ clientId: clientId(name), username, password, ...options });
    const connack = await client.next('connack');
    if (connack.returnCode !== 0) throw new Error(`CONNACK ${connack.returnCode}`);
    return Object.assign(client, { sessionPresent: connack.sessionPresent });
  };
  return {
    credential: target,
    topic: (rest) => `${prefix}/${rest}`,
    clientId,
    raw,
    connect,
    async subscriber(name, ...subscriptions) {
      const client = await connect(name);
      client.subscribe(1, ...subscriptions);
      await client.next('suback');
      return client;
    },
    end() {
      for (const client of clients) client.socket.destroy();
    },
  };
}

/**
 * What a subscriber has been given of a case, in order: it is complete when `marker`, published last by another client on a
 * topic the subscriber hears, has come.
 */
export async function heardUntil(subscriber: RawClient, marker: string): Promise<string[]> {
  for (;;) {
    const message = await subscriber.next('publish');
    if (message.qos === 1) subscriber.send({ cmd: 'puback', messageId: message.messageId });
    if (message.topic === marker) break;
  }
  return subscriber
    .heard('publish')
    .filter((message) => message.topic !== marker)
    .map((message) => `${message.topic}=${message.payload}`);
}
