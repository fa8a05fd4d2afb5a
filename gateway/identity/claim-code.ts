import { createHash, randomInt } from 'node:crypto';

/** Letters and digits that are not taken for one another, read aloud or on paper: no 0 and O, no 1, I and L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 8;

/** A new code as people read it: `K7QM-2XWD`. 39 random bits: good for half an hour and few tries, and for nothing else. */
export function newClaimCode(): string {
  const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** The SHA-256 of a code, however it was typed; all that is kept of it. */
export function codeHash(typed: string): Buffer {
  const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(code).digest();
}
