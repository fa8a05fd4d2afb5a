import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, type Interval, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { atLeast } from './graver.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
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
import { goesOut, inside } from './outing.ts';
import { localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime, listed } from './words.ts';
import { afterFault, type Broken, faultKinds, isWorking, tellsOf } from './working.ts';

const signNames = ['fridge', 'kitchen', 'dose'] as const;
type Sign = (typeof signNames)[number];

// The window, the waits and how many signs must be missing are local agreements; none of them is a clinical limit.
const params = z
  .strictObject({
    window: localWindow.prefault({ from: '07:00', to: '11:00' }).describe('When the first meal of the day is expected'),
    signs: z
      .array(z.enum(signNames))
      .min(1)
      .refine((signs) => new Set(signs).size === signs.length, 'names a sign twice')
      .default([...signNames])
      .describe('What is looked at: the fridge opened, movement in the kitchen, a dose dispensed. Leave out dose if none is due then'),
    atLeast: z.int().min(1).max(3).default(2).describe('So many of them must be missing; what is broken never is').meta(source(ours)),
    ...mealtimeParams,
    sharedCounts: z.boolean().default(false).describe("In a home of several, what the home's own devices tell counts, whoever it was"),
  })
  .refine((p) => p.atLeast <= p.signs.length, { message: 'must not be more than there are signs', path: ['atLeast'] });
type Params = z.infer<typeof params>;

