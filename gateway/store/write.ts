import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import { asRefusal } from './refusal.ts';
import { type Db, inTransaction } from './transaction.ts';

/** Who writes, and what time it is in the homes. */
export interface Writer {
  readonly at: Instant;
  /** `user:<id>`, `admin` for the command line. */
  readonly actor: string;
}

/** What the judge or the broker must be told after the commit. */
export interface Changed {
  readonly patientIds: readonly string[];
  readonly directory: boolean;
  readonly machines: boolean;
}

/** A transaction under way. Whoever changes something that the judge or the broker knows says so here. */
export interface Write extends Writer {
  readonly db: Db;
  patientChanged(patientId: string): void;
  /** Everybody who lives there. */
  homeChanged(homeId: string): Promise<void>;
  directoryChanged(): void;
  machinesChanged(): void;
  /** Somebody is no longer signed in somewhere: what is open in their name closes at once. */
  sessionsEnded(): void;
  /** What is behind this hub, for a gateway that is another process: one that writes itself tells its hubs. */
  hubChanged(hubId: string): void;
  /** `detail` holds names of fields and ids, never what is secret or clinical; `patientId` in it says whom it is about. */
  audit(action: string, subject: string, detail?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** The channel on which a running gateway hears of writes: `patient:<id>`, `directory`, `machines`, `sessions` or `hub:<id>`. */
export const changeChannel = 'hearthline_change';

/** Beyond this many patients one `directory` tells the gateway to look for itself (`pendingPatients`). */
const maxNamed = 100;

/**
 * Runs `work` in one transaction, all or nothing; revisions are raised and the gateway is told in the same one.
 * Throws Refusal when a rule of the schema says no (unknown reference, id or number taken).
 */
export async function write<T>(pool: pg.Pool, by: Writer, work: (tx: Write) => Promise<T>): Promise<{ value: T; changed: Changed }> {
  try {
    return await inTransaction(pool, '', async (db) => {
      const { tx, changed, others } = begun(db, by);
      const value = await work(tx);
      await announce(db, changed(), others);
      return { value, changed: changed() };
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

function begun(db: Db, by: Writer): { readonly tx: Write; readonly changed: () => Changed; readonly others: ReadonlySet<string> } {
  const patientIds = new Set<string>();
  const others = new Set<string>();
  let directory = false;
  let machines = false;
  const tx: Write = {
    ...by,
    db,
    patientChanged: (patientId) => void patientIds.add(patientId),
    async homeChanged(homeId) {
      const { rows } = await db.query<{ id: string }>('select id from patient where home_id = $1', [homeId]);
      for (const row of rows) patientIds.add(row.id);
    },
    directoryChanged() {
      directory = true;
    },
    machinesChanged() {
      machines = true;
    },
    sessionsEnded: () => void others.add('sessions'),
    hubChanged: (hubId) => void others.add(`hub:${hubId}`),
    async audit(action, subject, detail = {}) {
      await db.query('insert into audit (at, actor, action, subject, patient_id, detail) values ($1, $2, $3, $4, $5, $6)', [
        new Date(by.at),
        by.actor,
        action,
        subject,
        detail.patientId ?? (action.startsWith('patient.') ? subject : null),
        JSON.stringify(detail),
      ]);
    },
  };
  return { tx, changed: () => ({ patientIds: [...patientIds].sort(), directory, machines }), others };
}

/** Revisions are raised in the order of ids, so that two writers of one home cannot wait for each other. */
async function announce(db: Db, changed: Changed, others: ReadonlySet<string>): Promise<void> {
  if (changed.directory) await db.query('update directory_revision set revision = revision + 1');
  if (changed.patientIds.length > 0)
    await db.query(
      `update patient p set revision = revision + 1
         from (select id from patient where id = any($1) order by id for no key update) as locked where p.id = locked.id`,
      [changed.patientIds],
    );
  const named = changed.patientIds.length <= maxNamed;
  const payloads = named ? changed.patientIds.map((id) => `patient:${id}`) : [];
  if (changed.directory || !named) payloads.push('directory');
  if (changed.machines) payloads.push('machines');
  payloads.push(...others);
  if (payloads.length > 0) await db.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [changeChannel, payloads]);
}
