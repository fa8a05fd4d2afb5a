import { day, type Instant } from '../../rules/model/time.ts';
import { type ConsentChange, longestBestInterestDays } from '../contract/consents.ts';
import type { ConsentBasis, Purpose } from '../contract/relations.ts';
import { followUnreachable } from './contact-points.ts';
import { followNobodyTold } from './nobody-told.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import { dropUnneededNotices } from './unneeded-notices.ts';
import type { Write } from './write.ts';

/** One permission of one contact; `endedAt` null: it is in force, unless `endsAt` has passed. */
export interface ConsentRow {
  readonly contactId: string;
  readonly purpose: Purpose;
  readonly basis: ConsentBasis;
  readonly givenAt: Instant;
  readonly givenBy: string;
  readonly note: string;
  readonly endsAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
}

/** Who gives or takes back. */
export interface Consenting {
  readonly basis: ConsentBasis;
  /** Name of who gave it or decided it; stands in the record. */
  readonly by: string;
  readonly note: string;
  /** Whether a best-interest decision may be changed by them. */
  readonly mayOverrule: boolean;
}

/** What ends a permission at its own end, in place of a name. */
export const itsEnd = 'its end';

const columns = `contact_id as "contactId", purpose, basis, given_at as "givenAt", given_by as "givenBy", note,
  ends_at as "endsAt", ended_at as "endedAt", ended_by as "endedBy"`;

/** What the contacts of a patient have or had, newest first; of those who are still contacts. */
export async function consentsOfPatient(db: Db, patientId: string): Promise<ConsentRow[]> {
  const { rows } = await db.query<ConsentRow>(
    `select ${columns} from contact_consent
      where patient_id = $1 and contact_id in (select id from contact where patient_id = $1 and removed_at is null) order by id desc`,
    [patientId],
  );
  return rows;
}

/** Whether it holds at `at`. */
export const isInForce = ({ endsAt, endedAt }: Pick<ConsentRow, 'endsAt' | 'endedAt'>, at: Instant): boolean =>
  endedAt === null && (endsAt === null || endsAt > at);

/** Whether this person may still be told, and so may answer what they were told earlier; whoever is no contact may. */
export async function mayStillAnswer(db: Db, actor: { readonly kind: string; readonly id: string }, at: Instant): Promise<boolean> {
  if (actor.kind !== 'contact') return true;
  const { rowCount } = await db.query(
    `select from contact c
      where c.id = $1 and c.removed_at is null and c.may_be_told
        and not exists (select from contact_consent s where s.contact_id = c.id and s.purpose = 'be-told' and s.ended_at is null and s.ends_at <= $2)`,
    [actor.id, new Date(at)],
  );
  return rowCount !== 0;
}

/**
 * Gives and takes back permissions of one contact; what is as asked already stays as it is. Throws Refusal: there is no such contact, an end
 * that does not fit, a permission that does not go with who they are, or a best-interest decision that `consenting` may not change.
 */
export async function changeConsents(
  tx: Write,
  patientId: string,
  contactId: string,
  changes: readonly ConsentChange[],
  consenting: Consenting,
): Promise<void> {
  await requireContact(tx, patientId, contactId);
  const { rows } = await tx.db.query<ConsentRow>(`select ${columns} from contact_consent where contact_id = $1 and ended_at is null`, [
    contactId,
  ]);
  for (const [index, { purpose, allowed, endsAt: end }] of changes.entries()) {
    const endsAt = end === null ? null : Date.parse(end);
    const standing = rows.find((row) => row.purpose === purpose);
    if (allowed) refuseEnd(`changes.${index}.endsAt`, endsAt, consenting.basis, tx.at);
    if (allowed) await refuseChampion(tx.db, contactId, purpose);
    const isAsAsked = standing ? allowed && isSame(standing, consenting.basis, endsAt, tx.at) : !allowed;
    if (isAsAsked) continue;
    if (standing) await takeBack(tx, patientId, standing, consenting);
    if (allowed) await give(tx, patientId, contactId, { purpose, endsAt, ...consenting });
  }
  await followMayBeTold(tx, patientId, [contactId]);
  tx.patientChanged(patientId);
}

