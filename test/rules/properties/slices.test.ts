import { describe, expect, it } from 'vitest';
import { batches, slice } from './slices.ts';

describe('a long run of the properties', () => {
  it('is 2,000 lives from the first on, unless asked otherwise', () => {
    expect(slice({})).toEqual({ fromLife: 0, numRuns: 2_000, seed: 20_260_302 });
    expect(slice({ HEARTHLINE_PROPERTY_FROM: '40000', HEARTHLINE_PROPERTY_RUNS: '500', HEARTHLINE_PROPERTY_SEED: '7' })).toEqual({
      fromLife: 40_000,
      numRuns: 500,
      seed: 7,
    });
  });

  it('in pieces is the same as the whole', () => {
    const pieces = [batches(0, 4_000), batches(4_000, 2_000), batches(6_000, 3_000)].flat();
    expect(pieces).toEqual(batches(0, 9_000));
    expect(pieces.at(-1)).toEqual({ number: 4, lives: 1_000 });
  });

  it.each([
    [{ HEARTHLINE_PROPERTY_FROM: '1000' }, 'HEARTHLINE_PROPERTY_FROM must be a multiple of 2000'],
    [{ HEARTHLINE_PROPERTY_FROM: '-2000' }, 'HEARTHLINE_PROPERTY_FROM must be a whole number of at least 0'],
    [{ HEARTHLINE_PROPERTY_RUNS: 'many' }, 'HEARTHLINE_PROPERTY_RUNS must be a whole number of at least 1'],
  ])('%j is refused', (environment, words) => {
    expect(() => slice(environment)).toThrow(words);
  });
});
