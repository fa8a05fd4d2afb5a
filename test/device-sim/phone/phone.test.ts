import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceClient, DeviceCredential } from '../../../device-sim/devices/client.ts';
import { appDialects } from '../../../device-sim/dialects/app-dialects.ts';
import { enrolHome, signIn } from '../../../device-sim/enrol.ts';
import { writtenHomes } from '../../../device-sim/homes/everybody.ts';
import { inDialects } from '../../../device-sim/homes/in-dialects.ts';
import { connectPhone } from '../../../device-sim/phone/client.ts';
import { pairPhone, registerApp } from '../../../device-sim/phone/pairing.ts';
import type { Reading } from '../../../gateway/contract/messages.ts';
import { password, TestGateway } from '../../e2e/gateway.ts';
import { patience } from '../../support/patience.ts';

let gateway: TestGateway;
let credential: DeviceCredential;
/** Between the telephone and the gateway: what it has asked, and how often an answer is lost on its way back. */
let line: Server;
const asked: string[] = [];
let losesAnswers = 0;
const events: string[] = [];
const clients: DeviceClient[] = [];

const kathleen = inDialects(writtenHomes().find(({ id }) => id === 'k')!, ['open-mhealth']);
const patientId = kathleen.enrolment.patients[0]!.id!;

beforeAll(async () => {
  gateway = await TestGateway.start();
  const session = await signIn(gateway.app.publicUrl, 'admin@example.org', password);
  await enrolHome(session, kathleen.enrolment);
  await registerApp(session);
  await registerApp(session);
  const [phone] = kathleen.phones!;
  credential = await pairPhone(session, kathleen.id, phone!.patientId, phone!.id);
  line = createServer(async (request, response) => {
    const body = await request.setEncoding('utf8').reduce((all, part: string) => all + part, '');
    asked.push(body);
    const { authorization, 'hearthline-app-version': version, 'content-type': type } = request.headers;
    const headers = { authorization: authorization!, 'hearthline-app-version': String(version), 'content-type': type! };
    const answer = await fetch(gateway.app.publicUrl + request.url, { method: 'POST', headers, body });
    if (losesAnswers-- > 0) return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  line.closeAllConnections();
  line.close();
  await gateway.close();
});

function connect(dialect: keyof typeof appDialects, token = credential.secret): DeviceClient {
  const { port } = line.address() as AddressInfo;
  const options = { httpUrl: `http://127.0.0.1:${port}`, token, dialect: appDialects[dialect], zone: 'Europe/London' };
  const say = (what: string) => () => void events.push(what);
  const on = {
    connected: say('connected'),
    disconnected: say('-'),
    sent: say('sent'),
    acknowledged: say('acknowledged'),
    command: say('-'),
  };
  const client = connectPhone(options, { ...on, refused: (reason) => events.push(`refused ${reason}`), problem: say('problem') });
  clients.push(client);
  return client;
}
const pressure = (id: string, systolicMmHg: number): Reading => ({
  id,
  kind: 'blood-pressure',
  observedAt: new Date(gateway.clock.now()).toISOString(),
  value: { systolicMmHg, diastolicMmHg: 80 },
});
const stored = async () => {
  const text = `select key, value->>'systolicMmHg' as mm from observation where source = $1 and kind = 'blood-pressure' order by seq`;
  return (await gateway.database.pool.query<{ key: string; mm: string }>(text, [credential.username])).rows.map(
    ({ key, mm }) => `${key} ${mm}`,
  );
};
const acknowledged = (count: number) => expect.poll(() => events.filter((event) => event === 'acknowledged').length, patience).toBe(count);

describe('an app on a telephone', () => {
  it('is paired by a claim code, and its home has no cuff of its own', async () => {
    const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/${patientId}`);
    const kinds = (body as { devices: { kind: string; id: string }[] }).devices.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'cuff')).toEqual([]);
    expect((body as { devices: { id: string }[] }).devices.map(({ id }) => id)).toContain(credential.username);
  });

  it('sends what is measured, in either dialect', async () => {
    connect('open-mhealth').publish([pressure('a', 131)]);
    await acknowledged(1);
    connect('fhir').publish([pressure('b', 132)]);
    await acknowledged(2);
    expect(await stored()).toEqual(['a 131', 'b 132']);
  });

  it('keeps what is measured while it is offline, and sends it all once it is back', async () => {
    const phone = connect('open-mhealth');
    phone.cut();
    const before = asked.length;
    phone.publish([pressure('c', 133)]);
    gateway.clock.advanceBy(60_000);
    phone.publish([pressure('d', 134)]);
    expect(asked.length).toBe(before);
    phone.restore();
    await acknowledged(4);
    expect((await stored()).slice(2)).toEqual(['c 133', 'd 134']);
  });

  it('sends it again with the same id when no answer came: it is one reading', async () => {
    losesAnswers = 1;
    const before = asked.length;
    connect('fhir').publish([pressure('e', 135)]);
    await acknowledged(5);
    expect(events).toContain('problem');
    const tries = asked.slice(before);
    expect(tries.length).toBe(2);
    expect(tries[1]).toBe(tries[0]);
    expect((await stored()).slice(4)).toEqual(['e 135']);
  });

  it('is told why when its token is not known, and does not go on asking', async () => {
    connect('open-mhealth', 'dev-1.wrong').publish([pressure('f', 136)]);
    await expect.poll(() => events.at(-1), patience).toMatch(/^refused .*not known/);
    expect(await stored()).toHaveLength(5);
  });
});
