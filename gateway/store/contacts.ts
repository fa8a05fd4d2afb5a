import type { z } from 'zod';
import type { Channel } from '../../rules/model/patient.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import type { contactInput } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import { changeConsents, endConsentsOf } from './consents.ts';
import { type ContactPointRow, contactPointsOf, followChannels } from './contact-points.ts';
import { Refusal } from './refusal.ts';
import { requirePattern, type Times } from './shift-patterns.ts';
import type { Db } from './transaction.ts';
import { type UnavailabilityRow, unavailabilityOf } from './unavailability.ts';
import type { Write } from './write.ts';

export interface ContactRow {
  readonly id: string;
  readonly name: string;
  readonly relationship: string;
  readonly order: number;
  readonly mayBeTold: boolean;
  readonly consentNote: string;
  readonly channels: readonly Channel[];
  /** The numbers and addresses among them, and how each is known to be theirs. */
  readonly points: readonly ContactPointRow[];
  readonly language: Language;
  readonly detailsOnLockScreen: boolean;
  /** null: the patient's. */
  readonly zone: string | null;
  readonly quietHours: LocalWindow | null;
  /** Dates on which nothing reaches them, in order of their start. */
  readonly unavailable: readonly UnavailabilityRow[];
  readonly work: (Times & { readonly highGoesThrough: boolean }) | null;
}

type ContactInput = z.output<typeof contactInput>;

const values = (input: ContactInput) => [
  input.name,
  input.relationship,
  input.order,
  input.consentNote,
  JSON.stringify(input.channels),
  input.quietHours && JSON.stringify(input.quietHours),
  input.work && JSON.stringify(input.work),
  input.zone,
  input.language,
  input.detailsOnLockScreen,
];

/** The patient's word on being told, as it stands on the card of a contact; a best-interest decision is no part of the card. */
async function sayMayBeTold(tx: Write, patientId: string, id: string, input: ContactInput): Promise<void> {
  const { rows } = await tx.db.query<{ knownAs: string; mayBeTold: boolean }>(
    'select p.known_as as "knownAs", c.may_be_told as "mayBeTold" from contact c join patient p on p.id = c.patient_id where c.id = $1',
    [id],
  );
  const { knownAs, mayBeTold } = rows[0]!;
  if (mayBeTold === input.mayBeTold) return;
  const consenting = { basis: 'patient', by: knownAs, note: input.consentNote, mayOverrule: false } as const;
  await changeConsents(tx, patientId, id, [{ purpose: 'be-told', allowed: input.mayBeTold, endsAt: null }], consenting);
}

/** Returns the id. `how` `enrolment`: whoever writes answers for the ways to them. */
export async function addContact(tx: Write, patientId: string, input: ContactInput, how: 'enrolment' | null = null): Promise<string> {
  const id = input.id ?? newId('con');
  await requirePattern(tx.db, input.work?.patternId ?? null, 'work.patternId');
  await tx.db.query(
    `insert into contact (id, patient_id, name, relationship, position, may_be_told, consent_note, channels, quiet_hours, work,
                          zone, language, details_on_lock_screen)
     values ($1, $2, $3, $4, $5, false, $6, $7, $8, $9, $10, $11, $12)`,
    [id, patientId, ...values(input)],
  );
  await sayMayBeTold(tx, patientId, id, input);
  await followChannels(tx, patientId, id, input.channels, input.checkedByPhone ? 'phone' : how);
  tx.patientChanged(patientId);
  await tx.audit('contact.add', id, { patientId, mayBeTold: input.mayBeTold });
  return id;
}

/** Replaces everything but the id. */
export async function changeContact(tx: Write, patientId: string, id: string, input: ContactInput): Promise<void> {
  await requirePattern(tx.db, input.work?.patternId ?? null, 'work.patternId');
  const { rowCount } = await tx.db.query(
    `update contact set name = $3, relationship = $4, position = $5, consent_note = $6, channels = $7, quiet_hours = $8, work = $9,
            zone = $10, language = $11, details_on_lock_screen = $12
      where id = $1 and patient_id = $2 and removed_at is null`,
    [id, patientId, ...values(input)],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'contactId', 'there is no such contact');
  await sayMayBeTold(tx, patientId, id, input);
  await followChannels(tx, patientId, id, input.channels, input.checkedByPhone ? 'phone' : null);
  tx.patientChanged(patientId);
  await tx.audit('contact.change', id, { patientId, mayBeTold: input.mayBeTold });
}

/** Nothing reaches them any more; the record stays for the alerts that name them. */
export async function removeContact(tx: Write, patientId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query('update contact set removed_at = $3 where id = $1 and patient_id = $2 and removed_at is null', [
    id,
    patientId,
    new Date(tx.at),
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'contactId', 'there is no such contact');
  await endConsentsOf(tx, patientId, id);
  await followChannels(tx, patientId, id, [], null);
  tx.patientChanged(patientId);
  await tx.audit('contact.remove', id, { patientId });
}

/** In which a contact is written to, also one who is none any more. */
export async function languageOfContact(db: Db, id: string): Promise<Language> {
  const { rows } = await db.query<{ language: Language }>('select language from contact where id = $1', [id]);
  return rows[0]?.language ?? 'en';
}

/** In the order in which they are asked. */
export async function contactsOfPatient(db: Db, patientId: string): Promise<ContactRow[]> {
  const dates = await unavailabilityOf(db, [patientId]);
  const points = await contactPointsOf(db, patientId);
  const { rows } = await db.query<Omit<ContactRow, 'unavailable' | 'points'>>(
    `select id, name, relationship, position as "order", may_be_told as "mayBeTold", consent_note as "consentNote", channels,
            quiet_hours as "quietHours", work, zone, language, details_on_lock_screen as "detailsOnLockScreen"
       from contact where patient_id = $1 and removed_at is null order by position, id`,
    [patientId],
  );
  return rows.map((row) => ({
    ...row,
    unavailable: dates.filter(({ contactId }) => contactId === row.id),
    points: points.filter(({ contactId }) => contactId === row.id),
  }));
}
