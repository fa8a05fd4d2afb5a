import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface GatewayPorts {
  readonly mqttPort: number;
  readonly httpPort: number;
}

/** The greeting's line about MQTT names both ports. */
const greeting = /mqtt:\/\/localhost:(\d+), WebSocket ws:\/\/localhost:(\d+)/;

/** The real gateway as a process of its own, as `npm start` runs it. */
export class GatewayProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #ready = Promise.withResolvers<GatewayPorts>();
  /** Last lines of its log, for the message of a test that fails. */
  readonly #tail: string[] = [];
  /** When a lane first reported the database as slow or away, wall clock; null: never. */
  stalledAt: number | null = null;
  /** Notifications that went out before their rows were marked, because the database did not answer in time. */
  readonly unmarked = new Set<string>();

  constructor(env: Readonly<Record<string, string>>) {
    const main = join(import.meta.dirname, '../../../gateway/main.ts');
    this.#child = spawn(process.execPath, [main, '--no-demo'], {
      env: {
        PATH: process.env.PATH,
        HEARTHLINE_HOST: '127.0.0.1',
        HEARTHLINE_MQTT_PORT: '0',
        HEARTHLINE_HTTP_PORT: '0',
        HEARTHLINE_PUBLIC_URL: 'http://localhost:8080',
        HEARTHLINE_WEBHOOK_NETWORKS: '127.0.0.1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const leave = () => this.#child.kill('SIGKILL');
    process.once('exit', leave);
    // Closed, not only ended: its last words have been read.
    this.#exited = once(this.#child, 'close').then(() => {
      process.off('exit', leave);
      this.#ready.reject(new Error(`the gateway ended before it listened:\n${this.lastWords}`));
    });
    this.#ready.promise.catch(() => undefined);
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) createInterface(stream).on('line', (line) => this.#read(line));
  }

  /** Resolves when both ports listen. */
  get ready(): Promise<GatewayPorts> {
    return this.#ready.promise;
  }

  get lastWords(): string {
    return this.#tail.join('\n');
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Resident memory in MB. */
  get residentMb(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))![1]) / 1_024;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** An orderly end; gives the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    await this.#exited;
    return this.#child.exitCode;
  }

  #read(line: string): void {
    if (line.includes('database slow or away')) this.stalledAt ??= Date.now();
    const unmarked = /"notificationId":"([^"]+)".*sent before it was marked/.exec(line)?.[1];
    if (unmarked) this.unmarked.add(unmarked);
    this.#tail.push(line);
    if (this.#tail.length > 40) this.#tail.shift();
    const ports = greeting.exec(line);
    if (ports) this.#ready.resolve({ mqttPort: Number(ports[1]), httpPort: Number(ports[2]) });
  }
}
