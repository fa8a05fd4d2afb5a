/** Control packet types (MQTT 3.1.1, 2.2.1). */
export const packetType = { connect: 1, publish: 3, subscribe: 8, unsubscribe: 10, pingreq: 12 } as const;

/** One whole control packet as it came over the wire. */
export interface Frame {
  readonly type: number;
  /** The four flag bits of the first byte. */
  readonly flags: number;
  /** All bytes, fixed header included; part of what was received, not a copy. */
  readonly bytes: Buffer;
  /** Where the variable header begins. */
  readonly start: number;
}

/** Why a stream cannot be read on; the connection must end. */
export interface FrameFault {
  readonly fault: string;
}

const empty = Buffer.alloc(0);
/** Everything else in a packet besides the payload: topic names, identifiers, credentials. */
export const maxOtherBytes = 4_096;

/**
 * Cuts a byte stream into control packets. Says no to a packet that is too large as soon as its length is known, so that no
 * more than `maxPayloadBytes` and some header are ever held for one connection.
 */
export class Framer {
  private rest: Buffer = empty;
  private readonly more: Buffer[] = [];
  private held = 0;
  /** Bytes that the packet under way needs in all; 0: not yet known. */
  private needed = 0;
  /** Largest payload of what is still to come. */
  maxPayloadBytes: number;
  private isFirst = true;

  constructor(maxPayloadBytes: number) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  push(chunk: Buffer): void {
    if (this.held === 0) this.rest = chunk;
    else this.more.push(chunk);
    this.held += chunk.length;
  }

  /** The next whole packet; null: more bytes are needed. */
  next(): Frame | FrameFault | null {
    if (this.held < 2 || this.held < this.needed) return null;
    if (this.more.length > 0) {
      this.rest = Buffer.concat([this.rest, ...this.more.splice(0)]);
    }
    const { rest } = this;
    const first = rest[0] as number;
    let remaining = 0;
    let at = 1;
    for (let shift = 0; ; shift += 7) {
      // [MQTT-2.2.3] Remaining Length has at most four bytes.
      if (at > 4) return { fault: 'malformed remaining length' };
      const byte = rest[at++];
      if (byte === undefined) return null;
      remaining |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const type = first >> 4;
    const flags = first & 0x0f;
    // [MQTT-3.1.0-1] Known before its bytes have come: what is no MQTT at all need not be waited for.
    if (this.isFirst && type !== packetType.connect) return { fault: 'first packet is not a CONNECT' };
    const fault = this.sizeFault(type, flags, remaining, at);
    if (fault !== null) return { fault };
    const total = at + remaining;
    if (this.held < total) {
      this.needed = total;
      return null;
    }
    this.needed = 0;
    this.isFirst = false;
    this.held -= total;
    this.rest = this.held === 0 ? empty : rest.subarray(total);
    return { type, flags, bytes: this.held === 0 ? rest : rest.subarray(0, total), start: at };
  }

  private sizeFault(type: number, flags: number, remaining: number, at: number): string | null {
    if (type !== packetType.publish) {
      const limit = this.maxPayloadBytes + maxOtherBytes;
      return remaining > limit ? `packet of ${remaining} bytes is larger than ${limit}` : null;
    }
    // Without the length of a topic nothing more of it may be looked at.
    if (remaining < 2) return 'malformed PUBLISH';
    if (this.held < at + 2) return null;
    const payload = remaining - 2 - this.rest.readUInt16BE(at) - ((flags & 0b0110) === 0 ? 0 : 2);
    if (payload < 0) return 'malformed PUBLISH';
    return payload > this.maxPayloadBytes ? `payload of ${payload} bytes is larger than ${this.maxPayloadBytes}` : null;
  }
}
