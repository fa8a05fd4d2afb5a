import { connectAsync } from 'mqtt';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFor } from '../../device-sim/random.ts';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { createPool } from '../../gateway/store/pool.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { checkDeliveries, type StoredDelivery } from './support/delivery-check.ts';
import { DeviceFleet } from './support/device-fleet.ts';
import { GatewayProcess } from './support/gateway-process.ts';
import { type EnrolledDevice, enrolNeighbourhood } from './support/neighbourhood.ts';
import { OwnPostgres } from './support/own-postgres.ts';
import { mailReceiver, type Receiver, webhookReceiver } from './support/receivers.ts';

const awaySeconds = Number(process.env.HEARTHLINE_CHAOS_AWAY_SECONDS ?? 10);
const secret = 'only-for-this-test-only-for-this-test';
const silent = { info() {}, warn() {} };
const stepSeconds = 3;
/** Resident memory that the gateway may have while everything waits. */
const memoryMb = 400;

let server: OwnPostgres;
let pool: pg.Pool;
let webhook: Receiver;
let mail: Receiver;
let gateway: GatewayProcess;
let fleet: DeviceFleet;
let buttons: EnrolledDevice[];
let port: number;

beforeAll(async () => {
  server = await OwnPostgres.start();
  await migrate(server.url, { log: silent });
  pool = createPool(server.url, 3);
  [webhook, mail] = await Promise.all([webhookReceiver(), mailReceiver(secret)]);
  const { devices } = await enrolNeighbourhood(pool, { homes: 60, webhookUrl: webhook.url, stepSeconds: () => stepSeconds });
  buttons = devices.filter((device) => device.habit === 'presses');
  fleet = new DeviceFleet(
    devices.filter((device) => device.habit !== 'presses'),
    randomFor('away'),
  );
  gateway = new GatewayProcess({
    DATABASE_URL: server.url,
    HEARTHLINE_DATA_DIR: server.dataDir,
    HEARTHLINE_SECRET: secret,
    SMTP_URL: mail.url,
  });
  port = (await gateway.ready).mqttPort;
}, 300_000);

afterAll(async () => {
  if (!gateway.hasEnded) await gateway.kill();
  await Promise.all([webhook.close(), mail.close()]);
  await pool.end();
  await server.remove();
});

const ways = {
  'has stopped': { goAway: () => server.goAway(), comeBack: () => server.comeBack() },
  'does not answer': { goAway: async () => server.freeze(), comeBack: async () => server.thaw() },
};

/** Presses a help button that has not been heard of since the start; resolves with the time of its acknowledgement. */
async function press({ deviceId, secret: password }: EnrolledDevice): Promise<{ readonly acknowledgedAt: Promise<number> }> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: deviceId, username: deviceId, password });
  const acknowledgedAt = client
    .publishAsync(deviceTopics(deviceId).observations, JSON.stringify({ id: 'press', kind: 'sos', observedAt: new Date().toISOString() }), {
      qos: 1,
    })
    .then(async () => {
      const at = Date.now();
      await client.endAsync();
      return at;
    });
  return { acknowledgedAt };
}

const toCentre = (alertId: string) => webhook.received.filter(({ notificationId }) => notificationId.startsWith(`${alertId}/g1/s0/`));
const toFamily = (alertId: string) => mail.received.filter(({ notificationId }) => notificationId.startsWith(`${alertId}/g1/s1/`));

