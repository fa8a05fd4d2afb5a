import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Channel } from '../../rules/model/patient.ts';
import { day, type Instant, minute } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import { recordUpkeep } from './upkeep-tasks.ts';
import type { Write } from './write.ts';

/** Ways that could lead to somebody else: a wrong digit is enough. */
export const checkedKinds = ['sms', 'email', 'voice'] as const;
export type CheckedKind = (typeof checkedKinds)[number];

/** How a way is known to be a contact's own. `before`: it was in use before anybody asked. */
export type CheckedHow = 'code' | 'phone' | 'enrolment' | 'before';

export interface ContactPoint {
  readonly kind: CheckedKind;
  readonly address: string;
}

export interface ContactPointRow extends ContactPoint {
  readonly contactId: string;
  readonly checkedAt: Instant | null;
  readonly checkedHow: CheckedHow | null;
  /** Name of who answers for it; null: nobody does yet. */
  readonly checkedBy: string | null;
}

/** Wall clock, all three. */
export const codeLifeMs = 15 * minute;
const codeAgainMs = minute;
const codeTries = 5;

const sha256 = (contactId: string, code: string) => createHash('sha256').update(`${contactId} ${code}`).digest();
const isChecked = (kind: string): kind is CheckedKind => (checkedKinds as readonly string[]).includes(kind);

/** The points of the contacts of a patient. */
export async function contactPointsOf(db: Db, patientId: string): Promise<ContactPointRow[]> {
  const { rows } = await db.query<ContactPointRow>(
    `select p.contact_id as "contactId", p.kind, p.address, p.checked_at as "checkedAt", p.checked_how as "checkedHow",
            coalesce(u.name, p.checked_by) as "checkedBy"
       from contact c join contact_point p on p.contact_id = c.id left join identity_user u on p.checked_by = 'user:' || u.id
      where c.patient_id = $1 and c.removed_at is null order by p.contact_id, p.kind, p.address`,
    [patientId],
  );
  return rows;
}

/** Follows the ways of a contact: what is new waits to be checked, unless `how` says that the writer answers for all of them. */
export async function followChannels(
  tx: Write,
  patientId: string,
  contactId: string,
  channels: readonly Channel[],
  how: 'phone' | 'enrolment' | null,
): Promise<void> {
  const points = channels.filter(({ kind }) => isChecked(kind));
  const values = [contactId, points.map(({ kind }) => kind), points.map(({ address }) => address)];
  await tx.db.query(
    `delete from contact_point where contact_id = $1 and (kind, address) not in (select * from unnest($2::text[], $3::text[]))`,
    values,
  );
  await tx.db.query(
    `insert into contact_point (contact_id, kind, address) select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing`,
    values,
  );
  if (how !== null)
    await tx.db.query(
      'update contact_point set checked_at = $2, checked_how = $3, checked_by = $4 where contact_id = $1 and checked_at is null',
      [contactId, new Date(tx.at), how, tx.actor],
    );
  await followUnreachable(tx, patientId, contactId);
}

/** A contact who is to be told and whom no way is known to reach is a task, until there is one. */
export async function followUnreachable(tx: Write, patientId: string, contactId: string): Promise<void> {
  const { rows } = await tx.db.query<{ text: string }>(
    `select p.known_as || ': no way to reach ' || c.name || ' has been checked.' as text
       from contact c join patient p on p.id = c.patient_id
      where c.id = $1 and c.may_be_told and c.removed_at is null
        and exists (select from contact_point where contact_id = c.id)
        and not exists (select from contact_point where contact_id = c.id and checked_at is not null)
        and not c.channels @? '$[*] ? (@.kind == "webhook" || @.kind == "console")'`,
    [contactId],
  );
  const found = rows.map(({ text }) => ({
    kind: 'unreachable',
    subject: contactId,
    deviceId: null,
    patientId,
    text,
    dueAt: tx.at + day,
  }));
  await recordUpkeep(tx.db, { kinds: ['unreachable'], subjects: [contactId] }, found, tx.at);
}

