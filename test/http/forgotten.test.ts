import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { BrowserJar } from './browser-jar.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';

const minute = 60_000;
const another = 'another long password';
let http: HttpFixture;
let addresses = 0;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const browser = () => new BrowserJar(http.app, `198.51.100.${++addresses}`);
const forgot = (email: string) => browser().ask('POST', '/api/auth/forgotten', { email });
const reset = (token: string, words = another) => browser().ask('POST', '/api/auth/reset', { token, password: words });
async function linkFor(email: string): Promise<string> {
  const before = http.letters.length;
  expect((await forgot(email)).statusCode).toBe(202);
  await vi.waitFor(() => expect(http.letters).toHaveLength(before + 1), patience);
  const letter = http.letters.at(-1)!;
  expect(letter.to.address).toBe(email);
  return letter.link!.url.split('#')[1]!;
}
const askedFor = async () => (await http.database.pool.query(`select from audit where action = 'user.forgotten'`)).rowCount;

describe('a forgotten password', () => {
  it('is replaced by the link of a letter, once; everybody who was signed in no longer is', async () => {
    const jar = browser();
    await jar.signIn('coordinator@example.org', password);
    const token = await linkFor('coordinator@example.org');
    expect((await reset(token, 'too short')).statusCode).toBe(400);
    const known = await reset(token, 'Coordinator2026!');
    expect([known.statusCode, known.json().errors[0].path]).toEqual([422, 'password']);
    expect((await reset(token)).statusCode).toBe(204);
    expect(await jar.isSignedIn()).toBe(false);
    expect((await browser().signIn('coordinator@example.org', password)).statusCode).toBe(401);
    expect((await browser().signIn('coordinator@example.org', another)).statusCode).toBe(200);
    expect((await reset(token)).statusCode).toBe(404);
  });

  it('answers the same for an address that nobody has, and writes to nobody', async () => {
    const [known, unknown] = [await forgot('clinician@example.org'), await forgot('nobody@example.org')];
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
    await vi.waitFor(() => expect(http.letters.at(-1)?.to.address).toBe('clinician@example.org'), patience);
    expect(http.letters.filter(({ to }) => to.address === 'nobody@example.org')).toEqual([]);
  });

  it('sends one letter a minute, however often it is asked for', async () => {
    const before = await askedFor();
    await linkFor('manager@example.org');
    const letters = http.letters.length;
    await forgot('manager@example.org');
    http.clock.advanceBy(minute - 1);
    await forgot('manager@example.org');
    http.clock.advanceBy(1);
    await linkFor('manager@example.org');
    expect([http.letters.length - letters, (await askedFor())! - before!]).toEqual([1, 2]);
  });

  it('ends after half an hour, to the millisecond, and with the use of another link', async () => {
    const early = await linkFor('responder@example.org');
    http.clock.advanceBy(30 * minute);
    expect((await reset(early)).statusCode).toBe(404);
    const first = await linkFor('responder@example.org');
    http.clock.advanceBy(30 * minute - 1);
    const second = await linkFor('responder@example.org');
    expect((await reset(first)).statusCode).toBe(204);
    expect((await reset(second)).statusCode).toBe(404);
  });

  it('opens an account that was shut for wrong passwords, but none that was disabled', async () => {
    const email = 'patient@example.org';
    for (let i = 0; i < 10; i++) await browser().signIn(email, 'not the right one');
    const token = await linkFor(email);
    await reset(token);
    expect((await browser().signIn(email, another)).statusCode).toBe(200);
    http.clock.advanceBy(minute);
    const late = await linkFor(email);
    await http.database.pool.query('delete from identity_account where user_id = $1', [http.userIds.patient]);
    expect((await reset(late)).statusCode).toBe(404);
  });

  it('keeps only the hash of its token', async () => {
    const token = await linkFor('champion@example.org');
    const { rows } = await http.database.pool.query(`select r::text as row from password_reset r union all select a::text from audit a`);
    expect([...rows.map(({ row }) => row as string), ...http.logged].filter((line) => line.includes(token))).toEqual([]);
  });
});
