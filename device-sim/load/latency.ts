/** Buckets to each doubling of the value: a percentile is at most 1/64 (1.6 %) above the truth. */
const perOctave = 64;
const octaves = 26;

/**
 * Log-linear histogram of latencies from 1 µs to about one hour, in 13 kB and without allocation while recording.
 * Takes and gives milliseconds.
 */
export class LatencyHistogram {
  readonly #counts = new Float64Array(perOctave * (octaves + 1));
  #total = 0;
  #maxMs = 0;

  record(ms: number): void {
    const us = Math.max(0, Math.round(ms * 1_000));
    this.#counts[bucketOf(us)]! += 1;
    this.#total += 1;
    if (ms > this.#maxMs) this.#maxMs = ms;
  }

  get count(): number {
    return this.#total;
  }

  get maxMs(): number {
    return this.#maxMs;
  }

  /** Upper bound of the bucket that holds the given share (0 to 1) of all values; 0 when nothing was recorded. */
  percentileMs(share: number): number {
    if (this.#total === 0) return 0;
    const rank = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      seen += this.#counts[bucket]!;
      if (seen >= rank) return Math.min(upperBoundUs(bucket) / 1_000, this.#maxMs);
    }
    return this.#maxMs;
  }
}

function bucketOf(us: number): number {
  if (us < perOctave) return us;
  const shift = Math.floor(Math.log2(us)) - 6;
  if (shift >= octaves) return perOctave * (octaves + 1) - 1;
  return shift * perOctave + Math.floor(us / 2 ** shift);
}

function upperBoundUs(bucket: number): number {
  if (bucket < 2 * perOctave) return bucket;
  const shift = Math.floor(bucket / perOctave) - 1;
  return (bucket - shift * perOctave + 1) * 2 ** shift - 1;
}
