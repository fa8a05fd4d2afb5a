import { describe, expect, it } from 'vitest';
import { weakness } from '../../gateway/identity/known-passwords.ts';

const about = ['Małgorzata Brown-Ní Bhriain', 'm.brown@mail.example.org'];

describe('a new password', () => {
  it.each([
    'correct horse battery staple',
    'a long enough password',
    'another long password',
    'żółta łódka pod oknem',
    'X9vKq2mT7bLp4cRz8sWd',
    'brown kettles sing at dawn',
  ])('may be %j', async (password) => {
    expect(await weakness(password, about)).toBe(null);
  });

  it.each([
    ['a well-known one', 'password123456'],
    ['one with signs for letters', 'P@ssw0rd2024!!'],
    ['a 1 for an l, and for an i', '1l0vey0u2024'],
    ['a sign for its first letter', '$un$h1ne-1984!'],
    ['a row of keys', 'qwertyuiopasdf'],
    ['the same again and again', 'abcabcabcabcabc'],
    ['one of 128 characters that repeats itself', 'aB3$'.repeat(32)],
    ['the name of the service', 'He@rthl1ne-2026!!'],
    ['their whole name', 'Małgorzata Brown-Ní Bhriain 1951'],
    ['a part of their name', '1951!Małgorzata!1951'],
    ['their address', 'm.brown.19510304'],
    ['letters of another width', 'ｐａｓｓｗｏｒｄ2024!!'],
  ])('is not %s', async (_, password) => {
    expect(await weakness(password, about)).toMatch(/^This password is easily guessed/);
  });

  it('may be the name of somebody else', async () => {
    expect(await weakness('Zygfryd Wawrzyniak 1951', about)).toBe(null);
    expect(await weakness('Zygfryd Wawrzyniak 1951', ['Zygfryd Wawrzyniak'])).not.toBe(null);
  });
});
