import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals and opens the codes of key safes. What is sealed for one home opens for no other. */
export interface KeySafeLock {
  seal(homeId: string, code: string): Buffer;
  /** Throws where it was sealed with another secret, or for another home. */
  open(homeId: string, sealed: Buffer): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key that follows from the server's secret. `sealed` is nonce, tag, ciphertext. */
export function keySafeLock(serverSecret: string): KeySafeLock {
  const key = Buffer.from(hkdfSync('sha256', serverSecret, '', 'hearthline key safe', 32));
  return {
    seal(homeId, code) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(homeId));
      const hidden = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
    },
    open(homeId, sealed) {
      const nonce = sealed.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(homeId));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
