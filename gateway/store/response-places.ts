import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** What a job must know of the person whom an alert is about. */
export interface Place {
  readonly patientId: string;
  readonly knownAs: string;
  readonly homeId: string;
  readonly localityId: string | null;
  readonly zone: string;
  /** Of the alert. */
  readonly status: 'open' | 'cleared' | 'closed';
  readonly alertReason: string;
}

/** null: there is no such alert. */
export async function placeOfAlert(db: Db, alertId: string): Promise<Place | null> {
  const { rows } = await db.query<Place>(
    `select p.id as "patientId", p.known_as as "knownAs", p.home_id as "homeId", h.locality_id as "localityId", p.zone, a.status,
            a.state ->> 'reason' as "alertReason"
       from alert a join patient p on p.id = a.patient_id join home h on h.id = p.home_id where a.id = $1`,
    [alertId],
  );
  return rows[0] ?? null;
}

/** Where somebody lives; null: there is no such person. */
export async function homeOfPatient(db: Db, patientId: string): Promise<string | null> {
  return (await db.query<{ homeId: string }>('select home_id as "homeId" from patient where id = $1', [patientId])).rows[0]?.homeId ?? null;
}

/** What is shown of a person on a job. */
export interface Visited {
  readonly patientId: string;
  readonly name: string;
  readonly address: string;
  readonly localityName: string | null;
}

/** By the id of the patient. */
export async function visitedPeople(db: Db, patientIds: readonly string[]): Promise<ReadonlyMap<string, Visited>> {
  const { rows } = await db.query<Visited>(
    `select p.id as "patientId", p.known_as || ' ' || p.family_name as name, h.address, l.name as "localityName"
       from patient p join home h on h.id = p.home_id left join locality l on l.id = h.locality_id where p.id = any($1)`,
    [patientIds],
  );
  return new Map(rows.map((row) => [row.patientId, row]));
}

export interface Callable {
  readonly id: string;
  readonly name: string;
  readonly relationship: string;
  /** null: none is known, or they may not be told. */
  readonly telephone: string | null;
}

/** The people of a person in the order in which they are asked, with a number for whoever may be told now. */
export async function peopleToCall(db: Db, patientId: string, at: Instant): Promise<Callable[]> {
  const { rows } = await db.query<Callable>(
    `select c.id, c.name, c.relationship, case when exists (
              select from contact_consent k where k.contact_id = c.id and k.purpose = 'be-told' and k.given_at <= $2 and k.ended_at is null
                 and (k.ends_at is null or k.ends_at > $2))
            then (select channel ->> 'address' from jsonb_array_elements(c.channels) as channel where channel ->> 'kind' in ('voice', 'sms') limit 1)
            end as telephone
       from contact c where c.patient_id = $1 and c.removed_at is null order by c.position, c.id`,
    [patientId, new Date(at)],
  );
  return rows;
}
