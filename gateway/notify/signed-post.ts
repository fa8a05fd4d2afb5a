import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { webhookSignature } from '../identity/webhook-signature.ts';
import { guardedLookup, type MayReach, OwnNetworkError } from '../own-network.ts';
import { DeliveryError } from './delivery-error.ts';

/** A receiver that takes longer is tried again later, with the same Idempotency-Key. */
const timeoutMs = 5_000;

/** Answers that say "not now": time-out, too early, too many. Other 4xx will be the same next time. */
const notNow = new Set([408, 425, 429]);

export interface Signing {
  /** Signs; every receiver knows it. */
  readonly key: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
}

function permanent(status: number): boolean {
  return status < 500 && !notNow.has(status);
}

/**
 * Posts JSON with a signature; gives the status, a 2xx. Redirects are not followed. Throws DeliveryError. Without `mayReach` the address is
 * one that the operator set; whoever else enters one is not to reach by it what only this machine can.
 */
export async function postSigned(
  url: string,
  id: string,
  body: string,
  { key, now, mayReach = () => true }: Signing & { readonly mayReach?: MayReach },
): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': id,
    'hearthline-signature': webhookSignature(key, Math.floor(now() / 1_000), body),
  };
  const signal = AbortSignal.timeout(timeoutMs);
  let status: number;
  try {
    status = await post(new URL(url), body, headers, signal, mayReach);
  } catch (error) {
    if (error instanceof OwnNetworkError) throw new DeliveryError(error.message, { permanent: true, cause: error });
    const { code } = error as NodeJS.ErrnoException;
    const why = signal.aborted ? `no answer within ${timeoutMs / 1_000} s` : `no connection${code ? ` (${code})` : ''}`;
    throw new DeliveryError(why, { ambiguous: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND', cause: error });
  }
  if (status >= 200 && status < 300) return status;
  throw new DeliveryError(`refused with ${status}`, { permanent: permanent(status) });
}

/** The status of the answer; what else it says is not read. Each post has a connection of its own: no other one was looked at for it. */
async function post(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string | number>>,
  signal: AbortSignal,
  mayReach: MayReach,
): Promise<number> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayReach(literal)) throw new OwnNetworkError();
  const ask = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = ask(url, { method: 'POST', headers, signal, agent: false, lookup: guardedLookup(mayReach) }, resolve);
    asking.on('error', reject);
    asking.end(body);
  });
  answer.on('error', () => undefined);
  answer.destroy();
  return answer.statusCode!;
}
