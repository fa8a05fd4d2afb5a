import type { Instant } from '../../../rules/model/time.ts';
import { isOpenRecord } from '../open-record.ts';
import { Refusal } from '../refusal.ts';
import type { Db } from '../transaction.ts';
import type { Write } from '../write.ts';

export interface MessageRow {
  readonly id: string;
  readonly fromTeam: boolean;
  readonly authorName: string;
  readonly text: string;
  readonly at: Instant;
  readonly readAt: Instant | null;
}

/** Whose thread about whom. */
export interface Thread {
  readonly patientId: string;
  /** The user of the app. */
  readonly userId: string;
}

const shown = 200;

/** The last messages of a thread, oldest first. To be asked through `asPerson`. */
export async function messagesShown(db: Db, { patientId, userId }: Thread): Promise<MessageRow[]> {
  const { rows } = await db.query<MessageRow>(
    `select id, from_team as "fromTeam", author_name as "authorName", text, at, read_at as "readAt"
       from message where patient_id = $1 and user_id = $2 order by n desc limit $3`,
    [patientId, userId, shown],
  );
  return rows.reverse();
}

/** How many of the team's messages this user has not read. To be asked through `asPerson`. */
export async function unreadFromTeam(db: Db, { patientId, userId }: Thread): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*) as n from message where patient_id = $1 and user_id = $2 and from_team and read_at is null',
    [patientId, userId],
  );
  return rows[0]!.n;
}

export interface NewMessage extends Thread {
  readonly id: string;
  readonly fromTeam: boolean;
  readonly authorId: string;
  readonly text: string;
  /** `false`: it is no answer of the team to what they wrote. Left out: it is. */
  readonly answers?: false;
}

