import type { Logger } from 'pino';
import { type Observable, Subject } from 'rxjs';
import type { AlertState } from '../../rules/model/alert.ts';
import { minute } from '../../rules/model/time.ts';
import { clocksOf } from '../../rules/response/clocks.ts';
import type { JobInput } from '../../rules/response/draft.ts';
import { type CrewEvent, isOver, type Job, type Person, unitBound } from '../../rules/response/job.ts';
import { distanceOf, placesAround } from '../../rules/response/unit.ts';
import type { Clock } from '../clock.ts';
import { newId } from '../identity/secret.ts';
import type { Notifier } from '../notify/notifier.ts';
import { Refusal } from '../store/refusal.ts';
import { comeOnDuty, endTurns, goOffDuty, unitOf, unitOnDuty } from '../store/response-duty.ts';
import { jobById, jobOfEvent, lastJobOfAlert, openJobs, takeTurn } from '../store/response-jobs.ts';
import { type Place, placeOfAlert } from '../store/response-places.ts';
import { placesTree, unitsNow } from '../store/response-units.ts';
import { type Write, write } from '../store/write.ts';
import type { AlertLines } from './alert-lines.ts';
import { Turn, type TurnParts } from './turn.ts';

export interface DeskParts extends TurnParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly notifier: Pick<Notifier, 'enqueue' | 'withdraw'>;
  readonly lines: Pick<AlertLines, 'tell'>;
}

/** What is asked for when a visit is decided. */
export type Wanted = Pick<Job, 'urgency' | 'skills' | 'reason'> & { readonly id: string; readonly unitId: string | null };

/** `version`: the job is otherwise than it was seen. */
export type DeskOutcome =
  | { readonly ok: true; readonly job: Job }
  | { readonly ok: false; readonly reason: 'version' | 'refused'; readonly detail: string };

const changedMeanwhile = 'Somebody was faster. This is the job as it is now.';
/** After a visit the ladder of its alert sends nobody by itself for so long: somebody was there, or has decided. */
const restAfterVisitMs = 30 * minute;

/** Decides about jobs of rapid response, one after another; each decision is one transaction with everything that follows from it. */
export class ResponseDesk {
  readonly #p: DeskParts;
  readonly #changed$ = new Subject<void>();
  /** Units, duties or jobs are otherwise than before. */
  readonly changed$: Observable<void> = this.#changed$.asObservable();

  constructor(parts: DeskParts) {
    this.#p = parts;
  }

