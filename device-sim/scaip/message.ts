import { randomBytes } from 'node:crypto';

/** Fields of a request of a unit (SCAIP, `<mrq>`), in the order in which they are written. */
export type MrqFields = Readonly<Record<string, string>>;

/** Where a unit is and whom it calls. */
export interface UnitAddress {
  /** The number by which it names itself. */
  readonly number: string;
  readonly transport: 'UDP' | 'TCP';
  readonly localAddress: string;
  readonly localPort: number;
  readonly host: string;
  readonly port: number;
}

export const fresh = (): string => randomBytes(6).toString('hex');

/** A SIP MESSAGE with an alarm, and the branch by which its answer is known again. */
export function writeMessage(unit: UnitAddress, mrq: MrqFields): { readonly branch: string; readonly bytes: Buffer } {
  const branch = `z9hG4bK${fresh()}`;
  const body = `<mrq>${Object.entries(mrq)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</mrq>`;
  const lines = [
    `MESSAGE sip:alarm@${unit.host}:${unit.port} SIP/2.0`,
    `Via: SIP/2.0/${unit.transport} ${unit.localAddress}:${unit.localPort};rport;branch=${branch}`,
    'Max-Forwards: 70',
    `From: <sip:${unit.number}@${unit.localAddress}>;tag=${fresh()}`,
    `To: <sip:alarm@${unit.host}>`,
    `Call-ID: ${fresh()}@${unit.localAddress}`,
    'CSeq: 1 MESSAGE',
    'Content-Type: application/scaip+xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return { branch, bytes: Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`) };
}

/** What comes back: the status of a message of ours, or the alarm receiver's answer in a message of its own. */
export type Incoming =
  | { readonly type: 'status'; readonly branch: string; readonly status: number }
  | { readonly type: 'answer'; readonly mrs: Readonly<Record<string, string>>; readonly taken: Buffer };

const header = (text: string, name: string): string => new RegExp(`^${name}: *(.*)$`, 'im').exec(text)?.[1] ?? '';

/** Reads a message of an alarm receiver; null: it is none that a unit cares for. `taken` says that the answer has arrived. */
export function readMessage(bytes: Buffer): Incoming | null {
  const text = bytes.toString('utf8');
  const status = /^SIP\/2\.0 ([0-9]{3})/.exec(text)?.[1];
  if (status !== undefined) {
    const branch = /;branch=([^;,\s]+)/.exec(header(text, 'Via'))?.[1] ?? '';
    return { type: 'status', branch, status: Number(status) };
  }
  if (!text.startsWith('MESSAGE ')) return null;
  const mrs = Object.fromEntries([...text.matchAll(/<([a-z]{3})>([^<]*)<\/\1>/g)].map((match) => [match[1]!, match[2]!]));
  const repeated = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(text, name)}`);
  return { type: 'answer', mrs, taken: Buffer.from(['SIP/2.0 200 OK', ...repeated, 'Content-Length: 0', '', ''].join('\r\n')) };
}

/** Cuts what came over TCP into whole messages; the rest is the beginning of the next. */
export function cutStream(bytes: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    if (head < 0) return { messages, rest };
    const length = head + 4 + Number(header(rest.subarray(0, head).toString(), 'Content-Length') || 0);
    if (rest.length < length) return { messages, rest };
    messages.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
}
