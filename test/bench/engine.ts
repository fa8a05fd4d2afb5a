/**
 * `npm run bench:engine`: 50,000 patients × 8 scenario instances, readings judged in memory in batches of 1,000.
 * Ends with one line of JSON: inputs judged a second (median of rounds) and heap bytes per instance.
 */
import { Subject } from 'rxjs';
import { judge, type SequencedInput } from '../../rules/engine/engine.ts';
import { type Batch, emptyBatch, World } from '../../rules/engine/world.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { benchPatient, scenariosPerPatient } from './population.ts';

const patients = 50_000;
const rounds = 7;
const roundMs = 3_000;
const batchSize = 1_000;
const startAt = Date.UTC(2026, 0, 12, 6);

function collect(): number {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function populate(world: World): void {
  for (let i = 0; i < patients; i++) {
    const context = benchPatient(i, startAt);
    world.judge(emptyBatch(), i, context.patientId, { type: 'context', at: startAt, context });
  }
}

/** A contact reading: the breakfast, lunch and supper agreements and the silence watch of this home are all touched. */
function reading(n: number, at: number): SequencedInput {
  const patient = (n * 7_919) % patients;
  const observation: Observation = {
    source: `d${patient}-fridge`,
    key: `r${n}`,
    kind: 'contact',
    value: n % 2 === 0 ? 'open' : 'closed',
    observedAt: at,
    receivedAt: at,
    provenance: 'device',
    snapshot: false,
  };
  return { seq: n, patientId: `p${patient}`, input: { type: 'observation', at, observation } };
}

const before = collect();
const world = new World(catalogue);
populate(world);
const bytesPerInstance = Math.round((collect() - before) / (patients * scenariosPerPatient));

const inputs$ = new Subject<readonly SequencedInput[]>();
let changed = 0;
inputs$.pipe(judge(world)).subscribe((batch: Batch) => {
  changed += batch.before.size;
});

const rates: number[] = [];
let n = 0;
for (let round = 0; round < rounds; round++) {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  let judged = 0;
  while (performance.now() - begun < roundMs) {
    // Two milliseconds of home time a batch: 500,000 readings a second are far above what the homes send.
    const at = startAt + Math.floor(n / batchSize) * 2;
    const batch = Array.from({ length: batchSize }, (_, i) => reading(n + i, at));
    inputs$.next(batch);
    n += batchSize;
    judged += batchSize;
  }
  rates.push(Math.round((judged * 1_000) / (performance.now() - begun)));
  const { user, system } = process.cpuUsage(cpu);
  console.error(`round ${round + 1}: ${rates.at(-1)} inputs/s, ${((user + system) / judged).toFixed(2)} µs of processor an input`);
}
if (changed === 0) throw new Error('no input changed anything: the bench measures nothing');
const inputsPerSecond = rates.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
console.log(JSON.stringify({ inputsPerSecond, bytesPerInstance, patients, scenariosPerPatient, roundsInputsPerSecond: rates }));
