import type { MqttConnection } from './connection.ts';

/** One reading as it was published. */
export interface PublishedReading {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** What a connection asks of the broker around it. */
export interface ConnectionOwner {
  readonly maxPayloadBytes: number;
  /** How many readings of one connection may wait for their transaction now; with that many it is not read from. */
  maxInFlight(): number;
  /** 0, or the milliseconds for which this machine has to wait before its next message is read. */
  throttle(connection: MqttConnection): number;
  /** A reading on the machine's own topic, or on one of `isReading`. `done(null)` once it is stored; with an error nothing is acknowledged. */
  takeReading(connection: MqttConnection, reading: PublishedReading, done: (error: Error | null) => void): void;
  /** Whether messages on this topic are readings as well: of a hub's devices, or in another system's words. */
  isReading(connection: MqttConnection, topic: string): boolean;
  mayPublish(connection: MqttConnection, topic: string): boolean;
  /** A connection that ends because of what the other side did. */
  refused(connection: MqttConnection, reason: string): void;
  /** A connection on which nothing was heard for too long. */
  fellSilent(connection: MqttConnection): void;
  after(ms: number, work: () => void): { unsubscribe(): void };
}
