import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { HubChild } from '../adapters/said.ts';
import type { Db } from './transaction.ts';

/** Readings of a device that are looked through for its last values. */
const looksBack = 300;

/** Columns of a HubChild, of `childSource`. */
export const childColumns = `c.native_id as id, c.name, c.make, c.model, c.dialect, c.entities, c.availability_topic as "availabilityTopic", d.id as "deviceId",
  c.ignored_at is not null as ignored`;
export const childSource = 'hub_child c left join device d on d.id = c.device_id and d.revoked_at is null';
export type ChildRow = HubChild & { readonly availabilityTopic: string | null };

export function childOf({ availabilityTopic, ...child }: ChildRow): HubChild {
  return availabilityTopic === null ? child : { ...child, availabilityTopic };
}

/** What is behind a hub, in the order in which it was found. */
export async function hubChildren(db: Db, hubId: string): Promise<HubChild[]> {
  const { rows } = await db.query<ChildRow>(
    `select ${childColumns} from ${childSource} where c.hub_id = $1 order by c.found_at, c.native_id`,
    [hubId],
  );
  return rows.map(childOf);
}

/** The last value of each kind that each device behind a hub has told, as far as it is among its newest readings. */
export async function lastValues(db: Db, hubId: string): Promise<Map<string, Map<ObservationKind, ObservationValue>>> {
  const { rows } = await db.query<{ source: string; kind: ObservationKind; value: ObservationValue }>(
    `select distinct on (newest.source, newest.kind) newest.source, newest.kind, newest.value
       from hub_child c cross join lateral (
         select source, kind, value, received_at, seq from observation where source = c.device_id order by observed_at desc limit ${looksBack}
       ) newest
      where c.hub_id = $1 order by newest.source, newest.kind, newest.seq desc`,
    [hubId],
  );
  const values = new Map<string, Map<ObservationKind, ObservationValue>>();
  for (const row of rows) values.set(row.source, (values.get(row.source) ?? new Map()).set(row.kind, row.value));
  return values;
}

/** Remembers what was found or described. A device that it is mapped to stays. */
export async function saveHubChild(db: Db, hubId: string, child: HubChild, at: Instant): Promise<void> {
  await db.query(
    `insert into hub_child (hub_id, native_id, dialect, name, make, model, entities, availability_topic, found_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (hub_id, native_id) do update set dialect = excluded.dialect, name = excluded.name, make = excluded.make, model = excluded.model,
       entities = excluded.entities, availability_topic = excluded.availability_topic`,
    [
      hubId,
      child.id,
      child.dialect,
      child.name,
      child.make,
      child.model,
      JSON.stringify(child.entities),
      child.availabilityTopic ?? null,
      new Date(at),
    ],
  );
}

/** What was found by its name is known by its address now. */
export async function renameHubChild(db: Db, hubId: string, from: string, to: string): Promise<void> {
  await db.query('update hub_child set native_id = $3 where hub_id = $1 and native_id = $2', [hubId, from, to]);
  await db.query('update quarantine set native_id = $3 where source = $1 and native_id = $2', [hubId, from, to]);
}

/** A message of something that was not mapped when it came. */
export interface KeptMessage {
  readonly id: number;
  readonly topic: string;
  readonly payload: Buffer;
  readonly receivedAt: Instant;
}

/** What was kept of one, oldest first. */
export async function keptMessages(db: Db, hubId: string, nativeId: string): Promise<KeptMessage[]> {
  const { rows } = await db.query<KeptMessage>(
    `select id, topic, payload, received_at as "receivedAt" from quarantine where source = $1 and native_id = $2 order by id`,
    [hubId, nativeId],
  );
  return rows;
}

/** Children of a hub that are mapped and of which something is still kept: the gateway ended before it was replayed. */
export async function unreplayed(db: Db, hubId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct q.native_id as id from quarantine q join hub_child c on c.hub_id = q.source and c.native_id = q.native_id
       join device d on d.id = c.device_id and d.revoked_at is null
      where q.source = $1 and q.native_id is not null order by 1`,
    [hubId],
  );
  return rows.map(({ id }) => id);
}

/** It is replayed. */
export async function forgetKept(db: Db, hubId: string, nativeId: string, upToId: number): Promise<void> {
  await db.query('delete from quarantine where source = $1 and native_id = $2 and id <= $3', [hubId, nativeId, upToId]);
}

/** Keeps the newest `most` messages of one. */
export async function trimKept(db: Db, hubId: string, nativeId: string, most: number): Promise<void> {
  await db.query(
    `delete from quarantine where source = $1 and native_id = $2
       and id <= (select id from quarantine where source = $1 and native_id = $2 order by id desc offset $3 limit 1)`,
    [hubId, nativeId, most],
  );
}
