import { minute } from '../../../rules/model/time.ts';
import { clocksOf } from '../../../rules/response/clocks.ts';
import { type Decided, decide } from '../../../rules/response/decide.ts';
import type { JobInput, Surroundings } from '../../../rules/response/draft.ts';
import type { CrewEvent, CrewSaid, Job } from '../../../rules/response/job.ts';
import type { Unit } from '../../../rules/response/unit.ts';

/** 14:00 in January in London. */
export const decidedAt = Date.UTC(2026, 0, 12, 14);
export const asha = { id: 'usr-asha', name: 'Asha Rahman' };
export const tom = { id: 'usr-tom', name: 'Tom Becker' };

export const places = new Map([
  ['town', null],
  ['north', 'town'],
  ['street', 'north'],
  ['south', 'town'],
]);

export function unit(id: string, fields: Partial<Unit> = {}): Unit {
  return {
    id,
    name: `Car ${id}`,
    teamId: 'team-1',
    skills: [],
    localityIds: ['town'],
    crew: [`usr-${id}`],
    freeSince: 0,
    jobId: null,
    ...fields,
  };
}

export const around = (...units: readonly Unit[]): Surroundings => ({ units, places });

export function job(fields: Partial<Job> = {}): Job {
  return {
    ...{ id: 'job-1', alertId: 'alert-1', patientId: 'p1', knownAs: 'Doris', homeId: 'h1', localityId: 'street', zone: 'Europe/London' },
    ...{ urgency: 'visit', skills: [], reason: 'No movement since 09:00.', requestedAt: decidedAt, requestedBy: asha },
    clocks: clocksOf('visit', decidedAt, 'Europe/London'),
    ...{ state: 'offered', unit: null, hold: 0, offers: [], reports: [], told: [], tellAt: null, outcome: null, cancelled: null },
    ...{ endedAt: null, version: 0 },
    ...fields,
  } as Job;
}

/** A job that was decided and offered to the first of the units that fits. */
export function offered(...units: readonly Unit[]): Job {
  return decide(job(), { type: 'requested', at: decidedAt, unitId: null }, around(...units)).job;
}

export function event(said: CrewSaid, at: number, id: string = said.type): CrewEvent {
  return { ...said, id, at };
}

export function said(unitId: string, one: CrewEvent, at: number = one.at): JobInput {
  return { type: 'crew', at, unitId, by: tom, event: one };
}

/** One input after another; what came of the last. */
export function inOrder(first: Job, inputs: readonly JobInput[], surroundings: Surroundings): Decided {
  let decided: Decided = { job: first, effects: [], wakeAt: null, refused: null };
  for (const input of inputs) decided = decide(decided.job, input, surroundings);
  return decided;
}

export const accepted = (unitId: string, at: number = decidedAt + minute): JobInput => said(unitId, event({ type: 'accept' }, at));

/** What the alert's timeline is told. */
export const lines = ({ effects }: Decided): string[] => effects.flatMap((one) => (one.type === 'tell-alert' ? [one.text] : []));
/** What the centre is told. */
export const toCentre = ({ effects }: Decided): string[] => effects.flatMap((one) => (one.type === 'tell-centre' ? [one.text] : []));
