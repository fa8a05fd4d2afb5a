import { parseArgs } from 'node:util';
import type { Choice } from '../admin/data-dir.ts';
import { givenId } from '../contract/ids.ts';

export interface FlowsArguments {
  readonly help: boolean;
  /** Which embedded database is meant. */
  readonly choice: Choice;
  /** Devices that flows may have speak; `+`: all. */
  readonly speakers: readonly string[];
  /** Where the gateway is, if not where its settings say. */
  readonly http: string | null;
  readonly mqtt: string | null;
}

export const usage = `npm run flows -- [--speaker DEVICE]… [--demo | --no-demo] [--http URL] [--mqtt URL]

  Starts Node-RED beside the gateway, for people with the role administrator. Ctrl-C stops it; the gateway does not notice.

  --speaker DEVICE  a device that flows may have speak; may be given several times; + for all
  --demo, --no-demo whose gateway; unset: the one that runs
  --http, --mqtt    where the gateway is; unset: on this machine, at the ports of its settings
`;

/** Reads the command line. Throws an Error with one line naming what is wrong. */
export function readFlowsArguments(argv: readonly string[]): FlowsArguments {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      speaker: { type: 'string', multiple: true, default: [] },
      demo: { type: 'boolean' },
      http: { type: 'string' },
      mqtt: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  for (const id of values.speaker)
    if (id !== '+' && !givenId.safeParse(id).success) throw new Error('--speaker must be the id of a device, or +');
  return {
    help: values.help,
    choice: values.demo === undefined ? null : values.demo ? 'demo' : 'real',
    speakers: values.speaker,
    http: addressOf('--http', values.http, ['http:', 'https:']),
    mqtt: addressOf('--mqtt', values.mqtt, ['mqtt:', 'mqtts:', 'ws:', 'wss:']),
  };
}

function addressOf(option: string, text: string | undefined, protocols: readonly string[]): string | null {
  if (text === undefined) return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw new Error(`${option} must be a URL that begins with ${protocols.map((one) => `${one}//`).join(', ')}`);
  return text.replace(/\/+$/, '');
}