  /** Runs `work` in its turn; then the outbox, the alerts and the pages hear of it. */
  async inTurn<T>(actor: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    const { pool, clock, notifier, lines } = this.#p;
    let turn: Turn | undefined;
    const { value } = await write(pool, { at: clock.now(), actor }, async (tx) => {
      await takeTurn(tx.db);
      turn = new Turn(tx, clock.now(), this.#p);
      return await work(turn);
    });
    for (const id of turn!.takenBack) notifier.withdraw(id, 'no longer asked');
    notifier.enqueue(turn!.notices);
    lines.tell();
    this.#changed$.next();
    return value;
  }

  /** Decides a visit for an alert. The same id again is the same job. Throws Refusal. */
  async request(alertId: string, wanted: Wanted, by: Person): Promise<Job> {
    return await this.inTurn(`user:${by.id}`, async (turn) => {
      const known = await jobById(turn.tx.db, wanted.id);
      if (known && known.alertId !== alertId) throw new Refusal('conflict', 'id', 'is taken');
      if (known) return known;
      const place = await placeOfAlert(turn.tx.db, alertId);
      if (!place) throw new Refusal('not-found', '', 'there is no such alert');
      if (place.status === 'closed') throw new Refusal('conflict', '', 'the alert is closed');
      const last = await lastJobOfAlert(turn.tx.db, alertId);
      if (last && !isOver(last)) throw new Refusal('conflict', '', 'a visit for this alert is under way');
      const job = newJob(alertId, place, wanted, by, turn.at);
      const decided = await turn.step(job, { type: 'requested', at: turn.at, unitId: wanted.unitId });
      if (decided.refused !== null) throw new Refusal('conflict', 'unitId', decided.refused);
      await turn.tx.audit('response-job.request', job.id, { patientId: place.patientId, alertId });
      return decided.job;
    });
  }

  /** What the ladder of an alert does by itself when it reaches rapid response, where a unit is on duty that goes there. */
  async requestByLadder(alert: Pick<AlertState, 'id' | 'reason'>): Promise<void> {
    await this.inTurn('ladder', async (turn) => {
      const { db } = turn.tx;
      const last = await lastJobOfAlert(db, alert.id);
      if (last && (last.endedAt === null || last.endedAt > turn.at - restAfterVisitMs)) return;
      const place = await placeOfAlert(db, alert.id);
      if (place?.status !== 'open') return;
      const around = placesAround(await placesTree(db), place.localityId);
      const units = await unitsNow(db, turn.at);
      if (!units.some((unit) => unit.crew.length > 0 && distanceOf(unit, around) !== null)) return;
      const wanted = { id: newId('job'), urgency: 'visit', skills: [], reason: alert.reason, unitId: null } as const;
      const job = newJob(alert.id, place, wanted, null, turn.at);
      await turn.step(job, { type: 'requested', at: turn.at, unitId: null });
      await turn.tx.audit('response-job.request', job.id, { patientId: place.patientId, alertId: alert.id });
    });
  }

  /** Asks another unit, or cancels; `version` is the one that was seen. Throws Refusal where there is no such job. */
  async act(
    jobId: string,
    by: Person,
    version: number | undefined,
    what: { readonly unitId: string } | { readonly reason: string },
  ): Promise<DeskOutcome> {
    return await this.inTurn(`user:${by.id}`, async (turn): Promise<DeskOutcome> => {
      const job = await requireJob(turn, jobId);
      if (version !== undefined && version !== job.version) return { ok: false, reason: 'version', detail: changedMeanwhile };
      const input: JobInput =
        'unitId' in what
          ? { type: 'offer', at: turn.at, unitId: what.unitId, by }
          : { type: 'cancel', at: turn.at, by, reason: what.reason };
      const decided = await turn.step(job, input);
      if (decided.refused !== null) return { ok: false, reason: 'refused', detail: decided.refused };
      await turn.tx.audit(`response-job.${input.type}`, jobId, { patientId: job.patientId });
      await turn.offerWhatWaits();
      return { ok: true, job: decided.job };
    });
  }

  /** What a crew's telephone kept, in the order in which it was said. Throws Refusal: there is no such job, or the person is of no unit. */
  async crewSaid(jobId: string, by: Person, events: readonly CrewEvent[]): Promise<{ readonly id: string; readonly reason: string }[]> {
    return await this.inTurn(`user:${by.id}`, async (turn) => {
      const { db } = turn.tx;
      let job = await requireJob(turn, jobId);
      const unitIds = [job.unit?.id, ...job.offers.map((offer) => offer.unitId)].filter((id) => id !== undefined);
      const unitId = await unitOf(db, by.id, { requestedAt: job.requestedAt, unitIds });
      if (unitId === null) throw new Refusal('conflict', '', 'you are not on duty with a unit');
      const noEffect = [];
      const news: string[] = [];
      for (const event of events.toSorted((a, b) => a.at - b.at)) {
        const known = await jobOfEvent(db, event.id);
        if (known !== null && known !== jobId) throw new Refusal('conflict', `events.${event.id}`, 'the id is taken');
        if (known === null) news.push(event.type);
        const decided = await turn.step(job, { type: 'crew', at: turn.at, unitId, by, event });
        job = decided.job;
        if (decided.refused !== null) noEffect.push({ id: event.id, reason: decided.refused });
      }
      if (news.length > 0) await turn.tx.audit('response-job.crew', jobId, { patientId: job.patientId, unitId, said: news });
      await turn.offerWhatWaits();
      return noEffect;
    });
  }

  /** Somebody comes on duty with a unit, or goes off (`unitId` null). Throws Refusal. */
  async duty(by: Person, to: { readonly unitId: string; readonly untilAt: number } | null): Promise<void> {
    await this.inTurn(`user:${by.id}`, async (turn) => {
      const left = await unitOnDuty(turn.tx.db, by.id, turn.at);
      if (to) await comeOnDuty(turn.tx, by.id, to.unitId, to.untilAt);
      else await goOffDuty(turn.tx, by.id);
      await this.#giveUp(turn, left);
      await turn.offerWhatWaits();
    });
  }

  /** Who may not sign in any more is with no unit. A crew that is with the person stays there until somebody is heard of it. */
  async mayNotSignIn(userId: string, by: Pick<Person, 'id'>): Promise<void> {
    await this.inTurn(`user:${by.id}`, async (turn) => {
      if ((await unitOnDuty(turn.tx.db, userId, turn.at)) === null) return;
      await goOffDuty(turn.tx, userId);
      await this.#giveUp(turn, null);
      await turn.offerWhatWaits();
    });
  }

  /** A unit is changed or retired; what was offered to one that is retired goes on at once. Throws what `change` throws. */
  async changeUnit(by: Pick<Person, 'id'>, change: (tx: Write) => Promise<void>): Promise<void> {
    await this.inTurn(`user:${by.id}`, async (turn) => {
      await change(turn.tx);
      await this.#giveUp(turn, null);
      await turn.offerWhatWaits();
    });
  }

  /** Everything that is due: turns of duty, offers, clocks. */
  async look(): Promise<void> {
    await this.inTurn('clock', async (turn) => {
      if ((await endTurns(turn.tx.db, turn.at)) > 0) await this.#giveUp(turn, null);
      for (const job of await openJobs(turn.tx.db)) await turn.step(job, { type: 'look', at: turn.at });
    });
  }

  /** An alert was closed: nobody is asked to go there any more. A crew that is under way goes on until somebody tells it. */
  async alertClosed({ id, outcome }: AlertState): Promise<void> {
    const visit = await lastJobOfAlert(this.#p.pool, id);
    if (!visit || isOver(visit)) return;
    await this.inTurn('ladder', async (turn) => {
      const job = await lastJobOfAlert(turn.tx.db, id);
      if (!job || isOver(job) || job.unit) return;
      const by = { id: '', name: outcome?.by ?? '' };
      await turn.step(job, { type: 'cancel', at: turn.at, by, reason: 'The alert is closed.' });
    });
  }

  /** Units with nobody on duty any more have nothing in their hands. `left`: which its last member has left by their own word; null: none. */
  async #giveUp(turn: Turn, left: string | null): Promise<void> {
    const { db } = turn.tx;
    const crewed = new Set((await unitsNow(db, turn.at)).filter(({ crew }) => crew.length > 0).map(({ id }) => id));
    for (const job of await openJobs(db)) {
      const unitId = unitBound(job);
      if (unitId !== null && !crewed.has(unitId)) await turn.step(job, { type: 'duty-ended', at: turn.at, unitId, said: unitId === left });
    }
  }
}

async function requireJob(turn: Turn, id: string): Promise<Job> {
  const job = await jobById(turn.tx.db, id);
  if (!job) throw new Refusal('not-found', 'id', 'there is no such job');
  return job;
}

function newJob(
  alertId: string,
  place: Place,
  { id, urgency, skills, reason }: Omit<Wanted, 'unitId'>,
  by: Person | null,
  at: number,
): Job {
  const { patientId, knownAs, homeId, localityId, zone } = place;
  return {
    ...{ id, alertId, patientId, knownAs, homeId, localityId, zone, urgency, skills, reason, requestedAt: at, requestedBy: by },
    clocks: clocksOf(urgency, at, zone),
    state: 'offered',
    unit: null,
    hold: 0,
    offers: [],
    reports: [],
    told: [],
    tellAt: null,
    outcome: null,
    cancelled: null,
    endedAt: null,
    version: 0,
  };
}
