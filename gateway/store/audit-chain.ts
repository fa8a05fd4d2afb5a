import { hash } from 'node:crypto';
import type pg from 'pg';
import { type Db, inTransaction } from './transaction.ts';

/** One entry as it is hashed and exported. */
export interface AuditEntry {
  readonly id: number;
  /** Care time, milliseconds since 1970. */
  readonly at: number;
  /** `user:<id>`, `contact:<id>`, `app:<id>`, `admin` for the command line. */
  readonly actor: string;
  /** Of a change its name (`patient.presence`), of a look `read` and the route. */
  readonly action: string;
  /** What was named: an id of a patient, an alert, a device; '' for a list. */
  readonly subject: string;
  readonly patientId: string | null;
  /** Names of fields and ids. */
  readonly detail: Readonly<Record<string, unknown>>;
}

const columns = 'a.id, a.at, a.actor, a.action, a.subject, a.patient_id as "patientId", a.detail';

/** The line that is hashed: what nobody may change afterwards. */
function lineOf(entry: AuditEntry): string {
  const { id, at, actor, action, subject, patientId, detail } = entry;
  return JSON.stringify([id, at, actor, action, subject, patientId, detail]);
}

const sealLock = 4_820_021;
const pageSize = 1_000;
/** Entries committed out of the order of their ids: a transaction that lasts while this many others are written is not sealed here. */
const reach = 100_000;

/** Chains the entries that are not yet chained, in the order of their ids; answers how many. Several processes may do this at once. */
export async function sealAudit(pool: pg.Pool): Promise<number> {
  let sealed = 0;
  for (;;) {
    const page = await inTransaction(pool, '', sealPage);
    sealed += page;
    if (page < pageSize) return sealed;
  }
}

async function sealPage(db: Db): Promise<number> {
  await db.query('select pg_advisory_xact_lock($1)', [sealLock]);
  const { rows: last } = await db.query<{ n: number; hash: string }>('select n, hash from audit_seal order by n desc limit 1');
  const { rows } = await db.query<AuditEntry>(
    `select ${columns} from audit a
      where a.id > (select coalesce(max(audit_id), 0) - $1 from audit_seal) and not exists (select from audit_seal where audit_id = a.id)
      order by a.id limit $2`,
    [reach, pageSize],
  );
  let head = last[0] ?? { n: 0, hash: '' };
  const links = rows.map((entry) => {
    head = { n: head.n + 1, hash: hash('sha256', head.hash + lineOf(entry)) };
    return { ...head, id: entry.id };
  });
  await db.query('insert into audit_seal (n, audit_id, hash) select * from unnest($1::bigint[], $2::bigint[], $3::text[])', [
    links.map(({ n }) => n),
    links.map(({ id }) => id),
    links.map((link) => link.hash),
  ]);
  return rows.length;
}

export interface AuditReport {
  readonly entries: number;
  /** Written and not yet chained: the last seconds, or nobody chains. */
  readonly unsealed: number;
  /** Ids of entries that are not what was written, the first at which the chain does not fit, or null. */
  readonly brokenAt: number | null;
  /** The newest hash: kept elsewhere, it proves that the whole chain was not made anew. */
  readonly head: string;
}

/** Reads the whole chain as of one moment. Names the first entry that is changed, missing or added. */
export function verifyAudit(pool: pg.Pool): Promise<AuditReport> {
  return inTransaction(pool, 'isolation level repeatable read read only', async (db) => {
    let head = { n: 0, hash: '' };
    for (;;) {
      const { rows } = await db.query<AuditEntry & { n: number; hash: string; auditId: number; id: number | null }>(
        `select s.n, s.hash, s.audit_id as "auditId", ${columns} from audit_seal s left join audit a on a.id = s.audit_id
          where s.n > $1 order by s.n limit $2`,
        [head.n, pageSize],
      );
      for (const row of rows) {
        const expected = row.id === null ? null : hash('sha256', head.hash + lineOf(row));
        if (row.n !== head.n + 1 || row.hash !== expected) return { ...(await counted(db)), brokenAt: row.auditId, head: head.hash };
        head = { n: row.n, hash: row.hash };
      }
      if (rows.length < pageSize) return { ...(await counted(db)), brokenAt: null, head: head.hash };
    }
  });
}

async function counted(db: Db): Promise<{ entries: number; unsealed: number }> {
  const { rows } = await db.query<{ entries: number; unsealed: number }>(
    `select count(*) as entries, count(*) filter (where not exists (select from audit_seal where audit_id = a.id)) as unsealed from audit a`,
  );
  return rows[0]!;
}

interface Selection {
  /** null: everybody, and what is about nobody. */
  readonly patientId: string | null;
  /** Milliseconds since 1970, care time. */
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Entries in the order in which they were written, from `fromAt` to before `untilAt`, with their hash; null: not chained yet. */
export async function* auditEntries(pool: pg.Pool, chosen: Selection): AsyncGenerator<AuditEntry & { readonly hash: string | null }> {
  let after = 0;
  for (;;) {
    const { rows } = await pool.query<AuditEntry & { hash: string | null }>(
      `select ${columns}, s.hash from audit a left join audit_seal s on s.audit_id = a.id
        where a.id > $1 and ($2::text is null or a.patient_id = $2) and a.at >= to_timestamp($3 / 1000.0) and a.at < to_timestamp($4 / 1000.0)
        order by a.id limit $5`,
      [after, chosen.patientId, chosen.fromAt, chosen.untilAt, pageSize],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    after = end.id;
  }
}
