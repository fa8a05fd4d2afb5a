import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { onDays } from '../model/calendar-words.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, type Interval, minute } from '../model/time.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { comesHome, goesOut, inside, type Outing, wasOutFor, withoutMotion } from './outing.ts';
import { duration, localWindow } from './parameters.ts';
import { agreedIn, atTold, clockTime } from './words.ts';

// The window and the waits are local agreements with the person and the family; none of them is a clinical limit.
const params = z.strictObject({
  window: localWindow.prefault({ from: '07:00', to: '10:00' }).describe('When the fridge is expected to be opened'),
  outFor: duration
    .prefault('PT30M')
    .describe('Out through the front door for at least this long over mealtime, and back: taken to have eaten out'),
  returnGrace: duration.prefault('PT30M').describe('Time for a meal after coming home from a shorter absence'),
  holdUpTo: duration.prefault('PT4H').describe('Who is out when the window ends is waited for, but no longer than this'),
  sharedCounts: z.boolean().default(false).describe('In a home of several, anybody opening the fridge counts'),
});
type Params = z.infer<typeof params>;

interface State extends Outing {
  /** Under our eyes since then; null while away by agreement. Windows that began before are not judged. */
  readonly watchedFromAt: Instant | null;
  /** Windows that end by then are settled. */
  readonly settledToAt: Instant | null;
  /** Last sign of eating: fridge opened, or a meal recorded. */
  readonly eatenAt: Instant | null;
  /** Last opening that cannot be put down to this person. */
  readonly sharedAt: Instant | null;
  /** The door was reported open then, and not closed since. */
  readonly ajarAt: Instant | null;
  /** Came home, after the window's end, from an absence too short to have eaten out. */
  readonly returnedAt: Instant | null;
  /** Start of the window for which an alert was raised and nothing has come since. */
  readonly missedFromAt: Instant | null;
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

/** The next window to be judged, which may be long over; null while the patient is away by agreement. */
function pendingWindow(state: State, { patient, params }: Context): Interval | null {
  const { watchedFromAt, settledToAt } = state;
  if (watchedFromAt === null) return null;
  const window = currentOrNextWindow(patient.zone, Math.max(watchedFromAt, settledToAt ?? watchedFromAt), params.window);
  return window.fromAt >= watchedFromAt ? window : currentOrNextWindow(patient.zone, window.toAt, params.window);
}

/** When the pending window is judged: at its end, or later for somebody who is out. */
function dueAt(state: State, window: Interval, { patient, params }: Context): Instant {
  const latestAt = window.toAt + params.holdUpTo;
  if (state.outAt !== null && state.outAt < window.toAt && !withoutMotion(patient)) return latestAt;
  if (state.returnedAt === null || state.returnedAt < window.toAt) return window.toAt;
  return Math.min(state.returnedAt + params.returnGrace, latestAt);
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
  const byHand = value === 'open' || shutInWindow(state.ajarAt, observedAt, context);
  if (snapshot || !byHand) return { state: next, effects: none };
  if (input.attribution === 'shared' && !context.params.sharedCounts)
    return { state: { ...next, sharedAt: Math.max(state.sharedAt ?? observedAt, observedAt) }, effects: none };
  return eaten(next, input, value === 'open' ? 'The fridge was opened' : 'The fridge was closed by hand', context);
}

/** Indoors again. Out over mealtime and back means eaten out: that window is settled, and an alert raised meanwhile clears. */
function moved(state: State, input: Observed, context: Context): Judged {
  const { observedAt } = input.observation;
  if (!comesHome(state, observedAt)) return { state, effects: none };
  const next = { ...state, ...inside };
  const { outAt, backAt, missedFromAt } = state;
  const { patient, params } = context;
  if (wasOutFor(state, params.outFor)) {
    if (missedFromAt !== null && outAt! < currentOrNextWindow(patient.zone, missedFromAt, params.window).toAt) {
      const reason = `${patient.knownAs} came home at ${clockTime(patient.zone, backAt!, observedAt)} and has probably eaten out.`;
      return { state: { ...next, missedFromAt: null }, effects: [{ type: 'clear-condition', reason }] };
    }
    const window = pendingWindow(state, context);
    if (window && outAt! < window.toAt && backAt! > window.fromAt) return { state: { ...next, settledToAt: window.toAt }, effects: none };
  }
  return { state: { ...next, returnedAt: observedAt }, effects: none };
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { observation, device, attribution } = input;
  if (observation.kind === 'contact' && device?.kind === 'fridge') return fridgeDoor(state, input, context);
  // Nobody's in particular, or old state sent again: no sign of this person.
  if (attribution === 'shared' || observation.snapshot) return { state, effects: none };
  if (observation.kind === 'meal') return eaten(state, input, 'A meal was recorded as eaten', context);
  if (observation.kind === 'contact' && device?.kind === 'front-door' && observation.value === 'open')
    return { state: goesOut(state, observation), effects: none };
  if (observation.kind === 'motion' && observation.value === true) return moved(state, input, context);
  return { state, effects: none };
}

function judged(state: State, window: Interval, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  const next = { ...state, settledToAt: window.toAt };
  // Within the window, or after its end and before we looked: either way there is nothing left to ask.
  if (state.eatenAt !== null && state.eatenAt >= window.fromAt) return { state: next, effects: none };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const { from, to } = params.window;
  const held = state.outAt !== null && state.outAt < window.toAt && !withoutMotion(patient);
  const gone = held ? ` The front door was opened at ${say(state.outAt!)} and nobody has been seen moving indoors since.` : '';
  const day = clockTime(patient.zone, window.toAt, at).slice(5);
  const shared = state.sharedAt !== null && state.sharedAt >= window.fromAt;
  const evidence: Evidence[] = [
    {
      text: state.eatenAt === null ? 'No opening or meal is known before.' : `Last opened, or a meal recorded, at ${say(state.eatenAt)}.`,
      at: state.eatenAt ?? state.watchedFromAt ?? window.fromAt,
      limit: `Expected between ${from} and ${to} (${agreedIn(scenario)}).`,
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
        message: '{name} has not opened the fridge this mealtime. Could you ring?',
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
  describe: ({ window }) =>
    `If the fridge is not opened between ${window.from} and ${window.to}${onDays(window)}, we ask; if nothing changes, we call somebody.`,
  initial: {
    watchedFromAt: null,
    settledToAt: null,
    eatenAt: null,
    sharedAt: null,
    ajarAt: null,
    outAt: null,
    backAt: null,
    returnedAt: null,
    missedFromAt: null,
  },

  step(before, input, context) {
    const watchedFromAt = watchedSince(before.watchedFromAt, context.patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects: readonly ScenarioEffect[] = none;
    let window = pendingWindow(state, context);
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, missedFromAt: null };
    else if (input.type === 'deadline' && window && input.at >= dueAt(state, window, context))
      ({ state, effects } = judged(state, window, input.at, context));
    window = pendingWindow(state, context);
    const homeAgainAt = state.watchedFromAt === null ? context.patient.presence.untilAt : null;
    return { state: ifChanged(before, state), effects, wakeAt: window ? dueAt(state, window, context) : homeAgainAt };
  },
};
