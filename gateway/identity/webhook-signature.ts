import { createHmac, timingSafeEqual } from 'node:crypto';

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over `<seconds>.<body>`, so that an old message cannot be sent again as new. */
export function webhookSignature(key: string, atSeconds: number, body: string | Buffer): string {
  const mac = createHmac('sha256', key).update(`${atSeconds}.`).update(body).digest('hex');
  return `t=${atSeconds},v1=${mac}`;
}

/** How far the clock of who signed may be from ours, either way. */
const skewSeconds = 300;

/** Whether this header signs this body, not long ago. `now`: wall clock, milliseconds since 1970. */
export function isSigned(header: string | undefined, key: string, body: Buffer, now: number): boolean {
  const seconds = Number(/^t=([0-9]{1,12}),v1=[0-9a-f]{64}$/.exec(header ?? '')?.[1] ?? Number.NaN);
  if (header === undefined || Number.isNaN(seconds) || Math.abs(now / 1_000 - seconds) > skewSeconds) return false;
  const expected = Buffer.from(webhookSignature(key, seconds, body));
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
