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
const url = `${contacts}/mary/unavailable`;
const operation = { fromAt: '2026-02-01T00:00:00Z', untilAt: '2026-02-15T00:00:00Z', reason: 'operation' };
const replacement = { kind: 'team', teamKind: 'agency', message: 'Please make an extra call to {name}.' };
const mary = () => http.pipeline.context('kathleen')?.contacts.find(({ id }) => id === 'mary');
const errors = async (answer: Promise<{ json(): { errors?: { path: string; message: string }[] } }>) =>
  (await answer).json().errors?.map(({ path, message }) => `${path}: ${message}`);

describe('dates on which nothing reaches a contact', () => {
  it('are in force at once, shown, and taken back', async () => {
    const { id } = (await http.ask('coordinator', 'POST', url, { ...operation, replacement })).json();
    expect(mary()?.unavailable).toEqual([
      { fromAt: Date.parse(operation.fromAt), untilAt: Date.parse(operation.untilAt), reason: 'operation', replacement },
    ]);
    expect((await http.ask('coordinator', 'GET', url)).json()).toEqual([
      { id, fromAt: '2026-02-01T00:00:00.000Z', untilAt: '2026-02-15T00:00:00.000Z', reason: 'operation', replacement },
    ]);
    expect((await http.ask('coordinator', 'DELETE', `${url}/${id}`)).statusCode).toBe(204);
    expect(mary()?.unavailable).toBeUndefined();
    expect((await http.ask('coordinator', 'DELETE', `${url}/${id}`)).statusCode).toBe(404);
    const { rows } = await http.database.pool.query(`select action, detail from audit where subject = 'mary' order by id desc limit 2`);
    expect(rows.map(({ action }) => action)).toEqual(['contact.available', 'contact.unavailable']);
    expect(JSON.stringify(rows)).not.toContain('operation');
  });

  it('are seen by whoever looks at the patient, while they last', async () => {
    const now = { ...operation, fromAt: '2026-01-12T05:00:00Z', untilAt: '2026-01-12T07:00:00Z' };
    const seen = async () => (await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json().contacts[0].unavailable;
    expect(await seen()).toBeNull();
    const { id } = (await http.ask('coordinator', 'POST', url, now)).json();
    expect(await seen()).toEqual({ reason: 'operation', untilAt: '2026-01-12T07:00:00.000Z' });
    expect((await http.ask('coordinator', 'GET', contacts)).json()[0].unavailable).toMatchObject([{ id, reason: 'operation' }]);
    await http.ask('coordinator', 'DELETE', `${url}/${id}`);
  });

  it.each([
    [{ untilAt: operation.fromAt }, 'untilAt: must be after fromAt'],
    [{ replacement: { kind: 'contact', contactId: 'mary' } }, 'replacement.contactId: cannot stand in for themselves'],
    [{ replacement: { kind: 'contact', contactId: 'otto' } }, 'replacement.contactId: is not a contact of this patient'],
  ])('%j is refused', async (changes, said) => {
    expect(await errors(http.ask('coordinator', 'POST', url, { ...operation, ...changes }))).toEqual([said]);
  });

  it('need a contact', async () => {
    expect((await http.ask('coordinator', 'POST', `${contacts}/otto/unavailable`, operation)).statusCode).toBe(404);
    expect((await http.ask('responder', 'POST', url, operation)).statusCode).toBe(403);
  });
});

describe('working hours of a contact', () => {
  const contact = {
    name: 'Mary',
    relationship: 'daughter',
    order: 1,
    mayBeTold: true,
    channels: [{ kind: 'email', address: 'm@example.org' }],
  };
  const early = { name: 'Early', windows: [{ from: '06:00', to: '14:00', days: ['mon'] }] };

  it('are times of their own', async () => {
    const work = { windows: [{ from: '09:00', to: '17:00', bankHolidays: 'exclude' }], highGoesThrough: false };
    expect((await http.ask('coordinator', 'PUT', `${contacts}/mary`, { ...contact, work })).statusCode).toBe(204);
    expect(mary()?.work).toEqual(work);
    const [seen] = (await http.ask('coordinator', 'GET', contacts)).json();
    expect(seen.work).toEqual({ ...work, patternId: null });
  });

  it('or those of a pattern, and change with it', async () => {
    await http.ask('manager', 'PUT', '/api/shift-patterns/early', early);
    await http.ask('coordinator', 'PUT', `${contacts}/mary`, { ...contact, work: { patternId: 'early' } });
    expect(mary()?.work).toEqual({ windows: early.windows, highGoesThrough: true });
    const later = [{ ...early.windows[0]!, to: '15:00' }];
    await http.ask('manager', 'PUT', '/api/shift-patterns/early', { ...early, windows: later });
    expect(mary()?.work).toEqual({ windows: later, highGoesThrough: true });
    expect((await http.ask('manager', 'DELETE', '/api/shift-patterns/early')).statusCode).toBe(409);
    await http.ask('coordinator', 'PUT', `${contacts}/mary`, contact);
    expect(mary()?.work).toBeUndefined();
    expect((await http.ask('manager', 'DELETE', '/api/shift-patterns/early')).statusCode).toBe(204);
  });

  it('name a pattern that is not there', async () => {
    expect(await errors(http.ask('coordinator', 'PUT', `${contacts}/mary`, { ...contact, work: { patternId: 'late' } }))).toEqual([
      'work.patternId: there is no such shift pattern',
    ]);
  });
});

describe('presence', () => {
  it.each(['hospital', 'away', 'holiday', 'respite'])('%s has an end', async (mode) => {
    const presence = '/api/patients/kathleen/presence';
    expect((await http.ask('coordinator', 'PUT', presence, { mode })).statusCode).toBe(400);
    expect((await http.ask('coordinator', 'PUT', presence, { mode, untilAt: '2026-03-29T05:30:00Z' })).statusCode).toBe(204);
    expect(http.pipeline.context('kathleen')?.presence).toEqual({
      mode,
      untilAt: Date.parse('2026-03-29T05:30:00Z'),
      sinceAt: http.clock.now(),
    });
  });

  it('tells carers once that monitoring rests, and when it goes on; the end that was planned is taken back with the absence', async () => {
    const presence = (body: object) => {
      http.clock.advanceTo(http.clock.now() + minute);
      return http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', body);
    };
    const told = async () => {
      const { rows } = await http.database.pool.query<{ to: string; words: string; sendAt: number | null; status: string }>(
        `select body->'recipient'->>'name' as to, body->>'body' as words, (body->>'sendAt')::bigint as "sendAt", status
           from notification where purpose = 'rest' order by seq, id`,
      );
      return rows;
    };
    await presence({ mode: 'home' });
    const before = (await told()).length;
    await presence({ mode: 'holiday', untilAt: '2026-04-03T09:00:00Z' });
    await http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'holiday', untilAt: '2026-04-03T09:00:00Z' });
    const [begins, ends, ...more] = (await told()).slice(before);
    expect(begins).toMatchObject({ to: 'Mary', words: expect.stringContaining('our watch rests until 10:00 on 3 April'), sendAt: null });
    expect(ends).toMatchObject({
      to: 'Mary',
      words: expect.stringContaining('goes on as agreed'),
      sendAt: Date.parse('2026-04-03T09:00:00Z'),
    });
    expect(more).toEqual([]);
    await presence({ mode: 'home' });
    const [, planned, now] = (await told()).slice(before);
    expect(planned?.status).toBe('suppressed');
    expect(now).toMatchObject({ words: expect.stringContaining('goes on as agreed'), sendAt: null });
  });
});
