import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import { heldClient } from './transaction.ts';

/** One thing that happened to, for, or around a person. */
export interface TimelineLine {
  readonly at: Instant;
  readonly kind: 'alert' | 'reading' | 'command' | 'message' | 'agreement' | 'ward' | 'care-visit' | 'response';
  /** What of it: a type of entry, a kind of reading, an action. */
  readonly what: string;
  /** In which alert, of which agreement, by which device, on which channel. */
  readonly subject: string;
  readonly by: string;
  /** In words; what people wrote to one another is left out. */
  readonly text: string;
}

const fetchSize = 1_000;

const lines = `
  with source (id, name) as (
     select d.id, d.name from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id) where p.id = $1
     union all select 'person:' || $1, ''
   )
   select at, kind, what, subject, by, text from (
     select t.at, 'alert' as kind, t.type as what, t.alert_id as subject, coalesce(t.entry::json #>> '{actor,name}', '') as by,
            coalesce(t.entry::json ->> 'text', '') as text, t.n as n
       from alert a join alert_timeline t on t.alert_id = a.id where a.patient_id = $1 and t.at >= $2 and t.at < $3
     union all
     select o.observed_at, case when o.kind = 'visit' then 'care-visit' else 'reading' end, o.kind, o.source, s.name, o.value::text, o.seq
       from source s cross join lateral (
         select * from observation where source = s.id and observed_at >= $2 and observed_at < $3 and patient_id = $1 and kind not in ('heartbeat', 'availability')
       ) o
     union all
     select n.created_at, case when n.channel_kind = 'mqtt' then 'command' else 'message' end, n.purpose, n.channel_kind,
            coalesce(n.body #>> '{recipient,name}', ''), n.status, n.seq
       from notification n where n.patient_id = $1 and n.created_at >= $2 and n.created_at < $3
     union all
     select m.at, 'message', case when m.from_team then 'from-team' else 'to-team' end, 'app', '', '', m.n
       from message m where m.patient_id = $1 and m.at >= $2 and m.at < $3
     union all
     select u.at, 'agreement', u.action, u.subject, u.actor, '', u.id
       from audit u where u.patient_id = $1 and u.at >= $2 and u.at < $3 and u.action like 'scenario.%'
     union all
     select j.requested_at, 'response', 'requested', j.id, coalesce(j.body #>> '{requestedBy,name}', ''), coalesce(j.body ->> 'reason', ''), 0
       from response_job j where j.patient_id = $1 and j.requested_at >= $2 and j.requested_at < $3
     union all
     select v.at, 'response', v.type, v.job_id, u.name, '', 1
       from response_job j join response_event v on v.job_id = j.id join identity_user u on u.id = v.user_id
      where j.patient_id = $1 and v.at >= $2 and v.at < $3
     union all
     select e.at, 'ward', e.type, e.stay_id, e.by_name, 'level ' || e.level || case when e.note = '' then '' else ': ' || e.note end, e.n
       from virtual_ward_stay w join virtual_ward_event e on e.stay_id = w.id where w.patient_id = $1 and e.at >= $2 and e.at < $3
   ) as line
    order by at, kind, n, subject`;

/**
 * What happened in [`fromAt`, `toAt`), in order, at most 1,000 lines at a time: alerts with their steps, readings, words to devices, that messages were sent (never what they say),
 * changes of agreements, visits of crews by their own clock, and stays in wards. Whoever stops reading ends the transaction.
 */
export async function* patientTimeline(
  pool: pg.Pool,
  patientId: string,
  fromAt: Instant,
  toAt: Instant,
): AsyncGenerator<readonly TimelineLine[]> {
  const { client, release } = await heldClient(pool);
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`declare timeline no scroll cursor for ${lines}`, [patientId, new Date(fromAt), new Date(toAt)]);
    for (;;) {
      const { rows } = await client.query<TimelineLine>(`fetch ${fetchSize} from timeline`);
      if (rows.length > 0) yield rows;
      if (rows.length < fetchSize) break;
    }
  } finally {
    const ended = await client.query('rollback').then(
      () => true,
      () => false,
    );
    release(!ended);
  }
}
