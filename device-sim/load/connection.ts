import { connect, type Socket } from 'node:net';
import mqttPacket from 'mqtt-packet';
import { elapsedMs } from '../clock.ts';

/** One client of the load: who it is and where it publishes. Without a user name it connects anonymously. */
export interface LoadClient {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly topic: string;
}

export interface LoadConnectionEvents {
  /** One publish was acknowledged; `n` is its number in this client, `sinceMs` what was passed to `publish`. */
  readonly acknowledged: (n: number, sinceMs: number) => void;
  /** All acknowledgements of one read have been reported; free slots can be used. */
  readonly drained: () => void;
  /** The connection is gone; `inFlight` publishes were never answered. */
  readonly closed: (inFlight: number) => void;
}

const connackReasons: Record<number, string> = {
  1: 'protocol version not accepted',
  2: 'client id rejected',
  3: 'server unavailable',
  4: 'bad user name or password',
  5: 'not authorised',
};

/** Packets are laid out here and copied out in one write; grows to the largest batch. */
let scratch = Buffer.allocUnsafe(64 * 1024);

/**
 * An MQTT 3.1.1 client that can only publish at QoS 1, made for speed: one write for all packets of a turn, acknowledgements read
 * straight from the bytes. A message id is a slot; it is used again only after its PUBACK.
 */
export class LoadConnection {
  readonly #socket: Socket;
  readonly #events: LoadConnectionEvents;
  readonly #topic: Buffer;
  readonly #numbers: Float64Array;
  readonly #since: Float64Array;
  readonly #free: number[] = [];
  readonly #slots: number;
  #partial: Buffer | null = null;
  #used = 0;
  #open = true;
  #connack: ((returnCode: number) => void) | null = null;

  private constructor(socket: Socket, client: LoadClient, slots: number, events: LoadConnectionEvents) {
    this.#socket = socket;
    this.#events = events;
    this.#slots = slots;
    const topic = Buffer.from(client.topic);
    this.#topic = Buffer.concat([Buffer.from([topic.length >> 8, topic.length & 0xff]), topic]);
    this.#numbers = new Float64Array(slots + 1);
    this.#since = new Float64Array(slots + 1);
    for (let id = slots; id >= 1; id--) this.#free.push(id);
  }

  /** Resolves after CONNACK. Rejects, naming the client and the reason, when it is refused or nothing comes within `timeoutMs`. */
  static open(
    at: { readonly host: string; readonly port: number; readonly timeoutMs: number },
    client: LoadClient,
    slots: number,
    events: LoadConnectionEvents,
  ): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: at.host, port: at.port, noDelay: true });
      const connection = new LoadConnection(socket, client, slots, events);
      const fail = (reason: string, cause?: Error) => {
        connection.#open = false;
        socket.destroy();
        reject(new Error(`MQTT client ${client.clientId} could not connect to ${at.host}:${at.port}: ${reason}`, { cause }));
      };
      const refuseLate = () => fail(`no CONNACK within ${at.timeoutMs} ms`);
      const refuseClosed = () => fail('connection closed before CONNACK');
      const refuseError = (error: Error) => fail(error.message, error);
      socket.setTimeout(at.timeoutMs, refuseLate);
      socket.once('close', refuseClosed);
      socket.once('error', refuseError);
      connection.#connack = (returnCode) => {
        socket.setTimeout(0);
        socket.off('timeout', refuseLate).off('close', refuseClosed).off('error', refuseError);
        if (returnCode !== 0) return fail(connackReasons[returnCode] ?? `return code ${returnCode}`);
        // What went wrong is told by 'close', which always follows.
        socket.on('error', () => {});
        socket.on('close', () => connection.#lost());
        resolve(connection);
      };
      socket.on('data', (chunk) => connection.#read(chunk));
      socket.write(
        mqttPacket.generate({
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: 4,
          clientId: client.clientId,
          clean: true,
          keepalive: 0,
          username: client.username,
          password: client.password === undefined ? undefined : Buffer.from(client.password),
        }),
      );
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get inFlight(): number {
    return this.#slots - this.#free.length;
  }

  get hasFreeSlot(): boolean {
    return this.#open && this.#free.length > 0;
  }

  /** Lays out one publish in `scratch` behind those already there; `flush` must follow before another connection's turn. */
  publish(n: number, payload: Buffer | string, sinceMs: number): void {
    const id = this.#free.pop();
    if (id === undefined) throw new Error('publish without a free slot');
    this.#numbers[id] = n;
    this.#since[id] = sinceMs;
    const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
    let remaining = this.#topic.length + 2 + length;
    if (this.#used + remaining + 5 > scratch.length) {
      const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, this.#used + remaining + 5));
      scratch.copy(larger, 0, 0, this.#used);
      scratch = larger;
    }
    let at = this.#used;
    scratch[at++] = 0x32;
    while (remaining > 127) {
      scratch[at++] = (remaining & 0x7f) | 0x80;
      remaining >>>= 7;
    }
    scratch[at++] = remaining;
    at += this.#topic.copy(scratch, at);
    scratch[at++] = id >> 8;
    scratch[at++] = id & 0xff;
    at += typeof payload === 'string' ? scratch.write(payload, at) : payload.copy(scratch, at);
    this.#used = at;
  }

  /** Sends everything laid out since the last flush in one write. */
  flush(): void {
    if (this.#used === 0) return;
    this.#socket.write(Buffer.from(scratch.subarray(0, this.#used)));
    this.#used = 0;
  }

  /** Leaves with DISCONNECT. Nothing is reported afterwards. */
  end(): void {
    this.#open = false;
    this.#socket.end(Buffer.from([0xe0, 0x00]));
  }

  #lost(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#events.closed(this.inFlight);
  }

  #read(chunk: Buffer): void {
    const bytes = this.#partial ? Buffer.concat([this.#partial, chunk]) : chunk;
    let at = 0;
    while (at + 2 <= bytes.length) {
      const start = at;
      const type = bytes[at++]! >> 4;
      let length = 0;
      let shift = 0;
      let digit: number | undefined;
      do {
        digit = bytes[at++];
        length |= ((digit ?? 0) & 0x7f) << shift;
        shift += 7;
      } while (digit !== undefined && digit > 127 && shift < 28);
      if (digit === undefined || at + length > bytes.length) {
        at = start;
        break;
      }
      if (type === 4) this.#puback((bytes[at]! << 8) | bytes[at + 1]!);
      else if (type === 2) this.#connack?.(bytes[at + 1]!);
      at += length;
    }
    this.#partial = at < bytes.length ? bytes.subarray(at) : null;
    this.#events.drained();
  }

  #puback(id: number): void {
    if (id === 0 || id > this.#slots || this.#numbers[id] === -1) {
      this.#socket.destroy(new Error(`PUBACK for message id ${id}, which is not in flight`));
      return;
    }
    const n = this.#numbers[id]!;
    this.#numbers[id] = -1;
    this.#free.push(id);
    this.#events.acknowledged(n, elapsedMs() - this.#since[id]!);
  }
}
