import type { DeviceKind, Room } from '../../rules/model/patient.ts';
import { type FaultCause, faultCauseOf } from '../../rules/model/stream.ts';
import type { Instant } from '../../rules/model/time.ts';
import { lastHeard } from './last-heard.ts';
import type { Db } from './transaction.ts';

export interface DeviceRow {
  readonly id: string;
  readonly homeId: string;
  readonly patientId: string | null;
  readonly hubId: string | null;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly make: string;
  readonly model: string;
  readonly room: Room | null;
  /** As declared; null: only when used. */
  readonly heartbeatSeconds: number | null;
  readonly learnedSeconds: number | null;
  readonly learnedGaps: number | null;
  readonly learnedFrom: 'device' | 'model' | null;
  readonly prompts: boolean;
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
  readonly pausedUntilAt: Instant | null;
  /** Latest arrival; for a hub also of what is behind it. */
  readonly lastHeardAt: Instant | null;
  /** Until when whose it is is away by agreement; null: at home, away without an end, or it belongs to several. */
  readonly awayUntilAt: Instant | null;
  /** The last that is known of its hub, or of itself if it is one. */
  readonly hubLostAt: Instant | null;
  readonly hubBackAt: Instant | null;
  /** For a hub: names of what is behind it. */
  readonly behind: readonly string[];
  /** What speaks against it, each since when. */
  readonly faults: readonly { readonly cause: FaultCause; readonly sinceAt: Instant }[];
}

interface Told {
  readonly key: string;
  readonly faulty: boolean;
  readonly at: Instant;
}

/** `$1` is now. Faults and reachability are looked for in an index of their own, `observation_kit`. */
const columns = `d.id, d.home_id as "homeId", d.patient_id as "patientId", d.hub_id as "hubId", d.kind, d.name, d.make, d.model, d.room,
  d.heartbeat_seconds as "heartbeatSeconds", d.learned_seconds as "learnedSeconds", d.learned_gaps as "learnedGaps", d.learned_from as "learnedFrom",
  d.prompts, d.enrolled_at as "enrolledAt", d.revoked_at as "revokedAt", d.paused_until as "pausedUntilAt", away.until as "awayUntilAt",
  greatest(heard.at, through.at) as "lastHeardAt", hub."lostAt" as "hubLostAt", hub."backAt" as "hubBackAt", told.faults as told, coalesce(through.names, '{}') as behind`;
const around = `${lastHeard('d.id', '$1')}
  left join lateral (
    select max(heard.at) as at, array_agg(child.name order by child.name) as names from device child, ${lastHeard('child.id', '$1')} where d.kind = 'hub' and child.hub_id = d.id and child.revoked_at is null
  ) through on true
  left join lateral (
    select p.presence_until as until from patient p
     where p.home_id = d.home_id and p.presence_mode <> 'home'
       and (p.id = d.patient_id or (d.patient_id is null and (select count(*) from patient o where o.home_id = d.home_id) = 1)) limit 1
  ) away on true
  left join lateral (
    select case when value::text = '"offline"' then received_at end as "lostAt", case when value::text = '"online"' then received_at end as "backAt"
      from observation where source = coalesce(d.hub_id, case when d.kind = 'hub' then d.id end) and kind = 'availability'
     order by observed_at desc limit 1
  ) hub on true
  left join lateral (
    select coalesce(json_agg(f order by f.at), '[]'::json) as faults from (
      select key, value::text = '"faulty"' as faulty, (extract(epoch from received_at) * 1000)::bigint as at
        from observation where source = d.id and kind = 'device-fault' order by observed_at desc limit 20
    ) f
  ) told on true`;

/** What stands of what was told, in order: each cause is faulty from the first time said until it is taken back. */
export function standingFaults(told: readonly Told[]): DeviceRow['faults'] {
  const standing = new Map<FaultCause, Instant>();
  for (const { key, faulty, at } of told) {
    const cause = faultCauseOf(key);
    if (!faulty) standing.delete(cause);
    else if (!standing.has(cause)) standing.set(cause, at);
  }
  return [...standing].map(([cause, sinceAt]) => ({ cause, sinceAt }));
}

async function rowsOf(db: Db, text: string, values: unknown[]): Promise<DeviceRow[]> {
  const { rows } = await db.query<DeviceRow & { readonly told: readonly Told[] }>(text, values);
  return rows.map(({ told, ...row }) => ({ ...row, faults: standingFaults(told) }));
}

/** Up to `limit` devices after the id `after`, revoked ones too, ordered by id; `homeId` null: of every home. */
export function listDevices(
  db: Db,
  query: { readonly homeId: string | null; readonly after: string; readonly limit: number; readonly now: Instant },
): Promise<DeviceRow[]> {
  return rowsOf(
    db,
    `select ${columns} from
       (select * from device where id > $2 and ($3::text is null or home_id = $3) order by id limit $4) d cross join ${around} order by d.id`,
    [new Date(query.now), query.after, query.homeId, query.limit],
  );
}

/** Devices in use whose readings say something about this patient. */
export function devicesOfPatient(db: Db, patientId: string, now: Instant): Promise<DeviceRow[]> {
  return rowsOf(
    db,
    `select ${columns} from
       (select d.* from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)
         where p.id = $2 and d.revoked_at is null) d cross join ${around} order by d.name, d.id`,
    [new Date(now), patientId],
  );
}

/** Those of `ids` that are in use. */
export function devicesById(db: Db, ids: readonly string[], now: Instant): Promise<DeviceRow[]> {
  return rowsOf(
    db,
    `select ${columns} from (select * from device where id = any($2) and revoked_at is null) d cross join ${around} order by d.name, d.id`,
    [new Date(now), ids],
  );
}
