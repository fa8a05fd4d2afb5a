import type { Instant } from '../../../rules/model/time.ts';
import { Refusal } from '../refusal.ts';
import type { Db } from '../transaction.ts';
import type { Write } from '../write.ts';

export interface DutyRow {
  readonly id: string;
  readonly contactId: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Of each contact the judge knows so many, the latest: what is long over is asked of nobody. */
const keptOfEach = 26;

/** When contacts of these patients are on duty for the family, in order of their start. */
export async function dutyOf(db: Db, patientIds: readonly unknown[]): Promise<DutyRow[]> {
  const { rows } = await db.query<DutyRow>(
    `select d.id, d.contact_id as "contactId", d.from_at as "fromAt", d.until_at as "untilAt"
       from contact c cross join lateral (
         select * from contact_duty where contact_id = c.id and removed_at is null order by from_at desc, id limit $2
       ) d
      where c.patient_id = any($1) and c.removed_at is null order by d.from_at, d.id`,
    [patientIds, keptOfEach],
  );
  return rows;
}

/** What a circle knows of its rota, from those that are not over, in order of their start. To be asked through `asPerson`. */
export async function dutyShown(db: Db, patientId: string, at: Instant): Promise<(DutyRow & { readonly name: string })[]> {
  const { rows } = await db.query<DutyRow & { readonly name: string }>(
    `select id, contact_id as "contactId", name, from_at as "fromAt", until_at as "untilAt"
       from contact_duty where patient_id = $1 and removed_at is null and until_at > $2 order by from_at, id limit 200`,
    [patientId, new Date(at)],
  );
  return rows;
}

/** The contact is there for the family from then until then. The same entry twice is one; another one with its id is refused. */
export async function addDuty(tx: Write, patientId: string, entry: DutyRow): Promise<void> {
  const { id, contactId, fromAt, untilAt } = entry;
  const { rowCount } = await tx.db.query(
    `insert into contact_duty (contact_id, id, from_at, until_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [contactId, id, new Date(fromAt), new Date(untilAt)],
  );
  if (rowCount === 0) return await refuseOther(tx.db, entry);
  tx.patientChanged(patientId);
  await tx.audit('contact.on-duty', contactId, { patientId, id });
}

async function refuseOther(db: Db, { id, contactId, fromAt, untilAt }: DutyRow): Promise<void> {
  const { rowCount } = await db.query(
    'select from contact_duty where contact_id = $1 and id = $2 and from_at = $3 and until_at = $4 and removed_at is null',
    [contactId, id, new Date(fromAt), new Date(untilAt)],
  );
  if (rowCount === 0) throw new Refusal('conflict', 'id', 'is taken');
}

/** The entry no longer stands. */
export async function removeDuty(tx: Write, patientId: string, contactId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update contact_duty set removed_at = $3 where contact_id = $1 and id = $2 and removed_at is null',
    [contactId, id, new Date(tx.at)],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'entryId', 'there is no such entry of yours');
  tx.patientChanged(patientId);
  await tx.audit('contact.off-duty', contactId, { patientId, id });
}
