import { endRepair, lockDevices, openFaults } from './kit-repairs.ts';
import { Refusal } from './refusal.ts';
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
