import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { z } from 'zod';
import { type App, startApp } from '../../gateway/app.ts';
import { loadConfig } from '../../gateway/config.ts';
import type { AlertCommandRequest, AlertDetail, AlertSummary } from '../../gateway/contract/alerts.ts';
import type { EnrolmentResult, enrolmentInput } from '../../gateway/contract/people.ts';
import { healthView } from '../../gateway/contract/system.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addUser, type Role } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { hour, type Instant } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type CareClock, careClock } from './care-clock.ts';
import { type Credential, connectDevice, type Device } from './device.ts';
import type { Inbox } from './inbox.ts';
import { type Letter, openPostOffice } from './letters.ts';

export const password = 'correct horse battery staple';
const passwordHash = hashPassword(password);

/** Who works with it; the addresses they sign in with. */
export const people = [
  { role: 'administrator', name: 'Ines Moore', email: 'admin@example.org' },
  { role: 'coordinator', name: 'Asha Rahman', email: 'asha@example.org' },
  { role: 'clinician', name: 'Dr Amin', email: 'amin@example.org' },
  { role: 'responder', name: 'Ben Okoro', email: 'ben@example.org' },
] as const satisfies readonly { role: Role; name: string; email: string }[];

/** In these tests it is Monday, 12 January 2026, and in winter the clocks in the homes show UTC. */
export const at = (time: string, day = 12): Instant => Date.parse(`2026-01-${day}T${time}:00Z`);

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
export interface UnderWay {
  /** Messages that are not out of the house (low ones may wait an hour for others), and people of whom the judge has not heard what is agreed. */
  readonly unfinished: number;
  readonly openAlerts: number;
  /** Commands of the last hour, still of use, whose device has not said that it did them. */
  readonly commands: readonly { readonly id: string; readonly deviceId: string }[];
}
type ActWithoutVersion = AlertCommandRequest extends infer C ? (C extends { version: number } ? Omit<C, 'version'> : never) : never;

/** A whole gateway: real database, broker, mail, HTTP and live feed. Only care time is moved by hand. */
export class TestGateway {
  app: App;
  readonly clock: CareClock;
  readonly database: FreshDatabase;
  readonly letters: Inbox<Letter>;
  /** Signs sessions and links. */
  readonly secret: string;
  /** Each device of the homes that were enrolled, by its id. */
  readonly credentials = new Map<string, Credential>();
  readonly devices = new Map<string, Device>();
  readonly #cookies = new Map<string, Promise<string>>();
  readonly #open: () => Promise<App>;
  readonly #closers: (() => unknown)[];

