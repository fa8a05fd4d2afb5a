import type { Db } from './transaction.ts';
import type { Writer } from './write.ts';

/** Writes into the audit that somebody looks; a page that asks again every few seconds is one look an hour. */
export async function lookedAt(db: Db, { at, actor }: Writer, action: string, subject: string): Promise<void> {
  await db.query(
    `insert into audit (at, actor, action, subject) select $1::timestamptz, $2, $3, $4
      where not exists (select from audit where subject = $4 and actor = $2 and action = $3 and at > $1::timestamptz - interval '1 hour')`,
    [new Date(at), actor, action, subject],
  );
}
