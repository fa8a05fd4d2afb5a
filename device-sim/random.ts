/** Repeatable randomness: the same seed words give the same numbers on every machine. Not for secrets. */
export interface Random {
  /** Uniform, 0 inclusive to 1 exclusive. */
  next(): number;
  /** Uniform between two numbers. */
  between(from: number, to: number): number;
  /** Uniform whole number, both ends included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Bell-shaped about `mean` and never more than three `spread`s away. */
  around(mean: number, spread: number): number;
}

/** FNV-1a, so that neighbouring words ("h0001", "h0002") begin far apart after the mixing below. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/** A generator of its own for each thing that is decided: a new decision elsewhere does not shift the others. */
export function randomFor(...words: readonly (string | number)[]): Random {
  let state = hash(words.join('\u0000'));
  const next = () => {
    // Weyl sequence, then two rounds of multiply and shift; 32 bits are enough for homes.
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  return {
    next,
    between,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    around: (mean, spread) => mean + (next() + next() + next() - 1.5) * 2 * spread,
  };
}
