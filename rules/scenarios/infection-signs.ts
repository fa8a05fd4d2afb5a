import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { blindMs } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, hour, type Instant, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { drinks, feverNhs, loeb, ours, source } from './limit-sources.ts';
import { hasMoved } from './moved.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, howLong } from './words.ts';

// 38.0 °C: the usual definition of a fever (NHS). 1.5 °C above the usual temperature: old people often have no higher fever than that (Loeb's
// minimum criteria for residents of care homes, 2001). 1,000 mL a day is our own limit of concern; the NHS advises six to eight drinks a day.
const params = z.strictObject({
  feverFromCel: z.number().min(37).max(40).default(38).describe('From this temperature on it is a fever').meta(source(feverNhs)),
  riseCel: z.number().min(0.5).max(3).default(1.5).describe('So much above the usual temperature is one as well').meta(source(loeb)),
  usualCel: z
    .number()
    .min(34)
    .max(38)
    .nullable()
    .default(null)
    .describe('The usual temperature; null: learned from at least five readings')
    .meta(source(ours)),
  feverFor: duration.prefault('PT24H').describe('For how long a fever counts'),
  minMlPerDay: z
    .number()
    .min(100)
    .max(4_000)
    .default(1_000)
    .describe('Fewer mL than this within 24 hours is little to drink')
    .meta(source(drinks)),
  tellByCel: z
    .number()
    .min(0.1)
    .max(3)
    .default(0.5)
    .describe('While an alert is open: a temperature so much above or below the one told last is told, in °C')
    .meta(source(ours)),
  maxLateness: duration.prefault('PT12H').describe('A reading that reaches us later than this only enters history'),
});
type Params = z.infer<typeof params>;

