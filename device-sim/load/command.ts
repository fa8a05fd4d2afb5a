import { Command } from 'commander';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { mqttUrl, positive, wholeNumber } from '../arguments.ts';
import { wallNow } from '../clock.ts';
import { CredentialsFile } from '../credentials.ts';
import { type LoadClient, type LoadReport, runLoad } from '../load.ts';
import { readingPayload } from './payload.ts';

interface LoadArguments {
  readonly mqtt: URL;
  readonly clients: number;
  readonly inFlight: number;
  readonly seconds: number;
  readonly count?: number;
  readonly rate?: number;
  readonly credentials?: string;
  readonly allowRemote: boolean;
  readonly json: boolean;
}

/** `sim load`: as many QoS 1 publishes as a server acknowledges. */
export function loadCommand(): Command {
  return new Command('load')
    .description('Publish movement readings at QoS 1 as fast as the server acknowledges them, and measure')
    .option('--mqtt <url>', 'the broker', mqttUrl, new URL('mqtt://127.0.0.1:1883'))
    .option('--clients <n>', 'connections', wholeNumber(1), 50)
    .option('--in-flight <n>', 'unacknowledged publishes of each connection', wholeNumber(1), 20)
    .option('--seconds <n>', 'how long to publish', positive, 10)
    .option('--count <n>', 'end after so many publishes', wholeNumber(1))
    .option('--rate <n>', 'publishes a second over all connections; left out: as fast as possible', positive)
    .option('--credentials <file>', 'publish as the devices in this file (see sim --credentials); left out: anonymously')
    .option('--allow-remote', 'for a broker that is not on this machine', false)
    .option('--json', 'print the report as one line of JSON', false)
    .action(load);
}

async function load(args: LoadArguments): Promise<void> {
  const report = await runLoad({
    host: args.mqtt.hostname,
    port: Number(args.mqtt.port || 1883),
    clients: await clientsOf(args),
    inFlight: args.inFlight,
    seconds: args.seconds,
    count: args.count,
    ratePerSecond: args.rate,
    allowRemote: args.allowRemote,
    payload: readingPayload({ run: wallNow().toString(36), kind: 'motion', value: true }),
  });
  process.stdout.write(args.json ? `${JSON.stringify(report)}\n` : `${lines(report)}\n`);
}

async function clientsOf({ clients, credentials }: LoadArguments): Promise<readonly LoadClient[]> {
  if (credentials === undefined)
    return Array.from({ length: clients }, (_, i) => ({ clientId: `load-${i}`, topic: deviceTopics(`load-${i}`).observations }));
  const { devices } = await CredentialsFile.open(credentials);
  if (devices.size < clients) throw new RangeError(`--clients is ${clients}, but ${credentials} holds ${devices.size} devices`);
  return [...devices.values()].slice(0, clients).map(({ deviceId, username, secret }) => ({
    clientId: deviceId,
    username,
    password: secret,
    topic: deviceTopics(deviceId).observations,
  }));
}

function lines(report: LoadReport): string {
  const { published, acknowledged, refused, unanswered, seconds, perSecond, p50Ms, p99Ms, maxMs } = report;
  return [
    `published ${published}, acknowledged ${acknowledged}, refused ${refused}, unanswered ${unanswered} in ${seconds.toFixed(2)} s`,
    `${Math.round(perSecond)} acknowledged a second; p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, longest ${maxMs.toFixed(1)} ms`,
  ].join('\n');
}
