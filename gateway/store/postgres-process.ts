import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './postgres-cluster.ts';
import { commandFor } from './postgres-programs.ts';

/** A running server: the process that owns the database folder, and its port on 127.0.0.1. */
export interface PostgresProcess {
  readonly pid: number;
  readonly port: number;
}

/** How often a process is looked at while it starts or stops, in milliseconds. */
const glance = 20;
const logLimitBytes = 10_000_000;

/** For two cores and a gateway beside it. What is committed stays committed: fsync and synchronous_commit are on by default. */
const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  // Readings must not get into the log: neither failed statements nor the rows that a constraint refused.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether `pid` is the server of this folder, and not another process that has got its number since. */
function isServer(pid: number, databaseDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(databaseDir);
  } catch {
    return false;
  }
}

function readLock(cluster: Cluster): { readonly text: string; readonly process: PostgresProcess } | null {
  try {
    const text = readFileSync(join(cluster.databaseDir, 'postmaster.pid'), 'utf8');
    const lines = text.split('\n');
    // Line 4 is the port, line 6 the address, which is written once it really listens there.
    return { text, process: { pid: Number(lines[0]), port: lines[5] ? Number(lines[3]) : 0 } };
  } catch {
    return null;
  }
}

/** The server that has the folder open now; null when none has. Its port is 0 until it listens. */
export function findServer(cluster: Cluster): PostgresProcess | null {
  const lock = readLock(cluster);
  return lock && isServer(lock.process.pid, cluster.databaseDir) ? lock.process : null;
}

export function isRunning(server: PostgresProcess, cluster: Cluster): boolean {
  return isServer(server.pid, cluster.databaseDir);
}

/** PostgreSQL would take a stranger that now has the old server's number for a living server, and refuse to start. */
function removeStaleLock(cluster: Cluster): void {
  const lock = readLock(cluster);
  if (!lock || !isAlive(lock.process.pid) || isServer(lock.process.pid, cluster.databaseDir)) return;
  if (readLock(cluster)?.text === lock.text) unlinkSync(join(cluster.databaseDir, 'postmaster.pid'));
}

async function listens(port: number): Promise<number | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** `preferred` when nobody listens there, else any free port. */
export async function freePort(preferred: number): Promise<number> {
  const port = await listens(preferred);
  return port ?? (await listens(0)) ?? preferred;
}

function openLog(path: string): { readonly descriptor: number; readonly size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(path, `${path}.1`);
  return { descriptor: openSync(path, 'a', 0o600), size: size > logLimitBytes ? 0 : size };
}

/**
 * Starts the server on `port` and returns once it listens; it may still be recovering then. It is not a member of our
 * process group: Ctrl-C and a killed gateway do not take it along. `settings` are added to ours.
 * Returns null when another server was faster; throws with the server's last words when it does not start.
 */
export async function startServer(
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<PostgresProcess | null> {
  removeStaleLock(cluster);
  const log = openLog(cluster.logFile);
  const flags = Object.entries({ ...serverSettings, ...settings, port: String(port) }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const { file, args, options } = commandFor(
    cluster.programs,
    cluster.programs.postgres,
    ['-D', cluster.databaseDir, ...flags],
    cluster.databaseDir,
  );
  const child = spawn(file, [...args], { ...options, detached: true, stdio: ['ignore', log.descriptor, log.descriptor] });
  closeSync(log.descriptor);
  child.unref();
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `ended with ${signal ?? code}`;
  });
  while (ended === null) {
    const server = findServer(cluster);
    if (server && server.port !== 0) return server;
    await sleep(glance);
  }
  if (findServer(cluster)) return null;
  const words = readFileSync(cluster.logFile).subarray(log.size).toString();
  const fatal = words.match(/(?:FATAL|PANIC): +(.*)/)?.[1] ?? ended;
  throw new Error(`PostgreSQL did not start in ${cluster.databaseDir}: ${fatal}`);
}

/** Ends the server in order (its clients are thrown out, all is written), and after a minute the hard way, which recovery repairs. */
export async function stopServer(server: PostgresProcess, cluster: Cluster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (!isRunning(server, cluster)) return;
    process.kill(server.pid, signal);
    const until = performance.now() + patienceMs;
    while (isRunning(server, cluster) && performance.now() < until) await sleep(glance);
  }
  if (isRunning(server, cluster)) throw new Error(`PostgreSQL (process ${server.pid}) does not end`);
}
