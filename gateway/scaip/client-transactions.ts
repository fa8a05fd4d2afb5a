import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { expand, map, of, type SchedulerLike, type Subscription, takeUntil, timer } from 'rxjs';
import { transactionMs } from './server-transactions.ts';
import { type SipRequest, type SipResponse, writeSip } from './sip-message.ts';
import { addressOf, branchCookie, hostPort, type Peer, sequenceOf, topVia } from './sip-values.ts';

/** What is sent back to the unit in a message of its own. */
export interface SentBack {
  readonly type: string;
  readonly body: string;
}

interface Options {
  /** Real time. */
  readonly scheduler: SchedulerLike;
  readonly log: Pick<Logger, 'warn'>;
  /** Where answers to us arrive. */
  readonly port: number;
}

/** Between repetitions (RFC 3261, timer E): half a second, doubled each time, up to four. */
const repeat = { firstMs: 500, mostMs: 4_000 } as const;
/** Messages under way that are repeated; more are sent once, and a unit that misses one asks again by itself. */
const most = { inAll: 1_000, toOne: 20 } as const;

const fresh = (): string => randomBytes(12).toString('hex');

/** Messages of ours to units, repeated over UDP until they are answered. */
export class ClientTransactions {
  readonly #o: Options;
  readonly #underWay = new Map<string, { readonly address: string; readonly repeating: Subscription }>();

  constructor(options: Options) {
    this.#o = options;
  }

  /** Sends to the unit that sent `request`, by the way it came. A request cannot be answered with a body (RFC 3428, 7). */
  send(request: SipRequest, peer: Peer, { type, body }: SentBack, write: (bytes: Buffer) => void): void {
    const branch = branchCookie + fresh();
    const bytes = this.#write(request, peer, branch, { type, body });
    const isFull =
      this.#underWay.size >= most.inAll || [...this.#underWay.values()].filter((one) => one.address === peer.address).length >= most.toOne;
    if (isFull) return write(bytes);
    const over$ = timer(transactionMs, this.#o.scheduler);
    // A stream carries what is written once; only the wait for the answer is the same.
    const first$ = of(0);
    const sends$ =
      peer.transport === 'TCP'
        ? first$
        : first$.pipe(
            expand((n) => {
              const waitMs = Math.min(repeat.firstMs * 2 ** n, repeat.mostMs);
              return timer(waitMs, this.#o.scheduler).pipe(map(() => n + 1));
            }),
          );
    const repeating = sends$.pipe(takeUntil(over$)).subscribe(() => write(bytes));
    repeating.add(
      over$.subscribe(() => {
        this.#underWay.delete(branch);
        this.#o.log.warn({ transport: peer.transport }, 'an alarm unit did not take our answer; it will ask again');
      }),
    );
    this.#underWay.set(branch, { address: peer.address, repeating });
  }

  /** An answer to one of them has come. */
  response({ status, headers }: SipResponse): void {
    const branch = topVia(headers)?.branch ?? '';
    const one = this.#underWay.get(branch);
    if (status < 200 || one === undefined || sequenceOf(headers)?.method !== 'MESSAGE') return;
    one.repeating.unsubscribe();
    this.#underWay.delete(branch);
    if (status >= 300) this.#o.log.warn({ status }, 'an alarm unit refused our answer');
  }

  close(): void {
    for (const { repeating } of this.#underWay.values()) repeating.unsubscribe();
    this.#underWay.clear();
  }

  #write({ headers, uri }: SipRequest, peer: Peer, branch: string, { type, body }: SentBack): Buffer {
    const unit = addressOf(headers.get('from')?.[0])?.uri ?? `sip:${hostPort(peer.address, peer.port)}`;
    const target = addressOf(headers.get('contact')?.[0])?.uri ?? unit;
    const ours = addressOf(headers.get('to')?.[0])?.uri ?? uri;
    const host = /^sips?:(?:[^@]*@)?(\[[^\]]*\]|[^:;?]+)/i.exec(uri)?.[1] ?? 'localhost';
    return writeSip(
      `MESSAGE ${target} SIP/2.0`,
      [
        ['Via', `SIP/2.0/${peer.transport} ${host}:${this.#o.port};rport;branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', `<${ours}>;tag=${fresh()}`],
        ['To', `<${unit}>`],
        ['Call-ID', fresh()],
        ['CSeq', '1 MESSAGE'],
        ['Content-Type', type],
      ],
      body,
    );
  }
}
