import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const run = promisify(execFile);
const topic = 'hearthline/v1/cuff/observations';
const reading = '{"kind":"blood-pressure","value":{"systolicMmHg":128,"diastolicMmHg":79}}';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'blood-pressure' }]));
});
afterAll(() => gateway.close());

/** Up to a minute from now: time stands still here, and the end of the range asked for is not part of it. */
const stored = async (kind: string) => {
  const to = new Date(gateway.clock.now() + 60_000).toISOString();
  const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=${kind}&to=${to}`);
  return (body as ObservationView[]).map(({ source, value, provenance }) => ({ source, value, provenance }));
};
const quarantined = async () => {
  const { rows } = await gateway.database.pool.query<{ source: string; reason: string }>(
    'select source, reason from quarantine order by id',
  );
  return rows;
};
const overHttp = (id: string, body: string, secret = gateway.credentials.get(id)?.secret) =>
  fetch(`${gateway.app.publicUrl}/api/devices/${id}/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body,
  });

describe('a reading', () => {
  it('sent by an MQTT client at QoS 1 is stored when it is acknowledged', async () => {
    await gateway.device('hall').send({ kind: 'motion', value: true });
    expect(await stored('motion')).toEqual([{ source: 'hall', value: true, provenance: 'device' }]);
  });

  it('sent by mosquitto_pub is stored', async () => {
    const { username, secret } = gateway.credentials.get('cuff')!;
    await run('mosquitto_pub', [
      ...['-h', '127.0.0.1', '-p', String(gateway.app.mqttPort), '-u', username, '-P', secret],
      ...['-q', '1', '-t', topic, '-m', reading],
    ]);
    const expected = { source: 'cuff', value: { systolicMmHg: 128, diastolicMmHg: 79 }, provenance: 'device' };
    expect(await stored('blood-pressure')).toEqual([expected]);
  });

  it('posted over HTTP with the credential of the device is stored', async () => {
    const answer = await overHttp('fridge', '[{"kind":"contact","value":"open"},{"kind":"contact","value":"closed"}]');
    expect([answer.status, await answer.json()]).toEqual([201, { stored: 2, unreadable: [] }]);
    expect(await stored('contact')).toHaveLength(2);
  });

  it('entered by a person is stored as theirs', async () => {
    const { status } = await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/observations', {
      kind: 'body-weight',
      value: 61.5,
    });
    expect(status).toBe(201);
    expect(await stored('body-weight')).toEqual([{ source: 'person:kathleen', value: 61.5, provenance: 'manual' }]);
  });
});

describe('what is no reading', () => {
  it('is kept with its reason, and the device is told on its errors topic; its good neighbours are stored', async () => {
    const cuff = gateway.device('cuff');
    await cuff.sendRaw('{"kind":');
    expect(await cuff.errors.take()).toMatchObject({ topic, reason: 'payload: is not JSON' });
    await cuff.sendRaw('[{"kind":"heart-rate","value":71},{"kind":"blood-pressure","value":{"systolicMmHg":12,"diastolicMmHg":79}}]');
    expect((await cuff.errors.take()).reason).toMatch(/^\[1\]\.value\.systolicMmHg: /);
    expect(await stored('heart-rate')).toHaveLength(1);
    expect((await quarantined()).map(({ source }) => source)).toEqual(['cuff', 'cuff']);
  });

  it('is answered over HTTP with what is wrong and where', async () => {
    const answer = await overHttp('cuff', '{"kind":"blood-presure"}');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(JSON.stringify(await answer.json())).toContain('kind: ');
    expect(await quarantined()).toHaveLength(3);
  });
});

describe('who is not known', () => {
  it('is refused by the broker with a wrong secret', async () => {
    const args = [
      '-h',
      '127.0.0.1',
      '-p',
      String(gateway.app.mqttPort),
      '-u',
      'cuff',
      '-P',
      'wrong',
      '-q',
      '1',
      '-t',
      topic,
      '-m',
      reading,
    ];
    await expect(run('mosquitto_pub', args)).rejects.toMatchObject({ stderr: expect.stringMatching(/not authori[sz]ed/i) as string });
  });

  it('is refused over HTTP, and so is a device that speaks for another', async () => {
    expect((await overHttp('cuff', reading, 'wrong')).status).toBe(401);
    const { secret } = gateway.credentials.get('fridge')!;
    const asFridge = { authorization: `Basic ${Buffer.from(`fridge:${secret}`).toString('base64')}` };
    const answer = await fetch(`${gateway.app.publicUrl}/api/devices/cuff/observations`, {
      method: 'POST',
      headers: asFridge,
      body: reading,
    });
    expect(answer.status).toBe(403);
  });

  it('is nobody the API answers without a session', async () => {
    expect((await fetch(`${gateway.app.publicUrl}/api/patients`)).status).toBe(401);
  });
});
