/** A control packet as it stands in a stream, read without any of the code that is tried. */
export interface SentFrame {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

export interface Sent {
  readonly frames: readonly SentFrame[];
  /** Something is left whose end has not been sent: whoever reads waits for more. */
  readonly isCutOff: boolean;
}

/** What a stream of bytes holds (MQTT 3.1.1, 2.2). It is read until the first thing that cannot be. */
export function framesOf(bytes: Buffer): Sent {
  const frames: SentFrame[] = [];
  for (let at = 0; at < bytes.length; ) {
    let [length, i, isMore] = [0, at + 1, true];
    for (let shift = 0; isMore && shift < 28; shift += 7) {
      const byte = bytes[i++];
      if (byte === undefined) return { frames, isCutOff: true };
      length |= (byte & 0x7f) << shift;
      isMore = byte >= 0x80;
    }
    if (isMore) return { frames, isCutOff: false };
    if (i + length > bytes.length) return { frames, isCutOff: true };
    frames.push({ type: bytes[at]! >> 4, flags: bytes[at]! & 0x0f, body: bytes.subarray(i, i + length) });
    at = i + length;
  }
  return { frames, isCutOff: false };
}

/** The same first byte with another body, and the length that belongs to it: a packet whose fault lies inside. */
export function framed(first: number, body: Buffer): Buffer {
  const length: number[] = [];
  for (let left = body.length; ; left >>>= 7) {
    const isLast = left < 0x80;
    length.push(isLast ? left : (left & 0x7f) | 0x80);
    if (isLast) return Buffer.concat([Buffer.from([first, ...length]), body]);
  }
}

export interface SentPublish {
  readonly messageId: number;
  readonly qos: number;
  readonly topic: string;
  readonly payload: Buffer;
}

/** A PUBLISH at QoS 1 or 2; null: it is none. */
export function publishIn({ type, flags, body }: SentFrame): SentPublish | null {
  const qos = (flags >> 1) & 3;
  if (type !== 3 || qos === 0 || qos === 3 || body.length < 4) return null;
  const end = 2 + body.readUInt16BE(0);
  if (body.length < end + 2) return null;
  return { qos, topic: body.subarray(2, end).toString(), messageId: body.readUInt16BE(end), payload: body.subarray(end + 2) };
}
