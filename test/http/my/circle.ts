import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Purpose, RelationKind } from '../../../gateway/contract/relations.ts';
import type { Role } from '../../../gateway/store/users.ts';
import type { HttpFixture } from '../fixture.ts';
import { basic, enrolKathleen } from '../home.ts';

/** Kathleen's home with the people around her signed in: herself, Mary her daughter, a champion and a carer. */
export interface Circle {
  readonly http: HttpFixture;
  /** Asks in somebody's name, in English unless told. */
  ask(role: Role, method: InjectOptions['method'], path: string, body?: unknown, language?: string): Promise<LightMyRequestResponse>;
  /** From now on the user in this role stands so to Kathleen. */
  relate(role: Role, kind: RelationKind, contactId?: string | null): Promise<void>;
  allow(contactId: string, ...purposes: readonly Purpose[]): Promise<void>;
  /** A reading of one of her devices, now. */
  device(id: string, kind: string, value?: unknown): Promise<void>;
}

export const me = '/api/my/people/kathleen';

export async function circle(http: HttpFixture): Promise<Circle> {
  const secrets = await enrolKathleen(http);
  const { pool } = http.database;
  const now = () => new Date(http.clock.now());
  return {
    http,
    ask: (role, method, path, body, language = 'en') => http.ask(role, method, path, body, { headers: { 'accept-language': language } }),
    async relate(role, kind, contactId = null) {
      await pool.query('insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, $2, $3, $4, $5)', [
        http.userIds[role],
        'kathleen',
        kind,
        contactId,
        now(),
      ]);
    },
    async allow(contactId, ...purposes) {
      await pool.query(
        `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by)
         select 'kathleen', $1, purpose, 'patient', $3, 'Kathleen' from unnest($2::text[]) as purpose on conflict do nothing`,
        [contactId, purposes, now()],
      );
    },
    async device(id, kind, value) {
      const headers = basic(id, secrets.get(id)!);
      const answer = await http.app.inject({ method: 'POST', url: `/api/devices/${id}/observations`, payload: { kind, value }, headers });
      if (answer.statusCode >= 300) throw new Error(answer.body);
    },
  };
}
