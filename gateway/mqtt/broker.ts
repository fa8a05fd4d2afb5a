import type { Duplex } from 'node:stream';
import { Aedes, type Client, type PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import { interval, type Observable, Subject } from 'rxjs';
import type { Clock } from '../clock.ts';
import type { CommandResult } from '../contract/messages.ts';
import { attributesTopic, deviceTopics, parseDeviceTopic, telemetryTopic } from '../contract/topics.ts';
import type { LiveMachineRegistry } from '../identity/machines.ts';
import type { DevicePublisher, HubMessages, Intake } from '../ports.ts';
import { mayPublish, maySubscribe } from './acl.ts';
import { MqttConnection } from './connection.ts';
import type { ConnectionOwner } from './connection-owner.ts';
import { DeliveryBus } from './delivery-bus.ts';
import { connectionOf, createHooks } from './hooks.ts';
import { type BrokerLimits, standardLimits } from './limits.ts';
import type { MqttMetrics } from './metrics.ts';
import { OwnTopics } from './own-topics.ts';
import { type ConnectionChange, PresenceBook } from './presence.ts';
import { RateLimits } from './rate-limit.ts';
import { Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { isTopic } from './topic-filter.ts';

export interface BrokerOptions {
  readonly registry: LiveMachineRegistry;
  readonly intake: Intake;
  readonly hubs: HubMessages;
  /** What differs from `standardLimits`. */
  readonly limits?: Partial<BrokerLimits>;
  readonly clock: Clock;
  readonly metrics: MqttMetrics;
  readonly log: Logger;
}

export interface DeviceCommandResult {
  readonly deviceId: string;
  readonly commandId: string;
  readonly result: CommandResult;
}

export interface Broker {
  /** Takes a connected socket, or anything that reads and writes like one; and the certificate that was shown on it, if any. */
  handle(stream: Duplex, remoteAddress: string, certificateSha256?: Buffer | null): void;
  /** Ends all connections. What is still waiting for its transaction is not acknowledged, and comes again. */
  close(): Promise<void>;
  readonly publisher: DevicePublisher;
  readonly commandResults$: Observable<DeviceCommandResult>;
  /** Devices that came or went. */
  readonly connections$: Observable<ConnectionChange>;
}

const tickMs = 500;

/** Starts the MQTT 3.1.1 broker. It listens nowhere by itself: listeners hand it their sockets. */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const { registry, intake, hubs, clock, metrics, log } = options;
  const limits: BrokerLimits = { ...standardLimits, ...options.limits };
  const commandResults = new Subject<DeviceCommandResult>();
  const presence = new PresenceBook(clock.now);
  const rates = new RateLimits(limits, clock.wallNow);
  const connections = new Set<MqttConnection>();
  const sessionIds = new Set<string>();
  const bus = new DeliveryBus();
  let isClosing = false;
  /** Messages of ours go out one after the other: aedes takes one that overtakes another for a repetition, and drops it. */
  let lastPublished: Promise<void> = Promise.resolve();

  const sessions = new Sessions({
    limits,
    ownerOf: (sessionId) => sessionId.slice(0, sessionId.indexOf('/')),
    treeOf: (topic) => parseDeviceTopic(topic)?.deviceId ?? '',
    isConnected: (sessionId) => sessionIds.has(sessionId),
    maySubscribe: (client, filter) => {
      const { identity } = connectionOf(client as Client);
      return identity !== null && maySubscribe(identity, filter);
    },
    log,
  });
  const signIn = new SignIn({
    registry,
    badSignInsPerSecond: limits.badSignInsPerSecond,
    clock,
    log,
    onRefused: () => metrics.refused.inc({ what: 'sign-in' }),
  });
  const ownTopics = new OwnTopics({
    registry,
    intake,
    hubs,
    clock,
    metrics,
    tell: (deviceId, topic, reason) => void tell(deviceId, topic, reason).catch(() => {}),
    onStatus: (deviceId, state) => presence.said(deviceId, state),
    onCommandResult: (deviceId, commandId, result) => commandResults.next({ deviceId, commandId, result }),
  });

  const aedes = await Aedes.createBroker({
    ...createHooks({ signIn, sessions, ownTopics, limits, metrics, log, tell, signedIn, isClosing: () => isClosing }),
    mq: bus,
    persistence: sessions,
    maxTopicLevels: limits.maxTopicLevels,
    // Client ids are prefixed with the machine's, so MQTT 3.1's limit of 23 characters cannot be held against them.
    maxClientsIdLength: 65_535,
    connectTimeout: 10_000,
    drainTimeout: 30_000,
    // Packets are held back by the connection until the client is signed in, never queued here.
    queueLimit: 1_000,
  });

  const owner: ConnectionOwner = {
    maxPayloadBytes: limits.maxPayloadBytes,
    maxInFlight: () => (intake.waiting >= limits.maxWaitingReadings ? limits.maxInFlightWhenFull : limits.maxInFlight),
    throttle(connection) {
      const waitMs = connection.identity === null ? 0 : rates.take(connection.identity);
      if (waitMs > 0) metrics.throttled.inc();
      return waitMs;
    },
    takeReading({ identity }, { topic, payload, qos, retain }, done) {
      // Large ones are lists of what is behind a hub, which nobody needs to be told again by us.
      const isKept = retain && payload.length <= limits.maxPayloadBytes;
      ownTopics.take({ senderId: identity?.id ?? '', topic, payload, isLastWill: false }, (error) => {
        done(error);
        if (error !== null || isForNobody(topic)) return;
        if (isKept || bus.hasListener(topic) || sessions.hasSubscription(topic))
          publish({ topic, payload, qos, retain: isKept }).catch(() => {});
      });
    },
    isReading: ({ identity }, topic) =>
      identity?.type === 'device' && (isForNobody(topic) || (identity.kind === 'hub' && isOfHub(identity.id, topic))),
    mayPublish: (connection, topic) => connection.identity !== null && mayPublish(connection.identity, topic),
    refused(connection, reason) {
      metrics.refused.inc({ what: 'connection' });
      log.warn({ machine: connection.identity?.id, address: connection.remoteAddress, reason }, 'MQTT connection closed');
    },
    fellSilent: ({ identity, remoteAddress }) =>
      log.info({ machine: identity?.id, address: remoteAddress }, 'MQTT keep-alive time is over'),
    after: (ms, work) => clock.wallScheduler.schedule(() => work(), ms),
  };

  /** Every device has these topics: nobody may hear another there. */
  const isForNobody = (topic: string) => topic === telemetryTopic || topic === attributesTopic;

  /** In the hub's own tree, and none of the topics that mean the hub itself. */
  function isOfHub(hubId: string, topic: string): boolean {
    const meaning = parseDeviceTopic(topic);
    return meaning?.kind === 'other' && meaning.deviceId === hubId && isTopic(topic) && topic.split('/').length <= limits.maxTopicLevels;
  }

  /** Before CONNACK: a connection that takes over from another is there before that one goes. */
  function signedIn(connection: MqttConnection): void {
    if (connection.destroyed) return;
    metrics.connections.inc();
    const { identity } = connection;
    if (identity?.type === 'device' && identity.kind === 'hub' && !presence.isOnline(identity.id)) hubs.connected(identity.id);
    presence.add(connection);
    connection.once('close', () => {
      metrics.connections.dec();
      presence.remove(connection);
    });
  }

  function publish(packet: Pick<PublishPacket, 'topic' | 'payload' | 'qos' | 'retain'>): Promise<void> {
    const published = lastPublished.then(
      () =>
        new Promise<void>((resolve, reject) => {
          aedes.publish({ cmd: 'publish', dup: false, ...packet }, (error) => (error ? reject(error) : resolve()));
        }),
    );
    lastPublished = published.catch(() => {});
    return published;
  }

  function tell(deviceId: string, topic: string, reason: string): Promise<void> {
    const payload = JSON.stringify({ at: new Date(clock.now()).toISOString(), topic, reason });
    return publish({ topic: deviceTopics(deviceId).errors, payload, qos: 1, retain: false });
  }

  aedes.on('client', (client) => sessionIds.add(client.id));
  aedes.on('clientDisconnect', (client) => sessionIds.delete(client.id));
  aedes.on('connackSent', (connack, client) => {
    const connection = connectionOf(client);
    if (connack.returnCode !== 0 || connection.identity === null) return;
    const { type, id } = connection.identity;
    const isHub = type === 'device' && connection.identity.kind === 'hub';
    connection.open(type === 'device' ? deviceTopics(id).observations : null, isHub ? limits.maxHubPayloadBytes : limits.maxPayloadBytes);
  });
  aedes.on('unsubscribe', (filters, client) => {
    for (const filter of filters) connectionOf(client).granted.delete(filter);
  });
  const onError = (client: Client, error: Error & { code?: string }) => {
    const { identity, remoteAddress } = connectionOf(client);
    // A broken line is everyday; what the other side did wrong is not.
    const level = error.code === undefined ? 'warn' : 'debug';
    log[level]({ machine: identity?.id, address: remoteAddress, reason: error.message }, 'MQTT connection ended with an error');
  };
  aedes.on('clientError', onError);
  aedes.on('connectionError', onError);

  const revocations = registry.onRevoked.subscribe((id) => {
    for (const connection of presence.connectionsOf(id)) {
      log.info({ machine: id }, 'MQTT connection closed: the credential was revoked or changed');
      connection.destroy();
    }
    sessions.forgetMachine(id);
  });
  const ticks = interval(tickMs, clock.wallScheduler).subscribe(() => {
    for (const connection of connections) connection.tick(tickMs);
    signIn.tidy();
    rates.tidy();
  });

  return {
    handle(stream, remoteAddress, certificateSha256 = null) {
      const connection = new MqttConnection(stream, remoteAddress, certificateSha256, owner);
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
      aedes.handle(connection);
      if (isClosing) connection.destroy();
    },
    async close() {
      isClosing = true;
      revocations.unsubscribe();
      ticks.unsubscribe();
      signIn.close();
      presence.close();
      commandResults.complete();
      for (const connection of connections) connection.destroy();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
    publisher: {
      publish: (topic, payload, { qos, retain }) => publish({ topic, payload, qos, retain }),
      takeBack: (topic, isIt) => sessions.takeBack(topic, isIt),
      isConnected: (deviceId) => presence.isOnline(deviceId),
      get connectedCount() {
        return presence.onlineCount;
      },
    },
    commandResults$: commandResults.asObservable(),
    connections$: presence.changes$,
  };
}
