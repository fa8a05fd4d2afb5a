import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { onDays } from '../model/calendar-words.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, isWithin, minute, second } from '../model/time.ts';
import { explainDoor } from './door-explained.ts';
import { homecomingMs, inVisit, later, noDoor, type Passed, type DoorState as State } from './door-state.ts';
import { ifChanged, isHome } from './judging.ts';
import { isAfterLeaving, leavingMs, withoutMotion } from './outing.ts';
import { duration, localWindow } from './parameters.ts';
import { still, stirred, stirringSince } from './stirring.ts';
import { agreedIn, asData, atTold, clockTime } from './words.ts';

// Night and waits are agreed with the person, or for them by a recorded best-interest decision; none of them is a clinical limit.
const params = z.strictObject({
  window: localWindow.prefault({ from: '23:00', to: '06:00' }).describe('Night: when nobody is expected to go out'),
  maxLateness: duration.prefault('PT1H').describe('An opening that reaches us later than this only enters history'),
  sharedCounts: z.boolean().default(false).describe('In a home of several, any opening counts, whoever it was'),
});
type Params = z.infer<typeof params>;

type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

/** An opening sooner than this after the one before is a contact that bounces. */
const bounceMs = 10 * second;
/** Movement within this time of the opening is as likely the way out as the way back. */
const lookOutMs = 60 * second;
const none: readonly ScenarioEffect[] = [];
/** Movement says something only of who has gone out. */
const [movement, nothing] = [['motion'], []] as const;
/** `toldAt`: when the opening reached us. */
function raised(state: State, exitAt: Instant, toldAt: Instant, { patient, params, scenario }: Context): Judged {
  const { from, to } = params.window;
  const said = atTold(patient.zone, exitAt, toldAt);
  const evidence: Evidence[] = [
    { text: `Front door opened ${said}.`, at: exitAt, limit: `Night is ${from} to ${to} (${agreedIn(scenario, 'window')}).` },
  ];
  if (state.bedIn !== null && state.bedAt !== null) {
    const since = clockTime(patient.zone, state.bedAt, toldAt);
    evidence.push({ text: `The bed sensor says ${state.bedIn ? 'in bed' : 'not in bed'} since ${since}.`, at: state.bedAt });
  }
  return {
    state: { ...state, exitAt, movedAt: null, moving: still, heldAt: null, doubtAt: null },
    effects: [{ type: 'raise-alert', reason: `${patient.knownAs}'s front door was opened ${said}, in the night.`, evidence }],
  };
}

/** Seen indoors: what the door did until then is over. */
function settled(state: State, at: Instant): Judged {
  const settledToAt = later(state.settledToAt, Math.max(at, state.exitAt ?? at));
  const next = { ...state, settledToAt, outAt: null, exitAt: null, movedAt: null, heldAt: null };
  return { state: next, effects: none };
}

function cleared(state: State, at: Instant, reason: string): Judged {
  return { state: settled(state, at).state, effects: [{ type: 'clear-condition', reason }] };
}

/** What keeps an opening from being an exit, before it is asked whose it was; null: nothing. */
function passedBy(state: State, { observedAt: at, receivedAt }: Observed['observation'], { patient, params }: Context): Passed | null {
  if (state.exitAt !== null || (state.settledToAt !== null && at <= state.settledToAt)) return 'known';
  if (!isWithin(patient.zone, at, params.window)) return 'day';
  if (receivedAt - at > params.maxLateness) return 'late';
  if (inVisit(state, at)) return 'visit';
  if (!isHome(patient.presence, receivedAt)) return 'away';
  return state.bedIn === true && state.bedAt! > at ? 'in-bed' : null;
}

