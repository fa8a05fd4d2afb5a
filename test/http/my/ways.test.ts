import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpFixture } from '../fixture.ts';
import { type Circle, circle, me } from './circle.ts';

let c: Circle;
beforeAll(async () => {
  c = await circle(await httpFixture());
  await c.relate('patient', 'self');
  await c.relate('contact', 'contact', 'mary');
});
afterAll(() => c?.http.close());

const ways = `${me}/ways`;
const letters = { kind: 'email', address: 'm@example.org' };
const phone = { kind: 'sms', address: '+447700900123' };
const mine = async () => (await c.ask('contact', 'GET', ways)).json();
const put = (list: readonly object[], detailsOnLockScreen = false) => c.ask('contact', 'PUT', ways, { ways: list, detailsOnLockScreen });
const check = (code: string, way: object = phone) => c.ask('contact', 'POST', `${ways}/checks`, { way, code });
const judged = () => c.http.pipeline.context('kathleen')!.contacts.find(({ id }) => id === 'mary')!;

describe('how a contact is reached', () => {
  it('is theirs to see, and a new number is used once its code has come back', async () => {
    expect(await mine()).toEqual({ ways: [{ ...letters, checked: true }], detailsOnLockScreen: false });
    expect((await put([phone, letters])).statusCode).toBe(204);
    expect((await mine()).ways).toEqual([
      { ...phone, checked: false },
      { ...letters, checked: true },
    ]);
    expect(judged().channels).toEqual([letters]);
    expect((await c.ask('contact', 'POST', `${ways}/codes`, phone)).statusCode).toBe(202);
    const { code, channel } = c.http.codes.at(-1)!;
    expect(channel).toEqual(phone);
    const wrong = await check(code === '000000' ? '000001' : '000000');
    expect([wrong.statusCode, wrong.json().errors]).toEqual([422, [{ path: 'code', message: 'is not the code; tries left: 4' }]]);
    expect((await check(code)).statusCode).toBe(204);
    expect(judged().channels).toEqual([phone, letters]);
  });

  it('cannot be left without a way that was checked', async () => {
    const other = { kind: 'voice', address: '+447700900456' };
    for (const list of [[], [other]]) {
      const refused = await put(list);
      expect([refused.statusCode, refused.json().detail]).toEqual([422, 'ways: keep one that was checked until another one is']);
    }
    expect((await put([other, phone])).statusCode).toBe(204);
    expect(judged().channels).toEqual([phone]);
  });

  it('says what it is about on a locked screen only where they chose that', async () => {
    expect(judged()).not.toHaveProperty('detailsOnLockScreen');
    await put([phone], true);
    expect([await mine(), judged()]).toMatchObject([{ detailsOnLockScreen: true }, { detailsOnLockScreen: true }]);
    await put([phone], false);
    expect(judged()).not.toHaveProperty('detailsOnLockScreen');
  });

  it('leaves the other ways of theirs where they were', async () => {
    const webhook = { kind: 'webhook', address: 'https://example.org/hook' };
    const contact = (await c.ask('coordinator', 'GET', '/api/patients/kathleen/contacts'))
      .json()
      .find(({ id }: { id: string }) => id === 'mary');
    const { id: _, points, unavailable, ...card } = contact;
    await c.ask('coordinator', 'PUT', '/api/patients/kathleen/contacts/mary', { ...card, channels: [webhook, phone, { kind: 'push' }] });
    await put([letters, phone]);
    const { rows } = await c.http.database.pool.query(`select channels from contact where id = 'mary'`);
    expect(rows[0].channels).toEqual([webhook, letters, phone, { kind: 'push', address: '' }]);
  });

  it('is read by nobody else, and is no look at the person', async () => {
    expect((await c.ask('patient', 'GET', ways)).statusCode).toBe(403);
    expect((await c.ask('champion', 'GET', ways)).statusCode).toBe(404);
    const { rows } = await c.http.database.pool.query(`select from audit where action = 'read ${'/api/my/people/:id/ways'}'`);
    expect(rows).toEqual([]);
    const written = await c.http.database.pool.query(`select detail from audit where action = 'contact.ways' limit 1`);
    expect(JSON.stringify(written.rows)).not.toContain('example.org');
  });

  it.each([
    ['a way that is not theirs to set', [{ kind: 'webhook', address: 'http://127.0.0.1/' }]],
    ['a number without its country', [{ kind: 'sms', address: '07700900123' }]],
    ['the same one twice', [phone, phone]],
  ])('is not %s', async (_, list) => {
    expect((await put(list)).statusCode).toBe(400);
  });

  it('is asked for by six codes an hour, so that strangers are not written to', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 6; i++) {
      c.http.clock.advanceBy(60_000);
      codes.push((await c.ask('contact', 'POST', `${ways}/codes`, letters)).statusCode);
    }
    expect(codes).toEqual([202, 202, 202, 202, 202, 429]);
  });
});
