import { describe, expect, it } from 'vitest';
import { type ClockSample, type ClockSync, serverTime, synchronise } from '../../../../dashboard/shared/time/clock-sync.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
function heard(...samples: ClockSample[]): ClockSync {
  const sync = samples.reduce<ClockSync | null>(synchronise, null);
  if (!sync) throw new Error('no sample');
  return sync;
}

describe("the server's clock on the page", () => {
  it('runs on between samples, at the speed of the homes', () => {
    expect(serverTime(heard({ serverNow: noon, speed: 1, localMs: 1_000 }), 4_000)).toBe(noon + 3_000);
    expect(serverTime(heard({ serverNow: noon, speed: 60, localMs: 1_000 }), 4_000)).toBe(noon + 180_000);
  });

  it('believes the least delayed sample', () => {
    const delayed = { serverNow: noon, speed: 1, localMs: 1_800 };
    const prompt = { serverNow: noon + 5_000, speed: 1, localMs: 6_010 };
    const again = { serverNow: noon + 10_000, speed: 1, localMs: 11_700 };
    expect(serverTime(heard(delayed, prompt, again), 16_010)).toBe(noon + 15_000);
  });

  it('never goes back because of a slow message', () => {
    const before = heard({ serverNow: noon, speed: 1, localMs: 0 });
    const after = synchronise(before, { serverNow: noon + 5_000, speed: 1, localMs: 7_000 });
    expect(serverTime(after, 7_000)).toBeGreaterThanOrEqual(serverTime(before, 7_000));
  });

  it('forgets an early sample after a minute of heartbeats, so that a slow drift is followed', () => {
    const drifting = Array.from({ length: 14 }, (_, i) => ({ serverNow: noon + i * 4_900, speed: 1, localMs: i * 5_000 }));
    expect(heard(...drifting).offsets).toHaveLength(12);
    expect(serverTime(heard(...drifting), 65_000)).toBe(noon + 65_000 - 200);
  });

  it('follows at once when the clock was changed, in either direction, or after sleep', () => {
    const start = { serverNow: noon, speed: 1, localMs: 0 };
    for (const jump of [-3_600_000, 3_600_000])
      expect(serverTime(heard(start, { serverNow: noon + jump, speed: 1, localMs: 5_000 }), 5_000)).toBe(noon + jump);
  });

  it('allows the delay that a fast clock makes of a slow message', () => {
    const start = { serverNow: noon, speed: 60, localMs: 0 };
    const slow = { serverNow: noon + 300_000 - 60 * 2_000, speed: 60, localMs: 5_000 };
    expect(serverTime(heard(start, slow), 5_000)).toBe(noon + 300_000);
  });

  it('starts anew when the speed changes', () => {
    const sync = heard({ serverNow: noon, speed: 60, localMs: 0 }, { serverNow: noon + 1_000, speed: 1, localMs: 5_000 });
    expect(serverTime(sync, 6_000)).toBe(noon + 2_000);
  });
});
