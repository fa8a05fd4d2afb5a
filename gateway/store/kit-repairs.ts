import { day, type Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Known-broken kit that somebody has taken on; open until tested working. */
export interface RepairRow {
  readonly id: number;
  readonly deviceId: string;
  readonly owner: string;
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

/** Somebody has tried it, and it works. */
export async function testedWorking(tx: Write, deviceId: string, note: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update kit_repair set tested_at = $2, tested_by = $3, note = $4 where device_id = $1 and tested_at is null',
    [deviceId, new Date(tx.at), tx.actor, note],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'deviceId', 'nobody has taken this device on');
  await tx.audit('kit.tested', deviceId);
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
