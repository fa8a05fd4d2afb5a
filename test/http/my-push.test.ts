import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endDueConsents } from '../../gateway/store/consent-ends.ts';
import { createPushSubscriptions, pushSubscriptionsOf } from '../../gateway/store/push-subscriptions.ts';
import { write } from '../../gateway/store/write.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  await http.database.pool.query(
    `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, 'kathleen', 'contact', 'mary', $2)`,
    [http.userIds.contact, new Date(http.clock.now())],
  );
});
afterAll(() => http?.close());

const url = '/api/my/push-subscriptions';
const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
const at = (name: string) => ({ endpoint: `https://push.example.org/${name}`, keys });
const ways = () =>
  http.pipeline
    .context('kathleen')
    ?.contacts.find(({ id }) => id === 'mary')
    ?.channels.map(({ kind }) => kind);
const endpoints = async (userId: string) => (await pushSubscriptionsOf(http.database.pool, userId)).map(({ endpoint }) => endpoint);

describe('notices of the app', () => {
  it('give whoever may be told one more way, tried first, for as long as a device takes them', async () => {
    expect(ways()).toEqual(['email']);
    expect((await http.ask('contact', 'POST', url, at('phone'))).statusCode).toBe(204);
    expect(http.pipeline.context('kathleen')?.contacts[0]?.channels[0]).toEqual({ kind: 'push', address: http.userIds.contact });
    expect((await http.ask('contact', 'GET', url)).json()).toEqual({ endpoints: [at('phone').endpoint] });
    expect((await http.ask('patient', 'GET', url)).json()).toEqual({ endpoints: [] });
    expect(ways()).toEqual(['push', 'email']);
    expect((await http.ask('contact', 'DELETE', url, { endpoint: at('phone').endpoint })).statusCode).toBe(204);
    expect(ways()).toEqual(['email']);
  });

  it('stand where the contact’s list has them', async () => {
    await http.ask('contact', 'POST', url, at('phone'));
    const mary = { name: 'Mary', relationship: 'daughter', order: 1, mayBeTold: true, checkedByPhone: true };
    const channels = [{ kind: 'sms', address: '+447700900123' }, { kind: 'push' }];
    expect((await http.ask('coordinator', 'PUT', '/api/patients/kathleen/contacts/mary', { ...mary, channels })).statusCode).toBe(204);
    expect(ways()).toEqual(['sms', 'push']);
  });

  it('belong to whoever subscribed last on that browser, and are ended by nobody else', async () => {
    const { endpoint } = at('shared');
    await http.ask('patient', 'POST', url, at('shared'));
    await http.ask('champion', 'POST', url, at('shared'));
    expect(await endpoints(http.userIds.patient)).toEqual([]);
    await http.ask('patient', 'DELETE', url, { endpoint });
    expect(await endpoints(http.userIds.champion)).toEqual([endpoint]);
  });

  it('go to ten devices of a person at most: the oldest give way', async () => {
    for (let i = 0; i < 12; i++) {
      http.clock.advanceBy(1_000);
      await http.ask('responder', 'POST', url, at(`device-${i}`));
    }
    const kept = await endpoints(http.userIds.responder);
    expect([kept.length, kept.includes(at('device-1').endpoint), kept.includes(at('device-2').endpoint)]).toEqual([10, false, true]);
  });

  it('that a browser has ended are gone from its contact', async () => {
    const { pool } = http.database;
    const subscriptions = createPushSubscriptions(pool, http.clock);
    const { endpoint } = (await subscriptions.of(http.userIds.contact))[0]!;
    await subscriptions.tried(endpoint, false);
    expect((await pool.query('select failed_at from push_subscription where endpoint = $1', [endpoint])).rows[0].failed_at).not.toBeNull();
    await subscriptions.gone(http.userIds.contact, endpoint);
    await http.pipeline.patientChanged('kathleen');
    expect(ways()).toEqual(['sms']);
  });

  it.each([
    ['endpoint', 'inside our network', { endpoint: 'https://127.0.0.1/x', keys }],
    ['endpoint', 'of a host that only ends like one', { endpoint: 'https://evilpush.example.org/x', keys }],
    ['endpoint', 'without encryption', { endpoint: 'http://push.example.org/x', keys }],
    ['keys.p256dh', 'with a key that is none', { endpoint: at('x').endpoint, keys: { ...keys, p256dh: 'AAAA' } }],
    ['keys.auth', 'with a secret that is none', { endpoint: at('x').endpoint, keys: { ...keys, auth: '!' } }],
  ])('refuse %s %s', async (path, _why, body) => {
    const answer = await http.ask('contact', 'POST', url, body);
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, path]);
  });

  it('that the app asks for again, as it does at each start, are no change', async () => {
    await http.ask('contact', 'POST', url, at('phone'));
    const written = async () =>
      (await http.database.pool.query(`select from audit where action = 'push.subscribe' and actor = $1`, [`user:${http.userIds.contact}`]))
        .rowCount;
    const before = await written();
    expect(before).toBeGreaterThan(0);
    expect((await http.ask('contact', 'POST', url, at('phone'))).statusCode).toBe(204);
    expect(await written()).toBe(before);
  });

  it('end with the permission to be told, given back, withdrawn or at its end, unless there is somebody else of whom they are told', async () => {
    const consents = '/api/patients/kathleen/contacts/mary/consents';
    const allow = async (purpose: string, allowed: boolean, endsAt: string | null = null) =>
      expect((await http.ask('coordinator', 'PUT', consents, { changes: [{ purpose, allowed, endsAt }] })).statusCode).toBe(204);
    const subscribed = async () => (await endpoints(http.userIds.contact)).length;
    await http.ask('contact', 'POST', url, at('phone'));
    await allow('see-status', false);
    expect(await subscribed()).toBe(1);
    await allow('be-told', false);
    expect([await subscribed(), ways()]).toEqual([0, ['sms']]);

    await allow('be-told', true, new Date(http.clock.now() + 60_000).toISOString());
    await http.ask('contact', 'POST', url, at('phone'));
    http.clock.advanceBy(60_000);
    await write(http.database.pool, { at: http.clock.now(), actor: 'test' }, endDueConsents);
    expect(await subscribed()).toBe(0);

    await allow('be-told', true);
    await http.ask('contact', 'POST', url, at('phone'));
    const nell = {
      name: 'Nell',
      relationship: 'niece',
      order: 2,
      mayBeTold: true,
      channels: [{ kind: 'email', address: 'n@example.org' }],
    };
    const fred = await http.ask('administrator', 'POST', '/api/enrolments', {
      home: { id: 'mill-street', address: '2 Mill Street' },
      patients: [{ id: 'fred', nhsNumber: '999 000 0069', givenName: 'Fred', familyName: 'Example', contacts: [{ id: 'nell', ...nell }] }],
    });
    expect(fred.statusCode, fred.body).toBe(201);
    await http.database.pool.query(
      `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, 'fred', 'contact', 'nell', $2)`,
      [http.userIds.contact, new Date(http.clock.now())],
    );
    expect((await http.ask('contact', 'DELETE', '/api/my/people/kathleen/consents/be-told')).statusCode).toBe(204);
    expect(await subscribed()).toBe(1);
    expect((await http.ask('coordinator', 'DELETE', '/api/patients/fred/contacts/nell')).statusCode).toBe(204);
    expect(await subscribed()).toBe(0);
  });

  it('end with the contact, also of who was not told and of a champion', async () => {
    await http.database.pool.query(
      `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, 'kathleen', 'champion', 'mary', $2)`,
      [http.userIds.champion, new Date(http.clock.now())],
    );
    await http.ask('contact', 'POST', url, at('phone'));
    await http.ask('champion', 'POST', url, at('watch'));
    const subscribed = async () => [await endpoints(http.userIds.contact), await endpoints(http.userIds.champion)].flat().length;
    expect(await subscribed()).toBeGreaterThan(1);
    expect((await http.ask('coordinator', 'DELETE', '/api/patients/kathleen/contacts/mary')).statusCode).toBe(204);
    expect(await subscribed()).toBe(0);
  });

  it('are for people who are signed in', async () => {
    expect((await http.ask(null, 'POST', url, at('phone'))).statusCode).toBe(401);
    expect((await http.ask('patient', 'GET', '/api/my/push-key')).json()).toEqual({ key: 'a-push-key-of-the-test' });
  });
});
