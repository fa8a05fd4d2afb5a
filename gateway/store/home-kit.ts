import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

/** How a device signs in, and when somebody last tried it since it came into this home. */
export interface KitOfDevice {
  readonly certificateSha256: string | null;
  readonly appId: string | null;
  readonly lastTest: { readonly at: Instant; readonly worked: boolean } | null;
}

/** A home, who lives there, and how its devices sign in. */
export interface HomeKitRow {
  readonly address: string;
  readonly patients: readonly { readonly id: string; readonly name: string }[];
  /** Of devices in use, by id. */
  readonly kit: ReadonlyMap<string, KitOfDevice>;
}

/** null: there is no such home. */
export async function homeKitById(db: Db, homeId: string): Promise<HomeKitRow | null> {
  const { rows: homes } = await db.query<Pick<HomeKitRow, 'address' | 'patients'>>(
    `select h.address, coalesce((select json_agg(json_build_object('id', p.id, 'name', p.given_name || ' ' || p.family_name) order by p.given_name, p.id)
       from patient p where p.home_id = h.id and ${isOpenRecord('p.id')}), '[]') as patients from home h where h.id = $1`,
    [homeId],
  );
  if (!homes[0]) return null;
  const { rows } = await db.query<KitOfDevice & { id: string }>(
    `select d.id, encode(d.certificate_sha256, 'hex') as "certificateSha256", d.app_id as "appId",
            (select json_build_object('at', floor(extract(epoch from t.at) * 1000), 'worked', t.worked)
               from device_test t where t.device_id = d.id and t.at >= d.enrolled_at order by t.id desc limit 1) as "lastTest"
       from device d where d.home_id = $1 and d.revoked_at is null`,
    [homeId],
  );
  return { ...homes[0], kit: new Map(rows.map(({ id, ...kit }) => [id, kit])) };
}
