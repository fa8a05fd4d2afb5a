import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseWaiting } from '../../../gateway/store/my/messages.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { httpFixture, startAt } from '../fixture.ts';
import { type Circle, circle, me } from './circle.ts';

let c: Circle;
const iso = (at: number) => new Date(at).toISOString();
beforeAll(async () => {
  c = await circle(await httpFixture());
  await c.relate('patient', 'self');
  await c.relate('contact', 'contact', 'mary');
  const nell = {
    id: 'nell',
    name: 'Nell',
    relationship: 'neighbour',
    order: 2,
    mayBeTold: true,
    channels: [{ kind: 'webhook', address: 'http://127.0.0.1/n' }],
  };
  const answer = await c.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', nell);
  if (answer.statusCode !== 201) throw new Error(answer.body);
});
afterAll(() => c?.http.close());

describe('messages with the team', () => {
  const mine = `${me}/messages`;
  const theirs = '/api/patients/kathleen/messages';
  const tasks = async () =>
    (await c.ask('coordinator', 'GET', '/api/tasks')).json().filter(({ kind }: { kind: string }) => kind === 'message-waits');
  const raise = (after: number) => raiseWaiting(c.http.database.pool, startAt + after, startAt + after - 4 * hour);

  it('are a thread of their own for each user', async () => {
    for (let i = 0; i < 2; i++) expect((await c.ask('contact', 'POST', mine, { id: 'm1', text: ' Is Mum eating? ' })).statusCode).toBe(204);
    expect(c.http.told).toContain('kathleen');
    const { messages, unread, notice } = (await c.ask('contact', 'GET', mine)).json();
    expect(messages).toEqual([{ id: 'm1', at: iso(startAt), text: 'Is Mum eating?', mine: true, by: 'A contact', readAt: null }]);
    expect([unread, notice]).toEqual([0, expect.stringContaining('Not for emergencies')]);
    expect((await c.ask('patient', 'GET', mine)).json().messages).toEqual([]);
    expect((await c.ask('contact', 'POST', mine, { id: 'm1', text: 'Something else' })).statusCode).toBe(409);
    expect((await c.ask('contact', 'POST', mine, { id: 'm2', text: 'x'.repeat(1_001) })).statusCode).toBe(400);
    expect((await c.ask('champion', 'GET', mine)).statusCode).toBe(403);
  });

  it('become a task when the team has not answered within four hours, once', async () => {
    await raise(4 * hour - 1);
    expect(await tasks()).toEqual([]);
    for (let i = 0; i < 2; i++) await raise(4 * hour);
    expect(await tasks()).toMatchObject([{ patientId: 'kathleen', text: 'A message from A contact waits for an answer.' }]);
  });

  it('are answered by the team, which ends the task', async () => {
    const waiting = async () => (await c.ask('responder', 'GET', '/api/messages/waiting')).json();
    const since = { since: iso(startAt), dueAt: iso(startAt + 4 * hour) };
    expect(await waiting()).toMatchObject([{ patientName: 'Kathleen Example', name: 'A contact', messages: 1, ...since }]);
    const [thread] = (await c.ask('coordinator', 'GET', theirs)).json();
    expect(thread).toMatchObject({ name: 'A contact', relation: 'daughter', waitsSince: iso(startAt), dueAt: iso(startAt + 4 * hour) });
    const answer = { id: 't1', to: thread.userId, text: 'She had lunch at noon.' };
    expect((await c.ask('coordinator', 'POST', theirs, answer)).statusCode).toBe(204);
    expect(await tasks()).toEqual([]);
    expect(await waiting()).toEqual([]);
    const { messages, unread } = (await c.ask('contact', 'GET', mine)).json();
    expect(unread).toBe(1);
    expect(
      messages.map(({ text, mine, readAt }: { text: string; mine: boolean; readAt: string | null }) => [text, mine, readAt !== null]),
    ).toEqual([
      ['Is Mum eating?', true, true],
      ['She had lunch at noon.', false, false],
    ]);
    expect((await c.ask('contact', 'GET', me)).json()).toMatchObject({ unreadMessages: 1, today: [{ kind: 'message' }] });
    await c.ask('contact', 'POST', `${mine}/read`, { upTo: 't1' });
    expect((await c.ask('contact', 'GET', me)).json()).toMatchObject({ unreadMessages: 0, today: [] });
    expect((await c.ask('coordinator', 'POST', theirs, { ...answer, id: 't2', to: c.http.userIds.champion })).statusCode).toBe(422);
  });

  it('need no answer where the team says so', async () => {
    await c.ask('contact', 'POST', mine, { id: 'm3', text: 'Thank you!' });
    await raise(9 * hour);
    expect(await tasks()).toHaveLength(1);
    expect((await c.ask('coordinator', 'POST', `${theirs}/seen`, { userId: c.http.userIds.contact, upTo: 'm3' })).statusCode).toBe(204);
    expect(await tasks()).toEqual([]);
    expect((await c.ask('coordinator', 'POST', `${theirs}/seen`, { userId: c.http.userIds.contact, upTo: 'nothing' })).statusCode).toBe(
      404,
    );
  });
});

