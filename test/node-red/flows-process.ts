import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestGateway } from '../e2e/gateway.ts';
import { Program } from '../e2e/gateway-process.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What is deployed while the flows of the file are still being read loses its credentials. */
const started = /Started flows/;

/** A node of a flow, as Node-RED's API takes it. */
export interface FlowEntry {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

/** A real Node-RED in a process of its own, in an empty folder. */
export class Flows {
  readonly url: string;
  readonly dataDir: string;
  readonly program: Program;

  private constructor(parts: Pick<Flows, 'url' | 'dataDir' | 'program'>) {
    this.url = parts.url;
    this.dataDir = parts.dataDir;
    this.program = parts.program;
  }

  /** `npm run flows` beside a gateway. */
  static async start({ app, secret, database }: TestGateway, args: readonly string[]): Promise<Flows> {
    const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-flows-'));
    const env = {
      HEARTHLINE_DATA_DIR: dataDir,
      HEARTHLINE_SECRET: secret,
      DATABASE_URL: database.url,
      HEARTHLINE_MQTT_PORT: String(app.mqttPort),
      HEARTHLINE_HTTP_PORT: String(app.httpPort),
      HEARTHLINE_FLOWS_PORT: '0',
      HEARTHLINE_LOG_LEVEL: 'info',
    };
    const program = new Program('gateway/node-red/main.ts', args, env);
    const [, url = ''] = await program.says(/Node-RED is running at (\S+)\. /);
    await program.says(started);
    return new Flows({ url, dataDir, program });
  }

  /** A Node-RED as it comes, with no settings of ours, into which the palette was installed with npm. Nobody has to sign in. */
  static async startStock(): Promise<Flows> {
    const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-flows-'));
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--prefix', dataDir, './gateway/node-red'], { cwd: root });
    const args = ['--userDir', dataDir, '--port', '0', '-D', 'uiHost=127.0.0.1', '--no-telemetry'];
    const program = new Program('node_modules/node-red/red.js', args, {});
    const [, url = ''] = await program.says(/now running at (http:\/\/[\d.:]+)\//);
    await program.says(started);
    return new Flows({ url, dataDir, program });
  }

  signIn(username: string, password: string): Promise<Response> {
    const form = { client_id: 'node-red-editor', grant_type: 'password', scope: '*', username, password };
    return fetch(`${this.url}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Asks Node-RED's own API; null: without having signed in. */
  ask(token: string | null, path: string, body?: unknown): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    return fetch(this.url + path, { headers, ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) });
  }

  async close(): Promise<void> {
    await this.program.stop('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
