import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { StoreLog } from './embedded.ts';
import { keepInTimescale, type ReadingsUpkeep } from './timescale.ts';

const directory = join(import.meta.dirname, 'migrations');
const migrationsTable = 'migration';

/** One process migrates at a time; the others wait and then find nothing to do. */
const migrationLock = 4_715_002;

/** Asks for no upkeep of readings: all are kept, uncompressed. */
export const noUpkeep: ReadingsUpkeep = { compressAfterDays: 0, keepReadingsDays: 0 };

/**
 * Brings the schema up to the newest migration, all or nothing, then lets TimescaleDB keep the readings where it is installed.
 * Returns the names of the migrations that ran. Rejects naming the migration that failed.
 */
export async function migrate(
  url: string,
  options: { readonly log: StoreLog; readonly upkeep?: ReadingsUpkeep },
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'hearthline migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    let current = 'reading the migrations';
    const ran = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable,
      checkOrder: true,
      singleTransaction: true,
      noLock: true,
      log: (message) => {
        current = /MIGRATION (\S+)/.exec(message)?.[1] ?? current;
      },
    }).catch((error: Error) => {
      throw new Error(`The database schema could not be brought up to date (${current}): ${error.message}`, { cause: error });
    });
    for (const { name } of ran) options.log.info(`Migration ${name} done`);
    await keepInTimescale(client, options.upkeep ?? noUpkeep, options.log);
    return ran.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
