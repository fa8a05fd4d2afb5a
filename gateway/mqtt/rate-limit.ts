import type { MachineIdentity } from '../ports.ts';
import type { BrokerLimits } from './limits.ts';

/** Tokens that come back at a steady rate, up to a burst. `now` is in milliseconds; it may stand still or go back. */
export class TokenBucket {
  /** What is there, counted in the milliseconds it takes to come back. */
  private creditMs: number;
  private readonly tokenMs: number;
  private readonly fullMs: number;
  private at: number;
  private readonly now: () => number;

  constructor(perSecond: number, burst: number, now: () => number) {
    this.tokenMs = 1000 / perSecond;
    this.fullMs = burst * this.tokenMs;
    this.creditMs = this.fullMs;
    this.now = now;
    this.at = now();
  }

  /** Takes one token and returns 0, or takes none and returns the milliseconds until there is one. */
  take(): number {
    this.refill();
    if (this.creditMs < this.tokenMs) return Math.ceil(this.tokenMs - this.creditMs);
    this.creditMs -= this.tokenMs;
    return 0;
  }

  /** Nobody has taken anything for so long that a new bucket would say the same. */
  isFull(): boolean {
    this.refill();
    return this.creditMs >= this.fullMs;
  }

  private refill(): void {
    const now = this.now();
    this.creditMs = Math.min(this.fullMs, this.creditMs + Math.max(0, now - this.at));
    this.at = now;
  }
}

type RateSettings = Pick<BrokerLimits, 'messagesPerSecond' | 'burst' | 'integrationMessagesPerSecond' | 'integrationBurst'>;

/** One bucket a machine, however many connections it has. */
export class RateLimits {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly settings: RateSettings;
  private readonly now: () => number;

  constructor(settings: RateSettings, now: () => number) {
    this.settings = settings;
    this.now = now;
  }

  /** 0 when the machine may send one message now, else the milliseconds until it may. */
  take(machine: MachineIdentity): number {
    let bucket = this.buckets.get(machine.id);
    if (bucket === undefined) {
      const { messagesPerSecond, burst, integrationMessagesPerSecond, integrationBurst } = this.settings;
      bucket =
        machine.type === 'device'
          ? new TokenBucket(messagesPerSecond, burst, this.now)
          : new TokenBucket(integrationMessagesPerSecond, integrationBurst, this.now);
      this.buckets.set(machine.id, bucket);
    }
    return bucket.take();
  }

  /** Forgets machines that have been quiet. */
  tidy(): void {
    for (const [id, bucket] of this.buckets) if (bucket.isFull()) this.buckets.delete(id);
  }
}
