import type { CountsByCode } from '../../rules/fatigue/outcomes.ts';
import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

/** Alerts of one agreement that opened in a stretch of time, by the code with which they were closed. */
export interface AgreementLoad {
  readonly template: string;
  readonly scenarioId: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly counts: CountsByCode;
}

/** The patients of a place and of all places in it; of everybody when `$3` is null. */
const within = `
  with recursive place as (
    select id from locality where id = $3
    union select l.id from locality l join place on l.parent_id = place.id
  ), person as (
    select p.id, p.known_as || ' ' || p.family_name as name, p.created_at from patient p join home h on h.id = p.home_id
     where ($3::text is null or h.locality_id in (select id from place)) and ${isOpenRecord('p.id')}
  )`;

/** Every agreement that raised an alert in [`fromAt`, `toAt`), most alerts first. */
export async function loadOfAgreements(db: Db, fromAt: Instant, toAt: Instant, localityId: string | null): Promise<AgreementLoad[]> {
  const { rows } = await db.query<AgreementLoad>(
    `${within}, fired as (
       select a.state ->> 'template' as template, a.scenario_id, a.patient_id, person.name,
              case when a.status = 'closed' then a.state -> 'outcome' ->> 'code' else 'open' end as code, count(*)::int as n
         from alert a join person on person.id = a.patient_id
        where a.opened_at >= $1 and a.opened_at < $2
        group by 1, 2, 3, 4, 5
     )
     select min(template) as template, scenario_id as "scenarioId", patient_id as "patientId", name as "patientName",
            jsonb_object_agg(code, n) as counts
       from (select scenario_id, patient_id, name, code, min(template) as template, sum(n)::int as n from fired group by 1, 2, 3, 4) by_code
      group by scenario_id, patient_id, name
      order by sum(n) desc, scenario_id`,
    [new Date(fromAt), new Date(toAt), localityId],
  );
  return rows;
}

export interface Population {
  readonly people: number;
  /** The time in which they were looked after, added up. */
  readonly personDays: number;
  /** From when on anybody was; null: nobody is. */
  readonly sinceAt: Instant | null;
}

/** Who was looked after in [`fromAt`, `toAt`). */
export async function populationOf(db: Db, fromAt: Instant, toAt: Instant, localityId: string | null): Promise<Population> {
  const { rows } = await db.query<Population>(
    `${within}
     select count(*)::int as people, min(created_at) as "sinceAt",
            coalesce(sum(extract(epoch from $2::timestamptz - greatest(created_at, $1::timestamptz)) / 86400.0), 0)::float8 as "personDays"
       from person where created_at < $2`,
    [new Date(fromAt), new Date(toAt), localityId],
  );
  return rows[0]!;
}
