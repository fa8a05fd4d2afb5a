import type { Evidence } from '../model/alert.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, type Interval, minute } from '../model/time.ts';
import { ended, opened } from './concerns.ts';
import { orHomeAgain } from './daily-look.ts';
import { atLeast } from './graver.ts';
import { explained } from './home-iv-explained.ts';
import { type HomeIvParams, homeIvParams } from './home-iv-params.ts';
import { type Concern, dueTimes, type HomeIvState, isOver } from './home-iv-state.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { hasMoved } from './moved.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, howLong, listed } from './words.ts';

type State = HomeIvState;
type Context = ScenarioStepContext<HomeIvParams>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
/** A nurse who is a little early has come. */
const earlyMs = 30 * minute;

function raise(state: State, concern: Concern, reason: string, evidence: Evidence, { scenario }: Context): Judged {
  const severity = concern === 'fever' ? atLeast('high', scenario) : {};
  return {
    state: { ...state, open: opened(state.open, concern) },
    effects: [{ type: 'raise-alert', reason, evidence: [evidence], ...severity }],
  };
}

function infused(before: State, { observation }: Observed, { patient }: Context): Judged {
  const { observedAt, receivedAt, value } = observation;
  const said = atTold(patient.zone, observedAt, receivedAt);
  if (value === 'interrupted') {
    const known = observedAt <= Math.max(before.startedAt ?? 0, before.interruptedAt ?? 0);
    return { state: known ? before : { ...before, interruptedAt: observedAt, resumedAt: null }, effects: none };
  }
  let state = before;
  const goesOn = state.interruptedAt !== null && observedAt > state.interruptedAt;
  if (value === 'completed') {
    if (!goesOn && state.resumedAt === null) return { state, effects: none };
    return ended({ ...state, interruptedAt: null, resumedAt: null }, 'interrupted', `The infusion was completed ${said}.`, observedAt);
  }
  // Not believed before it has run for some time: one that stops again and again is one matter.
  if (goesOn) state = { ...state, interruptedAt: null, resumedAt: state.open.includes('interrupted') ? observedAt : null };
  if (state.startedAt !== null && observedAt <= state.startedAt) return { state, effects: none };
  return ended({ ...state, startedAt: observedAt }, 'missed', `The infusion was started ${said}.`, observedAt);
}

function measured(before: State, { at, observation }: Observed, context: Context): Judged {
  const { observedAt, receivedAt, value, provenance } = observation;
  const { patient, params, scenario } = context;
  const cel = Number(value);
  const known = before.feverAt !== null && observedAt <= before.feverAt;
  if (cel < params.feverFromCel || known || isOver(patient.zone, observedAt, params) || !isHome(patient.presence, at))
    return { state: before, effects: none };
  const byHand = provenance === 'manual' ? ', entered by hand' : '';
  const text = `Temperature ${cel} °C ${atTold(patient.zone, observedAt, receivedAt)}${byHand}.`;
  const limit = `A fever from ${params.feverFromCel} °C (${agreedIn(scenario, 'feverFromCel')}).`;
  const evidence: Evidence = { text, at: observedAt, observation: asData(observation), limit };
  const isOpen = before.open.includes('fever');
  if (isOpen && !hasMoved(before.toldCel, cel, params.tellByCel))
    return { state: { ...before, feverCel: cel, feverAt: observedAt }, effects: none };
  const state = { ...before, feverCel: cel, feverAt: observedAt, toldCel: cel };
  if (isOpen) return { state, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  return raise(state, 'fever', `${patient.knownAs} has a fever during the infusions at home: ${text}`, evidence, context);
}

function observed(before: State, input: Observed, context: Context): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = input.observation;
  // What cannot be put down to this person, and state sent again, settles nothing here.
  if (snapshot || input.attribution === 'shared' || receivedAt - observedAt > context.params.maxLateness)
    return { state: before, effects: none };
  if (kind === 'infusion') return infused(before, input, context);
  if (kind === 'body-temperature') return measured(before, input, context);
  if (value !== 'started' || (before.visitedAt !== null && observedAt <= before.visitedAt)) return { state: before, effects: none };
  const text = `The nurse's visit started ${atTold(context.patient.zone, observedAt, receivedAt)}.`;
  return ended({ ...before, visitedAt: observedAt }, 'visit', text, observedAt);
}

