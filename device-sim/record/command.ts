import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { connectAsync, type MqttClient } from 'mqtt';
import { mqttUrl, span } from '../arguments.ts';
import { wallNow } from '../clock.ts';
import { type Heard, recordingOf, scenarioOf } from './fixture.ts';

interface RecordArguments {
  readonly filter: string;
  readonly out: string;
  readonly mqtt: URL;
  readonly user: string;
  readonly for?: number;
}

/** `sim record`: what devices say, taken down without identities until Ctrl-C or the end of a time. */
export function recordCommand(): Command {
  return new Command('record')
    .description('take down live traffic as a scenario without identities: names, numbers and texts replaced, times shifted by whole weeks')
    .option('--filter <topic filter>', 'what to listen to; the integration must be allowed to', 'hearthline/v1/#')
    .requiredOption('--out <file>', 'where the scenario is written')
    .option('--mqtt <url>', 'the broker of the gateway', mqttUrl, new URL('mqtt://127.0.0.1:1883'))
    .requiredOption('--user <id>', 'an integration; its secret stands in HEARTHLINE_SIM_RECORD_SECRET')
    .option('--for <time>', 'end by itself after a time such as 90s or 5m (real time)', span)
    .action(record);
}

async function record({ filter, out, mqtt, user, ...args }: RecordArguments): Promise<void> {
  const secret = process.env.HEARTHLINE_SIM_RECORD_SECRET;
  if (!secret) throw new Error("set HEARTHLINE_SIM_RECORD_SECRET to the integration's secret");
  const client = await connectAsync(mqtt.href, { protocolVersion: 4, username: user, password: secret, reconnectPeriod: 0 });
  const heard: Heard[] = [];
  client.on('message', (topic, payload, { retain }) => heard.push({ at: wallNow(), topic, payload, retain }));
  const lost = new Promise<boolean>((resolve) => client.once('close', () => resolve(true)));
  let isLost = false;
  try {
    await listen(client, filter);
    process.stderr.write(`sim: listening to ${filter}; end with Ctrl-C\n`);
    isLost = await Promise.race([lost, ended(args.for)]);
  } finally {
    await client.endAsync(true);
  }
  const { recording, replaced } = recordingOf(heard);
  await writeFile(out, scenarioOf(recording, `Recorded in ${recording.messages.length} messages`), { mode: 0o600 });
  const devices = Object.keys(recording.devices).length;
  process.stdout.write(
    `${recording.messages.length} messages of ${devices} devices in ${out}; ${replaced} names, ids and texts replaced\n`,
  );
  if (isLost) throw new Error('the connection was lost; what had come until then is written');
}

/** Throws when the gateway does not let the integration listen. */
async function listen(client: MqttClient, filter: string): Promise<void> {
  const refused = new Error(`the integration may not listen to ${filter}`);
  const grants = await client.subscribeAsync(filter, { qos: 1 }).catch(() => {
    throw refused;
  });
  if (grants.length === 0 || grants.some(({ qos }) => qos > 2)) throw refused;
}

/** Resolves with false when somebody, or the time, has ended it. */
function ended(seconds: number | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = () => resolve(false);
    process.once('SIGINT', end).once('SIGTERM', end);
    if (seconds !== undefined) setTimeout(end, seconds * 1_000);
  });
}
