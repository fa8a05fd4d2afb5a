import { isIPv6 } from 'node:net';
import type { SipHeaders, SipRequest } from './sip-message.ts';

/** Where a message came from. */
export interface Peer {
  readonly transport: 'UDP' | 'TCP';
  readonly address: string;
  readonly port: number;
}

export interface Via {
  readonly transport: string;
  readonly host: string;
  /** null: the standard one. */
  readonly port: number | null;
  readonly branch: string | null;
  /** The sender asks for the answer at the port from which it came (RFC 3581). */
  readonly rport: boolean;
}

/** Every transaction id of RFC 3261 begins so. */
export const branchCookie = 'z9hG4bK';
export const standardPort = 5060;

const viaLine = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]+)\s+(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)\s*(?::\s*([0-9]{1,5}))?\s*((?:;.*)?)$/;
const nameAddr = /^(?:"(?:[^"\\]|\\.)*"|[^"<]*)\s*<\s*([^<>]*)>(.*)$/;
const sipUri = /^sips?:(?:([^@:;?\s]*)(?::[^@\s]*)?@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?(?:[;?][^\s]*)?$/i;

/** Parameters behind a value: `;branch=…;rport`. Names in lower case; one without a value is ''. */
function parameters(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(';').map((part) => part.split('=', 2).map((side) => side.trim()));
  return new Map(pairs.flatMap(([name, value = '']) => (name ? [[name.toLowerCase(), value] as const] : [])));
}

/** The newest Via; null when it cannot be read. Several may stand in one line. */
export function topVia(headers: SipHeaders): Via | null {
  const [first = ''] = (headers.get('via')?.[0] ?? '').split(',');
  const [, transport, host, port, rest] = viaLine.exec(first.trim()) ?? [];
  if (transport === undefined || Number(port ?? 0) > 65_535) return null;
  const given = parameters(rest ?? '');
  return {
    transport: transport.toUpperCase(),
    host: host!.toLowerCase(),
    port: port === undefined ? null : Number(port),
    branch: given.get('branch') || null,
    rport: given.has('rport'),
  };
}

/** `"name" <sip:user@host>;tag=…` or without brackets: the URI and its user ('' without one); null when it is no SIP address. */
export function addressOf(value: string | undefined): { readonly uri: string; readonly user: string; readonly tag: string | null } | null {
  if (value === undefined) return null;
  const bracketed = nameAddr.exec(value);
  const [uri = '', rest = ''] = bracketed ? bracketed.slice(1) : [value.split(';')[0]!.trim(), value.slice(value.indexOf(';') + 1)];
  const found = sipUri.exec(uri.trim());
  if (!found) return null;
  try {
    return { uri: uri.trim(), user: decodeURIComponent(found[1] ?? ''), tag: parameters(rest).get('tag') ?? null };
  } catch {
    return null;
  }
}

/** Number and method of CSeq; null when it cannot be read. */
export function sequenceOf(headers: SipHeaders): { readonly number: number; readonly method: string } | null {
  const [, number, method] = /^([0-9]{1,10})\s+(\S+)$/.exec(headers.get('cseq')?.[0] ?? '') ?? [];
  return number === undefined || Number(number) > 0xffff_ffff ? null : { number: Number(number), method: method! };
}

/** What is wrong with the values of a request; null: nothing. */
export function wrongIn({ method, headers }: SipRequest): string | null {
  if (topVia(headers) === null) return 'via cannot be read';
  const sequence = sequenceOf(headers);
  if (sequence === null) return 'cseq cannot be read';
  if (sequence.method !== method) return 'cseq names another method';
  if (addressOf(headers.get('from')?.[0]) === null) return 'from is no SIP address';
  return addressOf(headers.get('to')?.[0]) === null ? 'to is no SIP address' : null;
}

/** An address as it stands in a URI or a Via. */
export const hostPort = (address: string, port: number): string => `${isIPv6(address) ? `[${address}]` : address}:${port}`;

/** Where an answer goes: to where it came from, never to an address that only stands in the message. */
export function answerPort(via: Via | null, peer: Peer): number {
  return peer.transport === 'TCP' || via === null || via.rport ? peer.port : (via.port ?? standardPort);
}
