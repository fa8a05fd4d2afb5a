import type { Severity } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, minute } from '../model/time.ts';
import { notHeldAgainst } from './at-home.ts';
import { ifChanged, isHome } from './judging.ts';
import { type News2Params, news2Params } from './news2-params.ts';
import { type News2Score, news2Parameters, news2Score } from './news2-score.ts';
import { asSet, chartedIn, namesOf, news2Kinds, news2Sources, noValues, setWords, type Values } from './news2-set.ts';
import { rung } from './rung.ts';
import { agreedIn, clockTime, howLong, listed } from './words.ts';

/** What an alert is about, the gravest last: a set that stays incomplete, a low score, an urgent review, an emergency. */
const levels = ['none', 'incomplete', 'low', 'urgent', 'emergency'] as const;
type Level = (typeof levels)[number];
const isGraver = (a: Level, b: Level): boolean => levels.indexOf(a) > levels.indexOf(b);

interface State {
  /** How far the set is; null: none was begun. */
  readonly phase: 'collecting' | 'asked' | 'complete' | 'incomplete' | null;
  /** When its first measurement was taken. */
  readonly fromAt: Instant | null;
  /** Since when we wait: for the set, and once asked, for what was missing. */
  readonly sinceAt: Instant | null;
  readonly values: Values;
  /** Of the last complete set. */
  readonly total: number | null;
  /** The newest measurement of any set: what is older begins none. */
  readonly seenToAt: Instant | null;
  /** What the open alert says. */
  readonly raised: Level;
  /** The highest score told in this episode. */
  readonly peak: number | null;
  /** Complete sets below the limits since the last one that was not, before the present set. */
  readonly well: number;
}
type Context = ScenarioStepContext<News2Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const noSet = { phase: null, fromAt: null, sinceAt: null, values: noValues } as const;
const noEpisode = { raised: 'none', peak: null, well: 0 } as const;

const scoreOf = (values: Values, { params }: Context): News2Score => news2Score(asSet(values), params.scale);
const missingOf = (values: Values) => news2Parameters.filter((_, i) => values[i] === null);

function limitOf({ params: p, scenario }: Context): string {
  const three = p.singleThree ? ', or a 3 in one parameter' : '';
  const scale = p.scale === 2 ? `; SpO2 scale 2, authorised by ${p.scale2AuthorisedBy}` : '';
  return `Urgent from ${p.urgentFrom}${three}, emergency from ${p.emergencyFrom}${scale} (${agreedIn(scenario, 'urgentFrom', 'emergencyFrom', 'singleThree', 'scale')}).`;
}

function severityOf(level: Level, { scenario }: Context): Severity {
  return level === 'emergency' ? 'high' : level === 'urgent' ? scenario.severity : 'low';
}

function levelOf(score: Extract<News2Score, { computable: true }>, { params: p }: Context): Level {
  if (score.total >= p.emergencyFrom) return 'emergency';
  if (score.total >= p.urgentFrom || (p.singleThree && score.threes.length > 0)) return 'urgent';
  return p.lowFrom !== null && score.total >= p.lowFrom ? 'low' : 'none';
}

/** When the wait for the rest of the set ends; null: nothing is waited for. */
function dueAt({ phase, sinceAt }: State, { params, blind }: Context): Instant | null {
  if (sinceAt === null || (phase !== 'collecting' && phase !== 'asked')) return null;
  return seenUntil(blind, sinceAt, sinceAt + (phase === 'asked' ? params.askFor : params.setWithin));
}

/** Whether a measurement taken at `at` belongs to the set: taken within its time, or in answer to what was asked for. */
function belongs({ phase, fromAt, sinceAt, values }: State, at: Instant, { params, blind }: Context): boolean {
  if (phase === null || phase === 'incomplete') return false;
  const newestAt = Math.max(...values.map((value) => value?.[1] ?? fromAt!));
  const untilAt =
    phase === 'asked' ? seenUntil(blind, sinceAt!, sinceAt! + params.askFor) : seenUntil(blind, fromAt!, fromAt! + params.setWithin);
  return at < untilAt && at > newestAt - params.setWithin;
}

