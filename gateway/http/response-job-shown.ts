import type { Job } from '../../rules/response/job.ts';
import type { ResponseJob, ResponseJobSummary } from '../contract/response.ts';
import { hasKeySafe } from '../store/key-safe.ts';
import { patientById } from '../store/patients.ts';
import { peopleToCall, placeOfAlert, visitedPeople } from '../store/response-places.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { recordedSentences } from '../views/answering.ts';
import { toJobSummary, toJobView } from '../views/response.ts';
import { carePlanFor } from './care-plan-shown.ts';
import type { HttpDeps } from './deps.ts';

type Deps = Pick<HttpDeps, 'pool' | 'clock'>;

/** Jobs as a list shows them, in the same order. */
export async function summariesOf({ pool, clock }: Deps, jobs: readonly Job[]): Promise<ResponseJobSummary[]> {
  const people = await visitedPeople(pool, [...new Set(jobs.map(({ patientId }) => patientId))]);
  return jobs.map((job) => toJobSummary(job, people.get(job.patientId)!, clock.now()));
}

/** A job with everything that a crew must know before it goes in. */
export async function jobShown({ pool, clock }: Deps, job: Job): Promise<ResponseJob> {
  const at = clock.now();
  const [people, patient, place, timeline, contacts, hasKeySafeCode] = await Promise.all([
    visitedPeople(pool, [job.patientId]),
    patientById(pool, job.patientId, at),
    placeOfAlert(pool, job.alertId),
    timelineOfAlert(pool, job.alertId),
    peopleToCall(pool, job.patientId, at),
    hasKeySafe(pool, job.homeId),
  ]);
  const { knownAs, summary, keyAccess } = patient!;
  const plan = await carePlanFor(pool, patient!, { kind: 'staff' }, { at });
  const recorded = recordedSentences(timeline.map(({ entry }) => entry));
  const whyNow = place?.alertReason ?? job.reason;
  const shown = { knownAs, whyNow, recorded, plan, risks: summary, contacts, keyAccess, hasKeySafeCode };
  return toJobView(job, people.get(job.patientId)!, shown, at);
}
