import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { chooseDataDir } from '../admin/data-dir.ts';
import { withDatabase } from '../admin/session.ts';
import { type Config, loadConfig } from '../config.ts';
import { serverSecret } from '../identity/server-secret.ts';
import { createLog } from '../log.ts';
import { settings } from '../settings.ts';
import { type FlowsArguments, readFlowsArguments, usage } from './arguments.ts';
import { editorSettings, flowsDir, flowsHost } from './editor.ts';
import { ownCredential } from './own-credential.ts';
import { gatewaySignIn } from './sign-in.ts';

/** What we use of Node-RED as a part of a program (its documented way of being embedded). */
interface NodeRed {
  init(server: Server, settings: object): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  httpAdmin(request: IncomingMessage, response: ServerResponse): void;
}

const example = join(import.meta.dirname, 'example-flow.json');

/** The gateway's settings hold its secrets; a flow can read the environment of its process. */
function forgetSettings(env: NodeJS.ProcessEnv): void {
  for (const { name } of Object.values(settings)) delete env[name];
}

/** Where a gateway on this machine is, by its own settings. */
function addresses({ host, httpPort, mqttPort }: Config, { http, mqtt }: FlowsArguments) {
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return { httpUrl: http ?? `http://${here}:${httpPort}`, mqttUrl: mqtt ?? `mqtt://${here}:${mqttPort}` };
}

async function prepare(env: NodeJS.ProcessEnv, config: Config, asked: FlowsArguments, log: Logger): Promise<object> {
  const { choice, speakers } = asked;
  const dataDir = config.databaseUrl !== null && choice === null ? config.dataDir : chooseDataDir(config.dataDir, choice);
  const userDir = flowsDir(dataDir);
  mkdirSync(userDir, { recursive: true, mode: 0o700 });
  const say = (line: string) => log.info(line);
  const { username, secret } = await ownCredential(join(userDir, 'gateway-credential.json'), speakers, (work) =>
    withDatabase(env, choice, say, ({ write }) => write(work)),
  );
  const flows = join(userDir, 'flows.json');
  if (!existsSync(flows)) copyFileSync(example, flows);
  const places = addresses(config, asked);
  return editorSettings({
    userDir,
    port: config.flowsPort,
    own: { ...places, username, secret },
    serverSecret: serverSecret({ secret: config.secret, dataDir }),
    signIn: gatewaySignIn(places.httpUrl, log),
    log,
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(`${flowsHost}:${port} cannot be listened on (${error.code}); choose another port with HEARTHLINE_FLOWS_PORT`, {
          cause: error,
        }),
      ),
    );
    server.listen(port, flowsHost, () => resolve((server.address() as { port: number }).port));
  });
}

/** `npm run flows`: Node-RED as a process of its own, beside a gateway that neither needs nor watches it. */
export async function runFlows(): Promise<void> {
  try {
    const asked = readFlowsArguments(process.argv.slice(2));
    if (asked.help) return void process.stdout.write(usage);
    const config = loadConfig(process.env, []);
    const log = createLog(config.logLevel);
    const prepared = await prepare({ ...process.env }, config, asked, log);
    forgetSettings(process.env);
    const nodeRed = createRequire(import.meta.url)('node-red') as NodeRed;
    const server = createServer((request, response) => nodeRed.httpAdmin(request, response));
    nodeRed.init(server, prepared);
    await nodeRed.start();
    const port = await listen(server, config.flowsPort);
    process.stdout.write(`\n  Node-RED is running at http://${flowsHost}:${port}. Ctrl-C stops it.\n\n`);
    const stop = () => void nodeRed.stop().finally(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(`flows: ${(error as Error).message}\n`);
    process.exit(1);
  }
}