/** The set is complete, or one of a complete set was measured again. */
function scored(before: State, at: Instant, context: Context): Judged {
  const score = scoreOf(before.values, context);
  if (!score.computable) return { state: before, effects: none };
  const { patient } = context;
  const level = levelOf(score, context);
  const state: State = { ...before, phase: 'complete', total: score.total };
  const evidence = { text: `NEWS2 ${score.total}: ${setWords(state.values, score)}.`, at, limit: limitOf(context) };
  const worst = Math.max(before.peak ?? 0, score.total);
  if (isGraver(level, before.raised)) {
    const three = score.threes.length > 0 ? `, with a 3 for ${listed(namesOf(score.threes))}` : '';
    const reason = `${patient.knownAs}'s NEWS2 score is ${score.total}${three}.`;
    const effects = [{ type: 'raise-alert', reason, evidence: [evidence], severity: severityOf(level, context) }] as const;
    return { state: { ...state, raised: level, peak: worst, well: 0 }, effects };
  }
  if (before.raised === 'none') return { state, effects: none };
  const { clearAfter } = context.params;
  // An alert about a set that was never completed is over with a complete one.
  const enough = before.raised === 'incomplete' || before.well + 1 >= clearAfter;
  if (level === 'none' && enough) {
    const row = before.raised === 'incomplete' || clearAfter === 1 ? '' : `, ${clearAfter} sets in a row`;
    const reason = `${patient.knownAs}'s NEWS2 score is ${score.total}, below what is agreed${row}.`;
    return { state: { ...state, ...noEpisode }, effects: [{ type: 'clear-condition', reason }] };
  }
  const told: State = { ...state, peak: worst, well: level === 'none' ? before.well : 0 };
  // Of a set that is complete only what goes beyond all before it is told: one measurement may be taken again and again.
  const isWorse = score.total > (before.peak ?? 0);
  const isNews = isWorse || (before.phase !== 'complete' && score.total !== before.total);
  return { state: told, effects: isNews ? [{ type: 'add-evidence', evidence, worse: isWorse }] : none };
}

/** The first measurement of a new set. The one before it counts as well when it was complete and below the limits. */
function begun(before: State, observedAt: Instant, at: Instant, context: Context): State {
  const score = scoreOf(before.values, context);
  const wasWell = before.raised !== 'none' && score.computable && levelOf(score, context) === 'none';
  return { ...before, phase: 'collecting', fromAt: observedAt, sinceAt: at, values: noValues, well: before.well + (wasWell ? 1 : 0) };
}

function observed(before: State, { observation, device, attribution, at }: Observed, context: Context): Judged {
  const { observedAt, receivedAt, snapshot } = observation;
  if (snapshot || attribution === 'shared' || receivedAt - observedAt > context.params.maxLateness) return { state: before, effects: none };
  const { place, value } = chartedIn(observation);
  let state = before;
  if (!belongs(before, observedAt, context)) {
    // What a wearable tells all day is no round of measuring; and a set is not begun again by what is older than it.
    if (device?.kind === 'wearable' || (before.seenToAt !== null && observedAt <= before.seenToAt)) return { state, effects: none };
    state = begun(before, observedAt, at, context);
  }
  const known = state.values[place];
  if (known && observedAt <= known[1]) return { state: before, effects: none };
  const values = state.values.map((one, i) => (i === place ? ([value, observedAt] as const) : one));
  const seenToAt = Math.max(state.seenToAt ?? observedAt, observedAt);
  return scored({ ...state, fromAt: Math.min(state.fromAt!, observedAt), values, seenToAt }, observedAt, context);
}

