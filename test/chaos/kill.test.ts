import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFor } from '../../device-sim/random.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { type OpenedDatabase, openDatabase } from '../../gateway/store/embedded.ts';
import { alertHealth } from '../../gateway/store/health.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { verifyTimelines } from '../../gateway/store/timeline.ts';
import type { AlertState, TimelineEntry } from '../../rules/model/alert.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { folderPrefix } from '../support/leftovers.ts';
import { checkDeliveries, type StoredDelivery, type Unstored } from './support/delivery-check.ts';
import { DeviceFleet } from './support/device-fleet.ts';
import { GatewayProcess } from './support/gateway-process.ts';
import { checkLadders, type Outage } from './support/ladder-check.ts';
import { enrolNeighbourhood } from './support/neighbourhood.ts';
import { mailReceiver, type Receiver, webhookReceiver } from './support/receivers.ts';

const kills = Number(process.env.HEARTHLINE_CHAOS_KILLS ?? 12);
const seed = process.env.HEARTHLINE_CHAOS_SEED ?? 'kill';
const homes = 60;
const ratePerSecond = 400;
const secret = 'only-for-this-test-only-for-this-test';
/** What a machine that does much else may take. */
const graceMs = 5_000;

const moments = ['under load', 'idle', 'while starting', 'while catching up'] as const;
/** Now and then one lives so long that scenario states have been written behind its back; longer than `npm test` has time for. */
const rareMoment = 'late under load';
const rareEvery = 15;
type Moment = (typeof moments)[number] | typeof rareMoment;
const silent = { info() {}, warn() {} };
const random = randomFor(seed);
const outages: Outage[] = [];
const unstored: Unstored[] = [];
const unmarked = new Set<string>();
let awaySince = Date.now();

let dataDir: string;
let database: OpenedDatabase;
let webhook: Receiver;
let mail: Receiver;
let fleet: DeviceFleet;
let gateway: GatewayProcess | null = null;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  database = await openDatabase({ databaseUrl: null, dataDir, log: silent });
  await migrate(database.url, { log: silent });
  [webhook, mail] = await Promise.all([webhookReceiver(), mailReceiver(secret)]);
  const stepSeconds = () => random.whole(4, 12);
  const { devices } = await enrolNeighbourhood(database.pool, { homes, webhookUrl: webhook.url, stepSeconds });
  // Their chance is another than that of the kills, which must not depend on how many readings there were.
  fleet = new DeviceFleet(devices, randomFor(seed, 'readings'));
}, 300_000);

