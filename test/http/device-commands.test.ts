import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
