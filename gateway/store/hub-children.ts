import type { z } from 'zod';
import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { HubChild } from '../adapters/said.ts';
import type { foundDeviceMapping } from '../contract/hubs.ts';
import { addDevice } from './devices.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Readings of a device that are looked through for its last values. */
const looksBack = 300;

const columns = `c.native_id as id, c.name, c.make, c.model, c.dialect, c.entities, c.availability_topic as "availabilityTopic", d.id as "deviceId"`;
const source = 'hub_child c left join device d on d.id = c.device_id and d.revoked_at is null';

function childOf({ availabilityTopic, ...child }: HubChild & { availabilityTopic: string | null }): HubChild {
  return availabilityTopic === null ? child : { ...child, availabilityTopic };
}

/** What is behind a hub, in the order in which it was found. */
export async function hubChildren(db: Db, hubId: string): Promise<HubChild[]> {
  const { rows } = await db.query<HubChild & { availabilityTopic: string | null }>(
    `select ${columns} from ${source} where c.hub_id = $1 order by c.found_at, c.native_id`,
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

/** Something found behind a hub of a home and not mapped. */
export interface FoundRow {
  readonly hubId: string;
  readonly child: HubChild;
  readonly foundAt: Instant;
  readonly messages: number;
  readonly lastHeardAt: Instant | null;
  readonly last: { readonly topic: string; readonly payload: Buffer } | null;
}

/** What was found in a home and waits to be mapped, heard last first. */
export async function foundInHome(db: Db, homeId: string): Promise<FoundRow[]> {
  type Row = HubChild & { availabilityTopic: string | null; hubId: string } & Omit<FoundRow, 'child' | 'hubId' | 'last'> & {
      topic: string | null;
      payload: Buffer | null;
    };
  const { rows } = await db.query<Row>(
    `select ${columns}, c.hub_id as "hubId", c.found_at as "foundAt", kept.messages, kept.at as "lastHeardAt", last.topic, last.payload
       from device hub join hub_child c on c.hub_id = hub.id left join device d on d.id = c.device_id and d.revoked_at is null
       cross join lateral (
         select count(*)::int as messages, max(received_at) as at from quarantine q where q.source = c.hub_id and q.native_id = c.native_id
       ) kept
       left join lateral (
         select topic, payload from quarantine q where q.source = c.hub_id and q.native_id = c.native_id order by id desc limit 1
       ) last on true
      where hub.home_id = $1 and hub.revoked_at is null and d.id is null
      order by kept.at desc nulls last, c.native_id`,
    [homeId],
  );
  return rows.map(({ hubId, foundAt, messages, lastHeardAt, topic, payload, ...child }) => ({
    hubId,
    child: childOf(child),
    foundAt,
    messages,
    lastHeardAt,
    last: topic === null || payload === null ? null : { topic, payload },
  }));
}

/** What was found becomes a device of the home, behind its hub. Returns the device's id. */
export async function mapFound(tx: Write, homeId: string, input: z.output<typeof foundDeviceMapping>): Promise<string> {
  const { hubId, nativeId, ...device } = input;
  const { rows } = await tx.db.query<HubChild & { availabilityTopic: string | null }>(
    `select ${columns} from ${source} join device hub on hub.id = c.hub_id where c.hub_id = $1 and c.native_id = $2 and hub.home_id = $3 for update of c`,
    [hubId, nativeId, homeId],
  );
  const found = rows[0];
  if (!found) throw new Refusal('not-found', 'nativeId', 'nothing of this name was found behind this hub');
  if (found.deviceId !== null) throw new Refusal('conflict', 'nativeId', `is mapped already, to the device ${found.deviceId}`);
  // It signs in by its hub: nobody is told the secret that every device has.
  const { id } = await addDevice(tx, { ...device, homeId, hubId, make: found.make, model: found.model, prompts: false });
  await tx.db.query('update hub_child set device_id = $3 where hub_id = $1 and native_id = $2', [hubId, nativeId, id]);
  await tx.audit('device.map', id, { hubId, nativeId });
  return id;
}
