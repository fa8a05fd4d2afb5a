import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { BrowserJar } from './browser-jar.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';

const minute = 60_000;
let http: HttpFixture;
let addresses = 0;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

/** Each attempt from an address of its own: the limit by address is another one. */
const enter = (email: string, words: string) => new BrowserJar(http.app, `198.51.100.${++addresses}`).signIn(email, words);
const wrong = async (email: string, times: number) => {
  for (let i = 0; i < times; i++) expect((await enter(email, 'not the right one')).statusCode).toBe(401);
};

describe('an account', () => {
  it('takes no password for a quarter of an hour after ten wrong ones, and says so to nobody but its owner', async () => {
    const email = 'coordinator@example.org';
    await wrong(email, 9);
    expect((await enter(email, password)).statusCode).toBe(200);
    await wrong(email, 9);
    expect(http.letters).toEqual([]);
    await wrong(email, 1);
    const shut = await enter(email, password);
    expect([shut.statusCode, shut.json().detail]).toEqual([401, (await enter('nobody@example.org', password)).json().detail]);
    expect(shut.headers['set-cookie']).toBeUndefined();
    await vi.waitFor(() => expect(http.letters).toHaveLength(1), patience);
    expect(http.letters[0]).toMatchObject({
      to: { address: email },
      paragraphs: [expect.stringContaining('15 minutes'), expect.any(String)],
    });
    http.clock.advanceBy(15 * minute - 1);
    expect((await enter(email, password)).statusCode).toBe(401);
    http.clock.advanceBy(1);
    expect((await enter(email, password)).statusCode).toBe(200);
  });

  it('is shut twice as long each time, until its owner signs in', async () => {
    const email = 'clinician@example.org';
    await wrong(email, 10);
    http.clock.advanceBy(15 * minute);
    await wrong(email, 10);
    http.clock.advanceBy(30 * minute - 1);
    expect((await enter(email, password)).statusCode).toBe(401);
    http.clock.advanceBy(1);
    expect((await enter(email, password)).statusCode).toBe(200);
    await wrong(email, 10);
    http.clock.advanceBy(15 * minute);
    expect((await enter(email, password)).statusCode).toBe(200);
  });

  it('forgets wrong passwords after a quarter of an hour', async () => {
    const email = 'manager@example.org';
    await wrong(email, 9);
    http.clock.advanceBy(15 * minute);
    await wrong(email, 9);
    expect((await enter(email, password)).statusCode).toBe(200);
  });

  it('answers ten of many passwords that come at once', async () => {
    const email = 'responder@example.org';
    const many = await Promise.all(Array.from({ length: 14 }, () => enter(email, 'not the right one')));
    expect(many.map(({ statusCode }) => statusCode)).toEqual(Array(14).fill(401));
    const { rows } = await http.database.pool.query('select failures, locks from identity_lockout where user_id = $1', [
      http.userIds.responder,
    ]);
    expect(rows).toEqual([{ failures: 10, locks: 1 }]);
  });

  it('leaves no address in the log, and one line a failure in the audit', async () => {
    expect(http.logged.filter((line) => line.includes('example.org'))).toEqual([]);
    const { rows } = await http.database.pool.query(`select a::text as row from audit a where action = 'sign-in.failed'`);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ row }) => row.includes('@'))).toEqual([]);
  });
});
