import { isUtf8 } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { MachineIdentity } from '../ports.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { checkConnect } from './connect-packet.ts';
import type { ConnectionOwner } from './connection-owner.ts';
import { type Frame, Framer, packetType } from './frames.ts';
import { GrantedSubscriptions } from './granted.ts';

/** Why nothing is read from the socket at the moment. */
const hold = { signIn: 1, rate: 2, inFlight: 4, broker: 8 } as const;

const dollar = 0x24;
const pingresp = Buffer.from([0xd0, 0]);

/** How long what is still to be written, or to be read by the broker, may take once a connection ends. */
const lingerMs = 2_000;

/**
 * Stands between a socket and the broker, and looks like a socket to it. It cuts the stream into packets and settles itself
 * what must be settled before a whole packet is there (size, protocol version), what must slow the sender down (rate, memory),
 * and what is by far the most: a device's readings on its own topic, which never reach the broker. All else passes through.
 */
export class MqttConnection extends Duplex {
  identity: MachineIdentity | null = null;
  readonly remoteAddress: string;
  /** Of the certificate that the other side has shown and holds the key of. */
  readonly certificateSha256: Buffer | null;
  readonly granted = new GrantedSubscriptions();
  /** Messages that the broker holds back; until they are settled it reads nothing more of this connection. */
  heldByBroker = 0;
  private readonly socket: Duplex;
  private readonly owner: ConnectionOwner;
  private readonly framer: Framer;
  private readonly acknowledgements: Acknowledgements;
  private ownTopicName = '';
  private ownTopic: Buffer | null = null;
  private phase: 'new' | 'signing-in' | 'open' = 'new';
  private holds = 0;
  private inFlight = 0;
  private timer: { unsubscribe(): void } | null = null;
  private keepAliveMs = 0;
  private silentMs = 0;
  /** Read, but not yet allowed to pass. */
  private frame: Frame | null = null;
  private isPumping = false;
  private isSocketPaused = false;

