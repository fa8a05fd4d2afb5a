import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { ObservationKind } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { faultCauseOf } from '../model/stream.ts';
import { type Instant, minute, second } from '../model/time.ts';
import { ifChanged, isHome } from './judging.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime } from './words.ts';
import { afterFault, type Broken, faultKinds, isInOrder, tellsOf } from './working.ts';

// The waits are local agreements; none of them is a clinical limit.
const params = z.strictObject({
  stillFor: duration.prefault('PT60S').describe('After a fall that is only suspected: how long without getting up before we ask'),
  talkBack: duration.prefault('PT30S').describe('How long we wait for an answer to "are you all right?" before people are called'),
  maxLateness: duration.prefault('PT15M').describe('A fall that reaches us later than this is said to be late; it is raised all the same'),
});
type Params = z.infer<typeof params>;

interface State {
  /** The last reports judged, so that the same message twice is one. */
  readonly reports: readonly string[];
  /** The fall of then is waited for, or people have been called for it. */
  readonly fallAt: Instant | null;
  /** When it reached us: waiting counts from there, because what was kept with it comes just after it. */
  readonly toldAt: Instant | null;
  /** The detector only suspects it. */
  readonly suspected: boolean;
  /** Told by a device of a home of several. */
  readonly shared: boolean;
  /** "Are you all right?" was asked then. */
  readonly askedAt: Instant | null;
  /** Movement since, which was no answer. */
  readonly movedAt: Instant | null;
  readonly raised: boolean;
  /** What ended the last suspicion. */
  readonly overAt: Instant | null;
  readonly overBy: string | null;
  /** Movement sensors that do not work. */
  readonly broken: Broken;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
const nothing: readonly ObservationKind[] = [];
const signsOfBeingUp: readonly ObservationKind[] = ['motion', 'ok'];
const remembered = 4;
/** The fall itself is movement, and a sensor may tell of it this much later. */
const settlingMs = 10 * second;
const noFall = { fallAt: null, toldAt: null, suspected: false, shared: false, askedAt: null, movedAt: null, raised: false };

const inSeconds = (ms: number): string => `${Math.round(ms / second)} seconds`;

/**
 * When the wait in force ends. Time in which we could not see is not taken out of it: who may be lying on the floor does not wait longer
 * because we were blind, and the question before anybody is called still gives her the time to say no.
 */
function dueAt({ fallAt, toldAt, askedAt, raised }: State, { params }: Context): Instant | null {
  if (fallAt === null || toldAt === null || raised) return null;
  return askedAt === null ? toldAt + params.stillFor : askedAt + params.talkBack;
}

/** Whether there are movement sensors that would show her getting up, and none of them works. */
function noneSees({ broken }: State, at: Instant, { patient }: Context): boolean {
  const sensors = patient.devices.filter((one) => one.kind === 'motion' && tellsOf(one, patient, false));
  return sensors.length > 0 && !sensors.some((one) => isInOrder(one, broken, at));
}

/** What whoever goes there should know. */
function besides({ fallAt, toldAt, shared }: State, at: Instant, { patient, params }: Context): string {
  const late = toldAt! - fallAt! > params.maxLateness ? ' The report reached us late.' : '';
  const whose = shared ? ' The detector belongs to the home: it may have been somebody else who lives there.' : '';
  const where = isHome(patient.presence, at) ? '' : ` By agreement ${patient.knownAs} is not at home now.`;
  return late + whose + where;
}

/** The detector is certain: nothing is waited for. */
function fallen(state: State, { at, observation, attribution, device }: Observed, context: Context): Judged {
  const { observedAt, receivedAt } = observation;
  const { patient } = context;
  const said = atTold(patient.zone, observedAt, receivedAt);
  const shared = attribution === 'shared';
  const next = { ...state, fallAt: observedAt, toldAt: receivedAt, suspected: false, shared, raised: true };
  const text = `${device?.name ?? 'Fall detector'} reported a fall ${said}.`;
  const evidence: Evidence = { text, at: observedAt, observation: asData(observation) };
  const reason = `${patient.knownAs} has fallen ${said}.${besides(next, at, context)}`;
  return { state: next, effects: [{ type: 'raise-alert', reason, evidence: [evidence] }] };
}

function suspected(state: State, { observation, attribution, device }: Observed, { patient }: Context): Judged {
  const { observedAt, receivedAt } = observation;
  if (!state.raised) {
    if (state.fallAt !== null) return { state, effects: none };
    const shared = attribution === 'shared';
    return { state: { ...state, ...noFall, fallAt: observedAt, toldAt: receivedAt, suspected: true, shared }, effects: none };
  }
  const text = `${device?.name ?? 'Fall detector'} suspected another fall ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state, effects: [{ type: 'add-evidence', evidence: { text, at: observedAt, observation: asData(observation) }, worse: false }] };
}

/** Up again, or an answer. Before anybody was called it ends the matter; after that it is for people to judge. */
function up(state: State, { observation }: Observed, by: string, { patient }: Context): Judged {
  const { observedAt, receivedAt } = observation;
  if (state.fallAt === null || observedAt <= state.fallAt) return { state, effects: none };
  if (!state.raised) return { state: { ...state, ...noFall, overAt: observedAt, overBy: by }, effects: none };
  const text = `${by} ${atTold(patient.zone, observedAt, receivedAt)}.`;
  return { state, effects: [{ type: 'add-evidence', evidence: { text, at: observedAt, observation: asData(observation) }, worse: false }] };
}

function moved(state: State, input: Observed, context: Context): Judged {
  const { source, observedAt } = input.observation;
  // A sensor that is stuck tells of movement whether anybody gets up or not.
  if (state.broken.includes(`${source} device-fault`)) return { state, effects: none };
  if (state.fallAt === null || observedAt < state.fallAt + settlingMs) return { state, effects: none };
  if (!state.raised && state.askedAt === null) return up(state, input, 'Movement indoors', context);
  // Somebody who moves and does not answer may be crawling.
  if (state.movedAt !== null) return { state, effects: none };
  const next = { ...state, movedAt: observedAt };
  return { state: next, effects: state.raised ? up(state, input, 'Movement indoors', context).effects : none };
}

function toldOfSensor(state: State, { observation, device }: Observed): State {
  // A wrong clock suppresses nothing.
  if (device?.kind !== 'motion' || faultCauseOf(observation.key) === 'clock') return state;
  const broken = afterFault(state.broken, observation);
  return broken === state.broken ? state : { ...state, broken };
}

function observed(before: State, input: Observed, context: Context): Judged {
  const { source, kind, value, observedAt, snapshot } = input.observation;
  if (faultKinds.includes(kind)) return { state: toldOfSensor(before, input), effects: none };
  // Old state sent again is nobody falling and nobody getting up.
  if (snapshot) return { state: before, effects: none };
  if (kind === 'motion')
    return value === true && input.attribution !== 'shared' ? moved(before, input, context) : { state: before, effects: none };
  if (kind === 'ok') {
    // Once an alert is open, the words are written into it for every agreement.
    const counts = input.attribution !== 'shared' && !before.raised;
    return counts ? up(before, input, "I'm OK", context) : { state: before, effects: none };
  }
  const report = `${source}@${observedAt} ${value}`;
  if (before.reports.includes(report)) return { state: before, effects: none };
  const state: State = { ...before, reports: [...before.reports, report].slice(-remembered) };
  if (value === 'fallen') return fallen(state, input, context);
  return value === 'suspected'
    ? suspected(state, input, context)
    : up(state, input, 'The detector reported that all is well again', context);
}

/** The wait is over: first the question, then people. */
function waited(state: State, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  if (state.askedAt === null) {
    const text = 'Are you all right, {name}? If you are, please say so, or press "I\'m OK".';
    return { state: { ...state, askedAt: at }, effects: [{ type: 'prompt', deviceKind: 'speaker', text, expectsReading: null }] };
  }
  const said = atTold(patient.zone, state.fallAt!, state.toldAt!);
  const limit = `${inSeconds(params.stillFor)} to get up, ${inSeconds(params.talkBack)} to answer (${agreedIn(scenario, 'stillFor', 'talkBack')}).`;
  const moved = state.movedAt === null ? '' : ` Movement at ${clockTime(patient.zone, state.movedAt, at)}, but no answer.`;
  const evidence: Evidence[] = [
    { text: `A fall was suspected ${said}.`, at: state.fallAt!, limit },
    { text: `Asked at ${clockTime(patient.zone, state.askedAt, at)}; no answer.${moved}`, at: state.askedAt },
  ];
  const seen = noneSees(state, at, context) ? 'could not be seen to get up (no movement sensor works)' : 'was not seen to get up';
  const reason = `${patient.knownAs} may have fallen ${said}, ${seen}, and does not answer.${besides(state, at, context)}`;
  return { state: { ...state, raised: true }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { fallAt, askedAt, overAt, overBy, raised } = state;
  const { patient, params, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const over = overAt === null ? '' : ` Last time it was over at ${say(overAt)}: ${overBy}.`;
  const fell = fallAt === null ? `None is known.${over}` : `${state.suspected ? 'Suspected' : 'Reported'} at ${say(fallAt)}.`;
  const certain = fallAt !== null && !state.suspected;
  const wait = (done: boolean, since: string): Pick<Condition, 'met' | 'found'> => {
    if (certain) return { met: true, found: 'Not waited for: the detector was certain.' };
    return fallAt === null ? { met: null, found: 'There is nothing to wait for.' } : { met: done, found: since };
  };
  const asked = askedAt === null ? 'Not asked yet.' : `Asked at ${say(askedAt)}.`;
  const stillAt = fallAt === null ? null : state.toldAt! + params.stillFor;
  return [
    { text: 'A fall was reported or suspected.', met: fallAt !== null, found: fell },
    {
      text: `${patient.knownAs} was not seen to get up.`,
      ...wait(
        stillAt !== null && at >= stillAt,
        `Watched until ${say(stillAt ?? at)}.${noneSees(state, at, context) ? ' No movement sensor works.' : ''}`,
      ),
      limit: `${inSeconds(params.stillFor)} (${agreedIn(scenario, 'stillFor')}).`,
    },
    {
      text: 'Nobody answered.',
      ...wait(raised || (askedAt !== null && at >= askedAt + params.talkBack), asked),
      limit: `${inSeconds(params.talkBack)} (${agreedIn(scenario, 'talkBack')}).`,
    },
  ];
}

/**
 * A fall. One that the detector is certain of is raised at once; a suspected one when she is not seen to get up and does not answer.
 * Like a call for help it is suppressed by nothing: not by presence, nor by lateness. Once people are called, only people end it.
 */
export const fall: ScenarioTemplate<Params, State> = {
  id: 'fall',
  title: 'Fall',
  area: 'safety',
  params,
  kinds: ['fall', 'motion', 'ok', 'device-fault', 'availability'],
  ignores: ({ fallAt }) => (fallAt === null ? signsOfBeingUp : nothing),
  defaultSeverity: () => 'high',
  defaultPlan: () => ({
    steps: [
      rung('coordination', 0, '{name} may have fallen and needs somebody. Please speak to {name} now.'),
      rung('family', 5 * minute, '{name} may have fallen. The care centre has been told. Can you go there?'),
      rung('rapid-response', 5 * minute, '{name} may have fallen and nobody has got through. Please go there.'),
      rung('rapid-response', 5 * minute, '{name} may have fallen and nobody is on the way yet. Can any team go?'),
      rung('emergency', 5 * minute, '{name} may have fallen and has not been reached: 999.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ stillFor, talkBack }) =>
    `If you fall, the care centre and your family are called; if it is not certain, we watch for ${inSeconds(stillFor)}, ask, and wait ${inSeconds(talkBack)} for an answer first.`,
  explain: explained,
  initial: { reports: [], ...noFall, overAt: null, overBy: null, broken: [] },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = state.raised ? { ...state, ...noFall } : state;
    else if (input.type === 'deadline') {
      const due = dueAt(state, context);
      if (due !== null && input.at >= due) ({ state, effects } = waited(state, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: dueAt(state, context) };
  },
};
