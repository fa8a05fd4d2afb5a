import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../gateway/store/migrate.ts';
import { createPool } from '../../gateway/store/pool.ts';
import { freshDatabase } from '../support/database.ts';

const log = { info() {}, warn() {} };
const files = readdirSync(join(import.meta.dirname, '../../gateway/store/migrations'))
  .map((name) => name.replace(/\.sql$/, ''))
  .sort();

describe('migrations', () => {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  const url = new URL(inject('postgresUrl'));
  url.pathname = '/test_migrate';

  beforeAll(async () => {
    await admin.connect();
    await admin.query('drop database if exists test_migrate with (force)');
    await admin.query('create database test_migrate');
  });
  afterAll(async () => {
    await admin.query('drop database test_migrate with (force)');
    await admin.end();
  });

  it('run once each, also when several processes start at the same time', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate(url.href, { log })));
    expect(runs.flat().sort()).toEqual(files);
    expect(await migrate(url.href, { log })).toEqual([]);
  });

  it('leave the plain table alone where TimescaleDB is not installed', async () => {
    const pool = createPool(url.href, 1);
    const { rows } = await pool.query(`select extname from pg_extension where extname = 'timescaledb'`);
    await pool.end();
    expect(rows).toEqual([]);
  });
});

describe('a fresh database', () => {
  it('has the schema, no rows, and is not seen by another', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    await one.pool.query(`insert into setting (key, value) values ('a', '1')`);
    expect((await one.pool.query('select key from setting')).rows).toEqual([{ key: 'a' }]);
    expect((await other.pool.query('select key from setting')).rows).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
  });

  it('gives int8 and timestamptz as numbers and dates as text', async () => {
    const { pool, drop } = await freshDatabase();
    const { rows } = await pool.query(
      `select 9007199254740991::int8 as large, timestamptz '2026-03-29 02:30:00.123456+01:00' as moment, timestamptz '1969-12-31 23:59:59.999Z' as early,
        timestamptz 'infinity' as never, date '2026-02-28' as day, null::timestamptz as none, array[timestamptz '1970-01-01Z'] as several`,
    );
    expect(rows[0]).toMatchObject({
      large: 9_007_199_254_740_991,
      moment: Date.UTC(2026, 2, 29, 1, 30, 0, 123),
      early: -1,
      never: Number.POSITIVE_INFINITY,
      day: '2026-02-28',
      none: null,
    });
    await drop();
  });
});
