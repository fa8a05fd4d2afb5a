import { languageNamed } from '../../rules/languages/in-language.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { CommandInput } from '../contract/commands.ts';
import { newId } from '../identity/secret.ts';
import type { NotificationStatus } from './notifications.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

interface Addressee {
  readonly patientId: string;
  readonly knownAs: string;
}

/** A command as it is stored, with what it follows from. */
export interface CommandRow {
  readonly notification: Notification;
  readonly status: NotificationStatus;
  /** What the device has said short of done. */
  readonly answer: 'delivered' | 'expired' | null;
  readonly detail: string;
  readonly changedAt: Instant;
  readonly askedBy: string | null;
  readonly deviceName: string;
  /** Of the agreement that it follows from; null: somebody asked, or it is no more. */
  readonly template: string | null;
}

/**
 * Stores words that somebody has a device speak, or a test of it, and gives them as the outbox takes them; `askedBy` is who is shown to have
 * asked. Nothing judged them: their place in the order of judgement is 0, so that a replay does not look for the decision. Refuses what the
 * device cannot do.
 */
export async function addCommand(tx: Write, deviceId: string, input: CommandInput, askedBy: string): Promise<Notification> {
  const { patientId, knownAs } = await addresseeOf(tx, deviceId, input);
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
    command: { type: input.type, kind: input.kind, ...languageNamed(input.language) },
    createdAt: tx.at,
    sendAt: null,
    expiresAt: tx.at + input.expiresAfter,
  };
  await tx.db.query(
    `insert into notification (id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq, asked_by)
     values ($1, $2, 'mqtt', $3, $4, 'queued', $5, $6, $6, 0, $7)`,
    [notification.id, patientId, notification.severity, notification.purpose, JSON.stringify(notification), new Date(tx.at), askedBy],
  );
  await tx.audit('device.command', deviceId, { notificationId: notification.id, patientId, type: input.type });
  return notification;
}

async function addresseeOf(tx: Write, deviceId: string, { type, patientId: named }: CommandInput): Promise<Addressee> {
  const { rows } = await tx.db.query<Addressee & { prompts: boolean; behindHub: boolean }>(
    `select d.prompts, d.hub_id is not null as "behindHub", p.id as "patientId", p.known_as as "knownAs"
       from device d join patient p on p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)
      where d.id = $1 and d.revoked_at is null order by p.id`,
    [deviceId],
  );
  const [first] = rows;
  if (!first) throw new Refusal('not-found', 'deviceId', 'there is no such device, or it is revoked');
  if (first.behindHub) throw new Refusal('invalid', 'deviceId', 'is behind a hub, and hears no commands');
  if (type !== 'test' && !first.prompts) throw new Refusal('invalid', 'deviceId', 'can neither speak nor show words');
  if (named === null && rows.length > 1) throw new Refusal('invalid', 'patientId', 'is missing: several people hear this device');
  const addressee = named === null ? first : rows.find((row) => row.patientId === named);
  if (!addressee) throw new Refusal('invalid', 'patientId', 'does not hear this device');
  return addressee;
}

/** The newest commands of a device or to a patient's devices, also of devices that are revoked. */
export async function listCommands(
  db: Db,
  of: { readonly deviceId: string } | { readonly patientId: string },
  limit: number,
): Promise<CommandRow[]> {
  const [what, id] = 'deviceId' in of ? [`n.body #>> '{channel,address}'`, of.deviceId] : ['n.patient_id', of.patientId];
  const { rows } = await db.query<CommandRow>(
    `select n.body as notification, n.status, n.answer, n.detail, n.updated_at as "changedAt", n.asked_by as "askedBy",
            coalesce(d.name, n.body #>> '{channel,address}') as "deviceName", agreed.template
       from (select * from notification n where ${what} = $1 and n.channel_kind = 'mqtt' order by n.created_at desc, n.id desc limit $2) n
       left join device d on d.id = n.body #>> '{channel,address}'
       left join alert a on a.id = n.alert_id
       left join lateral (
         select template from scenario s where n.asked_by is null and s.id = coalesce(a.scenario_id, split_part(n.id, '/prompt/', 1)) limit 1
       ) agreed on true
      order by n.created_at desc, n.id desc`,
    [id, limit],
  );
  return rows;
}
