import type pg from 'pg';
import { merged } from '../../rules/model/blindness.ts';
import type { BlindInput } from '../../rules/model/input.ts';
import { day, type Instant, type Interval } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import { type Db, inTransaction } from './transaction.ts';
import type { Write } from './write.ts';

/**
 * `gateway`: nobody listened, we were blind. `database`: readings waited, and urgent alerts went out unstored; nothing was lost. `unattended`:
 * nobody watched the alerts of the centre.
 */
export type IncidentKind = 'gateway' | 'database' | 'unattended';

export interface IncidentRow {
  readonly id: string;
  readonly kind: IncidentKind;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Somebody has read it. */
  readonly seenAt: Instant | null;
  readonly seenBy: string | null;
}

/** Outages looked back on: no wait is longer. */
const lookBackMs = 35 * day;

/** When this gateway was last alive by what it wrote itself, in care time; null: never. */
export async function lastBeat(db: Db): Promise<{ readonly careAt: Instant; readonly wallAt: Instant } | null> {
  const { rows } = await db.query<{ careAt: number; wallAt: number }>('select care_at as "careAt", wall_at as "wallAt" from gateway_beat');
  return rows[0] ?? null;
}

const beatSql = `insert into gateway_beat (care_at, wall_at) values ($1, $2)
  on conflict (one) do update set care_at = excluded.care_at, wall_at = excluded.wall_at`;

/** The gateway is alive. */
export async function beat(db: Db, careAt: Instant, wallAt: Instant): Promise<void> {
  await db.query(beatSql, [new Date(careAt), new Date(wallAt)]);
}

const incidentSql = `insert into system_incident (id, kind, from_at, to_at) values ($1, $2, $3, $4) on conflict (id) do nothing`;
const idOf = (kind: IncidentKind, { fromAt }: Interval) => `${kind}-${fromAt}`;

/** An outage that people should know of. The same one twice is one. */
export async function addIncident(db: Db, kind: IncidentKind, stretch: Interval): Promise<void> {
  await db.query(incidentSql, [idOf(kind, stretch), kind, new Date(stretch.fromAt), new Date(stretch.toAt)]);
}

/**
 * An outage found at the start, before anything is judged: what the judge is told of it, the incident, and that we are alive again, all or
 * nothing. A start that is cut short finds the same outage again.
 */
export async function storeOutage(pool: pg.Pool, seq: number, input: BlindInput, wallAt: Instant): Promise<void> {
  const { stretch } = input;
  await inTransaction(pool, '', async (db) => {
    await db.query(`insert into journal (seq, patient_id, type, input) values ($1, null, 'blind', $2)`, [seq, JSON.stringify(input)]);
    await db.query(incidentSql, [idOf('gateway', stretch), 'gateway', new Date(stretch.fromAt), new Date(stretch.toAt)]);
    await db.query(beatSql, [new Date(input.at), new Date(wallAt)]);
  });
}

/** What the judge was told of our outages, as far back as any wait looks, in order. */
export async function blindInputs(db: Db, now: Instant): Promise<BlindInput[]> {
  const { rows } = await db.query<{ input: BlindInput }>(`select input from journal where type = 'blind' order by seq`);
  return rows.map((row) => row.input).filter((input) => input.stretch.toAt > now - lookBackMs);
}

/** Our outages, for a view of what could not be heard. */
export async function blindStretches(db: Db, now: Instant): Promise<readonly Interval[]> {
  const { rows } = await db.query<Interval>(
    `select from_at as "fromAt", to_at as "toAt" from system_incident where kind = 'gateway' and to_at > $1`,
    [new Date(now - lookBackMs)],
  );
  return merged(rows);
}

/** Nobody has watched in this stretch so far; `told`: how often somebody was told of it, and when last (wall clock). */
export async function saveUnattended(
  db: Db,
  stretch: Interval,
  told?: { readonly times: number; readonly toldAt: Instant },
): Promise<void> {
  await db.query(
    `insert into system_incident (id, kind, from_at, to_at, told, told_at) values ($1, 'unattended', $2, $3, $4, $5)
     on conflict (id) do update set to_at = excluded.to_at, told = greatest(system_incident.told, excluded.told),
       told_at = coalesce(excluded.told_at, system_incident.told_at)`,
    [idOf('unattended', stretch), new Date(stretch.fromAt), new Date(stretch.toAt), told?.times ?? 0, told ? new Date(told.toldAt) : null],
  );
}

/** When somebody was last told that nobody watches (wall clock); null: never. */
export async function lastUnattended(db: Db): Promise<{ readonly toldAt: Instant } | null> {
  const { rows } = await db.query<{ toldAt: Instant }>(
    `select told_at as "toldAt" from system_incident where kind = 'unattended' and told_at is not null order by told_at desc limit 1`,
  );
  return rows[0] ?? null;
}

/** The newest incidents first. */
export async function listIncidents(db: Db, limit: number): Promise<IncidentRow[]> {
  const { rows } = await db.query<IncidentRow>(
    `select id, kind, from_at as "fromAt", to_at as "toAt", seen_at as "seenAt", seen_by as "seenBy"
       from system_incident order by to_at desc, id limit $1`,
    [limit],
  );
  return rows;
}

/** A person has read it. Saying it twice changes nothing. */
export async function incidentSeen(tx: Write, id: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update system_incident set seen_by = coalesce(seen_by, $3), seen_at = coalesce(seen_at, $2) where id = $1',
    [id, new Date(tx.at), tx.actor],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'incidentId', 'there is no such incident');
  await tx.audit('incident.seen', id);
}

/** The outage in which nobody could be seen at an instant; null: we could see. */
export async function outageAt(db: Db, at: Instant): Promise<Interval | null> {
  const { rows } = await db.query<Interval>(
    `select from_at as "fromAt", to_at as "toAt" from system_incident where kind = 'gateway' and from_at <= $1 and to_at > $1 limit 1`,
    [new Date(at)],
  );
  return rows[0] ?? null;
}
