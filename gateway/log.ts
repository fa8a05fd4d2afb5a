import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from './config.ts';

/** Fields that are never written, at any depth: secrets, what was measured, and who people are. */
const withheld = new Set(
  ['password', 'secret', 'token', 'authorization', 'cookie', 'set-cookie', 'credential', 'databaseUrl', 'smtpUrl', 'url']
    .concat(['payload', 'value', 'values', 'observation', 'observations', 'state', 'body', 'params', 'input', 'text', 'words'])
    .concat(['nhsNumber', 'givenName', 'familyName', 'knownAs', 'birthDate', 'address', 'email', 'to', 'summary'])
    .map((name) => name.toLowerCase()),
);
const mark = '[withheld]';
const deepest = 4;

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth > deepest) return mark;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return describeInstance(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withheld.has(key.toLowerCase()) ? mark : redact(item, depth + 1)]),
  );
}

/** Of objects of a class only what is known to be harmless: the route of a request, not its address, which may hold a link's token. */
function describeInstance(value: object): unknown {
  if (value instanceof Date) return value.toISOString();
  const { method, routeOptions, statusCode } = value as { method?: unknown; routeOptions?: { url?: unknown }; statusCode?: unknown };
  if (typeof method === 'string' && routeOptions) return { method, url: routeOptions.url };
  return typeof statusCode === 'number' ? { statusCode } : mark;
}

/**
 * What may be told of an error: neither its other fields (a database error's detail holds the row) nor the message of a database
 * error about data (class 22), which quotes what it could not read.
 */
function describeError(error: Error): Record<string, unknown> {
  const { code, table, constraint } = error as { code?: string; table?: string; constraint?: string };
  const aboutData = typeof code === 'string' && /^22...$/.test(code);
  const message = aboutData ? `Database error ${code}` : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, message, code, table, constraint, stack: frames.join('\n') };
}

function withoutCredentials(line: string): string {
  return line.replace(/\/\/[^\s/@"]+@/g, '//***@');
}

interface Line {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** One line a person reads: `08:00:03 info  Ready  port=8080`. */
function forTerminal(line: string): string {
  const { time, level, msg = '', err, ...rest } = JSON.parse(line) as Line;
  // Text from outside makes no line of its own, and moves no cursor.
  const plain = (value: unknown) => typeof value === 'string' && !/\p{Cc}/u.test(value);
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${plain(value) ? value : JSON.stringify(value)}`);
  const trouble = err?.message ? `${err.message}${err.stack ? `\n${err.stack}` : ''}` : '';
  const shown = [msg, fields.join(' '), trouble === msg ? '' : trouble].filter((part) => part !== '').join('  ');
  return `${time.slice(11, 19)} ${level.padEnd(5)} ${shown}\n`;
}

/**
 * The gateway's log: JSON lines, or lines for people when `out` is a terminal. Secrets and clinical values are withheld whatever
 * is passed in fields; what is written into a message itself is the caller's responsibility.
 */
export function createLog(
  level: Config['logLevel'],
  out: { write(text: string): unknown; readonly isTTY?: boolean } = process.stdout,
): Logger {
  const stream: DestinationStream = {
    write: (line) => {
      out.write(withoutCredentials(out.isTTY ? forTerminal(line) : line));
    },
  };
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields, 0) as Record<string, unknown> },
      serializers: { err: (error: unknown) => redact(error, 0) },
    },
    stream,
  );
}
