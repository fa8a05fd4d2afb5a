import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { teamInput } from '../../gateway/contract/people.ts';
import { type CrewEvent, crewEventsAnswer, responseJob, responseUnitInput } from '../../gateway/contract/response.ts';
import { enrol } from '../../gateway/enrol.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { alertHealth } from '../../gateway/store/health.ts';
import { addUnit } from '../../gateway/store/response-units.ts';
import { addTeam } from '../../gateway/store/teams.ts';
import { verifyTimelines } from '../../gateway/store/timeline.ts';
import { addUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { basic, kathleen } from '../http/home.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { folderPrefix } from '../support/leftovers.ts';
import { GatewayProcess } from './support/gateway-process.ts';
import { type Receiver, webhookReceiver } from './support/receivers.ts';

const password = 'correct horse battery staple';
const roles = ['coordinator', 'responder', 'clinician'] as const;
type Role = (typeof roles)[number];
/** What GatewayProcess says of itself. */
const origin = 'http://localhost:8080';
const long = { timeout: 30_000 } as const;

let dataDir: string;
let database: FreshDatabase;
let centre: Receiver;
let watch: string;
let gateway: GatewayProcess;
let url: string;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  [database, centre] = await Promise.all([freshDatabase(), webhookReceiver()]);
  const { pool } = database;
  const by = { at: Date.now(), actor: 'admin' };
  const passwordHash = await hashPassword(password);
  await write(pool, by, async (tx) => {
    // It hears: otherwise the ladder is with rapid response before the coordinator can be.
    const channels = [{ kind: 'webhook', address: centre.url }];
    await addTeam(tx, teamInput.parse({ kind: 'coordination', name: 'Centre', channels }));
    await addTeam(tx, teamInput.parse({ id: 'rrt', kind: 'rapid-response', name: 'Rapid response' }));
    for (const id of ['car-1', 'car-2']) await addUnit(tx, responseUnitInput.parse({ id, teamId: 'rrt', name: id }));
    for (const role of roles) await addUser(tx, { role, name: role, email: `${role}@example.org`, passwordHash, wallAt: by.at });
  });
  const { value } = await enrol(pool, by, kathleen, templates);
  watch = value.devices.find(({ deviceId }) => deviceId === 'watch')!.secret;
  // The shortest there is.
  await start(10);
  for (const role of roles) cookies.set(role, await signIn(role));
}, 120_000);

afterAll(async () => {
  if (gateway && !gateway.hasEnded) await gateway.kill();
  await centre?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(offerSeconds: number): Promise<void> {
  gateway = new GatewayProcess({
    HEARTHLINE_DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    HEARTHLINE_SECRET: 'only-for-this-test-only-for-this-test',
    HEARTHLINE_REQUIRE_SECOND_FACTOR: 'off',
    HEARTHLINE_OFFER_SECONDS: String(offerSeconds),
  });
  url = `http://127.0.0.1:${(await gateway.ready).httpPort}`;
}

async function signIn(role: Role): Promise<string> {
  const body = JSON.stringify({ email: `${role}@example.org`, password });
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body,
  });
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** Rejects when the gateway cannot be reached, or refuses. */
async function ask(role: Role, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { cookie: cookies.get(role)!, origin, ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
const iso = (at: number) => new Date(at).toISOString();
const read = async () => responseJob.parse(await ask('coordinator', 'GET', '/api/response-jobs/job-1'));
const say = (event: CrewEvent) => ask('clinician', 'POST', '/api/response-jobs/job-1/events', { events: [event] });

it('a gateway that is killed during an offer, and amid what a phone sends, loses nothing of a visit and does nothing twice', {
  timeout: 120_000,
}, async () => {
  for (const [role, unitId] of [
    ['responder', 'car-1'],
    ['clinician', 'car-2'],
  ] as const)
    await ask(role, 'PUT', '/api/response/my/duty', { unitId, untilAt: iso(Date.now() + 8 * hour) });
  await fetch(`${url}/api/devices/watch/observations`, {
    method: 'POST',
    headers: { ...basic('watch', watch), 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'sos', observedAt: iso(Date.now()) }),
  });
  const [alert] = alertSummary.array().parse(await ask('coordinator', 'GET', '/api/alerts'));
  const wanted = { id: 'job-1', urgency: 'visit', reason: 'No answer.' };
  await ask('coordinator', 'POST', `/api/alerts/${alert!.id}/response-jobs`, wanted);
  await gateway.kill();

  // The next offer lasts, however slow this machine is.
  await start(600);
  await expect
    .poll(async () => (await read()).offers.map(({ unitId, answer }) => [unitId, answer === 'timed-out']), long)
    .toEqual([
      ['car-1', true],
      ['car-2', false],
    ]);

  // What the phone of the second crew kept while it had no signal, by its own clock.
  const from = Date.parse((await read()).requestedAt);
  const at = (n: number) => ({ id: `said-${n}`, at: iso(from + n * second) });
  const queue: CrewEvent[] = [
    { ...at(1), type: 'accept' },
    { ...at(2), type: 'on-the-way' },
    { ...at(3), type: 'arrived' },
    { ...at(4), type: 'note', text: 'The neighbour has a key.' },
    { ...at(5), type: 'access-gained', how: 'key-holder' },
    { ...at(6), type: 'complete', outcome: 'responder', note: 'Lifted; unhurt.', closesAlert: true },
  ];
  await say(queue[0]!);
  await say(queue[1]!);
  // Nobody knows how far it came with the third.
  await Promise.all([say(queue[2]!).catch(() => undefined), gateway.kill()]);

  await start(600);
  for (const event of queue.slice(2)) await say(event);
  // A phone to which no answer came says everything again.
  for (const event of queue) expect(crewEventsAnswer.parse(await say(event)).noEffect).toEqual([]);

  const job = await read();
  expect(job.stages.map(({ type, at, isDeviceTime }) => ({ type, at, isDeviceTime }))).toEqual(
    queue.map(({ type, at }) => ({ type, at, isDeviceTime: true })),
  );
  expect(job.state).toBe('completed');
  expect(job.offers.map(({ unitId, answer }) => [unitId, answer])).toEqual([
    ['car-1', 'timed-out'],
    ['car-2', 'accepted'],
  ]);
  await expect.poll(async () => alertDetail.parse(await ask('coordinator', 'GET', `/api/alerts/${alert!.id}`)).status, long).toBe('closed');
  const { timeline, outcome } = alertDetail.parse(await ask('coordinator', 'GET', `/api/alerts/${alert!.id}`));
  expect(outcome?.code).toBe('responder');
  const lines = timeline.filter(({ type }) => type === 'visit').map(({ text }) => text.replace(/\d\d:\d\d/g, 'T'));
  expect(lines).toEqual([
    'A visit is decided: No answer. There by T.',
    'The visit is offered to car-1.',
    'car-1 has not answered.',
    'The visit is offered to car-2.',
    'car-2 has accepted the visit.',
    'car-2 is on the way, T.',
    'car-2 has arrived, T.',
    'clinician notes at T: The neighbour has a key.',
    'car-2 is inside, T (key holder).',
    'The visit is over, T: responder. Lifted; unhurt.',
  ]);
  expect((await verifyTimelines(database.pool)).broken).toEqual([]);
  expect(await alertHealth(database.pool, Date.now(), minute)).toEqual({ orphans: 0, overdue: 0 });
});