/** The door is opened. Back then, at night, with nobody else to put it down to, it is an exit. */
function opened(before: State, { observation, attribution }: Observed, context: Context): Judged {
  const { observedAt: at, receivedAt } = observation;
  const { patient, params } = context;
  if (at === before.lastOpenAt) return { state: before, effects: none };
  const over = before.settledToAt !== null && at <= before.settledToAt;
  const lastOpenAt = later(before.lastOpenAt, at);
  const outAt = before.outAt ?? (over || receivedAt - at > leavingMs ? null : at);
  const passed = passedBy(before, observation, context);
  // It was the other one, unless this person's own bed says that they were up by then.
  const anothers = attribution === 'shared' && !params.sharedCounts && (before.bedIn !== false || before.bedAt! > at);
  const why = passed ?? (anothers ? 'other' : null);
  const bounced = before.lastOpenAt !== null && at - before.lastOpenAt < bounceMs;
  const againAt = bounced ? before.againAt : at;
  const state: State = { ...before, lastOpenAt, againAt, outAt, passedBy: lastOpenAt === at ? why : before.passedBy };
  if (passed !== null) return { state, effects: none };
  if (anothers) return { state: { ...state, doubtAt: at }, effects: none };
  const wasOut = before.outAt !== null && at - before.outAt > leavingMs && attribution !== 'shared' && !withoutMotion(patient);
  return wasOut ? { state: { ...state, heldAt: at }, effects: none } : raised(state, at, receivedAt, context);
}

/** Whether the door has been used again since the exit: opened once more, or shut. */
function doorAgain({ exitAt, againAt, shutAt }: State, at: Instant, shutCounts: boolean): boolean {
  if (againAt !== null && againAt > exitAt! && at >= againAt) return true;
  return shutCounts && shutAt !== null && shutAt > exitAt! && at >= shutAt;
}

/**
 * Somebody moves indoors. After an exit that means she is back when the door has been opened again before, or, with the door only shut, when
 * it comes more than a minute after the opening. Within that minute and without a second opening she has probably only looked out; but a
 * sensor in the hall sees the way out just as well. The safer error is to go on: the first rung only speaks to her, and two minutes are enough
 * to be seen again, or back in bed, before anybody else is called. A sensor that has gone on since that minute, without a pause of another one, is
 * stuck, or sees a curtain.
 */
function moved(before: State, { observation }: Observed, { patient }: Context): Judged {
  const { observedAt: at, receivedAt, source, value } = observation;
  const moving = before.exitAt === null || at < before.exitAt ? before.moving : stirred(before.moving, observation, lookOutMs);
  const state = moving === before.moving ? before : { ...before, moving };
  if (value !== true) return { state, effects: none };
  const { exitAt, heldAt, movedAt, bedIn, bedAt } = state;
  if (exitAt === null) {
    const home = heldAt !== null ? at >= heldAt : state.outAt !== null && isAfterLeaving(state.outAt, at);
    return home ? settled(state, at) : { state, effects: none };
  }
  if (at < exitAt) return { state, effects: none };
  const inBed = bedIn === true && bedAt! > exitAt;
  if (inBed || doorAgain(state, at, (stirringSince(moving, source) ?? at) > exitAt + lookOutMs))
    return cleared(state, at, `${patient.knownAs} is back: movement indoors ${atTold(patient.zone, at, receivedAt)}.`);
  if (movedAt !== null) return { state, effects: none };
  const text = `Movement indoors ${atTold(patient.zone, at, receivedAt)}, with no second opening: perhaps only looked out.`;
  const evidence = { text, at, observation: asData(observation) };
  return { state: { ...state, movedAt: at }, effects: [{ type: 'add-evidence', evidence, worse: false }] };
}

function bed(before: State, { observation }: Observed, context: Context): Judged {
  const { observedAt: at, receivedAt, value, snapshot } = observation;
  if (before.bedAt !== null && at <= before.bedAt) return { state: before, effects: none };
  const { patient } = context;
  const state: State = { ...before, bedIn: value === true, bedAt: at };
  const { exitAt, doubtAt, movedAt } = state;
  if (value === false) {
    const wasUp = doubtAt !== null && at <= doubtAt && receivedAt - doubtAt <= context.params.maxLateness && !inVisit(state, doubtAt);
    return wasUp ? raised(state, doubtAt, doubtAt, context) : { state, effects: none };
  }
  if (snapshot) return { state, effects: none };
  if (exitAt === null) return state.outAt !== null && at > state.outAt ? settled(state, at) : { state, effects: none };
  const cameIn = movedAt !== null || doorAgain(state, at, patient.sharedHome);
  return at > exitAt && cameIn
    ? cleared(state, at, `${patient.knownAs} is back in bed ${atTold(patient.zone, at, receivedAt)}.`)
    : { state, effects: none };
}

