import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AlertEvent, alertEvent } from '../../gateway/contract/alerts.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';
import { Inbox } from './inbox.ts';

const patience = { timeout: 15_000 };

let gateway: TestGateway;
const events = new Inbox<{ readonly topic: string; readonly event: AlertEvent }>('alerts on the broker');
let credential: { username: string; secret: string };

beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  const filters = { publish: ['hearthline/v1/speaker/commands'], subscribe: ['hearthline/alerts/v1/+'] };
  credential = (await gateway.ask('administrator', 'POST', '/api/integrations', { name: 'Lamps', ...filters })).body as typeof credential;
  const client = await mqtt.connectAsync(gateway.mqttUrl, { username: credential.username, password: credential.secret });
  gateway.own(() => client.endAsync());
  client.on('message', (topic, payload) => {
    events.put({ topic, event: JSON.parse(payload.toString()) as AlertEvent });
  });
  await client.subscribeAsync('hearthline/alerts/v1/+', { qos: 1 });
});
afterAll(() => gateway?.close());

const speak = (device: string) =>
  fetch(`${gateway.app.publicUrl}/api/devices/${device}/commands`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${credential.username}:${credential.secret}`).toString('base64')}`,
    },
    body: '{"text":"The lamp is on."}',
  });

describe('an integration', () => {
  it('hears of every stored change of an alert, without names or words', async () => {
    await gateway.device('button').send({ kind: 'sos' });
    const { topic, event: opened } = await events.take();
    expect(topic).toBe('hearthline/alerts/v1/kathleen');
    expect(alertEvent.strict().parse(opened)).toEqual(opened);
    expect(opened).toMatchObject({ patientId: 'kathleen', template: 'sos', severity: 'high', status: 'open', clearedAt: null });
    await gateway.settled();
    await gateway.act('coordinator', await gateway.alertOf('kathleen'), { type: 'acknowledge' });
    await gateway.act('coordinator', await gateway.alertOf('kathleen'), { type: 'close', outcome: 'reassurance', note: '' });
    const { event: closed } = await events.take(({ event }) => event.status === 'closed');
    expect(closed.id).toBe(opened.id);
    expect(closed.version).toBeGreaterThan(opened.version);
  });

  it('has a device speak by words that are stored, and whose fate is known', async () => {
    const answer = await speak('speaker');
    expect(answer.status).toBe(201);
    const { commandId } = (await answer.json()) as { commandId: string };
    expect(await gateway.device('speaker').commands.take(({ id }) => id === commandId)).toMatchObject({
      type: 'prompt',
      text: 'The lamp is on.',
    });
    const fates = () => gateway.database.pool.query(`select status from notification where alert_id is null`).then(({ rows }) => rows);
    await vi.waitFor(async () => expect(await fates()).toEqual([{ status: 'delivered' }]), patience);
    expect((await speak('fridge')).status).toBe(403);
  });

  it('leaves nothing that a replay would look for', async () => {
    expect((await verifyReplay(gateway.database.pool, catalogue)).differences).toEqual([]);
  });
});
