import { timer } from 'rxjs';
import type { App } from './app.ts';
import { startApp } from './app.ts';
import { writeCompiled } from './compile-cache.ts';
import { type Config, loadConfig } from './config.ts';
import { demoPassword, demoUsers } from './demo/people.ts';
import { demoHomeCount, startDemoSimulator } from './demo/simulator.ts';
import { createLog } from './log.ts';
import { warnOfOpenData } from './private-data.ts';

/** What somebody who has just started the gateway needs to know, and nothing else. */
function greeting(config: Config, { mqttPort, mqttTlsPort, httpPort, scaipPort, publicUrl: page }: App): string {
  const lines = [
    '',
    `  Hearthline is running. Ctrl-C stops it.`,
    '',
    `  Dashboard   ${page}`,
    `  API         ${page}/api/docs`,
    `  MQTT        mqtt://localhost:${mqttPort}, WebSocket ws://localhost:${httpPort}/mqtt`,
    ...(mqttTlsPort === null ? [] : [`              mqtts://localhost:${mqttTlsPort}`]),
    ...(scaipPort === null ? [] : [`  Alarms      sip:localhost:${scaipPort}, UDP and TCP`]),
  ];
  if (!config.demo) return [...lines, '', '  An empty gateway: npm run admin -- --help enrols people, homes and devices.', ''].join('\n');
  return [
    ...lines,
    `  Mailbox     ${page}/demo/mail${config.smtpUrl ? ' (unused: SMTP_URL is set)' : ''}`,
    '',
    config.training
      ? `  Training: ${demoHomeCount} simulated homes; nobody outside is told anything. Exercises: ${page}/training`
      : `  Demonstration: ${demoHomeCount} simulated homes, their time runs ${config.speed} times faster than yours.`,
    `  Sign in with the password ${demoPassword} as`,
    ...demoUsers.map(({ email, what }) => `    ${email.padEnd(30)}${what}`),
    '',
    '  Look at: the worklist when a breakfast is missed (10:00 in the homes) or somebody goes out at night; open an alert,',
    '  acknowledge it, watch who is told; Kathleen in the patient list; the letters to her daughter in the mailbox.',
    '',
  ].join('\n');
}

const secondSignalMs = 1_000;

/** The gateway as a process: settings, start, greeting, an orderly end on the first Ctrl-C and a hard one on the second. */
export async function run(): Promise<void> {
  let config: Config;
  try {
    config = loadConfig(process.env, process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`hearthline: ${(error as Error).message}\n`);
    process.exit(2);
  }
  const log = createLog(config.logLevel);
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    // One signal to the whole group reaches us twice under npm, which passes it on; only a later one means "at once".
    timer(secondSignalMs).subscribe(() => process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(130)));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const app = await startApp(config, log);
    warnOfOpenData(app.dataDir, log);
    const simulator = config.demo ? startDemoSimulator({ ...app, goOut: !config.training, log }) : null;
    process.stdout.write(`${greeting(config, app)}\n`);
    writeCompiled();
    if (!stopping.signal.aborted) await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
    log.info('stopping');
    await simulator?.stop();
    await app.close();
    log.info('stopped');
    process.exit(0);
  } catch (error) {
    log.debug({ err: error }, 'could not start');
    process.stderr.write(`hearthline: ${(error as Error).message}\n`);
    process.exit(1);
  }
}
