import type { Instant } from '../../rules/model/time.ts';
import type { ConsentBasis, Purpose } from '../contract/relations.ts';
import { followMayBeTold, itsEnd } from './consents.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Ends what has reached its end, as of that end. */
export async function endDueConsents(tx: Write): Promise<void> {
  const at = new Date(tx.at);
  const due = 'ended_at is null and ends_at <= $1';
  // The contacts first and in this order, so that it and whoever changes one of them cannot wait for each other.
  await tx.db.query(`select 1 from contact where id in (select contact_id from contact_consent where ${due}) order by id for update`, [at]);
  const { rows } = await tx.db.query<{ patientId: string; contactId: string; purpose: Purpose }>(
    `update contact_consent set ended_at = ends_at, ended_by = $2 where ${due}
     returning patient_id as "patientId", contact_id as "contactId", purpose`,
    [at, itsEnd],
  );
  for (const [patientId, ofOne] of Map.groupBy(rows, (row) => row.patientId))
    await followMayBeTold(tx, patientId, [...new Set(ofOne.map(({ contactId }) => contactId))]);
  for (const { patientId, contactId, purpose } of rows) {
    tx.patientChanged(patientId);
    await tx.audit('consent.end', contactId, { patientId, purpose });
  }
}

/** When the next permission ends by itself, also one that should have ended already; null: none has an end. */
export async function nextConsentEnd(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>('select min(ends_at) as at from contact_consent where ended_at is null');
  return rows[0]!.at;
}

/** A permission that ends soon. */
export interface EndingConsent {
  readonly patientId: string;
  readonly knownAs: string;
  readonly zone: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly purpose: Purpose;
  readonly basis: ConsentBasis;
  readonly givenBy: string;
  readonly endsAt: Instant;
}

/** What ends before `before`, the earliest first: best-interest decisions, and of the others those that were given for longer than `lastedMs`. */
export async function consentsEnding(db: Db, before: Instant, lastedMs: number): Promise<EndingConsent[]> {
  const { rows } = await db.query<EndingConsent>(
    `select s.patient_id as "patientId", p.known_as as "knownAs", p.zone, s.contact_id as "contactId", c.name as "contactName", s.purpose, s.basis,
            s.given_by as "givenBy", s.ends_at as "endsAt"
       from contact_consent s join contact c on c.id = s.contact_id join patient p on p.id = s.patient_id
      where s.ended_at is null and s.ends_at <= $1
        and (s.basis = 'best-interest' or s.ends_at - s.given_at > make_interval(secs => $2 / 1000.0))
      order by s.ends_at, s.id`,
    [new Date(before), lastedMs],
  );
  return rows;
}
