import type { Presence } from '../../../rules/model/patient.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { type MyRelation, myRelations } from '../../contract/my.ts';
import type { Purpose } from '../../contract/relations.ts';
import type { Db } from '../transaction.ts';

/** One person of whom a user of the app may see something, and what. */
export interface MyPersonRow {
  readonly patientId: string;
  readonly homeId: string;
  readonly knownAs: string;
  readonly zone: string;
  readonly relation: MyRelation;
  /** Which of the person's contacts the user is; null: none. */
  readonly contactId: string | null;
  /** What a contact was allowed and may still do; of others empty. */
  readonly purposes: readonly Purpose[];
}

interface Line extends Omit<MyPersonRow, 'purposes'> {
  readonly purpose: Purpose | null;
}

/** Their own first, then by name. A contact or champion without any consent in force is not among them. To be asked through `asPerson`. */
export async function peopleOf(db: Db, userId: string, at: Instant): Promise<MyPersonRow[]> {
  const { rows } = await db.query<Line>(
    `select p.id as "patientId", p.home_id as "homeId", p.known_as as "knownAs", p.zone, r.kind as relation, r.contact_id as "contactId", cc.purpose
       from relation r join patient p on p.id = r.patient_id
            left join contact c on c.id = r.contact_id and c.removed_at is null
            left join contact_consent cc on cc.contact_id = c.id and cc.given_at <= $2 and cc.ended_at is null
                  and (cc.ends_at is null or cc.ends_at > $2) and (r.kind = 'contact' or cc.purpose = 'see-attainment')
      where r.user_id = $1 and r.kind = any($3) and r.ended_at is null and r.from_at <= $2 and (r.until_at is null or r.until_at > $2)
        and (r.contact_id is null or cc.purpose is not null)
      order by array_position($3::text[], r.kind), p.known_as, p.id, cc.purpose`,
    [userId, new Date(at), myRelations],
  );
  const people = new Map<string, MyPersonRow>();
  for (const { purpose, ...line } of rows) {
    // Whoever stands to somebody in two ways has the nearer one, with what both of them open.
    const known = people.get(line.patientId) ?? { ...line, purposes: [] };
    const more = purpose === null || known.purposes.includes(purpose) ? [] : [purpose];
    people.set(line.patientId, { ...known, purposes: [...known.purposes, ...more] });
  }
  return [...people.values()];
}

/** Where somebody is by agreement; null: not for this user to see. To be asked through `asPerson`. */
export async function presenceOf(db: Db, patientId: string): Promise<Presence | null> {
  const { rows } = await db.query<{ mode: Presence['mode']; untilAt: Instant | null; sinceAt: Instant | null }>(
    `select presence_mode as mode, presence_until as "untilAt", presence_since as "sinceAt" from presence where patient_id = $1`,
    [patientId],
  );
  if (!rows[0]) return null;
  const { mode, untilAt, sinceAt } = rows[0];
  return { mode, untilAt, ...(sinceAt !== null && { sinceAt }) };
}
