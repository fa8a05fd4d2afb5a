import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { homeInput, patientInput } from '../../gateway/contract/people.ts';
import { isDatabaseAway } from '../../gateway/store/availability.ts';
import { addHome } from '../../gateway/store/homes.ts';
import { addPatient } from '../../gateway/store/patients.ts';
import { Refusal } from '../../gateway/store/refusal.ts';
import { heldClient } from '../../gateway/store/transaction.ts';
import { write } from '../../gateway/store/write.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const by = { at: Date.UTC(2026, 0, 12, 6), actor: 'test' };
let database: FreshDatabase;
let listener: pg.Client;
let heard: (string | undefined)[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  listener.on('notification', ({ payload }) => heard.push(payload));
  await listener.query('listen hearthline_change');
  await write(database.pool, by, async (tx) => {
    await addHome(tx, homeInput.parse({ id: 'h', address: 'x' }));
    await addPatient(tx, patientInput.parse({ id: 'a', homeId: 'h', givenName: 'A', familyName: 'X' }));
  });
});
afterAll(async () => {
  await listener?.end();
  await database?.drop();
});
/** Whatever was said before this has arrived. */
const listened = () => listener.query('select 1');
beforeEach(async () => {
  await listened();
  heard = [];
});

const revision = async (id: string) =>
  (await database.pool.query<{ revision: number }>('select revision from patient where id = $1', [id])).rows[0]?.revision;

describe('write', () => {
  it('raises revisions and tells of them in the same transaction, each once', async () => {
    const before = (await revision('a'))!;
    const { value, changed } = await write(database.pool, by, async (tx) => {
      tx.patientChanged('a');
      await tx.homeChanged('h');
      tx.directoryChanged();
      tx.machinesChanged();
      return 7;
    });
    await listened();
    expect([value, changed]).toEqual([7, { patientIds: ['a'], directory: true, machines: true }]);
    expect(heard).toEqual(['patient:a', 'directory', 'machines']);
    expect(await revision('a')).toBe(before + 1);
    const { rows } = await database.pool.query('select revision from directory_revision');
    expect(rows).toEqual([{ revision: 2 }]);
  });

  it('that fails changes nothing and tells nobody', async () => {
    const before = await revision('a');
    const failing = write(database.pool, by, async (tx) => {
      tx.patientChanged('a');
      await tx.audit('x', 'y');
      throw new Error('on the way');
    });
    await expect(failing).rejects.toThrow('on the way');
    await listened();
    expect([heard, await revision('a')]).toEqual([[], before]);
    expect((await database.pool.query(`select from audit where action = 'x'`)).rows).toEqual([]);
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });

  it('tells of very many patients with one word', async () => {
    await write(database.pool, by, async (tx) => {
      for (let n = 0; n < 101; n++) tx.patientChanged(`p${n}`);
    });
    await listened();
    expect(heard).toEqual(['directory']);
  });

  it('that a rule of the schema refuses names the field', async () => {
    const refusal = await write(database.pool, by, (tx) => addHome(tx, homeInput.parse({ id: 'h', address: 'x' }))).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind: 'conflict', field: 'id', message: 'is taken' });
  });

  it('whose connection breaks is rejected as away, and the process lives', async () => {
    const failing = write(database.pool, by, async (tx) => {
      const { rows } = await tx.db.query<{ pid: number }>('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      await tx.audit('x', 'y');
    });
    const error = await failing.catch((reason: unknown) => reason);
    expect(isDatabaseAway(error)).toBe(true);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('keeps simulated and real people apart', async () => {
    const input = patientInput.parse({ homeId: 'h', givenName: 'S', familyName: 'X', simulated: true });
    await expect(write(database.pool, by, (tx) => addPatient(tx, input))).rejects.toMatchObject({ kind: 'conflict', field: 'simulated' });
  });
});

describe('heldClient', () => {
  it('survives losing its connection while nothing is asked of it', async () => {
    const { client, release } = await heldClient(database.pool);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await ended;
    await expect(client.query('select 1')).rejects.toSatisfy(isDatabaseAway);
    release(true);
  });
});

describe('isDatabaseAway', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  it.each([
    ['refused', coded('ECONNREFUSED'), true],
    ['shutting down', coded('57P01'), true],
    ['starting', coded('57P03'), true],
    ['no place', coded('53300'), true],
    ['broken off', new Error('Connection terminated unexpectedly'), true],
    ['behind another error', new Error('outer', { cause: coded('08006') }), true],
    ['a rule of the schema', coded('23505'), false],
    ['wrong SQL', coded('42601'), false],
    ['ours', new Error('x'), false],
    ['no error', null, false],
  ])('%s: %#', (_, error, away) => {
    expect(isDatabaseAway(error)).toBe(away);
  });
});
