import { z } from 'zod';
import { channelSettings } from './channel-settings.ts';
import { retentionSettings } from './retention-settings.ts';
import { integer, type Setting, text, url } from './setting.ts';
import { signInSettings } from './sign-in-settings.ts';

const port = integer(0, 65_535);

/** Time-lapse beyond this makes a day shorter than 15 seconds, and deadlines come closer together than commits. */
const fastest = 6_000;

const speed = z
  .string()
  .regex(/^[0-9]{1,4}(\.[0-9]{1,3})?$/, `must be a number from 1 to ${fastest}`)
  .transform(Number)
  .pipe(z.number().min(1, `must be at least 1`).max(fastest, `must be at most ${fastest}`));

/** Every setting there is. The list in README.md is checked against this one by a test. */
export const settings = {
  mqttPort: {
    name: 'HEARTHLINE_MQTT_PORT',
    standard: '1883',
    meaning: 'TCP port of the MQTT broker; 0 takes a free one',
    schema: port,
  },
  mqttTlsPort: {
    name: 'HEARTHLINE_MQTT_TLS_PORT',
    standard: null,
    meaning: 'TCP port of the MQTT broker over TLS, commonly 8883; 0 takes a free one; unset: no TLS',
    schema: port,
  },
  mqttTlsCert: {
    name: 'HEARTHLINE_MQTT_TLS_CERT',
    standard: null,
    meaning: 'PEM file with the certificate for TLS and those between it and its authority; read again upon SIGHUP',
    schema: text,
  },
  mqttTlsKey: {
    name: 'HEARTHLINE_MQTT_TLS_KEY',
    standard: null,
    meaning: 'PEM file with the private key of that certificate',
    schema: text,
  },
  httpPort: {
    name: 'HEARTHLINE_HTTP_PORT',
    standard: '8080',
    meaning: 'TCP port of the dashboard and the HTTP API; 0 takes a free one',
    schema: port,
  },
  flowsPort: {
    name: 'HEARTHLINE_FLOWS_PORT',
    standard: '1880',
    meaning: 'TCP port of Node-RED beside the gateway, for this machine only; 0 takes a free one',
    schema: port,
  },
  scaipPort: {
    name: 'HEARTHLINE_SCAIP_PORT',
    standard: null,
    meaning: 'UDP and TCP port for social alarm units (SCAIP over SIP), commonly 5060; 0 takes a free one; unset: none are received',
    schema: port,
  },
  scaipVoiceTo: {
    name: 'HEARTHLINE_SCAIP_VOICE_TO',
    standard: null,
    meaning: 'number that alarm units are told to call for the voice call; unset: the one that is programmed in them',
    schema: z.string().regex(/^(tel:\+?[0-9]{2,20}|sips?:[^\s<>&]{3,250})$/, 'must be a tel: or sip: address such as tel:+441632960000'),
  },
  host: {
    name: 'HEARTHLINE_HOST',
    standard: '0.0.0.0',
    meaning: 'address both ports are bound to; devices in homes must reach it, 127.0.0.1 keeps to this machine',
    schema: text,
  },
  dataDir: {
    name: 'HEARTHLINE_DATA_DIR',
    standard: './data',
    meaning: 'folder for the embedded database and generated secrets',
    schema: text,
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    standard: null,
    meaning: 'PostgreSQL or TimescaleDB to use; unset: an embedded PostgreSQL in the data folder',
    schema: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/hearthline'),
  },
  ...channelSettings,
  publicUrl: {
    name: 'HEARTHLINE_PUBLIC_URL',
    standard: null,
    meaning: 'address people open in a browser, used in links; unset: http://localhost and the HTTP port',
    schema: url(['http:', 'https:'], 'https://hearthline.example.org'),
  },
  secret: {
    name: 'HEARTHLINE_SECRET',
    standard: null,
    meaning: 'signs sessions and links, at least 32 characters; unset: generated once and kept in the data folder',
    schema: z.string().min(32, 'must have at least 32 characters'),
  },
  ...signInSettings,
  speed: {
    name: 'HEARTHLINE_SPEED',
    standard: null,
    meaning: 'care time runs this many times faster than the wall clock (also --speed); unset: 60 with the demonstration homes, else 1',
    schema: speed,
  },
  logLevel: {
    name: 'HEARTHLINE_LOG_LEVEL',
    standard: 'info',
    meaning: 'fatal, error, warn, info, debug, trace or silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    }),
  },
  lanes: {
    name: 'HEARTHLINE_LANES',
    standard: '2',
    meaning: 'lanes that patients are spread over; each has one judge and one transaction at a time',
    schema: integer(1, 64),
  },
  offerSeconds: {
    name: 'HEARTHLINE_OFFER_SECONDS',
    standard: '90',
    meaning: 'seconds that a rapid response unit has to answer before a visit is offered to the next',
    schema: integer(10, 3_600),
  },
  mqttMaxPayloadBytes: {
    name: 'HEARTHLINE_MQTT_MAX_PAYLOAD_BYTES',
    standard: '65536',
    meaning: 'largest MQTT message',
    schema: integer(128, 16_777_216),
  },
  mqttMessagesPerSecond: {
    name: 'HEARTHLINE_MQTT_MESSAGES_PER_SECOND',
    standard: '50',
    meaning: 'messages a second that one device may send for long, over all its connections',
    schema: integer(1, 1_000_000),
  },
  mqttBurst: {
    name: 'HEARTHLINE_MQTT_BURST',
    standard: '500',
    meaning: 'messages that one device may send at once, such as after an outage',
    schema: integer(1, 1_000_000),
  },
  mqttBadSignInsPerSecond: {
    name: 'HEARTHLINE_MQTT_BAD_SIGN_INS_PER_SECOND',
    standard: '3',
    meaning: 'failed MQTT sign-ins a second from one address before it must wait',
    schema: integer(1, 10_000),
  },
  mqttMaxTopicLevels: {
    name: 'HEARTHLINE_MQTT_MAX_TOPIC_LEVELS',
    standard: '10',
    meaning: 'deepest MQTT topic',
    schema: integer(4, 100),
  },
  maxWaitingReadings: {
    name: 'HEARTHLINE_MAX_WAITING_READINGS',
    standard: '20000',
    meaning: 'readings held in memory without an acknowledgement before senders are slowed down',
    schema: integer(100, 10_000_000),
  },
  ...retentionSettings,
} as const satisfies Record<string, Setting>;

/** Command-line options of the gateway, for `--help` and the README. */
export const options = [
  { name: '--speed <n>', meaning: 'the same as HEARTHLINE_SPEED, and stronger' },
  { name: '--no-demo', meaning: 'no demonstration homes; time runs as on the wall' },
  {
    name: '--training',
    meaning: 'exercises on simulated homes in real time, with a database of their own; nobody outside is told anything',
  },
] as const;
