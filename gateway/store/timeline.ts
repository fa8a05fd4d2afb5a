import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { TimelineEntry } from '../../rules/model/alert.ts';
import { type Db, inTransaction } from './transaction.ts';

export interface TimelineRow {
  readonly entry: TimelineEntry;
  readonly hash: string;
}

/** The first place where the record of an alert is not what was written. */
export interface BrokenTimeline {
  readonly alertId: string;
  readonly n: number;
  readonly fault: 'missing' | 'changed' | 'added';
}

interface StoredEntry {
  readonly alertId: string;
  readonly n: number;
  readonly entry: string;
  readonly hash: string;
}

const pageSize = 10_000;

/** What happened in an alert, in order. */
export async function timelineOfAlert(db: Db, alertId: string): Promise<TimelineRow[]> {
  const { rows } = await db.query<StoredEntry>('select entry, hash from alert_timeline where alert_id = $1 order by n', [alertId]);
  return rows.map((row) => ({ entry: JSON.parse(row.entry) as TimelineEntry, hash: row.hash }));
}

export interface TimelineReport {
  readonly alerts: number;
  readonly entries: number;
  readonly broken: readonly BrokenTimeline[];
}

/**
 * Reads every timeline as of one moment and compares each hash with the one that its text and its predecessor give, and the
 * number of entries with the number in the alert. Names the first fault of each alert.
 */
export function verifyTimelines(pool: pg.Pool): Promise<TimelineReport> {
  return inTransaction(pool, 'isolation level repeatable read read only', verify);
}

async function verify(db: Db): Promise<TimelineReport> {
  const broken = new Map<string, BrokenTimeline>();
  const last = new Map<string, { n: number; hash: string }>();
  let entries = 0;
  for await (const row of allEntries(db)) {
    entries++;
    const fault = faultIn(row, last.get(row.alertId) ?? { n: 0, hash: '' });
    if (fault && !broken.has(row.alertId)) broken.set(row.alertId, fault);
    last.set(row.alertId, { n: row.n, hash: row.hash });
  }
  const { rows } = await db.query<{ id: string; entries: number }>(
    `select id, (state ->> 'entries')::integer as entries from alert order by id`,
  );
  for (const alert of rows) {
    const n = last.get(alert.id)?.n ?? 0;
    if (n === alert.entries || broken.has(alert.id)) continue;
    broken.set(
      alert.id,
      n < alert.entries ? { alertId: alert.id, n: n + 1, fault: 'missing' } : { alertId: alert.id, n: alert.entries + 1, fault: 'added' },
    );
  }
  return { alerts: rows.length, entries, broken: [...broken.values()] };
}

function faultIn(row: StoredEntry, before: { readonly n: number; readonly hash: string }): BrokenTimeline | null {
  if (row.n !== before.n + 1) return { alertId: row.alertId, n: before.n + 1, fault: 'missing' };
  const hash = createHash('sha256').update(before.hash).update(row.entry).digest('hex');
  if (hash !== row.hash) return { alertId: row.alertId, n: row.n, fault: 'changed' };
  const said = JSON.parse(row.entry) as TimelineEntry;
  return said.alertId === row.alertId && said.n === row.n ? null : { alertId: row.alertId, n: row.n, fault: 'changed' };
}

async function* allEntries(db: Db): AsyncGenerator<StoredEntry> {
  let after: readonly [string, number] = ['', 0];
  for (;;) {
    const { rows } = await db.query<StoredEntry>(
      `select alert_id as "alertId", n, entry, hash from alert_timeline where (alert_id, n) > ($1, $2) order by alert_id, n limit ${pageSize}`,
      [...after],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    after = [end.alertId, end.n];
  }
}
