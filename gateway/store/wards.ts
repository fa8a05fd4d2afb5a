import type { Severity } from '../../rules/model/alert.ts';
import type { ObservationKind } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Pathway, WardEventType } from '../contract/ward.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface WardRow {
  readonly id: string;
  readonly name: string;
  readonly beds: number;
}

export interface StayEvent {
  readonly at: Instant;
  readonly type: WardEventType;
  readonly by: string;
  readonly level: number;
  readonly note: string;
}

export interface StayRow {
  readonly id: string;
  readonly version: number;
  readonly wardId: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly localityName: string | null;
  readonly pathway: Pathway;
  readonly level: number;
  readonly clinician: string;
  readonly admittedAt: Instant;
  readonly targetOn: string;
  /** Newest first. */
  readonly events: readonly StayEvent[];
  readonly openAlerts: readonly { readonly id: string; readonly severity: Severity; readonly reason: string }[];
}

/** The newest value of a kind of reading of one person. */
export interface NewestReading {
  readonly patientId: string;
  readonly kind: ObservationKind;
  readonly value: unknown;
  readonly observedAt: Instant;
}

export async function listWards(db: Db): Promise<WardRow[]> {
  return (await db.query<WardRow>('select id, name, beds from virtual_ward order by name, id')).rows;
}

/** Makes a ward, or says anew what it is called and how many it can look after. */
export async function putWard(tx: Write, { id, name, beds }: WardRow): Promise<void> {
  await tx.db.query(
    `insert into virtual_ward (id, name, beds) values ($1, $2, $3) on conflict (id) do update set name = excluded.name, beds = excluded.beds`,
    [id, name, beds],
  );
  await tx.audit('ward.put', id, { beds });
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** Everybody who is in a ward, those whose record is closed left out. */
export async function openStays(db: Db): Promise<StayRow[]> {
  const { rows } = await db.query<StayRow>(
    `select s.id, s.version, s.ward_id as "wardId", s.patient_id as "patientId", p.known_as || ' ' || p.family_name as "patientName",
            l.name as "localityName", s.pathway, s.level, s.clinician, s.admitted_at as "admittedAt", s.target_on::text as "targetOn",
            (select json_agg(json_build_object('at', ${ms('e.at')}, 'type', e.type, 'by', e.by_name, 'level', e.level, 'note', e.note) order by e.n desc)
               from virtual_ward_event e where e.stay_id = s.id) as events,
            (select coalesce(json_agg(json_build_object('id', a.id, 'severity', a.severity, 'reason', a.state ->> 'reason')
                                      order by array_position(array['high', 'moderate', 'low'], a.severity), a.opened_at), '[]')
               from alert a where a.patient_id = s.patient_id and a.status <> 'closed') as "openAlerts"
       from virtual_ward_stay s join patient p on p.id = s.patient_id join home h on h.id = p.home_id left join locality l on l.id = h.locality_id
      where s.discharged_at is null and ${isOpenRecord('s.patient_id')}
      order by s.id`,
  );
  return rows;
}

/** Of each of these people the newest reading of each of these kinds since `sinceAt`. Asked source by source, because the key begins with it. */
export async function newestReadings(
  db: Db,
  patientIds: readonly string[],
  kinds: readonly ObservationKind[],
  sinceAt: Instant,
): Promise<NewestReading[]> {
  const { rows } = await db.query<NewestReading>(
    `with source (patient_id, id) as (
       select p.id, d.id from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)
        where p.id = any($1)
       union all select id, 'person:' || id from unnest($1::text[]) as id
     )
     select distinct on (s.patient_id, o.kind) s.patient_id as "patientId", o.kind, o.value, o.observed_at as "observedAt"
       from source s cross join unnest($2::text[]) as wanted (kind) cross join lateral (
         select kind, value, observed_at from observation
          where source = s.id and observed_at >= $3 and kind = wanted.kind and patient_id = s.patient_id
          order by observed_at desc limit 1
       ) o
      order by s.patient_id, o.kind, o.observed_at desc`,
    [patientIds, kinds, new Date(sinceAt)],
  );
  return rows;
}

export interface Admission {
  readonly id: string;
  readonly wardId: string;
  readonly patientId: string;
  readonly pathway: Pathway;
  readonly level: number;
  readonly clinician: string;
  readonly targetOn: string;
  readonly reason: string;
}

/** Takes somebody in. Throws Refusal: no such ward or person, the ward is full, or they are in one already. */
export async function admit(tx: Write, stay: Admission, byName: string): Promise<void> {
  const ward = (await tx.db.query<{ beds: number }>('select beds from virtual_ward where id = $1 for update', [stay.wardId])).rows[0];
  if (!ward) throw new Refusal('not-found', 'wardId', 'there is no such ward');
  const { rows } = await tx.db.query<{ taken: number }>(
    'select count(*)::int as taken from virtual_ward_stay where ward_id = $1 and discharged_at is null',
    [stay.wardId],
  );
  if (rows[0]!.taken >= ward.beds) throw new Refusal('conflict', 'wardId', `the ward is full: ${ward.beds} of ${ward.beds} beds are taken`);
  await tx.db.query(
    `insert into virtual_ward_stay (id, ward_id, patient_id, pathway, level, clinician, admitted_at, target_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [stay.id, stay.wardId, stay.patientId, stay.pathway, stay.level, stay.clinician, new Date(tx.at), stay.targetOn],
  );
  await addEvent(tx, stay.id, 1, { type: 'admitted', by: byName, level: stay.level, note: stay.reason });
  await tx.audit('ward.admit', stay.id, { patientId: stay.patientId, wardId: stay.wardId, level: stay.level });
}

export interface StayHead {
  readonly id: string;
  readonly version: number;
  readonly patientId: string;
  readonly pathway: Pathway;
  readonly level: number;
  readonly targetOn: string;
  readonly isOver: boolean;
}

/** A stay, also one that is over; null: there is none. `lock`: nobody else changes it until the transaction ends. */
export async function stayById(db: Db, id: string, lock = false): Promise<StayHead | null> {
  const { rows } = await db.query<StayHead>(
    `select id, version, patient_id as "patientId", pathway, level, target_on::text as "targetOn", discharged_at is not null as "isOver"
       from virtual_ward_stay where id = $1 ${lock ? 'for update' : ''}`,
    [id],
  );
  return rows[0] ?? null;
}

/** Writes down what became of a stay. `targetOn`, `level`: as they are from now on. */
export async function changeStay(
  tx: Write,
  stay: StayHead,
  event: { readonly type: WardEventType; readonly by: string; readonly note: string; readonly level: number; readonly targetOn: string },
): Promise<void> {
  const version = stay.version + 1;
  await tx.db.query(
    `update virtual_ward_stay set version = $2, level = $3, target_on = $4, discharged_at = case when $5 then $6::timestamptz end where id = $1`,
    [stay.id, version, event.level, event.targetOn, event.type === 'discharged', new Date(tx.at)],
  );
  await addEvent(tx, stay.id, version, event);
  await tx.audit(`ward.${event.type}`, stay.id, { patientId: stay.patientId, level: event.level });
}

async function addEvent(tx: Write, stayId: string, n: number, event: Omit<StayEvent, 'at'>): Promise<void> {
  await tx.db.query(`insert into virtual_ward_event (stay_id, n, at, type, by_name, level, note) values ($1, $2, $3, $4, $5, $6, $7)`, [
    stayId,
    n,
    new Date(tx.at),
    event.type,
    event.by,
    event.level,
    event.note,
  ]);
}
