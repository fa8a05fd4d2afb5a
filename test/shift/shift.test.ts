import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../gateway/app.ts';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { createClock } from '../../gateway/clock.ts';
import { loadConfig } from '../../gateway/config.ts';
import { figuresView } from '../../gateway/contract/figures.ts';
import { healthView } from '../../gateway/contract/system.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addUser, type Role } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { addDays, localDate, minute, wallClockAt } from '../../rules/model/time.ts';
import { launch, openTab } from '../dashboard/support/browser.ts';
import { openPostOffice } from '../e2e/letters.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { crewWorker, deskWorker, signIn, type Worker } from './people.ts';

/** `HEARTHLINE_SHIFT=whole`: 200 homes and four hours of a morning; anything else: a few homes and the time after their first pills. */
const isWhole = process.env.HEARTHLINE_SHIFT === 'whole';
const homes = isWhole ? 200 : 20;
const beginsAt = isWhole ? '06:30' : '08:20';
const careMinutes = isWhole ? 240 : 60;
/** Much goes wrong at once, so that a morning has something of everything. */
const mishaps = isWhole ? 8 : 30;
const speed = 30;
const root = join(import.meta.dirname, '../..');
const zone = 'Europe/London';
const password = 'correct horse battery staple';
const staff: readonly (readonly [role: Role, name: string])[] = [
  ['administrator', 'Ines Moore'],
  ['manager', 'Rita Clarke'],
  ['coordinator', 'Asha Rahman'],
  ['coordinator', 'Joe Finch'],
  ['clinician', 'Dr Amin'],
  ['responder', 'Ben Okoro'],
  ['responder', 'Tom Becker'],
];
const emailOf = (name: string) => `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`;

let database: FreshDatabase;
let post: Awaited<ReturnType<typeof openPostOffice>>;
let browser: Browser;
let app: App;
let simulator: ChildProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-shift-'));
const cookies = new Map<string, string>();

