import { urgentResponseMs } from '../../rules/response/clocks.ts';
import { type Job, reachedAt } from '../../rules/response/job.ts';
import type { VisitFact } from '../figures/facts.ts';
import { type FiguresQuery, parameters, within } from './figures.ts';
import type { Db } from './transaction.ts';

/** Visits that were decided on in the stretch; null: no visit was ever recorded. What a crew's telephone says of the time counts, where it can be so. */
export async function visitFacts(db: Db, query: FiguresQuery): Promise<VisitFact[] | null> {
  const { rows } = await db.query<{ job: Job }>(
    `${within}
     select j.body as job from response_job j join person on person.id = j.patient_id where j.requested_at >= $1 and j.requested_at < $2
      order by j.requested_at, j.id`,
    parameters(query),
  );
  if (rows.length === 0 && (await db.query('select from response_job limit 1')).rowCount === 0) return null;
  return rows.map(({ job }) => ({
    urgency: job.urgency,
    // Asked for at night, the two hours of an urgent response begin with its day.
    clockFrom: job.urgency === 'visit' ? job.requestedAt : job.clocks.arriveAtLatestAt - urgentResponseMs,
    arrivedAt: reachedAt(job, 'arrived'),
    cancelledAt: job.cancelled?.at ?? null,
  }));
}
