import { isUtf8 } from 'node:buffer';

/** Header fields by their long name in lower case, each with its values in order, as they were written. */
export type SipHeaders = ReadonlyMap<string, readonly string[]>;

export interface SipRequest {
  readonly type: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeaders;
  readonly body: Buffer;
}
export interface SipResponse {
  readonly type: 'response';
  readonly status: number;
  readonly headers: SipHeaders;
}
/** What is no message of RFC 3261. It can be answered when its Via, From, To, Call-ID and CSeq could be read all the same. */
export interface SipFault {
  readonly type: 'fault';
  readonly status: 400 | 505;
  readonly reason: string;
  readonly headers: SipHeaders;
}
export type SipMessage = SipRequest | SipResponse | SipFault;

/** Short names (RFC 3261, 20; RFC 6665). */
const longNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  l: 'content-length',
  c: 'content-type',
  e: 'content-encoding',
  m: 'contact',
  k: 'supported',
  s: 'subject',
};

/** Without these a request can be neither understood nor answered. */
export const neededToAnswer = ['via', 'from', 'to', 'call-id', 'cseq'] as const;
const onceOnly = ['from', 'to', 'call-id', 'cseq', 'content-length', 'content-type', 'max-forwards'];

const token = "[A-Za-z0-9.!%*_+`'~-]+";
const requestLine = new RegExp(`^(${token}) ([^\\s]+) SIP/([0-9]+\\.[0-9]+)$`, 'i');
const statusLine = /^SIP\/2\.0 ([1-6][0-9]{2})(?: .*)?$/i;
const headerLine = new RegExp(`^(${token})[ \\t]*:[ \\t]*(.*?)[ \\t]*$`);
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
const control = /[\0-\x08\x0A-\x1F\x7F]/;
const most = { headerBytes: 8_192, headers: 64 } as const;
const headEnd = Buffer.from('\r\n\r\n');

/** Where the empty line ends that ends the header fields; -1: it has not come yet. */
export function headLength(bytes: Buffer): number {
  const at = bytes.indexOf(headEnd);
  return at < 0 ? -1 : at + headEnd.length;
}

/** Reads header lines into `headers`, a folded line as part of the one before; returns what is wrong, or null. */
function readHeaders(lines: readonly string[], headers: Map<string, string[]>): string | null {
  if (lines.length > most.headers) return `more than ${most.headers} header fields`;
  let last: string[] | null = null;
  for (const line of lines) {
    if (control.test(line)) return 'a control character in a header field';
    if (/^[ \t]/.test(line)) {
      if (last === null) return 'the first header field is folded';
      last.push(`${last.pop()} ${line.trim()}`);
      continue;
    }
    const [, written, value] = headerLine.exec(line) ?? [];
    if (written === undefined) return 'a line that is no header field';
    const name = longNames[written.toLowerCase()] ?? written.toLowerCase();
    last = headers.get(name) ?? [];
    last.push(value!);
    headers.set(name, last);
  }
  const twice = onceOnly.find((name) => (headers.get(name)?.length ?? 0) > 1);
  return twice === undefined ? null : `${twice} stands there twice`;
}

/** The length that the header fields give to the body; null: none given, NaN: no number. */
export function contentLength(headers: SipHeaders): number | null {
  const [text] = headers.get('content-length') ?? [];
  if (text === undefined) return null;
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** The body as far as the length says; what stands behind it in a datagram is ignored (RFC 3261, 18.3). */
function bodyOf(rest: Buffer, headers: SipHeaders): Buffer | null {
  const length = contentLength(headers) ?? rest.length;
  return length <= rest.length ? rest.subarray(0, length) : null;
}

/** Reads one whole message: a datagram, or what was cut out of a stream. Never throws. */
export function parseSip(bytes: Buffer): SipMessage {
  const headers = new Map<string, string[]>();
  const fault = (reason: string, status: SipFault['status'] = 400): SipFault => ({ type: 'fault', status, reason, headers });
  const head = headLength(bytes);
  if (head < 0) return fault('no empty line after the header fields');
  if (head > most.headerBytes) return fault(`more than ${most.headerBytes} bytes of header fields`);
  const text = bytes.subarray(0, head - headEnd.length);
  if (!isUtf8(text)) return fault('the header fields are not UTF-8');
  const [start = '', ...lines] = text.toString('utf8').split('\r\n');
  const wrong = readHeaders(lines, headers);
  if (wrong !== null) return fault(wrong);
  const status = statusLine.exec(start)?.[1];
  if (status !== undefined) return { type: 'response', status: Number(status), headers };
  const [, method, uri, version] = requestLine.exec(start) ?? [];
  if (method === undefined) return fault('the first line is no request');
  if (version !== '2.0') return fault('only SIP/2.0 is spoken here', 505);
  const missing = neededToAnswer.find((name) => !headers.has(name));
  if (missing !== undefined) return fault(`${missing} is missing`);
  const body = bodyOf(bytes.subarray(head), headers);
  if (body === null) return fault('content-length does not fit the body');
  return { type: 'request', method, uri: uri!, headers, body };
}

/** The bytes of a message. Names and values must hold no line break; Content-Length is added. */
export function writeSip(start: string, headers: readonly (readonly [name: string, value: string])[], body = ''): Buffer {
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(body))] as const].map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([start, ...lines, '', body].join('\r\n'));
}
