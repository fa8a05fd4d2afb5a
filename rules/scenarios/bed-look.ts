import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, Stepped } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, type Interval, type LocalWindow } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type Bed, bedIsWatched, bedTold, isOwnBed, unknownBed } from './bed.ts';
import { type DailyLook, lookAt, mostlyBlind, orHomeAgain, pendingLook } from './daily-look.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime } from './words.ts';

/** What is remembered by an agreement that looks at the bed once, at the end of a window. */
export interface BedLook extends DailyLook, Bed {
  /** Start of the window for which an alert was raised and nothing has come since. */
  readonly missedFromAt: Instant | null;
}
export const noBedLook: BedLook = { watchedFromAt: null, settledToAt: null, ...unknownBed, missedFromAt: null };

type Context = ScenarioStepContext<{ readonly window: LocalWindow }>;

/** What the look is for. */
export interface BedRule {
  /** Whether what was expected since `fromAt` has not come, as far as is known. */
  readonly isMissed: (bed: Bed, fromAt: Instant) => boolean;
  /** What was expected, to follow a name: "has not got up". */
  readonly missed: string;
  /** What has come: "got up". */
  readonly came: string;
}

const limit = ({ params: { window }, scenario }: Context): string =>
  `Expected between ${window.from} and ${window.to}${onDays(window)} (${agreedIn(scenario, 'window')}).`;

/** `Got into bed at 22:10; got up at 06:30.` */
function known({ inBed, enteredAt, leftAt }: Bed, { patient }: Context, at: Instant): string {
  if (inBed === null) return 'The bed sensor has not told anything yet.';
  const say = (words: string, when: Instant | null) => (when === null ? null : `${words} at ${clockTime(patient.zone, when, at)}`);
  const [entered, left] = [say('got into bed', enteredAt), say('got up', leftAt)];
  const said = (inBed ? [left, entered] : [entered, left]).filter((one) => one !== null).join(', ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

function judged(state: BedLook, rule: BedRule, window: Interval, at: Instant, context: Context): Stepped<BedLook> {
  const { patient, params, blind } = context;
  const settled = { ...state, settledToAt: window.toAt };
  const isKnown = bedIsWatched(patient).met && !mostlyBlind(blind, window);
  if (!isKnown || !rule.isMissed(state, window.fromAt)) return { state: settled, effects: [], wakeAt: null };
  const text = known(state, context, at) + unseen(blind, window.fromAt, at);
  const evidence = [{ text, at: (state.inBed ? state.enteredAt : state.leftAt) ?? at, limit: limit(context) }];
  const reason = `${patient.knownAs} ${rule.missed} by ${params.window.to}.`;
  const effects: ScenarioEffect[] = [{ type: 'raise-alert', reason, evidence }];
  return { state: { ...settled, missedFromAt: window.fromAt }, effects, wakeAt: null };
}

function observed(before: BedLook, rule: BedRule, input: Extract<ScenarioInput, { type: 'observation' }>, { patient }: Context) {
  const effects: ScenarioEffect[] = [];
  if (!isOwnBed(input)) return { state: before, effects };
  const { observedAt, receivedAt, snapshot } = input.observation;
  const state = bedTold(before, input.observation);
  // A cached state is known, but no event: it ends nothing that people have been asked about.
  if (snapshot || state.missedFromAt === null || rule.isMissed(state, state.missedFromAt)) return { state, effects };
  const reason = `${patient.knownAs} ${rule.came} ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state: { ...state, missedFromAt: null }, effects: [{ type: 'clear-condition', reason } as const] };
}

/** One step of an agreement that looks at the bed at the end of a window. */
export function stepBedLook(before: BedLook, rule: BedRule, input: ScenarioInput, context: Context): Stepped<BedLook> {
  const { patient, params, blind } = context;
  const watchedFromAt = watchedSince(before.watchedFromAt, patient.presence, input.at);
  let state: BedLook = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
  let effects: readonly ScenarioEffect[] = [];
  const window = pendingLook(state, patient.zone, params.window);
  if (input.type === 'observation') ({ state, effects } = observed(state, rule, input, context));
  else if (input.type === 'alert-closed') state = { ...state, missedFromAt: null };
  else if (input.type === 'deadline' && window && input.at >= lookAt(blind, window.toAt))
    ({ state, effects } = judged(state, rule, window, input.at, context));
  const next = pendingLook(state, patient.zone, params.window);
  const wakeAt = orHomeAgain(state.watchedFromAt, patient.presence, next && lookAt(blind, next.toAt));
  return { state: ifChanged(before, state), effects, wakeAt };
}

/** The window that is asked for, goes on, or is to come; before the next one begins, the last one. */
function windowAt(state: BedLook, { patient, params }: Context, at: Instant): Interval | null {
  if (state.missedFromAt !== null) return currentOrNextWindow(patient.zone, state.missedFromAt, params.window);
  const pending = pendingLook(state, patient.zone, params.window);
  if (state.settledToAt === null || (pending && pending.fromAt <= at)) return pending;
  const last = currentOrNextWindow(patient.zone, state.settledToAt - 1, params.window);
  return last.fromAt < state.settledToAt ? last : pending;
}

/** For `explain` of such an agreement. */
export function explainBedLook(state: BedLook, rule: BedRule, context: Context, at: Instant): Condition[] {
  const { patient, blind } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const window = windowAt(state, context, at);
  const isMissed = window !== null && rule.isMissed(state, window.fromAt);
  const bed: Condition = {
    text: `${patient.knownAs} ${rule.missed}.`,
    met: state.inBed === null ? null : isMissed,
    found: known(state, context, at),
    limit: limit(context),
  };
  const text = 'The time agreed for it is over.';
  const over = (met: boolean | null, found: string): Condition => ({ text, met, found });
  const home = atHome(patient, at);
  const watched = bedIsWatched(patient);
  if (window === null) return [home, watched, bed, over(false, 'Nothing is waited for.')];
  if (state.missedFromAt !== null)
    return [home, { ...watched, met: true }, { ...bed, met: true }, over(true, `It ended at ${say(window.toAt)}.`)];
  if (mostlyBlind(blind, window)) return [home, watched, bed, over(null, 'We could not see most of that time.')];
  if (state.settledToAt !== null && state.settledToAt >= window.toAt)
    return [home, watched, bed, over(false, `The look at ${say(window.toAt)} is done.`)];
  const dueAt = lookAt(blind, window.toAt);
  return [home, watched, bed, over(at >= dueAt, `Waited for until ${say(dueAt)}.`)];
}
