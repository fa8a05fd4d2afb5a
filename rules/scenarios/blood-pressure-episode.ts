import type { Direction, Evidence, Severity } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { BloodPressure, Observation } from '../model/observation.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { isHome } from './judging.ts';
import { readingWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

/** What is agreed about blood pressure: mmHg, and milliseconds. */
export interface BloodPressureRule {
  readonly highSystolicMmHg: number;
  readonly highDiastolicMmHg: number;
  readonly lowSystolicMmHg: number;
  readonly graveSystolicMmHg: number;
  readonly marginMmHg: number;
  readonly repeatWithin: number;
  readonly unsettledFor: number;
  readonly maxLateness: number;
}

export interface BloodPressureState {
  /** The first reading outside the limits, while a second is waited for, it is unsettled, or an alert is open. */
  readonly firstAt: Instant | null;
  readonly firstSystolicMmHg: number | null;
  readonly firstDiastolicMmHg: number | null;
  /** When waiting for the second ends; null: it has come, or an alert is open. */
  readonly dueAt: Instant | null;
  readonly raised: 'unrepeated' | 'confirmed' | null;
  /** The gravest severity said in this episode. */
  readonly grave: boolean;
  /** The furthest values said in this episode; null: none on that side. */
  readonly highestSystolicMmHg: number | null;
  readonly highestDiastolicMmHg: number | null;
  readonly lowestSystolicMmHg: number | null;
  /** A reading within the limits has been told to the open alert, and none outside since. */
  readonly toldFine: boolean;
  /** The last reading within the limits. */
  readonly fineAt: Instant | null;
  /** The last readings judged, so that the same reading twice is one. */
  readonly judged: readonly Instant[];
}
type State = BloodPressureState;
type Context = ScenarioStepContext<BloodPressureRule>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

/** Two readings count as two when they are at least a minute apart (NICE NG136). */
export const apartMs = minute;
const remembered = 4;
const noFirst = { firstAt: null, firstSystolicMmHg: null, firstDiastolicMmHg: null, dueAt: null } as const;
const nothingSaid = {
  raised: null,
  grave: false,
  highestSystolicMmHg: null,
  highestDiastolicMmHg: null,
  lowestSystolicMmHg: null,
  toldFine: false,
} as const;
/** No episode, and what was measured before is kept. */
export const noEpisode = { ...noFirst, ...nothingSaid } as const;
export const nothingKnown: BloodPressureState = { ...noEpisode, fineAt: null, judged: [] };

type Finding = 'fine' | 'high' | 'low' | 'very high';

/** What a reading is by the agreed limits. */
export function finding({ systolicMmHg, diastolicMmHg }: BloodPressure, p: BloodPressureRule): Finding {
  if (systolicMmHg >= p.graveSystolicMmHg) return 'very high';
  if (systolicMmHg > p.highSystolicMmHg || diastolicMmHg > p.highDiastolicMmHg) return 'high';
  return systolicMmHg <= p.lowSystolicMmHg ? 'low' : 'fine';
}

/** Within the limits by the margin: it does not tremble on any of them. */
const isSettled = ({ systolicMmHg, diastolicMmHg }: BloodPressure, p: BloodPressureRule): boolean =>
  systolicMmHg <= p.highSystolicMmHg - p.marginMmHg &&
  diastolicMmHg <= p.highDiastolicMmHg - p.marginMmHg &&
  systolicMmHg > p.lowSystolicMmHg + p.marginMmHg;

const isGrave = (found: Finding): boolean => found === 'very high' || found === 'low';
/** `182/101 mmHg`. */
export const inWords = ({ systolicMmHg, diastolicMmHg }: BloodPressure): string => `${systolicMmHg}/${diastolicMmHg} mmHg`;

/** The first reading outside the limits; null: there is none. */
export function first({
  firstAt,
  firstSystolicMmHg,
  firstDiastolicMmHg,
}: State): { readonly at: Instant; readonly value: BloodPressure } | null {
  if (firstAt === null || firstSystolicMmHg === null || firstDiastolicMmHg === null) return null;
  return { at: firstAt, value: { systolicMmHg: firstSystolicMmHg, diastolicMmHg: firstDiastolicMmHg } };
}

/** The limits in words, with who agreed to them. */
export function limits({ params: p, scenario }: Context): string {
  const { highSystolicMmHg, highDiastolicMmHg, lowSystolicMmHg } = p;
  return `High above ${highSystolicMmHg}/${highDiastolicMmHg} mmHg, low at or below ${lowSystolicMmHg} mmHg systolic (${agreedIn(scenario, 'highSystolicMmHg', 'highDiastolicMmHg', 'lowSystolicMmHg')}).`;
}

/** When waiting for the second reading ends; what we could not see of the wait is taken out of it. */
export function waitsUntil({ dueAt }: State, { params, blind }: Context): Instant | null {
  return dueAt === null ? null : seenUntil(blind, dueAt - params.repeatWithin, dueAt);
}

/** Measured again and within the limits, but by less than the margin: outside again before then is the second reading. */
export function unsettledUntil({ firstAt, dueAt, raised }: State, { params }: Context): Instant | null {
  return firstAt === null || dueAt !== null || raised !== null ? null : firstAt + params.unsettledFor;
}

function evidenceOf(observation: Observation, shared: boolean, context: Context): Evidence {
  const text = readingWords(inWords(observation.value as BloodPressure), observation, shared, context.patient.zone);
  return { text, at: observation.observedAt, observation: asData(observation), limit: limits(context) };
}

const wayOut = (found: Finding): { readonly direction: Direction; readonly severity?: Severity } => ({
  direction: found === 'low' ? 'below' : 'above',
  ...(isGrave(found) && { severity: 'high' }),
});

/** The state once a reading outside the limits has been said. */
function saidOf(state: State, { systolicMmHg, diastolicMmHg }: BloodPressure, found: Finding): State {
  if (found === 'low')
    return { ...state, lowestSystolicMmHg: Math.min(state.lowestSystolicMmHg ?? systolicMmHg, systolicMmHg), toldFine: false };
  const highestSystolicMmHg = Math.max(state.highestSystolicMmHg ?? 0, systolicMmHg);
  return { ...state, highestSystolicMmHg, highestDiastolicMmHg: Math.max(state.highestDiastolicMmHg ?? 0, diastolicMmHg), toldFine: false };
}

/** Further out than anything said in this episode. */
function isFurther(state: State, { systolicMmHg, diastolicMmHg }: BloodPressure, found: Finding): boolean {
  if (found === 'low') return state.lowestSystolicMmHg === null || systolicMmHg < state.lowestSystolicMmHg;
  return systolicMmHg > (state.highestSystolicMmHg ?? 0) || diastolicMmHg > (state.highestDiastolicMmHg ?? 0);
}

/** A second reading outside the limits, at least a minute from the first. */
function confirmed(state: State, found: Finding, evidence: Evidence, value: BloodPressure, context: Context): Judged {
  const firstSeen = first(state)!;
  const { zone, knownAs } = context.patient;
  const firstFound = finding(firstSeen.value, context.params);
  const before: Evidence = {
    text: `${inWords(firstSeen.value)} at ${clockTime(zone, firstSeen.at, evidence.at)}.`,
    at: firstSeen.at,
    limit: limits(context),
  };
  const twice = firstFound === found ? `${found} twice` : `once ${firstFound}, once ${found}`;
  const effect: ScenarioEffect = {
    type: 'raise-alert',
    reason: `${knownAs}'s blood pressure was ${twice}: ${before.text.slice(0, -1)}, and ${evidence.text}`,
    evidence: state.raised === null ? [before, evidence] : [evidence],
    ...wayOut(found),
  };
  const said = saidOf(saidOf(state, firstSeen.value, firstFound), value, found);
  return { state: { ...said, dueAt: null, raised: 'confirmed', grave: state.grave || isGrave(found) }, effects: [effect] };
}

/** Within the limits. By less than the margin it ends nothing: a value that trembles on a limit is asked about once. */
function fine(before: State, observation: Observation, context: Context): Judged {
  const { observedAt } = observation;
  const state: State = { ...before, fineAt: Math.max(before.fineAt ?? observedAt, observedAt) };
  const waiting = first(state);
  if (waiting === null || observedAt < waiting.at + apartMs) return { state, effects: [] };
  const settles = isSettled(observation.value as BloodPressure, context.params);
  const evidence = evidenceOf(observation, false, context);
  if (state.raised === 'confirmed' || (state.raised === 'unrepeated' && !settles)) {
    const isNews = !state.toldFine && (settles || state.raised === 'unrepeated');
    if (!isNews) return { state, effects: [] };
    return { state: { ...state, toldFine: true }, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  }
  if (!settles) return { state: { ...state, dueAt: null }, effects: [] };
  const reason = `${context.patient.knownAs}'s blood pressure was measured again and is within the limits: ${evidence.text}`;
  return { state: { ...state, ...noEpisode }, effects: state.raised === null ? [] : [{ type: 'clear-condition', reason }] };
}

/** Outside the limits after two readings that were: only what goes further, or is outside again after a good one, is told. */
function more(state: State, found: Finding, evidence: Evidence, value: BloodPressure): Judged {
  const worse = isGrave(found) && !state.grave;
  if (!worse && !state.toldFine && !isFurther(state, value, found)) return { state, effects: [] };
  const { direction } = wayOut(found);
  const next = { ...saidOf(state, value, found), grave: state.grave || worse };
  return { state: next, effects: [{ type: 'add-evidence', evidence, worse, direction }] };
}

/** Whether a reading outside follows the first one: not after changed limits, and of an unsettled value only in time and on the same side. */
function follows(state: State, found: Finding, observedAt: Instant, context: Context): boolean {
  if (state.raised !== null) return true;
  const firstSeen = first(state);
  const firstFound = firstSeen === null ? 'fine' : finding(firstSeen.value, context.params);
  const until = unsettledUntil(state, context);
  if (firstFound === 'fine' || until === null) return firstFound !== 'fine';
  return (firstFound === 'low') === (found === 'low') && observedAt <= until;
}

/** One reading, by the time it was taken. */
function taken(before: State, observation: Observation, shared: boolean, at: Instant, context: Context): Judged {
  const { observedAt } = observation;
  const value = observation.value as BloodPressure;
  const state: State = { ...before, judged: [...before.judged, observedAt].slice(-remembered) };
  const found = finding(value, context.params);
  // Somebody else's good reading says nothing, and nor does one from before the bad one.
  if (found === 'fine') return shared ? { state, effects: [] } : fine(state, observation, context);
  const evidence = evidenceOf(observation, shared, context);
  if (state.raised === 'confirmed') return more(state, found, evidence, value);
  const waiting = first(state);
  if (waiting !== null && follows(state, found, observedAt, context)) {
    const isSecond = Math.abs(observedAt - waiting.at) >= apartMs;
    return isSecond ? confirmed(state, found, evidence, value, context) : { state, effects: [] };
  }
  if (state.fineAt !== null && state.fineAt >= observedAt + apartMs) return { state, effects: [] };
  const { systolicMmHg, diastolicMmHg } = value;
  const firstSeen = { firstAt: observedAt, firstSystolicMmHg: systolicMmHg, firstDiastolicMmHg: diastolicMmHg };
  const text = 'Please sit and rest for five minutes, {name}, then take your blood pressure again.';
  return {
    state: { ...state, ...firstSeen, dueAt: at + context.params.repeatWithin },
    effects: [{ type: 'prompt', deviceKind: 'cuff', text, expectsReading: 'blood-pressure' }],
  };
}

/** One reading. What is kept, late or known already changes nothing. */
export function observed(
  state: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { observedAt, receivedAt, snapshot } = observation;
  const late = receivedAt - observedAt > context.params.maxLateness;
  if (snapshot || late || state.judged.includes(observedAt)) return { state, effects: [] };
  return taken(state, observation, attribution === 'shared', at, context);
}

/** The wait for a second reading is over. */
export function notRepeated(state: State, at: Instant, context: Context): Judged {
  const { patient, params: p } = context;
  const seen = first(state)!;
  const found = finding(seen.value, p);
  // Away by agreement; or the limits have been changed meanwhile, and it was within them.
  if (found === 'fine' || !isHome(patient.presence, at)) return { state: { ...state, ...noFirst }, effects: [] };
  const said = `${inWords(seen.value)} at ${clockTime(patient.zone, seen.at, at)}`;
  const evidence = { text: `${said}; no second reading within ${howLong(p.repeatWithin)}.`, at: seen.at, limit: limits(context) };
  const reason = `${patient.knownAs}'s blood pressure was ${found} once (${said}) and was not measured again.`;
  return {
    state: { ...saidOf(state, seen.value, found), dueAt: null, raised: 'unrepeated', grave: isGrave(found) },
    effects: [{ type: 'raise-alert', reason, evidence: [evidence], ...wayOut(found) }],
  };
}
