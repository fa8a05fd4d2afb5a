import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../../device-sim/load/latency.ts';

describe('latency histogram', () => {
  it('says 0 when nothing was recorded', () => {
    expect(new LatencyHistogram().percentileMs(0.99)).toBe(0);
  });

  it('gives percentiles within 1.6 % above the exact ones, from microseconds to minutes', () => {
    const histogram = new LatencyHistogram();
    const values = Array.from({ length: 10_000 }, (_, i) => 0.001 * 1.002 ** i).map((ms) => Math.round(ms * 1_000) / 1_000);
    for (const value of [...values].reverse()) histogram.record(value);
    expect(histogram.count).toBe(10_000);
    for (const share of [0.001, 0.1, 0.5, 0.9, 0.99, 0.999]) {
      const exact = values[Math.ceil(share * values.length) - 1]!;
      expect(histogram.percentileMs(share)).toBeGreaterThanOrEqual(exact);
      expect(histogram.percentileMs(share)).toBeLessThanOrEqual(exact * 1.016 + 0.001);
    }
  });

  it('never exceeds the largest value', () => {
    const histogram = new LatencyHistogram();
    histogram.record(10_001);
    expect(histogram.percentileMs(1)).toBe(10_001);
    expect(histogram.maxMs).toBe(10_001);
  });
});