async function alertOf({ deviceId }: EnrolledDevice): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select s.id from device d join patient p on p.home_id = d.home_id join scenario s on s.patient_id = p.id
      where d.id = $1 and s.template = 'sos'`,
    [deviceId],
  );
  return `${rows[0]!.id}.1`;
}

describe.each(Object.keys(ways) as (keyof typeof ways)[])(`while the database %s for ${awaySeconds} s`, (way) => {
  let pressed: { readonly button: EnrolledDevice; readonly alertId: string; readonly at: number }[];
  let acknowledgedAt: number[];
  let awayAt: number;
  let backAt: number;
  let largestMb = 0;
  const readingsAt: number[] = [];
  let playing: Promise<void>;

  it('people in need are heard within two seconds, and their ladder goes on', { timeout: (awaySeconds + 90) * 1_000 }, async () => {
    const used = Object.keys(ways).indexOf(way) * 3;
    const own = buttons.slice(used, used + 3);
    const alertIds = await Promise.all(own.map(alertOf));
    let begun = 0;
    playing = fleet.play({
      port,
      ratePerSecond: 500,
      inFlight: 500,
      seconds: awaySeconds + 4,
      onAcknowledged: () => {
        begun++;
        readingsAt.push(Date.now());
      },
    });
    await expect.poll(() => begun, { timeout: 30_000 }).toBeGreaterThan(500);
    // One press is on its way into the database as it goes; two come later, to a gateway that knows and to one that is busy with it.
    pressed = [];
    const acknowledgements: Promise<number>[] = [];
    const pressNow = async (i: number) => {
      const press1 = { button: own[i]!, alertId: alertIds[i]!, at: Date.now() };
      pressed.push(press1);
      acknowledgements.push((await press(press1.button)).acknowledgedAt);
    };
    await ways[way].goAway();
    awayAt = Date.now();
    await pressNow(0);
    const until = awayAt + awaySeconds * 1_000;
    const watch = async (condition: () => boolean, patienceMs: number) =>
      expect
        .poll(
          () => {
            largestMb = Math.max(largestMb, gateway.residentMb);
            return condition();
          },
          { timeout: patienceMs, interval: 20 },
        )
        .toBe(true);
    await watch(() => toCentre(pressed[0]!.alertId).length === 1, 10_000);
    await pressNow(1);
    await watch(() => toCentre(pressed[1]!.alertId).length === 1, 10_000);
    await watch(() => toFamily(pressed[0]!.alertId).length === 1, 15_000);
    await pressNow(2);
    await watch(() => toCentre(pressed[2]!.alertId).length === 1, 10_000);
    await watch(() => Date.now() >= until, awaySeconds * 1_000 + 1_000);
    backAt = Date.now();
    await ways[way].comeBack();
    acknowledgedAt = await Promise.all(acknowledgements);
    for (const { alertId, at } of pressed) expect(toCentre(alertId)[0]!.at - at).toBeLessThan(2_000);
    const [centre, family] = [toCentre(pressed[0]!.alertId)[0]!, toFamily(pressed[0]!.alertId)[0]!];
    expect(Math.abs(family.at - centre.at - stepSeconds * 1_000)).toBeLessThan(1_500);
    expect(family.at).toBeLessThan(backAt);
  });

  it('nothing is acknowledged before it can be stored', async () => {
    await playing;
    for (const at of acknowledgedAt) expect(at).toBeGreaterThanOrEqual(backAt);
    // What was answered on the way while it went.
    expect(readingsAt.filter((at) => at > awayAt + 500 && at < backAt)).toEqual([]);
    expect(readingsAt.filter((at) => at >= backAt).length).toBeGreaterThan(500);
  });

  it('memory stays bounded', () => {
    expect(largestMb).toBeGreaterThan(50);
    expect(largestMb).toBeLessThan(memoryMb);
  });

  it('afterwards everything is written once', async () => {
    while (fleet.unacknowledged > 0) await fleet.play({ port, ratePerSecond: 500, inFlight: 20, count: fleet.unacknowledged * 4 });
    const { rows } = await pool.query<{ source: string; key: string; n: number }>(
      `select source, key, count(*) as n from observation where key like 'r%' or key = 'press' group by source, key`,
    );
    expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
    const stored = new Set(rows.map(({ source, key }) => `${source} ${key}`));
    for (const { button } of pressed) expect(stored).toContain(`${button.deviceId} press`);
    const lost = [...fleet.acknowledged].flatMap(([source, ids]) => [...ids].filter((id) => !stored.has(`${source} ${id}`)));
    expect(lost).toEqual([]);
    const toThem = async () => {
      const ids = pressed.map(({ alertId }) => toCentre(alertId)[0]!.notificationId);
      return (await pool.query<{ status: string }>('select status from notification where id = any($1)', [ids])).rows;
    };
    await expect.poll(toThem, { timeout: 10_000 }).toEqual(pressed.map(() => ({ status: 'delivered' })));
  });
});

describe('when it is over', () => {
  it('everybody was told once, and the log gives the same decisions', async () => {
    expect(await gateway.stop()).toBe(0);
    const { rows } = await pool.query<StoredDelivery>(
      `select id, status, severity from notification where channel_kind in ('email', 'webhook')`,
    );
    expect(checkDeliveries(rows, [...webhook.received, ...mail.received])).toEqual([]);
    expect((await verifyReplay(pool, catalogue)).differences).toEqual([]);
  });
});
