import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { Observation } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioStepContext } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, type Interval, type LocalWindow } from '../model/time.ts';
import { type DailyLook, pendingLook } from './daily-look.ts';
import { inside, type Outing, seenMoving, wasOutFor, withoutMotion } from './outing.ts';
import { duration } from './parameters.ts';
import { unseen } from './unseen.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

/** The waits are local agreements with the person and the family. */
export const mealtimeParams = {
  outFor: duration
    .prefault('PT30M')
    .describe('Out through the front door for at least this long over mealtime, and back: taken to have eaten out'),
  returnGrace: duration.prefault('PT30M').describe('Time for a meal after coming home from a shorter absence'),
  holdUpTo: duration.prefault('PT4H').describe('Who is out when the window ends is waited for, but no longer than this'),
};
interface Agreed {
  readonly window: LocalWindow;
  readonly outFor: number;
  readonly returnGrace: number;
  readonly holdUpTo: number;
}
type Context = ScenarioStepContext<Agreed>;

/** What is remembered of a meal that is waited for, and of whether somebody is out over it. */
export interface Mealtime extends DailyLook, Outing {
  /** Came home, after the window's end, from an absence too short to have eaten out. */
  readonly returnedAt: Instant | null;
  /** Start of the window for which an alert was raised and nothing has come since. */
  readonly missedFromAt: Instant | null;
}

export const noMealtime: Mealtime = { watchedFromAt: null, settledToAt: null, ...inside, returnedAt: null, missedFromAt: null };

/** The next window to be judged, which may be long over; null while the patient is away by agreement. */
export function pendingMeal(state: Mealtime, { patient, params }: Context): Interval | null {
  return pendingLook(state, patient.zone, params.window);
}

/** Whether the person is taken to have gone out before the window was over. */
export function isOut({ outAt }: Mealtime, window: Interval, { patient }: Context): boolean {
  return outAt !== null && outAt < window.toAt && !withoutMotion(patient);
}

/** Whether a mealtime that we could not see would have to be waited for so long that the wait would say nothing about it: till night. */
export function isUnseen(window: Interval, { blind, params }: Context): boolean {
  return seenUntil(blind, window.fromAt, window.toAt) > window.toAt + params.holdUpTo;
}

/**
 * What becomes of such a mealtime: the person is asked, and nobody else. Nothing speaks for a missed meal, and what kept us from seeing has an
 * alert of its own already: after an outage of ours everybody would have one more (design §4, no storm).
 */
export function unseenMeal({ from, to }: LocalWindow): ScenarioEffect {
  const text = `Hello {name}. We could not see whether you had a meal between ${from} and ${to}. If you have not eaten yet, please have something.`;
  return { type: 'prompt', deviceKind: 'speaker', text, expectsReading: null };
}

/** When the pending window is judged: once we have seen as much time as it is long, or later for somebody who is out. */
export function mealDueAt(state: Mealtime, window: Interval, context: Context): Instant {
  const { blind, params } = context;
  const endAt = isUnseen(window, context) ? window.toAt : seenUntil(blind, window.fromAt, window.toAt);
  const latestAt = endAt + params.holdUpTo;
  if (isOut(state, window, context)) return latestAt;
  if (state.returnedAt === null || state.returnedAt < window.toAt) return endAt;
  return Math.min(Math.max(endAt, state.returnedAt + params.returnGrace), latestAt);
}

/** What a movement sensor tells. Out over mealtime and back means eaten out: that window is settled, and an alert raised meanwhile clears. */
export function cameHome<S extends Mealtime>(
  before: S,
  observation: Observation,
  context: Context,
): { readonly state: S; readonly cleared: Extract<ScenarioEffect, { type: 'clear-condition' }> | null } {
  const { state, isHome } = seenMoving(before, observation);
  if (!isHome) return { state, cleared: null };
  const movedAt = observation.observedAt;
  const next = { ...state, ...inside };
  const { outAt, backAt, missedFromAt } = state;
  const { patient, params } = context;
  if (wasOutFor(state, params.outFor)) {
    if (missedFromAt !== null && outAt! < currentOrNextWindow(patient.zone, missedFromAt, params.window).toAt) {
      const reason = `${patient.knownAs} came home at ${clockTime(patient.zone, backAt!, movedAt)} and has probably eaten out.`;
      return { state: { ...next, missedFromAt: null }, cleared: { type: 'clear-condition', reason } };
    }
    const window = pendingMeal(state, context);
    if (window && outAt! < window.toAt && backAt! > window.fromAt) return { state: { ...next, settledToAt: window.toAt }, cleared: null };
  }
  return { state: { ...next, returnedAt: movedAt }, cleared: null };
}

/** The window that an explanation at `at` is about: the one asked for, or that goes on, else the last one; the first to come before that. */
export function mealAt(state: Mealtime, context: Context, at: Instant): Interval | null {
  const { patient, params } = context;
  if (state.missedFromAt !== null) return currentOrNextWindow(patient.zone, state.missedFromAt, params.window);
  const pending = pendingMeal(state, context);
  if (state.settledToAt === null || (pending && pending.fromAt <= at)) return pending;
  const last = currentOrNextWindow(patient.zone, state.settledToAt - 1, params.window);
  return last.fromAt < state.settledToAt ? last : pending;
}

/** `07:00 and 10:00 from Monday to Friday`, to follow "between". */
export function between({ from, to, ...days }: LocalWindow): string {
  return `${from} and ${to}${onDays(days)}`;
}

/** For `explain`: whether the meal of that window is waited for no longer. */
export function mealOver(state: Mealtime, window: Interval | null, context: Context, at: Instant): Condition {
  const { holdUpTo, returnGrace } = context.params;
  const waits = `Waited for up to ${howLong(holdUpTo)}, and ${howLong(returnGrace)} after coming home`;
  const limit = `${waits} (${agreedIn(context.scenario, 'outFor', 'returnGrace', 'holdUpTo')}).`;
  return { text: 'The mealtime is over, and nobody is waited for.', ...overBy(state, window, context, at), limit };
}

function overBy(state: Mealtime, window: Interval | null, context: Context, at: Instant): Pick<Condition, 'met' | 'found'> {
  const { patient, blind } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  if (window === null) return { met: false, found: 'No mealtime is watched.' };
  const blindness = unseen(blind, window.fromAt, Math.min(at, mealDueAt(state, window, context)));
  if (state.missedFromAt !== null) return { met: true, found: `It ended at ${say(window.toAt)}.${blindness}` };
  if (isUnseen(window, context)) return { met: null, found: `The mealtime of ${say(window.fromAt)} could not be seen.` };
  if (state.settledToAt !== null && state.settledToAt >= window.toAt)
    return { met: false, found: `The mealtime that ended at ${say(window.toAt)} is settled; the next one has not begun.` };
  if (at < window.fromAt) return { met: false, found: `It begins at ${say(window.fromAt)}.` };
  const dueAt = mealDueAt(state, window, context);
  const out = isOut(state, window, context) ? ` The front door was opened at ${say(state.outAt!)}: perhaps out.` : '';
  return { met: at >= dueAt, found: `Waited for until ${say(dueAt)}.${out}${blindness}` };
}
