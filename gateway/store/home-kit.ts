import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

/** A home, who lives there, and how its devices sign in. */
export interface HomeKitRow {
  readonly address: string;
  readonly patients: readonly { readonly id: string; readonly name: string }[];
  /** Of devices in use, by id. */
  readonly signIn: ReadonlyMap<string, { readonly certificateSha256: string | null; readonly appId: string | null }>;
}

/** null: there is no such home. */
export async function homeKitById(db: Db, homeId: string): Promise<HomeKitRow | null> {
  const { rows: homes } = await db.query<Pick<HomeKitRow, 'address' | 'patients'>>(
    `select h.address, coalesce((select json_agg(json_build_object('id', p.id, 'name', p.given_name || ' ' || p.family_name) order by p.given_name, p.id)
       from patient p where p.home_id = h.id and ${isOpenRecord('p.id')}), '[]') as patients from home h where h.id = $1`,
    [homeId],
  );
  if (!homes[0]) return null;
  const { rows } = await db.query<{ id: string; certificateSha256: string | null; appId: string | null }>(
    `select id, encode(certificate_sha256, 'hex') as "certificateSha256", app_id as "appId" from device where home_id = $1 and revoked_at is null`,
    [homeId],
  );
  return { ...homes[0], signIn: new Map(rows.map(({ id, ...signIn }) => [id, signIn])) };
}
