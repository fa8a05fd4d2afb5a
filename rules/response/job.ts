import type { OutcomeCode } from '../model/alert.ts';
import type { CrewEventType, JobState, OfferAnswer, ResponseSkill, Stage, Urgency, WayIn } from '../model/response.ts';
import { stages } from '../model/response.ts';
import { hour, type Instant, minute, second } from '../model/time.ts';
import { type Clocks, marksOf, type Progress } from './clocks.ts';

/** A unit that has not answered for so long is passed over. */
export const offerMs = 90 * second;
/** Nobody is left to be asked: how often the centre is told so until somebody takes it. */
export const overflowMs = 5 * minute;
/** A telephone's clock may be ahead by so much and still be believed. */
export const aheadMs = 2 * minute;
/** Nothing was heard from a crew that is with the person for so long: the centre is told. */
const atDoorMs = 30 * minute;
const insideMs = hour;
/** A crew that is late keeps what it holds so long after each word of it. */
const graceMs = 10 * minute;

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** One asking of one unit. */
export interface Offer {
  readonly unitId: string;
  readonly unitName: string;
  readonly offeredAt: Instant;
  readonly untilAt: Instant;
  /** null: it is being waited for. */
  readonly answer: OfferAnswer | null;
  readonly reason: string;
}

/** What somebody of a crew said, as their telephone sent it. */
export type CrewSaid =
  | { readonly type: Exclude<Stage, 'access-gained' | 'complete'> }
  | { readonly type: 'access-gained'; readonly how: WayIn }
  | { readonly type: 'decline'; readonly reason: string }
  | { readonly type: 'no-access' | 'note'; readonly text: string }
  | { readonly type: 'complete'; readonly outcome: OutcomeCode; readonly note: string; readonly closesAlert: boolean };
export type CrewEvent = CrewSaid & { readonly id: string; readonly at: Instant };

/** A crew's event with where it came from. `hold`: the holding (see `Job.hold`) to which it belongs; null: it had no effect. */
export interface Report {
  readonly event: CrewEvent;
  readonly receivedAt: Instant;
  readonly unitId: string;
  readonly by: Person;
  readonly hold: number | null;
}

/** One visit. Immutable; the whole of it is stored with each change. */
export interface Job {
  readonly id: string;
  readonly alertId: string;
  readonly patientId: string;
  /** What the person is called. */
  readonly knownAs: string;
  readonly homeId: string;
  readonly localityId: string | null;
  /** The patient's. */
  readonly zone: string;
  readonly urgency: Urgency;
  readonly skills: readonly ResponseSkill[];
  readonly reason: string;
  readonly requestedAt: Instant;
  /** null: the alert itself, by its ladder. */
  readonly requestedBy: Person | null;
  readonly clocks: Clocks;
  readonly state: JobState;
  /** Who holds it; null: nobody yet, or nobody any more. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  /** Goes up each time a unit takes it, so that what one crew did is not put down to the next. */
  readonly hold: number;
  readonly offers: readonly Offer[];
  readonly reports: readonly Report[];
  /** Marks of the clocks that the centre has been told of, in this hold, and that the crew's turn of duty is over. */
  readonly told: readonly string[];
  /** In overflow: when the centre is told again. Held: when it is told that nothing is heard. null: a pending offer has its own end, or it is over. */
  readonly tellAt: Instant | null;
  readonly outcome: { readonly code: OutcomeCode; readonly note: string; readonly at: Instant; readonly by: Person } | null;
  readonly cancelled: { readonly reason: string; readonly at: Instant; readonly by: Person } | null;
  readonly endedAt: Instant | null;
  /** Goes up with every change. */
  readonly version: number;
}

export const isOver = ({ state }: Pick<Job, 'state'>): boolean => state === 'completed' || state === 'cancelled';

export const pendingOffer = ({ offers }: Pick<Job, 'offers'>): Offer | null => offers.find(({ answer }) => answer === null) ?? null;

/** The unit that must not get another job because of this one; null: none. */
export const unitBound = (job: Job): string | null => (isOver(job) ? null : (job.unit?.id ?? pendingOffer(job)?.unitId ?? null));

/** The time to show of an event: the telephone's where it can be, else the time received. */
export function shownAt({ event, receivedAt }: Report, { requestedAt }: Pick<Job, 'requestedAt'>): { at: Instant; isDeviceTime: boolean } {
  const isDeviceTime = event.at <= receivedAt + aheadMs && event.at >= requestedAt;
  return { at: isDeviceTime ? event.at : receivedAt, isDeviceTime };
}

const reportOf = (job: Job, type: CrewEventType): Report | undefined =>
  job.reports.find(({ hold, event }) => hold === job.hold && event.type === type);

/** When the crew that holds the job reached a stage; null: not yet, as far as is known. */
export function reachedAt(job: Job, type: Stage): Instant | null {
  const report = reportOf(job, type);
  return report ? shownAt(report, job).at : null;
}

/** A crew that is inside, or done, has been at the door. */
export function progressOf(job: Job): Progress {
  const accessAt = reachedAt(job, 'access-gained');
  const arrivedAt = reachedAt(job, 'arrived') ?? accessAt ?? reachedAt(job, 'complete');
  return { urgency: job.urgency, clocks: job.clocks, arrivedAt, accessAt };
}

const stateAfter = {
  accept: 'accepted',
  'on-the-way': 'on-the-way',
  arrived: 'arrived',
  'access-gained': 'access-gained',
  complete: 'completed',
} as const;

/** The furthest stage that the crew which holds the job has said. In whatever order its events came, it is the same. */
export function furthest(job: Job): JobState {
  const reached = stages.filter((stage) => reportOf(job, stage));
  return stateAfter[reached.at(-1) ?? 'accept'];
}

/** Until when a crew holds the job, and the alert rests, after a word of it at `at`. */
export function heldUntil(job: Job, at: Instant): Instant {
  if (job.state === 'access-gained') return at + insideMs;
  if (job.state === 'arrived') return at + atDoorMs;
  return Math.max(job.clocks.arriveAtLatestAt, at + graceMs);
}

const markKey = ({ name, kind }: { readonly name: string; readonly kind: string }) => `${name}/${kind}`;

/** The marks that are due and of which the centre has not been told. */
export const marksToTell = (job: Job) =>
  marksOf(progressOf(job))
    .filter((mark) => !job.told.includes(markKey(mark)))
    .map((mark) => ({ ...mark, key: markKey(mark) }));

/** When the job must be looked at again; null only when it is over. */
export function jobWakeAt(job: Job): Instant | null {
  if (isOver(job)) return null;
  const instants = [pendingOffer(job)?.untilAt, job.tellAt, ...marksToTell(job).map(({ at }) => at)];
  return Math.min(...instants.filter((at) => at !== null && at !== undefined));
}
