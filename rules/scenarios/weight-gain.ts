import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Observation } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, day, hour, type Instant, localDate, minute } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import { fluidInHeartFailure, ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { charted, halfUp, readingWords, vitalWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

// More than 2 kg in 3 days: fluid in heart failure (clinical.md, Default thresholds). What counts as implausible, and the margin, are ours.
const params = z.strictObject({
  gainKg: z.number().min(0.5).max(20).default(2).describe('A gain of more than this is told, in kg').meta(source(fluidInHeartFailure)),
  days: z
    .int()
    .min(1)
    .max(7)
    .default(3)
    .describe('The gain is counted from the lowest weight of so many calendar days before')
    .meta(source(fluidInHeartFailure)),
  marginKg: z
    .number()
    .min(0)
    .max(5)
    .default(0.5)
    .describe('How far below the limit the gain must fall to end the alert, in kg')
    .meta(source(ours)),
  implausibleKgPerDay: z
    .number()
    .min(1)
    .max(20)
    .default(5)
    .describe('A greater change in a day is another person on the scales, or a fault: it is asked for again before it counts')
    .meta(source(ours)),
  maxLateness: duration.prefault('PT24H').describe('A weight that reaches us later than this is compared with, but raises no alert'),
  sharedCounts: z
    .boolean()
    .default(false)
    .describe("In a home of several, a weight on the common scales counts when it is near this person's last own one"),
});
type Params = z.infer<typeof params>;

/** When, and how many kg. */
type Weight = readonly [at: Instant, kg: number];

interface State {
  /** The lowest weight of each local day, oldest first. */
  readonly lowest: readonly Weight[];
  /** The newest weight that reached us in time. */
  readonly last: Weight | null;
  /** An implausible weight that has been asked for again. */
  readonly doubt: Weight | null;
  /** What the gain of the open alert is counted from; it stays, though the days go on. */
  readonly base: Weight | null;
  /** The greatest weight said in this episode. */
  readonly told: number | null;
  /** A person closed the alert: weights up to then are not compared with any more. */
  readonly settledToAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

/** Weighed again: at least a minute later, and within a kilogram. */
const againMs = minute;
const sameWithinKg = 1;

const kgWords = (kg: number): string => vitalWords('body-weight', kg);
const difference = (a: number, b: number): number => halfUp(a - b, 1);
const limitOf = ({ params, scenario }: Context): string =>
  `More than ${params.gainKg} kg within ${params.days} days (${agreedIn(scenario, 'gainKg', 'days')}).`;

/** `weights` and one more: the lowest of each local day, from `days` before the newest on. */
function withWeight(weights: readonly Weight[], one: Weight, { patient: { zone }, params }: Context): readonly Weight[] {
  const date = localDate(zone, one[0]);
  const sameDay = weights.find(([at]) => localDate(zone, at) === date);
  if (sameDay && sameDay[1] <= one[1]) return weights;
  const all = [...weights.filter((other) => other !== sameDay), one].sort((a, b) => a[0] - b[0]);
  const firstDate = addDays(localDate(zone, all.at(-1)![0]), -params.days);
  return all.filter(([at]) => localDate(zone, at) >= firstDate);
}

/** The lowest weight before `last` that it is compared with. */
function comparedWith({ lowest, last, settledToAt }: State, { patient: { zone }, params }: Context): Weight | null {
  if (last === null) return null;
  const firstDate = addDays(localDate(zone, last[0]), -params.days);
  const before = lowest.filter(([at]) => at < last[0] && at >= (settledToAt ?? at) && localDate(zone, at) >= firstDate);
  return before.reduce<Weight | null>((low, one) => (low === null || one[1] < low[1] ? one : low), null);
}

function isPlausible({ last }: State, [at, kg]: Weight, { params }: Context): boolean {
  return last === null || Math.abs(difference(kg, last[1])) <= params.implausibleKgPerDay * Math.max(1, Math.abs(at - last[0]) / day);
}

function evidenceOf(observation: Observation, shared: boolean, context: Context): Evidence {
  const text = readingWords(kgWords(charted('body-weight', observation.value)), observation, shared, context.patient.zone);
  return { text, at: observation.observedAt, observation: asData(observation), limit: limitOf(context) };
}

/** While an alert is open: back near where it came from clears it, further up is told, and twice the limit is worse. */
function sinceRaised(state: State, kg: number, evidence: Evidence, { patient, params }: Context): Judged {
  const base = state.base!;
  const gainKg = difference(kg, base[1]);
  if (gainKg <= halfUp(params.gainKg - params.marginKg, 1)) {
    const reason = `${patient.knownAs}'s weight has come down again: ${evidence.text}`;
    return { state: { ...state, base: null, told: null }, effects: [{ type: 'clear-condition', reason }] };
  }
  if (kg <= state.told!) return { state, effects: none };
  const worse = gainKg > 2 * params.gainKg && difference(state.told!, base[1]) <= 2 * params.gainKg;
  return { state: { ...state, told: kg }, effects: [{ type: 'add-evidence', evidence, worse, direction: 'above' }] };
}

/** Whether the last weight is a gain that has not been told, now that something has become known. */
function judged(state: State, evidence: Evidence | null, at: Instant, context: Context): Judged {
  const base = comparedWith(state, context);
  const { last, doubt } = state;
  const { patient, params } = context;
  if (base === null || last === null || doubt !== null || at - last[0] > params.maxLateness) return { state, effects: none };
  const gainKg = difference(last[1], base[1]);
  if (gainKg <= params.gainKg) return { state, effects: none };
  const from = `${kgWords(base[1])} at ${clockTime(patient.zone, base[0], at)}`;
  const to = evidence?.at === last[0] ? evidence : { text: `${kgWords(last[1])} at ${clockTime(patient.zone, last[0], at)}.`, at: last[0] };
  const reason = `${patient.knownAs}'s weight has gone up by ${kgWords(gainKg)}: ${from}, and ${to.text}`;
  const first: Evidence = { text: `${from}.`, at: base[0], limit: limitOf(context) };
  return {
    state: { ...state, base, told: last[1] },
    effects: [{ type: 'raise-alert', reason, evidence: [first, to], direction: 'above' }],
  };
}

function weighed(before: State, { observation, attribution, at }: Observed, context: Context): Judged {
  const { params } = context;
  const { observedAt, receivedAt, snapshot } = observation;
  const shared = attribution === 'shared';
  const settled = before.settledToAt !== null && observedAt < before.settledToAt;
  if (snapshot || settled || (shared && !params.sharedCounts)) return { state: before, effects: none };
  const weight: Weight = [observedAt, charted('body-weight', observation.value)];
  const isNewest = before.last === null || observedAt > before.last[0];
  if (before.last?.[0] === observedAt || before.doubt?.[0] === observedAt) return { state: before, effects: none };

  const again =
    before.doubt !== null && observedAt - before.doubt[0] >= againMs && Math.abs(difference(weight[1], before.doubt[1])) <= sameWithinKg;
  if (shared ? before.last === null || !isPlausible(before, weight, context) : !again && !isPlausible(before, weight, context)) {
    const isLate = receivedAt - observedAt > params.maxLateness;
    // Somebody else on the common scales is not asked for.
    if (shared || !isNewest || isLate) return { state: before, effects: none };
    const text = 'That weight is very different from the last one, {name}. Please step on the scales again, on your own.';
    return {
      state: { ...before, doubt: weight },
      effects: [{ type: 'prompt', deviceKind: 'scales', text, expectsReading: 'body-weight' }],
    };
  }
  const isLate = receivedAt - observedAt > params.maxLateness;
  const state: State = {
    ...before,
    lowest: withWeight(before.lowest, weight, context),
    last: isNewest && !isLate ? weight : before.last,
    doubt: isNewest ? null : before.doubt,
  };
  const evidence = evidenceOf(observation, shared, context);
  if (state.base === null) return judged(state, evidence, at, context);
  return isNewest && observedAt > state.base[0] ? sinceRaised(state, weight[1], evidence, context) : { state, effects: none };
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { patient, params, scenario } = context;
  const { last, doubt } = state;
  const say = (weight: Weight) => `${kgWords(weight[1])} at ${clockTime(patient.zone, weight[0], at)}`;
  const base = state.base ?? comparedWith(state, context);
  const kg = state.told ?? last?.[1] ?? null;
  const gainKg = base === null || kg === null ? null : difference(kg, base[1]);
  return [
    {
      text: `${patient.knownAs} was weighed within the last ${howLong(params.maxLateness)}.`,
      met: state.base !== null || (last === null ? null : at - last[0] <= params.maxLateness),
      found: last === null ? 'No weight is known.' : `Last weight: ${say(last)}.`,
      limit: `${howLong(params.maxLateness)} (${agreedIn(scenario, 'maxLateness')}).`,
    },
    {
      text: `The weight has gone up by more than ${params.gainKg} kg within ${params.days} days.`,
      met: gainKg === null ? null : gainKg > params.gainKg,
      found: gainKg === null ? 'There is no weight to compare with.' : `A change of ${kgWords(gainKg)} from the lowest: ${say(base!)}.`,
      limit: limitOf(context),
    },
    {
      text: `No change of more than ${params.implausibleKgPerDay} kg in a day is in doubt.`,
      met: state.base !== null || doubt === null,
      found: doubt === null ? 'None is.' : `Asked for again: ${say(doubt)}.`,
      limit: `${params.implausibleKgPerDay} kg in a day (${agreedIn(scenario, 'implausibleKgPerDay')}).`,
    },
  ];
}

/** Weight that goes up quickly. Compared with the lowest of the days before; what cannot be this person's weight is asked for again. */
export const weightGain: ScenarioTemplate<Params, State> = {
  id: 'weight-gain',
  title: 'Weight going up quickly',
  area: 'vital-sign',
  params,
  kinds: ['body-weight'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('coordination', 4 * hour, "For the heart failure nurse: {name}'s weight has gone up quickly. Please ring today and review."),
      rung('coordination', 4 * hour, "{name}'s weight has gone up quickly and nobody has taken it on. It should be reviewed today."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ gainKg, days }) => `If your weight goes up by more than ${gainKg} kg within ${days} days, we tell your nurse the same day.`,
  initial: { lowest: [], last: null, doubt: null, base: null, told: null, settledToAt: null },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = weighed(before, input, context));
    else if (input.type === 'context' && before.base === null) ({ state, effects } = judged(before, null, input.at, context));
    else if (input.type === 'alert-closed') {
      // Whoever closed it has seen this weight: it is what the next gain is counted from.
      const lowest = before.last === null ? before.lowest : [before.last];
      state = { ...before, lowest, base: null, told: null, settledToAt: before.last?.[0] ?? before.settledToAt };
    }
    return { state: ifChanged(before, state), effects, wakeAt: null };
  },
  explain: conditions,
};
