import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import type { ImportFault, PatientImportReport } from '../contract/patient-imports.ts';
import { newId } from '../identity/secret.ts';
import { type Db, heldClient } from './transaction.ts';

/** What has become of a file so far. */
export interface ImportCounts {
  readonly added: number;
  readonly alreadyThere: number;
  readonly homes: number;
  readonly drafts: number;
  readonly leftOut: PatientImportReport['leftOut'];
  readonly refused: readonly ImportFault[];
}

export interface ImportRow extends ImportCounts {
  readonly id: string;
  readonly checkedOnly: boolean;
  readonly fileName: string;
  readonly by: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly rows: number;
  /** It is not finished, and whoever took it in is at work. */
  readonly underWay: boolean;
}

const importLock = 0x49_6d_70_6f;

/** Nobody else takes in people until `release`; null: somebody does already. The lock goes with its connection, and so with a process that is killed. */
export async function holdImports(pool: pg.Pool): Promise<{ release(): Promise<void> } | null> {
  const { client, release } = await heldClient(pool);
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [importLock]);
    if (!rows[0]!.held) {
      release();
      return null;
    }
  } catch (error) {
    release(true);
    throw error;
  }
  return {
    release: () =>
      client.query('select pg_advisory_unlock($1)', [importLock]).then(
        () => release(),
        () => release(true),
      ),
  };
}

/** Returns the id. Written for itself, so that an import that breaks off has left its trace. */
export async function beginImport(
  db: Db,
  begun: Pick<ImportRow, 'checkedOnly' | 'fileName' | 'by' | 'startedAt' | 'rows'>,
): Promise<string> {
  const id = newId('import');
  await db.query('insert into patient_import (id, checked_only, file_name, by_name, started_at, rows) values ($1, $2, $3, $4, $5, $6)', [
    id,
    begun.checkedOnly,
    begun.fileName,
    begun.by,
    new Date(begun.startedAt),
    begun.rows,
  ]);
  return id;
}

/** Writes how far it is, with what it has done in the same transaction; `finishedAt` null: it goes on. */
export async function saveImport(db: Db, id: string, so: ImportCounts, finishedAt: Instant | null): Promise<void> {
  await db.query(
    `update patient_import set added = $2, already_there = $3, homes = $4, drafts = $5, left_out = $6, refused = $7, finished_at = $8
      where id = $1`,
    [
      id,
      so.added,
      so.alreadyThere,
      so.homes,
      so.drafts,
      JSON.stringify(so.leftOut),
      JSON.stringify(so.refused),
      finishedAt === null ? null : new Date(finishedAt),
    ],
  );
}

const select = `select id, checked_only as "checkedOnly", file_name as "fileName", by_name as by, started_at as "startedAt",
  finished_at as "finishedAt", rows, added, already_there as "alreadyThere", homes, drafts, left_out as "leftOut", refused,
  finished_at is null
    and id = (select id from patient_import where finished_at is null order by started_at desc, id desc limit 1)
    and exists (select from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${importLock} and objsubid = 1
                   and database = (select oid from pg_database where datname = current_database())) as "underWay"
  from patient_import`;

/** The last hundred, newest first. */
export async function listImports(db: Db): Promise<ImportRow[]> {
  return (await db.query<ImportRow>(`${select} order by started_at desc, id limit 100`)).rows;
}

export async function importById(db: Db, id: string): Promise<ImportRow | null> {
  return (await db.query<ImportRow>(`${select} where id = $1`, [id])).rows[0] ?? null;
}

export interface EnrolledPerson {
  readonly id: string;
  readonly nhsNumber: string | null;
  readonly homeId: string;
}

/** Whoever of these is enrolled, by NHS number or id. */
export async function enrolledOf(db: Db, nhsNumbers: readonly string[], ids: readonly string[]): Promise<EnrolledPerson[]> {
  const { rows } = await db.query<EnrolledPerson>(
    'select id, nhs_number as "nhsNumber", home_id as "homeId" from patient where nhs_number = any($1) or id = any($2)',
    [nhsNumbers, ids],
  );
  return rows;
}
