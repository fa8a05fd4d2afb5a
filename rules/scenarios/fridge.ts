import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, type Interval, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, watchedSince } from './judging.ts';
import {
  between,
  cameHome,
  isOut,
  isUnseen,
  type Mealtime,
  mealAt,
  mealDueAt,
  mealOver,
  mealtimeParams,
  noMealtime,
  pendingMeal,
  unseenMeal,
} from './mealtime.ts';
import { isRepeated } from './open-doors.ts';
import { goesOut, inside } from './outing.ts';
import { localWindow } from './parameters.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime } from './words.ts';

// The window and the waits are local agreements with the person and the family; none of them is a clinical limit.
const params = z.strictObject({
  window: localWindow.prefault({ from: '07:00', to: '10:00' }).describe('When the fridge is expected to be opened'),
  ...mealtimeParams,
  sharedCounts: z.boolean().default(false).describe('In a home of several, anybody opening the fridge counts'),
});
type Params = z.infer<typeof params>;

interface State extends Mealtime {
  /** Last sign of eating: fridge opened, or a meal recorded. */
  readonly eatenAt: Instant | null;
  /** Last opening that cannot be put down to this person. */
  readonly sharedAt: Instant | null;
  /** The door was reported open then, and not closed since. */
  readonly ajarAt: Instant | null;
}
/** How long after an opening its closing still shows a person at the fridge; a later "closed" may be a sensor repeating itself. */
const shutWithinMs = 15 * minute;

type Context = ScenarioStepContext<Params>;
const none: readonly ScenarioEffect[] = [];
/** Movement says something only of who has gone out. */
const [movement, nothing] = [['motion'], []] as const;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

function eaten(state: State, { observation }: Observed, what: string, { patient, params }: Context): Judged {
  const { observedAt, receivedAt } = observation;
  const next = { ...state, ...inside, eatenAt: Math.max(state.eatenAt ?? observedAt, observedAt) };
  if (state.missedFromAt === null || observedAt < state.missedFromAt) return { state: next, effects: none };
  const whose = params.sharedCounts && patient.sharedHome ? ' It cannot be put down to one person.' : '';
  const reason = `${what} ${atTold(patient.zone, observedAt, receivedAt)}.${whose}`;
  return { state: { ...next, missedFromAt: null }, effects: [{ type: 'clear-condition', reason }] };
}

/** When the door was last reported open, null once it is closed. What is older than the last we know of the door changes nothing. */
function ajar({ ajarAt, eatenAt, sharedAt }: State, { value, observedAt }: Observed['observation']): Instant | null {
  if (value === 'closed') return ajarAt !== null && observedAt < ajarAt ? ajarAt : null;
  return observedAt > Math.max(ajarAt ?? 0, eatenAt ?? 0, sharedAt ?? 0) ? observedAt : ajarAt;
}

/** A door that was opened just before the window and closed inside it was closed by somebody who stood there in the window. */
function shutInWindow(ajarAt: Instant | null, at: Instant, { patient, params }: Context): boolean {
  if (ajarAt === null || at - ajarAt > shutWithinMs) return false;
  const { fromAt } = currentOrNextWindow(patient.zone, at, params.window);
  return ajarAt < fromAt && fromAt <= at;
}

function fridgeDoor(state: State, input: Observed, context: Context): Judged {
  const { observedAt, value, snapshot } = input.observation;
  const next = { ...state, ajarAt: ajar(state, input.observation) };
  const byHand = value === 'open' ? !isRepeated(state.ajarAt, observedAt) : shutInWindow(state.ajarAt, observedAt, context);
  if (snapshot || !byHand) return { state: next, effects: none };
  if (input.attribution === 'shared' && !context.params.sharedCounts)
    return { state: { ...next, sharedAt: Math.max(state.sharedAt ?? observedAt, observedAt) }, effects: none };
  return eaten(next, input, value === 'open' ? 'The fridge was opened' : 'The fridge was closed by hand', context);
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { observation, device, attribution } = input;
  if (observation.kind === 'contact' && device?.kind === 'fridge') return fridgeDoor(state, input, context);
  // Nobody's in particular, or old state sent again: no sign of this person.
  if (attribution === 'shared' || observation.snapshot) return { state, effects: none };
  if (observation.kind === 'meal') return eaten(state, input, 'A meal was recorded as eaten', context);
  if (observation.kind === 'contact' && device?.kind === 'front-door' && observation.value === 'open')
    return { state: goesOut(state, observation), effects: none };
  if (observation.kind !== 'motion') return { state, effects: none };
  const home = cameHome(state, observation, context);
  return { state: home.state, effects: home.cleared ? [home.cleared] : none };
}

const expected = ({ params, scenario }: Context): string => `Expected between ${between(params.window)} (${agreedIn(scenario, 'window')}).`;

