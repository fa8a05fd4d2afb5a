import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../gateway/identity/password.ts';

describe('passwords', () => {
  it('are kept as argon2id with a salt of their own', async () => {
    const [a, b] = [await hashPassword('same words'), await hashPassword('same words')];
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(a).not.toBe(b);
    expect(await verifyPassword(a, 'same words')).toBe(true);
    expect(await verifyPassword(a, 'same word')).toBe(false);
  });

  it('are the same however the keyboard composed them', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(true);
  });

  it.each(['', 'plain', '$argon2i$v=19$m=1,t=1,p=1$AAAA$AAAA', '$2b$10$abc'])('fit no hash of another kind: %j', async (hash) => {
    expect(await verifyPassword(hash, 'anything')).toBe(false);
  });

  it('are checked with the cost that is written in the hash', async () => {
    const hash = await hashPassword('same words');
    expect(await verifyPassword(hash.replace('t=2', 't=3'), 'same words')).toBe(false);
  });
});
