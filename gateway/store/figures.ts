import { day, type Instant } from '../../rules/model/time.ts';
import type { AlertFact, KitFact } from '../figures/facts.ts';
import type { Db } from './transaction.ts';

/** What is asked about: [`fromAt`, `toAt`), a place and all places in it; null: everybody. */
export interface FiguresQuery {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly localityId: string | null;
}

/** No plan waits longer before the centre is asked (`longestWaitMs` of agreements). */
const longestBeforeAskedMs = 31 * day;

/**
 * SQL: `person`, who lives in a place or in a place within it (`place`); everybody when `$3` is null. Also those whose record is closed by now: the figures of
 * a month stay what they were. Homes of exercises are nobody's.
 */
export const within = `
  with recursive place as (
    select id from locality where id = $3
    union select l.id from locality l join place on l.parent_id = place.id
  ), person as (
    select p.id, p.created_at, r.set_at as ended_at
      from patient p join home h on h.id = p.home_id left join restriction r on r.patient_id = p.id and r.lifted_at is null
     where ($3::text is null or h.locality_id in (select id from place)) and h.id not in (select home_id from training_run)
  )`;

export const parameters = ({ fromAt, toAt, localityId }: FiguresQuery) => [new Date(fromAt), new Date(toAt), localityId];

/** What a professional does with an alert that they have taken. */
const taking = `('acknowledged', 'handed-over', 'snoozed', 'merged', 'closed')`;
const byProfessional = `entry::json #>> '{actor,tier}' = 'professional'`;

/**
 * Alerts that were opened in a stretch, or so shortly before it that they may have been asked of the centre in it. `asks`: how the line of the timeline
 * ends that says that the centre is asked.
 */
export async function alertFacts(db: Db, query: FiguresQuery, asks: readonly string[]): Promise<AlertFact[]> {
  const { rows } = await db.query<AlertFact>(
    `${within}
     select a.id, a.severity, a.state ->> 'template' as template, a.scenario_id as "scenarioId", a.opened_at as "openedAt",
            case when a.status = 'closed' then a.state -> 'outcome' ->> 'code' else 'open' end as code,
            coalesce(a.state #>> '{plan,steps,0,level}' = 'patient', false) as "promptFirst",
            ask.at as "askedAt", answer.at as "answeredAt", settled.at as "settledAt"
       from alert a join person on person.id = a.patient_id
       left join lateral (
         select n, at from alert_timeline where alert_id = a.id and type = 'step' and entry::json ->> 'text' like any ($4::text[]) order by n limit 1
       ) ask on true
       left join lateral (
         select at from alert_timeline where alert_id = a.id and n > ask.n and type in ${taking} and ${byProfessional} order by n limit 1
       ) answer on true
       left join lateral (
         select at from alert_timeline where alert_id = a.id and n > ask.n and type in ('cleared', 'closed') order by n limit 1
       ) settled on true
      where a.opened_at >= $1 and a.opened_at < $2
      order by a.opened_at, a.id`,
    [...parameters({ ...query, fromAt: query.fromAt - longestBeforeAskedMs }), asks.map((end) => `%${end}`)],
  );
  return rows;
}

/** In each hour (UTC) in which professionals acted on alerts, how many of them did. */
export async function operatorsByHour(db: Db, query: FiguresQuery): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await db.query<{ at: Instant; operators: number }>(
    `${within}
     select date_trunc('hour', t.at) as at, count(distinct t.entry::json #>> '{actor,id}')::int as operators
       from alert a join person on person.id = a.patient_id join alert_timeline t on t.alert_id = a.id
      where a.opened_at >= $4 and a.opened_at < $2 and t.at >= date_trunc('hour', $1::timestamptz) and t.at < $2
        and t.entry::json #>> '{actor,tier}' = 'professional'
      group by 1`,
    [...parameters(query), new Date(query.fromAt - longestBeforeAskedMs)],
  );
  return new Map(rows.map(({ at, operators }) => [at, operators]));
}

/** Alerts that had not been closed for more than a day at the end of the stretch. */
export async function staleAlerts(db: Db, query: FiguresQuery): Promise<number> {
  const { rows } = await db.query<{ stale: number }>(
    `${within}
     select count(*)::int as stale from alert a join person on person.id = a.patient_id
      where a.opened_at < $1 and (a.closed_at is null or a.closed_at > $2)`,
    parameters({ ...query, fromAt: query.toAt - day }),
  );
  return rows[0]!.stale;
}

const inPlace = `($3::text is null or h.locality_id in (select id from place)) and (h.id is null or h.id not in (select home_id from training_run))`;

/** Faults of kit that were found in the stretch. */
export async function kitFacts(db: Db, query: FiguresQuery): Promise<KitFact[]> {
  const { rows } = await db.query<KitFact>(
    `${within}
     select r.since, r.tested_at as "testedAt" from kit_repair r join device d on d.id = r.device_id join home h on h.id = d.home_id
      where r.since >= $1 and r.since < $2 and ${inPlace} order by r.since, r.id`,
    parameters(query),
  );
  return rows;
}

/** How much of what was received could not be read; of a place only what came from a device that is known. */
export async function quarantinedIn(db: Db, query: FiguresQuery): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `${within}
     select count(*)::int as n from quarantine q left join device d on d.id = q.source left join home h on h.id = d.home_id
      where q.native_id is null and q.received_at >= $1 and q.received_at < $2 and ${inPlace}`,
    parameters(query),
  );
  return rows[0]!.n;
}

/** For how many days people were looked after, added up, and since when anybody was; null: nobody was. */
export async function lookedAfter(db: Db, query: FiguresQuery): Promise<{ personDays: number; sinceAt: Instant | null }> {
  const { rows } = await db.query<{ personDays: number; sinceAt: Instant | null }>(
    `${within}
     select min(created_at) as "sinceAt",
            coalesce(sum(greatest(0, extract(epoch from least(ended_at, $2) - greatest(created_at, $1)))) / 86400, 0)::float8 as "personDays"
       from person where created_at < $2`,
    parameters(query),
  );
  return rows[0]!;
}
