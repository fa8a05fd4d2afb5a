import { safetyKinds } from '../../rules/model/device-test.ts';
import { faultKey } from '../../rules/model/stream.ts';
import { day, type Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Known-broken kit; open until tested working. */
export interface RepairRow {
  readonly id: number;
  readonly deviceId: string;
  /** null: nobody yet, as with a safety device whose fault opens by itself. */
  readonly owner: string | null;
  readonly interimPlan: string;
  readonly since: Instant;
  readonly dueAt: Instant;
}

/** Known-broken kit is a risk with a clock of 24 hours (clinical.md, UK telecare practice). */
export const repairWithinMs = day;

export async function openRepairs(db: Db): Promise<RepairRow[]> {
  const { rows } = await db.query<RepairRow>(
    `select id, device_id as "deviceId", owner, interim_plan as "interimPlan", since, due_at as "dueAt" from kit_repair
      where tested_at is null order by due_at, id`,
  );
  return rows;
}

/** Somebody takes a device on, or says what has changed. Its clock goes on from when it was found. */
export async function takeOn(
  tx: Write,
  deviceId: string,
  plan: { readonly owner: string; readonly interimPlan: string; readonly since: Instant },
): Promise<void> {
  const { rowCount } = await tx.db.query('select from device where id = $1 and revoked_at is null', [deviceId]);
  if (rowCount === 0) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  await tx.db.query(
    `insert into kit_repair (device_id, owner, interim_plan, since, due_at) values ($1, $2, $3, $4, $5)
     on conflict (device_id) where tested_at is null do update set owner = excluded.owner, interim_plan = excluded.interim_plan`,
    [deviceId, plan.owner, plan.interimPlan, new Date(plan.since), new Date(plan.since + repairWithinMs)],
  );
  await tx.audit('kit.take-on', deviceId, { owner: plan.owner });
}

/** Ends the open fault of a device that was tested working; false: there was none. */
export async function endRepair(tx: Write, deviceId: string, note: string): Promise<boolean> {
  const { rowCount } = await tx.db.query(
    'update kit_repair set tested_at = $2, tested_by = $3, note = $4 where device_id = $1 and tested_at is null',
    [deviceId, new Date(tx.at), tx.actor, note],
  );
  return rowCount !== 0;
}

/** Whoever records a test and whoever opens a fault wait for each other. Gives those that are in use. */
export async function lockDevices(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from device where id = any($1) and revoked_at is null order by id for no key update',
    [ids],
  );
  return rows.map(({ id }) => id);
}

/**
 * The faults of these devices are open, each since then, unless they are or were tested working after that. Revoked devices have none.
 * Run it in a transaction: a test that is being recorded is waited for, and then counts.
 */
export async function openFaults(db: Db, faults: ReadonlyMap<string, Instant>, at: Instant): Promise<void> {
  if (faults.size === 0) return;
  await lockDevices(db, [...faults.keys()]);
  await db.query(
    `insert into kit_repair (device_id, interim_plan, since, due_at)
     select f.id, '', f.since, f.since + make_interval(secs => $4)
       from unnest($1::text[], $2::timestamptz[]) as f (id, since) join device d on d.id = f.id and d.revoked_at is null
      where f.since <= $3 and not exists (select from device_test t where t.device_id = f.id and t.worked and t.at >= f.since)
     on conflict (device_id) where tested_at is null do nothing`,
    [[...faults.keys()], [...faults.values()].map((since) => new Date(since)), new Date(at), repairWithinMs / 1_000],
  );
}

/** Faults that safety devices have told of in the last day, or that we saw, also if they are over: each since when. */
export async function recentSafetyFaults(db: Db, at: Instant): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await db.query<{ id: string; since: Instant }>(
    `select d.id, min(o.received_at) as since from device d join observation o on o.source = d.id and o.kind = 'device-fault'
        and o.observed_at > $2 and o.value::text = '"faulty"' and o.key <> $3
      where d.revoked_at is null and d.kind = any($1) group by d.id`,
    [safetyKinds, new Date(at - day), faultKey('clock')],
  );
  return new Map(rows.map(({ id, since }) => [id, since]));
}

/** Where devices are and whom they serve, by device id. */
export async function placesOf(
  db: Db,
  deviceIds: readonly string[],
): Promise<Map<string, { readonly address: string; readonly patients: readonly { readonly id: string; readonly name: string }[] }>> {
  const { rows } = await db.query<{ id: string; address: string; patients: { id: string; name: string }[] }>(
    `select d.id, h.address,
            (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.known_as || ' ' || p.family_name) order by p.id), '[]'::json)
               from patient p where p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)) as patients
       from device d join home h on h.id = d.home_id where d.id = any($1)`,
    [deviceIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
