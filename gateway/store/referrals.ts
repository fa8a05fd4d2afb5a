import { type ReferralInput, type ReferralStep, type ReferralView, referralSteps } from '../contract/services.ts';
import { newId } from '../identity/secret.ts';
import { dueAtOf, isOver, lacking, mayGoOn } from '../services/referral.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import { serviceById } from './services.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** An instant as the wire has it. */
const isoText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The task that holds the clock of a referral. */
const taskOf = (referralId: string) => `referral/${referralId}`;

/**
 * Refers somebody to a service, with a task that is due when the service must have taken them. Returns the id. Throws Refusal:
 * something that the service asks is missing, there is no such patient or service, or the id is taken.
 */
export async function addReferral(tx: Write, patientId: string, byName: string, input: ReferralInput): Promise<string> {
  const id = input.id ?? newId('ref');
  const service = await serviceById(tx.db, input.serviceId);
  if (!service) throw new Refusal('invalid', 'serviceId', 'there is no such service');
  const missing = lacking(input, service);
  if (missing.length > 0) throw new Refusal('invalid', '', 'the referral is not complete', missing);
  const { rows } = await tx.db.query<{ name: string }>(`select known_as || ' ' || family_name as name from patient where id = $1`, [
    patientId,
  ]);
  if (!rows[0]) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  const dueAt = new Date(dueAtOf(tx.at));
  await tx.db.query(
    `insert into referral (id, patient_id, service_id, reason, answers, consent_basis, consent_note, alert_id, step, sent_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'sent', $9, $10)`,
    [
      id,
      patientId,
      service.id,
      input.reason,
      JSON.stringify(input.answers),
      input.consent.basis,
      input.consent.note,
      input.alertId,
      new Date(tx.at),
      dueAt,
    ],
  );
  await addStep(tx, id, 'sent', byName, '');
  await tx.db.query(
    `insert into task (id, kind, patient_id, alert_id, text, created_at, until_at) values ($1, 'referral', $2, $3, $4, $5, $6)`,
    [taskOf(id), patientId, input.alertId, `${rows[0].name} to ${service.name}: see that they are taken on.`, new Date(tx.at), dueAt],
  );
  await tx.audit('referral.send', id, { patientId, serviceId: service.id });
  return id;
}

/** Writes down how far it has come; its task ends with it. Throws Refusal: it stands elsewhere than `from`, or may not go to `to`. */
export async function goOn(
  tx: Write,
  id: string,
  byName: string,
  { from, to, note }: { readonly from: ReferralStep; readonly to: ReferralStep; readonly note: string },
): Promise<void> {
  const { rows } = await tx.db.query<{ step: ReferralStep; patientId: string }>(
    'select step, patient_id as "patientId" from referral where id = $1 for update',
    [id],
  );
  const now = rows[0];
  if (!now) throw new Refusal('not-found', 'id', 'there is no such referral');
  if (now.step !== from) throw new Refusal('conflict', 'from', `it is ${now.step} meanwhile`);
  if (!mayGoOn(from, to)) throw new Refusal('invalid', 'to', `a referral that is ${from} cannot become ${to}`);
  await tx.db.query('update referral set step = $2 where id = $1', [id, to]);
  await addStep(tx, id, to, byName, note);
  if (isOver(to))
    await tx.db.query('update task set done_at = $2, done_by = $3 where id = $1 and done_at is null', [
      taskOf(id),
      new Date(tx.at),
      tx.actor,
    ]);
  await tx.audit('referral.step', id, { patientId: now.patientId, step: to });
}

async function addStep(tx: Write, id: string, step: ReferralStep, byName: string, note: string): Promise<void> {
  await tx.db.query(
    `insert into referral_step (referral_id, n, step, at, by_name, note)
     values ($1, (select count(*) + 1 from referral_step where referral_id = $1), $2, $3, $4, $5)`,
    [id, step, new Date(tx.at), byName, note],
  );
}

const open = referralSteps.filter((step) => !isOver(step));

/** Those of one person, from one alert, or of everybody whose record is open; what is due first comes first. `overToo` false: only open ones. */
export async function listReferrals(
  db: Db,
  { patientId = null, alertId = null }: { readonly patientId?: string | null; readonly alertId?: string | null },
  overToo: boolean,
): Promise<ReferralView[]> {
  const { rows } = await db.query<ReferralView>(
    `select r.id, r.patient_id as "patientId", p.known_as || ' ' || p.family_name as "patientName", r.service_id as "serviceId",
            s.body->>'name' as "serviceName", r.reason, r.answers, r.step, ${isoText('r.sent_at')} as "sentAt", ${isoText('r.due_at')} as "dueAt",
            r.alert_id as "alertId",
            (select json_agg(json_build_object('step', e.step, 'at', ${isoText('e.at')}, 'by', e.by_name, 'note', e.note) order by e.n)
               from referral_step e where e.referral_id = r.id) as steps
       from referral r join patient p on p.id = r.patient_id join service s on s.id = r.service_id
      where ($1::text is null or r.patient_id = $1) and ($4::text is null or r.alert_id = $4) and ($2 or r.step = any($3))
        and ($1 is not null or $4 is not null or ${isOpenRecord('r.patient_id')})
      order by not r.step = any($3), r.due_at, r.id limit 1000`,
    [patientId, overToo, open, alertId],
  );
  return rows;
}
