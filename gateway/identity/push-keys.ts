import { createECDH, createHmac } from 'node:crypto';

/** The pair by which push services know us (VAPID, RFC 8292), both base64url: a point of P-256 uncompressed, and its scalar. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * Always the same pair for the same server secret, so that it is kept with it: with another one, no notice would reach any browser that has
 * subscribed before.
 */
export function pushKeys(serverSecret: string): PushKeys {
  for (let attempt = 1; ; attempt++) {
    const scalar = createHmac('sha256', serverSecret).update(`hearthline push key, version 1, attempt ${attempt}`).digest();
    const pair = createECDH('prime256v1');
    try {
      pair.setPrivateKey(scalar);
    } catch {
      // Zero, or not below the order of the curve: once in 2^32 secrets.
      continue;
    }
    return { publicKey: pair.getPublicKey('base64url'), privateKey: scalar.toString('base64url') };
  }
}
