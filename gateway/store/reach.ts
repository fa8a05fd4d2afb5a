import type { Purpose } from '../contract/relations.ts';
import type { Person } from './as-person.ts';
import type { Db } from './transaction.ts';

/**
 * What somebody must be able to see of a person, as migration 0025 defines it: a purpose that was consented to (a person sees all of their own);
 * to be them, of their agency, or who fits their kit; `care`: them or their agency; `any`: something.
 */
export type Reach = Purpose | 'self' | 'agency' | 'installer' | 'care' | 'any';

/** What stands behind the id of a route. */
export const subjects = ['person', 'home', 'device', 'alert', 'thing on loan'] as const;
export type Subject = (typeof subjects)[number];

/** $1 is the id, $2 to $4 the arguments of `patients_within`. */
const conditions: Readonly<Record<Subject, string>> = {
  person: '$1 = any (patients_within($2, $3, $4))',
  home: 'exists (select from patient where home_id = $1 and id = any (patients_within($2, $3, $4)))',
  device: `exists (select from device d join patient p on p.home_id = d.home_id where d.id = $1 and p.id = any (patients_within($2, $3, $4)))`,
  alert: `exists (select from alert where id = $1 and id = any (alerts_within($2, $3)) and patient_id = any (patients_within($2, $3, $4)))`,
  'thing on loan': `exists (select from equipment_item i join equipment_order o on o.id = i.order_id
                     where i.id = $1 and o.patient_id = any (patients_within($2, $3, $4)))`,
};

/** Whether somebody may see as much as `reach` of the person behind this id, at this instant. False: also, there is none. */
export async function isWithinReach(db: Db, { userId, at }: Person, reach: Reach, subject: Subject, id: string): Promise<boolean> {
  // There is no such text in PostgreSQL, and so nobody with this id.
  if (id.includes('\0')) return false;
  const { rows } = await db.query<{ within: boolean }>(`select ${conditions[subject]} as within`, [id, userId, new Date(at), reach]);
  return rows[0]!.within;
}
