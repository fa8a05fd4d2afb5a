import type { Logger } from 'pino';
import type { SchedulerLike } from 'rxjs';
import { ClientTransactions, type SentBack } from './client-transactions.ts';
import { ServerTransactions } from './server-transactions.ts';
import { allowed, type SipStatus, writeAnswer } from './sip-answer.ts';
import { parseSip, type SipMessage, type SipRequest } from './sip-message.ts';
import { answerPort, type Peer, topVia, wrongIn } from './sip-values.ts';

/** The answer to a MESSAGE, and the message that follows it. */
export interface MessageAnswer extends SipStatus {
  readonly followedBy?: SentBack;
}
export type ReceiveMessage = (request: SipRequest, peer: Peer) => Promise<MessageAnswer>;

export interface EndpointOptions {
  readonly receive: ReceiveMessage;
  /** Real time. */
  readonly scheduler: SchedulerLike;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** The port that is listened on. */
  readonly port: number;
}

/** Bytes of the longest message. One of SCAIP fits into 1,300. */
export const longestMessage = 16_384;

type Write = (bytes: Buffer, peer: Peer) => void;

/** What we say to requests other than MESSAGE; null: nothing. */
function otherwise({ method, headers }: SipRequest): SipStatus | null {
  const required = headers.get('require')?.join(', ');
  switch (method) {
    case 'ACK':
      return null;
    case 'CANCEL':
      return { status: 481, reason: 'Call/Transaction Does Not Exist' };
    case 'MESSAGE':
    case 'OPTIONS':
      if (required) return { status: 420, reason: 'Bad Extension', headers: [['Unsupported', required]] };
      return { status: 200, reason: 'OK', headers: [allowed, ['Accept', 'application/scaip+xml']] };
    default:
      return { status: 405, reason: 'Method Not Allowed', headers: [allowed] };
  }
}

/** The part of SIP that alarm units need (RFC 3261, RFC 3428): takes MESSAGE, tells what it can do, refuses the rest in good form. */
export class SipEndpoint {
  readonly #o: EndpointOptions;
  readonly #server: ServerTransactions<MessageAnswer>;
  readonly #client: ClientTransactions;
  readonly #write: Write;

  /** `write` sends bytes to where a message came from. */
  constructor(options: EndpointOptions, write: Write) {
    this.#o = options;
    this.#write = write;
    this.#client = new ClientTransactions(options);
    this.#server = new ServerTransactions({
      ...options,
      answered: ({ followedBy }, request, peer) => {
        if (followedBy) this.#client.send(request, peer, followedBy, (bytes) => this.#write(bytes, peer));
      },
    });
  }

  /** One datagram, and where it came from. */
  datagram(bytes: Buffer, from: Peer): void {
    const message = parseSip(bytes);
    const peer = { ...from, port: answerPort(topVia(message.headers), from) };
    if (bytes.length > longestMessage) this.#refuse(message, peer, { status: 513, reason: 'Message Too Large' });
    else this.message(message, peer);
  }

  /** A message that came over a stream, or a datagram that was read; answers go to `peer`. */
  message(message: SipMessage, peer: Peer): void {
    if (message.type === 'response') return this.#client.response(message);
    if (message.type === 'fault') {
      this.#o.log.warn({ transport: peer.transport, fault: message.reason }, 'this is no SIP message');
      return this.#refuse(message, peer, {
        status: message.status,
        reason: message.status === 505 ? 'Version Not Supported' : 'Bad Request',
      });
    }
    const wrong = wrongIn(message);
    if (wrong !== null) {
      this.#o.log.warn({ transport: peer.transport, fault: wrong }, 'this is no SIP request');
      return this.#refuse(message, peer, { status: 400, reason: 'Bad Request' });
    }
    const status = otherwise(message);
    if (message.method === 'MESSAGE' && status?.status === 200) this.#server.take(message, peer, (bytes) => this.#write(bytes, peer));
    else if (status !== null) this.#refuse(message, peer, status);
  }

  close(): void {
    this.#client.close();
  }

  /** Answers are never answered, nor is an ACK. */
  #refuse(message: SipMessage, peer: Peer, status: SipStatus): void {
    if (message.type === 'response' || (message.type === 'request' && message.method === 'ACK')) return;
    const bytes = writeAnswer(message.headers, peer, status);
    if (bytes !== null) this.#write(bytes, peer);
  }
}
