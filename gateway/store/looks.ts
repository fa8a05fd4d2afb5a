import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** Somebody was shown something about people. */
export interface Look {
  /** Care time. */
  readonly at: Instant;
  /** `user:<id>`, `contact:<id>`. */
  readonly actor: string;
  /** The route that showed it. */
  readonly route: string;
  /** What the subject is an id of; `many`: a list, whose subject is ''. */
  readonly kind: 'patient' | 'alert' | 'device' | 'home' | 'visit' | 'many';
  readonly subject: string;
}

/** Writes down who was shown what, a line for each person whom it concerns. */
export async function insertLooks(db: Db, looks: readonly Look[]): Promise<void> {
  await db.query(
    `insert into audit (at, actor, action, subject, patient_id)
     select to_timestamp(look.at / 1000.0), look.actor, 'read ' || look.route, look.subject, concerned.id
       from rows from (unnest($1::bigint[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]))
         with ordinality as look (at, actor, route, kind, subject, i)
       left join lateral (
         select id from patient where look.kind = 'patient' and id = look.subject
         union all select patient_id from alert where look.kind = 'alert' and id = look.subject
         union all select p.id from device d join patient p on p.home_id = d.home_id and (d.patient_id is null or d.patient_id = p.id)
                    where look.kind = 'device' and d.id = look.subject
         union all select id from patient where look.kind = 'home' and home_id = look.subject
         union all select patient_id from response_job where look.kind = 'visit' and id = look.subject
       ) as concerned on true
      order by look.i`,
    [
      looks.map((look) => look.at),
      looks.map((look) => look.actor),
      looks.map((look) => look.route),
      looks.map((look) => look.kind),
      looks.map((look) => look.subject),
    ],
  );
}

export interface LookRow {
  readonly at: Instant;
  readonly actor: string;
  /** Of a user; null: somebody else, or a user who is not there any more. */
  readonly name: string | null;
  readonly role: string | null;
  readonly route: string;
}

/** Who was shown something about this person, newest first. Lists of many people are not in it. */
export async function looksAt(
  db: Db,
  patientId: string,
  options: { readonly before: Instant; readonly limit: number },
): Promise<LookRow[]> {
  const { rows } = await db.query<LookRow>(
    `select a.at, a.actor, u.name, u.role, substr(a.action, 6) as route
       from audit a left join identity_user u on a.actor = 'user:' || u.id
      where a.patient_id = $1 and a.action like 'read %' and a.at < to_timestamp($2 / 1000.0) order by a.id desc limit $3`,
    [patientId, options.before, options.limit],
  );
  return rows;
}