/** Keeps others from changing what this contact is allowed until the transaction ends. */
async function requireContact({ db }: Write, patientId: string, contactId: string): Promise<void> {
  const { rowCount } = await db.query('select 1 from contact where id = $1 and patient_id = $2 and removed_at is null for update', [
    contactId,
    patientId,
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'contactId', 'there is no such contact');
}

function refuseEnd(field: string, endsAt: Instant | null, basis: ConsentBasis, at: Instant): void {
  if (endsAt !== null && endsAt <= at) throw new Refusal('invalid', field, 'must lie ahead');
  if (basis === 'patient') return;
  if (endsAt === null) throw new Refusal('invalid', field, 'a best-interest decision has an end');
  if (endsAt > at + longestBestInterestDays * day)
    throw new Refusal('invalid', field, 'a best-interest decision ends within twelve months');
}

/** Whoever signs in as somebody's champion sees how far goals were attained and nothing else, whatever was written down. */
async function refuseChampion(db: Db, contactId: string, purpose: Purpose): Promise<void> {
  if (purpose === 'see-attainment') return;
  const { rowCount } = await db.query(`select from relation where contact_id = $1 and kind = 'champion' and ended_at is null limit 1`, [
    contactId,
  ]);
  if (rowCount !== 0) throw new Refusal('invalid', 'changes', 'a champion can be allowed to see how goals go, and nothing else');
}

const isSame = (row: ConsentRow, basis: ConsentBasis, endsAt: Instant | null, at: Instant) =>
  isInForce(row, at) && row.basis === basis && row.endsAt === endsAt;

async function give(
  tx: Write,
  patientId: string,
  contactId: string,
  { purpose, endsAt, basis, by, note }: Consenting & { readonly purpose: Purpose; readonly endsAt: Instant | null },
): Promise<void> {
  await tx.db.query(
    `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by, note, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [patientId, contactId, purpose, basis, new Date(tx.at), by, note, endsAt === null ? null : new Date(endsAt)],
  );
  await tx.audit('consent.give', contactId, { patientId, purpose, basis, endsAt });
}

async function takeBack(tx: Write, patientId: string, row: ConsentRow, { by, mayOverrule }: Consenting): Promise<void> {
  const holds = isInForce(row, tx.at);
  if (holds && row.basis === 'best-interest' && !mayOverrule)
    throw new Refusal(
      'conflict',
      'changes',
      `${row.purpose} rests on a best-interest decision of ${row.givenBy}; only a clinician changes it`,
    );
  const endedAt = holds ? tx.at : row.endsAt!;
  await tx.db.query(`update contact_consent set ended_at = $3, ended_by = $4 where contact_id = $1 and purpose = $2 and ended_at is null`, [
    row.contactId,
    row.purpose,
    new Date(endedAt),
    holds ? by : itsEnd,
  ]);
  await tx.audit('consent.end', row.contactId, { patientId, purpose: row.purpose });
}

/** What the judge reads of these contacts being told, as the permissions are now; and the tasks and the end of notices that follow from it. */
export async function followMayBeTold(tx: Write, patientId: string, contactIds: readonly string[]): Promise<void> {
  const { rows } = await tx.db.query<{ id: string; before: boolean; after: boolean }>(
    `with told as (
       select c.id, c.may_be_told as before, exists (
         select from contact_consent s
          where s.contact_id = c.id and s.purpose = 'be-told' and s.ended_at is null and (s.ends_at is null or s.ends_at > $2)) as after
         from contact c where c.id = any($1)
     )
     update contact c set may_be_told = told.after from told where told.id = c.id returning told.id, told.before, told.after`,
    [contactIds, new Date(tx.at)],
  );
  const changed = rows.filter(({ before, after }) => before !== after);
  for (const { id, after } of changed) {
    if (!after) await dropUnneededNotices(tx, id);
    await followUnreachable(tx, patientId, id);
  }
  if (changed.length > 0)
    await followNobodyTold(
      tx,
      patientId,
      changed.some(({ before }) => before),
    );
}

/** Nothing is allowed any more to a contact who is removed, and who signs in as them is a contact no longer. */
export async function endConsentsOf(tx: Write, patientId: string, contactId: string): Promise<void> {
  const at = new Date(tx.at);
  await tx.db.query('update contact_consent set ended_at = $2, ended_by = $3 where contact_id = $1 and ended_at is null', [
    contactId,
    at,
    'removal of the contact',
  ]);
  await tx.db.query('update relation set ended_at = $2 where contact_id = $1 and ended_at is null', [contactId, at]);
  await followMayBeTold(tx, patientId, [contactId]);
  await dropUnneededNotices(tx, contactId);
  await tx.audit('consent.end', contactId, { patientId });
}
