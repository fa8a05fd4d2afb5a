import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Nothing of the surroundings but what a program needs to run. A busy machine may be warned of and is no fault of the program. */
const surroundings = { PATH: process.env.PATH, HOME: process.env.HOME, HEARTHLINE_HOST: '127.0.0.1', HEARTHLINE_LOG_LEVEL: 'error' };

export type Env = Readonly<Record<string, string>>;

/** Paths from the root; the last is Node-RED as it comes. */
type Main = 'gateway/main.ts' | 'gateway/admin/main.ts' | 'gateway/node-red/main.ts' | 'node_modules/node-red/red.js';

/** A program of ours as a process of its own, as `npm start` and `npm run admin` start it. */
export class Program {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #ended: Promise<unknown[]>;
  readonly #listeners = new Set<() => void>();

  constructor(main: Main, args: readonly string[], env: Env) {
    this.process = spawn(process.execPath, [join(root, main), ...args], { cwd: root, env: { ...surroundings, ...env } });
    this.#ended = once(this.process, 'close');
    const read = (name: 'stdout' | 'stderr') =>
      this.process[name]?.setEncoding('utf8').on('data', (text: string) => {
        this[name] += text;
        for (const look of this.#listeners) look();
      });
    read('stdout');
    read('stderr');
  }

  /** Resolves with the exit code, or the name of the signal that ended it. */
  async ended(): Promise<number | string> {
    const [code, signal] = await this.#ended;
    return (code ?? signal) as number | string;
  }

  /** Resolves when this has been printed; rejects when the program ends without. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const ended = this.#ended.then(() => {
      throw new Error(`ended without saying ${pattern}: ${this.stdout}${this.stderr}`);
    });
    for (;;) {
      const found = pattern.exec(this.stdout);
      if (found) return found;
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          const look = () => {
            this.#listeners.delete(look);
            resolve();
          };
          this.#listeners.add(look);
        }),
      ]);
    }
  }

  /** The ports of the greeting. */
  async ports(): Promise<{ readonly mqtt: number; readonly http: number }> {
    const [, mqtt, http] = await this.says(/mqtt:\/\/localhost:(\d+), WebSocket ws:\/\/localhost:(\d+)\/mqtt/);
    return { mqtt: Number(mqtt), http: Number(http) };
  }

  /** Sends the signal and waits for the end. */
  stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<number | string> {
    this.process.kill(signal);
    return this.ended();
  }
}

/** Runs a command to its end and gives what it printed; rejects with its complaint. */
export async function admin(args: readonly string[], env: Env): Promise<string> {
  const program = new Program('gateway/admin/main.ts', args, env);
  const code = await program.ended();
  if (code !== 0) throw new Error(program.stderr);
  return program.stdout;
}
