import type { Instant } from '../../rules/model/time.ts';
import { unknownCallerId } from './patients.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** A record that is closed. */
export interface RestrictionRow {
  readonly patientId: string;
  readonly name: string;
  readonly reason: string;
  readonly setAt: Instant;
  /** `user:<id>` or `admin`. */
  readonly setBy: string;
}

/** Restrictions in force, newest first. */
export async function listRestrictions(db: Db): Promise<RestrictionRow[]> {
  const { rows } = await db.query<RestrictionRow>(
    `select r.patient_id as "patientId", p.given_name || ' ' || p.family_name as name, r.reason, r.set_at as "setAt", r.set_by as "setBy"
       from restriction r join patient p on p.id = r.patient_id where r.lifted_at is null order by r.id desc`,
  );
  return rows;
}

/** What the id of a request is an id of, as far as one person stands behind it. */
export type Concerned = 'patient' | 'alert' | 'device' | 'item' | 'visit';

const persons: Readonly<Record<Concerned, string>> = {
  patient: 'select $1',
  alert: 'select patient_id from alert where id = $1',
  device: 'select patient_id from device where id = $1',
  item: 'select o.patient_id from equipment_item i join equipment_order o on o.id = i.order_id where i.id = $1',
  visit: 'select patient_id from response_job where id = $1',
};

/** The person behind this id whose record is closed; null: it is not, or there is nobody. */
export async function restrictedPerson(db: Db, kind: Concerned, id: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select patient_id as id from restriction where lifted_at is null and patient_id in (${persons[kind]})`,
    [id],
  );
  return rows[0]?.id ?? null;
}

/** What must have come to its end before a record is closed; each gives the names of what has not. */
const open: readonly (readonly [string, string])[] = [
  ['agreements', `select distinct template as name from scenario where patient_id = $1 and status in ('draft', 'approved', 'active')`],
  ['visits', `select id as name from response_job where patient_id = $1 and ended_at is null`],
  ['alerts', `select id as name from alert where patient_id = $1 and status <> 'closed'`],
  [
    'devices',
    `select d.id as name from device d join patient p on p.id = $1 and p.home_id = d.home_id
      where d.revoked_at is null and (d.patient_id = p.id or (d.patient_id is null and not exists (
        select from patient o where o.home_id = p.home_id and o.id <> p.id
           and not exists (select from restriction where patient_id = o.id and lifted_at is null))))`,
  ],
  ['tasks', `select text as name from task where patient_id = $1 and done_at is null`],
  [
    'things on loan',
    `select i.name from equipment_item i join equipment_order o on o.id = i.order_id
      where o.patient_id = $1 and i.state in ('ordered', 'delivered', 'installed')`,
  ],
];

/**
 * Closes a record. The care record stays, for as long as it must be kept; what nobody needs any more is deleted or ended: ways to reach the
 * person's circle, what connects accounts with the person, their sessions. Throws Refusal while something is not at its end.
 */
export async function restrict(tx: Write, patientId: string, reason: string): Promise<void> {
  const { db } = tx;
  const { rows } = await db.query('select from patient where id = $1 and id <> $2 for update', [patientId, unknownCallerId]);
  if (rows.length === 0) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  for (const [what, query] of open) {
    const { rows: left } = await db.query<{ name: string }>(`${query} order by 1 limit 5`, [patientId]);
    if (left.length > 0) throw new Refusal('conflict', 'patientId', `${what} have not ended: ${left.map(({ name }) => name).join(', ')}`);
  }
  const at = new Date(tx.at);
  const { rowCount } = await db.query(
    `insert into restriction (patient_id, reason, set_at, set_by) values ($1, $2, $3, $4)
     on conflict (patient_id) where lifted_at is null do nothing`,
    [patientId, reason, at, tx.actor],
  );
  if (rowCount === 0) throw new Refusal('conflict', 'patientId', 'the record is restricted already');
  await endCircle(db, patientId, at, tx.actor);
  tx.patientChanged(patientId);
  await tx.audit('patient.restrict', patientId, { reason });
}

async function endCircle(db: Db, patientId: string, at: Date, actor: string): Promise<void> {
  await db.query(
    `update contact set channels = '[]', may_be_told = false, quiet_hours = null, work = null, removed_at = coalesce(removed_at, $2)
      where patient_id = $1`,
    [patientId, at],
  );
  await db.query('delete from contact_point where contact_id in (select id from contact where patient_id = $1)', [patientId]);
  await db.query('update contact_consent set ended_at = $2, ended_by = $3 where patient_id = $1 and ended_at is null', [
    patientId,
    at,
    actor,
  ]);
  await db.query('delete from invitation where patient_id = $1 and accepted_at is null', [patientId]);
  await db.query('delete from claim_code where patient_id = $1', [patientId]);
  // An installer and a carer of the agency have other people; the session of a relative who has too begins anew.
  for (const table of ['identity_session', 'push_subscription'])
    await db.query(
      `delete from ${table} s using relation r
        where r.user_id = s.user_id and r.patient_id = $1 and r.ended_at is null and r.kind in ('self', 'contact', 'champion')`,
      [patientId],
    );
  await db.query('update relation set ended_at = $2 where patient_id = $1 and ended_at is null', [patientId, at]);
}

/** Opens a record again. What was deleted with the restriction does not come back. */
export async function liftRestriction(tx: Write, patientId: string, reason: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update restriction set lifted_at = $2, lifted_by = $3, lift_reason = $4 where patient_id = $1 and lifted_at is null',
    [patientId, new Date(tx.at), tx.actor, reason],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'patientId', 'there is no such restriction');
  await tx.audit('patient.lift-restriction', patientId, { reason });
}

/** Writes down that somebody reads a closed record, and why. */
export async function auditRestrictedRead(tx: Write, patientId: string, route: string, reason: string): Promise<void> {
  await tx.audit('patient.restricted-read', patientId, { route, reason });
}
