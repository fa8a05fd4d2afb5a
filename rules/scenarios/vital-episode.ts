import type { Direction, Severity } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { Observation } from '../model/observation.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { isHome } from './judging.ts';
import {
  type Grade,
  type Graded,
  graded,
  gradeWords,
  isGood,
  isSettled,
  type LimitKind,
  type Limits,
  limitParams,
  limitWords,
} from './limits.ts';
import { measured } from './measured.ts';
import { charted, readingWords, vitalWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

/** What is agreed about one vital sign; durations in milliseconds. */
export interface VitalRule extends Limits {
  readonly kind: LimitKind;
  readonly restFor: number;
  readonly repeatWithin: number;
  readonly unsettledFor: number;
  readonly clearAfter: number;
  readonly selfCareMessage: string | null;
  readonly maxLateness: number;
  readonly sharedCounts: boolean;
}

/** One episode: a first reading outside the limits, a second, an alert, good readings. */
export interface VitalState {
  /** What the numbers below are of; another kind agreed means a new beginning. */
  readonly kind: LimitKind | null;
  /** The first reading outside the limits, while a second is waited for, it is unsettled, or an alert is open. */
  readonly firstAt: Instant | null;
  readonly firstValue: number | null;
  /** When the second reading was asked for; null: it has come, or an alert is open. */
  readonly askedAt: Instant | null;
  /** The gravest grade said in this episode; 0: no alert. */
  readonly raised: Grade;
  /** The furthest value said in this episode. */
  readonly worst: number | null;
  /** The last reading outside the limits. */
  readonly badAt: Instant | null;
  /** Good readings since then, the first ones. */
  readonly good: readonly Instant[];
  /** The last reading within the limits. */
  readonly fineAt: Instant | null;
  readonly fineValue: number | null;
  /** Readings up to then are settled: a person closed the alert, or the wait ended while away. */
  readonly settledToAt: Instant | null;
}
type State = VitalState;
type Context = ScenarioStepContext<VitalRule>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const limitNames = Object.keys(limitParams);
/** Readings count as two when they are at least a minute apart (NICE NG136). */
const apartMs = minute;
export const noEpisode = { firstAt: null, firstValue: null, askedAt: null, raised: 0, worst: null, badAt: null, good: [] } as const;
export const nothingKnown: VitalState = { kind: null, ...noEpisode, fineAt: null, fineValue: null, settledToAt: null };

const wayOut = ({ side }: Graded): Direction => (side === 'low' ? 'below' : 'above');
const later = (a: Instant | null, b: Instant): Instant => (a === null ? b : Math.max(a, b));
const severityOf = (grade: Grade, { scenario }: Context): Severity => (grade === 3 ? 'high' : grade === 1 ? 'low' : scenario.severity);
/** The limits in words, with who agreed to them. */
export const limitsOf = ({ params: p, scenario }: Context): string => `${limitWords(p.kind, p)} (${agreedIn(scenario, ...limitNames)}).`;

/** When to look again: the end of the wait for a second reading, with the time taken out in which we could not see. */
export function dueAt({ raised, askedAt }: State, { params, blind }: Context): Instant | null {
  return raised > 0 || askedAt === null ? null : seenUntil(blind, askedAt, askedAt + params.repeatWithin);
}

/** Measured again and within the limits, but by no more than the margin: outside again before then is the second reading. */
export function unsettledUntil({ firstAt, askedAt, raised }: State, { params }: Context): Instant | null {
  return firstAt === null || askedAt !== null || raised > 0 ? null : firstAt + params.unsettledFor;
}

/** Whether a reading outside follows the first one: not after changed limits, and of an unsettled value only in time and on the same side. */
function follows(state: State, { side, observation }: Outside, context: Context): boolean {
  if (state.firstValue === null) return false;
  const first = graded(state.firstValue, context.params);
  const until = unsettledUntil(state, context);
  return first.grade > 0 && (until === null || (first.side === side && observation.observedAt <= until));
}

function within(before: State, value: number, words: string, observedAt: Instant, context: Context): Judged {
  const { params: p, patient } = context;
  const newest = before.fineAt === null || observedAt > before.fineAt;
  const state: State = newest ? { ...before, fineAt: observedAt, fineValue: value } : before;
  const { firstAt, raised, badAt, good } = state;
  if (firstAt === null || observedAt < firstAt + apartMs) return { state, effects: [] };
  const settles = isSettled(p.kind, value, p);
  // Measured again: nobody is called for want of that. But a value that trembles on its limit is asked about once, and not anew each time.
  if (raised === 0) return { state: settles ? { ...state, ...noEpisode } : { ...state, askedAt: null }, effects: [] };
  if (observedAt <= badAt! || good.some((at) => Math.abs(at - observedAt) < apartMs)) return { state, effects: [] };
  if (!isGood(p.kind, value, p)) return { state: good.length > 0 ? { ...state, good: noEpisode.good } : state, effects: [] };
  const held = good.length > 0 && observedAt - good[0]! >= p.unsettledFor;
  if (good.length + 1 < p.clearAfter || !(settles || held))
    return { state: good.length < p.clearAfter ? { ...state, good: [...good, observedAt] } : state, effects: [] };
  const row = p.clearAfter > 1 ? `, ${p.clearAfter} readings in a row` : '';
  const reason = `${patient.knownAs}'s ${measured[p.kind].words} is within the limits again${row}: ${words}`;
  return { state: { ...state, ...noEpisode }, effects: [{ type: 'clear-condition', reason }] };
}

interface Outside extends Graded {
  readonly value: number;
  readonly words: string;
  readonly observation: Observation;
  readonly at: Instant;
}

const furthest = (first: number, { side, value }: Outside): number => (side === 'low' ? Math.min(first, value) : Math.max(first, value));

function raise(state: State, found: Outside, context: Context): Judged {
  const { params: p, patient } = context;
  const { observation, words } = found;
  const limit = limitsOf(context);
  const second = { text: words, at: observation.observedAt, observation: asData(observation), limit };
  const { firstAt, firstValue } = state;
  const again = firstAt !== null && firstValue !== null && firstAt !== observation.observedAt && state.raised === 0;
  const firstFound = again ? graded(firstValue, p) : found;
  const grade = Math.max(found.grade, firstFound.grade, state.raised) as Grade;
  const was = `${patient.knownAs}'s ${measured[p.kind].words}`;
  const said = again ? `${vitalWords(p.kind, firstValue)} at ${clockTime(patient.zone, firstAt, observation.observedAt)}` : '';
  const [one, two] = [gradeWords(firstFound), gradeWords(found)];
  const twice = one === two ? `${two} twice` : `once ${one}, once ${two}`;
  const reason = again ? `${was} was ${twice}: ${said}, and ${words}` : `${was} is ${two}: ${words}`;
  const evidence = again ? [{ text: `${said}.`, at: firstAt, limit }, second] : [second];
  const next: State = {
    ...state,
    firstAt: firstAt ?? observation.observedAt,
    firstValue: firstValue ?? found.value,
    askedAt: null,
    raised: grade,
    worst: again && firstFound.side === found.side ? furthest(firstValue, found) : found.value,
    badAt: later(state.badAt, observation.observedAt),
    good: state.good.length > 0 ? state.good.filter((at) => at > observation.observedAt) : state.good,
  };
  const severity = severityOf(grade, context);
  return { state: next, effects: [{ type: 'raise-alert', reason, evidence, severity, direction: wayOut(found) }] };
}

/** Outside the limits while an alert is open: a graver reading raises again, a further one is told, others are only remembered. */
function more(before: State, found: Outside, context: Context): Judged {
  const { observation, value, words, grade, side } = found;
  if (grade > before.raised) return raise(before, found, context);
  const badAt = later(before.badAt, observation.observedAt);
  const still = before.good.filter((at) => at > observation.observedAt);
  const state: State = { ...before, badAt, good: still.length === before.good.length ? before.good : still };
  const sameSide = graded(before.worst!, context.params).side === side;
  const further = side === 'low' ? value < before.worst! : value > before.worst!;
  if (sameSide && !further) return { state, effects: [] };
  const evidence = { text: words, at: observation.observedAt, observation: asData(observation), limit: limitsOf(context) };
  return { state: { ...state, worst: value }, effects: [{ type: 'add-evidence', evidence, worse: false, direction: wayOut(found) }] };
}

function outside(before: State, found: Outside, context: Context): Judged {
  const { params: p } = context;
  const { observedAt, receivedAt } = found.observation;
  if (receivedAt - observedAt > p.maxLateness) return { state: before, effects: [] };
  if (before.raised > 0) return more(before, found, context);
  const settled = before.settledToAt !== null && observedAt <= before.settledToAt;
  if (settled || (before.fineAt !== null && before.fineAt >= observedAt + apartMs)) return { state: before, effects: [] };
  const state = follows(before, found, context) ? before : { ...before, ...noEpisode };
  if (found.grade === 3) return raise(state, found, context);
  if (state.firstAt !== null) {
    if (Math.abs(observedAt - state.firstAt) >= p.restFor) return raise(state, found, context);
    // Too soon to count as the second: that is waited for, whatever came between.
    return { state: { ...state, askedAt: state.askedAt ?? found.at }, effects: [] };
  }
  const { words, meter } = measured[p.kind];
  const how = p.kind === 'pain' ? 'then tell us' : 'then take';
  const text = p.selfCareMessage ?? `Please sit and rest for ${howLong(p.restFor)}, {name}, ${how} your ${words} again.`;
  return {
    state: { ...state, firstAt: observedAt, firstValue: found.value, askedAt: found.at, badAt: observedAt },
    effects: [{ type: 'prompt', deviceKind: meter, text, expectsReading: p.kind }],
  };
}

/** One reading, whatever its kind. */
export function observed(
  state: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { params: p, patient } = context;
  const shared = attribution === 'shared';
  if (observation.kind !== p.kind || observation.snapshot || (shared && !p.sharedCounts)) return { state, effects: [] };
  const value = charted(p.kind, observation.value);
  const found = graded(value, p);
  // Most readings are fine and nobody waits for them: no words are made then.
  if (found.grade === 0 && state.raised === 0) return within(state, value, '', observation.observedAt, context);
  const words = readingWords(vitalWords(p.kind, value), observation, shared, patient.zone);
  if (found.grade === 0) return within(state, value, words, observation.observedAt, context);
  return outside(state, { ...found, value, words, observation, at }, context);
}

/** The wait for a second reading is over. */
export function notRepeated(state: State, at: Instant, context: Context): Judged {
  const { patient, params: p } = context;
  const firstAt = state.firstAt!;
  const found = graded(state.firstValue!, p);
  if (found.grade === 0 || !isHome(patient.presence, at)) return { state: { ...state, ...noEpisode, settledToAt: firstAt }, effects: [] };
  const said = `${vitalWords(p.kind, state.firstValue!)} at ${clockTime(patient.zone, firstAt, at)}`;
  const text = `${said}; no good reading, and none after ${howLong(p.restFor)} of rest, within ${howLong(p.repeatWithin)}.`;
  const reason = `${patient.knownAs}'s ${measured[p.kind].words} was ${gradeWords(found)} once (${said}) and was not measured again.`;
  return {
    state: { ...state, askedAt: null, raised: found.grade, worst: state.firstValue },
    effects: [
      {
        type: 'raise-alert',
        reason,
        evidence: [{ text, at: firstAt, limit: limitsOf(context) }],
        severity: severityOf(found.grade, context),
        direction: wayOut(found),
      },
    ],
  };
}