  private constructor(
    parts: Pick<TestGateway, 'app' | 'clock' | 'database' | 'letters' | 'secret'>,
    open: () => Promise<App>,
    closers: (() => unknown)[],
  ) {
    this.app = parts.app;
    this.#open = open;
    this.clock = parts.clock;
    this.database = parts.database;
    this.letters = parts.letters;
    this.secret = parts.secret;
    this.#closers = closers;
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.app.mqttPort}`;
  }

  /** The gateway ends and another one begins on the same database; its ports are others. Devices have to be connected again. */
  async restart(): Promise<void> {
    await Promise.all([...this.devices.values()].map((device) => device.close()));
    await this.app.close();
    this.#cookies.clear();
    this.app = await this.#open();
  }

  /** Starts at six in the morning, with `more` settings, with a coordination centre (console, then e-mail) and Tom Becker on call for rapid response. */
  static async start(
    startAt: Instant = at('06:00'),
    more: Readonly<Record<string, string>> = {},
    log = pino({ level: 'silent' }),
  ): Promise<TestGateway> {
    const database = await freshDatabase();
    const post = await openPostOffice();
    const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-e2e-'));
    const clock = careClock(startAt);
    const secret = randomBytes(24).toString('hex');
    const settings = {
      HEARTHLINE_MQTT_PORT: '0',
      HEARTHLINE_HTTP_PORT: '0',
      HEARTHLINE_HOST: '127.0.0.1',
      HEARTHLINE_PUBLIC_URL: 'http://127.0.0.1:0',
      HEARTHLINE_DATA_DIR: dataDir,
      HEARTHLINE_SECRET: secret,
      HEARTHLINE_REQUIRE_SECOND_FACTOR: 'off',
      DATABASE_URL: database.url,
      SMTP_URL: post.url,
      ...more,
    };
    const open = () => startApp(loadConfig(settings, ['--no-demo']), log, () => clock);
    const app = await open();
    const closers = [
      () => gateway.app.close(),
      () => post.close(),
      () => database.drop(),
      () => rmSync(dataDir, { recursive: true, force: true }),
    ];
    const gateway: TestGateway = new TestGateway({ app, clock, database, letters: post.letters, secret }, open, closers);
    await gateway.#staff();
    return gateway;
  }

  async #staff(): Promise<void> {
    const hash = await passwordHash;
    await write(this.database.pool, { at: this.clock.now(), actor: 'test' }, async (tx) => {
      for (const { role, name, email } of people)
        await addUser(tx, { role, name, email, passwordHash: hash, wallAt: this.clock.wallNow() });
    });
    const email = (address: string) => ({ kind: 'email', address });
    const teams = [
      { id: 'ccc', kind: 'coordination', name: 'Coordination centre', channels: [{ kind: 'console' }, email('ccc@example.org')] },
      { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' },
    ];
    for (const team of teams) await this.#asAdministrator('/api/teams', team);
    await this.#asAdministrator('/api/teams/rrt/on-call', { name: 'Tom Becker', channels: [email('tom@example.org')] });
  }

  async #asAdministrator(path: string, body: unknown): Promise<unknown> {
    const answer = await this.ask('administrator', 'POST', path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Enrols a home as an administrator does and connects all its devices. */
  async enrol(home: z.input<typeof enrolmentInput>): Promise<void> {
    const { devices } = (await this.#asAdministrator('/api/enrolments', home)) as EnrolmentResult;
    for (const credential of devices) this.credentials.set(credential.deviceId, credential);
    await Promise.all(devices.map(async (one) => this.devices.set(one.deviceId, await connectDevice(this.mqttUrl, one))));
    await this.settled();
  }

  device(id: string): Device {
    const device = this.devices.get(id);
    if (!device) throw new Error(`no device ${id} was enrolled`);
    return device;
  }

  async cookie(role: (typeof people)[number]['role']): Promise<string> {
    const known = this.#cookies.get(role);
    if (known) return known;
    const email = people.find((one) => one.role === role)?.email;
    const signedIn = fetch(`${this.app.publicUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.app.publicUrl },
      body: JSON.stringify({ email, password }),
    }).then((answer) =>
      answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    );
    this.#cookies.set(role, signedIn);
    return signedIn;
  }

  /** Asks the API in the name of somebody in this role. */
  async ask(role: (typeof people)[number]['role'], method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { cookie: await this.cookie(role), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(this.app.publicUrl + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** Every alert of a patient, closed ones too, newest first. */
  async alertsOf(patientId: string): Promise<AlertSummary[]> {
    return (await this.ask('coordinator', 'GET', `/api/patients/${patientId}/alerts`)).body as AlertSummary[];
  }

  /** The one alert of a patient, whole. */
  async alertOf(patientId: string): Promise<AlertDetail> {
    const [alert, ...others] = await this.alertsOf(patientId);
    if (!alert || others.length > 0) throw new Error(`${patientId} has ${others.length + (alert ? 1 : 0)} alerts`);
    return (await this.ask('coordinator', 'GET', `/api/alerts/${alert.id}`)).body as AlertDetail;
  }

  /** Does something to an alert over the API, on the version that it has now. */
  async act(role: 'coordinator' | 'responder', alert: AlertSummary, command: ActWithoutVersion): Promise<Answer> {
    const { version } = (await this.ask(role, 'GET', `/api/alerts/${alert.id}`)).body as AlertSummary;
    return this.ask(role, 'POST', `/api/alerts/${alert.id}/commands`, { ...command, version });
  }

  /** Lives until then: everything that comes due happens at its own time, and its consequences before the next. */
  async until(then: Instant): Promise<void> {
    for (;;) {
      await this.settled();
      const next = this.clock.nextAt();
      if (next !== null && next <= then) this.clock.advanceTo(Math.max(next, this.clock.now()));
      else if (this.clock.now() < then) this.clock.advanceTo(then);
      else break;
    }
    const { orphanAlerts, overdueDeadlines } = await this.#health();
    if (orphanAlerts + overdueDeadlines > 0) throw new Error(`${orphanAlerts} orphan alerts, ${overdueDeadlines} overdue deadlines`);
  }

  async #health(): Promise<z.output<typeof healthView>> {
    return healthView.parse(await (await fetch(`${this.app.publicUrl}/api/health`)).json());
  }

  /**
   * Everything that was taken is judged and stored, what was agreed is in force, and every message is out of the house but low ones,
   * which may wait an hour for others. Nobody asks the database for anything: a watch that looks there sets its alarm afterwards. Asked
   * twice: one thing leads to another.
   */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      // Asked again and again: with a name it is planned once, which takes longer than to answer it.
      const { rows } = await this.database.pool.query({
        name: 'settled',
        text: `select 1 from notification
            where status in ('queued', 'sending') and not (severity = 'low' and channel_kind in ('email', 'webhook'))
          union all select 1 from patient where applied_revision < revision
          union all select 1 from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
            and state <> 'idle' and pid <> pg_backend_pid() limit 1`,
      });
      quiet = rows.length === 0 && (await this.waiting()) === 0 ? quiet + 1 : 0;
    }
  }

  /** What is under way, looked up in one go. */
  async underWay(): Promise<UnderWay> {
    const { rows } = await this.database.pool.query<UnderWay>({
      name: 'under way',
      text: `select (select count(*) from notification
            where status in ('queued', 'sending') and not (severity = 'low' and channel_kind in ('email', 'webhook')))::int
          + (select count(*) from patient where applied_revision < revision)::int as unfinished,
         (select count(*) from alert where status <> 'closed')::int as "openAlerts",
         (select coalesce(json_agg(json_build_object('id', id, 'deviceId', body->'channel'->>'address')), '[]') from notification
            where status = 'sent' and channel_kind = 'mqtt' and created_at > $1 and (body->>'expiresAt')::float8 > $2) as commands`,
      values: [new Date(this.clock.now() - hour), this.clock.now()],
    });
    return rows[0] as UnderWay;
  }

  /** Inputs that were taken and not judged and stored. */
  async waiting(): Promise<number> {
    return (await this.#health()).waitingReadings;
  }

  /** Every message to anybody: who, by which way, what for. */
  async told(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ line: string }>(
      `select (body->'recipient'->>'name') || ' by ' || channel_kind || ': ' || purpose as line from notification order by seq, id`,
    );
    return rows.map((row) => row.line);
  }

  /** Closed before the gateway is. */
  own(close: () => unknown): void {
    this.#closers.unshift(close);
  }

  async close(): Promise<void> {
    await Promise.all([...this.devices.values()].map((device) => device.close()));
    for (const close of this.#closers) await close();
  }
}

/** Presses a button on the page behind a signed link, as the form does. */
export async function answerLink(link: string | null, form: Record<string, string>): Promise<string> {
  const answer = await fetch(link ?? 'no link', { method: 'POST', body: new URLSearchParams(form) });
  return answer.text();
}
