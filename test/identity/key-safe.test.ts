import { describe, expect, it } from 'vitest';
import { keySafeLock } from '../../gateway/identity/key-safe.ts';

const lock = keySafeLock('a'.repeat(40));

describe('the code of a key safe', () => {
  it('opens for its home with the secret of the server, and for nobody else', () => {
    const sealed = lock.seal('home-1', '47-11-X');
    expect(lock.open('home-1', sealed)).toBe('47-11-X');
    expect(keySafeLock('a'.repeat(40)).open('home-1', sealed)).toBe('47-11-X');
    expect(() => lock.open('home-2', sealed)).toThrow();
    expect(() => keySafeLock('b'.repeat(40)).open('home-1', sealed)).toThrow();
    expect(() => lock.open('home-1', sealed.with(sealed.length - 1, sealed.at(-1)! ^ 1) as Buffer)).toThrow();
  });

  it('does not show, and the same code twice does not look the same', () => {
    const sealed = lock.seal('home-1', '47-11-X');
    expect(sealed.toString('latin1')).not.toContain('47-11-X');
    expect(lock.seal('home-1', '47-11-X').equals(sealed)).toBe(false);
  });
});
