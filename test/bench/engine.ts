/**
 * `npm run bench:engine`: 50,000 patients × 8 agreements live a morning of the simulator's homes (`lived-day.ts`), in the order of time,
 * with every deadline that comes due; judged in memory in batches of 1,000.
 * Ends with one line of JSON: inputs judged a second and microseconds of the processor an input (medians of rounds), and heap bytes per instance.
 */
import { Subject } from 'rxjs';
import { judge, type SequencedInput } from '../../rules/engine/engine.ts';
import { type Batch, emptyBatch, World } from '../../rules/engine/world.ts';
import type { Observation, ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type LivedHome, livedHomes } from './lived-day.ts';
import { benchPatient, scenariosPerPatient } from './population.ts';

const patients = 50_000;
/** Days that differ; each is lived by so many people at once. */
const days = 200;
const rounds = 7;
const roundMs = 3_000;
const batchSize = 1_000;
const date = '2026-01-12';
const homes = livedHomes(days, date);
const startAt = Date.parse(`${date}T05:00:00Z`);

function collect(): number {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function populate(world: World, homes: readonly LivedHome[]): void {
  for (let i = 0; i < patients; i++) {
    const context = benchPatient(i, startAt, homes[i % days]!.devices);
    world.judge(emptyBatch(), i, context.patientId, { type: 'context', at: startAt, context });
    // Everything has been heard before: a device that never was is not what a home is made of.
    for (const source of sources[i]!)
      world.judge(emptyBatch(), i, context.patientId, {
        type: 'observation',
        at: startAt,
        observation: reading(source, `b${i}`, 'heartbeat', true, startAt + 1),
      });
  }
}

const patientIds = Array.from({ length: patients }, (_, i) => `p${i}`);
/** As the connection of each device keeps them: once. */
const sources = patientIds.map((_, i) => homes[i % days]!.devices.map((_, n) => `d${i}-${n}`));

function reading(source: string, key: string, kind: ObservationKind, value: ObservationValue, at: number): Observation {
  return { source, key, kind, value, observedAt: at, receivedAt: at, provenance: 'device', snapshot: false };
}

/** Everything that the devices of all homes say, in the order of time. */
function* readings(homes: readonly LivedHome[]): Generator<SequencedInput> {
  const lived = homes.flatMap((home, day) => home.readings.map((reading) => ({ ...reading, day }))).toSorted((a, b) => a.at - b.at);
  let seq = patients;
  for (const { at, day, device, kind, value } of lived)
    for (let i = day; i < patients; i += days) {
      const observation = reading(sources[i]![device]!, `r${++seq}`, kind, value, at);
      yield { seq, patientId: patientIds[i]!, input: { type: 'observation', at, observation } };
    }
}

const before = collect();
const world = new World(catalogue);
populate(world, homes);
const bytesPerInstance = Math.round((collect() - before) / (patients * scenariosPerPatient));

const inputs$ = new Subject<readonly SequencedInput[]>();
let changed = 0;
let effects = 0;
inputs$.pipe(judge(world)).subscribe((batch: Batch) => {
  changed += batch.changed.length;
  for (const decision of batch.decisions) effects += decision.effects.length;
});

/** The next readings, and before them whatever has come due. */
function nextBatch(source: Iterator<SequencedInput>): SequencedInput[] {
  const batch: SequencedInput[] = [];
  while (batch.length < batchSize) {
    const { value, done } = source.next();
    if (done) throw new Error('the day is over: this machine needs a longer one');
    batch.push(value);
  }
  const { seq, input } = batch[0]!;
  const due = world.takeDue(input.at, patients).flatMap(({ patientId, inputs }) => inputs.map((one) => ({ seq, patientId, input: one })));
  return due.length === 0 ? batch : [...due, ...batch];
}

const source = readings(homes);
const rates: number[] = [];
const costs: number[] = [];
let total = 0;
let deadlines = 0;
for (let round = 0; round < rounds; round++) {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  let judged = 0;
  while (performance.now() - begun < roundMs) {
    const batch = nextBatch(source);
    inputs$.next(batch);
    judged += batch.length;
    deadlines += batch.length - batchSize;
  }
  rates.push(Math.round((judged * 1_000) / (performance.now() - begun)));
  total += judged;
  const { user, system } = process.cpuUsage(cpu);
  costs.push((user + system) / judged);
  console.error(`round ${round + 1}: ${rates.at(-1)} inputs/s, ${costs.at(-1)!.toFixed(2)} µs of processor an input`);
}
if (changed === 0) throw new Error('no input changed anything: the bench measures nothing');
console.error(`${total} inputs, ${deadlines} of them deadlines; ${changed} changed somebody, ${effects} effects`);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
const inputsPerSecond = median(rates);
const microsecondsAnInput = Number(median(costs).toFixed(2));
console.log(
  JSON.stringify({ inputsPerSecond, microsecondsAnInput, bytesPerInstance, patients, scenariosPerPatient, roundsInputsPerSecond: rates }),
);
