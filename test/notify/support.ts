import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { vi } from 'vitest';
import { createNotifierMetrics } from '../../gateway/notify/metrics.ts';
import { createNotifier, type NotifierDeps } from '../../gateway/notify/notifier.ts';
import type { ChannelAdapter, FateSink } from '../../gateway/ports.ts';
import { createNotificationStore } from '../../gateway/store/notifications.ts';
import type { Notification } from '../../rules/model/effect.ts';

export const silentLog = pino({ level: 'silent' });

let count = 0;

/** An escalation by e-mail to a daughter, at the virtual clock's beginning, good for a week. */
export function aNotification(changes: Partial<Notification> = {}): Notification {
  count += 1;
  const createdAt = changes.createdAt ?? Date.UTC(2026, 0, 5, 8, 0);
  return {
    id: `alert-1/g0/s0/contact:c-1/email${count}`,
    alertId: 'alert-1',
    patientId: 'p-1',
    recipient: { kind: 'contact', id: 'c-1', name: 'Maureen' },
    channel: { kind: 'email', address: 'maureen@example.org' },
    severity: 'moderate',
    purpose: 'escalation',
    subject: 'Please look at Hearthline',
    body: "Kathleen's fridge was not opened between 07:00 and 10:00.",
    command: null,
    createdAt,
    sendAt: null,
    expiresAt: createdAt + 7 * 86_400_000,
    ...changes,
  };
}

export const aHighOne = (changes: Partial<Notification> = {}) => aNotification({ severity: 'high', ...changes });

/** Stores a row as the commit of a decision does. */
export async function commit(pool: pg.Pool, notification: Notification, row: { status?: string; tries?: number; nextTryAt?: number } = {}) {
  const status = row.status ?? (notification.sendAt === null ? 'queued' : 'planned');
  const { id, alertId, patientId, channel, severity, purpose, createdAt } = notification;
  await pool.query(
    `insert into notification (id, alert_id, patient_id, channel_kind, severity, purpose, status, body, next_try_at, tries, created_at, updated_at, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), $10, to_timestamp($11 / 1000.0), to_timestamp($11 / 1000.0), 1)
     on conflict (id) do nothing`,
    [id, alertId, patientId, channel.kind, severity, purpose, status, notification, row.nextTryAt ?? null, row.tries ?? 0, createdAt],
  );
}

export interface Row {
  status: string;
  tries: number;
  detail: string;
  next_try_at: number | null;
  updated_at: number;
}

export async function rowOf(pool: pg.Pool, id: string): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>('select status, tries, detail, next_try_at, updated_at from notification where id = $1', [id]);
  return rows[0];
}

export async function untilStatus(pool: pg.Pool, id: string, status: string): Promise<Row> {
  return vi.waitFor(
    async () => {
      const row = await rowOf(pool, id);
      if (row?.status !== status) throw new Error(`${id} is ${row?.status ?? 'absent'}, not ${status}`);
      return row;
    },
    { timeout: 10_000, interval: 5 },
  );
}

/** The row waits for another try, after `tries` of them. */
export async function untilRetry(pool: pg.Pool, id: string, tries: number): Promise<Row> {
  return vi.waitFor(
    async () => {
      const row = await rowOf(pool, id);
      if (!row?.next_try_at || row.tries !== tries) throw new Error(`${id} is ${row?.status} after ${row?.tries} tries`);
      return row;
    },
    { timeout: 10_000, interval: 5 },
  );
}

export const until = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 10_000, interval: 2 });

/** A channel that writes down what it was given and answers as told. */
export function recordingChannel(kind: ChannelAdapter['kind'], answer?: (n: Notification, nth: number) => void | Promise<void>) {
  const sent: { readonly id: string; readonly repeat: boolean }[] = [];
  const adapter: ChannelAdapter = {
    kind,
    async send(notification, { repeat }) {
      sent.push({ id: notification.id, repeat });
      await answer?.(notification, sent.length);
      return { fate: kind === 'email' || kind === 'mqtt' ? 'sent' : 'delivered', detail: 'taken' };
    },
  };
  return { adapter, sent };
}

export function recordingFates() {
  const told: { readonly id: string; readonly fate: string; readonly detail: string }[] = [];
  const sink: FateSink = { fate: ({ id }, fate, detail) => void told.push({ id, fate, detail }) };
  return { sink, told };
}

/** A notifier as the gateway builds it, with figures of its own. */
export function build(pool: pg.Pool, deps: Pick<NotifierDeps, 'adapters' | 'fateSink' | 'clock'> & Partial<NotifierDeps>) {
  const registry = new Registry();
  const notifier = createNotifier({
    store: createNotificationStore(pool),
    log: silentLog,
    metrics: createNotifierMetrics(registry),
    ...deps,
  });
  return { notifier, registry };
}

/** Waits for the gate to open. */
export const opened = (gate: BehaviorSubject<boolean>) => firstValueFrom(gate.pipe(filter(Boolean))).then(() => {});

/** A pool whose server is not there. */
export const poolToNowhere = () =>
  new pg.Pool({ connectionString: 'postgres://nobody:none@127.0.0.1:1/none', connectionTimeoutMillis: 1_000 });

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
