import type { Channel } from '../../../rules/model/patient.ts';
import type { MyWays, MyWaysInput } from '../../contract/my-ways.ts';
import { type CheckedKind, checkedKinds, contactPointsOf, followChannels } from '../contact-points.ts';
import { Refusal } from '../refusal.ts';
import type { Db } from '../transaction.ts';
import type { Write } from '../write.ts';

interface Row {
  readonly channels: readonly Channel[];
  readonly detailsOnLockScreen: boolean;
}

const own = ({ kind }: Channel): boolean => (checkedKinds as readonly string[]).includes(kind);
const keyOf = ({ kind, address }: { readonly kind: string; readonly address: string }) => `${kind} ${address}`;

async function rowOf(db: Db, patientId: string, contactId: string, lock: '' | 'for update'): Promise<Row> {
  const { rows } = await db.query<Row>(
    `select channels, details_on_lock_screen as "detailsOnLockScreen" from contact
      where id = $1 and patient_id = $2 and removed_at is null ${lock}`,
    [contactId, patientId],
  );
  if (!rows[0]) throw new Refusal('not-found', 'id', 'you are no contact of this person');
  return rows[0];
}

async function checkedOf(db: Db, patientId: string, contactId: string): Promise<ReadonlySet<string>> {
  const points = await contactPointsOf(db, patientId);
  return new Set(points.filter((one) => one.contactId === contactId && one.checkedAt !== null).map(keyOf));
}

/** The numbers and addresses of one contact, in the order in which they are tried. */
export async function waysOfContact(db: Db, patientId: string, contactId: string): Promise<MyWays> {
  const { channels, detailsOnLockScreen } = await rowOf(db, patientId, contactId, '');
  const checked = await checkedOf(db, patientId, contactId);
  const ways = channels
    .filter(own)
    .map((way) => ({ kind: way.kind as CheckedKind, address: way.address, checked: checked.has(keyOf(way)) }));
  return { ways, detailsOnLockScreen };
}

/**
 * What a contact wants of their own numbers and addresses. Their other ways stay where they are among them. A new one waits for its code, and the last
 * one that was checked stays until another one is: nobody makes themselves out of reach by a mistyped digit.
 */
export async function changeWays(tx: Write, patientId: string, contactId: string, input: MyWaysInput): Promise<void> {
  const { channels } = await rowOf(tx.db, patientId, contactId, 'for update');
  const checked = await checkedOf(tx.db, patientId, contactId);
  if (checked.size > 0 && !input.ways.some((way) => checked.has(keyOf(way))))
    throw new Refusal('invalid', 'ways', 'keep one that was checked until another one is');
  const first = channels.findIndex(own);
  const before = first < 0 ? channels : channels.slice(0, first);
  const after = channels.slice(before.length).filter((way) => !own(way));
  const next = [...before, ...input.ways, ...after];
  await tx.db.query('update contact set channels = $2, details_on_lock_screen = $3 where id = $1', [
    contactId,
    JSON.stringify(next),
    input.detailsOnLockScreen,
  ]);
  await followChannels(tx, patientId, contactId, next, null);
  tx.patientChanged(patientId);
  await tx.audit('contact.ways', contactId, { patientId, detailsOnLockScreen: input.detailsOnLockScreen });
}
