import { Readable } from 'node:stream';
import { FilterTree } from './filter-tree.ts';
import type { BrokerLimits } from './limits.ts';
import { OutgoingQueue, type QueuedPacket } from './outgoing-queue.ts';
import { TopicTree } from './topic-tree.ts';

interface SessionClient {
  readonly id: string;
}
interface StoredSubscription {
  readonly topic: string;
  readonly qos: number;
}
interface Session {
  readonly id: string;
  readonly owner: string;
  readonly subscriptions: Map<string, SessionSubscription>;
  readonly outgoing: OutgoingQueue;
  isFull: boolean;
}
interface SessionSubscription {
  readonly session: Session;
  readonly filter: string;
  readonly qos: number;
}
interface Message extends QueuedPacket {
  topic: string;
  payload: string | Buffer;
  qos: number;
}

interface Options {
  readonly limits: Pick<BrokerLimits, 'maxQueuedMessages' | 'maxQueuedBytes' | 'maxSessionsPerMachine' | 'maxRetainedPerTree'>;
  /** The machine that a session belongs to. */
  readonly ownerOf: (sessionId: string) => string;
  /** The tree that a topic is counted in. */
  readonly treeOf: (topic: string) => string;
  readonly isConnected: (sessionId: string) => boolean;
  readonly maySubscribe: (client: SessionClient, filter: string) => boolean;
  readonly log: { warn(detail: object, message: string): void };
}

/** Stands in for the subscriptions of a kept session that has none, so that CONNACK can say that the session is there [MQTT-3.2.2-2]. */
export const sessionMark = '$session';

