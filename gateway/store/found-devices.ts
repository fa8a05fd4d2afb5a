import type { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import type { HubChild } from '../adapters/said.ts';
import type { foundDeviceMapping, ignoredDevice } from '../contract/hubs.ts';
import { addDevice } from './devices.ts';
import { type ChildRow, childColumns, childOf, childSource } from './hub-children.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Something found behind a hub of a home and not mapped. */
export interface FoundRow {
  readonly hubId: string;
  readonly child: HubChild;
  readonly foundAt: Instant;
  /** That it is none of this home's, in whose words; null: it waits to be mapped. */
  readonly ignored: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
  readonly messages: number;
  readonly lastHeardAt: Instant | null;
  readonly last: { readonly topic: string; readonly payload: Buffer } | null;
}

/** What was found in a home and is not mapped: what waits for it first, heard last first. */
export async function foundInHome(db: Db, homeId: string): Promise<FoundRow[]> {
  type Row = ChildRow & { hubId: string } & Omit<FoundRow, 'child' | 'hubId' | 'last' | 'ignored'> & {
      topic: string | null;
      payload: Buffer | null;
      ignoredAt: Instant | null;
      ignoredBy: string;
      ignoredReason: string;
    };
  const { rows } = await db.query<Row>(
    `select ${childColumns}, c.hub_id as "hubId", c.found_at as "foundAt", kept.messages, kept.at as "lastHeardAt", last.topic, last.payload,
            c.ignored_at as "ignoredAt", coalesce(u.name, c.ignored_by) as "ignoredBy", c.ignored_reason as "ignoredReason"
       from device hub join hub_child c on c.hub_id = hub.id left join device d on d.id = c.device_id and d.revoked_at is null
       left join identity_user u on c.ignored_by = 'user:' || u.id
       cross join lateral (
         select count(*)::int as messages, max(received_at) as at from quarantine q where q.source = c.hub_id and q.native_id = c.native_id
       ) kept
       left join lateral (
         select topic, payload from quarantine q where q.source = c.hub_id and q.native_id = c.native_id order by id desc limit 1
       ) last on true
      where hub.home_id = $1 and hub.revoked_at is null and d.id is null
      order by c.ignored_at is not null, kept.at desc nulls last, c.native_id`,
    [homeId],
  );
  return rows.map(({ hubId, foundAt, messages, lastHeardAt, topic, payload, ignoredAt, ignoredBy, ignoredReason, ...child }) => ({
    hubId,
    child: childOf(child),
    foundAt,
    ignored: ignoredAt === null ? null : { at: ignoredAt, by: ignoredBy, reason: ignoredReason },
    messages,
    lastHeardAt,
    last: topic === null || payload === null ? null : { topic, payload },
  }));
}

/** Which thing: what its hub calls it, in this home. */
type Which = Pick<z.output<typeof ignoredDevice>, 'hubId' | 'nativeId'>;

/** What was found, to be changed. Throws Refusal where nothing of this name was found in this home, or it is mapped already. */
async function foundForUpdate(tx: Write, homeId: string, { hubId, nativeId }: Which): Promise<HubChild> {
  const { rows } = await tx.db.query<ChildRow>(
    `select ${childColumns} from ${childSource} join device hub on hub.id = c.hub_id
      where c.hub_id = $1 and c.native_id = $2 and hub.home_id = $3 for update of c`,
    [hubId, nativeId, homeId],
  );
  const found = rows[0];
  if (!found) throw new Refusal('not-found', 'nativeId', 'nothing of this name was found behind this hub');
  if (found.deviceId !== null) throw new Refusal('conflict', 'nativeId', `is mapped already, to the device ${found.deviceId}`);
  return childOf(found);
}

/** What was found becomes a device of the home, behind its hub. Returns the device's id. */
export async function mapFound(tx: Write, homeId: string, input: z.output<typeof foundDeviceMapping>): Promise<string> {
  const { hubId, nativeId, ...device } = input;
  const { make, model } = await foundForUpdate(tx, homeId, input);
  // It signs in by its hub: nobody is told the secret that every device has.
  const { id } = await addDevice(tx, { ...device, homeId, hubId, make, model, prompts: false });
  await tx.db.query(
    `update hub_child set device_id = $3, ignored_at = null, ignored_by = null, ignored_reason = null where hub_id = $1 and native_id = $2`,
    [hubId, nativeId, id],
  );
  await tx.audit('device.map', id, { hubId, nativeId });
  return id;
}

/** It is none of this home's. From now on nothing that it says is kept; what was kept stays until this is taken back and it is mapped. */
export async function ignoreFound(tx: Write, homeId: string, input: z.output<typeof ignoredDevice>): Promise<void> {
  const { hubId, nativeId, reason } = input;
  await foundForUpdate(tx, homeId, input);
  await tx.db.query('update hub_child set ignored_at = $3, ignored_by = $4, ignored_reason = $5 where hub_id = $1 and native_id = $2', [
    hubId,
    nativeId,
    new Date(tx.at),
    tx.actor,
    reason,
  ]);
  await tx.audit('found-device.ignore', hubId, { nativeId });
}

/** It waits to be mapped again. */
export async function heedFound(tx: Write, homeId: string, input: Which): Promise<void> {
  const { hubId, nativeId } = input;
  const { ignored } = await foundForUpdate(tx, homeId, input);
  if (!ignored) throw new Refusal('conflict', 'nativeId', 'is not ignored');
  await tx.db.query(
    'update hub_child set ignored_at = null, ignored_by = null, ignored_reason = null where hub_id = $1 and native_id = $2',
    [hubId, nativeId],
  );
  await tx.audit('found-device.heed', hubId, { nativeId });
}
