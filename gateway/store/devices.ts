import type { z } from 'zod';
import type { DeviceKind, Room } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { deviceInput } from '../contract/people.ts';
import { newId, newSecret } from '../identity/secret.ts';
import { lastHeard } from './last-heard.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface DeviceRow {
  readonly id: string;
  readonly homeId: string;
  readonly patientId: string | null;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly room: Room | null;
  readonly heartbeatSeconds: number | null;
  readonly prompts: boolean;
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastHeardAt: Instant | null;
}

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
  await tx.db.query(
    `insert into device (id, home_id, patient_id, kind, name, room, heartbeat_seconds, prompts, secret_sha256, enrolled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, input.homeId, input.patientId, input.kind, input.name, input.room, input.heartbeatSeconds, input.prompts, sha256, new Date(tx.at)],
  );
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

/** A new secret; the old one ends at once. */
export async function rotateDevice(tx: Write, id: string): Promise<NewCredential> {
  const { secret, sha256 } = newSecret();
  const { rowCount } = await tx.db.query('update device set secret_sha256 = $2 where id = $1 and revoked_at is null', [id, sha256]);
  if (rowCount === 0) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  tx.machinesChanged();
  await tx.audit('device.rotate', id);
  return { id, secret };
}

const columns = `d.id, d.home_id as "homeId", d.patient_id as "patientId", d.kind, d.name, d.room, d.heartbeat_seconds as "heartbeatSeconds",
  d.prompts, d.enrolled_at as "enrolledAt", d.revoked_at as "revokedAt", heard.at as "lastHeardAt"`;

/** Up to `limit` devices after the id `after`, revoked ones too, ordered by id; `homeId` null: of every home. */
export async function listDevices(
  db: Db,
  query: { readonly homeId: string | null; readonly after: string; readonly limit: number; readonly now: Instant },
): Promise<DeviceRow[]> {
  const { rows } = await db.query<DeviceRow>(
    `select ${columns} from
       (select * from device where id > $2 and ($3::text is null or home_id = $3) order by id limit $4) d, ${lastHeard('d.id', '$1')} order by d.id`,
    [new Date(query.now), query.after, query.homeId, query.limit],
  );
  return rows;
}

/** Devices in use whose readings say something about this patient. */
export async function devicesOfPatient(db: Db, patientId: string, now: Instant): Promise<DeviceRow[]> {
  const { rows } = await db.query<DeviceRow>(
    `select ${columns} from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id),
            ${lastHeard('d.id', '$1')}
      where p.id = $2 and d.revoked_at is null order by d.name, d.id`,
    [new Date(now), patientId],
  );
  return rows;
}

async function refuseOtherHome(db: Db, patientId: string, homeId: string): Promise<void> {
  const { rows } = await db.query<{ homeId: string }>('select home_id as "homeId" from patient where id = $1', [patientId]);
  if (rows[0] && rows[0].homeId !== homeId) throw new Refusal('invalid', 'patientId', 'lives in another home');
}

async function deviceChanged(tx: Write, device: { readonly homeId: string; readonly patientId: string | null }): Promise<void> {
  if (device.patientId === null) await tx.homeChanged(device.homeId);
  else tx.patientChanged(device.patientId);
  tx.machinesChanged();
}
