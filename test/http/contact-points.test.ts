import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const contacts = '/api/patients/kathleen/contacts';
const number = '+447700900123';
const sms = { kind: 'sms', address: number } as const;
const otto = { name: 'Otto', relationship: 'neighbour', order: 2, mayBeTold: true, channels: [sms] };
const known = (id: string) => http.pipeline.context('kathleen')?.contacts.find((one) => one.id === id);
const view = async (id: string) =>
  (await http.ask('coordinator', 'GET', contacts)).json().find((one: { id: string }) => one.id === id) as {
    points: { checkedAt: string | null; checkedHow: string | null; checkedBy: string | null }[];
  };
const add = async (more: object = {}): Promise<string> => (await http.ask('coordinator', 'POST', contacts, { ...otto, ...more })).json().id;
const send = (id: string, point: object = sms) => http.ask('coordinator', 'POST', `${contacts}/${id}/codes`, point);
const check = (id: string, body: object) => http.ask('coordinator', 'POST', `${contacts}/${id}/checks`, body);
const tasks = async (about: string) =>
  (await http.ask('coordinator', 'GET', '/api/tasks'))
    .json()
    .filter((one: { id: string; doneAt: string | null }) => one.id.startsWith(`unreachable/${about}/`));

describe('a number of a contact', () => {
  it('that nobody has checked is not used, and a task says so until it is', async () => {
    const id = await add();
    expect(known(id)).toMatchObject({ channels: [], unchecked: true });
    expect(await tasks(id)).toMatchObject([{ text: 'Kathleen: no way to reach Otto has been checked.' }]);
    expect((await check(id, { ...sms, how: 'phone' })).statusCode).toBe(204);
    expect(known(id)).toMatchObject({ channels: [sms] });
    expect(known(id)).not.toHaveProperty('unchecked');
    expect((await view(id)).points).toMatchObject([{ ...sms, checkedHow: 'phone', checkedBy: 'A coordinator' }]);
    expect(await tasks(id)).toEqual([]);
  });

  it('is checked by the code that was sent there', async () => {
    const id = await add();
    const answer = await send(id);
    expect([answer.statusCode, Date.parse(answer.json().expiresAt) - http.clock.wallNow()]).toEqual([202, 15 * minute]);
    const { code, channel, contact } = http.codes.at(-1)!;
    expect([channel, contact.name]).toEqual([sms, 'Otto']);
    expect(code).toMatch(/^[0-9]{6}$/);
    expect((await check(id, { ...sms, how: 'code', code })).statusCode).toBe(204);
    expect(known(id)?.channels).toEqual([sms]);
    expect((await view(id)).points[0]?.checkedHow).toBe('code');
    const again = await check(id, { ...sms, how: 'code', code });
    expect([again.statusCode, again.json().errors]).toEqual([422, [{ path: 'code', message: 'is no longer good; send a new one' }]]);
  });

  it('stays unchecked after five wrong codes, and the right one comes too late', async () => {
    const id = await add();
    await send(id);
    const { code } = http.codes.at(-1)!;
    const wrong = code === '000000' ? '000001' : '000000';
    const said: string[] = [];
    for (let i = 0; i < 5; i++) said.push((await check(id, { ...sms, how: 'code', code: wrong })).json().errors[0].message);
    expect(said).toEqual([4, 3, 2, 1].map((left) => `is not the code; tries left: ${left}`).concat('is no longer good; send a new one'));
    expect((await check(id, { ...sms, how: 'code', code })).statusCode).toBe(422);
    expect(known(id)?.channels).toEqual([]);
  });

  it.each([
    [15 * minute - 1, 204],
    [15 * minute, 422],
  ])('takes a code after %i ms with %i', async (laterMs, status) => {
    const id = await add();
    await send(id);
    http.clock.advanceBy(laterMs);
    expect((await check(id, { ...sms, how: 'code', code: http.codes.at(-1)!.code })).statusCode).toBe(status);
  });

  it('is sent one code a minute, and the newest alone is good', async () => {
    const id = await add();
    await send(id);
    const first = http.codes.at(-1)!.code;
    http.clock.advanceBy(minute - 1);
    expect((await send(id)).statusCode).toBe(409);
    http.clock.advanceBy(1);
    expect((await send(id)).statusCode).toBe(202);
    const second = http.codes.at(-1)!.code;
    if (first !== second) expect((await check(id, { ...sms, how: 'code', code: first })).statusCode).toBe(422);
    expect((await check(id, { ...sms, how: 'code', code: second })).statusCode).toBe(204);
  });

  it.each([
    ['somebody else’s number', '/api/patients/kathleen/contacts/mary', sms],
    ['an unknown contact', '/api/patients/kathleen/contacts/nobody', sms],
    ['another patient', '/api/patients/nobody/contacts/mary', { kind: 'email', address: 'm@example.org' }],
  ])('of %s is not found', async (_whose, url, point) => {
    expect((await http.ask('coordinator', 'POST', `${url}/codes`, point)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'POST', `${url}/checks`, { ...point, how: 'phone' })).statusCode).toBe(404);
  });
});

describe('the ways of a contact', () => {
  it('that were enrolled with the home are answered for by who enrolled it', async () => {
    expect((await view('mary')).points).toMatchObject([{ checkedHow: 'enrolment' }]);
    expect(known('mary')?.channels).toEqual([{ kind: 'email', address: 'm@example.org' }]);
  });

  it('keep what is known of them through a change; a new number waits', async () => {
    const id = await add({ checkedByPhone: true });
    const other = { kind: 'voice', address: '+447700900456' } as const;
    await http.ask('coordinator', 'PUT', `${contacts}/${id}`, {
      ...otto,
      channels: [other, sms],
      language: 'pl',
      zone: 'America/New_York',
    });
    expect(known(id)).toMatchObject({ channels: [sms], language: 'pl', zone: 'America/New_York' });
    expect((await view(id)).points.map(({ checkedHow }) => checkedHow)).toEqual(['phone', null]);
    await http.ask('coordinator', 'PUT', `${contacts}/${id}`, {
      ...otto,
      channels: [other],
      checkedByPhone: true,
      detailsOnLockScreen: true,
    });
    expect(known(id)).toMatchObject({ channels: [other], detailsOnLockScreen: true });
    expect(known(id)).not.toHaveProperty('language');
  });

  it('are gone with the contact, and so is the task', async () => {
    const id = await add();
    await http.ask('coordinator', 'DELETE', `${contacts}/${id}`);
    expect(await tasks(id)).toEqual([]);
    expect((await send(id)).statusCode).toBe(404);
  });

  it('without consent are no task', async () => {
    expect(await tasks(await add({ mayBeTold: false }))).toEqual([]);
  });
});
