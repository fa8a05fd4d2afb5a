import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPool } from './pool.ts';
import { AccessLost, type Cluster, clusterUrl, locateCluster, prepareCluster, renewAccess, writeAccess } from './postgres-cluster.ts';
import { findServer, freePort, isRunning, type PostgresProcess, startServer, stopServer } from './postgres-process.ts';

/** Where the store says what it does; a pino logger fits. */
export interface StoreLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface OpenedDatabase {
  readonly pool: pg.Pool;
  /** Holds the password. */
  readonly url: string;
  readonly mode: 'embedded' | 'external';
  /** Ends the pool; the embedded server is stopped by the last of its processes. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly log: StoreLog;
  /** Connections in the pool; 10 unless told. */
  readonly maxConnections?: number;
  /** Server settings for the embedded server, when this call starts it. */
  readonly serverSettings?: Readonly<Record<string, string>>;
}

/** Every process that uses the server holds this advisory lock shared; who can have it alone is the last. */
const presenceLock = 4_715_001;
const glanceMs = 50;
const reconnectMs = 250;

/** Start again after these: the port was taken in the last instant, or a killed server's own processes have not all gone yet. */
const passing = /could not create any TCP\/IP sockets|pre-existing shared memory block/;
const patienceMs = 30_000;

/** Connects as soon as the server is ready; null when it ended meanwhile (also: was on its way down). */
async function connect(url: string, server: PostgresProcess, cluster: Cluster, log: StoreLog): Promise<pg.Client | null> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url, application_name: 'hearthline presence', keepAlive: true });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [presenceLock]);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const { code, message } = error as Error & { code?: string };
      if (code === '28P01') throw new AccessLost();
      if (!isRunning(server, cluster)) return null;
      if (tries === 40) log.info(`PostgreSQL is not ready yet, waiting for it: ${message}`);
      await sleep(glanceMs);
    }
  }
}

interface Presence {
  readonly client: pg.Client;
  readonly server: PostgresProcess;
  readonly url: string;
}

/** Joins the running server or starts it. Several processes may do this at once; `port` set: only on this one. */
async function attach(cluster: Cluster, options: OpenOptions, port: number | null): Promise<Presence> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      const access = await prepareCluster(cluster);
      let server = findServer(cluster);
      if (!server) {
        const wanted = port ?? (await freePort(access.port));
        server = await startServer(cluster, wanted, options.serverSettings ?? {});
        if (server) options.log.info(`PostgreSQL started in ${cluster.databaseDir}, port ${server.port}`);
      }
      const url = clusterUrl({ ...access, port: server?.port ?? 0 });
      const client = server && server.port !== 0 ? await connect(url, server, cluster, options.log) : null;
      if (!server || !client) {
        if (performance.now() > until) throw new Error(`PostgreSQL in ${cluster.databaseDir} does not stay up; see ${cluster.logFile}`);
        await sleep(glanceMs);
        continue;
      }
      if (access.port !== server.port) writeAccess(cluster, { ...access, port: server.port });
      return { client, server, url };
    } catch (error) {
      if (passing.test((error as Error).message) && performance.now() < until) {
        await sleep(reconnectMs);
        continue;
      }
      if (!(error instanceof AccessLost)) throw error;
      options.log.warn('postgres.json does not fit the database: giving the database a new password');
      const server = findServer(cluster);
      if (server) await stopServer(server, cluster);
      await renewAccess(cluster);
    }
  }
}

async function openEmbedded(options: OpenOptions): Promise<OpenedDatabase> {
  const cluster = locateCluster(options.dataDir);
  let presence = await attach(cluster, options, null);
  const { url, server } = presence;
  let closing = false;
  let returning: Promise<void> | null = null;

  const comeBack = async () => {
    options.log.warn('PostgreSQL went away; bringing it back');
    while (!closing) {
      try {
        presence = await attach(cluster, options, server.port);
        return watch();
      } catch (error) {
        options.log.warn((error as Error).message);
        await sleep(reconnectMs);
      }
    }
  };
  const watch = () => {
    presence.client.once('end', () => {
      if (!closing) returning = comeBack();
    });
  };
  watch();

  const pool = createPool(url, options.maxConnections ?? 10);
  const close = async () => {
    if (closing) return;
    closing = true;
    await returning;
    await pool.end();
    const last = await presence.client
      .query<{ last: boolean }>('select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last', [presenceLock])
      .then(({ rows }) => rows[0]?.last === true)
      .catch(() => false);
    if (last) await stopServer(presence.server, cluster);
    await presence.client.end().catch(() => {});
  };
  return { pool, url, mode: 'embedded', close };
}

async function openExternal(url: string, maxConnections: number): Promise<OpenedDatabase> {
  const pool = createPool(url, maxConnections);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const { host, pathname } = new URL(url);
    const { message, code } = error as Error & { code?: string };
    throw new Error(`DATABASE_URL: the database ${pathname.slice(1)} at ${host} does not answer: ${message || code}`);
  }
  return { pool, url, mode: 'external', close: () => pool.end() };
}

/**
 * Opens the database: the one `databaseUrl` names, else a real PostgreSQL of our own in `<dataDir>/postgres`. The embedded server
 * outlives a killed gateway and is joined by whoever comes next, also by several processes at once; if it dies it is brought back
 * on the same port. Rejects with one line naming DATABASE_URL or HEARTHLINE_DATA_DIR when it cannot be used.
 */
export function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  if (options.databaseUrl !== null) return openExternal(options.databaseUrl, options.maxConnections ?? 10);
  return openEmbedded(options);
}
