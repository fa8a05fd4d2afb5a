import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedDatabase, openDatabase } from '../../gateway/store/embedded.ts';
import { type Cluster, locateCluster } from '../../gateway/store/postgres-cluster.ts';
import { findServer, stopServer } from '../../gateway/store/postgres-process.ts';

const warnings: string[] = [];
const log = { info() {}, warn: (message: string) => warnings.push(message) };
const folder = mkdtempSync(join(tmpdir(), 'hearthline-embedded-'));
const dataDir = join(folder, 'data');
const opened: OpenedDatabase[] = [];
let cluster: Cluster;

async function open(directory = dataDir): Promise<OpenedDatabase> {
  const database = await openDatabase({ databaseUrl: null, dataDir: directory, log });
  opened.push(database);
  return database;
}

/** Starts a process that opens the database, and kills it and its whole process group once it has. */
async function killAnOwner(): Promise<string> {
  const owner = spawn(process.execPath, [join(import.meta.dirname, '../support/database-owner.ts'), dataDir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(owner.stdout), 'line')) as [string];
  process.kill(-(owner.pid ?? 0), 'SIGKILL');
  await once(owner, 'exit');
  return url;
}

beforeAll(async () => {
  const { pool, close } = await open();
  await pool.query('create table kept (n integer)');
  await close();
  cluster = locateCluster(dataDir);
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  expect(findServer(cluster)).toBeNull();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded database', () => {
  it('keeps its data over a stop and start, on the same port, with nothing readable by others', async () => {
    const first = await open();
    await first.pool.query('insert into kept values (1)');
    await first.close();
    expect(findServer(cluster)).toBeNull();
    const second = await open();
    expect((await second.pool.query('select n from kept')).rows).toContainEqual({ n: 1 });
    expect(second.url).toBe(first.url);
    for (const name of ['postgres.json', 'postgres.log', 'postgres']) expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0);
  });

  it('commits to disk', async () => {
    const { pool } = await open();
    const { rows } = await pool.query(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
    );
    expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
  });

  it('is joined by a second process and stopped by the last, whichever started it', async () => {
    const [first, second] = [await open(), await open()];
    const server = findServer(cluster);
    await first.close();
    expect(findServer(cluster)).toEqual(server);
    expect((await second.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('lives on when the gateway and its process group are killed, and is joined by the next', async () => {
    const url = await killAnOwner();
    const server = findServer(cluster);
    expect(server).not.toBeNull();
    const next = await open();
    expect(findServer(cluster)).toEqual(server);
    expect(next.url).toBe(url);
  });

  it('comes back on the same port when it is killed itself', async () => {
    const { pool } = await open();
    await pool.query('insert into kept values (2)');
    const server = findServer(cluster);
    process.kill(server?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => findServer(cluster)?.pid ?? server?.pid, { timeout: 30_000, interval: 20 }).not.toBe(server?.pid);
    const rows = () => pool.query('select n from kept where n = 2').then((result) => result.rows, String);
    await expect.poll(rows, { timeout: 30_000, interval: 20 }).toEqual([{ n: 2 }]);
    expect(findServer(cluster)?.port).toBe(server?.port);
  });

  it('gets a new password when postgres.json is broken, running or not', async () => {
    const access = join(dataDir, 'postgres.json');
    writeFileSync(access, '{"password": "');
    const stopped = await open();
    await stopped.pool.query('insert into kept values (3)');
    await stopped.close();
    await killAnOwner();
    writeFileSync(access, JSON.stringify({ password: '0'.repeat(64), port: 5432 }));
    const running = await open();
    expect((await running.pool.query('select n from kept where n = 3')).rows).toEqual([{ n: 3 }]);
    expect(warnings.filter((message) => message.includes('new password'))).toHaveLength(2);
  });

  it('starts over a lock file whose process number now belongs to a stranger', async () => {
    await killAnOwner();
    const lockFile = join(cluster.databaseDir, 'postmaster.pid');
    const lock = readFileSync(lockFile, 'utf8');
    const server = findServer(cluster);
    if (server) await stopServer(server, cluster);
    expect(existsSync(lockFile)).toBe(false);
    const stranger = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    writeFileSync(lockFile, lock.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
    const { pool } = await open();
    expect((await pool.query('select count(*) as n from kept')).rows[0].n).toBeGreaterThan(0);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('is made once when several begin at the same time', async () => {
    const fresh = join(folder, 'fresh');
    const all = await Promise.all([1, 2, 3].map(() => open(fresh)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    await all[0]?.pool.query('create table one (n integer)');
    expect((await all[2]?.pool.query('select n from one'))?.rows).toEqual([]);
    await Promise.all(all.map(({ close }) => close()));
    expect(findServer(locateCluster(fresh))).toBeNull();
  });
});

describe('what cannot be opened', () => {
  it('is named: a data folder that is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(open(file)).rejects.toThrow(/^HEARTHLINE_DATA_DIR: the folder .*file cannot be written \(EEXIST\)$/);
  });

  it('is named: a DATABASE_URL that does not answer, without its password', async () => {
    const databaseUrl = 'postgres://someone:sesame@127.0.0.1:1/care';
    const error = await openDatabase({ databaseUrl, dataDir, log }).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(/^DATABASE_URL: the database care at 127\.0\.0\.1:1 does not answer: /);
    expect(error?.message).not.toContain('sesame');
  });
});
