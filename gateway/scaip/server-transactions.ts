import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { type SchedulerLike, timer } from 'rxjs';
import { type SipStatus, writeAnswer } from './sip-answer.ts';
import type { SipRequest } from './sip-message.ts';
import type { Peer } from './sip-values.ts';

/** How long a request may come again (RFC 3261, timers F and J): 64 round trips of half a second. */
export const transactionMs = 32_000;

interface Options<A extends SipStatus> {
  /** Real time. */
  readonly scheduler: SchedulerLike;
  readonly log: Pick<Logger, 'error'>;
  /** Once for each request, however often it comes. */
  readonly receive: (request: SipRequest, peer: Peer) => Promise<A>;
  /** After the answer has been sent for the first time. */
  readonly answered: (answer: A, request: SipRequest, peer: Peer) => void;
}

const most = 10_000;
const unavailable = { status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '5']] } as const;

/**
 * The same in every repetition, and in nothing else. A repeated request is the same bytes, so more is compared than RFC 3261 (17.2.3)
 * asks for: a unit that always uses one branch must not have its second alarm taken for its first.
 */
function identity({ headers, method, uri, body }: SipRequest, { address }: Peer): string {
  const parts = ['via', 'call-id', 'cseq', 'from'].map((name) => headers.get(name)?.[0] ?? '');
  return createHash('sha256')
    .update(JSON.stringify([address, method, uri, ...parts]))
    .update(body)
    .digest('base64url');
}

/** Requests that are being answered or were a moment ago: one that comes again gets the same answer and does nothing else. */
export class ServerTransactions<A extends SipStatus> {
  readonly #o: Options<A>;
  /** null: there is no answer yet. */
  readonly #answers = new Map<string, Buffer | null>();

  constructor(options: Options<A>) {
    this.#o = options;
  }

  take(request: SipRequest, peer: Peer, send: (bytes: Buffer) => void): void {
    const id = identity(request, peer);
    const known = this.#answers.get(id);
    if (known !== undefined) {
      if (known !== null) send(known);
      return;
    }
    if (this.#answers.size >= most) {
      const refusal = writeAnswer(request.headers, peer, unavailable);
      if (refusal) send(refusal);
      return;
    }
    this.#answers.set(id, null);
    timer(transactionMs, this.#o.scheduler).subscribe(() => this.#answers.delete(id));
    void this.#answer(id, request, peer, send);
  }

  async #answer(id: string, request: SipRequest, peer: Peer, send: (bytes: Buffer) => void): Promise<void> {
    try {
      const answer = await this.#o.receive(request, peer);
      const bytes = writeAnswer(request.headers, peer, answer);
      if (bytes === null) return;
      if (this.#answers.has(id)) this.#answers.set(id, bytes);
      send(bytes);
      this.#o.answered(answer, request, peer);
    } catch (error) {
      this.#answers.delete(id);
      this.#o.log.error({ err: error }, 'a message of an alarm unit could not be dealt with');
      const bytes = writeAnswer(request.headers, peer, { status: 500, reason: 'Server Internal Error' });
      if (bytes) send(bytes);
    }
  }
}
