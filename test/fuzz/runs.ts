import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much is tried: a little in `npm test`, 200,000 in `npm run test:fuzz`. */
export const runs = Number(process.env.HEARTHLINE_FUZZ_RUNS ?? 1_000);
/** Another seed tries others; the same one the same. */
export const seed = process.env.HEARTHLINE_FUZZ_SEED ?? 'fuzz';

/** What has been taken is looked for in the database each time that so much has been tried. */
const atOnce = 2_500;

/** By how much the memory in use may be larger at the end than after the first tenth: caches fill up, and are bounded. */
export const heapGrowthBytes = 32 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of JavaScript objects in use, after a collection. */
export function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

export interface Figures {
  readonly tried: number;
  readonly seconds: number;
  /** Of the processor, which on a busy machine is less. */
  readonly cpuSeconds: number;
  /** After the first tenth, and at the end. */
  readonly heap: { readonly first: number; readonly last: number };
}

/** Runs `block` with the first number and the count of what it has to try, block by block, until all is tried. */
export async function inBlocks(total: number, block: (from: number, count: number) => Promise<void>): Promise<Figures> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const size = Math.min(atOnce, Math.ceil(total / 10));
  let first: number | null = null;
  for (let tried = 0; tried < total; tried += size) {
    await block(tried, Math.min(size, total - tried));
    if (tried + size >= total / 10) first ??= heapBytes();
  }
  const { user, system } = process.cpuUsage(before);
  const heap = { first: first ?? heapBytes(), last: heapBytes() };
  return { tried: total, seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: (user + system) / 1e6, heap };
}

/** A line for whoever runs many: how many, how long, and the memory. */
export function report(what: string, { tried, seconds, cpuSeconds, heap }: Figures, more: object): void {
  const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  console.info(
    `${what}: ${tried} in ${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(1)} s), heap ${mb(heap.first)} then ${mb(heap.last)}, ${JSON.stringify(more)}`,
  );
}