/** What is missing is asked for once; when it does not come, the ward team hears that there is no score. */
function waitedFor(state: State, at: Instant, context: Context): Judged {
  const { patient, params } = context;
  const missing = missingOf(state.values);
  const single = news2Parameters.length - missing.length < params.beginsWith;
  if (single || !isHome(patient.presence, at)) return { state: { ...state, ...noSet }, effects: none };
  const names = listed(namesOf(missing));
  if (state.phase === 'collecting') {
    const text = `{name}, for your check we still need: ${names}. Could you see to it now?`;
    const expectsReading = missing.length === 1 ? news2Sources[missing[0]!].kind : null;
    return { state: { ...state, phase: 'asked', sinceAt: at }, effects: [{ type: 'prompt', deviceKind: 'app', text, expectsReading }] };
  }
  const text = `Not computable; missing: ${names}. Known: ${setWords(state.values, { computable: false, missing })}.`;
  const evidence = { text, at: state.fromAt!, limit: limitOf(context) };
  const next: State = { ...state, phase: 'incomplete' };
  if (isGraver(state.raised, 'incomplete')) return { state: next, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  const begun = clockTime(patient.zone, state.fromAt!, at);
  const reason = `${patient.knownAs}'s NEWS2 set begun at ${begun} is not complete and cannot be scored; missing: ${names}.`;
  const effects = [{ type: 'raise-alert', reason, evidence: [evidence], severity: severityOf('incomplete', context) }] as const;
  return { state: { ...next, raised: 'incomplete' }, effects };
}

/** A sentence to follow the score of an open alert that is below the limits now; nothing otherwise. */
function wellAgain({ raised, values }: State, context: Context): string {
  const score = scoreOf(values, context);
  if (raised === 'none' || !score.computable || levelOf(score, context) !== 'none') return '';
  return ` Below the limits; over after ${context.params.clearAfter} complete sets in a row.`;
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { patient, params } = context;
  const { phase, raised, total, values, fromAt } = state;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const limit = limitOf(context);
  if (phase === null && total === null) return [{ text: 'A set of measurements was begun.', met: null, found: 'No set is known.', limit }];
  const ofScore = isGraver(raised, 'incomplete') || phase === 'complete' || phase === null;
  if (ofScore)
    return [
      { text: 'The set of seven measurements is complete.', met: true, found: setWords(values, scoreOf(values, context)) || 'It was.' },
      { text: 'The score reaches a limit.', met: raised !== 'none', found: `NEWS2 ${total}.${wellAgain(state, context)}`, limit },
    ];
  const missing = missingOf(values);
  const names = listed(namesOf(missing));
  const until = dueAt(state, context);
  const n = news2Parameters.length - missing.length;
  return [
    {
      text: `A set of at least ${params.beginsWith} measurements was begun.`,
      met: n >= params.beginsWith,
      found: `Begun at ${say(fromAt!)}; ${n} known.`,
      limit: `${params.beginsWith} within ${howLong(params.setWithin)} (${agreedIn(context.scenario, 'beginsWith', 'setWithin')}).`,
    },
    {
      text: `It is not complete within ${howLong(params.setWithin)}, and was not completed within ${howLong(params.askFor)} of asking.`,
      met: raised === 'incomplete',
      found: `No score can be computed; missing: ${names}.${until === null ? '' : ` Waited for until ${say(until)}.`}${notHeldAgainst(context.patient, at)}`,
      limit: `${howLong(params.setWithin)}, and ${howLong(params.askFor)} (${agreedIn(context.scenario, 'setWithin', 'askFor')}).`,
    },
  ];
}

/** The National Early Warning Score 2 of a set of seven measurements. An incomplete set has no score, and that is said. */
export const news2: ScenarioTemplate<News2Params, State> = {
  id: 'news2',
  title: 'Early warning score (NEWS2)',
  area: 'vital-sign',
  params: news2Params,
  kinds: news2Kinds,
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('agency', 15 * minute, "For the ward team: {name}'s early warning score needs a clinician. Please look at the set and ring."),
      rung('coordination', 30 * minute, "{name}'s early warning score needs a clinician and the ward team has not answered. Please ring."),
      rung('rapid-response', hour, "{name}'s early warning score needs a clinician and nobody has answered. Please assess at home."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `We work out the early warning score (NEWS2) from your seven measurements; from ${p.urgentFrom}${p.singleThree ? ', or 3 in one of them,' : ''} a clinician looks the same day, and from ${p.emergencyFrom} at once. If one is missing we ask for it.`,
  initial: { ...noSet, total: null, seenToAt: null, ...noEpisode },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(before, input, context));
    // Of an alert that had cleared already nothing is left to end; a set that has begun since goes on.
    else if (input.type === 'alert-closed') state = before.raised === 'none' ? before : { ...before, ...noSet, total: null, ...noEpisode };
    else if (input.type === 'deadline') {
      const until = dueAt(before, context);
      if (until !== null && input.at >= until) ({ state, effects } = waitedFor(before, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: dueAt(state, context) };
  },
  explain: conditions,
};
