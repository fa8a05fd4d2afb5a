import { seenUntil } from '../model/blindness.ts';
import type { ScenarioStepContext } from '../model/scenario.ts';
import { type Instant, type Interval, type LocalWindow, localDate } from '../model/time.ts';
import type { Concerned } from './concerns.ts';
import { lookAt, pendingLook } from './daily-look.ts';
import type { HomeIvParams } from './home-iv-params.ts';

export type Concern = 'missed' | 'interrupted' | 'fever' | 'visit';
export interface HomeIvState extends Concerned<Concern> {
  readonly watchedFromAt: Instant | null;
  /** Times for infusions, and for visits, that end by then have been looked at. */
  readonly infusionsToAt: Instant | null;
  readonly visitsToAt: Instant | null;
  /** The last infusion and the last visit begun. */
  readonly startedAt: Instant | null;
  readonly visitedAt: Instant | null;
  /** It stands still since then. */
  readonly interruptedAt: Instant | null;
  /** It runs again since then, after people were asked about it. */
  readonly resumedAt: Instant | null;
  readonly feverCel: number | null;
  readonly feverAt: Instant | null;
  /** The fever that was last told. */
  readonly toldCel: number | null;
}

/** The course is over by then. */
export const isOver = (zone: string, at: Instant, { until }: HomeIvParams): boolean => until !== null && localDate(zone, at) > until;

/** The next of such times to be looked at: the one that ends first; null: none, for somebody away or after the course. */
function pending(
  watchedFromAt: Instant | null,
  settledToAt: Instant | null,
  all: readonly LocalWindow[],
  context: ScenarioStepContext<HomeIvParams>,
): Interval | null {
  const { zone } = context.patient;
  const next = all.map((window) => pendingLook({ watchedFromAt, settledToAt }, zone, window));
  const first = next.reduce((one, other) => (one === null || (other !== null && other.toAt < one.toAt) ? other : one), null);
  return first === null || isOver(zone, first.fromAt, context.params) ? null : first;
}

/** What is looked at next, and when; null: not now. */
export function dueTimes(state: HomeIvState, context: ScenarioStepContext<HomeIvParams>) {
  const { params, blind } = context;
  const infusion = pending(state.watchedFromAt, state.infusionsToAt, params.infusions, context);
  const visit = pending(state.watchedFromAt, state.visitsToAt, params.visits, context);
  const dueAt = (window: Interval | null) => (window === null ? null : lookAt(blind, window.toAt + params.grace));
  const { interruptedAt } = state;
  const resumeBy = interruptedAt === null ? null : seenUntil(blind, interruptedAt, interruptedAt + params.resumeWithin);
  const isAsked = state.open.includes('interrupted');
  const { resumedAt } = state;
  const runsAt = resumedAt === null ? null : seenUntil(blind, resumedAt, resumedAt + params.resumeWithin);
  return { infusion, infusionAt: dueAt(infusion), visit, visitAt: dueAt(visit), resumeAt: isAsked ? null : resumeBy, runsAt };
}