afterAll(async () => {
  if (gateway && !gateway.hasEnded) await gateway.kill();
  await Promise.all([webhook.close(), mail.close()]);
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function spawn(): GatewayProcess {
  gateway = new GatewayProcess({ HEARTHLINE_DATA_DIR: dataDir, HEARTHLINE_SECRET: secret, SMTP_URL: mail.url });
  return gateway;
}

/** Ports, once it listens; what was overdue until then is not held against it. */
async function listening(running: GatewayProcess): Promise<number> {
  const { mqttPort } = await running.ready;
  outages.push({ fromAt: awaySince, untilAt: Date.now() });
  awaySince = Number.POSITIVE_INFINITY;
  return mqttPort;
}

async function kill(running: GatewayProcess): Promise<void> {
  awaySince = Math.min(awaySince, Date.now());
  await running.kill();
  // The first message may be there before the line that says so has been read.
  if (running.stalledAt !== null) unstored.push({ fromAt: running.stalledAt - graceMs, untilAt: Date.now() });
  for (const id of running.unmarked) unmarked.add(id);
}

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  (await database.pool.query<{ n: number }>(`select count(*) as n from ${sql}`, values)).rows[0]!.n;

const timelineLength = () => count('alert_timeline');

/** Readings flow until the n-th acknowledgement; then the process is killed in the middle of the next ones. */
async function killUnderLoad(enough: number): Promise<void> {
  const running = spawn();
  const port = await listening(running);
  let acknowledged = 0;
  const killed = Promise.withResolvers<void>();
  const playing = fleet.play({
    port,
    ratePerSecond,
    inFlight: 8,
    seconds: 60,
    onAcknowledged: () => {
      if (++acknowledged === enough) void kill(running).then(killed.resolve, killed.reject);
    },
  });
  await playing;
  await (acknowledged >= enough ? killed.promise : kill(running));
}

/** Everything has been answered; only ladders move. */
async function killIdle(): Promise<void> {
  const running = spawn();
  const port = await listening(running);
  await fleet.play({ port, ratePerSecond, inFlight: 8, count: random.whole(100, 600) });
  await kill(running);
}

/** As soon as one of its connections to the database stands: before, while or after it has read what it must remember. */
async function killWhileStarting(): Promise<void> {
  const running = spawn();
  const name = random.pick(['hearthline-lock', 'hearthline migrations', 'hearthline-lane-0', 'hearthline-changes']);
  await expect
    .poll(() => count(`pg_stat_activity where application_name = $1 and state is not null`, [name]), { timeout: 60_000, interval: 1 })
    .toBeGreaterThan(0)
    .catch((error: Error) => Promise.reject(new Error(`${name} was never seen; ${running.lastWords}`, { cause: error })));
  await kill(running);
}

/** Steps fell due while nobody was there: in the middle of making up for them. */
async function killWhileCatchingUp(): Promise<void> {
  const before = await timelineLength();
  const running = spawn();
  const some = before + random.whole(1, 10);
  await expect.poll(timelineLength, { timeout: 60_000, interval: 1 }).toBeGreaterThan(some);
  await kill(running);
}

const killAt: Readonly<Record<Moment, () => Promise<void>>> = {
  'under load': () => killUnderLoad(random.whole(50, 1_500)),
  [rareMoment]: () => killUnderLoad(25 * ratePerSecond),
  idle: killIdle,
  'while starting': killWhileStarting,
  'while catching up': killWhileCatchingUp,
};

describe(`killed ${kills} times`, () => {
  let running: GatewayProcess;
  let checkedAt: number;

  it('starts again each time, and devices get rid of what they kept', { timeout: 120_000 + kills * 40_000 }, async () => {
    // Somebody must be in need before there is anything to catch up with.
    const at = (i: number): Moment => (i % rareEvery === rareEvery - 1 ? rareMoment : i === 0 ? 'under load' : random.pick(moments));
    const plan = Array.from({ length: kills }, (_, i) => at(i));
    for (const moment of plan) await killAt[moment]();
    running = spawn();
    const port = await listening(running);
    await fleet.play({ port, ratePerSecond, inFlight: 8, count: 600 });
    while (fleet.unacknowledged > 0) await fleet.play({ port, ratePerSecond, inFlight: 8, count: fleet.unacknowledged * 4 });
    expect(fleet.acknowledgedCount).toBeGreaterThan(600);
  });

  it('leaves every acknowledged reading exactly once', async () => {
    const { rows } = await database.pool.query<{ source: string; key: string; n: number }>(
      `select source, key, count(*) as n from observation where key like 'r%' group by source, key`,
    );
    expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
    const stored = new Set(rows.map(({ source, key }) => `${source} ${key}`));
    const lost = [...fleet.acknowledged].flatMap(([source, ids]) => [...ids].filter((id) => !stored.has(`${source} ${id}`)));
    expect(lost).toEqual([]);
  });

  it('has nobody whom nothing and nobody will look at again', async () => {
    checkedAt = Date.now();
    expect(await alertHealth(database.pool, checkedAt, graceMs)).toEqual({ orphans: 0, overdue: 0 });
    expect(running.hasEnded).toBe(false);
  });

  it('ends in order when asked', async () => {
    expect(await running.stop()).toBe(0);
  });

  it('has taken every step once, in its turn, at its time or marked late', async () => {
    const alerts = (await database.pool.query<{ state: AlertState }>('select state from alert')).rows.map((row) => row.state);
    const entries = (await database.pool.query<{ entry: string }>('select entry from alert_timeline order by alert_id, n')).rows;
    const timelines = Map.groupBy(
      entries.map(({ entry }) => JSON.parse(entry) as TimelineEntry),
      (entry) => entry.alertId,
    );
    const report = checkLadders({ alerts, timelineOf: (id) => timelines.get(id) ?? [], outages, now: checkedAt, graceMs });
    expect(report.faults).toEqual([]);
    expect(report.steps).toBeGreaterThan(kills);
  });

  it('has told everybody at least once, and again only as a repeat', async () => {
    const { rows } = await database.pool.query<StoredDelivery>(
      `select id, status, severity from notification where channel_kind in ('email', 'webhook')`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(checkDeliveries(rows, [...webhook.received, ...mail.received], { unstored, unmarked })).toEqual([]);
  });

  it('decides the same when its log is run again, and its timelines are unbroken', async () => {
    expect((await verifyTimelines(database.pool)).broken).toEqual([]);
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });
});
