import { contentLength, headLength, parseSip, type SipFault, type SipMessage } from './sip-message.ts';

export type StreamPart = SipMessage | { readonly type: 'ping' };

const ping = Buffer.from('\r\n\r\n');

/**
 * Cuts a TCP stream into messages by their Content-Length, without which nobody knows where the next one begins (RFC 3261, 18.3). An
 * empty line twice is a question whether we are there (RFC 5626, 3.5.1). `broken` after a fault that leaves no next beginning.
 */
export class SipStream {
  readonly #most: number;
  #bytes: Buffer = Buffer.alloc(0);
  broken = false;

  /** `most`: bytes of the longest message. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The messages that are whole now. */
  push(chunk: Buffer): StreamPart[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const parts: StreamPart[] = [];
    while (!this.broken) {
      const part = this.#next();
      if (part === null) break;
      parts.push(part);
    }
    return parts;
  }

  #next(): StreamPart | null {
    if (this.#bytes.subarray(0, ping.length).equals(ping)) {
      this.#bytes = this.#bytes.subarray(ping.length);
      return { type: 'ping' };
    }
    // A single empty line before a message is ignored; it may also be the first half of a ping.
    if (this.#bytes.length > 2 && this.#bytes[0] === 0x0d && this.#bytes[1] === 0x0a && this.#bytes[2] !== 0x0d)
      this.#bytes = this.#bytes.subarray(2);
    const head = headLength(this.#bytes);
    if (head < 0) return this.#bytes.length > this.#most ? this.#end('is longer than a message may be') : null;
    const message = parseSip(this.#bytes.subarray(0, head));
    const length = contentLength(message.headers);
    if (length === null) return this.#end('content-length is missing', message);
    if (Number.isNaN(length)) return this.#end('content-length is no number', message);
    if (head + length > this.#most) return this.#end('is longer than a message may be', message);
    if (this.#bytes.length < head + length) return null;
    const whole = parseSip(this.#bytes.subarray(0, head + length));
    this.#bytes = this.#bytes.subarray(head + length);
    return whole;
  }

  #end(reason: string, { headers }: Pick<SipFault, 'headers'> = { headers: new Map() }): SipFault {
    this.broken = true;
    this.#bytes = Buffer.alloc(0);
    return { type: 'fault', status: 400, reason, headers };
  }
}
