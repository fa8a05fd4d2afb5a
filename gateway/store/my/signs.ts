import { clockFaultAheadMs } from '../../../rules/model/observation.ts';
import { day, type Instant } from '../../../rules/model/time.ts';
import type { Db } from '../transaction.ts';

/** What somebody did, or what somebody did at home where it cannot be told who. */
export interface Sign {
  /** Device id, or `person:<patientId>`. */
  readonly source: string;
  /** By the device's clock, and never later than it was told. */
  readonly at: Instant;
  readonly shared: boolean;
}

/** Older signs of life say nothing that the sentence would not say without them. */
const lookBackMs = 14 * day;
/** What a person does or says of themselves. A pulse that a worn device counts by itself is none of it. */
const ownDoing = `kind in ('ok', 'sos', 'meal', 'fluid-intake', 'blood-pressure', 'oxygen-saturation', 'body-temperature', 'body-weight', 'glucose', 'wellbeing', 'pain', 'exercise', 'goal', 'call')`;

/** The last sign of life of each source of this person, newest first. */
export async function lastSigns(db: Db, patientId: string, now: Instant): Promise<Sign[]> {
  const { rows } = await db.query<Sign>(
    `with source (id, shared) as (
       select d.id, d.patient_id is null and (select count(*) from patient o where o.home_id = p.home_id) > 1
         from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)
        where p.id = $1 and d.revoked_at is null
       union all select 'person:' || $1, false
     )
     select s.id as source, least(o.observed_at, o.received_at) as at, s.shared
       from source s cross join lateral (
         select observed_at, received_at from observation
          where source = s.id and observed_at >= $2 and observed_at <= $3 and not snapshot
            and (${ownDoing} or (kind = 'motion' and value::text = 'true') or (kind = 'contact' and value::text = '"open"'))
          order by observed_at desc limit 1
       ) o
      order by at desc`,
    [patientId, new Date(now - lookBackMs), new Date(now + clockFaultAheadMs)],
  );
  return rows;
}
