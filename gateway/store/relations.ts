import type { RelationKind } from '../contract/relations.ts';
import { Refusal } from './refusal.ts';
import type { Write } from './write.ts';

/** From now on this user stands in this relation to this person. Throws Refusal where they do already. */
export async function addRelation(
  tx: Write,
  relation: { readonly userId: string; readonly patientId: string; readonly kind: RelationKind; readonly contactId: string | null },
): Promise<void> {
  const { userId, patientId, kind, contactId } = relation;
  const { rowCount } = await tx.db.query(
    `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, $2, $3, $4, $5)
     on conflict (user_id, patient_id, kind) where ended_at is null do nothing`,
    [userId, patientId, kind, contactId, new Date(tx.at)],
  );
  if (rowCount === 0) throw new Refusal('conflict', 'patientId', 'they are connected with this person already');
  // A contact who signs in has one way more: notices of the app.
  if (kind === 'contact') tx.patientChanged(patientId);
  await tx.audit('relation.add', userId, { patientId, kind });
}
