import { firstValueFrom, interval, take, timer, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../gateway/clock.ts';
import { day, hour, minute, second } from '../../rules/model/time.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const wallStart = Date.UTC(2026, 0, 5, 8, 0);

describe('the gateway clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: wallStart, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the wall clock at speed 1', () => {
    const clock = createClock({ speed: 1 });
    vi.advanceTimersByTime(90 * second);
    expect(clock.now()).toBe(wallStart + 90 * second);
    expect(clock.wallNow()).toBe(clock.now());
  });

  it('runs faster in time-lapse, the wall clock does not', () => {
    const clock = createClock({ speed: 60 });
    vi.advanceTimersByTime(minute);
    expect(clock.now()).toBe(wallStart + hour);
    expect(clock.wallNow()).toBe(wallStart + minute);
    expect(clock.scheduler.now()).toBe(clock.now());
  });

  it('goes on where an earlier run ended, when that was ahead of the wall clock', () => {
    expect(createClock({ speed: 60, careFrom: wallStart + 3 * day }).now()).toBe(wallStart + 3 * day);
    expect(createClock({ speed: 60, careFrom: wallStart - 3 * day }).now()).toBe(wallStart);
    expect(createClock({ speed: 1, careFrom: null }).now()).toBe(wallStart);
  });

  it('neither stops nor goes back when the wall clock is set back, and follows when it is set forward', () => {
    const clock = createClock({ speed: 1 });
    vi.advanceTimersByTime(minute);
    expect(clock.now()).toBe(wallStart + minute);
    vi.setSystemTime(wallStart - hour);
    expect(clock.now()).toBe(wallStart + minute);
    vi.advanceTimersByTime(minute);
    expect(clock.now()).toBe(wallStart + 2 * minute);
    vi.setSystemTime(clock.wallNow() + 2 * hour);
    expect(clock.now()).toBe(wallStart + 2 * minute + 2 * hour);
  });

  it('divides delays by the speed, and leaves wall delays alone', () => {
    const clock = createClock({ speed: 60 });
    const fired: string[] = [];
    timer(hour, clock.scheduler).subscribe(() => fired.push('care hour'));
    timer(hour, clock.wallScheduler).subscribe(() => fired.push('wall hour'));
    vi.advanceTimersByTime(minute - 1);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['care hour']);
    vi.advanceTimersByTime(hour);
    expect(fired).toEqual(['care hour', 'wall hour']);
  });

  it('keeps a delay longer than the 24.8 days of a Node timer', () => {
    const clock = createClock({ speed: 1 });
    let firedAt = 0;
    timer(40 * day, clock.scheduler).subscribe(() => {
      firedAt = clock.now();
    });
    vi.advanceTimersByTime(40 * day - 1);
    expect(firedAt).toBe(0);
    vi.advanceTimersByTime(1);
    expect(firedAt).toBe(wallStart + 40 * day);
  });

  it('fires within a minute of waking when the machine slept past the deadline', () => {
    const clock = createClock({ speed: 1 });
    let fired = false;
    timer(8 * hour, clock.scheduler).subscribe(() => {
      fired = true;
    });
    vi.setSystemTime(wallStart + 9 * hour);
    vi.advanceTimersByTime(minute);
    expect(fired).toBe(true);
  });

  it('repeats, and forgets what was unsubscribed', () => {
    const clock = createClock({ speed: 2 });
    const seen: number[] = [];
    const ticking = interval(10 * second, clock.scheduler).subscribe((n) => seen.push(n));
    const never = timer(second, clock.scheduler).subscribe(() => seen.push(-1));
    never.unsubscribe();
    vi.advanceTimersByTime(15 * second);
    ticking.unsubscribe();
    vi.advanceTimersByTime(minute);
    expect(seen).toEqual([0, 1, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the gateway clock on the real one', () => {
  it('fires no earlier than due', async () => {
    const clock = createClock({ speed: 100 });
    const from = clock.now();
    await firstValueFrom(interval(second, clock.scheduler).pipe(take(3), toArray()));
    expect(clock.now() - from).toBeGreaterThanOrEqual(3 * second);
  });
});

describe('the virtual clock', () => {
  it('runs what is due in order, each at its own time, and then stands still', () => {
    const clock = virtualClock(wallStart);
    const seen: [string, number][] = [];
    timer(2 * hour, clock.scheduler).subscribe(() => {
      seen.push(['second', clock.now()]);
      timer(minute, clock.scheduler).subscribe(() => seen.push(['third', clock.scheduler.now()]));
    });
    timer(hour, clock.wallScheduler).subscribe(() => seen.push(['first', clock.now()]));
    clock.advanceTo(wallStart + 2 * hour);
    expect(seen).toEqual([
      ['first', wallStart + hour],
      ['second', wallStart + 2 * hour],
    ]);
    clock.advanceBy(minute);
    expect(seen[2]).toEqual(['third', wallStart + 2 * hour + minute]);
    expect(() => clock.advanceTo(wallStart)).toThrow(/^It is already 2026-01-05T10:01/);
  });
});