function lastKnown({ eatenAt }: State, { patient }: Context, at: Instant): string {
  return eatenAt === null
    ? 'No opening or meal is known before.'
    : `Last opened, or a meal recorded, at ${clockTime(patient.zone, eatenAt, at)}.`;
}

function judged(state: State, window: Interval, at: Instant, context: Context): Judged {
  const { patient, params } = context;
  const next = { ...state, settledToAt: window.toAt };
  // Within the window, or after its end and before we looked: either way there is nothing left to ask.
  if (state.eatenAt !== null && state.eatenAt >= window.fromAt) return { state: next, effects: none };
  if (isUnseen(window, context)) return { state: next, effects: [unseenMeal(params.window)] };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const { from, to } = params.window;
  const gone = isOut(state, window, context)
    ? ` The front door was opened at ${say(state.outAt!)} and nobody has been seen moving indoors since.`
    : '';
  const day = clockTime(patient.zone, window.toAt, at).slice(5);
  const shared = state.sharedAt !== null && state.sharedAt >= window.fromAt;
  const evidence: Evidence[] = [
    {
      text: lastKnown(state, context, at) + unseen(context.blind, window.fromAt, at),
      at: state.eatenAt ?? state.watchedFromAt ?? window.fromAt,
      limit: expected(context),
    },
  ];
  if (shared)
    evidence.push({
      text: `The shared fridge was opened at ${say(state.sharedAt!)}; it cannot be put down to one person.`,
      at: state.sharedAt!,
    });
  if (state.ajarAt !== null)
    evidence.push({ text: `The fridge door was reported open at ${say(state.ajarAt)} and not closed since.`, at: state.ajarAt });
  const reason = shared
    ? `No opening of the fridge between ${from} and ${to}${day} can be put down to ${patient.knownAs}.`
    : `${patient.knownAs}'s fridge was not opened between ${from} and ${to}${day}.`;
  return { state: { ...next, missedFromAt: window.fromAt }, effects: [{ type: 'raise-alert', reason: reason + gone, evidence }] };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient } = context;
  const window = mealAt(state, context, at);
  const since = window?.fromAt ?? at;
  const shared =
    state.sharedAt !== null && state.sharedAt >= since ? ' The shared fridge was opened; that cannot be put down to one person.' : '';
  const notEaten: Condition = {
    text: `No opening of the fridge and no meal is known of ${patient.knownAs} since the mealtime began.`,
    met: state.eatenAt === null || state.eatenAt < since,
    found: lastKnown(state, context, at) + shared,
    limit: expected(context),
  };
  return [atHome(patient, at), notEaten, mealOver(state, window, context, at)];
}

const breakfast = 'Good morning, {name}. It is time for something to eat. Is there something nice in the fridge?';

/** The fridge is not opened over mealtime. Any later opening or meal clears it; eating out and being away by agreement are no alert. */
export const fridge: ScenarioTemplate<Params, State> = {
  id: 'fridge',
  title: 'Fridge not opened at mealtime',
  area: 'daily-life',
  params,
  kinds: ['contact', 'meal', 'motion'],
  contactOf: ['fridge', 'front-door'],
  ignores: ({ outAt, watchedFromAt }) => (outAt === null && watchedFromAt !== null ? movement : nothing),
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      { level: 'patient', waitMs: 30 * minute, contactOrder: null, message: breakfast },
      {
        level: 'patient',
        waitMs: 30 * minute,
        contactOrder: null,
        message: 'Hello, {name}. Please have a bite to eat and something to drink.',
      },
      {
        level: 'family',
        waitMs: 20 * minute,
        contactOrder: null,
        message: '{name} may not have eaten this mealtime. Could you ring?',
      },
      {
        level: 'coordination',
        waitMs: 30 * minute,
        contactOrder: null,
        message: '{name} may not have eaten; family has not answered. Please ring.',
      },
      {
        level: 'rapid-response',
        waitMs: 45 * minute,
        contactOrder: null,
        message: '{name} cannot be reached and may not have eaten. Please visit.',
      },
      { level: 'emergency', waitMs: 30 * minute, contactOrder: null, message: '{name} has not been reached and nobody has visited.' },
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window }) => `If the fridge is not opened between ${between(window)}, we ask; if nothing changes, we call somebody.`,
  explain: explained,
  initial: { ...noMealtime, eatenAt: null, sharedAt: null, ajarAt: null },

  step(before, input, context) {
    const watchedFromAt = watchedSince(before.watchedFromAt, context.patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects: readonly ScenarioEffect[] = none;
    let window = pendingMeal(state, context);
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, missedFromAt: null };
    else if (input.type === 'deadline' && window && input.at >= mealDueAt(state, window, context))
      ({ state, effects } = judged(state, window, input.at, context));
    window = pendingMeal(state, context);
    const homeAgainAt = state.watchedFromAt === null ? context.patient.presence.untilAt : null;
    return { state: ifChanged(before, state), effects, wakeAt: window ? mealDueAt(state, window, context) : homeAgainAt };
  },
};