/**
 * Kept sessions, retained messages and half-received QoS 2 messages, in memory and bounded (the `persistence` that aedes asks
 * for; aedes calls these methods by name). A restart of the gateway ends all sessions: CONNACK says so, and clients subscribe
 * again. Readings do not depend on any of it.
 */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly byOwner = new Map<string, Set<Session>>();
  private readonly filters = new FilterTree<SessionSubscription>();
  private readonly retained = new TopicTree<Message>();
  private readonly retainedIn = new Map<string, number>();
  private readonly incoming = new Map<string, Set<number>>();
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  async setup(): Promise<void> {}

  /** Whether any kept session must be given messages on this topic. */
  hasSubscription(topic: string): boolean {
    return this.filters.match(topic).length > 0;
  }

  /** Takes messages that have not been sent yet out of all queues. */
  takeBack(topic: string, isIt: (payload: string) => boolean): void {
    const sessions = new Set(this.filters.match(topic).map(({ session }) => session));
    for (const { outgoing } of sessions) outgoing.takeBack((packet) => packet.topic === topic && isIt(String(packet.payload)));
  }

  hasIncoming(sessionId: string, messageId: number): boolean {
    return this.incoming.get(sessionId)?.has(messageId) ?? false;
  }

  /** Forgets all sessions of a machine whose credential is no longer valid. */
  forgetMachine(owner: string): void {
    for (const session of [...(this.byOwner.get(owner) ?? [])]) this.forget(session.id);
  }

  private forget(id: string): void {
    const session = this.sessions.get(id);
    if (session === undefined) return;
    for (const subscription of session.subscriptions.values()) this.filters.remove(subscription.filter, subscription);
    this.sessions.delete(id);
    this.incoming.delete(id);
    const siblings = this.byOwner.get(session.owner);
    siblings?.delete(session);
    if (siblings?.size === 0) this.byOwner.delete(session.owner);
  }

  private open(id: string): Session {
    const known = this.sessions.get(id);
    if (known !== undefined) return known;
    const { limits, ownerOf, isConnected, log } = this.options;
    const owner = ownerOf(id);
    const session: Session = {
      id,
      owner,
      subscriptions: new Map(),
      outgoing: new OutgoingQueue(limits.maxQueuedMessages, limits.maxQueuedBytes),
      isFull: false,
    };
    const away = [...(this.byOwner.get(owner) ?? [])].filter((other) => !isConnected(other.id));
    const oldest = away[0];
    if (oldest !== undefined && away.length >= limits.maxSessionsPerMachine) {
      log.warn({ machine: owner }, 'too many kept MQTT sessions of one machine: the oldest is dropped');
      this.forget(oldest.id);
    }
    this.sessions.set(id, session);
    this.byOwner.set(owner, (this.byOwner.get(owner) ?? new Set()).add(session));
    return session;
  }

  async storeRetained(packet: Message): Promise<void> {
    const tree = this.options.treeOf(packet.topic);
    const count = this.retainedIn.get(tree) ?? 0;
    const isKnown = this.retained.get(packet.topic) !== undefined;
    if (packet.payload.length === 0) {
      this.retained.delete(packet.topic);
      if (isKnown) this.retainedIn.set(tree, count - 1);
    } else if (isKnown || count < this.options.limits.maxRetainedPerTree) {
      // A copy: the payload is part of what was read from the socket.
      this.retained.set(packet.topic, { ...packet, payload: Buffer.from(packet.payload) });
      if (!isKnown) this.retainedIn.set(tree, count + 1);
    } else {
      this.options.log.warn({ topic: packet.topic }, 'too many retained messages: this one was delivered but is not retained');
    }
  }

  createRetainedStreamCombi(filters: readonly string[]): Readable {
    return Readable.from(filters.flatMap((filter) => [...this.retained.match(filter)]));
  }

  async addSubscriptions(client: SessionClient, subscriptions: readonly StoredSubscription[]): Promise<void> {
    const session = this.open(client.id);
    for (const { topic: filter, qos } of subscriptions) {
      // aedes hands over those that were refused as well.
      if (!this.options.maySubscribe(client, filter)) continue;
      this.removeSubscription(session, filter);
      const subscription = { session, filter, qos };
      session.subscriptions.set(filter, subscription);
      if (qos > 0) this.filters.add(filter, subscription);
    }
  }

  async removeSubscriptions(client: SessionClient, filters: readonly string[]): Promise<void> {
    const session = this.sessions.get(client.id);
    if (session !== undefined) for (const filter of filters) this.removeSubscription(session, filter);
  }

  private removeSubscription(session: Session, filter: string): void {
    const subscription = session.subscriptions.get(filter);
    if (subscription === undefined) return;
    session.subscriptions.delete(filter);
    this.filters.remove(filter, subscription);
  }

  /** Called when a client asks for its kept session, which begins now if there is none. */
  async subscriptionsByClient(client: SessionClient): Promise<StoredSubscription[]> {
    const isNew = !this.sessions.has(client.id);
    const { subscriptions } = this.open(client.id);
    if (isNew) return [];
    const stored = [...subscriptions.values()].map(({ filter, qos }) => ({ topic: filter, qos }));
    return stored.length > 0 ? stored : [{ topic: sessionMark, qos: 0 }];
  }

  /** One entry a session: overlapping subscriptions get a message once, at the highest of their QoS [MQTT-3.3.5-1]. */
  async subscriptionsByTopic(topic: string): Promise<SessionSubscription[]> {
    const best = new Map<Session, SessionSubscription>();
    for (const subscription of this.filters.match(topic)) {
      const other = best.get(subscription.session);
      if (other === undefined || other.qos < subscription.qos) best.set(subscription.session, subscription);
    }
    return [...best.values()];
  }

  /** A clean session begins: nothing of an earlier one is left [MQTT-3.1.2-6]. */
  async cleanSubscriptions(client: SessionClient): Promise<void> {
    this.forget(client.id);
  }

  async outgoingEnqueueCombi(subscriptions: readonly SessionSubscription[], packet: Message): Promise<void> {
    if (subscriptions.length === 0) return;
    // A copy: what came from a socket is a piece of a larger buffer, which must not be kept alive by it.
    const payload = Buffer.from(packet.payload);
    for (const { session, qos } of subscriptions) {
      const wasKept = session.outgoing.add({
        cmd: 'publish',
        brokerId: packet.brokerId,
        brokerCounter: packet.brokerCounter,
        topic: packet.topic,
        payload,
        qos: Math.min(qos, packet.qos),
        // [MQTT-3.3.1-9], [MQTT-3.3.1-3]
        retain: false,
        dup: false,
      });
      if (!wasKept && !session.isFull) this.options.log.warn({ machine: session.owner }, 'queue of a kept MQTT session is full');
      session.isFull = !wasKept;
    }
  }

  async outgoingUpdate(client: SessionClient, packet: QueuedPacket): Promise<void> {
    this.sessions.get(client.id)?.outgoing.sending(packet);
  }

  async outgoingClearMessageId(client: SessionClient, packet: QueuedPacket): Promise<QueuedPacket | undefined> {
    return this.sessions.get(client.id)?.outgoing.acknowledged(packet.messageId);
  }

  outgoingStream(client: SessionClient): Readable {
    return Readable.from(this.sessions.get(client.id)?.outgoing.toSend() ?? []);
  }

  async incomingStorePacket(client: SessionClient, packet: { readonly messageId: number }): Promise<void> {
    const ids = this.incoming.get(client.id) ?? new Set();
    this.incoming.set(client.id, ids.add(packet.messageId));
  }

  /** Rejects when the message id is not under way; that is how aedes asks. */
  async incomingGetPacket(client: SessionClient, packet: { readonly messageId: number }): Promise<object> {
    if (!this.hasIncoming(client.id, packet.messageId)) throw new Error('no such packet');
    return packet;
  }

  async incomingDelPacket(client: SessionClient, packet: { readonly messageId: number }): Promise<void> {
    this.incoming.get(client.id)?.delete(packet.messageId);
  }

  async cleanIncoming(client: SessionClient): Promise<void> {
    this.incoming.delete(client.id);
  }

  // Wills are kept by the connections they belong to; with one broker nobody else could publish them.
  async putWill(): Promise<void> {}

  async delWill(): Promise<void> {}

  streamWill(): Readable {
    return Readable.from([]);
  }
}
