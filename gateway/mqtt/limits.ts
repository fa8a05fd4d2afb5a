import type { Config } from '../config.ts';

/** Limits of the broker. Whatever a client can make the gateway hold in memory is bounded by one of them. */
export interface BrokerLimits {
  readonly maxPayloadBytes: number;
  /** The same for a hub: the list of what is behind it is one message. */
  readonly maxHubPayloadBytes: number;
  /** Messages a second that one device may send for long, and how many at once; beyond it is not read from for a while. */
  readonly messagesPerSecond: number;
  readonly burst: number;
  readonly integrationMessagesPerSecond: number;
  readonly integrationBurst: number;
  /** Failed sign-ins a second from one address before it has to wait for the answer. */
  readonly badSignInsPerSecond: number;
  readonly maxTopicLevels: number;
  /** Readings of one connection that may wait for their transaction before it is not read from. */
  readonly maxInFlight: number;
  /** When so many wait in all (the database is away), the limit of each connection is the one below: what is urgent still gets in. */
  readonly maxWaitingReadings: number;
  readonly maxInFlightWhenFull: number;
  /** Bytes that may wait for a slow subscriber before it is cut off. */
  readonly maxSubscriberBacklogBytes: number;
  /** Messages, and bytes of payload, kept for one session while it is away. */
  readonly maxQueuedMessages: number;
  readonly maxQueuedBytes: number;
  /** Sessions of one machine that are kept while they are away; the oldest goes first. */
  readonly maxSessionsPerMachine: number;
  /** Retained messages in one device's tree, and in all topics outside the devices' trees together. */
  readonly maxRetainedPerTree: number;
}

export const standardLimits: BrokerLimits = {
  maxPayloadBytes: 65_536,
  maxHubPayloadBytes: 2_097_152,
  messagesPerSecond: 50,
  burst: 500,
  integrationMessagesPerSecond: 5_000,
  integrationBurst: 50_000,
  badSignInsPerSecond: 3,
  maxTopicLevels: 10,
  maxInFlight: 1_000,
  maxWaitingReadings: 20_000,
  maxInFlightWhenFull: 20,
  maxSubscriberBacklogBytes: 16 * 1024 * 1024,
  maxQueuedMessages: 10_000,
  maxQueuedBytes: 16 * 1024 * 1024,
  maxSessionsPerMachine: 10,
  maxRetainedPerTree: 1_000,
};

/** The limits that can be set from outside. */
export function limitsFrom(config: Config): Partial<BrokerLimits> {
  return {
    maxPayloadBytes: config.mqttMaxPayloadBytes,
    messagesPerSecond: config.mqttMessagesPerSecond,
    burst: config.mqttBurst,
    badSignInsPerSecond: config.mqttBadSignInsPerSecond,
    maxTopicLevels: config.mqttMaxTopicLevels,
    maxWaitingReadings: config.maxWaitingReadings,
  };
}
