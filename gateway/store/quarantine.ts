import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

export interface QuarantineRow {
  readonly id: number;
  readonly source: string;
  readonly topic: string;
  readonly reason: string;
  readonly receivedAt: Instant;
  readonly payload: Buffer;
}

/** What could not be read, newest first, below the id `before`; what waits to be mapped is not among it. */
export async function listQuarantine(db: Db, page: { readonly before: number | null; readonly limit: number }): Promise<QuarantineRow[]> {
  const { rows } = await db.query<QuarantineRow>(
    `select id, source, topic, reason, received_at as "receivedAt", payload from quarantine
      where native_id is null and ($1::bigint is null or id < $1) order by id desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}
