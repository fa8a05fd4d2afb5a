import type { AlertQueue } from '../../rules/model/alert.ts';
import { day, hour, type Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** As long as the longest turn of duty: a test that is older is of another turn. */
export const soundTestLastsMs = 12 * hour;

export interface SoundTestRow {
  readonly userId: string;
  readonly name: string;
  readonly at: Instant;
  readonly heard: boolean;
}

/** Sound tests of the last 24 hours, the newest first. */
export async function soundTests(db: Db, now: Instant): Promise<SoundTestRow[]> {
  const { rows } = await db.query<SoundTestRow>(
    `select s.user_id as "userId", u.name, s.at, s.heard from sound_test s join identity_user u on u.id = s.user_id
      where s.at > $1 order by s.at desc, s.user_id`,
    [new Date(now - day)],
  );
  return rows;
}

/** Somebody has listened for the alarm. */
export async function addSoundTest(tx: Write, userId: string, heard: boolean): Promise<void> {
  await tx.db.query('insert into sound_test (user_id, at, heard) values ($1, $2, $3) on conflict (user_id, at) do update set heard = $3', [
    userId,
    new Date(tx.at),
    heard,
  ]);
  await tx.audit('sound-test', userId, { heard });
}

/** Somebody who answers alerts can sign in to the console. */
export async function somebodyAnswers(db: Db): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from identity_user u join identity_account a on a.user_id = u.id
      where u.role in ('coordinator', 'responder', 'clinician', 'manager') limit 1`,
  );
  return rowCount !== 0;
}

export interface SkillsRow {
  readonly userId: string;
  readonly name: string;
  readonly queues: AlertQueue[];
}

/** Which queues those who answer alerts answer; none: all. */
export async function answeringSkills(db: Db): Promise<SkillsRow[]> {
  const { rows } = await db.query<SkillsRow>(
    `select u.id as "userId", u.name, coalesce(array_agg(s.queue order by s.queue) filter (where s.queue is not null), '{}') as queues
       from identity_user u left join answering_skill s on s.user_id = u.id
      where u.role in ('coordinator', 'responder', 'clinician', 'manager') group by u.id, u.name order by u.name, u.id`,
  );
  return rows;
}

/** From now on they answer these queues. Refuses somebody who is not there. */
export async function putAnsweringSkills(tx: Write, userId: string, queues: readonly AlertQueue[]): Promise<void> {
  const { rowCount } = await tx.db.query('select from identity_user where id = $1 for update', [userId]);
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such user');
  await tx.db.query('delete from answering_skill where user_id = $1', [userId]);
  await tx.db.query('insert into answering_skill (user_id, queue) select $1, unnest($2::text[])', [userId, queues]);
  await tx.audit('user.skills', userId, { queues });
}
