import { webhookSignature } from '../identity/webhook-signature.ts';
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

/** Posts JSON with a signature; gives the status, a 2xx. Redirects are not followed. Throws DeliveryError. */
export async function postSigned(url: string, id: string, body: string, { key, now }: Signing): Promise<number> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        'hearthline-signature': webhookSignature(key, Math.floor(now() / 1_000), body),
      },
      body,
    });
    await response.body?.cancel();
  } catch (error) {
    const late = (error as Error).name === 'TimeoutError';
    const code = ((error as Error).cause as { code?: string } | undefined)?.code;
    const why = late ? `no answer within ${timeoutMs / 1_000} s` : `no connection${code ? ` (${code})` : ''}`;
    throw new DeliveryError(why, { ambiguous: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND', cause: error });
  }
  if (response.ok) return response.status;
  throw new DeliveryError(`refused with ${response.status}`, { permanent: permanent(response.status) });
}
