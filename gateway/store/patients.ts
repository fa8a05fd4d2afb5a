import type { z } from 'zod';
import type { Presence } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { patientInput } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import { lastHeard } from './last-heard.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface PatientRow {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly knownAs: string;
  readonly nhsNumber: string | null;
  readonly birthDate: string | null;
  readonly zone: string;
  readonly localityName: string | null;
  readonly presenceMode: Presence['mode'];
  readonly presenceUntilAt: Instant | null;
  readonly simulated: boolean;
  readonly openAlerts: number;
  readonly lastHeardAt: Instant | null;
  readonly homeId: string;
  readonly address: string;
  readonly keyAccess: string;
  readonly summary: string;
}

/** Stands for whoever calls with an alarm unit that nobody has enrolled: no person, and so neither real nor simulated. */
export const unknownCallerId = 'unknown-caller';

/** Returns the id. Everybody in the home is affected: who lives alone there does so no longer. */
export async function addPatient(tx: Write, input: z.output<typeof patientInput>): Promise<string> {
  const id = input.id ?? newId('pat');
  await refuseMixing(tx.db, input.simulated);
  await tx.db.query(
    `insert into patient (id, home_id, nhs_number, given_name, family_name, known_as, birth_date, zone, summary, simulated, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      input.homeId,
      input.nhsNumber,
      input.givenName,
      input.familyName,
      input.knownAs ?? input.givenName,
      input.birthDate,
      input.zone,
      input.summary,
      input.simulated,
      new Date(tx.at),
    ],
  );
  await tx.homeChanged(input.homeId);
  await tx.audit('patient.add', id);
  return id;
}

/** Simulated people live in another time than real ones, and nobody is called out for them: one database holds one kind. */
export async function refuseMixing(db: Db, simulated: boolean): Promise<void> {
  const { rows } = await db.query<{ simulated: boolean }>('select simulated from patient where id <> $1 order by id limit 1', [
    unknownCallerId,
  ]);
  if (!rows[0] || rows[0].simulated === simulated) return;
  const holds = rows[0].simulated ? 'simulated people; real ones' : 'real people; simulated ones';
  throw new Refusal('conflict', 'simulated', `this database holds ${holds} need a database of their own`);
}

/** An absence has an end; coming home has none. */
export async function setPresence(tx: Write, patientId: string, presence: Pick<Presence, 'mode' | 'untilAt'>): Promise<void> {
  const { rowCount } = await tx.db.query('update patient set presence_mode = $2, presence_until = $3, presence_since = $4 where id = $1', [
    patientId,
    presence.mode,
    presence.mode === 'home' || presence.untilAt === null ? null : new Date(presence.untilAt),
    new Date(tx.at),
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'patientId', 'there is no such patient');
  tx.patientChanged(patientId);
  await tx.audit('patient.presence', patientId, { mode: presence.mode });
}

const select = `
  select p.id, p.given_name as "givenName", p.family_name as "familyName", p.known_as as "knownAs", p.nhs_number as "nhsNumber",
         p.birth_date as "birthDate", p.zone, l.name as "localityName", p.presence_mode as "presenceMode",
         p.presence_until as "presenceUntilAt", p.simulated, p.home_id as "homeId", h.address, h.key_access as "keyAccess", p.summary,
         (select count(*)::integer from alert a where a.patient_id = p.id and a.status <> 'closed') as "openAlerts",
         (select max(heard.at) from device d, ${lastHeard('d.id', '$1')}
           where d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)) as "lastHeardAt"
    from patient p join home h on h.id = p.home_id left join locality l on l.id = h.locality_id`;

/**
 * Patients by family name. `q` is looked for in names, address and NHS number (with or without spaces); empty: everybody.
 */
export async function listPatients(
  db: Db,
  query: { readonly q: string; readonly limit: number; readonly now: Instant },
): Promise<PatientRow[]> {
  const words = query.q.trim().replaceAll(/[\\%_]/g, '\\$&');
  const { rows } = await db.query<PatientRow>(
    `${select}
      where ($2 = '' or concat_ws(' ', p.known_as, p.given_name, p.family_name, p.known_as, p.family_name) ilike '%' || $2 || '%'
         or h.address ilike '%' || $2 || '%' or p.nhs_number = translate($2, ' -', '') or p.id = $2) and ${isOpenRecord('p.id')}
      order by p.family_name, p.given_name, p.id limit $3`,
    [new Date(query.now), words, query.limit],
  );
  return rows;
}

export async function patientById(db: Db, id: string, now: Instant): Promise<PatientRow | null> {
  return (await db.query<PatientRow>(`${select} where p.id = $2`, [new Date(now), id])).rows[0] ?? null;
}
