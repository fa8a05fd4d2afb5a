import type { Evidence } from '../model/alert.ts';
import type { Observation } from '../model/observation.ts';
import type { DeviceContext } from '../model/patient.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, minute, nextWallClock } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { lookAt, orHomeAgain } from './daily-look.ts';
import { addedTo, dayTurned, drinksToday, type FluidDays } from './fluid-days.ts';
import { type FluidSigns, learnedOver, mlInWords, signsOf, visitsInWords } from './fluid-signs.ts';
import { type FluidsParams, fluidsParams } from './fluids-params.ts';
import { atLeast } from './graver.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { rung } from './rung.ts';
import { agreedIn, atTold, clockTime } from './words.ts';
import { tellsOf } from './working.ts';

interface State extends FluidDays {
  readonly watchedFromAt: Instant | null;
  /** The last drink that was written down or boiled. */
  readonly drankAt: Instant | null;
  /** When the kettle was last on, and when somebody was last in the bathroom. */
  readonly boilingAt: Instant | null;
  readonly bathroomAt: Instant | null;
  /** When that visit began. */
  readonly visitFromAt: Instant | null;
  /** The last drinks judged, so that the same reading twice is one. */
  readonly judged: readonly string[];
  /** The days before that were looked at. */
  readonly lookedToAt: Instant | null;
  /** When the clock next shows the time to look; readings do not move it. */
  readonly nextLookAt: Instant | null;
  /** Days that began before then have been talked about. */
  readonly settledToAt: Instant | null;
  readonly raised: 'drinks' | 'visits' | 'both' | null;
}
type Context = ScenarioStepContext<FluidsParams>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
const remembered = 4;
/** What is seen again sooner than this is the same boiling, the same visit. */
const apartMs = 10 * minute;
/** Nobody is in the bathroom for so long without a pause; a sensor that is stuck is. */
const stuckAfterMs = 2 * hour;

const inBathroom = ({ kind, room }: DeviceContext): boolean => kind === 'motion' && room === 'bathroom';
const isKettle = ({ kind, room }: DeviceContext): boolean => kind === 'plug' && room === 'kitchen';

const turned = (state: State, at: Instant, { patient, blind, params }: Context): State =>
  dayTurned(state, at, { zone: patient.zone, blind, watchedFromAt: state.watchedFromAt, keep: params.days + learnedOver });

function signsAt(state: State, at: Instant, { patient, params }: Context): FluidSigns {
  const seesBathroom = patient.devices.some((one) => inBathroom(one) && tellsOf(one, patient, params.sharedCounts));
  return signsOf(state.days, at, { ...state, seesBathroom }, params);
}

/** With the next time to look, for somebody who is at home. */
function withNextLook(state: State, { patient, params }: Context): State {
  const { watchedFromAt, lookedToAt } = state;
  if (watchedFromAt === null) return { ...state, nextLookAt: null };
  const fromAt = lookedToAt === null ? watchedFromAt : Math.max(watchedFromAt, lookedToAt + 1);
  return { ...state, nextLookAt: nextWallClock(patient.zone, fromAt, params.askAt) };
}

/** When the days before are looked at next. */
const dueAt = ({ nextLookAt }: State, { blind }: Context): Instant | null => (nextLookAt === null ? null : lookAt(blind, nextLookAt));

