import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type OpenedDatabase, openDatabase } from '../../gateway/store/embedded.ts';
import { migrate } from '../../gateway/store/migrate.ts';

/** Every bench device's secret; a benchmark measures what comes after the sign-in. */
export const benchSecret = 'bench-secret';
const secretSha256 = createHash('sha256').update(benchSecret).digest();
const silent = { info() {}, warn() {} };

export interface BenchGateway {
  readonly database: OpenedDatabase;
  readonly mqttPort: number;
  readonly httpPort: number;
  /** Starts the gateway as its own process; resolves when it listens. */
  start(): Promise<ChildProcess>;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** A free port of this machine, at the moment of asking. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** An empty gateway with its own embedded PostgreSQL (fsync on), seeded before the start. */
export async function benchGateway(
  seed: (database: OpenedDatabase) => Promise<void>,
  env: Record<string, string> = {},
): Promise<BenchGateway> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-bench-'));
  const database = await openDatabase({ databaseUrl: null, dataDir, log: silent });
  await migrate(database.url, { log: silent });
  await seed(database);
  await database.pool.query('vacuum analyze');
  const mqttPort = await freePort();
  const httpPort = await freePort();
  const start = async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../gateway/main.ts'), '--no-demo'], {
      env: {
        ...process.env,
        HEARTHLINE_DATA_DIR: dataDir,
        HEARTHLINE_MQTT_PORT: String(mqttPort),
        HEARTHLINE_HTTP_PORT: String(httpPort),
        HEARTHLINE_HOST: '127.0.0.1',
        HEARTHLINE_WEBHOOK_NETWORKS: '127.0.0.1',
        HEARTHLINE_LOG_LEVEL: 'warn',
        HEARTHLINE_MQTT_MESSAGES_PER_SECOND: '1000000',
        HEARTHLINE_MQTT_BURST: '1000000',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const listening = once(child.stdout!.setEncoding('utf8'), 'data');
    await Promise.race([listening, once(child, 'exit').then(() => Promise.reject(new Error('the gateway did not start')))]);
    return child;
  };
  let running = await start();
  return {
    database,
    mqttPort,
    httpPort,
    get process() {
      return running;
    },
    async start() {
      running = await start();
      return running;
    },
    async close() {
      if (running.exitCode === null && running.signalCode === null) {
        running.kill('SIGTERM');
        await once(running, 'exit');
      }
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Homes 0 to n-1: a person, a fridge contact that signs in as `d<i>`, and the agreements given as template and parameters. */
export async function seedHomes(
  { pool }: OpenedDatabase,
  n: number,
  agreements: readonly { readonly template: string; readonly params: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  const range = 'generate_series(0, $1::integer - 1) as i';
  await pool.query(`insert into home (id, address, created_at) select 'h' || i, 'Bench', now() from ${range}`, [n]);
  await pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, simulated, created_at)
     select 'p' || i, 'h' || i, 'Bench', i::text, 'Bench', 'Europe/London', true, now() from ${range}`,
    [n],
  );
  await pool.query(
    `insert into device (id, home_id, kind, name, heartbeat_seconds, prompts, secret_sha256, enrolled_at)
     select 'd' || i, 'h' || i, 'fridge', 'Fridge', 600, true, $2, now() from ${range}`,
    [n, secretSha256],
  );
  for (const [k, { template, params }] of agreements.entries())
    await pool.query(
      `insert into scenario (id, version, patient_id, template, params, status, approved_by, active_from)
       select 's' || i || '-' || $2, 1, 'p' || i, $3, $4, 'active', 'Dr Bench', now() from ${range}`,
      [n, k, template, JSON.stringify(params)],
    );
}

export interface Mosquitto {
  readonly port: number;
  close(): Promise<void>;
}

/** Debian's Mosquitto, storing nothing, as the peer of the same run. */
export async function startMosquitto(): Promise<Mosquitto> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_inflight_messages 0\nlog_type error\n`);
  const child = spawn('mosquitto', ['-c', file], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  // Mosquitto says nothing when it listens.
  await pause(300);
  return {
    port,
    async close() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Processor time that a process has used, in milliseconds; with `children`, that of its living and reaped children too. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
