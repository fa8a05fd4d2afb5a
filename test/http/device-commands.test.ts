import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../gateway/store/users.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

let http: HttpFixture;
let flows: ReturnType<typeof basic>;
let reader: ReturnType<typeof basic>;
let secrets: Map<string, string>;

async function integration(publish: string[]) {
  const { username, secret } = (
    await http.ask('administrator', 'POST', '/api/integrations', { name: 'Flows', publish, subscribe: [] })
  ).json<{ username: string; secret: string }>();
  return basic(username, secret);
}

beforeAll(async () => {
  http = await httpFixture();
  secrets = await enrolKathleen(http);
  const speaker = { homeId: 'long-lane', kind: 'speaker', prompts: true };
  for (const id of ['speaker', 'lamp']) await http.ask('administrator', 'POST', '/api/devices', { id, name: id, ...speaker });
  flows = await integration(['hearthline/v1/+/commands']);
  reader = await integration(['hearthline/v1/+/observations', 'hearthline/v1/watch/commands']);
});
afterAll(() => http?.close());

const ask = (headers: Record<string, string>, device: string, body: unknown) =>
  http.ask(null, 'POST', `/api/devices/${device}/commands`, body, { headers });

describe('words that another system has a device speak', () => {
  it('are stored, and handed to the outbox with the same id', async () => {
    const answer = await ask(flows, 'fridge', { text: ' The kettle has been on for an hour. ', expiresAfter: 'PT5M' });
    expect(answer.statusCode).toBe(201);
    const { commandId } = answer.json<{ commandId: string }>();
    expect(http.sent).toEqual([commandId]);
    const { rows } = await http.database.pool.query('select status, alert_id, patient_id, body from notification where id = $1', [
      commandId,
    ]);
    const body = {
      channel: { kind: 'mqtt', address: 'fridge' },
      recipient: { kind: 'device', id: 'fridge', name: 'Kathleen' },
      command: { type: 'prompt', kind: null },
      body: 'The kettle has been on for an hour.',
      createdAt: http.clock.now(),
      expiresAt: http.clock.now() + 300_000,
    };
    expect(rows).toEqual([{ status: 'queued', alert_id: null, patient_id: 'kathleen', body: expect.objectContaining(body) as object }]);
    const audit = await http.database.pool.query(`select actor, subject from audit where action = 'device.command'`);
    expect(audit.rows).toEqual([{ actor: expect.stringMatching(/^integration:int-/) as string, subject: 'fridge' }]);
  });

  it('may ask for a reading', async () => {
    const asked = { type: 'request-measurement', kind: 'blood-pressure', text: 'Please take your blood pressure.' };
    expect((await ask(flows, 'fridge', asked)).statusCode).toBe(201);
  });

  it.each([
    ['no credential', {}, 'fridge', { text: 'Hello' }, 401, 'An integration signs in'],
    ['a filter for readings only', () => reader, 'fridge', { text: 'Hello' }, 403, 'no filter for the commands'],
    [
      "a device's own credential",
      () => basic('fridge', secrets.get('fridge')!),
      'fridge',
      { text: 'Hello' },
      401,
      'An integration signs in',
    ],
    ['a device that cannot speak', () => flows, 'watch', { text: 'Hello' }, 422, 'neither speak nor show'],
    ['an unknown device', () => flows, 'nobody', { text: 'Hello' }, 404, 'no such device'],
    ['somebody who does not live there', () => flows, 'fridge', { text: 'Hello', patientId: 'fred' }, 422, 'does not hear this device'],
    ['no words', () => flows, 'fridge', { text: ' ' }, 400, 'text'],
    ['a life too long', () => flows, 'fridge', { text: 'Hello', expiresAfter: 'P2D' }, 400, 'PT1M to PT24H'],
    ['no duration', () => flows, 'fridge', { text: 'Hello', expiresAfter: 'soon' }, 400, 'PT1M to PT24H'],
    ['a reading asked for by a prompt', () => flows, 'fridge', { text: 'Hello', kind: 'sos' }, 400, 'kind'],
    ['a field that is not known', () => flows, 'fridge', { text: 'Hello', loud: true }, 400, 'loud'],
  ])('are refused: %s', async (_, who, device, body, status, why) => {
    const before = http.sent.length;
    const answer = await ask(typeof who === 'function' ? who() : who, device, body);
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([status, expect.stringContaining(why)]);
    expect(http.sent).toHaveLength(before);
  });

  it('name the person where several hear the device', async () => {
    await http.ask('administrator', 'POST', '/api/patients', { id: 'jack', homeId: 'long-lane', givenName: 'Jack', familyName: 'Example' });
    expect((await ask(flows, 'speaker', { text: 'Hello' })).json()).toMatchObject({ status: 422, errors: [{ path: 'patientId' }] });
    expect((await ask(flows, 'speaker', { text: 'Hello', patientId: 'jack' })).statusCode).toBe(201);
  });

  it('are at most ten a minute for each device', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await ask(flows, 'lamp', { text: 'Again', patientId: 'jack' })).statusCode);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
    expect((await ask(flows, 'speaker', { text: 'Hello', patientId: 'jack' })).statusCode).toBe(201);
  });
});

