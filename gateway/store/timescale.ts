import type pg from 'pg';

/** What TimescaleDB does for readings, in whole days; 0: never. */
export interface ReadingsUpkeep {
  readonly compressAfterDays: number;
  readonly keepReadingsDays: number;
}

/**
 * Where the server offers the timescaledb extension: makes `observation` a hypertable of weekly chunks and sets its compression
 * and retention. Where it does not: nothing, the same queries work on the plain table. May be called again with other numbers.
 * Returns whether readings are kept in a hypertable.
 */
export async function keepInTimescale(client: pg.ClientBase, upkeep: ReadingsUpkeep): Promise<boolean> {
  const { rows } = await client.query(`select 1 from pg_available_extensions where name = 'timescaledb'`);
  if (rows.length === 0) return false;
  await client.query('create extension if not exists timescaledb');
  await client.query(
    `select create_hypertable('observation', by_range('observed_at', interval '7 days'), if_not_exists => true, migrate_data => true)`,
  );
  await client.query(
    `alter table observation set (timescaledb.compress, timescaledb.compress_segmentby = 'home_id', timescaledb.compress_orderby = 'observed_at')`,
  );
  await client.query(
    `select remove_compression_policy('observation', if_exists => true), remove_retention_policy('observation', if_exists => true)`,
  );
  if (upkeep.compressAfterDays > 0) {
    await client.query(`select add_compression_policy('observation', make_interval(days => $1))`, [upkeep.compressAfterDays]);
  }
  if (upkeep.keepReadingsDays > 0) {
    await client.query(`select add_retention_policy('observation', make_interval(days => $1))`, [upkeep.keepReadingsDays]);
  }
  return true;
}
