import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { asPerson } from '../../gateway/store/as-person.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { createPool } from '../../gateway/store/pool.ts';

const log = { info() {}, warn() {} };
/** The role itself belongs to the whole server and is there already: what is tested is who may use it. */
const owner = `owner_${randomBytes(6).toString('hex')}`;
const admin = new pg.Client({ connectionString: inject('postgresUrl') });

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create role ${owner} login password 'x' nosuperuser`);
});
beforeEach(async () => {
  await admin.query(`drop database if exists ${owner} with (force)`);
  await admin.query(`create database ${owner} owner ${owner}`);
});
afterAll(async () => {
  await admin.query(`drop database if exists ${owner} with (force)`);
  await admin.query(`drop role ${owner}`);
  await admin.end();
});

const url = new URL(inject('postgresUrl'));
url.pathname = `/${owner}`;
url.username = owner;
url.password = 'x';

describe('a database whose owner is no superuser', () => {
  it('says what is missing, and changes nothing', async () => {
    await expect(migrate(url.href, { log })).rejects.toThrow(
      `(0025_row_level_security): ${owner} is not a member of the database role hearthline_person; docs/operations.md says how`,
    );
  });

  it('is made ready once the owner was let into the role, as the operations guide says', async () => {
    await admin.query(`grant hearthline_person to ${owner}`);
    await migrate(url.href, { log });
    const pool = createPool(url.href, 1);
    const read = (table: string) =>
      asPerson(pool, { userId: 'ann', at: 0 }, (db) => db.query(`select current_user::text as who from ${table}`));
    expect((await asPerson(pool, { userId: 'ann', at: 0 }, (db) => db.query('select current_user::text as who'))).rows).toEqual([
      { who: 'hearthline_person' },
    ]);
    expect((await read('patient')).rows).toEqual([]);
    await expect(read('identity_session')).rejects.toThrow(/permission denied/);
    await pool.query(`insert into home (id, address, created_at) values ('h', 'x', now())`);
    expect((await pool.query('select id from home')).rows).toEqual([{ id: 'h' }]);
    await pool.end();
  });
});
