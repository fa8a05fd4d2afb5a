import type { Instant } from '../../rules/model/time.ts';
import type { RelationKind, Role } from '../contract/relations.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly hasApp: boolean;
  readonly passkeys: number;
  readonly byOrganisation: boolean;
  readonly lastSignedInAt: Instant | null;
  readonly people: readonly { readonly patientId: string; readonly name: string; readonly kind: RelationKind }[];
}

export interface AccountQuery {
  readonly role: Role | null;
  /** Part of a name or address; '': all. */
  readonly words: string;
  /** null: both. */
  readonly disabled: boolean | null;
  readonly limit: number;
  readonly at: Instant;
}

/** Who signs in, by name; of closed records nobody is named. */
export async function listAccounts(db: Db, { role, words, disabled, limit, at }: AccountQuery): Promise<AccountRow[]> {
  const { rows } = await db.query<AccountRow>(
    `select u.id, u.name, u.email, u.role, u.two_factor_enabled as "hasApp", not account.any as disabled,
            account.organisation as "byOrganisation",
            (select count(*) from identity_passkey k where k.user_id = u.id) as passkeys,
            (select max(a.at) from audit a where a.subject = u.id and a.action = 'session.begin') as "lastSignedInAt",
            coalesce((
              select json_agg(json_build_object('patientId', p.id, 'name', p.given_name || ' ' || p.family_name, 'kind', r.kind) order by r.id)
                from relation r join patient p on p.id = r.patient_id
               where r.user_id = u.id and r.ended_at is null and r.from_at <= $5 and (r.until_at is null or r.until_at > $5)
                 and ${isOpenRecord('p.id')}
            ), '[]') as people
       from identity_user u
       cross join lateral (
         select count(*) > 0 as any, coalesce(bool_or(provider_id like 'oidc:%'), false) as organisation
           from identity_account where user_id = u.id
       ) account
      where ($1::text is null or u.role = $1) and ($3::boolean is null or account.any <> $3)
        and (position(lower($2) in lower(u.name)) > 0 or position(lower($2) in u.email) > 0)
      order by u.name, u.id limit $4`,
    [role, words, disabled, limit, new Date(at)],
  );
  return rows;
}