  constructor(socket: Duplex, remoteAddress: string, certificateSha256: Buffer | null, owner: ConnectionOwner) {
    super();
    this.socket = socket;
    this.remoteAddress = remoteAddress;
    this.certificateSha256 = certificateSha256;
    this.owner = owner;
    this.framer = new Framer(owner.maxPayloadBytes);
    this.acknowledgements = new Acknowledgements(socket);
    socket.on('data', (chunk: Buffer) => this.received(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.socketClosed());
  }

  /** Bytes written that the other side has not taken yet. */
  get backlogBytes(): number {
    return this.writableLength + this.socket.writableLength;
  }

  /** Signed in and answered: everything may pass now. `ownTopic`: where this machine's own readings come. */
  open(ownTopic: string | null, maxPayloadBytes: number): void {
    this.phase = 'open';
    this.framer.maxPayloadBytes = maxPayloadBytes;
    this.ownTopicName = ownTopic ?? '';
    this.ownTopic = ownTopic === null ? null : Buffer.from(ownTopic);
    this.release(hold.signIn);
  }

  /** Time has passed. Ends the connection when nothing was heard for one and a half keep-alives [MQTT-3.1.2-24]. */
  tick(ms: number): void {
    // What we do not read we cannot hear.
    this.silentMs = this.holds === 0 ? this.silentMs + ms : 0;
    if (this.keepAliveMs === 0 || this.silentMs <= this.keepAliveMs * 1.5 || this.destroyed) return;
    this.owner.fellSilent(this);
    this.destroy();
  }

  override _read(): void {
    this.release(hold.broker);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.socket.write(chunk, () => done());
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.socket.write(chunks.length === 1 ? (chunks[0] as { chunk: Buffer }).chunk : Buffer.concat(chunks.map(({ chunk }) => chunk)), () =>
      done(),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.timer?.unsubscribe();
    if (!this.socket.destroyed) {
      const linger = this.owner.after(lingerMs, () => this.socket.destroy());
      this.socket.once('close', () => linger.unsubscribe());
      this.socket.resume();
      this.socket.end(() => this.socket.destroy());
    }
    done(error);
  }

  private received(chunk: Buffer): void {
    if (this.destroyed) return;
    this.silentMs = 0;
    this.framer.push(chunk);
    this.pump();
  }

  /** Takes packet after packet until something holds it up; then the socket is not read from, and the sender has to wait. */
  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    while (this.holds === 0 && !this.destroyed) {
      const next = this.frame ?? this.framer.next();
      if (next === null) break;
      this.frame = null;
      if ('fault' in next) this.refuse(next.fault);
      else if (this.mayPass(next)) this.admit(next);
      else this.frame = next;
    }
    this.isPumping = false;
    const mustPause = this.holds !== 0;
    if (mustPause === this.isSocketPaused || this.destroyed) return;
    this.isSocketPaused = mustPause;
    if (mustPause) this.socket.pause();
    else this.socket.resume();
  }

  private mayPass(frame: Frame): boolean {
    if (frame.type !== packetType.publish || this.phase !== 'open') return true;
    const waitMs = this.owner.throttle(this);
    if (waitMs === 0) return true;
    this.holds |= hold.rate;
    this.timer = this.owner.after(waitMs, () => this.release(hold.rate));
    return false;
  }

  private admit(frame: Frame): void {
    if (this.phase === 'new') return this.takeConnect(frame);
    if (frame.type === packetType.publish) return this.takePublish(frame);
    // A client that waits for its message to be stored must not think that the line is dead.
    if (frame.type === packetType.pingreq && this.heldByBroker > 0) return void this.socket.write(pingresp);
    const isAboutTopics = frame.type === packetType.subscribe || frame.type === packetType.unsubscribe;
    // [MQTT-3.8.3-3], [MQTT-3.10.3-2]
    if (isAboutTopics && frame.bytes.length - frame.start < 3) return this.refuse('SUBSCRIBE or UNSUBSCRIBE without a topic');
    this.pass(frame);
  }

  /** On to the broker. */
  private pass(frame: Frame): void {
    if (!this.push(frame.bytes)) this.holds |= hold.broker;
  }

  private takeConnect(frame: Frame): void {
    const check = checkConnect(frame);
    if (!check.ok) {
      if (check.answer !== null) this.socket.write(check.answer);
      return this.refuse(check.reason);
    }
    this.keepAliveMs = check.keepAliveSeconds * 1000;
    this.phase = 'signing-in';
    this.push(frame.bytes);
    this.holds |= hold.signIn;
  }

  private takePublish(frame: Frame): void {
    const { bytes, start, flags } = frame;
    const topicEnd = start + 2 + bytes.readUInt16BE(start);
    const qos = (flags >> 1) & 3;
    const messageId = qos === 0 ? 0 : bytes.readUInt16BE(topicEnd);
    // [MQTT-2.3.1-1]
    if (qos > 0 && messageId === 0) return this.refuse('PUBLISH with packet identifier 0');
    const isRetained = (flags & 1) !== 0;
    if (qos < 2 && !isRetained && this.ownTopic?.compare(bytes, start + 2, topicEnd) === 0) {
      return this.takeReading(this.ownTopicName, frame, topicEnd);
    }
    const topic = bytes.subarray(start + 2, topicEnd);
    // [MQTT-1.5.3-1], [MQTT-1.5.3-2]
    if (!isUtf8(topic) || topic.includes(0)) return this.refuse('topic is not UTF-8 text');
    const name = topic.toString();
    if (qos < 2 && this.owner.isReading(this, name)) return this.takeReading(name, frame, topicEnd);
    if (topic[0] !== dollar || this.owner.mayPublish(this, name)) return this.pass(frame);
    // Answered like any other and handed to nobody [MQTT-3.3.5-2]; a PUBREL to come is answered by the broker.
    if (qos > 0) this.socket.write(Buffer.from([qos === 1 ? 0x40 : 0x50, 2, messageId >> 8, messageId & 0xff]));
  }

  /** A plain reading of this machine's own, at QoS 0 or 1: settled here. */
  private takeReading(topic: string, { bytes, flags }: Frame, topicEnd: number): void {
    const qos = (flags & 2) === 0 ? 0 : 1;
    const payload = bytes.subarray(qos === 0 ? topicEnd : topicEnd + 2);
    const acknowledge = qos === 0 ? null : this.acknowledgements.expect(bytes.readUInt16BE(topicEnd));
    this.inFlight++;
    if (this.mustWait()) this.holds |= hold.inFlight;
    this.owner.takeReading(this, { topic, payload, qos, retain: (flags & 1) !== 0 }, (error) => {
      this.inFlight--;
      if (error !== null) return this.refuse(`reading not acknowledged: ${error.message}`);
      acknowledge?.();
      if ((this.holds & hold.inFlight) !== 0 && !this.mustWait()) this.release(hold.inFlight);
    });
  }

  private mustWait(): boolean {
    return this.inFlight >= this.owner.maxInFlight();
  }

  private release(reason: number): void {
    if ((this.holds & reason) === 0) return;
    this.holds &= ~reason;
    if (this.holds === 0) this.pump();
  }

  private refuse(reason: string): void {
    if (this.destroyed) return;
    this.owner.refused(this, reason);
    this.destroy();
  }

  /** The broker may still be reading what came before the end, a DISCONNECT for example. */
  private socketClosed(): void {
    if (this.readableLength === 0) {
      this.destroy();
      return;
    }
    const linger = this.owner.after(lingerMs, () => this.destroy());
    this.once('close', () => linger.unsubscribe());
  }
}
