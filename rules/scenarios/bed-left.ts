import { z } from 'zod';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type Bed, bedIsWatched, bedTold, isOwnBed, unknownBed } from './bed.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { duration, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime, howLong } from './words.ts';

// Night and the wait are local agreements with the person; none of them is a clinical limit.
const params = z.strictObject({
  window: localWindow.prefault({ from: '23:00', to: '06:00' }).describe('Night'),
  backWithin: duration.prefault('PT20M').describe('Back in bed within this time; whose time ends after the night has got up for the day'),
  maxLateness: duration.prefault('PT1H').describe('What should have been asked longer ago than this only enters history'),
});
type Params = z.infer<typeof params>;

interface State extends Bed {
  readonly watchedFromAt: Instant | null;
  /** The leaving that an alert was raised for. */
  readonly raisedAt: Instant | null;
  /** Leavings up to then are settled. */
  readonly settledAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

/** When somebody who is out of bed at night is asked; null: nobody is waited for, or they got up so late that it is for the day. */
function dueAt(state: State, { patient, params, blind }: Context): Instant | null {
  const { inBed, leftAt, watchedFromAt, settledAt } = state;
  if (inBed !== false || leftAt === null || watchedFromAt === null || leftAt < watchedFromAt) return null;
  if ((settledAt !== null && leftAt <= settledAt) || bedIsWatched(patient).met !== true) return null;
  const night = currentOrNextWindow(patient.zone, leftAt, params.window);
  const due = seenUntil(blind, leftAt, leftAt + params.backWithin);
  return leftAt >= night.fromAt && due < night.toAt ? due : null;
}

const limit = ({ params: { window, backWithin }, scenario }: Context): string =>
  `${howLong(backWithin)}, between ${window.from} and ${window.to}${onDays(window)} (${agreedIn(scenario, 'window', 'backWithin')}).`;

function observed(before: State, input: Extract<ScenarioInput, { type: 'observation' }>, { patient }: Context): Judged {
  if (!isOwnBed(input)) return { state: before, effects: none };
  const { observedAt, receivedAt, snapshot } = input.observation;
  const state = bedTold(before, input.observation);
  if (snapshot || state.raisedAt === null || state.inBed === false) return { state, effects: none };
  const reason = `${patient.knownAs} is back in bed ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state: { ...state, raisedAt: null }, effects: [{ type: 'clear-condition', reason }] };
}

function judged(state: State, due: Instant, at: Instant, context: Context): Judged {
  const { patient, params, blind } = context;
  const leftAt = state.leftAt!;
  const next = { ...state, settledAt: leftAt };
  if (at - due > params.maxLateness) return { state: next, effects: none };
  const left = clockTime(patient.zone, leftAt, at);
  const text = `Left the bed at ${left}; not back.${unseen(blind, leftAt, at)}`;
  const reason = `${patient.knownAs} got up at ${left}, in the night, and is not back in bed.`;
  const evidence = [{ text, at: leftAt, limit: limit(context) }];
  return { state: { ...next, raisedAt: leftAt }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params } = context;
  const { inBed, leftAt, enteredAt, raisedAt, settledAt } = state;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const due = dueAt(state, context);
  const isRaised = raisedAt !== null;
  const left = leftAt === null ? 'No leaving is known.' : `Left the bed at ${say(leftAt)}.`;
  const atNight = leftAt !== null && leftAt >= currentOrNextWindow(patient.zone, leftAt, params.window).fromAt;
  const back = inBed && enteredAt !== null ? `In bed since ${say(enteredAt)}.` : 'Not back.';
  const settled = !isRaised && settledAt !== null && leftAt === settledAt ? ' A person has seen to it, or it became known too late.' : '';
  const wait = due === null ? `${back}${settled}` : `Waited for until ${say(due)}.`;
  return [
    atHome(patient, at),
    { ...bedIsWatched(patient), ...(isRaised ? { met: true } : {}) },
    { text: `${patient.knownAs} left the bed at night.`, met: inBed === null ? null : isRaised || atNight, found: left },
    {
      text: 'Nobody is back in bed in time, and it is not time to get up.',
      met: isRaised || (due !== null && at >= due && at - due <= params.maxLateness),
      found: wait,
      limit: limit(context),
    },
  ];
}

/** Out of bed at night for longer than a visit to the bathroom takes. Back in bed clears it; getting up for the day is no alert. */
export const bedLeft: ScenarioTemplate<Params, State> = {
  id: 'bed-left',
  title: 'Out of bed at night',
  area: 'daily-life',
  params,
  kinds: ['bed-occupancy'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('patient', 5 * minute, 'It is night, {name}. Are you all right? Please say so, press "I\'m OK", or go back to bed.'),
      rung('family', 10 * minute, '{name} got up in the night and is not back in bed. Could you ring?'),
      rung('coordination', 15 * minute, '{name} got up in the night, is not back in bed, and family has not answered. Please ring.'),
      rung('rapid-response', 45 * minute, '{name} got up in the night, is not back in bed and cannot be reached. Please visit.'),
      rung('emergency', 30 * minute, '{name} has not been reached in the night and nobody has visited.'),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window, backWithin }) =>
    `If you get up between ${window.from} and ${window.to}${onDays(window)} and are not back in bed within ${howLong(backWithin)}, we ask; if nothing changes, we call somebody.`,
  explain: explained,
  initial: { ...unknownBed, watchedFromAt: null, raisedAt: null, settledAt: null },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, raisedAt: null };
    const due = input.type === 'deadline' ? dueAt(state, context) : null;
    if (due !== null && input.at >= due) ({ state, effects } = judged(state, due, input.at, context));
    return { state: ifChanged(before, state), effects, wakeAt: watchedFromAt === null ? presence.untilAt : dueAt(state, context) };
  },
};
