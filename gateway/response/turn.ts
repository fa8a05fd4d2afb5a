import type pg from 'pg';
import type { Notification } from '../../rules/model/effect.ts';
import type { Directory, PatientContext } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { type Decided, decide } from '../../rules/response/decide.ts';
import type { JobEffect, JobInput } from '../../rules/response/draft.ts';
import type { Job } from '../../rules/response/job.ts';
import { loadDirectory } from '../store/patient-context.ts';
import { pushSubscriptionsOf } from '../store/push-subscriptions.ts';
import { crewOf } from '../store/response-duty.ts';
import { type AlertLine, addLines, addReport, openJobs, saveJob } from '../store/response-jobs.ts';
import { addNotices, takeBackNotices } from '../store/response-notices.ts';
import { placesTree, unitsNow } from '../store/response-units.ts';
import type { Write } from '../store/write.ts';
import { centreNotices, crewNotices } from './notices.ts';

export interface TurnParts {
  readonly pool: pg.Pool;
  /** What the judge knows of a person; undefined: nothing yet. */
  readonly patient: (patientId: string) => PatientContext | undefined;
  readonly offerMs: number;
  /** The page of crews. */
  readonly url: string;
}

/** One transaction of decisions about jobs; it has its turn until it commits. What it stores for the outbox goes there after the commit. */
export class Turn {
  readonly at: Instant;
  readonly tx: Write;
  readonly notices: Notification[] = [];
  readonly takenBack: string[] = [];
  readonly #parts: TurnParts;
  #directory: Directory | null = null;

  constructor(tx: Write, at: Instant, parts: TurnParts) {
    this.tx = tx;
    this.at = at;
    this.#parts = parts;
  }

  /** Decides one input on one job, and stores the job with everything that follows. What is refused is not stored, but for a crew's event. */
  async step(job: Job, input: JobInput): Promise<Decided> {
    const { db } = this.tx;
    const around = { units: await unitsNow(db, this.at), places: await placesTree(db), offerMs: this.#parts.offerMs };
    const decided = decide(job, input, around);
    if (decided.refused !== null && input.type !== 'crew') return decided;
    if (decided.job === job && decided.effects.length === 0) return decided;
    await saveJob(db, decided.job);
    if (input.type === 'crew') await addReport(db, decided.job, input.event.id);
    await this.#carryOut(decided.job, decided.effects);
    return decided;
  }

  /** Jobs that nobody could be sent to, oldest first: a unit may have come or become free. */
  async offerWhatWaits(): Promise<void> {
    for (const job of await openJobs(this.tx.db)) if (job.state === 'overflow') await this.step(job, { type: 'look', at: this.at });
  }

  async #carryOut(job: Job, effects: readonly JobEffect[]): Promise<void> {
    const { db } = this.tx;
    const lines = effects.filter((effect): effect is AlertLine => effect.type === 'tell-alert' || effect.type === 'close-alert');
    await addLines(db, job, lines);
    for (const effect of effects)
      if (effect.type === 'take-back') this.takenBack.push(...(await takeBackNotices(db, `${job.id}/${effect.key}/`)));
      else if (effect.type === 'tell-unit')
        await this.#keep(crewNotices(job, effect, await this.#crew(effect.unitId), await this.#around()));
      else if (effect.type === 'tell-centre') {
        const patient = this.#parts.patient(job.patientId);
        if (patient) await this.#keep(centreNotices(job, effect, { ...(await this.#around()), patient }));
      }
  }

  async #keep(notices: readonly Notification[]): Promise<void> {
    await addNotices(this.tx.db, notices);
    this.notices.push(...notices);
  }

  async #around() {
    this.#directory ??= await loadDirectory(this.#parts.pool);
    return { directory: this.#directory, url: this.#parts.url, at: this.at };
  }

  async #crew(unitId: string) {
    const { db } = this.tx;
    const crew = await crewOf(db, unitId, this.at);
    return await Promise.all(crew.map(async (one) => ({ ...one, hasPush: (await pushSubscriptionsOf(db, one.id)).length > 0 })));
  }
}
