/**
 * `npm run bench:intake`: QoS 1 readings from the same generator to Hearthline (stored and judged, three agreements touched by
 * each), to Mosquitto (storing nothing), and the same rows straight into the same database in batches of 1,000 (the limit).
 * Rounds alternate; figures are medians. Ends with one line of JSON.
 */
import pg from 'pg';
import { runLoadProcess } from '../../device-sim/load/process.ts';
import type { LoadReport } from '../../device-sim/load.ts';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { insertObservations } from '../../gateway/store/commit.ts';
import { benchGateway, benchSecret, cpuMs, median, seedHomes, startMosquitto } from './harness.ts';

const profiles = { many: { clients: 2_000, inFlight: 1 }, pipelined: { clients: 50, inFlight: 20 } } as const;
const rounds = 3;
const seconds = 2.2;

/** Three meals: every opening of the fridge is news to each of them. */
const meals = [
  { template: 'fridge', params: { window: { from: '07:00', to: '10:00' } } },
  { template: 'fridge', params: { window: { from: '12:00', to: '14:30' } } },
  { template: 'fridge', params: { window: { from: '17:00', to: '19:30' } } },
];

const mosquitto = await startMosquitto();
const gateway = await benchGateway((database) => seedHomes(database, profiles.many.clients, meals));
let run = 0;

function load(port: number, profile: keyof typeof profiles): Promise<LoadReport> {
  const { clients, inFlight } = profiles[profile];
  run++;
  return runLoadProcess({
    port,
    clients: Array.from({ length: clients }, (_, i) => ({
      clientId: `c${run}-${i}`,
      username: `d${i}`,
      password: benchSecret,
      topic: deviceTopics(`d${i}`).observations,
    })),
    inFlight,
    seconds,
    reading: { run: `r${run}`, kind: 'contact', value: 'open' },
  });
}

/** Rows a second when nothing but rows goes in: one connection, batches of 1,000, a commit each. */
async function store(): Promise<number> {
  const client = new pg.Client({ connectionString: gateway.database.url });
  await client.connect();
  const until = performance.now() + seconds * 1_000;
  const begun = performance.now();
  let n = 0;
  for (let batch = 0; performance.now() < until; batch++) {
    const at = Date.now() + batch;
    const rows = Array.from({ length: 1_000 }, (_, i) => ({
      observation: {
        source: `d${i}`,
        key: `s${run}-${batch}-${i}`,
        kind: 'contact',
        value: 'open',
        observedAt: at,
        receivedAt: at,
        provenance: 'device',
        snapshot: false,
      } as const,
      patientId: `p${i}`,
      homeId: `h${i}`,
      seq: n + i,
      timeless: false,
    }));
    await client.query('begin');
    await insertObservations(client, rows);
    await client.query('commit');
    n += rows.length;
  }
  const perSecond = Math.round((n * 1_000) / (performance.now() - begun));
  await client.end();
  return perSecond;
}

interface Profile {
  readonly hearthline: number[];
  readonly mosquitto: number[];
  readonly p50Ms: number[];
  readonly p99Ms: number[];
}
const figures: Record<keyof typeof profiles, Profile> = {
  many: { hearthline: [], mosquitto: [], p50Ms: [], p99Ms: [] },
  pipelined: { hearthline: [], mosquitto: [], p50Ms: [], p99Ms: [] },
};
const stored: number[] = [];
try {
  await load(gateway.mqttPort, 'many');
  for (let round = 0; round < rounds; round++) {
    for (const profile of ['many', 'pipelined'] as const) {
      const figure = figures[profile];
      const cpu = cpuMs(gateway.process.pid!);
      const ours = await load(gateway.mqttPort, profile);
      const cpuUs = ((cpuMs(gateway.process.pid!) - cpu) * 1_000) / ours.acknowledged;
      if (ours.refused + ours.unanswered > 0) throw new Error(`${ours.refused} refused, ${ours.unanswered} unanswered`);
      const theirs = await load(mosquitto.port, profile);
      figure.hearthline.push(ours.perSecond);
      figure.mosquitto.push(theirs.perSecond);
      figure.p50Ms.push(ours.p50Ms);
      figure.p99Ms.push(ours.p99Ms);
      console.error(
        `round ${round + 1} ${profile}: hearthline ${Math.round(ours.perSecond)}/s p99 ${ours.p99Ms} ms (gateway ${cpuUs.toFixed(1)} µs of processor a reading), mosquitto ${Math.round(theirs.perSecond)}/s`,
      );
    }
    stored.push(await store());
    console.error(`round ${round + 1} store: ${stored.at(-1)} rows/s`);
  }
  const summary = (name: keyof typeof profiles) => {
    const { hearthline, mosquitto: peer, p50Ms, p99Ms } = figures[name];
    const [ours, theirs] = [median(hearthline), median(peer)];
    return {
      hearthline: Math.round(ours),
      mosquitto: Math.round(theirs),
      ratio: Number((ours / theirs).toFixed(2)),
      p50Ms: median(p50Ms),
      p99Ms: median(p99Ms),
    };
  };
  const [many, pipelined, limit] = [summary('many'), summary('pipelined'), median(stored)];
  console.log(JSON.stringify({ many, pipelined, store: limit, ratioToStore: Number((pipelined.hearthline / limit).toFixed(2)) }));
} finally {
  await gateway.close();
  await mosquitto.close();
}
