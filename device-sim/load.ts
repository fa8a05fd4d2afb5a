import { elapsedMs } from './clock.ts';
import { type LoadClient, LoadConnection } from './load/connection.ts';
import { LatencyHistogram } from './load/latency.ts';

export type { LoadClient } from './load/connection.ts';

export interface LoadOptions {
  /** Default 127.0.0.1; a host that is not this machine only together with `allowRemote`. */
  readonly host?: string;
  readonly port: number;
  readonly clients: readonly LoadClient[];
  /** Publishes that each client may have waiting for their PUBACK, 1 to 65,535. */
  readonly inFlight: number;
  /** How long to publish; default and upper bound one hour. */
  readonly seconds?: number;
  /** How many messages to publish, over all clients; left out: as many as fit into `seconds`. */
  readonly count?: number;
  /** The n-th payload (from 0) of a client. It is copied before the next call, so one buffer can be patched and returned each time. */
  readonly payload: (client: number, n: number) => Buffer | string;
  /** Over all clients; latency then counts from when a message was due, so that a stalled server cannot hide its waiting time. */
  readonly ratePerSecond?: number;
  /** Called for every PUBACK. */
  readonly onAcknowledged?: (client: number, n: number) => void;
  /** Called once, when all clients are connected and publishing begins. */
  readonly onStarted?: () => void;
  /** How long to wait for the last PUBACKs after the last publish; default 15 s. */
  readonly drainSeconds?: number;
  readonly connectSeconds?: number;
  readonly allowRemote?: boolean;
}

export interface LoadReport {
  readonly published: number;
  readonly acknowledged: number;
  /** The server closed the connection instead of answering (MQTT 3.1.1 has no other way to refuse a publish). */
  readonly refused: number;
  /** Still waiting for an answer when the run gave up. */
  readonly unanswered: number;
  /** From the first publish to the last acknowledgement. */
  readonly seconds: number;
  /** Acknowledged per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const connectsAtOnce = 100;
const paceMs = 4;
const longestSeconds = 3_600;
const thisMachine = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Publishes QoS 1 as fast as the server acknowledges (or at `ratePerSecond`) and reports exact counts and latencies.
 * Rejects when the options make no bounded run or a client cannot connect; a connection lost later only counts as refused.
 */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const problem = problemOf(options);
  if (problem) throw new RangeError(`load: ${problem}`);
  const run = new LoadRun(options);
  try {
    await run.connect();
    return await run.publish();
  } finally {
    run.end();
  }
}

function problemOf({ host, allowRemote, clients, inFlight, seconds, count, ratePerSecond }: LoadOptions): string | null {
  if (host !== undefined && !thisMachine.has(host) && !allowRemote)
    return `${host} is not this machine; say so explicitly with allowRemote`;
  if (clients.length === 0) return 'no clients';
  if (!Number.isInteger(inFlight) || inFlight < 1 || inFlight > 65_535) return `inFlight is ${inFlight}, expected 1 to 65535`;
  if (seconds === undefined && count === undefined) return 'needs seconds or count';
  if (seconds !== undefined && !(seconds > 0 && seconds <= longestSeconds))
    return `seconds is ${seconds}, expected up to ${longestSeconds}`;
  if (count !== undefined && !(count >= 1)) return `count is ${count}, expected at least 1`;
  if (ratePerSecond !== undefined && !(ratePerSecond > 0)) return `ratePerSecond is ${ratePerSecond}, expected above 0`;
  return null;
}

