import { clockView } from '../gateway/contract/system.ts';
import type { Instant } from '../rules/model/time.ts';

/** Milliseconds since 1970 by this machine's clock. Only this file of the simulator reads clocks. */
export function wallNow(): number {
  return Date.now();
}

/** Milliseconds since some fixed point, never going back; for measuring how long something took. */
export function elapsedMs(): number {
  return performance.now();
}

/** What time it is in the homes. The gateway's own clock fits. */
export interface HomeClock {
  now(): Instant;
  /** Home time passes this many times faster than real time. */
  readonly speed: number;
  /** Calls back when the time has jumped, so that what was planned no longer holds. A clock without it never jumps. */
  onJump?(listener: () => void): void;
  /** Rings once when it is `at`; the answer takes it back. For a clock that is moved by hand; others are waited for with timers. */
  alarm?(at: Instant, ring: () => void): () => void;
}

/** Time in the homes from `at` on, `speed` times faster than real time. */
export function runningClock(at: Instant, speed: number): HomeClock {
  const startedMs = elapsedMs();
  return { speed, now: () => Math.floor(at + (elapsedMs() - startedMs) * speed) };
}

/** A difference from the gateway beyond this is not drift: the gateway was restarted at another time. */
const jumpMs = 10 * 60_000;

export interface FollowedClock extends HomeClock {
  /** The gateway's own speed; other than `speed` only when that was asked for. */
  readonly gatewaySpeed: number;
  /** The gateway's time, whatever the speed at which days are lived. */
  gatewayNow(): Instant;
  /** Asks the gateway again. Throws when it cannot be asked; then the clock goes on by itself. */
  refresh(): Promise<void>;
}

/**
 * The gateway's time, from `GET /api/clock`. Between two looks it runs by itself; it is never ahead of the gateway by more than drift,
 * because an answer is taken as the time of its arrival. `speed`, when given, is how fast days are lived instead of the gateway's speed.
 */
export async function followGateway(baseUrl: string, speed?: number): Promise<FollowedClock> {
  const first = await gatewayTime(baseUrl);
  const listeners: (() => void)[] = [];
  let gateway = runningClock(first.at, first.speed);
  let last = first.at;
  const gatewayNow = () => {
    last = Math.max(last, gateway.now());
    return last;
  };
  const own = speed === undefined || speed === first.speed ? null : runningClock(first.at, speed);
  return {
    speed: own?.speed ?? first.speed,
    gatewaySpeed: first.speed,
    gatewayNow,
    now: own ? own.now : gatewayNow,
    onJump: (listener) => {
      listeners.push(listener);
    },
    refresh: async () => {
      const { at } = await gatewayTime(baseUrl);
      const jumped = Math.abs(at - gateway.now()) > jumpMs;
      gateway = runningClock(at, first.speed);
      if (!jumped) return;
      last = at;
      if (!own) for (const listener of listeners) listener();
    },
  };
}

async function gatewayTime(baseUrl: string): Promise<{ at: Instant; speed: number }> {
  const response = await fetch(new URL('/api/clock', baseUrl), { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`GET /api/clock at ${baseUrl} answered ${response.status}`);
  const view = clockView.parse(await response.json());
  return { at: Date.parse(view.now), speed: view.speed };
}