describe('the rota of the family', () => {
  const rota = `${me}/on-duty`;
  const entry = { id: 'w1', fromAt: iso(startAt - hour), untilAt: iso(startAt + 48 * hour) };
  const mary = () => c.http.pipeline.context('kathleen')?.contacts.find(({ id }) => id === 'mary');

  it('is in force at once, shown to the circle, and taken back', async () => {
    for (let i = 0; i < 2; i++) expect((await c.ask('contact', 'POST', rota, entry)).statusCode).toBe(204);
    expect(mary()?.onDuty).toEqual([{ fromAt: startAt - hour, untilAt: startAt + 48 * hour }]);
    expect((await c.ask('contact', 'GET', rota)).json()).toMatchObject([{ id: 'w1', name: 'Mary', mine: true }]);
    expect((await c.ask('patient', 'GET', rota)).json()).toMatchObject([{ id: 'w1', name: 'Mary', mine: false }]);
    expect((await c.ask('contact', 'GET', me)).json().today).toMatchObject([{ kind: 'on-duty', text: 'You are on duty for Kathleen' }]);
    expect((await c.ask('contact', 'POST', rota, { ...entry, untilAt: iso(startAt + 50 * hour) })).statusCode).toBe(409);
    expect((await c.ask('contact', 'DELETE', `${rota}/w1`)).statusCode).toBe(204);
    expect(mary()?.onDuty).toBeUndefined();
    expect((await c.ask('contact', 'DELETE', `${rota}/w1`)).statusCode).toBe(404);
  });

  it.each([
    [{ untilAt: entry.fromAt }, 'must be after fromAt'],
    [{ fromAt: iso(startAt - 2 * hour), untilAt: iso(startAt) }, 'must be later than now'],
    [{ untilAt: iso(startAt - hour + 31 * 24 * hour + 1) }, 'must not be more than 31 days after fromAt'],
  ])('refuses %j', async (change, message) => {
    const answer = await c.ask('contact', 'POST', rota, { ...entry, id: 'w2', ...change });
    expect([answer.statusCode, answer.json().errors]).toEqual([422, [{ path: 'untilAt', message }]]);
  });

  it('is a contact’s alone', async () => {
    expect((await c.ask('patient', 'POST', rota, { ...entry, id: 'w3' })).statusCode).toBe(403);
  });
});

describe('alerts of a contact', () => {
  const list = async (role: 'contact' | 'patient' = 'contact') => (await c.ask(role, 'GET', '/api/my/alerts')).json();
  const command = (id: string, body: object) => c.ask('contact', 'POST', `/api/my/alerts/${id}/commands`, body);

  it('are those that they were told of, with what they can do', async () => {
    expect(await list()).toEqual([]);
    await c.device('watch', 'sos');
    const [alert] = await list();
    expect(alert).toMatchObject({ patientId: 'kathleen', knownAs: 'Kathleen', severity: 'high', status: 'open', owner: null, asked: true });
    expect(alert.text).toMatch(/^Kathleen called for help/);
    expect(alert.allowed).toEqual(['acknowledge', 'decline']);
    expect((await c.ask('contact', 'GET', me)).json()).toMatchObject({ openAlerts: 1, today: [{ kind: 'alert', alertId: alert.id }] });
    expect((await list('patient'))[0]).toMatchObject({ id: alert.id, asked: false, allowed: [] });
    expect(
      (await c.ask('patient', 'POST', `/api/my/alerts/${alert.id}/commands`, { type: 'decline', version: alert.version })).statusCode,
    ).toBe(403);
  });

  it('are accepted, which 409 says to whoever was slower, and handed to another of the family', async () => {
    const [alert] = await list();
    const taken = await command(alert.id, { type: 'acknowledge', version: alert.version });
    expect(taken.json()).toMatchObject({ owner: { name: 'Mary', mine: true }, handOverTo: [{ contactId: 'nell', name: 'Nell' }] });
    const again = await command(alert.id, { type: 'acknowledge', version: alert.version });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ status: 409, alert: { id: alert.id, owner: { mine: true } } });
    const { version } = taken.json();
    expect((await command(alert.id, { type: 'hand-over', version, to: { contactId: 'otto' } })).statusCode).toBe(422);
    const handed = await command(alert.id, { type: 'hand-over', version, to: { contactId: 'nell' } });
    expect(handed.json()).toMatchObject({ owner: { name: 'Nell', mine: false }, allowed: ['decline'] });
  });

  it('stay with whom they were handed to in their own name, and are declined', async () => {
    const [alert] = await list();
    expect((await command(alert.id, { type: 'decline', version: alert.version })).statusCode).toBe(200);
    const { rows } = await c.http.database.pool.query(
      `select entry::jsonb -> 'actor' as actor from alert_timeline where entry::jsonb ->> 'type' = 'declined'`,
    );
    expect(rows).toEqual([{ actor: { kind: 'contact', id: 'mary', name: 'Mary', tier: 'family' } }]);
  });

  it('are nobody’s once consent is taken back', async () => {
    const [alert] = await list();
    await c.http.database.pool.query(`update contact_consent set ended_at = $1 where contact_id = 'mary'`, [new Date(c.http.clock.now())]);
    c.http.clock.advanceBy(minute);
    expect(await list()).toEqual([]);
    expect((await c.ask('contact', 'GET', `/api/my/alerts/${alert.id}`)).statusCode).toBe(404);
    expect((await command(alert.id, { type: 'decline', version: alert.version })).statusCode).toBe(404);
    expect((await c.ask('contact', 'GET', '/api/my/people')).json()).toEqual([]);
  });
});
