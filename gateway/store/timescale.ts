import type pg from 'pg';
import type { StoreLog } from './embedded.ts';

/** What TimescaleDB does for readings, in whole days; 0: never. */
export interface ReadingsUpkeep {
  readonly compressAfterDays: number;
  readonly keepReadingsDays: number;
}

async function isThere(client: pg.ClientBase, log: StoreLog): Promise<boolean> {
  const { rows } = await client.query<{ installed: boolean }>(
    `select installed_version is not null as installed from pg_available_extensions where name = 'timescaledb'`,
  );
  if (rows[0] === undefined) return false;
  if (rows[0].installed) return true;
  try {
    await client.query('create extension timescaledb');
    return true;
  } catch (error) {
    log.warn(`TimescaleDB is on the server but cannot be used, readings stay in a plain table: ${(error as Error).message}`);
    return false;
  }
}

/** Compression and retention are not in the Apache-licensed edition. */
async function hasUpkeep(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ license: string | null }>(`select current_setting('timescaledb.license', true) as license`);
  return rows[0]?.license === 'timescale';
}

async function setUpkeep(client: pg.ClientBase, upkeep: ReadingsUpkeep): Promise<void> {
  const { rows } = await client.query(
    `select 1 from timescaledb_information.hypertables where hypertable_name = 'observation' and compression_enabled`,
  );
  if (rows.length === 0 && upkeep.compressAfterDays > 0) {
    await client.query(
      `alter table observation set (timescaledb.compress, timescaledb.compress_segmentby = 'home_id', timescaledb.compress_orderby = 'observed_at')`,
    );
  }
  await client.query(`select remove_compression_policy('observation', if_exists => true)`);
  await client.query(`select remove_retention_policy('observation', if_exists => true)`);
  if (upkeep.compressAfterDays > 0) {
    await client.query(`select add_compression_policy('observation', make_interval(days => $1::int))`, [upkeep.compressAfterDays]);
  }
  if (upkeep.keepReadingsDays > 0) {
    await client.query(`select add_retention_policy('observation', make_interval(days => $1::int))`, [upkeep.keepReadingsDays]);
  }
}

/**
 * Where the server has the timescaledb extension: makes `observation` a hypertable of weekly chunks and sets its compression and
 * retention; may be called again with other numbers. Where it has not: nothing, the same queries work on the plain table.
 */
export async function keepInTimescale(client: pg.ClientBase, upkeep: ReadingsUpkeep, log: StoreLog): Promise<void> {
  if (!(await isThere(client, log))) return;
  await client.query(
    `select create_hypertable('observation', by_range('observed_at', interval '7 days'), if_not_exists => true, migrate_data => true)`,
  );
  const upkept = await hasUpkeep(client);
  if (upkept) await setUpkeep(client, upkeep);
  log.info(`Readings are kept by TimescaleDB${upkept ? '' : ', without compression and retention: not in its Apache edition'}`);
}
