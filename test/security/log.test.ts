import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../gateway/log.ts';
import { answerLink, at, people, TestGateway } from '../e2e/gateway.ts';

const lines: string[] = [];
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'), {}, createLog('trace', { write: (text: string) => lines.push(text) }));
});
afterAll(() => gateway?.close());

/** Each stands for a kind of thing that no log, figure or health page may hold; none is a word of ours. */
const secret = {
  givenName: 'Markergiven',
  familyName: 'Markerfamily',
  knownAs: 'Markerknown',
  nhsNumber: '9990000050',
  address: '99 Markerlane',
  keyAccess: 'Markersafe 4711',
  summary: 'Markersummary',
  contact: 'Markerdaughter',
  email: 'markermail@example.org',
  phone: '+447700900147',
  weight: 87.654,
  unreadable: 'Markerpayload',
  password: 'markerpassword-of-somebody',
  note: 'Markernote',
};

async function liveThrough(): Promise<string[]> {
  const { app } = gateway;
  await gateway.enrol({
    home: { id: 'h', address: secret.address, keyAccess: secret.keyAccess },
    patients: [
      {
        id: 'p',
        givenName: secret.givenName,
        familyName: secret.familyName,
        knownAs: secret.knownAs,
        nhsNumber: secret.nhsNumber,
        summary: secret.summary,
        simulated: true,
        contacts: [
          {
            id: 'c',
            name: secret.contact,
            relationship: 'daughter',
            order: 1,
            mayBeTold: true,
            channels: [
              { kind: 'sms', address: secret.phone },
              { kind: 'email', address: secret.email },
            ],
          },
        ],
        scenarios: [{ id: 'p-sos', template: 'sos', approvedBy: 'Dr Amin' }],
      },
    ],
    devices: [
      { id: 'button', kind: 'sos-button', name: 'Help button', patient: 0 },
      { id: 'scales', kind: 'scales', name: 'Scales', patient: 0 },
    ],
  });
  // Readings that are good, that are none, and a press, after which her daughter is written to.
  await gateway.device('scales').send({ kind: 'body-weight', value: secret.weight });
  const wrong = await fetch(`${app.publicUrl}/api/devices/scales/observations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`scales:${gateway.credentials.get('scales')!.secret}`).toString('base64')}`,
    },
    body: JSON.stringify({ kind: secret.unreadable, value: secret.unreadable }),
  });
  expect(wrong.status).toBeGreaterThanOrEqual(400);
  await gateway.device('button').send({ kind: 'sos', value: true });
  await gateway.until(at('06:10'));
  const { link } = await gateway.letters.take(({ to }) => to === secret.email);
  const token = new URL(link!).pathname.split('/').at(-1)!;
  await answerLink(link, { action: 'acknowledge' });
  // People look, search, write, and fail to sign in.
  const asked = await gateway.ask('coordinator', 'GET', `/api/patients?q=${secret.familyName}`);
  expect(asked.status).toBe(200);
  await gateway.ask('coordinator', 'GET', '/api/patients/p/observations');
  await gateway.ask('coordinator', 'POST', '/api/patients', { note: secret.note });
  await fetch(`${app.publicUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.publicUrl },
    body: JSON.stringify({ email: people[0].email, password: secret.password }),
  });
  await expect(
    mqtt.connectAsync(gateway.mqttUrl, { username: 'button', password: secret.password, reconnectPeriod: 0 }, false),
  ).rejects.toThrow();
  const cookie = await gateway.cookie('coordinator');
  return [...[...gateway.credentials.values()].map((one) => one.secret), token, cookie.split('=')[1]!, gateway.secret];
}

it('no line of the log, figure or health page holds a secret, a name, an address or a reading, at any level', async () => {
  const made = await liveThrough();
  const { body: integration } = await gateway.ask('administrator', 'POST', '/api/integrations', {
    name: 'Figures',
    publish: [],
    subscribe: [],
  });
  const { username, secret: own } = integration as { username: string; secret: string };
  const authorization = `Basic ${Buffer.from(`${username}:${own}`).toString('base64')}`;
  const figures = await fetch(`${gateway.app.publicUrl}/api/metrics`, { headers: { authorization } });
  expect(figures.status).toBe(200);
  const health = await fetch(`${gateway.app.publicUrl}/api/health`);
  const written = [lines.join(''), await figures.text(), await health.text()].join('\n');
  // It did write of what happened.
  expect(written).toContain('/api/patients/:id/observations');
  const all = [...Object.values(secret).map(String), ...made, own];
  expect(all.every((one) => one.length > 5)).toBe(true);
  const told = all.filter((one) => written.includes(one) || written.includes(encodeURIComponent(one)));
  expect(told.map((one) => lines.find((line) => line.includes(one)) ?? one)).toEqual([]);
});
