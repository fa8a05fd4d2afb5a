import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new credential: 256 random bits as text, shown once, and the SHA-256 of that text, which is all that is kept. */
export function newSecret(): { readonly secret: string; readonly sha256: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, sha256: sha256Of(secret) };
}

/** What is kept of a credential. */
export const sha256Of = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A new id: a prefix that says what it names, and 64 random bits. */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(8).toString('hex')}`;

const noSecret = Buffer.alloc(32);

/** Whether `secret` is the one of this hash. `null`: there is none, and it takes as long to say so. */
export function isSecret(secret: string, sha256: Buffer | null): boolean {
  return timingSafeEqual(sha256Of(secret), sha256 ?? noSecret);
}
