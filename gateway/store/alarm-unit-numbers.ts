import type { DeviceKind } from '../../rules/model/patient.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** A number of an alarm unit, without leading zeros, and the device that it is. */
export interface AlarmUnitRow {
  readonly number: string;
  readonly deviceId: string;
}

/** The number becomes this device's. One that a revoked device had is free again. Throws Refusal when another device has it, or it is no alarm unit. */
export async function numberAlarmUnit(tx: Write, { number, deviceId, kind }: AlarmUnitRow & { readonly kind: DeviceKind }): Promise<void> {
  if (kind !== 'alarm-unit') throw new Refusal('invalid', 'alarmUnitNumber', 'only an alarm unit has one');
  await tx.db.query('delete from alarm_unit using device d where number = $1 and d.id = device_id and d.revoked_at is not null', [number]);
  await tx.db.query('insert into alarm_unit (number, device_id) values ($1, $2)', [number, deviceId]);
}

/** The unit of this number that is in use, or with null those of every number. */
export async function alarmUnits(db: Db, number: string | null): Promise<AlarmUnitRow[]> {
  const { rows } = await db.query<AlarmUnitRow>(
    `select u.number, u.device_id as "deviceId" from alarm_unit u join device d on d.id = u.device_id
      where d.revoked_at is null and ($1::text is null or u.number = $1)`,
    [number],
  );
  return rows;
}
