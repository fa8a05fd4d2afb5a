import { day, type Instant } from '../../rules/model/time.ts';
import type { EnrolmentDraft } from '../contract/enrolment.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';

/** What nobody has gone on with for so long goes: nobody is cared for by a draft. */
const keptMs = 30 * day;

export interface EnrolmentDraftRow {
  readonly id: string;
  readonly updatedAt: Instant;
  readonly content: EnrolmentDraft;
}

/** Those of one user, the newest first. */
export async function enrolmentDraftsOf(db: Db, ownerId: string): Promise<EnrolmentDraftRow[]> {
  const { rows } = await db.query<EnrolmentDraftRow>(
    'select id, updated_at as "updatedAt", content from enrolment_draft where owner_id = $1 order by updated_at desc, id',
    [ownerId],
  );
  return rows;
}

/** Writes the whole draft; old ones, of anybody, go. Throws Refusal where the id is somebody else's. */
export async function putEnrolmentDraft(db: Db, ownerId: string, id: string, content: EnrolmentDraft, at: Instant): Promise<void> {
  await db.query('delete from enrolment_draft where updated_at < $1', [new Date(at - keptMs)]);
  const { rowCount } = await db.query(
    `insert into enrolment_draft (id, owner_id, content, updated_at) values ($1, $2, $3, $4)
     on conflict (id) do update set content = $3, updated_at = $4 where enrolment_draft.owner_id = $2`,
    [id, ownerId, JSON.stringify(content), new Date(at)],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such draft');
}

export async function dropEnrolmentDraft(db: Db, ownerId: string, id: string): Promise<void> {
  const { rowCount } = await db.query('delete from enrolment_draft where id = $1 and owner_id = $2', [id, ownerId]);
  if (rowCount === 0) throw new Refusal('not-found', 'draftId', 'there is no such draft: it has been enrolled already, or dropped');
}
