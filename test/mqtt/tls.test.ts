import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pemSha256 } from '../../gateway/identity/certificate.ts';
import { listenMqttTls, type TlsListener } from '../../gateway/mqtt/tls-listener.ts';
import { day } from '../../rules/model/time.ts';
import { type Certificate, selfSigned } from '../support/certificates.ts';
import { patience } from '../support/patience.ts';
import { device, type Harness, observations, secretOf, startHarness } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthline-test-'));
let gateway: Certificate;
let renewed: Certificate;
let own: Certificate;
let other: Certificate;
let h: Harness;
let listener: TlsListener;
let now: () => number;
const clients: MqttClient[] = [];
const lines: string[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
const files = { certFile: join(folder, 'in-use.crt'), keyFile: join(folder, 'in-use.key') };

function use({ certFile, keyFile }: Certificate): void {
  copyFileSync(certFile, files.certFile);
  copyFileSync(keyFile, files.keyFile);
}

beforeAll(() => {
  [gateway, renewed, own, other] = ['gateway', 'renewed', 'd1', 'other'].map((name) => selfSigned(folder, name)) as [
    Certificate,
    Certificate,
    Certificate,
    Certificate,
  ];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  h = await startHarness();
  now = () => Date.now();
  use(gateway);
  h.table.set('d1', { ...device('d1'), certificateSha256: pemSha256(own.cert, Date.now()) });
  await h.reload();
  listener = await listenMqttTls({ port: 0, host: '127.0.0.1', files, now: () => now(), log, handle: h.broker.handle });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await h.close();
  await listener.close();
});

const shows = ({ cert, key }: Certificate) => ({ cert, key });
async function signIn(options: IClientOptions): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtts://127.0.0.1:${listener.port}`, { ca: gateway.cert, reconnectPeriod: 0, ...options });
  clients.push(client);
  return client;
}

describe('MQTT over TLS', () => {
  it('takes the secret as without TLS, also from mosquitto_pub', async () => {
    const client = await signIn({ username: 'd1', password: secretOf('d1') });
    await client.publishAsync(observations('d1'), '{"kind":"heartbeat"}', { qos: 1 });
    const { port } = listener;
    const words = `-h 127.0.0.1 -p ${port} --cafile ${gateway.certFile} -u d2 -q 1 -t ${observations('d2')} -m`.split(' ');
    await promisify(execFile)('mosquitto_pub', [...words, '{"kind":"heartbeat"}', '-P', secretOf('d2')]);
    expect(h.intake.arrivals.map(({ source }) => source)).toEqual(['d1', 'd2']);
  });

  it('takes the certificate that was enrolled in place of the secret, and no other', async () => {
    const client = await signIn({ username: 'd1', ...shows(own) });
    await client.publishAsync(observations('d1'), '{"kind":"heartbeat"}', { qos: 1 });
    expect(h.intake.arrivals).toMatchObject([{ source: 'd1' }]);
    await expect(signIn({ username: 'd1', ...shows(other) })).rejects.toThrow('Not authorized');
    await expect(signIn({ username: 'd2', ...shows(own) })).rejects.toThrow('Not authorized');
    await expect(signIn({ username: 'd1' })).rejects.toThrow('Not authorized');
    await expect(signIn({ ...shows(own) })).rejects.toThrow('Not authorized');
  });

  it('does not let a certificate excuse a wrong secret', async () => {
    await expect(signIn({ username: 'd1', password: 'wrong', ...shows(own) })).rejects.toThrow('Not authorized');
  });

  it('takes no certificate that has ended', async () => {
    now = () => Date.now() + 31 * day;
    await expect(signIn({ username: 'd1', ...shows(own) })).rejects.toThrow('Not authorized');
    expect(pemSha256(own.cert, Date.now() + 31 * day)).toBe(null);
  });

  it('ends a connection as soon as another certificate takes the place of its own', async () => {
    const client = await signIn({ username: 'd1', ...shows(own) });
    const ended = vi.fn();
    client.on('close', ended);
    h.table.set('d1', { ...device('d1'), certificateSha256: pemSha256(other.cert, Date.now()) });
    await h.reload();
    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), patience);
    await signIn({ username: 'd1', ...shows(other) });
  });
});

describe('the certificate of the gateway', () => {
  const shown = () =>
    new Promise<string>((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port: listener.port, rejectUnauthorized: false }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it('is taken anew upon request; connections go on, and a broken file changes nothing', async () => {
    const client = await signIn({ username: 'd1', password: secretOf('d1') });
    use(renewed);
    listener.reload();
    expect(await shown()).toBe('renewed');
    writeFileSync(files.keyFile, 'no key');
    listener.reload();
    expect(await shown()).toBe('renewed');
    expect(lines.join()).toContain('holds no private key in PEM form without a password');
    await client.publishAsync(observations('d1'), '{"kind":"heartbeat"}', { qos: 1 });
  });

  it.each([
    ['a file that is not there', () => rmSync(files.certFile), 'HEARTHLINE_MQTT_TLS_CERT cannot be read (ENOENT)'],
    ['no certificate', () => writeFileSync(files.certFile, 'hello'), 'HEARTHLINE_MQTT_TLS_CERT holds no certificate in PEM form'],
    [
      'the key of another',
      () => copyFileSync(other.keyFile, files.keyFile),
      'HEARTHLINE_MQTT_TLS_KEY is not the key of the certificate in HEARTHLINE_MQTT_TLS_CERT',
    ],
  ])('says in one line which setting is wrong: %s', async (_, spoil, line) => {
    spoil();
    const start = listenMqttTls({ port: 0, host: '127.0.0.1', files, now: Date.now, log, handle: h.broker.handle });
    await expect(start).rejects.toThrow(line);
  });

  it('is warned of three weeks before it ends', async () => {
    now = () => Date.now() + 10 * day;
    lines.length = 0;
    listener.reload();
    expect(lines.join()).toContain('ends soon');
  });
});
