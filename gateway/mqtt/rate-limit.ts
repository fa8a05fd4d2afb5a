import type { MachineIdentity } from '../ports.ts';
import type { BrokerLimits } from './limits.ts';

/** Tokens that come back at a steady rate, up to a burst. `now` is in milliseconds; it may stand still or go back. */
export class TokenBucket {
  private tokens: number;
  private at: number;
  private readonly perMs: number;
  private readonly burst: number;
  private readonly now: () => number;

  constructor(perSecond: number, burst: number, now: () => number) {
    this.perMs = perSecond / 1000;
    this.burst = burst;
    this.now = now;
    this.tokens = burst;
    this.at = now();
  }

  /** Takes one token and returns 0, or takes none and returns the milliseconds until there is one. */
  take(): number {
    // The clock is only asked when it matters: this is called for every message.
    if (this.tokens < 1) this.refill();
    if (this.tokens < 1) return Math.ceil((1 - this.tokens) / this.perMs);
    this.tokens -= 1;
    return 0;
  }

  /** Nobody has taken anything for so long that a new bucket would say the same. */
  isFull(): boolean {
    this.refill();
    return this.tokens >= this.burst;
  }

  private refill(): void {
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + Math.max(0, now - this.at) * this.perMs);
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
