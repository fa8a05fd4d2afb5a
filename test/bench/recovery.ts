/**
 * `npm run bench:recovery`: a gateway with 50,000 patients × 8 agreements and 1,000 deadlines that come due while it is dead is
 * killed with -9 and started again: seconds until a reading is judged, stored and acknowledged. Ends with one line of JSON.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt from 'mqtt';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import type { OpenedDatabase } from '../../gateway/store/embedded.ts';
import { instancesOf } from '../../rules/engine/patient-state.ts';
import { emptyBatch, World } from '../../rules/engine/world.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { benchGateway, benchSecret, median, seedHomes } from './harness.ts';
import { agreements, benchPatient } from './population.ts';

const patients = 50_000;
const overdue = 1_000;
const rounds = 3;

/** The state in which each agreement stands after its first look at the patient, written for everybody. */
async function seedStates({ pool }: OpenedDatabase, at: number): Promise<void> {
  const world = new World(catalogue);
  const context = benchPatient(0, at);
  world.judge(emptyBatch(), 1, context.patientId, { type: 'context', at, context });
  for (const [k, { state, wakeAt }] of instancesOf(world.patient(context.patientId)!).entries())
    await pool.query(
      `insert into scenario_state (scenario_id, patient_id, state, wake_at, episode, seq)
       select 's' || i || '-' || $2, 'p' || i, $3::json, to_timestamp($4::bigint / 1000.0), 0, 1 from generate_series(0, $1::integer - 1) as i`,
      [patients, k, JSON.stringify(state), wakeAt],
    );
  await pool.query('update patient set applied_revision = revision');
  await pool.query('update directory_revision set applied_revision = revision');
}

/** The breakfast of the first patients ends now: their deadlines are overdue at every start. */
async function makeOverdue({ pool }: OpenedDatabase): Promise<void> {
  await pool.query(
    `update scenario_state set wake_at = now() - interval '1 minute' where scenario_id in (select 's' || i || '-0' from generate_series(0, $1::integer - 1) as i)`,
    [overdue],
  );
}

async function firstAcknowledged(port: number, n: number): Promise<void> {
  for (;;) {
    try {
      const client = await mqtt.connectAsync({
        host: '127.0.0.1',
        port,
        username: 'd40000',
        password: benchSecret,
        reconnectPeriod: 0,
        connectTimeout: 2_000,
      });
      const reading = JSON.stringify({ id: `recovery-${n}`, kind: 'contact', value: 'open', observedAt: new Date().toISOString() });
      await client.publishAsync(deviceTopics('d40000').observations, reading, { qos: 1 });
      await client.endAsync();
      return;
    } catch {
      await pause(20);
    }
  }
}

const at = Date.now() - 3_600_000;
const gateway = await benchGateway(async (database) => {
  await seedHomes(database, patients, agreements);
  await seedStates(database, at);
});
const seconds: number[] = [];
try {
  for (let round = 0; round < rounds; round++) {
    await firstAcknowledged(gateway.mqttPort, round * 2);
    const died = once(gateway.process, 'exit');
    gateway.process.kill('SIGKILL');
    await died;
    await makeOverdue(gateway.database);
    const begun = performance.now();
    const started = gateway.start();
    await firstAcknowledged(gateway.mqttPort, round * 2 + 1);
    seconds.push(Number(((performance.now() - begun) / 1_000).toFixed(2)));
    await started;
    console.error(`round ${round + 1}: ${seconds.at(-1)} s`);
  }
  console.log(
    JSON.stringify({
      seconds: median(seconds),
      patients,
      instances: patients * agreements.length,
      overdueDeadlines: overdue,
      rounds: seconds,
    }),
  );
} finally {
  await gateway.close();
}