interface State {
  readonly watchedFromAt: Instant | null;
  /** mL drunk in each hour of the last day, hours counted from 1970. */
  readonly drunk: readonly (readonly [number, number])[];
  readonly drankAt: Instant | null;
  /** The last temperatures that were no fever, in °C. */
  readonly usual: readonly number[];
  readonly feverCel: number | null;
  readonly feverAt: Instant | null;
  /** The temperature that was last told to the open alert. */
  readonly toldCel: number | null;
  /** The last readings judged, so that the same reading twice is one. */
  readonly judged: readonly string[];
  readonly raised: boolean;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
const remembered = 4;
const learnedFrom = 5;
/** Where nobody has written down a drink for so long, nothing is known of what is drunk. */
const recordedWithinMs = 3 * day;
const mostBlindMs = 4 * hour;

const hourOf = (at: Instant): number => Math.floor(at / hour);
/** The hours of the 24 before `at`; the one that has begun to leave them still counts. */
const lastDay = (drunk: State['drunk'], at: Instant): State['drunk'] => drunk.filter(([h]) => (h + 1) * hour > at - day);
const drunkMl = ({ drunk }: State, at: Instant): number => lastDay(drunk, at).reduce((sum, [, ml]) => sum + ml, 0);

/** What the person usually has: agreed, or in the middle of what was measured; null: not known yet. */
function usualCel({ usual }: State, { params }: Context): number | null {
  if (params.usualCel !== null || usual.length < learnedFrom) return params.usualCel;
  return usual.toSorted((a, b) => a - b)[Math.floor(usual.length / 2)]!;
}

function isFever(state: State, cel: number, context: Context): boolean {
  const usual = usualCel(state, context);
  // Temperatures have one decimal: 37.9 - 36.4 must be 1.5.
  return cel >= context.params.feverFromCel || (usual !== null && Math.round((cel - usual) * 10) / 10 >= context.params.riseCel);
}

/** How much of the last day could not be seen; looked at once an hour, so that it is known when it changes. */
function unseenMs(at: Instant, { blind }: Context): number {
  const onTheHour = hourOf(at) * hour;
  return blindMs(blind, onTheHour - day, onTheHour);
}

/** Whether little was drunk within 24 hours; null: it cannot be known. */
function drinksLittle(state: State, at: Instant, context: Context): boolean | null {
  const { watchedFromAt, drankAt } = state;
  if (drunkMl(state, at) >= context.params.minMlPerDay) return false;
  const seen = watchedFromAt !== null && at - watchedFromAt >= day && unseenMs(at, context) <= mostBlindMs;
  return seen && drankAt !== null && at - drankAt <= recordedWithinMs ? true : null;
}

const hasFever = ({ feverAt }: State, at: Instant, { params }: Context): boolean => feverAt !== null && at - feverAt < params.feverFor;

function drank(state: State, { observation, at }: Observed): State {
  const h = hourOf(observation.observedAt);
  const before = state.drunk.find((one) => one[0] === h)?.[1] ?? 0;
  const others = state.drunk.filter((one) => one[0] !== h);
  const drunk = lastDay([...others, [h, Math.round(before + Number(observation.value))] as const], at).toSorted((a, b) => a[0] - b[0]);
  return { ...state, drunk, drankAt: Math.max(state.drankAt ?? 0, observation.observedAt) };
}

function measured(before: State, { observation }: Observed, context: Context): Judged {
  const { observedAt, receivedAt, value, provenance } = observation;
  const cel = Number(value);
  const fever = isFever(before, cel, context);
  const newer = before.feverAt === null || observedAt > before.feverAt;
  const usual = fever ? before.usual : [...before.usual, cel].slice(-2 * learnedFrom);
  const state: State = fever && newer ? { ...before, feverCel: cel, feverAt: observedAt } : { ...before, usual };
  if (!before.raised || !hasMoved(before.toldCel, cel, context.params.tellByCel)) return { state, effects: none };
  const byHand = provenance === 'manual' ? ', entered by hand' : '';
  const text = `Temperature ${cel} °C ${atTold(context.patient.zone, observedAt, receivedAt)}${byHand}.`;
  const evidence: Evidence = { text, at: observedAt, observation: asData(observation) };
  return { state: { ...state, toldCel: cel }, effects: [{ type: 'add-evidence', evidence, worse: false }] };
}

function observed(before: State, input: Observed, context: Context): Judged {
  const { kind, observedAt, receivedAt, snapshot } = input.observation;
  const reading = `${kind.slice(0, 5)}@${observedAt}`;
  const late = receivedAt - observedAt > context.params.maxLateness;
  if (snapshot || late || input.attribution === 'shared' || before.judged.includes(reading)) return { state: before, effects: none };
  const state = { ...before, judged: [...before.judged, reading].slice(-remembered) };
  return kind === 'fluid-intake' ? { state: drank(state, input), effects: none } : measured(state, input, context);
}

/** Both at once: neither alone is asked about here. */
function judged(state: State, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  if (state.raised || state.watchedFromAt === null || !hasFever(state, at, context) || drinksLittle(state, at, context) !== true)
    return { state, effects: none };
  const ml = `${drunkMl(state, at)} mL drunk within 24 hours`;
  const usual = usualCel(state, context);
  const above = usual === null ? '' : `, ${params.riseCel} °C above the usual ${usual} °C,`;
  const said = `${state.feverCel} °C at ${clockTime(patient.zone, state.feverAt!, at)}`;
  const evidence: Evidence[] = [
    {
      text: `Temperature ${said}.`,
      at: state.feverAt!,
      limit: `A fever from ${params.feverFromCel} °C${above} on (${agreedIn(scenario, 'feverFromCel', 'riseCel', 'usualCel')}).`,
    },
    { text: `${ml}.`, at, limit: `At least ${params.minMlPerDay} mL (${agreedIn(scenario, 'minMlPerDay')}).` },
  ];
  const reason = `${patient.knownAs} has a fever and drinks little: ${said}, and ${ml}.`;
  return { state: { ...state, raised: true, toldCel: state.feverCel }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

/** While there is a fever: when the next hour of drinking leaves the last 24, or we have watched for so long, or may have seen enough. */
function nextAt(state: State, at: Instant, context: Context): Instant | null {
  const { watchedFromAt, raised, drunk } = state;
  if (raised || watchedFromAt === null || !hasFever(state, at, context)) return null;
  const endsAt = state.feverAt! + context.params.feverFor;
  const seeing = unseenMs(at, context) > mostBlindMs ? (hourOf(at) + 1) * hour : endsAt;
  const times = [...drunk.map(([h]) => (h + 1) * hour + day), watchedFromAt + day, seeing].filter((time) => time > at && time < endsAt);
  return times.length === 0 ? null : Math.min(...times);
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const usual = usualCel(state, context);
  const usually = usual === null ? ' What is usual is not known yet.' : ` Usual: ${usual} °C.`;
  const little = drinksLittle(state, at, context);
  const unknown = little === null ? ' Too little of the day was seen, or drinks are not written down.' : '';
  return [
    {
      text: `${patient.knownAs} has had a fever within ${howLong(params.feverFor)}.`,
      met: hasFever(state, at, context),
      found: `${state.feverAt === null ? 'None is known.' : `${state.feverCel} °C at ${say(state.feverAt)}.`}${usually}`,
      limit: `From ${params.feverFromCel} °C, or ${params.riseCel} °C above what is usual (${agreedIn(scenario, 'feverFromCel', 'riseCel', 'usualCel')}).`,
    },
    {
      text: `${patient.knownAs} has drunk little within 24 hours.`,
      met: little,
      found: `${drunkMl(state, at)} mL.${unknown}`,
      limit: `Less than ${params.minMlPerDay} mL (${agreedIn(scenario, 'minMlPerDay')}).`,
    },
    atHome(patient, at),
  ];
}

/** A fever in somebody who drinks little, above all in a care home: the nurse there looks, then the care centre. A person ends it. */
export const infectionSigns: ScenarioTemplate<Params, State> = {
  id: 'infection-signs',
  title: 'Fever and little to drink',
  area: 'vital-sign',
  params,
  kinds: ['body-temperature', 'fluid-intake'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('agency', 45 * minute, '{name} has a fever and drinks little. Please see {name}, offer a drink, and measure again.'),
      rung('coordination', 2 * hour, '{name} has a fever and drinks little, and the nurse has not answered. Same-day review, please.'),
      rung('rapid-response', 2 * hour, '{name} has a fever and drinks little, and nobody has seen {name} yet. Please go there.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ feverFromCel, minMlPerDay }) =>
    `If you have a fever of ${feverFromCel} °C or more and drink less than ${minMlPerDay} mL in a day, your nurse is called.`,
  explain: explained,
  initial: {
    watchedFromAt: null,
    drunk: [],
    drankAt: null,
    usual: [],
    feverCel: null,
    feverAt: null,
    toldCel: null,
    judged: [],
    raised: false,
  },

  step(before, input, context) {
    const watchedFromAt = watchedSince(before.watchedFromAt, context.patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    // The next episode needs a fever of its own.
    else if (input.type === 'alert-closed') state = { ...state, raised: false, feverAt: null, feverCel: null, toldCel: null };
    const found = judged(state, input.at, context);
    if (found.effects.length > 0) ({ state, effects } = { state: found.state, effects: [...effects, ...found.effects] });
    return { state: ifChanged(before, state), effects, wakeAt: nextAt(state, input.at, context) };
  },
};
