import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

type Key = keyof typeof settings;
type Value<K extends Key> = z.output<(typeof settings)[K]['schema']>;
type Parsed = { readonly [K in Key]: (typeof settings)[K]['standard'] extends null ? Value<K> | null : Value<K> };

/** Everything the gateway is told from outside, checked. */
export type Config = Omit<Parsed, 'speed' | 'publicUrl' | 'requireSecondFactor'> & {
  /** Whoever works for the service needs a second factor. */
  readonly requireSecondFactor: boolean;
  /** Care time runs this many times faster than the wall clock. */
  readonly speed: number;
  /** Without a slash at the end. Follows `httpPort`, so it is only final once that port is known. */
  readonly publicUrl: string;
  /** Run with demonstration homes. */
  readonly demo: boolean;
  /** Run for training: demonstration homes in real time, exercises, and no way out to anybody. */
  readonly training: boolean;
};

/** Whoever practises must reach nobody, whatever the environment was set to for the real thing. */
const noWayOut = { smtpUrl: null, notifyApiKey: null, voiceWebhookUrl: null, oidcIssuer: null } as const;

/** How fast care time runs with the demonstration homes: an hour a minute. */
const demoSpeed = 60;

function readSetting(setting: Setting, value: string | undefined, from: string): unknown {
  const text = value === undefined || value === '' ? setting.standard : value;
  if (text === null) return null;
  const result = setting.schema.safeParse(text);
  if (result.success) return result.data;
  throw new Error(`${from} ${result.error.issues[0]?.message}`);
}

const options = { speed: { type: 'string' }, 'no-demo': { type: 'boolean' }, training: { type: 'boolean' } } as const;

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new Error(`Command line: ${(error as Error).message.split('. ')[0]}; known are --speed <n>, --no-demo and --training`);
  }
}

/**
 * Reads the settings from the environment and the command line (`argv` without the program's own two words).
 * Throws an Error with one line naming the setting that is wrong; values are not repeated, they may be secret.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Config {
  const values = readArguments(argv);
  const entries = Object.entries(settings).map(([key, setting]) => [key, readSetting(setting, env[setting.name], setting.name)]);
  const parsed = Object.fromEntries(entries) as Parsed;
  const spoken = values.speed === undefined ? null : (readSetting(settings.speed, values.speed, '--speed') as number);
  const demo = values['no-demo'] !== true;
  const training = values.training === true;
  if (training && !demo) throw new Error('--training lives on demonstration homes: leave --no-demo out');
  if (training && parsed.databaseUrl !== null)
    throw new Error('DATABASE_URL is set, and training has a database of its own: start it without');
  if (parsed.mqttTlsPort !== null && (parsed.mqttTlsCert === null || parsed.mqttTlsKey === null))
    throw new Error('HEARTHLINE_MQTT_TLS_PORT needs HEARTHLINE_MQTT_TLS_CERT and HEARTHLINE_MQTT_TLS_KEY');
  if (parsed.oidcIssuer !== null && (parsed.oidcClientId === null || parsed.oidcClientSecret === null))
    throw new Error('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  return {
    ...parsed,
    ...(training ? noWayOut : {}),
    requireSecondFactor: (parsed.requireSecondFactor ?? (demo ? 'off' : 'staff')) === 'staff',
    demo,
    training,
    speed: spoken ?? parsed.speed ?? (demo && !training ? demoSpeed : 1),
    publicUrl: (parsed.publicUrl ?? `http://localhost:${parsed.httpPort}`).replace(/\/+$/, ''),
  };
}
