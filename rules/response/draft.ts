import type { Actor, OutcomeCode } from '../model/alert.ts';
import { type Instant, localTime } from '../model/time.ts';
import type { CrewEvent, Job, Person } from './job.ts';
import type { Places, Unit } from './unit.ts';

/** What a job can be told. */
export type JobInput =
  /** `unitId` null: the best free unit. */
  | { readonly type: 'requested'; readonly at: Instant; readonly unitId: string | null }
  | { readonly type: 'offer'; readonly at: Instant; readonly unitId: string; readonly by: Person }
  | { readonly type: 'cancel'; readonly at: Instant; readonly by: Person; readonly reason: string }
  | { readonly type: 'crew'; readonly at: Instant; readonly unitId: string; readonly by: Person; readonly event: CrewEvent }
  /** The last of the crew has gone; `said`: they said so, else their turn is over. */
  | { readonly type: 'duty-ended'; readonly at: Instant; readonly unitId: string; readonly said: boolean }
  /** Time has passed, or a unit has become free. */
  | { readonly type: 'look'; readonly at: Instant };

/** What must be done. All of it is stored in the transaction that stores the job. */
export type JobEffect =
  /** A line of the alert's timeline; `actor` null: nobody in person. `rest`: the alert rests until then; `resume`: it no longer does. */
  | { readonly type: 'tell-alert'; readonly text: string; readonly actor: Actor | null; readonly rest: Instant | 'resume' | null }
  | { readonly type: 'close-alert'; readonly actor: Actor; readonly outcome: OutcomeCode; readonly note: string }
  /** `key` tells this message from every other one of the job. */
  | { readonly type: 'tell-unit'; readonly unitId: string; readonly key: string; readonly text: string; readonly untilAt: Instant | null }
  | { readonly type: 'take-back'; readonly key: string; readonly unitId: string }
  | { readonly type: 'tell-centre'; readonly key: string; readonly text: string };

export interface Surroundings {
  readonly units: readonly Unit[];
  readonly places: Places;
  readonly offerMs?: number;
}

/** The work in progress of one input on one job. */
export interface JobDraft {
  job: Job;
  readonly at: Instant;
  readonly effects: JobEffect[];
  readonly around: Surroundings;
}

export const change = (draft: JobDraft, fields: Partial<Job>): void => {
  draft.job = { ...draft.job, ...fields };
};
export const tellAlert = (draft: JobDraft, text: string, actor: Actor | null = null, rest: Instant | 'resume' | null = null): void => {
  draft.effects.push({ type: 'tell-alert', text, actor, rest });
};
export const tellCentre = (draft: JobDraft, key: string, text: string): void => {
  draft.effects.push({ type: 'tell-centre', key, text: `${draft.job.knownAs}: ${text}` });
};
export const asActor = ({ id, name }: Person): Actor => ({ kind: 'user', id, name, tier: 'professional' });

/** Local time of day, for sentences. */
export const clock = ({ job }: JobDraft, at: Instant): string => localTime(job.zone, at);
