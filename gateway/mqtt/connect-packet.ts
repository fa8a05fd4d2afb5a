import type { Frame } from './frames.ts';

/** CONNACK packets that refuse, as they go over the wire (MQTT 3.1.1, 3.2.2.3). */
export const refusals = {
  unacceptableVersion: Buffer.from([0x20, 2, 0, 1]),
  identifierRejected: Buffer.from([0x20, 2, 0, 2]),
  /** MQTT 5, 3.2.2.2: reason code 0x84 (Unsupported Protocol Version), no properties. */
  unsupportedVersion5: Buffer.from([0x20, 3, 0, 0x84, 0]),
} as const;

/** What a CONNECT says that must be settled before anything else. */
export type ConnectCheck =
  | { readonly ok: true; readonly keepAliveSeconds: number }
  /** `answer` null: the connection is closed without a word, as the protocol asks for what is no MQTT at all. */
  | { readonly ok: false; readonly reason: string; readonly answer: Buffer | null };

const malformed = (reason: string): ConnectCheck => ({ ok: false, reason, answer: null });

/** Checks the head of a CONNECT: protocol, version and whether the session it asks for can be given. */
export function checkConnect({ bytes, start }: Frame): ConnectCheck {
  if (bytes.length < start + 2) return malformed('malformed CONNECT');
  const nameEnd = start + 2 + bytes.readUInt16BE(start);
  if (bytes.length < nameEnd + 4) return malformed('malformed CONNECT');
  const name = bytes.toString('latin1', start + 2, nameEnd);
  const version = bytes[nameEnd] as number;
  const flags = bytes[nameEnd + 1] as number;
  if (name !== 'MQTT' && name !== 'MQIsdp') return malformed('protocol name is not MQTT');
  if (name === 'MQTT' && version === 5)
    return { ok: false, reason: 'client speaks MQTT 5; set it to MQTT 3.1.1 (protocol version 4)', answer: refusals.unsupportedVersion5 };
  if (version !== (name === 'MQTT' ? 4 : 3))
    return {
      ok: false,
      reason: `protocol version ${version} of ${name} is not supported, MQTT 3.1.1 is`,
      answer: refusals.unacceptableVersion,
    };

  const hasUsername = (flags & 0x80) !== 0;
  const hasPassword = (flags & 0x40) !== 0;
  const willQos = (flags & 0x18) >> 3;
  const hasWill = (flags & 0x04) !== 0;
  const isClean = (flags & 0x02) !== 0;
  // [MQTT-3.1.2-3], [MQTT-3.1.2-11], [MQTT-3.1.2-14], [MQTT-3.1.2-22]
  if ((flags & 0x01) !== 0 || willQos === 3 || (!hasWill && (flags & 0x38) !== 0) || (hasPassword && !hasUsername))
    return malformed('CONNECT flags contradict each other');

  if (bytes.length < nameEnd + 6) return malformed('malformed CONNECT');
  const clientIdLength = bytes.readUInt16BE(nameEnd + 4);
  // [MQTT-3.1.3-8]
  if (clientIdLength === 0 && !isClean)
    return { ok: false, reason: 'a session that is kept needs a client id', answer: refusals.identifierRejected };
  return { ok: true, keepAliveSeconds: bytes.readUInt16BE(nameEnd + 2) };
}