class LoadRun {
  readonly #options: LoadOptions;
  readonly #limit: number;
  readonly #latency = new LatencyHistogram();
  readonly #connections: LoadConnection[] = [];
  readonly #numbers: Float64Array;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #finished = Promise.withResolvers<void>();
  #published = 0;
  #acknowledged = 0;
  #refused = 0;
  #publishing = false;
  #stopped = false;
  #startedMs = 0;
  #lastAckMs = 0;
  #turn = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#limit = options.count ?? Number.POSITIVE_INFINITY;
    this.#numbers = new Float64Array(options.clients.length);
  }

  async connect(): Promise<void> {
    const { clients } = this.#options;
    for (let from = 0; from < clients.length; from += connectsAtOnce) {
      const opening = clients.slice(from, from + connectsAtOnce).map((client, i) => this.#open(client, from + i));
      const settled = await Promise.allSettled(opening);
      for (const result of settled) if (result.status === 'fulfilled') this.#connections.push(result.value);
      const failure = settled.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
    }
  }

  async publish(): Promise<LoadReport> {
    const { onStarted, ratePerSecond, seconds } = this.#options;
    onStarted?.();
    this.#startedMs = this.#lastAckMs = elapsedMs();
    this.#publishing = true;
    this.#timers.push(setTimeout(() => this.#stop(), (seconds ?? longestSeconds) * 1_000));
    if (ratePerSecond === undefined) for (let client = 0; client < this.#connections.length; client++) this.#fill(client);
    else this.#timers.push(setInterval(() => this.#publishDue(ratePerSecond), paceMs));
    this.#settle();
    await this.#finished.promise;
    return this.#report();
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const connection of this.#connections) connection.end();
  }

  #open(client: LoadClient, index: number): Promise<LoadConnection> {
    const { host, port, connectSeconds, inFlight, onAcknowledged } = this.#options;
    return LoadConnection.open({ host: host ?? '127.0.0.1', port, timeoutMs: (connectSeconds ?? 30) * 1_000 }, client, inFlight, {
      acknowledged: (n, tookMs) => {
        this.#acknowledged++;
        this.#latency.record(tookMs);
        onAcknowledged?.(index, n);
      },
      drained: () => {
        this.#lastAckMs = elapsedMs();
        if (this.#publishing && this.#options.ratePerSecond === undefined) this.#fill(index);
        this.#settle();
      },
      closed: (inFlightThen) => {
        this.#refused += inFlightThen;
        this.#settle();
      },
    });
  }

  #send(client: number, sinceMs: number): void {
    const n = this.#numbers[client]!;
    this.#numbers[client] = n + 1;
    this.#published++;
    this.#connections[client]!.publish(n, this.#options.payload(client, n), sinceMs);
  }

  #fill(client: number): void {
    const connection = this.#connections[client]!;
    const nowMs = elapsedMs();
    while (this.#published < this.#limit && connection.hasFreeSlot) this.#send(client, nowMs);
    connection.flush();
  }

  /** Sends what the rate has made due since the start, in turn over the clients that have a free slot. */
  #publishDue(ratePerSecond: number): void {
    if (!this.#publishing) return;
    const due = Math.min(this.#limit, Math.floor(((elapsedMs() - this.#startedMs) / 1_000) * ratePerSecond));
    let busy = 0;
    while (this.#published < due && busy < this.#connections.length) {
      const client = this.#turn;
      this.#turn = (client + 1) % this.#connections.length;
      const connection = this.#connections[client]!;
      if (connection.hasFreeSlot) {
        this.#send(client, this.#startedMs + (this.#published / ratePerSecond) * 1_000);
        connection.flush();
        busy = 0;
      } else busy++;
    }
    this.#settle();
  }

  #stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#publishing = false;
    this.#timers.push(setTimeout(() => this.#finished.resolve(), (this.#options.drainSeconds ?? 15) * 1_000));
    this.#settle();
  }

  #settle(): void {
    if (this.#publishing && this.#published >= this.#limit) this.#stop();
    const waiting = this.#published - this.#acknowledged - this.#refused;
    if (this.#stopped && waiting === 0) this.#finished.resolve();
    else if (waiting === 0 && this.#publishing && !this.#connections.some((connection) => connection.isOpen)) this.#finished.resolve();
  }

  #report(): LoadReport {
    const seconds = Math.max(this.#lastAckMs - this.#startedMs, 1) / 1_000;
    return {
      published: this.#published,
      acknowledged: this.#acknowledged,
      refused: this.#refused,
      unanswered: this.#published - this.#acknowledged - this.#refused,
      seconds,
      perSecond: this.#acknowledged / seconds,
      p50Ms: this.#latency.percentileMs(0.5),
      p99Ms: this.#latency.percentileMs(0.99),
      maxMs: this.#latency.maxMs,
    };
  }
}
