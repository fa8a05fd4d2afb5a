import type { Instant } from '../../../rules/model/time.ts';
import type { Role } from '../../contract/relations.ts';
import type { Db } from '../transaction.ts';

/** What one person was shown by one route on one day. */
export interface LooksOfDayRow {
  /** In the zone that was asked for. */
  readonly date: string;
  /** `user:<id>`, `contact:<id>`. */
  readonly actor: string;
  /** Of a user; null: somebody else, or a user who is not there any more. */
  readonly name: string | null;
  readonly role: Role | null;
  readonly route: string;
  readonly times: number;
  readonly lastAt: Instant;
}

/** Who was shown something about this person since `fromAt`, but for the one who asks. To be asked through `asPerson`. */
export async function looksByDay(
  db: Db,
  patientId: string,
  asked: { readonly zone: string; readonly fromAt: Instant; readonly userId: string },
): Promise<LooksOfDayRow[]> {
  const { rows } = await db.query<LooksOfDayRow>(
    `select to_char(at at time zone $2, 'YYYY-MM-DD') as date, actor, name, role, route, count(*)::integer as times, max(at) as "lastAt"
       from look where patient_id = $1 and at >= $3 and actor <> 'user:' || $4
      group by 1, actor, name, role, route`,
    [patientId, asked.zone, new Date(asked.fromAt), asked.userId],
  );
  return rows;
}
