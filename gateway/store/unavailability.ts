import type { z } from 'zod';
import type { Replacement, Unavailability } from '../../rules/model/patient.ts';
import type { unavailabilityInput } from '../contract/calendars.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface UnavailabilityRow extends Unavailability {
  readonly id: string;
  readonly contactId: string;
}

async function requireContact(db: Db, patientId: string, contactId: string, refusal: Refusal): Promise<void> {
  const { rowCount } = await db.query('select 1 from contact where id = $1 and patient_id = $2 and removed_at is null', [
    contactId,
    patientId,
  ]);
  if (rowCount === 0) throw refusal;
}

/** Returns the id. From then until then nothing reaches the contact. */
export async function addUnavailability(
  tx: Write,
  patientId: string,
  contactId: string,
  input: z.output<typeof unavailabilityInput>,
): Promise<string> {
  const id = input.id ?? newId('abs');
  const [fromAt, untilAt] = [Date.parse(input.fromAt), Date.parse(input.untilAt)];
  if (untilAt <= fromAt) throw new Refusal('invalid', 'untilAt', 'must be after fromAt');
  await requireContact(tx.db, patientId, contactId, new Refusal('not-found', 'contactId', 'there is no such contact'));
  const { replacement } = input;
  const field = 'replacement.contactId';
  if (replacement?.kind === 'contact') {
    if (replacement.contactId === contactId) throw new Refusal('invalid', field, 'cannot stand in for themselves');
    await requireContact(tx.db, patientId, replacement.contactId, new Refusal('invalid', field, 'is not a contact of this patient'));
  }
  await tx.db.query(
    'insert into contact_absence (id, contact_id, from_at, until_at, reason, replacement) values ($1, $2, $3, $4, $5, $6)',
    [id, contactId, new Date(fromAt), new Date(untilAt), input.reason, replacement && JSON.stringify(replacement)],
  );
  tx.patientChanged(patientId);
  await tx.audit('contact.unavailable', contactId, { patientId, id, replacement: replacement?.kind ?? null });
  return id;
}

/** The dates no longer stand; from now on the contact is asked as agreed. */
export async function removeUnavailability(tx: Write, patientId: string, contactId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    `update contact_absence a set removed_at = $4 from contact c
      where a.id = $1 and a.contact_id = $2 and c.id = a.contact_id and c.patient_id = $3 and a.removed_at is null`,
    [id, contactId, patientId, new Date(tx.at)],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'unavailableId', 'there are no such dates');
  tx.patientChanged(patientId);
  await tx.audit('contact.available', contactId, { patientId, id });
}

/** Those of one contact of this patient. Throws Refusal: there is no such contact. */
export async function unavailabilityOfContact(db: Db, patientId: string, contactId: string): Promise<UnavailabilityRow[]> {
  await requireContact(db, patientId, contactId, new Refusal('not-found', 'contactId', 'there is no such contact'));
  return (await unavailabilityOf(db, [patientId])).filter((row) => row.contactId === contactId);
}

/** Dates of the contacts of these patients, in order of their start, those that are over as well. */
export async function unavailabilityOf(db: Db, patientIds: readonly unknown[]): Promise<UnavailabilityRow[]> {
  const { rows } = await db.query<Omit<UnavailabilityRow, 'replacement'> & { replacement: Replacement | null }>(
    `select a.id, a.contact_id as "contactId", a.from_at as "fromAt", a.until_at as "untilAt", a.reason, a.replacement
       from contact_absence a join contact c on c.id = a.contact_id
      where c.patient_id = any($1) and a.removed_at is null and c.removed_at is null order by a.from_at, a.id`,
    [patientIds],
  );
  return rows;
}
