import { createConnection, type Socket } from 'node:net';
import mqttPacket, { type IConnectPacket, type IPublishPacket, type Packet } from 'mqtt-packet';

export type QoS = 0 | 1 | 2;
type Of<C extends Packet['cmd']> = Extract<Packet, { cmd: C }>;

/** An MQTT client that says exactly what it is told, answers nothing by itself, and remembers what it heard. */
export class RawClient {
  readonly packets: Packet[] = [];
  readonly bytes: Buffer[] = [];
  readonly closed: Promise<void>;
  readonly socket: Socket;
  private readonly looks = new Set<() => void>();
  private readonly read = new Map<string, number>();

  constructor(port: number) {
    this.socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    const parser = mqttPacket.parser();
    parser.on('packet', (packet) => this.packets.push(packet));
    this.socket.on('data', (data) => {
      this.bytes.push(data);
      parser.parse(data);
      for (const look of [...this.looks]) look();
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.on('close', () => resolve()));
  }

  send(...packets: (Packet | Buffer)[]): this {
    this.socket.write(Buffer.concat(packets.map((packet) => (Buffer.isBuffer(packet) ? packet : mqttPacket.generate(packet)))));
    return this;
  }

  connect(options: Partial<IConnectPacket> = {}): this {
    return this.send({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'raw', keepalive: 0, ...options });
  }

  publish(topic: string, payload: string | Buffer, options: Partial<IPublishPacket> = {}): this {
    return this.send({ cmd: 'publish', topic, payload, qos: 0, messageId: 1, dup: false, retain: false, ...options });
  }

  subscribe(messageId: number, ...subscriptions: (readonly [filter: string, qos: QoS])[]): this {
    return this.send({ cmd: 'subscribe', messageId, subscriptions: subscriptions.map(([topic, qos]) => ({ topic, qos })) });
  }

  /** The next packet of a kind that has not been asked for yet; rejects when the connection ends first. */
  next<C extends Packet['cmd']>(cmd: C): Promise<Of<C>> {
    const at = this.read.get(cmd) ?? 0;
    this.read.set(cmd, at + 1);
    return new Promise((resolve, reject) => {
      const look = () => {
        const packet = this.packets.filter((one): one is Of<C> => one.cmd === cmd)[at];
        if (packet === undefined) return;
        this.looks.delete(look);
        resolve(packet);
      };
      this.looks.add(look);
      void this.closed.then(() => {
        look();
        reject(new Error(`closed while waiting for ${cmd}; heard ${this.packets.map((packet) => packet.cmd).join(', ')}`));
      });
      look();
    });
  }

  /** What came of a kind so far. */
  heard<C extends Packet['cmd']>(cmd: C): Of<C>[] {
    return this.packets.filter((packet): packet is Of<C> => packet.cmd === cmd);
  }

  /** Ends without a DISCONNECT. */
  async break(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }

  async disconnect(): Promise<void> {
    this.send({ cmd: 'disconnect' });
    await this.closed;
  }
}