function visit(before: State, { observation }: Observed, { patient }: Context): Judged {
  const { observedAt: at, receivedAt, value } = observation;
  const state: State =
    value === 'started' ? { ...before, visitFromAt: later(before.visitFromAt, at) } : { ...before, visitToAt: later(before.visitToAt, at) };
  const next: State = {
    ...state,
    heldAt: inVisit(state, state.heldAt) ? null : state.heldAt,
    doubtAt: inVisit(state, state.doubtAt) ? null : state.doubtAt,
    passedBy: inVisit(state, state.heldAt) || inVisit(state, state.doubtAt) ? 'visit' : state.passedBy,
  };
  if (value !== 'started' || !inVisit(next, next.exitAt)) return { state: next, effects: none };
  return cleared(next, at, `A care visit to ${patient.knownAs} started ${atTold(patient.zone, at, receivedAt)}.`);
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { kind, value, observedAt, snapshot } = input.observation;
  if (kind === 'bed-occupancy' && input.attribution !== 'shared') return bed(state, input, context);
  // Old state sent again is nobody going anywhere.
  if (snapshot) return { state, effects: none };
  if (kind === 'visit') return visit(state, input, context);
  if (kind === 'motion' && input.attribution !== 'shared') return moved(state, input, context);
  if (kind !== 'contact' || input.device?.kind !== 'front-door') return { state, effects: none };
  return value === 'open' ? opened(state, input, context) : { state: { ...state, shutAt: later(state.shutAt, observedAt) }, effects: none };
}

/**
 * When an opening that looks like coming home becomes an exit. Time in which we could not see is not taken out of this wait: she may be out
 * in the dark, blindness may last for hours, and the first rung only speaks to her at home. An exit seen before we went blind stands as well;
 * only being seen indoors again ends it.
 */
const heldUntil = ({ heldAt }: State): Instant | null => (heldAt === null ? null : heldAt + homecomingMs);

/** Out through the front door at night. Raised at once; coming back clears it. Visits, absences and the other one's exits are no alert. */
export const door: ScenarioTemplate<Params, State> = {
  id: 'door',
  title: 'Out at night',
  area: 'safety',
  params,
  kinds: ['contact', 'motion', 'bed-occupancy', 'visit'],
  contactOf: ['front-door'],
  ignores: ({ exitAt, heldAt, outAt }) => (exitAt === null && heldAt === null && outAt === null ? movement : nothing),
  defaultSeverity: () => 'high',
  defaultPlan: () => ({
    steps: [
      {
        level: 'patient',
        waitMs: 2 * minute,
        contactOrder: null,
        message: "It's night, {name}. It is dark and cold outside. Please come back in.",
      },
      { level: 'family', waitMs: 5 * minute, contactOrder: null, message: '{name} has gone out in the night and is not back. Can you go?' },
      {
        level: 'coordination',
        waitMs: 10 * minute,
        contactOrder: null,
        message: '{name} is out in the night. Ring; police advice is on the card.',
      },
      { level: 'rapid-response', waitMs: 15 * minute, contactOrder: null, message: '{name} is out in the night and has not been found.' },
      { level: 'emergency', waitMs: 15 * minute, contactOrder: null, message: '{name} is missing in the night: 999.' },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: true,
  needsPatient: true,
  describe: ({ window }) =>
    `If the front door is opened between ${window.from} and ${window.to}${onDays(window)} and you do not come back, we ask, then call somebody.`,
  explain: explainDoor,
  initial: noDoor,

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed')
      state = { ...state, settledToAt: state.exitAt ?? state.settledToAt, exitAt: null, movedAt: null };
    else if (input.type === 'deadline' && state.heldAt !== null && input.at >= heldUntil(state)!) {
      if (isHome(context.patient.presence, input.at)) ({ state, effects } = raised(state, state.heldAt, state.heldAt, context));
      else state = { ...state, heldAt: null, passedBy: 'away' };
    }
    return { state: ifChanged(before, state), effects, wakeAt: heldUntil(state) };
  },
};
