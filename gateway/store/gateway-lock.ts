import pg from 'pg';
import { gatewayLock, lanesLock } from './lane-connection.ts';

/** Another gateway judges on this database. */
export class DatabaseInUse extends Error {
  constructor() {
    super('another gateway is using this database; stop it first, or give this one its own (DATABASE_URL, HEARTHLINE_DATA_DIR)');
  }
}

export interface GatewayLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that judges, and waits until the connections of one that was killed are gone: their last
 * commits are then visible. Throws DatabaseInUse after `patienceMs`.
 */
export async function takeGatewayLock(url: string, patienceMs: number): Promise<GatewayLock> {
  const client = new pg.Client({ connectionString: url, application_name: 'hearthline-lock', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${Math.round(patienceMs)}`);
    await client.query('select pg_advisory_lock($1)', [gatewayLock]);
    await client.query('select pg_advisory_lock($1)', [lanesLock]);
    await client.query('select pg_advisory_unlock($1)', [lanesLock]);
  } catch (error) {
    await client.end();
    throw (error as { code?: string }).code === '55P03' ? new DatabaseInUse() : error;
  }
  return { release: () => client.end() };
}
