import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';
import { recordUpkeep, type UpkeepFound } from './upkeep-tasks.ts';

interface Due {
  readonly kind: (typeof kinds)[number];
  readonly subject: string;
  readonly patientId: string;
  /** Empty: of the plan itself. */
  readonly what: string;
  readonly over: boolean;
  readonly on: string;
  readonly dueAt: Instant;
}

const kinds = ['plan-review', 'plan-action'] as const;
/** A review is told of so long before its day, so that it can be arranged. */
const reviewAheadDays = 14;

/** What has to be done about plans of care: reviews that are near or overdue, and actions whose day has come; of everybody, or of one person. */
async function plansToChase(db: Db, at: Instant, patientId: string | null): Promise<UpkeepFound[]> {
  const { rows } = await db.query<Due>(
    `with plan as (
       select c.patient_id, c.review_on, c.sections, p.zone, ($1::timestamptz at time zone p.zone)::date as today
         from care_plan c join patient p on p.id = c.patient_id
        where c.status = 'active' and ($2::text is null or c.patient_id = $2)
     )
     select 'plan-review' as kind, patient_id as subject, patient_id as "patientId", '' as what, review_on < today as over,
            review_on as on, (review_on::timestamp at time zone zone) as "dueAt"
       from plan where review_on - $3::integer <= today
      union all
     select 'plan-action', action->>'id', patient_id, action->>'what', (action->>'dueOn')::date < today, (action->>'dueOn')::date,
            ((action->>'dueOn')::timestamp at time zone zone)
       from plan, jsonb_array_elements(sections->'actions') as action
      where (action->>'dueOn')::date <= today
        and not exists (select 1 from care_plan_action_done d where d.patient_id = plan.patient_id and d.action_id = action->>'id')
      order by "dueAt", subject`,
    [new Date(at), patientId, reviewAheadDays],
  );
  return rows.map(({ kind, subject, patientId: whose, what, over, on, dueAt }) => ({
    kind,
    subject,
    deviceId: null,
    patientId: whose,
    text:
      kind === 'plan-review'
        ? `The plan of care ${over ? 'should have been' : 'is to be'} reviewed by ${on}.`
        : `From the plan of care, by ${on}: ${what}`,
    dueAt,
  }));
}

/** Makes the tasks about everybody's plans, and ticks off those that are gone. Run it in a transaction. */
export async function chasePlans(db: Db, at: Instant): Promise<void> {
  await recordUpkeep(db, { kinds, subjects: null }, await plansToChase(db, at, null), at);
}

/** The same for one person, at once: what they have done is no task until the morning. */
export async function chasePlansOf(db: Db, patientId: string, at: Instant): Promise<void> {
  const found = await plansToChase(db, at, patientId);
  const { rows } = await db.query<{ subject: string }>(
    `select split_part(id, '/', 2) as subject from task where patient_id = $1 and kind = any($2)`,
    [patientId, kinds],
  );
  const subjects = [...new Set([...rows, ...found].map(({ subject }) => subject))];
  await recordUpkeep(db, { kinds, subjects }, found, at);
}
