import pg from 'pg';
import { firstValueFrom, timer } from 'rxjs';
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

const retryMs = 500;
/** Killed just now: its connections go within moments. Longer means that another gateway lives. */
const standardPatienceMs = 15_000;

async function acquire(url: string, patienceMs: number): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'hearthline-lock', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${Math.round(patienceMs)}`);
    await client.query('select pg_advisory_lock($1)', [gatewayLock]);
    return client;
  } catch (error) {
    await client.end();
    throw (error as { code?: string }).code === '55P03' ? new DatabaseInUse() : error;
  }
}

/**
 * Makes this process the only one that judges, and waits until the connections of one that was killed are gone: their last
 * commits are then visible. Throws DatabaseInUse after `patienceMs`. The lock goes with its connection; it is taken again when
 * the database is back, and `onLost` is called when another gateway was faster: this one must not go on.
 */
export async function takeGatewayLock(options: {
  readonly url: string;
  readonly patienceMs?: number;
  readonly onLost: (error: DatabaseInUse) => void;
}): Promise<GatewayLock> {
  const { url, onLost, patienceMs = standardPatienceMs } = options;
  let released = false;
  let client = await acquire(url, patienceMs);
  try {
    await client.query('select pg_advisory_lock($1)', [lanesLock]);
    await client.query('select pg_advisory_unlock($1)', [lanesLock]);
  } catch (error) {
    await client.end();
    throw (error as { code?: string }).code === '55P03' ? new DatabaseInUse() : error;
  }

  async function takeAgain(): Promise<void> {
    while (!released) {
      try {
        client = await acquire(url, patienceMs);
        return hold();
      } catch (error) {
        if (error instanceof DatabaseInUse) return onLost(error);
        await firstValueFrom(timer(retryMs));
      }
    }
  }
  function hold(): void {
    client.once('end', () => void takeAgain());
    if (released) void client.end();
  }
  hold();

  return {
    async release() {
      released = true;
      await client.end().catch(() => undefined);
    },
  };
}
