import type { CrewEvent, ResponseJob } from '../../../gateway/contract/response.ts';
import { type JobState, stages } from '../../../rules/model/response.ts';

/** How a visit stands for whoever holds the phone; `given-back`: they declined it, or gave it back. */
export type Stand = JobState | 'given-back';

const stateAfter = {
  accept: 'accepted',
  'on-the-way': 'on-the-way',
  arrived: 'arrived',
  'access-gained': 'access-gained',
  complete: 'completed',
} as const;
const order: readonly JobState[] = ['offered', 'overflow', ...stages.map((stage) => stateAfter[stage])];

/** The state the gateway told, and beyond it what was entered here and has not been sent. Nothing entered here leads back. */
export function standOf(state: JobState, waiting: readonly CrewEvent[]): Stand {
  if (state === 'completed' || state === 'cancelled') return state;
  return waiting.reduce<Stand>((stand, event) => {
    if (event.type === 'decline') return 'given-back';
    if (event.type === 'no-access' || event.type === 'note' || stand === 'given-back') return stand;
    const after = stateAfter[event.type];
    return order.indexOf(after) > order.indexOf(stand as JobState) ? after : stand;
  }, state);
}

const held: ReadonlySet<Stand> = new Set<Stand>(['accepted', 'on-the-way', 'arrived', 'access-gained']);
export const isHeld = (stand: Stand): boolean => held.has(stand);

const minuteMs = 60_000;
/** The job as it stands with what waits here. Access is due five minutes after the phone said that the crew is at the door. */
export function asShown(job: ResponseJob, waiting: readonly CrewEvent[]): { readonly job: ResponseJob; readonly stand: Stand } {
  const stand = standOf(job.state, waiting);
  const arrived = waiting.findLast((event) => event.type === 'arrived');
  const accessByAt =
    arrived && !job.clocks.accessByAt ? new Date(Date.parse(arrived.at) + 5 * minuteMs).toISOString() : job.clocks.accessByAt;
  return { stand, job: { ...job, state: stand === 'given-back' ? job.state : stand, clocks: { ...job.clocks, accessByAt } } };
}

/** The one event that the big button says; null: there is none, or it needs more than a press. */
export function nextEvent(stand: Stand): 'on-the-way' | 'arrived' | null {
  if (stand === 'accepted') return 'on-the-way';
  return stand === 'on-the-way' ? 'arrived' : null;
}