describe('words that somebody at the console has a device speak', () => {
  const askAs = (role: Role | null, body: unknown, patientId = 'kathleen') =>
    http.ask(role, 'POST', `/api/patients/${patientId}/commands`, body);

  it('are stored with who asked and when, and handed to the outbox', async () => {
    const answer = await askAs('coordinator', { deviceId: 'fridge', text: 'Hello, Kathleen.' });
    expect(answer.statusCode).toBe(201);
    const { commandId } = answer.json<{ commandId: string }>();
    expect(http.sent).toContain(commandId);
    const { rows } = await http.database.pool.query('select actor, subject, detail from audit where detail ->> $1 = $2', [
      'notificationId',
      commandId,
    ]);
    const detail = { notificationId: commandId, patientId: 'kathleen', type: 'prompt' };
    expect(rows).toEqual([{ actor: `user:${http.userIds.coordinator}`, subject: 'fridge', detail }]);
  });

  it('may be a test, also of a device that cannot speak', async () => {
    expect((await askAs('responder', { deviceId: 'watch', type: 'test' })).statusCode).toBe(201);
  });

  it.each([
    ['a device of somebody else', { deviceId: 'fridge', text: 'Hello' }, 'fred', 422, 'does not hear this device'],
    ['an unknown device', { deviceId: 'nobody', text: 'Hello' }, 'kathleen', 404, 'no such device'],
    ['a device that cannot speak', { deviceId: 'watch', text: 'Hello' }, 'kathleen', 422, 'neither speak nor show'],
    ['a device behind a hub', { deviceId: 'behind', type: 'test' }, 'kathleen', 422, 'behind a hub'],
    ['a test with words', { deviceId: 'fridge', type: 'test', text: 'Hello' }, 'kathleen', 400, 'text'],
    ['a reading that is not named', { deviceId: 'fridge', type: 'request-measurement', text: 'Hello' }, 'kathleen', 400, 'kind'],
  ])('are refused: %s', async (_, body, patientId, status, why) => {
    await http.ask('administrator', 'POST', '/api/devices', { id: 'bridge', name: 'Bridge', homeId: 'long-lane', kind: 'hub' });
    await http.ask('administrator', 'POST', '/api/devices', {
      id: 'behind',
      name: 'Behind it',
      homeId: 'long-lane',
      kind: 'door',
      hubId: 'bridge',
    });
    const answer = await askAs('coordinator', body, patientId);
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([status, expect.stringContaining(why)]);
  });

  it('are not for an administrator, nor for anybody who is not signed in', async () => {
    const words = { deviceId: 'fridge', text: 'Hello' };
    expect((await askAs('administrator', words)).statusCode).toBe(403);
    expect((await askAs(null, words)).statusCode).toBe(401);
  });
});

describe('the list of what devices were asked', () => {
  it('has the newest first, each with who asked, and how it stands', async () => {
    await http.ask('administrator', 'POST', '/api/devices', {
      id: 'radio',
      name: 'Radio',
      homeId: 'long-lane',
      kind: 'speaker',
      prompts: true,
    });
    const say = (text: string) => http.ask('clinician', 'POST', '/api/patients/kathleen/commands', { deviceId: 'radio', text });
    http.clock.advanceBy(1_000);
    const first = (await say('One')).json<{ commandId: string }>().commandId;
    await http.database.pool.query(`update notification set status = 'delivered', detail = 'spoken or shown' where id = $1`, [first]);
    http.clock.advanceBy(1_000);
    await say('Two');
    const ofDevice = await http.ask('coordinator', 'GET', '/api/devices/radio/commands');
    const line = { deviceId: 'radio', deviceName: 'Radio', patientId: 'kathleen', type: 'prompt', askedBy: 'A clinician', agreement: null };
    expect(ofDevice.json()).toMatchObject([
      { ...line, text: 'Two', state: 'queued' },
      { ...line, text: 'One', state: 'done', detail: 'spoken or shown', askedAt: new Date(http.clock.now() - 1_000).toISOString() },
    ]);
    const ofPatient = await http.ask('responder', 'GET', '/api/patients/kathleen/commands?limit=2');
    expect(ofPatient.json()).toEqual(ofDevice.json());
  });

  it('names the agreement that words follow from', async () => {
    await http.database.pool.query(
      `insert into notification (id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq)
       values ('k-fridge/prompt/1/radio/x', 'kathleen', 'mqtt', 'low', 'prompt', 'sent', $1, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0), 1)`,
      [
        JSON.stringify({
          id: 'k-fridge/prompt/1/radio/x',
          alertId: null,
          patientId: 'kathleen',
          channel: { kind: 'mqtt', address: 'radio' },
          body: 'Breakfast?',
          command: { type: 'prompt', kind: null },
          createdAt: http.clock.now(),
          expiresAt: http.clock.now() + 60_000,
        }),
        http.clock.now() + 1,
      ],
    );
    const [newest] = (await http.ask('manager', 'GET', '/api/devices/radio/commands?limit=1')).json<object[]>();
    expect(newest).toMatchObject({ text: 'Breakfast?', askedBy: null, agreement: expect.stringMatching(/\S/) as string, state: 'sent' });
  });
});
