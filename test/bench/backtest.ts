/**
 * `npm run bench:backtest`: one patient-year (200 readings a day, 8 agreements) out of a real PostgreSQL with everything that a report
 * holds, and patient-days a second of such lives in memory, on one thread. Ends with one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOverFile, standInDirectory } from '../../gateway/backtest/file-run.ts';
import { runBacktest } from '../../gateway/backtest/run.ts';
import { type OpenedDatabase, openDatabase } from '../../gateway/store/embedded.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { nobodyAnswers } from '../../rules/backtest/people.ts';
import { placeAt } from '../../rules/engine/sequence.ts';
import { day } from '../../rules/model/time.ts';
import { median } from './harness.ts';
import { livedYear, patientOfYear, readingsADay, yearDays } from './lived-year.ts';

const startAt = Date.UTC(2025, 0, 1);
const rounds = 5;
const silent = { info() {}, warn() {} };

/** Seconds of processor since then: what remains the same on a busy machine. */
function used(since: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(since);
  return ((user + system) / 1e6).toFixed(3);
}

/** Stores the life as the gateway would have: one line of the journal for what was agreed, then the readings. */
async function store({ pool }: OpenedDatabase): Promise<void> {
  const context = patientOfYear(0, startAt);
  const { patientId, homeId, devices } = context;
  await pool.query(`insert into home (id, address, created_at) values ($1, 'Bench', now())`, [homeId]);
  await pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, simulated, created_at)
     values ($1, $2, 'Bench', 'Bench', 'Bench', 'Europe/London', true, now())`,
    [patientId, homeId],
  );
  const input = JSON.stringify({ type: 'context', at: startAt, context });
  await pool.query(`insert into journal (seq, patient_id, type, input) values ($1, $2, 'context', $3)`, [
    placeAt(startAt),
    patientId,
    input,
  ]);
  const teams = JSON.stringify({ type: 'directory', at: startAt, directory: standInDirectory });
  await pool.query(`insert into journal (seq, patient_id, type, input) values ($1, null, 'directory', $2)`, [placeAt(startAt) + 1, teams]);
  for (const { id, kind } of devices)
    await pool.query(
      `insert into device (id, home_id, kind, name, prompts, secret_sha256, enrolled_at) values ($1, $2, $3, $1, false, '', now())`,
      [id, homeId, kind],
    );
  const readings = livedYear(0, startAt);
  const column = <T>(of: (reading: (typeof readings)[number], i: number) => T) => readings.map(of);
  await pool.query(
    `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq)
     select source, to_timestamp(at / 1000.0), key, kind, value::json, to_timestamp(at / 1000.0), $6, $7, 'device', false, seq
       from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $8::bigint[]) as r (source, at, key, kind, value, seq)`,
    [
      column(({ source }) => source),
      column(({ observedAt }) => observedAt),
      column(({ key }) => key),
      column(({ kind }) => kind),
      column(({ value }) => JSON.stringify(value)),
      patientId,
      homeId,
      column(({ receivedAt }, i) => placeAt(receivedAt) + (i % 1_000)),
    ],
  );
  await pool.query('vacuum analyze');
}

const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-bench-'));
const database = await openDatabase({ databaseUrl: null, dataDir, log: silent });
try {
  await migrate(database.url, { log: silent });
  await store(database);
  const { patientId, scenarios } = patientOfYear(0, startAt);
  const query = { patientId, fromAt: startAt, toAt: startAt + yearDays * day, scenarios };
  const years: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const cpu = process.cpuUsage();
    const report = await runBacktest(database.pool, query);
    years.push((performance.now() - begun) / 1_000);
    if (report.readings !== yearDays * readingsADay) throw new Error(`judged ${report.readings} readings`);
    const [first] = report.alerts;
    if (!first || first.told.length === 0) throw new Error('nobody would have been told of anything: the bench measures nothing');
    console.error(
      `stored patient-year: ${years.at(-1)!.toFixed(3)} s (${used(cpu)} s of processor, without the database), ${report.alerts.length} alerts, ${report.prompts.length} prompts`,
    );
  }
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const patient = patientOfYear(round + 1, startAt);
    const observations = livedYear(round + 1, startAt);
    const begun = performance.now();
    const cpu = process.cpuUsage();
    const run = { observations, patient, directory: standInDirectory, scenarios: patient.scenarios, people: nobodyAnswers };
    runOverFile({ ...run, fromAt: startAt, toAt: startAt + yearDays * day });
    rates.push((yearDays * 1_000) / (performance.now() - begun));
    console.error(`in memory: ${Math.round(rates.at(-1)!)} patient-days a second (a year: ${used(cpu)} s of processor)`);
  }
  console.log(JSON.stringify({ secondsPerPatientYear: Number(median(years).toFixed(3)), patientDaysPerSecond: Math.round(median(rates)) }));
} finally {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
}
