/** Lives of one seed. Each batch has a seed of its own, so that a part of a long run lives the same lives as the whole. */
export const livesOfBatch = 2_000;

/** Which lives to live. */
export interface Slice {
  /** The first one, counted from 0; the beginning of a batch. */
  readonly fromLife: number;
  readonly numRuns: number;
  /** Of the batch that begins with life 0. */
  readonly seed: number;
}

function whole(environment: Readonly<Record<string, string | undefined>>, name: string, otherwise: number, least: number): number {
  const value = Number(environment[name] ?? otherwise);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`${name} must be a whole number of at least ${least}`);
  return value;
}

/** What was asked for by the environment. Throws for what is no number, or a first life in the middle of a batch. */
export function slice(environment: Readonly<Record<string, string | undefined>>): Slice {
  const fromLife = whole(environment, 'HEARTHLINE_PROPERTY_FROM', 0, 0);
  if (fromLife % livesOfBatch !== 0) throw new Error(`HEARTHLINE_PROPERTY_FROM must be a multiple of ${livesOfBatch}`);
  const numRuns = whole(environment, 'HEARTHLINE_PROPERTY_RUNS', livesOfBatch, 1);
  return { fromLife, numRuns, seed: whole(environment, 'HEARTHLINE_PROPERTY_SEED', 20_260_302, 0) };
}

/** The batches of a slice, in order: the number of each, counted from life 0, and how many of its lives. */
export function batches(fromLife: number, numRuns: number): { readonly number: number; readonly lives: number }[] {
  const first = fromLife / livesOfBatch;
  return Array.from({ length: Math.ceil(numRuns / livesOfBatch) }, (_, i) => ({
    number: first + i,
    lives: Math.min(livesOfBatch, numRuns - i * livesOfBatch),
  }));
}