async function ask(who: string, path: string, body?: unknown, method = 'POST'): Promise<Response> {
  const headers = { cookie: cookies.get(who) ?? '', origin: app.publicUrl, 'content-type': 'application/json' };
  const answer = await fetch(
    `http://127.0.0.1:${app.httpPort}${path}`,
    body === undefined ? { headers } : { method, headers, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
async function signInByHttp(name: string): Promise<void> {
  const answer = await ask(name, '/api/auth/sign-in/email', { email: emailOf(name), password });
  cookies.set(
    name,
    answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; '),
  );
}
const careNow = async () => Date.parse(((await (await ask('', '/api/clock')).json()) as { now: string }).now);

beforeAll(async () => {
  await ensureDashboard(root);
  database = await freshDatabase();
  post = await openPostOffice();
  browser = await launch();
  const settings = {
    ...{ HEARTHLINE_MQTT_PORT: '0', HEARTHLINE_HTTP_PORT: '0', HEARTHLINE_HOST: '127.0.0.1', HEARTHLINE_PUBLIC_URL: 'http://127.0.0.1:0' },
    ...{ HEARTHLINE_DATA_DIR: dataDir, HEARTHLINE_REQUIRE_SECOND_FACTOR: 'off', HEARTHLINE_SPEED: String(speed) },
    ...{ DATABASE_URL: database.url, SMTP_URL: post.url },
  };
  const careFrom = wallClockAt(zone, addDays(localDate(zone, Date.now()), 1), beginsAt);
  app = await startApp(loadConfig(settings, ['--no-demo']), pino({ level: 'silent' }), (options) => createClock({ ...options, careFrom }));
  const passwordHash = await hashPassword(password);
  await write(database.pool, { at: careFrom, actor: 'test' }, async (tx) => {
    for (const [role, name] of staff) await addUser(tx, { role, name, email: emailOf(name), passwordHash, wallAt: Date.now() });
  });
  for (const name of ['Ines Moore', 'Rita Clarke', 'Asha Rahman']) await signInByHttp(name);
  for (const team of [
    { id: 'ccc', kind: 'coordination', name: 'Coordination centre', channels: [{ kind: 'console' }] },
    { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' },
  ])
    await ask('Ines Moore', '/api/teams', team);
  for (const id of ['unit-1', 'unit-2'])
    await ask('Ines Moore', '/api/response/units', { id, teamId: 'rrt', name: id, skills: [], localityIds: [] });

  const args = [
    '--homes',
    String(homes),
    '--seed',
    '11',
    '--mishaps',
    String(mishaps),
    '--quiet',
    '--credentials',
    join(dataDir, 'sim.json'),
  ];
  args.push('--mqtt', `mqtt://127.0.0.1:${app.mqttPort}`, '--http', `http://127.0.0.1:${app.httpPort}`);
  const env = { ...process.env, HEARTHLINE_SIM_USER: emailOf('Ines Moore'), HEARTHLINE_SIM_PASSWORD: password };
  simulator = spawn(process.execPath, [join(root, 'device-sim/main.ts'), ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const enrolled = async () => Number((await database.pool.query('select count(*) as n from home')).rows[0].n);
  await vi.waitFor(async () => expect(await enrolled()).toBeGreaterThanOrEqual(homes), { timeout: 300_000, interval: 1_000 });
}, 400_000);

afterAll(async () => {
  if (simulator && simulator.exitCode === null) {
    const ended = once(simulator, 'exit');
    simulator.kill('SIGTERM');
    await ended;
  }
  await browser?.close();
  await app?.close();
  await post?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);

it('a shift: every alert has a deadline or an owner, is taken, and is closed with an outcome; the figures are those of the events', {
  timeout: 3_600_000,
}, async () => {
  const faults: string[][] = [];
  const page = async (name: string, path: string, viewport = { width: 1440, height: 900 }) => {
    const tab = await openTab(browser, app.publicUrl, viewport, { expected: /Failed to load resource|WebSocket connection/ });
    faults.push(tab.faults);
    await signIn(tab.page, path, emailOf(name), password);
    return tab.page;
  };
  const desk = async (name: string, scope?: string) => {
    const at = await page(name, '/');
    await at.getByRole('heading', { name: 'Worklist' }).waitFor();
    return deskWorker(name, at, scope);
  };
  const crew = async (name: string, unit: string) => {
    const phone = await page(name, '/responder/', { width: 390, height: 844 });
    await phone.getByLabel('Unit').selectOption(unit);
    await phone.getByRole('button', { name: 'Come on duty' }).click();
    await phone.getByRole('button', { name: 'Go off duty' }).waitFor();
    return crewWorker(name, phone);
  };
  const workers: Worker[] = [
    await desk('Asha Rahman'),
    await desk('Joe Finch'),
    await desk('Dr Amin', '?queue=clinical'),
    await crew('Ben Okoro', 'unit-1'),
    await crew('Tom Becker', 'unit-2'),
  ];

  const from = await careNow();
  const endAt = from + careMinutes * minute;
  const isOver = async () => {
    const { rows } = await database.pool.query(
      `select (select count(*) from alert where status <> 'closed' and opened_at <= $1)
            + (select count(*) from response_job where state not in ('completed', 'cancelled')) as n`,
      [new Date(endAt)],
    );
    return Number(rows[0].n) === 0;
  };
  const stand = async () => {
    const { rows } = await database.pool.query(`select status, count(*)::int as n from alert group by status order by status`);
    return `${Math.round(((await careNow()) - from) / minute)} min: ${rows.map(({ status, n }) => `${status} ${n}`).join(', ') || 'no alert'}`;
  };
  let saidAt = 0;
  while ((await careNow()) < endAt || !(await isOver())) {
    if ((await careNow()) > saidAt + 10 * minute) {
      saidAt = await careNow();
      console.log(await stand());
    }
    const health = healthView.parse(await (await ask('', '/api/health')).json());
    expect(health).toMatchObject({ orphanAlerts: 0, overdueDeadlines: 0, status: 'ok' });
    if ((await careNow()) > endAt + 120 * minute) throw new Error(`not over two hours after the shift: ${await stand()}`);
    await Promise.race([pause(2_000), ...workers.map(({ work }) => work)]);
  }
  for (const worker of workers) await worker.stop();
  const to = await careNow();

  const { rows: closed } = await database.pool.query<{ state: { outcome: { code: string; by: string } | null } }>(
    `select state from alert where opened_at between $1 and $2 and status = 'closed'`,
    [new Date(from), new Date(endAt)],
  );
  expect(closed.length).toBeGreaterThan(0);
  for (const { state } of closed) expect(state.outcome?.by).toBeTruthy();
  const done = workers.map(({ name, did }) => `${name}: ${[...did].map(([what, n]) => `${what} ${n}`).join(', ') || 'nothing to do'}`);
  console.log(`${homes} homes, ${Math.round((to - from) / minute)} minutes: ${closed.length} alerts closed\n${done.join('\n')}`);
  if (isWhole) for (const { name, did } of workers) expect(did.get('taken') ?? did.get('completed'), name).toBeGreaterThan(0);

  const figures = figuresView.parse(
    await (await ask('Rita Clarke', `/api/figures?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`)).json(),
  );
  const { rows: counted } = await database.pool.query(`select count(*) as n from alert where opened_at >= $1 and opened_at < $2`, [
    new Date(from),
    new Date(to),
  ]);
  expect(figures.byDay.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(Number(counted[0].n));
  const { rows: visits } = await database.pool.query(
    `select count(*) as n from response_job where state = 'completed' and urgency = 'visit'`,
  );
  const arrived = figures.figures.find(({ id }) => id === 'arrived-45min');
  expect(arrived?.of).toBe(Number(visits[0].n));
  expect(faults.flat()).toEqual([]);
});
