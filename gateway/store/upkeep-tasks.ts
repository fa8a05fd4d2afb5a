import { day, type Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** Something that the technical queue has to do, as it is seen now. */
export interface UpkeepFound {
  readonly kind: string;
  /** Id of the device, order or thing that it is about. */
  readonly subject: string;
  readonly deviceId: string | null;
  readonly patientId: string | null;
  readonly text: string;
  readonly dueAt: Instant;
}

interface UpkeepTask {
  readonly id: string;
  readonly doneAt: Instant | null;
}

/** Who ticks off a task when there is nothing to do any more. */
const byItself = 'upkeep';
/** A person's tick counts for so long; what is still to be done then is told again. */
const tickLastsMs = 7 * day;

/** The same thing to do about the same subject. Ids of subjects hold no slash. */
const aboutOf = ({ kind, subject }: Pick<UpkeepFound, 'kind' | 'subject'>) => `${kind}/${subject}`;
const aboutOfTask = ({ id }: UpkeepTask) => id.slice(0, id.lastIndexOf('/'));

/**
 * Makes a task of everything found that has none, brings those that have one up to date, and ticks off those of the kinds and subjects looked at
 * (`subjects` null: all) that are gone. Run it in a transaction.
 */
export async function recordUpkeep(
  db: Db,
  looked: { readonly kinds: readonly string[]; readonly subjects: readonly string[] | null },
  found: readonly UpkeepFound[],
  at: Instant,
): Promise<void> {
  const abouts = looked.subjects?.flatMap((subject) => looked.kinds.map((kind) => aboutOf({ kind, subject }))) ?? null;
  const { rows: tasks } = await db.query<UpkeepTask>(
    `select id, done_at as "doneAt" from task
      where kind = any($1) and ($2::text[] is null or left(id, length(id) - position('/' in reverse(id))) = any($2))
        and (done_at is null or (done_by <> $3 and done_at > $4))`,
    [looked.kinds, abouts, byItself, new Date(at - tickLastsMs)],
  );
  const known = new Map(tasks.map((task) => [aboutOfTask(task), task]));
  for (const task of tasks) if (task.doneAt === null) known.set(aboutOfTask(task), task);
  const standing = new Set<string>();
  for (const one of found) {
    const task = known.get(aboutOf(one));
    if (task === undefined) await add(db, one, at);
    else if (task.doneAt === null) {
      standing.add(task.id);
      await db.query('update task set text = $2, until_at = $3 where id = $1', [task.id, one.text, new Date(one.dueAt)]);
    }
  }
  const gone = tasks.filter(({ id, doneAt }) => doneAt === null && !standing.has(id)).map(({ id }) => id);
  if (gone.length > 0) await db.query('update task set done_at = $2, done_by = $3 where id = any($1)', [gone, new Date(at), byItself]);
}

async function add(db: Db, one: UpkeepFound, at: Instant): Promise<void> {
  await db.query(
    `insert into task (id, kind, patient_id, device_id, until_at, text, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [`${aboutOf(one)}/${at}`, one.kind, one.patientId, one.deviceId, new Date(one.dueAt), one.text, new Date(at)],
  );
}

/** What was to be done about these devices is done: of these kinds, or of every kind where they are left out. */
export async function endUpkeepOf(
  db: Db,
  deviceIds: readonly string[],
  at: Instant,
  kinds: readonly string[] | null = null,
): Promise<void> {
  await db.query(
    'update task set done_at = $2, done_by = $3 where done_at is null and device_id = any($1) and ($4::text[] is null or kind = any($4))',
    [deviceIds, new Date(at), byItself, kinds],
  );
}

/** Ticks off what is about devices that are in use no more. */
export async function endUpkeepOfRevoked(db: Db, at: Instant): Promise<void> {
  await db.query(
    `update task t set done_at = $1, done_by = $2 from device d where t.done_at is null and d.id = t.device_id and d.revoked_at is not null`,
    [new Date(at), byItself],
  );
}
