import type { Notification } from '../../rules/model/effect.ts';
import type { CommandInput } from '../contract/commands.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Write } from './write.ts';

interface Addressee {
  readonly patientId: string;
  readonly knownAs: string;
}

/**
 * Stores words that another system has a device speak, and gives them as the outbox takes them. Nothing judged them: their place in
 * the order of judgement is 0, so that a replay does not look for the decision. Refuses a device that cannot speak.
 */
export async function addCommand(tx: Write, deviceId: string, input: CommandInput): Promise<Notification> {
  const { patientId, knownAs } = await addresseeOf(tx, deviceId, input.patientId);
  const notification: Notification = {
    id: newId('cmd'),
    alertId: null,
    patientId,
    recipient: { kind: 'device', id: deviceId, name: knownAs },
    channel: { kind: 'mqtt', address: deviceId },
    severity: 'low',
    purpose: 'prompt',
    subject: knownAs,
    body: input.text,
    command: { type: input.type, kind: input.kind },
    createdAt: tx.at,
    sendAt: null,
    expiresAt: tx.at + input.expiresAfter,
  };
  await tx.db.query(
    `insert into notification (id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq)
     values ($1, $2, 'mqtt', $3, $4, 'queued', $5, $6, $6, 0)`,
    [notification.id, patientId, notification.severity, notification.purpose, JSON.stringify(notification), new Date(tx.at)],
  );
  await tx.audit('device.command', deviceId, { notificationId: notification.id, type: input.type });
  return notification;
}

async function addresseeOf(tx: Write, deviceId: string, named: string | null): Promise<Addressee> {
  const { rows } = await tx.db.query<Addressee & { prompts: boolean }>(
    `select d.prompts, p.id as "patientId", p.known_as as "knownAs"
       from device d join patient p on p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)
      where d.id = $1 and d.revoked_at is null order by p.id`,
    [deviceId],
  );
  const [first] = rows;
  if (!first) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  if (!first.prompts) throw new Refusal('invalid', 'deviceId', 'can neither speak nor show words');
  if (named === null && rows.length > 1) throw new Refusal('invalid', 'patientId', 'is missing: several people hear this device');
  const addressee = named === null ? first : rows.find((row) => row.patientId === named);
  if (!addressee) throw new Refusal('invalid', 'patientId', 'does not hear this device');
  return addressee;
}
