import type { Instant } from '../../rules/model/time.ts';
import type { SignpostInput } from '../contract/services.ts';
import { postMessage } from './my/messages.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface SignpostRow {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly note: string;
  readonly how: SignpostInput['how'];
  readonly alertId: string | null;
  readonly at: Instant;
  readonly by: string;
}

/** Ids of the accounts with which the person reads their own messages now. */
export async function ownAccounts(db: Db, patientId: string, at: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct r.user_id as id from relation r join identity_account a on a.user_id = r.user_id
      where r.patient_id = $1 and r.kind = 'self' and r.ended_at is null and (r.until_at is null or r.until_at > $2) order by id`,
    [patientId, new Date(at)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes down that somebody was told of a service, and sends them `text` where they read messages. The same one twice is one. Throws Refusal:
 * there is no such patient or service, they do not use the app, or another signpost has the id.
 */
export async function addSignpost(
  tx: Write,
  patientId: string,
  by: { readonly id: string; readonly name: string },
  input: SignpostInput & { readonly text: string },
): Promise<void> {
  const { id, serviceId, alertId, note, how, text } = input;
  const { rowCount } = await tx.db.query(
    `insert into signpost (id, patient_id, service_id, alert_id, note, how, by_name, at)
     select $1, p.id, $3, a.id, $5, $6, $7, $8 from patient p left join alert a on a.id = $4 and a.patient_id = p.id
      where p.id = $2 and (a.id is not null or $4::text is null) on conflict (id) do nothing`,
    [id, patientId, serviceId, alertId, note, how, by.name, new Date(tx.at)],
  );
  if (rowCount === 0) {
    const same = await tx.db.query('select from signpost where id = $1 and patient_id = $2 and service_id = $3', [
      id,
      patientId,
      serviceId,
    ]);
    if (same.rowCount === 1) return;
    const taken = await tx.db.query('select from signpost where id = $1', [id]);
    throw taken.rowCount === 1
      ? new Refusal('conflict', 'id', 'is taken')
      : new Refusal('not-found', 'patientId', 'there is no such patient, or no such alert of theirs');
  }
  if (how === 'app') {
    const accounts = await ownAccounts(tx.db, patientId, tx.at);
    if (accounts.length === 0) throw new Refusal('invalid', 'how', 'they do not use the app: tell them by telephone');
    for (const userId of accounts) await postMessage(tx, { patientId, userId, id, fromTeam: true, authorId: by.id, text, answers: false });
  }
  await tx.audit('signpost.add', id, { patientId, serviceId, how });
}

const select = `
  select g.id, g.service_id as "serviceId", s.body->>'name' as "serviceName", g.note, g.how, g.alert_id as "alertId", g.at, g.by_name as by
    from signpost g join service s on s.id = g.service_id`;

/** The newest first. */
export async function signpostsOf(db: Db, patientId: string): Promise<SignpostRow[]> {
  return (await db.query<SignpostRow>(`${select} where g.patient_id = $1 order by g.at desc, g.id limit 200`, [patientId])).rows;
}

export async function signpostsOfAlert(db: Db, alertId: string): Promise<SignpostRow[]> {
  return (await db.query<SignpostRow>(`${select} where g.alert_id = $1 order by g.at desc, g.id`, [alertId])).rows;
}
