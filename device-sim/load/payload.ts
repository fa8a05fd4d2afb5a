import { wallNow } from '../clock.ts';

const numberDigits = 9;
const clientDigits = 5;

/**
 * The `id` of the n-th reading of a client in a run: what `readingPayload` wrote, so that acknowledged readings can be looked up later.
 * `run` is a short word of the caller's; client below 100,000, n below a thousand million.
 */
export function readingId(run: string, client: number, n: number): string {
  return `${run}-${String(client).padStart(clientDigits, '0')}-${String(n).padStart(numberDigits, '0')}`;
}

export interface ReadingTemplate {
  /** Begins every id. */
  readonly run: string;
  readonly kind: string;
  readonly value: unknown;
  /** Instant that goes into `observedAt`; the default is the wall clock. */
  readonly now?: () => number;
}

/**
 * Unique readings at the price of a few digits each: one buffer is laid out once and patched for every call.
 * The buffer that is returned is the same each time; copy it before asking for the next.
 */
export function readingPayload(template: ReadingTemplate): (client: number, n: number) => Buffer {
  const now = template.now ?? wallNow;
  const id = readingId(template.run, 0, 0);
  const zero = new Date(0).toISOString();
  const buffer = Buffer.from(JSON.stringify({ id, observedAt: zero, kind: template.kind, value: template.value }));
  const clientAt = buffer.indexOf(id) + Buffer.byteLength(template.run) + 1;
  const numberAt = clientAt + clientDigits + 1;
  const timeAt = buffer.indexOf(zero);
  let stampedAt = -1;
  return (client, n) => {
    const at = now();
    if (at !== stampedAt) {
      buffer.write(new Date(at).toISOString(), timeAt, 'latin1');
      stampedAt = at;
    }
    writeDigits(buffer, clientAt, clientDigits, client);
    writeDigits(buffer, numberAt, numberDigits, n);
    return buffer;
  };
}

function writeDigits(buffer: Buffer, offset: number, digits: number, value: number): void {
  let rest = value;
  for (let i = offset + digits - 1; i >= offset; i--) {
    const next = Math.floor(rest / 10);
    buffer[i] = 48 + rest - next * 10;
    rest = next;
  }
}