/** The same message twice is one; another one with its id is refused. An answer of the team says that it has read what came before. */
export async function postMessage(tx: Write, message: NewMessage): Promise<void> {
  const { patientId, userId, id, fromTeam, authorId, text } = message;
  const { rowCount } = await tx.db.query(
    `insert into message (patient_id, user_id, id, from_team, author_id, text, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [patientId, userId, id, fromTeam, authorId, text, new Date(tx.at)],
  );
  if (rowCount === 0) {
    const same = await tx.db.query(
      'select from message where patient_id = $1 and user_id = $2 and id = $3 and from_team = $4 and author_id = $5 and text = $6',
      [patientId, userId, id, fromTeam, authorId, text],
    );
    if (same.rowCount === 0) throw new Refusal('conflict', 'id', 'is taken');
    return;
  }
  if (fromTeam && message.answers !== false) await markRead(tx, { patientId, userId, upTo: id, byTeam: true, readerId: authorId });
  await tx.audit('message.post', id, { patientId, userId });
}

/** What the other side wrote, up to this message, has been read; of the team: answered, or needs no answer. Saying it twice changes nothing. */
export async function markRead(
  tx: Write,
  { patientId, userId, upTo, byTeam, readerId }: Thread & { readonly upTo: string; readonly byTeam: boolean; readonly readerId: string },
): Promise<void> {
  const found = await tx.db.query<{ n: number }>('select n from message where patient_id = $1 and user_id = $2 and id = $3', [
    patientId,
    userId,
    upTo,
  ]);
  if (!found.rows[0]) throw new Refusal('not-found', 'upTo', 'there is no such message');
  await tx.db.query(
    `update message set read_at = $4, read_by = $5
      where patient_id = $1 and user_id = $2 and n <= $3 and from_team = $6 and read_at is null`,
    [patientId, userId, found.rows[0].n, new Date(tx.at), readerId, !byTeam],
  );
  if (byTeam) await endTaskOf(tx, { patientId, userId });
}

export interface ThreadRow extends Thread {
  readonly name: string;
  /** How they stand to the person; null: in no way any more. */
  readonly relation: string | null;
  readonly messages: readonly MessageRow[];
}

/** Every thread about a person, with those that wait for the team first, then the newest. For the team. */
export async function threadsOf(db: Db, patientId: string, at: Instant): Promise<ThreadRow[]> {
  const { rows } = await db.query<MessageRow & { userId: string; name: string; relation: string | null }>(
    `select m.user_id as "userId", u.name, stands.kind as relation, m.id, m.from_team as "fromTeam", a.name as "authorName", m.text, m.at, m.read_at as "readAt"
       from (select *, row_number() over (partition by user_id order by n desc) as place from message where patient_id = $1) m
            join identity_user u on u.id = m.user_id join identity_user a on a.id = m.author_id
            left join lateral (
              select coalesce(c.relationship, r.kind) as kind from relation r left join contact c on c.id = r.contact_id
               where r.user_id = m.user_id and r.patient_id = $1 and r.ended_at is null and (r.until_at is null or r.until_at > $2) order by r.id limit 1
            ) stands on true
      where m.place <= $3 order by m.n`,
    [patientId, new Date(at), shown],
  );
  const threads = new Map<string, ThreadRow>();
  for (const { userId, name, relation, ...message } of rows) {
    const messages = [...(threads.get(userId)?.messages ?? []), message];
    threads.set(userId, { patientId, userId, name, relation, messages });
  }
  const waits = ({ messages }: ThreadRow) => messages.some(({ fromTeam, readAt }) => !fromTeam && readAt === null);
  return [...threads.values()].sort(
    (a, b) => Number(waits(b)) - Number(waits(a)) || b.messages.at(-1)!.at - a.messages.at(-1)!.at || (a.userId < b.userId ? -1 : 1),
  );
}

export interface WaitingThreadRow extends Thread {
  readonly patientName: string;
  readonly name: string;
  readonly since: Instant;
  readonly messages: number;
}

/** Threads in which somebody waits for the team, who has waited longest first; of closed records none. */
export async function waitingThreads(db: Db): Promise<WaitingThreadRow[]> {
  const { rows } = await db.query<WaitingThreadRow>(
    `select m.patient_id as "patientId", p.given_name || ' ' || p.family_name as "patientName", m.user_id as "userId", u.name,
            min(m.at) as since, count(*) as messages
       from message m join patient p on p.id = m.patient_id join identity_user u on u.id = m.user_id
      where not m.from_team and m.read_at is null and ${isOpenRecord('m.patient_id')}
      group by 1, 2, 3, 4 order by since, 1, 3 limit 500`,
  );
  return rows;
}

const taskKind = 'message-waits';
const taskId = ({ patientId, userId }: Thread) => `${taskKind}/${patientId}/${userId}`;

async function endTaskOf(tx: Write, thread: Thread): Promise<void> {
  const waits = await tx.db.query(
    'select from message where patient_id = $1 and user_id = $2 and not from_team and read_at is null limit 1',
    [thread.patientId, thread.userId],
  );
  if (waits.rowCount === 0)
    await tx.db.query('update task set done_at = $2, done_by = $3 where starts_with(id, $1) and done_at is null', [
      `${taskId(thread)}/`,
      new Date(tx.at),
      tx.actor,
    ]);
}

/** A task for each thread in which somebody has waited for the team since `before` or longer; one for one wait. Returns whose they are. */
export async function raiseWaiting(db: Db, at: Instant, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ patientId: string }>(
    `insert into task (id, kind, patient_id, alert_id, text, created_at)
     select $1 || '/' || m.patient_id || '/' || m.user_id || '/' || min(m.n), $1, m.patient_id, null,
            'A message from ' || u.name || ' waits for an answer.', $2
       from message m join identity_user u on u.id = m.user_id
      where not m.from_team and m.read_at is null
      group by m.patient_id, m.user_id, u.name having min(m.at) <= $3
     on conflict (id) do nothing returning patient_id as "patientId"`,
    [taskKind, new Date(at), new Date(before)],
  );
  return rows.map(({ patientId }) => patientId);
}

/** Whether this user may see something of the person now, and so reads what the team writes. */
export async function mayCorrespond(db: Db, { patientId, userId }: Thread, at: Instant): Promise<boolean> {
  const { rows } = await db.query<{ may: boolean }>(`select $1 = any (patients_within($2, $3, 'any')) as may`, [
    patientId,
    userId,
    new Date(at),
  ]);
  return rows[0]!.may;
}

/** When the first of those was written that wait for the team since later than `before`; null: none waits. */
export async function nextWaitingAt(db: Db, before: Instant): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>(
    `select min(at) as at from (
       select min(at) as at from message where not from_team and read_at is null group by patient_id, user_id having min(at) > $1
     ) as waiting`,
    [new Date(before)],
  );
  return rows[0]!.at;
}
