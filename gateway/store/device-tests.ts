import { day, type Instant } from '../../rules/model/time.ts';
import { endRepair, lockDevices, openFaults } from './kit-repairs.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import { endUpkeepOf } from './upkeep-tasks.ts';
import type { Write } from './write.ts';

/**
 * Somebody has tried a device. If it worked, its fault is over and its monthly test is done; if it did not, its fault is open.
 * Tells whether an open fault is over by it. Throws Refusal: there is no such device in use.
 */
export async function recordTest(tx: Write, deviceId: string, test: { readonly worked: boolean; readonly note: string }): Promise<boolean> {
  const [known] = await lockDevices(tx.db, [deviceId]);
  if (known === undefined) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  await tx.db.query('insert into device_test (device_id, at, by, worked, note) values ($1, $2, $3, $4, $5)', [
    deviceId,
    new Date(tx.at),
    tx.actor,
    test.worked,
    test.note,
  ]);
  await tx.audit(test.worked ? 'device.tested' : 'device.test-failed', deviceId);
  if (!test.worked) {
    await openFaults(tx.db, new Map([[deviceId, tx.at]]), tx.at);
    return false;
  }
  await endUpkeepOf(tx.db, [deviceId], tx.at, ['device-test']);
  return await endRepair(tx, deviceId, test.note);
}

/** Kinds of readings that come by themselves, and say nothing of whether a device does what it is for. */
const signsOfLife = ['battery', 'heartbeat', 'availability', 'device-fault'];
/** The key is ordered by the device's clock: one that is further behind is not found, which a task tells of by then. */
const clockBehindMs = day;

/** When a device was first heard since `since`: to do what it is for, and at all; null: not since then. */
export async function heardSince(
  db: Db,
  deviceId: string,
  since: Instant,
): Promise<{ readonly eventAt: Instant | null; readonly signAt: Instant | null }> {
  const { rows } = await db.query<{ eventAt: Instant | null; signAt: Instant | null }>(
    `select min(received_at) filter (where not snapshot and kind <> all($4)) as "eventAt", min(received_at) as "signAt"
       from observation where source = $1 and observed_at > $3 and received_at >= $2 and (kind <> 'availability' or value::text = '"online"')`,
    [deviceId, new Date(since), new Date(since - clockBehindMs), signsOfLife],
  );
  return rows[0]!;
}
