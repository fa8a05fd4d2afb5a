import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentResult } from '../../gateway/contract/people.ts';
import { healthView } from '../../gateway/contract/system.ts';
import { locateCluster } from '../../gateway/store/postgres-cluster.ts';
import { findServer, stopServer } from '../../gateway/store/postgres-process.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { admin, type Env, Program } from './gateway-process.ts';

const run = promisify(execFile);
const freePorts = { HEARTHLINE_MQTT_PORT: '0', HEARTHLINE_HTTP_PORT: '0' };

let dataDir: string;
const running = new Set<Program>();
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hearthline-process-'));
});
afterEach(async () => {
  for (const program of running)
    if (program.process.exitCode === null && program.process.signalCode === null) await program.stop('SIGKILL');
  running.clear();
  const cluster = locateCluster(dataDir);
  const server = findServer(cluster);
  if (server) await stopServer(server, cluster);
  rmSync(dataDir, { recursive: true, force: true });
});

function start(args: readonly string[], env: Env): Program {
  const program = new Program('gateway/main.ts', args, { HEARTHLINE_DATA_DIR: dataDir, ...freePorts, ...env });
  running.add(program);
  return program;
}

/** Starts in vain; gives what it complained of. */
async function complaint(args: readonly string[], env: Env): Promise<string> {
  const program = start(args, env);
  expect(await program.ended()).not.toBe(0);
  expect(program.stdout).toBe('');
  return program.stderr;
}

describe('an empty gateway', { timeout: 180_000 }, () => {
  it('is set up by the admin command, takes a reading from mosquitto_pub, survives kill -9, and stops with all its parts', async () => {
    const env = { HEARTHLINE_DATA_DIR: dataDir };
    const first = start(['--no-demo'], {});
    const { mqtt: port } = await first.ports();
    expect(first.stdout).toContain('An empty gateway: npm run admin -- --help enrols people, homes and devices.');

    const file = join(dataDir, 'home.json');
    writeFileSync(file, await admin(['enrol', '--example'], env));
    const { devices } = JSON.parse(await admin(['enrol', file, '--json'], env)) as EnrolmentResult;
    const { username, secret } = devices[0]!;
    const send = (port: number) =>
      run('mosquitto_pub', [
        ...['-d', '-h', 'localhost', '-p', String(port), '-u', username, '-P', secret],
        ...['-q', '1', '-t', `hearthline/v1/${username}/observations`, '-m', '{"kind":"heartbeat"}'],
      ]);
    expect((await send(port)).stdout).toMatch(/received PUBACK/);
    expect(await first.stop('SIGKILL')).toBe('SIGKILL');

    const second = start(['--no-demo'], {});
    const ports = await second.ports();
    const heard = JSON.parse(await admin(['device', 'list', '--json'], env)) as { id: string; lastHeardAt: string | null }[];
    expect(heard.filter((one) => one.lastHeardAt !== null).map((one) => one.id)).toEqual([username]);
    expect((await send(ports.mqtt)).stdout).toMatch(/received PUBACK/);
    // A device that stays connected does not keep it from ending.
    const device = await mqtt.connectAsync({ host: '127.0.0.1', port: ports.mqtt, username, password: secret, reconnectPeriod: 0 });
    expect(await second.stop('SIGINT')).toBe(0);
    await device.endAsync(true);
    expect(findServer(locateCluster(dataDir))).toBeNull();
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(second.stderr).toBe('');
  });

  it('whose folder cannot be written names the setting in one line', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    expect(await complaint(['--no-demo'], { HEARTHLINE_DATA_DIR: join(file, 'data') })).toMatch(/^hearthline: .*HEARTHLINE_DATA_DIR.*\n$/);
  });
});

describe('a gateway that cannot start says why in one line', { timeout: 180_000 }, () => {
  let database: FreshDatabase;
  let taken: Server;
  beforeEach(async () => {
    database = await freshDatabase();
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    taken.close();
    await database.drop();
  });

  it.each(['HEARTHLINE_MQTT_PORT', 'HEARTHLINE_HTTP_PORT'])('%s is taken', async (name) => {
    const port = String((taken.address() as AddressInfo).port);
    const said = await complaint(['--no-demo'], { DATABASE_URL: database.url, [name]: port });
    expect(said).toMatch(new RegExp(`^hearthline: .*already listens on 127\\.0\\.0\\.1:${port}; .*${name}\\n$`));
  });

  it('DATABASE_URL does not answer; its password is not repeated', async () => {
    const said = await complaint(['--no-demo'], { DATABASE_URL: 'postgres://care:not-to-be-told@127.0.0.1:1/care' });
    expect(said).toMatch(/^hearthline: DATABASE_URL: .*\n$/);
    expect(said).not.toContain('not-to-be-told');
  });

  it('a setting is wrong', async () => {
    expect(await complaint(['--no-demo'], { HEARTHLINE_SPEED: 'fast' })).toMatch(/^hearthline: HEARTHLINE_SPEED .*\n$/);
    expect(await complaint(['--fast'], {})).toMatch(/^hearthline: Command line: .*--no-demo and --training\n$/);
  });

  it('a demonstration is refused on a database with real patients', async () => {
    await database.pool.query(`insert into home (id, address, created_at) values ('h', 'Long Lane 1', now())`);
    await database.pool.query(
      `insert into patient (id, home_id, given_name, family_name, known_as, zone, simulated, created_at)
       values ('p', 'h', 'Real', 'Person', 'Real', 'Europe/London', false, now())`,
    );
    expect(await complaint([], { DATABASE_URL: database.url })).toMatch(/^hearthline: --no-demo is missing: .*real patients.*\n$/);
  });

  it('a second gateway on the same database', async () => {
    const first = start(['--no-demo'], { DATABASE_URL: database.url });
    await first.ports();
    expect(await complaint(['--no-demo'], { DATABASE_URL: database.url })).toMatch(
      /^hearthline: another gateway is using this database.*\n$/,
    );
    expect(await first.stop()).toBe(0);
  });
});

describe('the demonstration', { timeout: 180_000 }, () => {
  it('greets with sign-ins, its homes connect, and Ctrl-C ends it with its simulator', async () => {
    const database = await freshDatabase();
    try {
      const demo = start([], { DATABASE_URL: database.url });
      const { http } = await demo.ports();
      expect(demo.stdout).toContain('Demonstration: 18 simulated homes, their time runs 60 times faster than yours.');
      expect(demo.stdout).toContain(`http://localhost:${http}/demo/mail`);
      const connected = async () => healthView.parse(await (await fetch(`http://127.0.0.1:${http}/api/health`)).json()).mqttClients;
      await expect.poll(connected, { timeout: 60_000, interval: 50 }).toBeGreaterThan(20);
      const children = (await run('ps', ['-o', 'pid=', '--ppid', String(demo.process.pid)])).stdout.trim().split(/\s+/);
      expect(children).toHaveLength(1);
      expect(await demo.stop()).toBe(0);
      expect(() => process.kill(Number(children[0]), 0)).toThrow('ESRCH');
    } finally {
      await database.drop();
    }
  });
});
