import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, filter, type Observable, type Subscription } from 'rxjs';
import { addDays, localDate } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import { carePlanDraftInput } from '../contract/care-plan.ts';
import { approveCarePlan, carePlansOf, saveCarePlanDraft } from '../store/care-plans.ts';
import { patientById } from '../store/patients.ts';
import { write } from '../store/write.ts';
import { demoPlans } from './plans.ts';

const [writer, clinician] = ['Asha Rahman', 'Dr Owen Price'];
const reviewAfterDays = 180;

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Ids of people who were enrolled or changed. */
  readonly patientsChanged$: Observable<string>;
}

/** Puts the plans of care of the demonstration's people into force as the simulator enrols them; whoever has a plan keeps it. */
export function planDemoHomes({ pool, clock, log, patientsChanged$ }: Parts): Subscription {
  return patientsChanged$
    .pipe(
      filter((patientId) => patientId in demoPlans),
      concatMap((patientId) =>
        planFor(pool, clock.now(), patientId).catch((error: Error) =>
          log.warn({ err: error }, 'somebody of the demonstration has no plan of care yet'),
        ),
      ),
    )
    .subscribe();
}

async function planFor(pool: pg.Pool, at: number, patientId: string): Promise<void> {
  const patient = await patientById(pool, patientId, at);
  if (!patient || (await carePlansOf(pool, patientId)).length > 0) return;
  const today = localDate(patient.zone, at);
  const draft = carePlanDraftInput.parse({
    sections: demoPlans[patientId],
    agreed: { by: 'patient', on: today },
    reviewOn: addDays(today, reviewAfterDays),
    revision: 0,
  });
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    await saveCarePlanDraft(tx, patientId, draft, writer);
    await approveCarePlan(tx, patientId, { version: 1, revision: 1 }, clinician);
  });
}