async function checked(tx: Write, patientId: string, contactId: string, { kind, address }: ContactPoint, how: CheckedHow): Promise<void> {
  const { rowCount } = await tx.db.query(
    `update contact_point set checked_at = $4, checked_how = $5, checked_by = $6, code_sha256 = null
      where contact_id = $1 and kind = $2 and address = $3 and contact_id in (select id from contact where patient_id = $7 and removed_at is null)`,
    [contactId, kind, address, new Date(tx.at), how, tx.actor, patientId],
  );
  if (rowCount === 0) throw noSuchPoint();
  tx.patientChanged(patientId);
  await followUnreachable(tx, patientId, contactId);
  await tx.audit('contact.check', contactId, { patientId, kind, how });
}

const noSuchPoint = () => new Refusal('not-found', 'address', 'this contact has no such number or address');

/** The writer has spoken to the contact there, and answers for it. */
export const checkByPhone = (tx: Write, patientId: string, contactId: string, point: ContactPoint): Promise<void> =>
  checked(tx, patientId, contactId, point, 'phone');

/** A new code of six digits for this point; those before it are void. Throws Refusal: no such point, or one was sent a moment ago. */
export async function newCode(tx: Write, patientId: string, contactId: string, point: ContactPoint, wallNow: Instant): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const before = await lockPoint(tx.db, patientId, contactId, point);
  if (before.codeSentAt !== null && wallNow - before.codeSentAt < codeAgainMs)
    throw new Refusal('conflict', 'address', 'a code was sent there less than a minute ago');
  await tx.db.query(
    'update contact_point set code_sha256 = $4, code_sent_at = $5, code_tries = 0 where contact_id = $1 and kind = $2 and address = $3',
    [contactId, point.kind, point.address, sha256(contactId, code), new Date(wallNow)],
  );
  await tx.audit('contact.code', contactId, { patientId, kind: point.kind });
  return code;
}

/** What a code that was told is worth. A wrong one is counted, so this is an answer and no error: a refusal would undo the count. */
export type CodeVerdict = { readonly ok: true } | { readonly ok: false; readonly triesLeft: number };

/** The contact has told the code that was sent there. `triesLeft` 0: it is void, or too old, and a new one must be sent. */
export async function checkByCode(
  tx: Write,
  patientId: string,
  contactId: string,
  point: ContactPoint & { readonly code: string },
  wallNow: Instant,
): Promise<CodeVerdict> {
  const { kind, address, code } = point;
  const { codeSha256, codeSentAt, codeTries: tried } = await lockPoint(tx.db, patientId, contactId, point);
  if (codeSha256 === null || codeSentAt === null || wallNow - codeSentAt >= codeLifeMs || tried >= codeTries)
    return { ok: false, triesLeft: 0 };
  if (timingSafeEqual(codeSha256, sha256(contactId, code))) {
    await checked(tx, patientId, contactId, { kind, address }, 'code');
    return { ok: true };
  }
  await tx.db.query('update contact_point set code_tries = code_tries + 1 where contact_id = $1 and kind = $2 and address = $3', [
    contactId,
    kind,
    address,
  ]);
  return { ok: false, triesLeft: codeTries - tried - 1 };
}

interface LockedPoint {
  readonly codeSha256: Buffer | null;
  readonly codeSentAt: Instant | null;
  readonly codeTries: number;
}

async function lockPoint(db: Db, patientId: string, contactId: string, { kind, address }: ContactPoint): Promise<LockedPoint> {
  const { rows } = await db.query<LockedPoint>(
    `select p.code_sha256 as "codeSha256", p.code_sent_at as "codeSentAt", p.code_tries as "codeTries"
       from contact_point p join contact c on c.id = p.contact_id
      where p.contact_id = $1 and p.kind = $2 and p.address = $3 and c.patient_id = $4 and c.removed_at is null for update of p`,
    [contactId, kind, address, patientId],
  );
  if (!rows[0]) throw noSuchPoint();
  return rows[0];
}
