import type { Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, type Interval, type LocalWindow, localDate, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type Concerned, ended, opened } from './concerns.ts';
import { lookAt, orHomeAgain, pendingLook } from './daily-look.ts';
import { atLeast } from './graver.ts';
import { type HomeIvParams, homeIvParams } from './home-iv-params.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { hasMoved } from './moved.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, dayAndMonth, howLong, listed } from './words.ts';

type Concern = 'missed' | 'interrupted' | 'fever' | 'visit';
interface State extends Concerned<Concern> {
  readonly watchedFromAt: Instant | null;
  /** Times for infusions, and for visits, that end by then have been looked at. */
  readonly infusionsToAt: Instant | null;
  readonly visitsToAt: Instant | null;
  /** The last infusion and the last visit begun. */
  readonly startedAt: Instant | null;
  readonly visitedAt: Instant | null;
  /** It stands still since then. */
  readonly interruptedAt: Instant | null;
  readonly feverCel: number | null;
  readonly feverAt: Instant | null;
  /** The fever that was last told. */
  readonly toldCel: number | null;
}
type Context = ScenarioStepContext<HomeIvParams>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
/** A nurse who is a little early has come. */
const earlyMs = 30 * minute;

const isOver = (zone: string, at: Instant, { until }: HomeIvParams): boolean => until !== null && localDate(zone, at) > until;

/** The next of such times to be looked at: the one that ends first; null: none, for somebody away or after the course. */
function pending(
  watchedFromAt: Instant | null,
  settledToAt: Instant | null,
  all: readonly LocalWindow[],
  context: Context,
): Interval | null {
  const { zone } = context.patient;
  const next = all.map((window) => pendingLook({ watchedFromAt, settledToAt }, zone, window));
  const first = next.reduce((one, other) => (one === null || (other !== null && other.toAt < one.toAt) ? other : one), null);
  return first === null || isOver(zone, first.fromAt, context.params) ? null : first;
}

function dueTimes(state: State, context: Context) {
  const { params, blind } = context;
  const infusion = pending(state.watchedFromAt, state.infusionsToAt, params.infusions, context);
  const visit = pending(state.watchedFromAt, state.visitsToAt, params.visits, context);
  const dueAt = (window: Interval | null) => (window === null ? null : lookAt(blind, window.toAt + params.grace));
  const { interruptedAt } = state;
  const resumeBy = interruptedAt === null ? null : seenUntil(blind, interruptedAt, interruptedAt + params.resumeWithin);
  const isAsked = state.open.includes('interrupted');
  return { infusion, infusionAt: dueAt(infusion), visit, visitAt: dueAt(visit), resumeAt: isAsked ? null : resumeBy };
}

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
    return { state: known ? before : { ...before, interruptedAt: observedAt }, effects: none };
  }
  let state = before;
  let effects = none;
  if (state.interruptedAt !== null && observedAt > state.interruptedAt)
    ({ state, effects } = ended(
      { ...state, interruptedAt: null },
      'interrupted',
      `The infusion was ${value === 'started' ? 'resumed' : 'completed'} ${said}.`,
      observedAt,
    ));
  if (value !== 'started') return { state, effects };
  if (state.startedAt !== null && observedAt <= state.startedAt) return { state, effects };
  const started = ended({ ...state, startedAt: observedAt }, 'missed', `The infusion was started ${said}.`, observedAt);
  return { state: started.state, effects: [...effects, ...started.effects] };
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
  const { infusion, infusionAt, visit, visitAt, resumeAt } = dueTimes(before, context);
  const effects: ScenarioEffect[] = [];
  let state = before;
  const take = (judged: Judged) => {
    state = judged.state;
    effects.push(...judged.effects);
  };
  if (infusion !== null && at >= infusionAt!)
    take(lookedAt({ ...state, infusionsToAt: infusion.toAt }, infusion, 'missed', state.startedAt, at, context));
  if (visit !== null && at >= visitAt!) take(lookedAt({ ...state, visitsToAt: visit.toAt }, visit, 'visit', state.visitedAt, at, context));
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

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const known = (what: string, when: Instant | null) => (when === null ? `No ${what} is known.` : `Last ${what} at ${say(when)}.`);
  const { infusionAt, visitAt, resumeAt } = dueTimes(state, context);
  const looks = [infusionAt, visitAt, resumeAt].filter((time) => time !== null);
  const fever = state.feverAt === null ? 'No fever is known.' : `Fever of ${state.feverCel} °C at ${say(state.feverAt)}.`;
  const still = state.interruptedAt === null ? '' : ` Interrupted at ${say(state.interruptedAt)}.`;
  const next = looks.length === 0 ? '' : ` Looked at again at ${say(Math.min(...looks))}.`;
  const running = state.open.length > 0 || !isOver(patient.zone, at, params);
  return [
    {
      text: 'An infusion was not started in time or stands still, there is a fever, or the nurse did not come.',
      met: state.open.length > 0,
      found: `${known('start', state.startedAt)}${still} ${fever} ${known('visit', state.visitedAt)}${next}`,
    },
    {
      text: 'The course is running.',
      met: running,
      found: params.until === null ? 'No last day is agreed.' : `Its last day is ${dayAndMonth(params.until)}.`,
    },
    atHome(patient, at),
  ];
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
    else if (input.type === 'alert-closed' && state.open.length > 0) state = { ...state, open: [], interruptedAt: null };
    const { infusionAt, visitAt, resumeAt } = dueTimes(state, context);
    const times = [infusionAt, visitAt, resumeAt].filter((time) => time !== null);
    const wakeAt = orHomeAgain(state.watchedFromAt, presence, times.length === 0 ? null : Math.min(...times));
    return { state: ifChanged(before, state), effects, wakeAt };
  },
};
