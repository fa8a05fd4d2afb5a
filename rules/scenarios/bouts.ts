/** Stretches of something that happens again and again, whole seconds from a start that both share, in order. */
export type Bouts = readonly (readonly [fromS: number, toS: number])[];

/**
 * The stretches once something has happened at `atS`, in whatever order it is told: it belongs to a stretch that lies less than `gapS` away,
 * and makes one of two between which it falls. Where `most` are known and it would be one more, nothing changes.
 */
export function withMoment(bouts: Bouts, atS: number, gapS: number, most: number): Bouts {
  const near = bouts.filter(([fromS, toS]) => atS > fromS - gapS && atS < toS + gapS);
  if (near.some(([fromS, toS]) => fromS <= atS && atS <= toS) || (near.length === 0 && bouts.length >= most)) return bouts;
  const fromS = Math.min(atS, ...near.map(([from]) => from));
  const toS = Math.max(atS, ...near.map(([, to]) => to));
  return [...bouts.filter((bout) => !near.includes(bout)), [fromS, toS] as const].toSorted(([a], [b]) => a - b);
}
