import { randomBytes } from 'node:crypto';
import { neededToAnswer, type SipHeaders, writeSip } from './sip-message.ts';
import { addressOf, type Peer, topVia } from './sip-values.ts';

/** A status line and what stands below it. */
export interface SipStatus {
  readonly status: number;
  readonly reason: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** What we understand; in answers that refuse something else, and to the question what we can do. */
export const allowed = ['Allow', 'MESSAGE, OPTIONS'] as const;

const fresh = (): string => randomBytes(9).toString('hex');

/** The newest Via with the address from which the message came, so that it finds back through a translated address (RFC 3581). */
function viaSeen(line: string, { address, port }: Peer): string {
  const [first = '', ...others] = line.split(',');
  const asked = first.replace(/;\s*rport(?=\s*(;|$))/i, `;rport=${port}`);
  return [`${asked.replace(/;\s*received=[^;]*/i, '')};received=${address}`, ...others].join(',');
}

/** The answer to a message with these header fields; null when so much of it is missing that nobody could take it for one. */
export function writeAnswer(headers: SipHeaders, peer: Peer, { status, reason, headers: more = [] }: SipStatus): Buffer | null {
  if (neededToAnswer.some((name) => !headers.has(name)) || topVia(headers) === null) return null;
  const [newest = '', ...older] = headers.get('via')!;
  const [to = ''] = headers.get('to')!;
  const tagged = addressOf(to)?.tag === null ? `${to};tag=${fresh()}` : to;
  return writeSip(`SIP/2.0 ${status} ${reason}`, [
    ...[viaSeen(newest, peer), ...older].map((via) => ['Via', via] as const),
    ['From', headers.get('from')![0]!],
    ['To', tagged],
    ['Call-ID', headers.get('call-id')![0]!],
    ['CSeq', headers.get('cseq')![0]!],
    ...more,
  ]);
}
