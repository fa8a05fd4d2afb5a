import { randomUUID } from 'node:crypto';
import type { AedesOptions, Client } from 'aedes';
import type { Logger } from 'pino';
import type { MachineIdentity } from '../ports.ts';
import { splitAccessToken } from './access-token.ts';
import { mayPublish, mayReceive, maySubscribe } from './acl.ts';
import type { MqttConnection } from './connection.ts';
import type { BrokerLimits } from './limits.ts';
import type { MqttMetrics } from './metrics.ts';
import type { OwnTopics } from './own-topics.ts';
import { type Sessions, sessionMark } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { isFilter } from './topic-filter.ts';

interface Options {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly ownTopics: OwnTopics;
  readonly limits: BrokerLimits;
  readonly metrics: MqttMetrics;
  readonly log: Logger;
  readonly isClosing: () => boolean;
  readonly signedIn: (connection: MqttConnection) => void;
  /** Tells a device what of its own was refused; resolves when it has been handed over. */
  readonly tell: (deviceId: string, topic: string, reason: string) => Promise<void>;
}

type Done = (error: Error | null) => void;
type Hooks = Required<Pick<AedesOptions, 'preConnect' | 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>>;

export const connectionOf = (client: Client): MqttConnection => client.conn as MqttConnection;

/** Already logged where it was decided; `code` keeps it from being logged again when the connection ends. */
const refusal = (message: string) => Object.assign(new Error(message), { code: 'REFUSED', returnCode: 5 as const });

/** What the broker asks before it lets a client sign in, publish, subscribe, or get a message. */
export function createHooks(options: Options): Hooks {
  const { signIn, sessions, ownTopics, limits, metrics, log } = options;
  /** QoS 2 messages waiting for their transaction: one sent again meanwhile waits for the same [MQTT-4.3.3-2]. */
  const underWay = new Map<string, Done[]>();

  /** The sender has to see that it failed: MQTT 3.1.1 has no other way than to close [MQTT-3.3.5-2]. */
  function refusePublish(identity: MachineIdentity | null, topic: string, done: Done): void {
    metrics.refused.inc({ what: 'publish' });
    log.warn({ machine: identity?.id, topic: topic.slice(0, 200) }, 'MQTT publish refused: not allowed on this topic');
    const error = refusal('publish not allowed');
    if (identity?.type !== 'device') return done(error);
    // Two turns: the message to the device is written in the first.
    const close = () => setImmediate(() => setImmediate(() => done(error)));
    options.tell(identity.id, topic, 'this device may not publish on this topic').then(close, close);
  }

  function takeOnce(client: Client, messageId: number, take: (done: Done) => void, done: Done): void {
    if (sessions.hasIncoming(client.id, messageId)) return done(null);
    const key = `${client.id} ${messageId}`;
    const waiting = underWay.get(key);
    if (waiting !== undefined && !client.clean) {
      waiting.push(done);
      return;
    }
    const all = [done];
    underWay.set(key, all);
    take((error) => {
      if (underWay.get(key) === all) underWay.delete(key);
      // Those who waited come a turn later, and find the message id kept.
      for (const [i, each] of all.entries())
        if (i === 0) each(error);
        else setImmediate(each, error);
    });
  }

  return {
    preConnect(client, packet, done) {
      // Keep-alive is watched by the connection, which sees what the broker does not.
      packet.keepalive = 0;
      const token = packet.password === undefined ? splitAccessToken(packet.username) : null;
      if (token !== null) Object.assign(packet, { username: token.id, password: Buffer.from(token.secret) });
      // A machine can only ever reach its own sessions.
      packet.clientId = `${packet.username ?? ''}/${packet.clientId || randomUUID()}`;
      const willLevels = packet.will?.topic.split('/').length ?? 0;
      if (willLevels > limits.maxTopicLevels) return done(new Error(`will topic has more than ${limits.maxTopicLevels} levels`), false);
      done(null, !client.closed);
    },

    authenticate(client, username, password, done) {
      const connection = connectionOf(client);
      signIn.check(connection.remoteAddress, username, password, connection.certificateSha256).then(
        (identity) => {
          connection.identity = identity;
          if (identity !== null) options.signedIn(connection);
          done(identity === null ? refusal('not authorised') : null, identity !== null);
        },
        () => connection.destroy(),
      );
    },

    authorizePublish(client, packet, done) {
      if (client === null) return done(null);
      const connection = connectionOf(client);
      const { identity } = connection;
      if (options.isClosing()) return done(new Error('the gateway is closing'));
      if (identity === null || !mayPublish(identity, packet.topic)) return refusePublish(identity, packet.topic, done);
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      // What a client publishes after its end is its last will.
      const message = { senderId: identity.id, topic: packet.topic, payload, isLastWill: client.closed };
      const take = (taken: Done) => ownTopics.take(message, taken);
      connection.heldByBroker++;
      const settled: Done = (error) => {
        connection.heldByBroker--;
        done(error);
      };
      if (packet.qos === 2 && packet.messageId !== undefined) takeOnce(client, packet.messageId, take, settled);
      else take(settled);
    },

    authorizeSubscribe(client, subscription, done) {
      const { topic: filter, qos } = subscription;
      if (filter === sessionMark) return done(null, null);
      // [MQTT-4.7.1-2], [MQTT-4.7.1-3]
      if (!isFilter(filter)) return done(new Error('malformed topic filter'));
      const connection = connectionOf(client);
      const { identity } = connection;
      if (identity === null || !maySubscribe(identity, filter)) {
        metrics.refused.inc({ what: 'subscribe' });
        log.warn({ machine: identity?.id, filter: filter.slice(0, 200) }, 'MQTT subscription refused: reaches beyond what is allowed');
        if (identity?.type === 'device') options.tell(identity.id, filter, 'this device may not subscribe to this filter').catch(() => {});
        return done(null, null);
      }
      connection.granted.set(filter, qos);
      // Delivery goes the same way whatever was granted; `authorizeForward` knows the QoS.
      done(null, { ...subscription, qos: qos === 0 ? 1 : qos });
    },

    authorizeForward(client, packet) {
      const connection = connectionOf(client);
      const { identity } = connection;
      if (identity === null || !mayReceive(identity, packet.topic)) return null;
      if (connection.backlogBytes > limits.maxSubscriberBacklogBytes) {
        metrics.overflow.inc();
        log.warn({ machine: identity.id, bytes: connection.backlogBytes }, 'MQTT subscriber does not keep up: connection closed');
        connection.destroy();
        return null;
      }
      const granted = connection.granted.highest(packet.topic) ?? packet.qos;
      return { ...packet, qos: Math.min(granted, packet.qos) as 0 | 1 | 2, dup: false };
    },
  };
}