/** A drink now answers the question whether she drinks; more visits than usual are for a person to judge. */
function drank(state: State, { observedAt, receivedAt }: Observation, ml: number, { patient }: Context): Judged {
  const next = { ...addedTo(state, observedAt, ml, 0), drankAt: Math.max(state.drankAt ?? observedAt, observedAt) };
  if (state.raised !== 'drinks' || state.lookedToAt === null || observedAt < state.lookedToAt) return { state: next, effects: none };
  const reason = `${patient.knownAs} had a drink ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state: { ...next, raised: null }, effects: [{ type: 'clear-condition', reason }] };
}

function observed(before: State, { at, observation, attribution, device }: Observed, context: Context): Judged {
  const { source, kind, value, observedAt, receivedAt, snapshot } = observation;
  const { params } = context;
  const ours = attribution !== 'shared' || params.sharedCounts;
  if (snapshot || !ours || receivedAt - observedAt > params.maxLateness) return { state: before, effects: none };
  if (kind === 'fluid-intake') {
    const reading = `${source}@${observedAt}`;
    if (before.judged.includes(reading)) return { state: before, effects: none };
    const state = turned({ ...before, judged: [...before.judged, reading].slice(-remembered) }, at, context);
    return drank(state, observation, Number(value), context);
  }
  if (device === null) return { state: before, effects: none };
  if (kind === 'motion' && value === true && inBathroom(device)) {
    const last = before.bathroomAt;
    if (last !== null && observedAt <= last) return { state: before, effects: none };
    const goesOn = last !== null && observedAt - last < apartMs;
    const visitFromAt = goesOn ? (before.visitFromAt ?? last) : observedAt;
    const state = turned({ ...before, bathroomAt: observedAt, visitFromAt }, at, context);
    if (!goesOn) return { state: addedTo(state, observedAt, 0, 1), effects: none };
    const isStuck = observedAt - visitFromAt > stuckAfterMs && observedAt >= state.dayFromAt!;
    return { state: isStuck ? { ...state, blurred: true } : state, effects: none };
  }
  if (kind !== 'power' || !isKettle(device) || Number(value) < params.kettleFromW) return { state: before, effects: none };
  const last = before.boilingAt;
  if (last !== null && observedAt <= last) return { state: before, effects: none };
  const state = turned({ ...before, boilingAt: observedAt }, at, context);
  return last !== null && observedAt - last < apartMs ? { state, effects: none } : drank(state, observation, params.mLPerKettle, context);
}

function evidenceOf(signs: FluidSigns, at: Instant, { patient, params, scenario }: Context): Evidence[] {
  const evidence: Evidence[] = [];
  const agreed = (limit: string) => `on each of ${params.days} days (${agreedIn(scenario, limit, 'days')})`;
  if (signs.little)
    evidence.push({
      text: `Drunk: ${mlInWords(signs, patient.zone)}.`,
      at,
      limit: `Less than ${params.minMlPerDay} mL ${agreed('minMlPerDay')}.`,
    });
  if (signs.often)
    evidence.push({
      text: `Visits to the bathroom: ${visitsInWords(signs, patient.zone)}.`,
      at,
      limit: `${params.moreBy} more than usual ${agreed('moreBy')}.`,
    });
  return evidence;
}

/** The morning look at the days that are over. Either sign alone is of the agreement's own severity, both together are graver. */
function looked(before: State, at: Instant, context: Context): Judged {
  const state: State = { ...turned(before, at, context), lookedToAt: at };
  const signs = signsAt(state, at, context);
  const { patient, scenario } = context;
  const evidence = evidenceOf(signs, at, context);
  const text = evidence.map((one) => one.text).join(' ');
  const found = signs.little && signs.often ? 'both' : signs.little ? 'drinks' : signs.often ? 'visits' : null;
  if (found === null) {
    const isOver = (state.raised === 'drinks' && signs.little === false) || (state.raised === 'visits' && signs.often === false);
    if (!isOver) return { state, effects: none };
    const over = state.raised === 'drinks' ? 'has drunk enough again' : 'goes to the bathroom no more often than usual';
    return { state: { ...state, raised: null }, effects: [{ type: 'clear-condition', reason: `${patient.knownAs} ${over}.` }] };
  }
  if (state.raised === 'both' || state.raised === found)
    return { state, effects: [{ type: 'add-evidence', evidence: { ...evidence[0]!, text }, worse: false }] };
  const what = {
    drinks: 'has drunk little',
    visits: 'goes to the bathroom more often than usual',
    both: 'has drunk little and goes to the bathroom more often than usual',
  };
  const reason = `${patient.knownAs} ${what[found]}. ${text}`;
  const raised = state.raised === null ? found : 'both';
  const severity = raised === 'both' ? atLeast('moderate', scenario) : {};
  return { state: { ...state, raised }, effects: [{ type: 'raise-alert', reason, evidence, ...severity }] };
}

function explained(before: State, context: Context, at: Instant): Condition[] {
  const { patient, params, scenario } = context;
  const state = turned(before, at, context);
  const signs = signsAt(state, at, context);
  const isSo = signs.little === true || signs.often === true;
  const unknown = signs.little === null || signs.often === null ? ' Not all of it can be known.' : '';
  const next = dueAt(state, context);
  const settled = state.settledToAt === null ? '' : ` Days up to ${clockTime(patient.zone, state.settledToAt, at)} have been dealt with.`;
  const recorded =
    signs.lastDays.length === 0
      ? 'No day is known yet.'
      : `Drunk: ${mlInWords(signs, patient.zone)}. Bathroom: ${visitsInWords(signs, patient.zone)}.`;
  return [
    {
      text: `On each of the last ${params.days} days ${patient.knownAs} drank little, or went to the bathroom more often than usual.`,
      met: isSo ? true : signs.little === null || signs.often === null ? null : false,
      found: recorded + unknown + settled,
      limit: `Less than ${params.minMlPerDay} mL, ${params.moreBy} more visits than usual (${agreedIn(scenario, 'minMlPerDay', 'moreBy', 'days')}).`,
    },
    {
      text: `It was looked at, at ${params.askAt}.`,
      met: state.raised !== null,
      found: `${state.raised === null ? 'Nothing is open.' : 'It is open.'}${next === null ? '' : ` Looked at next at ${clockTime(patient.zone, next, at)}.`}`,
    },
    atHome(patient, at),
  ];
}

/** Little to drink, and more visits to the bathroom, for some days: the signs with which an infection begins. */
export const fluids: ScenarioTemplate<FluidsParams, State> = {
  id: 'fluids',
  title: 'Drinks and visits to the bathroom',
  area: 'daily-life',
  params: fluidsParams,
  kinds: ['fluid-intake', 'power', 'motion'],
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [
      rung('patient', 45 * minute, 'Hello, {name}. It is time for something to drink. Would you like a cup of tea or a glass of water?'),
      rung('family', 1 * hour, '{name} may be drinking too little. Could you ring and offer a drink?'),
      rung('agency', 3 * hour, "On {name}'s next care call, please offer drinks, write down what is drunk, and ask how {name} feels."),
      rung(
        'coordination',
        4 * hour,
        'For the community matron, today: {name} may be drinking too little, or an infection may be beginning.',
      ),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ days, minMlPerDay, askAt }) =>
    `If you drink less than ${minMlPerDay} mL a day, or go to the bathroom more often than usual, for ${days === 1 ? 'a day' : `${days} days`}, we ask at ${askAt}; if nothing changes, we call somebody.`,
  explain: explained,
  today: (state, context, at) =>
    state.watchedFromAt === null ? [] : drinksToday(turned(state, at, context), context.params.minMlPerDay, context.patient.zone, at),
  initial: {
    watchedFromAt: null,
    dayFromAt: null,
    ml: 0,
    visits: 0,
    blurred: false,
    days: [],
    drankAt: null,
    boilingAt: null,
    bathroomAt: null,
    visitFromAt: null,
    judged: [],
    lookedToAt: null,
    nextLookAt: null,
    settledToAt: null,
    raised: null,
  },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state = before;
    let effects = none;
    if (watchedFromAt !== before.watchedFromAt) {
      // A day that was interrupted was not seen, whichever way: put by what was before the change under the eyes of then.
      const earlier = turned(before, input.at, context);
      state = { ...earlier, watchedFromAt };
    }
    if (state.dayFromAt === null) state = turned(state, input.at, context);
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, raised: null, settledToAt: input.at };
    else if (input.type === 'deadline') {
      const due = dueAt(state, context);
      if (due !== null && input.at >= due) ({ state, effects } = looked(state, input.at, context));
    }
    if (input.type !== 'observation' || state.watchedFromAt !== before.watchedFromAt) state = withNextLook(state, context);
    const wakeAt = orHomeAgain(state.watchedFromAt, presence, dueAt(state, context));
    return { state: ifChanged(before, state), effects, wakeAt };
  },
};