interface State extends Mealtime {
  /** When each sign was last seen, in the order of `signNames`; of movement in the kitchen to a quarter of an hour. */
  readonly seenAt: readonly (Instant | null)[];
  readonly eatenAt: Instant | null;
  readonly broken: Broken;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

/** A sensor in a kitchen tells every minute; whoever asks when somebody was there last needs it no better than this. */
const kitchenStepMs = 15 * minute;
const when: Readonly<Record<Sign, string>> = {
  fridge: 'The fridge was last opened at',
  kitchen: 'Movement in the kitchen was last seen about',
  dose: 'A dose was last dispensed or given at',
};
const equipment: Readonly<Record<Sign, string>> = { fridge: 'fridge sensor', kitchen: 'kitchen sensor', dose: 'dispenser' };
const came: Readonly<Record<Sign, string>> = {
  fridge: 'The fridge was opened',
  kitchen: 'There was movement in the kitchen',
  dose: 'A dose was dispensed or given',
};

function devicesOf(sign: Sign, { patient, params }: Context) {
  return patient.devices.filter((device) => {
    const isOne = {
      fridge: device.kind === 'fridge',
      kitchen: device.kind === 'motion' && device.room === 'kitchen',
      dose: device.kind === 'dispenser',
    };
    return isOne[sign] && tellsOf(device, patient, params.sharedCounts);
  });
}

const lastSeen = ({ seenAt }: State, sign: Sign): Instant | null => seenAt[signNames.indexOf(sign)]!;
const works = (state: State, sign: Sign, at: Instant, context: Context): boolean =>
  isWorking(devicesOf(sign, context), state.broken, lastSeen(state, sign), at);

/** Signs that work and were not seen since the mealtime began. */
function missing(state: State, sinceAt: Instant, at: Instant, context: Context): Sign[] {
  return context.params.signs.filter((sign) => (lastSeen(state, sign) ?? 0) < sinceAt && works(state, sign, at, context));
}

/** What is known of each sign, a sentence each. */
function known(state: State, at: Instant, context: Context): { readonly text: string; readonly at: Instant }[] {
  return context.params.signs.map((sign) => {
    const seen = lastSeen(state, sign);
    const last = seen === null ? '' : `${when[sign]} ${clockTime(context.patient.zone, seen, at)}.`;
    const doubt = works(state, sign, at, context) ? '' : `The ${equipment[sign]} is not there, or does not work as far as we know.`;
    return { text: [last, doubt].filter((part) => part !== '').join(' '), at: seen ?? at };
  });
}

const limit = ({ params, scenario }: Context): string =>
  `${params.atLeast} of ${listed(params.signs)} missing between ${between(params.window)} (${agreedIn(scenario, 'atLeast', 'signs', 'window')}).`;

function signOf({ observation: { kind, value, snapshot }, device, attribution }: Observed, { params }: Context): Sign | null {
  // Nobody's in particular, or old state sent again: no sign of this person.
  if (snapshot || (attribution === 'shared' && !params.sharedCounts)) return null;
  if (kind === 'contact' && device?.kind === 'fridge' && value === 'open') return 'fridge';
  if (kind === 'motion' && device?.room === 'kitchen' && value === true) return 'kitchen';
  return kind === 'dose' && (value === 'dispensed' || value === 'given-by-carer') ? 'dose' : null;
}

/** A sign came. The alert is over when no longer enough of them are missing. */
function seen(before: State, sign: Sign, { observation }: Observed, context: Context): Judged {
  const { observedAt, receivedAt } = observation;
  const i = signNames.indexOf(sign);
  const lastAt = before.seenAt[i] ?? null;
  const newer = lastAt === null || observedAt >= lastAt + (sign === 'kitchen' ? kitchenStepMs : 1);
  const sinceAt = before.missedFromAt ?? pendingMeal(before, context)?.fromAt ?? 0;
  const first = observedAt >= sinceAt && (lastAt ?? 0) < sinceAt;
  const state = newer || first ? { ...before, seenAt: before.seenAt.with(i, observedAt) } : before;
  const { missedFromAt } = state;
  if (missedFromAt === null || observedAt < missedFromAt || state === before) return { state, effects: none };
  const text = `${came[sign]} ${atTold(context.patient.zone, observedAt, receivedAt)}.`;
  if (missing(state, missedFromAt, receivedAt, context).length >= context.params.atLeast) {
    if (lastAt !== null && lastAt >= missedFromAt) return { state, effects: none };
    return { state, effects: [{ type: 'add-evidence', evidence: { text, at: observedAt }, worse: false }] };
  }
  return { state: { ...state, missedFromAt: null }, effects: [{ type: 'clear-condition', reason: text }] };
}

function eaten(state: State, { observation: { observedAt, receivedAt } }: Observed, { patient }: Context): Judged {
  const next = { ...state, eatenAt: Math.max(state.eatenAt ?? observedAt, observedAt) };
  if (state.missedFromAt === null || observedAt < state.missedFromAt) return { state: next, effects: none };
  const reason = `A meal was recorded as eaten ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state: { ...next, missedFromAt: null }, effects: [{ type: 'clear-condition', reason }] };
}

function observed(before: State, input: Observed, context: Context): Judged {
  const { observation, device, attribution } = input;
  if (faultKinds.includes(observation.kind)) return { state: { ...before, broken: afterFault(before.broken, observation) }, effects: none };
  if (observation.kind === 'meal') return eaten(before, input, context);
  if (observation.kind === 'contact' && device?.kind === 'front-door') {
    const leaves = observation.value === 'open' && !observation.snapshot && attribution !== 'shared';
    return { state: leaves ? goesOut(before, observation) : before, effects: none };
  }
  const sign = signOf(input, context);
  const isMovement = observation.kind === 'motion' && !observation.snapshot && attribution !== 'shared';
  // Whoever opens the fridge is at home; movement may still be the way out.
  const home = isMovement ? cameHome(before, observation, context) : { state: before, cleared: null };
  if (home.cleared) return { state: home.state, effects: [home.cleared] };
  if (sign === null) return { state: home.state, effects: none };
  return seen(sign === 'fridge' ? { ...home.state, ...inside } : home.state, sign, input, context);
}

function judged(state: State, window: Interval, at: Instant, context: Context): Judged {
  const { patient, params, scenario, blind } = context;
  const next = { ...state, settledToAt: window.toAt };
  const ate = state.eatenAt !== null && state.eatenAt >= window.fromAt;
  const gone = missing(state, window.fromAt, at, context);
  if (ate || gone.length < params.atLeast) return { state: next, effects: none };
  if (isUnseen(window, context)) return { state: next, effects: [unseenMeal(params.window)] };
  const evidence: Evidence[] = known(state, at, context);
  evidence[0] = { ...evidence[0]!, text: evidence[0]!.text + unseen(blind, window.fromAt, at), limit: limit(context) };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const out = isOut(state, window, context) ? ` The front door was opened at ${say(state.outAt!)}: perhaps out.` : '';
  const reason = `There is no sign since ${say(window.fromAt)} that ${patient.knownAs} has had a meal (${listed(gone)}).${out}`;
  const graver = gone.length === signNames.length ? atLeast('high', scenario) : {};
  return { state: { ...next, missedFromAt: window.fromAt }, effects: [{ type: 'raise-alert', reason, evidence, ...graver }] };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params } = context;
  const window = mealAt(state, context, at);
  const since = window?.fromAt ?? at;
  const ate = state.eatenAt !== null && state.eatenAt >= since;
  const unknown = params.signs.filter((sign) => (lastSeen(state, sign) ?? 0) < since && !works(state, sign, at, context)).length;
  const enough = (n: number) => n >= params.atLeast;
  const gone = state.missedFromAt === null ? missing(state, since, at, context).length : params.atLeast;
  const meal = ate ? ` A meal was recorded at ${clockTime(patient.zone, state.eatenAt!, at)}.` : '';
  const signs: Condition = {
    text: `Signs of a meal are missing since the mealtime began: at least ${params.atLeast} of ${listed(params.signs)}.`,
    met: ate ? false : enough(gone) || (enough(gone + unknown) ? null : false),
    found: known(state, at, context)
      .map(({ text }) => text)
      .join(' ')
      .concat(meal),
    limit: limit(context),
  };
  return [atHome(patient, at), signs, mealOver(state, window, context, at)];
}

/** No sign of a meal from the fridge, the kitchen and the dispenser together: graver than a fridge alone that stays shut. */
export const noMealSigns: ScenarioTemplate<Params, State> = {
  id: 'no-meal-signs',
  title: 'No sign of a meal',
  area: 'daily-life',
  params,
  kinds: ['contact', 'motion', 'dose', 'meal', ...faultKinds],
  contactOf: ['fridge', 'front-door'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung(
        'patient',
        15 * minute,
        'Hello, {name}. Have you had something to eat and drink? Please have a bite now, or say that you are fine.',
      ),
      rung('family', 15 * minute, 'Nothing shows that {name} has been up for a meal today. Could you ring?'),
      rung(
        'coordination',
        20 * minute,
        'Nothing shows that {name} has been up for a meal today, and family has not answered. Please ring.',
      ),
      rung('rapid-response', 45 * minute, '{name} cannot be reached, and nothing shows a meal today. Please visit.'),
      rung('emergency', 30 * minute, '{name} has not been reached and nobody has visited.'),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window, signs, atLeast: n }) =>
    `If between ${between(window)} at least ${n} of these give no sign (${listed(signs)}), we ask; if nothing changes, we call somebody.`,
  explain: explained,
  initial: { ...noMealtime, seenAt: signNames.map(() => null), eatenAt: null, broken: [] },

  step(before, input, context) {
    const watchedFromAt = watchedSince(before.watchedFromAt, context.patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
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
