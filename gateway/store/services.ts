import { type ServiceImport, type ServiceInput, type ServiceView, serviceInput } from '../contract/services.ts';
import { newId } from '../identity/secret.ts';
import type { ReadServices } from '../services/read.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

interface ServiceRow {
  readonly id: string;
  readonly source: string;
  readonly body: unknown;
  readonly updatedAt: number;
  readonly withdrawnAt: number | null;
}

const select = 'select id, source, body, updated_at as "updatedAt", withdrawn_at as "withdrawnAt" from service';

/** All that their sources still tell of. */
export async function listServices(db: Db): Promise<ServiceView[]> {
  return (await db.query<ServiceRow>(`${select} where withdrawn_at is null`)).rows.map(viewOf);
}

/** Also one that is no longer offered; null: there is no such service. */
export async function serviceById(db: Db, id: string): Promise<ServiceView | null> {
  const row = (await db.query<ServiceRow>(`${select} where id = $1`, [id])).rows[0];
  return row ? viewOf(row) : null;
}

const iso = (at: number) => new Date(at).toISOString();

function viewOf({ id, source, body, updatedAt, withdrawnAt }: ServiceRow): ServiceView {
  return {
    ...serviceInput.parse(body),
    id,
    source,
    updatedAt: iso(updatedAt),
    withdrawnAt: withdrawnAt === null ? null : iso(withdrawnAt),
  };
}

/**
 * Takes what a source tells in place of what it told before: what comes again is the same service, what is missing is withdrawn. An entry
 * that was refused withdraws nothing: it may be one that we have.
 */
export async function importServices(tx: Write, source: string, { services, refused }: ReadServices): Promise<ServiceImport> {
  const { rows } = await tx.db.query<{ sourceId: string; body: unknown; withdrawn: boolean }>(
    'select source_id as "sourceId", body, withdrawn_at is not null as withdrawn from service where source = $1 for update',
    [source],
  );
  const before = new Map(rows.map((row) => [row.sourceId, row]));
  const told = services.map((one) => ({ ...one, capacityAt: one.capacity === null ? null : (one.capacityAt ?? iso(tx.at)) }));
  const added = told.filter(({ sourceId }) => !before.has(sourceId));
  const changed = told.filter((one) => {
    const known = before.get(one.sourceId);
    return known !== undefined && (known.withdrawn || !isSame(known.body, one));
  });
  const come = new Set(told.map(({ sourceId }) => sourceId));
  const gone = refused.length > 0 ? [] : rows.filter((row) => !row.withdrawn && !come.has(row.sourceId)).map((row) => row.sourceId);
  await tx.db.query(
    `insert into service (id, source, source_id, body, updated_at)
     select id, $1, body->>'sourceId', body, $4 from unnest($2::text[], $3::jsonb[]) as s (id, body)
     on conflict (source, source_id) do update set body = excluded.body, updated_at = excluded.updated_at, withdrawn_at = null`,
    [source, told.map(() => newId('svc')), told.map((one) => JSON.stringify(one)), new Date(tx.at)],
  );
  await tx.db.query('update service set withdrawn_at = $3 where source = $1 and source_id = any($2)', [source, gone, new Date(tx.at)]);
  const counts = { added: added.length, changed: changed.length, withdrawn: gone.length };
  await tx.audit('services.import', source, { ...counts, refused: refused.length });
  return { source, ...counts, unchanged: told.length - added.length - changed.length, refused: [...refused] };
}

/** The time at which a capacity was taken to be told is no change by itself. */
function isSame(stored: unknown, told: ServiceInput): boolean {
  const plain = (body: unknown) => JSON.stringify({ ...serviceInput.parse(body), capacityAt: null });
  return plain(stored) === plain(told);
}