/** A time for something has gone by. Something said to have begun since then is late, and yet it has come. */
function lookedAt(
  state: State,
  window: Interval,
  concern: 'missed' | 'visit',
  cameAt: Instant | null,
  at: Instant,
  context: Context,
): Judged {
  if (cameAt !== null && cameAt >= window.fromAt - earlyMs) return { state, effects: none };
  const { patient, params, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const what = concern === 'missed' ? 'infusion was not started' : "nurse's visit was not recorded";
  const text = cameAt === null ? 'None is known before.' : `The last one was at ${say(cameAt)}.`;
  const limit = `Expected between ${say(window.fromAt)} and ${say(window.toAt)}, asked about ${howLong(params.grace)} later (${agreedIn(scenario, concern === 'missed' ? 'infusions' : 'visits', 'grace')}).`;
  const reason = `${patient.knownAs}'s ${what}, expected between ${say(window.fromAt)} and ${say(window.toAt)}.`;
  return raise(state, concern, reason, { text, at: cameAt ?? window.fromAt, limit }, context);
}

function due(before: State, at: Instant, context: Context): Judged {
  const { infusion, infusionAt, visit, visitAt, resumeAt, runsAt } = dueTimes(before, context);
  const effects: ScenarioEffect[] = [];
  let state = before;
  const take = (judged: Judged) => {
    state = judged.state;
    effects.push(...judged.effects);
  };
  if (infusion !== null && at >= infusionAt!)
    take(lookedAt({ ...state, infusionsToAt: infusion.toAt }, infusion, 'missed', state.startedAt, at, context));
  if (visit !== null && at >= visitAt!) take(lookedAt({ ...state, visitsToAt: visit.toAt }, visit, 'visit', state.visitedAt, at, context));
  if (runsAt !== null && at >= runsAt) {
    const since = clockTime(context.patient.zone, state.resumedAt!, at);
    take(ended({ ...state, resumedAt: null }, 'interrupted', `The infusion has run since ${since}.`, at));
  }
  if (resumeAt === null || at < resumeAt) return { state, effects };
  if (!isHome(context.patient.presence, at)) return { state: { ...state, interruptedAt: null }, effects };
  const text = `Interrupted at ${clockTime(context.patient.zone, state.interruptedAt!, at)}, and not resumed.`;
  const limit = `At most ${howLong(context.params.resumeWithin)} (${agreedIn(context.scenario, 'resumeWithin')}).`;
  take(
    raise(
      state,
      'interrupted',
      `${context.patient.knownAs}'s infusion stands still. ${text}`,
      { text, at: state.interruptedAt!, limit },
      context,
    ),
  );
  return { state, effects };
}

/** Infusions at home through a line in a vein: each is started, none stands still, the nurse comes, and there is no fever meanwhile. */
export const homeIv: ScenarioTemplate<HomeIvParams, State> = {
  id: 'home-iv',
  title: 'Infusions at home',
  area: 'medicine',
  params: homeIvParams,
  kinds: ['infusion', 'body-temperature', 'visit'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('coordination', 30 * minute, "Something is wrong with {name}'s infusions at home. Speak to {name} and to the nurses now."),
      rung('agency', 30 * minute, "Something is wrong with {name}'s infusions at home. Can a nurse go?"),
      rung('rapid-response', 1 * hour, "Something is wrong with {name}'s infusions at home and nobody has seen to it. Please go there."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ infusions, feverFromCel }) =>
    `If an infusion is not started between ${listed(infusions.map(({ from, to }) => `${from} and ${to}`))}, stands still, the nurse does not come, or you have ${feverFromCel} °C or more, the care centre is called.`,
  explain: explained,
  initial: {
    watchedFromAt: null,
    infusionsToAt: null,
    visitsToAt: null,
    startedAt: null,
    visitedAt: null,
    interruptedAt: null,
    resumedAt: null,
    feverCel: null,
    feverAt: null,
    toldCel: null,
    open: [],
  },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'deadline') ({ state, effects } = due(state, input.at, context));
    else if (input.type === 'alert-closed' && state.open.length > 0) state = { ...state, open: [], interruptedAt: null, resumedAt: null };
    const { infusionAt, visitAt, resumeAt, runsAt } = dueTimes(state, context);
    const times = [infusionAt, visitAt, resumeAt, runsAt].filter((time) => time !== null);
    const wakeAt = orHomeAgain(state.watchedFromAt, presence, times.length === 0 ? null : Math.min(...times));
    return { state: ifChanged(before, state), effects, wakeAt };
  },
};
