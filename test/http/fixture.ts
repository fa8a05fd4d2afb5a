import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { map } from 'rxjs';
import { createAuditTrail } from '../../gateway/audit-trail.ts';
import { createBacktests } from '../../gateway/backtest/worker-pool.ts';
import type { ContactCode } from '../../gateway/contact-codes.ts';
import { roles } from '../../gateway/contract/relations.ts';
import { buildHttp } from '../../gateway/http/build.ts';
import type { HttpDeps } from '../../gateway/http/deps.ts';
import { HubTree } from '../../gateway/hubs/hub-tree.ts';
import { createIdentity } from '../../gateway/identity/auth.ts';
import { keySafeLock } from '../../gateway/identity/key-safe.ts';
import { createMachineRegistry, type LiveMachineRegistry } from '../../gateway/identity/machines.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { kitInTrouble } from '../../gateway/kit-in-trouble.ts';
import { describeOpening, mayCommand } from '../../gateway/mqtt/acl.ts';
import { pipelineMetrics } from '../../gateway/pipeline/metrics.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { startPipeline } from '../../gateway/pipeline/start.ts';
import type { Letter } from '../../gateway/ports.ts';
import { startResponse } from '../../gateway/response/start.ts';
import { allMachines, machinesById } from '../../gateway/store/machines.ts';
import { addUser, type Role } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { templateDefaults, templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

export const password = 'correct horse battery staple';
export const startAt = Date.UTC(2026, 0, 12, 6);
export const roleNames = roles;

/** The HTTP side on a real database, a real judge and the real list of machines; only the broker is left out. */
export interface HttpFixture {
  readonly app: FastifyInstance;
  readonly database: FreshDatabase;
  readonly clock: VirtualClock;
  readonly pipeline: Pipeline;
  readonly machines: LiveMachineRegistry;
  /** Devices that are connected to the broker. */
  readonly connected: Set<string>;
  /** Ids of the words for devices that were handed to the outbox. */
  readonly sent: string[];
  /** What was written to people about their own accounts. */
  readonly letters: Letter[];
  /** Codes that were sent to contacts. */
  readonly codes: ContactCode[];
  /** Ids of people of whom open pages were told that something changed. */
  readonly told: string[];
  /** What was handed to the outbox about visits. */
  readonly notices: Notification[];
  /** Ids of what was taken back from the outbox. */
  readonly withdrawn: string[];
  /** Lines of the log, as JSON text. */
  readonly logged: string[];
  /** Answers in the name of somebody in this role; null: nobody is signed in. */
  ask(
    role: Role | null,
    method: InjectOptions['method'],
    url: string,
    body?: unknown,
    more?: InjectOptions,
  ): Promise<LightMyRequestResponse>;
  readonly userIds: Readonly<Record<Role, string>>;
  close(): Promise<void>;
}

let fixtures = 0;

export async function httpFixture(replace: (deps: HttpDeps) => Partial<HttpDeps> = () => ({})): Promise<HttpFixture> {
  const database = await freshDatabase();
  const { pool } = database;
  const clock = virtualClock(startAt);
  const letters: Letter[] = [];
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const registry = new Registry();
  const pipeline = await startPipeline({
    databaseUrl: database.url,
    pool,
    lanes: 2,
    clock,
    catalogue,
    templateDefaults,
    log: pino({ level: 'silent' }),
    metrics: pipelineMetrics(registry),
    sendNow: () => undefined,
    committed: () => undefined,
  });
  const source = { all: () => allMachines(pool), byId: (ids: readonly string[]) => machinesById(pool, ids) };
  const machines = createMachineRegistry({ source, clock, log });
  const connected = new Set<string>();
  const sent: string[] = [];
  const codes: ContactCode[] = [];
  const told: string[] = [];
  const pageDir = mkdtempSync(join(tmpdir(), 'hearthline-page-'));
  const backtests = createBacktests(database.url);
  const trail = createAuditTrail({ pool, clock, log });
  const notices: Notification[] = [];
  const withdrawn: string[] = [];
  const response = startResponse({
    ...{ pool, clock, log, alerts: pipeline, patient: (id: string) => pipeline.context(id), offerMs: 90_000 },
    notifier: { enqueue: (more) => void notices.push(...more), withdraw: (id) => void withdrawn.push(id) },
    url: 'http://localhost:8080/responder/',
    alerts$: pipeline.committed$.pipe(map(({ alerts }) => alerts)),
  });
  const deps: HttpDeps = {
    pool,
    clock,
    intake: pipeline,
    alerts: pipeline,
    changes: {
      patientChanged: (id) => pipeline.patientChanged(id),
      directoryChanged: () => pipeline.directoryChanged(),
      machinesChanged: () => machines.reload(),
    },
    devices: {
      publish: async () => undefined,
      takeBack: () => undefined,
      isConnected: (id) => connected.has(id),
      get connectedCount() {
        return connected.size;
      },
    },
    hubs: new HubTree({ pool, intake: pipeline, machines, clock, log }),
    machines,
    identity: createIdentity({ pool, wallNow: Date.now, secret: 'x'.repeat(40), publicUrl: 'http://localhost:8080' }),
    organisation: null,
    templates,
    looked: trail.looked,
    backtests,
    metrics: registry,
    kitInTrouble: () => kitInTrouble(pipeline.patients()),
    describeFilter: describeOpening,
    mayCommand,
    sendCommand({ id }) {
      sent.push(id);
      return id;
    },
    report: async () => undefined,
    async postLetter(letter) {
      letters.push(letter);
    },
    voiceKey: 'a-voice-key-of-the-test',
    called: async () => 'noted',
    sendCode: async (code) => {
      codes.push(code);
      return null;
    },
    replied: async () => 'nobody-asked',
    patientState: (id) => pipeline.patient(id),
    toldPeople: (id) => void told.push(id),
    isStalled: () => pipeline.stalled,
    desk: response.desk,
    keySafe: keySafeLock('x'.repeat(40)),
    training: null,
    log,
    config: {
      publicUrl: 'http://localhost:8080',
      brokerUrl: 'mqtt://localhost:1883',
      notifyCallbackToken: 'a-token-of-the-test',
      pushKey: 'a-push-key-of-the-test',
      careCentreNumber: '+441632960000',
      pushServices: ['push.example.org'],
      demo: false,
      pageDir,
      maxWaitingReadings: 1_000,
      answerWithinMs: 10_000,
      // Its minute does not pass by itself: as many as a test may make.
      requestsPerMinute: { staff: 100_000, others: 100_000 },
    },
  };
  const app = await buildHttp({ ...deps, ...replace(deps) });
  const userIds = await addUsers(database);
  const cookies = new Map<Role, string>();
  // Sign-ins are limited by address, and the limit is one for all that run in this process.
  fixtures += 1;
  const remoteAddress = `10.0.${fixtures >> 8}.${fixtures & 255}`;
  const cookieOf = async (role: Role) => {
    const known = cookies.get(role);
    if (known) return known;
    const payload = { email: `${role}@example.org`, password };
    const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload, remoteAddress });
    if (answer.statusCode !== 200) throw new Error(`${role} cannot sign in: ${answer.body}`);
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    cookies.set(role, cookie);
    return cookie;
  };
  return {
    app,
    database,
    clock,
    pipeline,
    machines,
    connected,
    sent,
    codes,
    told,
    notices,
    withdrawn,
    letters,
    logged,
    userIds,
    async ask(role, method, url, body, more = {}) {
      const headers = { ...(role && { cookie: await cookieOf(role) }), ...more.headers };
      const payload = body === undefined ? {} : { payload: body as object };
      return await app.inject({ method: method!, url, ...payload, ...more, headers });
    },
    async close() {
      await app.close();
      await trail.close();
      await backtests.close();
      await response.close();
      await pipeline.close();
      await database.drop();
      rmSync(pageDir, { recursive: true, force: true });
    },
  };
}

async function addUsers({ pool }: FreshDatabase): Promise<Record<Role, string>> {
  const passwordHash = await hashPassword(password);
  const { value } = await write(pool, { at: startAt, actor: 'test' }, async (tx) => {
    const ids: [Role, string][] = [];
    for (const role of roleNames) {
      const user = { name: `A ${role}`, email: `${role}@example.org`, role, passwordHash, wallAt: startAt };
      ids.push([role, await addUser(tx, user)]);
    }
    return ids;
  });
  return Object.fromEntries(value) as Record<Role, string>;
}
