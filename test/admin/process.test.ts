import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDataDir } from '../../gateway/admin/data-dir.ts';
import { openDatabase } from '../../gateway/store/embedded.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { patience } from '../support/patience.ts';

const run = promisify(execFile);
const main = join(import.meta.dirname, '../../gateway/admin/main.ts');
const log = { info() {}, warn() {} };
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hearthline-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** The admin command as a process of its own, on the embedded database of the data folder. */
async function admin(...words: string[]) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, HEARTHLINE_DATA_DIR: dataDir };
  const { stdout } = await run(process.execPath, [main, ...words, '--json'], { env });
  return JSON.parse(stdout);
}

describe('the admin command', { timeout: 180_000 }, () => {
  it('works while no gateway runs: it starts the database, and leaves nothing running', async () => {
    expect(await admin('home', 'list')).toEqual([]);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'demo'))).toBe(false);
  });

  it('joins the demonstration when that is what runs, and is heard by it', async () => {
    const demo = join(dataDir, 'demo');
    const database = await openDatabase({ databaseUrl: null, dataDir: demo, log });
    await migrate(database.url, { log });
    const client = await database.pool.connect();
    try {
      const heard: (string | undefined)[] = [];
      client.on('notification', ({ payload }) => heard.push(payload));
      await client.query('listen hearthline_change');
      const { homeId } = await admin('home', 'add', '--address', '1 Long Lane');
      const { patientId } = await admin('patient', 'add', '--home', homeId, '--given-name', 'A', '--family-name', 'B', '--simulated');
      await admin('device', 'add', '--home', homeId, '--kind', 'plug', '--name', 'Kettle');
      await expect.poll(() => heard, patience).toEqual([`patient:${patientId}`, `patient:${patientId}`, 'machines']);
      const { rows } = await client.query('select revision, applied_revision from patient');
      expect(rows).toEqual([{ revision: 3, applied_revision: 0 }]);
    } finally {
      client.release();
      await database.close();
    }
  });
});

describe('which embedded database is meant', () => {
  it('is the real one unless told, or unless only the demonstration is there', async () => {
    const demo = join(dataDir, 'demo');
    expect(chooseDataDir(dataDir, null)).toBe(dataDir);
    expect(chooseDataDir(dataDir, 'demo')).toBe(demo);
    const database = await openDatabase({ databaseUrl: null, dataDir: demo, log });
    expect(chooseDataDir(dataDir, null)).toBe(demo);
    expect(chooseDataDir(dataDir, 'real')).toBe(dataDir);
    await database.close();
    expect(chooseDataDir(dataDir, null)).toBe(demo);
  });
});

describe('verify-timeline', () => {
  it('finds what was changed, taken out or added, and names the alert', async () => {
    const database = await openDatabase({ databaseUrl: null, dataDir, log });
    await migrate(database.url, { log });
    const { pool } = database;
    await pool.query(`insert into home (id, address, created_at) values ('h', 'x', now())`);
    await pool.query(
      `insert into patient (id, home_id, given_name, family_name, known_as, zone, created_at) values ('p', 'h', 'A', 'B', 'A', 'UTC', now())`,
    );
    for (const id of ['intact', 'changed', 'missing', 'cut', 'added']) {
      const entries = id === 'cut' ? 3 : id === 'added' ? 1 : 2;
      await pool.query(
        `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, wake_at, version, state, seq)
         values ($1, 'p', 's', 'open', 'low', 'patient', now(), now(), 1, $2, 1)`,
        [id, JSON.stringify({ entries })],
      );
      let hash = '';
      for (const n of [1, 2]) {
        const entry = JSON.stringify({ alertId: id, n, at: 0, type: 'note', text: 'Said.', actor: null, lateMs: null });
        hash = createHash('sha256')
          .update(hash + entry)
          .digest('hex');
        const stored = id === 'changed' && n === 2 ? entry.replace('Said', 'Sang') : entry;
        if (id !== 'missing' || n === 2)
          await pool.query(`insert into alert_timeline (alert_id, n, at, type, entry, hash) values ($1, $2, now(), 'note', $3, $4)`, [
            id,
            n,
            stored,
            hash,
          ]);
      }
    }
    await database.close();
    const failed = await admin('verify-timeline').catch((error: { code: number; stdout: string }) => error);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toEqual({
      alerts: 5,
      entries: 9,
      intact: false,
      broken: [
        'alert changed: entry 2 is not what was written',
        'alert missing: entry 1 is missing',
        'alert added: entry 2 was added',
        'alert cut: entry 3 is missing',
      ],
    });
  });
});
