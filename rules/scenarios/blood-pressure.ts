import { z } from 'zod';
import type { Direction, Evidence, Severity } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { BloodPressure, Observation } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, minute } from '../model/time.ts';
import { ifChanged, isHome } from './judging.ts';
import { news2Chart1, ng136, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { readingWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

const mmHg = (low: number, high: number) => z.int().min(low).max(high);

// Above 170/115 mmHg twice: seen the same day (clinical.md, Default thresholds, after NICE NG136). Not 135/85: that is for averages over days.
const params = z
  .strictObject({
    highSystolicMmHg: mmHg(100, 260).default(170).describe('Above this, the reading is high').meta(source(ng136)),
    highDiastolicMmHg: mmHg(60, 180).default(115).describe('Above this, the reading is high').meta(source(ng136)),
    lowSystolicMmHg: mmHg(50, 130).default(90).describe('At or below this, the reading is low').meta(source(news2Chart1)),
    graveSystolicMmHg: mmHg(150, 300).default(220).describe('From this on, and when low, it is of high severity').meta(source(news2Chart1)),
    repeatWithin: duration.prefault('PT30M').describe('How long to wait for the second reading'),
    maxLateness: duration.prefault('PT4H').describe('A reading that reaches us later than this only enters history'),
  })
  .refine((p) => p.lowSystolicMmHg < p.highSystolicMmHg, { message: 'must be below highSystolicMmHg', path: ['lowSystolicMmHg'] })
  .refine((p) => p.graveSystolicMmHg > p.highSystolicMmHg, { message: 'must be above highSystolicMmHg', path: ['graveSystolicMmHg'] });
type Params = z.infer<typeof params>;

interface State {
  /** The first reading outside the limits, while a second is waited for or an alert is open. */
  readonly firstAt: Instant | null;
  readonly firstSystolicMmHg: number | null;
  readonly firstDiastolicMmHg: number | null;
  /** When waiting for the second ends. */
  readonly dueAt: Instant | null;
  readonly raised: 'unrepeated' | 'confirmed' | null;
  /** The gravest severity said in this episode. */
  readonly grave: boolean;
  /** The last reading within the limits. */
  readonly fineAt: Instant | null;
  /** The last readings judged, so that the same reading twice is one. */
  readonly judged: readonly Instant[];
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

/** Two readings count as two when they are at least a minute apart (NICE NG136). */
const apartMs = minute;
const remembered = 4;
const noFirst = { firstAt: null, firstSystolicMmHg: null, firstDiastolicMmHg: null, dueAt: null };

type Finding = 'fine' | 'high' | 'low' | 'very high';

function finding({ systolicMmHg, diastolicMmHg }: BloodPressure, p: Params): Finding {
  if (systolicMmHg >= p.graveSystolicMmHg) return 'very high';
  if (systolicMmHg > p.highSystolicMmHg || diastolicMmHg > p.highDiastolicMmHg) return 'high';
  return systolicMmHg <= p.lowSystolicMmHg ? 'low' : 'fine';
}

const isGrave = (found: Finding): boolean => found === 'very high' || found === 'low';
const inWords = ({ systolicMmHg, diastolicMmHg }: BloodPressure): string => `${systolicMmHg}/${diastolicMmHg} mmHg`;

function first({ firstAt, firstSystolicMmHg, firstDiastolicMmHg }: State): { readonly at: Instant; readonly value: BloodPressure } | null {
  if (firstAt === null || firstSystolicMmHg === null || firstDiastolicMmHg === null) return null;
  return { at: firstAt, value: { systolicMmHg: firstSystolicMmHg, diastolicMmHg: firstDiastolicMmHg } };
}

function limits({ params: p, scenario }: Context): string {
  const { highSystolicMmHg, highDiastolicMmHg, lowSystolicMmHg } = p;
  return `High above ${highSystolicMmHg}/${highDiastolicMmHg} mmHg, low at or below ${lowSystolicMmHg} mmHg systolic (${agreedIn(scenario, 'highSystolicMmHg', 'highDiastolicMmHg', 'lowSystolicMmHg')}).`;
}

function evidenceOf(observation: Observation, shared: boolean, context: Context): Evidence {
  const text = readingWords(inWords(observation.value as BloodPressure), observation, shared, context.patient.zone);
  return { text, at: observation.observedAt, observation: asData(observation), limit: limits(context) };
}

const wayOut = (found: Finding): { readonly direction: Direction; readonly severity?: Severity } => ({
  direction: found === 'low' ? 'below' : 'above',
  ...(isGrave(found) && { severity: 'high' }),
});

/** A second reading outside the limits, at least a minute from the first. */
function confirmed(state: State, found: Finding, evidence: Evidence, context: Context): Judged {
  const { at, value } = first(state)!;
  const { zone, knownAs } = context.patient;
  const firstFound = finding(value, context.params);
  const grave = isGrave(found);
  const before: Evidence = { text: `${inWords(value)} at ${clockTime(zone, at, evidence.at)}.`, at, limit: limits(context) };
  const twice = firstFound === found ? `${found} twice` : `once ${firstFound}, once ${found}`;
  const effect: ScenarioEffect = {
    type: 'raise-alert',
    reason: `${knownAs}'s blood pressure was ${twice}: ${before.text.slice(0, -1)}, and ${evidence.text}`,
    evidence: state.raised === null ? [before, evidence] : [evidence],
    ...wayOut(found),
  };
  return { state: { ...state, dueAt: null, raised: 'confirmed', grave: state.grave || grave }, effects: [effect] };
}

/** One reading, by the time it was taken. */
function taken(before: State, observation: Observation, shared: boolean, at: Instant, context: Context): Judged {
  const { observedAt, value } = observation;
  const state: State = { ...before, judged: [...before.judged, observedAt].slice(-remembered) };
  const found = finding(value as BloodPressure, context.params);
  const waiting = first(state);

  if (found === 'fine') {
    // Somebody else's good reading says nothing, and nor does one from before the bad one.
    if (shared) return { state, effects: [] };
    const next = { ...state, fineAt: Math.max(state.fineAt ?? observedAt, observedAt) };
    if (waiting === null || observedAt < waiting.at + apartMs) return { state: next, effects: [] };
    const evidence = evidenceOf(observation, shared, context);
    if (state.raised === 'confirmed') return { state: next, effects: [{ type: 'add-evidence', evidence, worse: false }] };
    const reason = `${context.patient.knownAs}'s blood pressure was measured again and is within the limits: ${evidence.text}`;
    const over: State = { ...next, ...noFirst, raised: null, grave: false };
    return { state: over, effects: state.raised === null ? [] : [{ type: 'clear-condition', reason }] };
  }
  const evidence = evidenceOf(observation, shared, context);
  if (state.raised === 'confirmed') {
    const worse = isGrave(found) && !state.grave;
    const { direction } = wayOut(found);
    return { state: { ...state, grave: state.grave || worse }, effects: [{ type: 'add-evidence', evidence, worse, direction }] };
  }
  if (waiting !== null)
    return Math.abs(observedAt - waiting.at) < apartMs ? { state, effects: [] } : confirmed(state, found, evidence, context);
  if (state.fineAt !== null && state.fineAt >= observedAt + apartMs) return { state, effects: [] };
  const { systolicMmHg, diastolicMmHg } = value as BloodPressure;
  const firstSeen = { firstAt: observedAt, firstSystolicMmHg: systolicMmHg, firstDiastolicMmHg: diastolicMmHg };
  const text = 'Please sit and rest for five minutes, {name}, then take your blood pressure again.';
  return {
    state: { ...state, ...firstSeen, dueAt: at + context.params.repeatWithin },
    effects: [{ type: 'prompt', deviceKind: 'cuff', text, expectsReading: 'blood-pressure' }],
  };
}

function observed(
  state: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { observedAt, receivedAt, snapshot } = observation;
  const late = receivedAt - observedAt > context.params.maxLateness;
  if (snapshot || late || state.judged.includes(observedAt)) return { state, effects: [] };
  return taken(state, observation, attribution === 'shared', at, context);
}

function notRepeated(state: State, at: Instant, context: Context): Judged {
  const { patient, params: p } = context;
  const seen = first(state)!;
  const found = finding(seen.value, p);
  // Away by agreement; or the limits have been changed meanwhile, and it was within them.
  if (found === 'fine' || !isHome(patient.presence, at)) return { state: { ...state, ...noFirst }, effects: [] };
  const said = `${inWords(seen.value)} at ${clockTime(patient.zone, seen.at, at)}`;
  const evidence = { text: `${said}; no second reading within ${howLong(p.repeatWithin)}.`, at: seen.at, limit: limits(context) };
  const reason = `${patient.knownAs}'s blood pressure was ${found} once (${said}) and was not measured again.`;
  return {
    state: { ...state, dueAt: null, raised: 'unrepeated', grave: isGrave(found) },
    effects: [{ type: 'raise-alert', reason, evidence: [evidence], ...wayOut(found) }],
  };
}

/** When waiting for the second reading ends; what we could not see of the wait is taken out of it. */
function waitsUntil({ dueAt }: State, { params, blind }: Context): Instant | null {
  return dueAt === null ? null : seenUntil(blind, dueAt - params.repeatWithin, dueAt);
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { patient, params } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const waiting = first(state);
  const until = waitsUntil(state, context);
  const fine = state.fineAt === null ? 'No reading is known.' : `Last within the limits at ${say(state.fineAt)}.`;
  return [
    {
      text: `${patient.knownAs}'s blood pressure is outside the limits.`,
      met: waiting !== null ? true : state.fineAt === null ? null : false,
      found: waiting === null ? fine : `First outside: ${inWords(waiting.value)} at ${say(waiting.at)}.`,
      limit: limits(context),
    },
    {
      text: `It is so again, or was not measured again within ${howLong(params.repeatWithin)}.`,
      met: state.raised !== null,
      found:
        state.raised !== null
          ? { confirmed: 'Outside a second time.', unrepeated: 'Not measured again.' }[state.raised]
          : until === null
            ? 'Nothing to measure again.'
            : `A second reading is waited for until ${say(until)}.`,
      limit: `${howLong(params.repeatWithin)} (${agreedIn(context.scenario, 'repeatWithin')}).`,
    },
  ];
}

/**
 * A reading outside the limits is taken again before anybody is called. Twice outside, or not taken again, raises an alert. A good second
 * reading clears "not taken again"; twice outside is for a person to decide, and later readings only add to it.
 */
export const bloodPressure: ScenarioTemplate<Params, State> = {
  id: 'blood-pressure',
  title: 'Blood pressure outside the limits',
  area: 'vital-sign',
  params,
  kinds: ['blood-pressure'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      {
        level: 'patient',
        waitMs: 15 * minute,
        contactOrder: null,
        message: 'Please sit down and rest, {name}. We are asking somebody to ring you.',
      },
      {
        level: 'coordination',
        waitMs: 1 * hour,
        contactOrder: null,
        message: "{name}'s blood pressure is outside the limits. Ring; same-day review.",
      },
      {
        level: 'rapid-response',
        waitMs: 2 * hour,
        contactOrder: null,
        message: "{name}'s blood pressure is outside the limits and nobody has rung.",
      },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `A blood pressure above ${p.highSystolicMmHg}/${p.highDiastolicMmHg} or down to ${p.lowSystolicMmHg} is taken again; if it stays so, or is not taken again within ${howLong(p.repeatWithin)}, we ring.`,
  initial: { ...noFirst, raised: null, grave: false, fineAt: null, judged: [] },

  step(before, input, context) {
    let state = before;
    let effects: readonly ScenarioEffect[] = [];
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed' && state.raised) state = { ...state, ...noFirst, raised: null, grave: false };
    else if (input.type === 'deadline') {
      const until = waitsUntil(state, context);
      if (until !== null && input.at >= until) ({ state, effects } = notRepeated(state, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: waitsUntil(state, context) };
  },
  explain: conditions,
};
