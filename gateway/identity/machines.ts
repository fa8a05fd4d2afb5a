import { createHash, timingSafeEqual } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Observable, Subject } from 'rxjs';
import type { Clock } from '../clock.ts';
import type { DeviceIdentity, MachineIdentity, MachineRegistry } from '../ports.ts';

/** One machine as the loader gives it: only those that may sign in now. */
export interface MachineRecord {
  readonly identity: MachineIdentity;
  readonly secretSha256: Buffer;
  /** Of the certificate that it may show in place of the secret; null: none. */
  readonly certificateSha256: Buffer | null;
}

/** Where machines come from (store/machines.ts). */
export interface MachineSource {
  /** All of them, in pages. */
  all(): AsyncIterable<readonly MachineRecord[]>;
  /** Those of `ids` that exist and are not revoked. */
  byId(ids: readonly string[]): Promise<readonly MachineRecord[]>;
}

export interface LiveMachineRegistry extends MachineRegistry {
  /** Reads all machines again; calls while one is under way share the next. Rejects when the database cannot be read. */
  reload(): Promise<void>;
  /** Reads only these again: what an enrolment or a revocation touches. */
  refresh(ids: readonly string[]): Promise<void>;
  /** Ids whose credential or rights are no longer what they were: live sessions must end. */
  readonly onRevoked: Observable<string>;
}

interface Options {
  readonly source: MachineSource;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly log: { warn(detail: object, message: string): void };
}

/** How long a name that the database does not know is refused without asking again: a second of bad sign-ins is one question. */
const unknownForMs = 1_000;
const maxUnknown = 10_000;
/** One question to the database holds at most so many names; more wait for the next. */
const maxNames = 1_000;

const noSecret = Buffer.alloc(32);

/** A change that ends live sessions. A device's home or patient may change under it: they are looked up for each message. */
function endsSessions(before: MachineRecord, after: MachineRecord): boolean {
  if (!before.secretSha256.equals(after.secretSha256)) return true;
  if (before.certificateSha256 !== null && !after.certificateSha256?.equals(before.certificateSha256)) return true;
  if (before.identity.type === 'device' && after.identity.type === 'device') return false;
  return !isDeepStrictEqual(before.identity, after.identity);
}

/**
 * Machines held in memory. A name that is not known is asked for once, together with all others that are waiting, so that
 * a device enrolled a moment ago signs in at once. While the database is away, those known still sign in.
 */
export function createMachineRegistry({ source, clock, log }: Options): LiveMachineRegistry {
  let machines = new Map<string, MachineRecord>();
  const revoked = new Subject<string>();
  const unknownUntil = new Map<string, number>();
  let asked = new Map<string, ((done: null) => void)[]>();
  let asking = false;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  /** Ids read by themselves while all are being read: what is in memory is newer than what the pages may say. */
  let newer = new Set<string>();

  function put(record: MachineRecord): void {
    const { id } = record.identity;
    const before = machines.get(id);
    machines.set(id, record);
    unknownUntil.delete(id);
    if (before !== undefined && endsSessions(before, record)) revoked.next(id);
  }

  async function readAll(): Promise<void> {
    const loaded = new Map<string, MachineRecord>();
    newer = new Set();
    for await (const page of source.all())
      for (const record of page) {
        if (loaded.has(record.identity.id))
          log.warn({ id: record.identity.id }, 'two machines have the same id: only the device can sign in');
        else loaded.set(record.identity.id, record);
      }
    const before = machines;
    for (const id of newer) {
      const record = before.get(id);
      if (record === undefined) loaded.delete(id);
      else loaded.set(id, record);
    }
    machines = loaded;
    unknownUntil.clear();
    for (const [id, record] of before) {
      const after = loaded.get(id);
      if (after === undefined || endsSessions(record, after)) revoked.next(id);
    }
  }

  async function refresh(ids: readonly string[]): Promise<void> {
    const records = new Map<string, MachineRecord>();
    for (const record of await source.byId(ids)) if (!records.has(record.identity.id)) records.set(record.identity.id, record);
    for (const id of ids) {
      newer.add(id);
      const record = records.get(id);
      if (record !== undefined) put(record);
      else if (machines.delete(id)) revoked.next(id);
    }
  }

  async function askDatabase(): Promise<void> {
    asking = true;
    while (asked.size > 0) {
      const batch = new Map([...asked].slice(0, maxNames));
      asked = new Map([...asked].slice(maxNames));
      const names = [...batch.keys()];
      try {
        await refresh(names);
        if (unknownUntil.size > maxUnknown) unknownUntil.clear();
        for (const name of names) if (!machines.has(name)) unknownUntil.set(name, clock.wallNow() + unknownForMs);
      } catch (error) {
        log.warn({ err: error, names: names.length }, 'unknown machines could not be looked up');
      }
      for (const waiting of batch.values()) for (const done of waiting) done(null);
    }
    asking = false;
  }

  /** Resolves when the database has been asked, whatever it said. */
  function look(name: string): Promise<null> {
    return new Promise((resolve) => {
      asked.set(name, [...(asked.get(name) ?? []), resolve]);
      if (!asking) void askDatabase();
    });
  }

  /** The second comparison lets a wall clock that was set back not extend the refusal. */
  function isKnownToBeUnknown(name: string): boolean {
    const now = clock.wallNow();
    const until = unknownUntil.get(name);
    return until !== undefined && now < until && until <= now + unknownForMs;
  }

  async function authenticate(username: string, secret: Buffer): Promise<MachineIdentity | null> {
    const record = await find(username);
    const isRight = timingSafeEqual(createHash('sha256').update(secret).digest(), record?.secretSha256 ?? noSecret);
    return record !== undefined && isRight ? record.identity : null;
  }

  async function authenticateCertificate(username: string, certificateSha256: Buffer): Promise<MachineIdentity | null> {
    const record = await find(username);
    return record?.certificateSha256?.equals(certificateSha256) ? record.identity : null;
  }

  async function find(username: string): Promise<MachineRecord | undefined> {
    if (!machines.has(username) && !isKnownToBeUnknown(username)) await look(username);
    return machines.get(username);
  }

  async function afterRunning(): Promise<void> {
    await running?.catch(() => {});
    next = null;
    await start();
  }

  function start(): Promise<void> {
    running = readAll().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    authenticate,
    authenticateCertificate,
    device(id): DeviceIdentity | null {
      const identity = machines.get(id)?.identity;
      return identity?.type === 'device' ? identity : null;
    },
    reload() {
      if (running === null) return start();
      next ??= afterRunning();
      return next;
    },
    refresh,
    onRevoked: revoked.asObservable(),
  };
}
