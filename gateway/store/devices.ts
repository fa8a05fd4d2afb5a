import type { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import type { deviceInput } from '../contract/people.ts';
import { newId, newSecret } from '../identity/secret.ts';
import { numberAlarmUnit } from './alarm-unit-numbers.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** An id and the secret that is shown this once. */
export interface NewCredential {
  readonly id: string;
  readonly secret: string;
}

/** Devices and integrations sign in by the same door: an id names one of them only. */
export async function refuseTakenMachineId(db: Db, id: string, table: 'device' | 'integration'): Promise<void> {
  const other = table === 'device' ? 'integration' : 'device';
  const { rows } = await db.query(`select from ${other} where id = $1`, [id]);
  if (rows.length > 0) throw new Refusal('conflict', 'id', `is taken by ${other === 'device' ? 'a device' : 'an integration'}`);
}

export async function addDevice(tx: Write, input: z.output<typeof deviceInput>): Promise<NewCredential> {
  const id = input.id ?? newId('dev');
  const { secret, sha256 } = newSecret();
  await refuseTakenMachineId(tx.db, id, 'device');
  if (input.patientId !== null) await refuseOtherHome(tx.db, input.patientId, input.homeId);
  const hubId = input.hubId ?? null;
  if (hubId !== null) await refuseOtherHub(tx.db, hubId, input.homeId);
  await tx.db.query(
    `insert into device (id, home_id, patient_id, hub_id, kind, name, make, model, room, heartbeat_seconds, prompts, secret_sha256, enrolled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      input.homeId,
      input.patientId,
      hubId,
      input.kind,
      input.name,
      input.make ?? '',
      input.model ?? '',
      input.room,
      input.heartbeatSeconds,
      input.prompts,
      sha256,
      new Date(tx.at),
    ],
  );
  if (input.alarmUnitNumber !== undefined) await numberAlarmUnit(tx, { ...input, number: input.alarmUnitNumber, deviceId: id });
  await deviceChanged(tx, { homeId: input.homeId, patientId: input.patientId });
  await tx.audit('device.add', id, { homeId: input.homeId, kind: input.kind });
  return { id, secret };
}

/** It can no longer sign in and nothing is expected of it; what it said stays. */
export async function revokeDevice(tx: Write, id: string): Promise<void> {
  const { rows } = await tx.db.query<{ homeId: string; patientId: string | null }>(
    `update device set revoked_at = $2 where id = $1 and revoked_at is null returning home_id as "homeId", patient_id as "patientId"`,
    [id, new Date(tx.at)],
  );
  if (!rows[0]) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked already');
  await deviceChanged(tx, rows[0]);
  await tx.audit('device.revoke', id);
}

/**
 * From now on the device may sign in with this certificate in place of its secret; one given before ends at once. `null`: with none.
 * `sha256` is over its DER form.
 */
export async function setDeviceCertificate(tx: Write, id: string, sha256: Buffer | null): Promise<void> {
  if (sha256 !== null) {
    const { rows } = await tx.db.query('select from device where certificate_sha256 = $1 and revoked_at is null and id <> $2', [
      sha256,
      id,
    ]);
    if (rows.length > 0) throw new Refusal('conflict', 'certificate', 'is the certificate of another device');
  }
  const { rowCount } = await tx.db.query('update device set certificate_sha256 = $2 where id = $1 and revoked_at is null', [id, sha256]);
  if (rowCount === 0) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  tx.machinesChanged();
  await tx.audit(sha256 === null ? 'device.certificate-removed' : 'device.certificate', id);
}

/**
 * The same thing in another home is another device: a new id and a new secret, with nothing of what it was before. The old one is
 * revoked in the same step; what it said stays with the people it was said of. An alarm unit takes along the number that is programmed in it.
 */
export async function reissueDevice(
  tx: Write,
  id: string,
  to: { readonly homeId: string; readonly patientId: string | null },
): Promise<NewCredential> {
  await revokeDevice(tx, id);
  const { rows } = await tx.db.query<
    Pick<z.output<typeof deviceInput>, 'kind' | 'name' | 'make' | 'model' | 'heartbeatSeconds' | 'prompts'> & {
      readonly appId: string | null;
      readonly number: string | null;
    }
  >(
    `select kind, name, make, model, heartbeat_seconds as "heartbeatSeconds", prompts, app_id as "appId", number
       from device left join alarm_unit on device_id = id where id = $1`,
    [id],
  );
  const { appId, number, ...device } = rows[0]!;
  if (appId !== null) throw new Refusal('invalid', 'deviceId', 'is the app of one person; pair it anew with whoever uses it now');
  const made = await addDevice(tx, { ...device, ...to, room: null, ...(number !== null && { alarmUnitNumber: number }) });
  await tx.audit('device.reissue', id, { newDeviceId: made.id, homeId: to.homeId });
  return made;
}

/** A new secret; the old one ends at once. */
export async function rotateDevice(tx: Write, id: string): Promise<NewCredential> {
  const { secret, sha256 } = newSecret();
  const { rowCount } = await tx.db.query('update device set secret_sha256 = $2 where id = $1 and revoked_at is null', [id, sha256]);
  if (rowCount === 0) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  tx.machinesChanged();
  await tx.audit('device.rotate', id);
  return { id, secret };
}

/** Nothing is expected of it before `untilAt`: it is being repaired, or was put away. `null` ends a pause at once. */
export async function pauseDevice(
  tx: Write,
  id: string,
  pause: { readonly untilAt: Instant; readonly reason: string } | null,
): Promise<void> {
  if (pause && pause.untilAt <= tx.at) throw new Refusal('invalid', 'untilAt', 'must lie in the future');
  const { rows } = await tx.db.query<{ homeId: string; patientId: string | null }>(
    `update device set paused_until = $2, pause_reason = $3 where id = $1 and revoked_at is null
     returning home_id as "homeId", patient_id as "patientId"`,
    [id, pause ? new Date(pause.untilAt) : null, pause?.reason ?? ''],
  );
  if (!rows[0]) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  await deviceChanged(tx, rows[0]);
  await tx.audit(pause ? 'device.pause' : 'device.resume', id, pause ? { untilAt: new Date(pause.untilAt).toISOString() } : {});
}

/** A person and what is theirs are in one home. */
export async function refuseOtherHome(db: Db, patientId: string, homeId: string): Promise<void> {
  const { rows } = await db.query<{ homeId: string }>('select home_id as "homeId" from patient where id = $1', [patientId]);
  if (rows[0] && rows[0].homeId !== homeId) throw new Refusal('invalid', 'patientId', 'lives in another home');
}

/** A device may only be behind a hub of its own home: an outage of it must not make anybody else's home look blind. */
async function refuseOtherHub(db: Db, hubId: string, homeId: string): Promise<void> {
  const { rows } = await db.query<{ homeId: string; kind: string }>('select home_id as "homeId", kind from device where id = $1', [hubId]);
  if (!rows[0]) throw new Refusal('invalid', 'hubId', 'there is no such hub');
  if (rows[0].kind !== 'hub') throw new Refusal('invalid', 'hubId', 'is not a hub');
  if (rows[0].homeId !== homeId) throw new Refusal('invalid', 'hubId', 'is in another home');
}

async function deviceChanged(tx: Write, device: { readonly homeId: string; readonly patientId: string | null }): Promise<void> {
  if (device.patientId === null) await tx.homeChanged(device.homeId);
  else tx.patientChanged(device.patientId);
  tx.machinesChanged();
}
