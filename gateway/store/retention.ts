import { day, type Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** For how many days what is kept; 0: for ever. */
export interface Periods {
  /** Readings and messages of people with whom nothing is agreed any more, counted from the end of their care. */
  readonly keepEndedDays: number;
  /** What could not be read. */
  readonly keepQuarantineDays: number;
  /** Sessions, links and invitations that are over. */
  readonly keepSignInsDays: number;
}

interface Kind {
  readonly what: string;
  readonly period: keyof Periods;
  readonly table: string;
  /** SQL: columns that name a row. */
  readonly key: string;
  /** SQL on alias `t`; $1 is the instant before which things go, or the ids of the people whose care ended before it. */
  readonly where: string;
  readonly of: 'people' | 'care time' | 'wall clock';
}

const kinds: readonly Kind[] = [
  {
    what: 'readings of people whose care has ended',
    period: 'keepEndedDays',
    table: 'observation',
    key: 'source, observed_at, key',
    // By their sources, with which the key begins.
    where: `t.patient_id = any($1) and t.source in (
      select d.id from patient p join device d on d.home_id = p.home_id where p.id = any($1) union all select 'person:' || id from unnest($1::text[]) as id)`,
    of: 'people',
  },
  {
    what: 'messages about people whose care has ended',
    period: 'keepEndedDays',
    table: 'notification',
    key: 'id',
    where: 't.patient_id = any($1)',
    of: 'people',
  },
  {
    what: 'what was judged of people whose care has ended',
    period: 'keepEndedDays',
    table: 'journal',
    key: 'seq',
    where: 't.patient_id = any($1)',
    of: 'people',
  },
  {
    what: 'messages that could not be read',
    period: 'keepQuarantineDays',
    table: 'quarantine',
    key: 'id',
    where: 't.received_at < $1',
    of: 'care time',
  },
  {
    what: 'sessions that are over',
    period: 'keepSignInsDays',
    table: 'identity_session',
    key: 'id',
    where: 't.expires_at < $1',
    of: 'wall clock',
  },
  {
    what: 'links for another password that are over',
    period: 'keepSignInsDays',
    table: 'password_reset',
    key: 'token_sha256',
    where: 't.expires_at < $1',
    of: 'wall clock',
  },
  {
    what: 'invitations that nobody took',
    period: 'keepSignInsDays',
    table: 'invitation',
    key: 'id',
    where: 't.accepted_at is null and t.expires_at < $1',
    of: 'wall clock',
  },
];

export interface Now {
  /** Care time, in which people live. */
  readonly at: Instant;
  /** Wall clock, in which people sign in. */
  readonly wallAt: Instant;
}

/** People with whom nothing is agreed or proposed, who have no alert that is not closed, and with whom the last of both ended before `before`. */
async function peopleEndedBefore(db: Db, before: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select p.id from patient p
      where p.created_at < $1
        and exists (select from scenario s where s.patient_id = p.id)
        and not exists (select from scenario s where s.patient_id = p.id and (s.status in ('draft', 'approved', 'active') or s.ended_at is null or s.ended_at >= $1))
        and not exists (select from alert a where a.patient_id = p.id and (a.status <> 'closed' or a.closed_at is null or a.closed_at >= $1))`,
    [new Date(before)],
  );
  return rows.map(({ id }) => id);
}

async function argumentOf(db: Db, { period, of }: Kind, periods: Periods, { at, wallAt }: Now): Promise<Date | string[] | null> {
  const days = periods[period];
  if (days === 0) return null;
  const before = (of === 'wall clock' ? wallAt : at) - days * day;
  return of === 'people' ? await peopleEndedBefore(db, before) : new Date(before);
}

export interface Due {
  readonly what: string;
  /** 0: for ever. */
  readonly keptDays: number;
  readonly rows: number;
}

/** What would go now. */
export async function whatIsDue(db: Db, periods: Periods, now: Now): Promise<Due[]> {
  const due: Due[] = [];
  for (const kind of kinds) {
    const argument = await argumentOf(db, kind, periods, now);
    const count = async () =>
      (await db.query<{ n: number }>(`select count(*) as n from ${kind.table} t where ${kind.where}`, [argument])).rows[0]!.n;
    due.push({ what: kind.what, keptDays: periods[kind.period], rows: argument === null ? 0 : await count() });
  }
  return due;
}

/** So many rows go at once: readings that come in meanwhile wait for none of it. */
const batch = 5_000;

/** Deletes what is due, a batch a statement; answers how many rows of what went. */
export async function deleteDue(db: Db, periods: Periods, now: Now): Promise<Due[]> {
  const gone: Due[] = [];
  for (const kind of kinds) {
    const argument = await argumentOf(db, kind, periods, now);
    if (argument === null) continue;
    let rows = 0;
    for (;;) {
      const { rowCount } = await db.query(
        `delete from ${kind.table} where (${kind.key}) in (select ${kind.key} from ${kind.table} t where ${kind.where} limit ${batch})`,
        [argument],
      );
      rows += rowCount ?? 0;
      if ((rowCount ?? 0) < batch) break;
    }
    if (rows > 0) gone.push({ what: kind.what, keptDays: periods[kind.period], rows });
  }
  return gone;
}
