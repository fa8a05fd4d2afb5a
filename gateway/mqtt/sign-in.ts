import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { MachineIdentity, MachineRegistry } from '../ports.ts';
import { TokenBucket } from './rate-limit.ts';

interface Options {
  readonly registry: MachineRegistry;
  /** Failed sign-ins a second from one address before the answer is delayed. */
  readonly badSignInsPerSecond: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onRefused: () => void;
}

/** More refusals than this wait for nobody: the connection is closed without an answer. */
const maxDelayed = 100;

/**
 * Checks who signs in. A right secret is always taken at once, whatever others behind the same address do; wrong ones are
 * answered at the agreed rate, and those beyond it wait for their answer.
 */
export class SignIn {
  private readonly failures = new Map<string, { readonly bucket: TokenBucket; delayed: number }>();
  private readonly delays = new Set<{ unsubscribe(): void }>();
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  /** Resolves when the answer may be given: who it is, or null for refused. Rejects when there is to be no answer at all. */
  async check(
    address: string,
    username: string | undefined,
    password: Buffer | undefined,
    certificateSha256: Buffer | null,
  ): Promise<MachineIdentity | null> {
    const identity = await this.identify(username, password, certificateSha256);
    if (identity !== null) return identity;
    this.options.onRefused();
    await this.penalty(address, username);
    return null;
  }

  /** A given password counts; only without one does the certificate of the connection. */
  private async identify(username: string | undefined, password: Buffer | undefined, certificateSha256: Buffer | null) {
    const { registry } = this.options;
    // A session is named after its machine and `/`; a name with a slash could reach into another's.
    if (username === undefined || username === '' || username.includes('/')) return null;
    if (password !== undefined) return registry.authenticate(username, password);
    return certificateSha256 === null ? null : registry.authenticateCertificate(username, certificateSha256);
  }

  /** Forgets addresses that have behaved for a while. */
  tidy(): void {
    for (const [address, failure] of this.failures) if (failure.delayed === 0 && failure.bucket.isFull()) this.failures.delete(address);
  }

  /** Whoever still waits for a refusal gets none. */
  close(): void {
    for (const delay of this.delays) delay.unsubscribe();
  }

  private async penalty(address: string, username: string | undefined): Promise<void> {
    const { badSignInsPerSecond: rate, clock, log, registry } = this.options;
    const failure = this.failures.get(address) ?? { bucket: new TokenBucket(rate, rate, clock.wallNow), delayed: 0 };
    this.failures.set(address, failure);
    if (failure.bucket.take() === 0) {
      const why = username === undefined ? 'no user name was given' : 'unknown machine, revoked, or wrong secret';
      // A name that nobody has may be a secret in the wrong field.
      const machine = username !== undefined && registry.device(username) !== null ? username : undefined;
      log.warn({ address, machine }, `MQTT sign-in refused: ${why}`);
      return;
    }
    if (failure.delayed >= maxDelayed) throw new Error('too many bad sign-ins from this address');
    failure.delayed++;
    const waitMs = (failure.delayed / rate) * 1000;
    await new Promise<void>((resolve) => {
      const delay = clock.wallScheduler.schedule(() => {
        this.delays.delete(delay);
        resolve();
      }, waitMs);
      this.delays.add(delay);
    });
    failure.delayed--;
  }
}
