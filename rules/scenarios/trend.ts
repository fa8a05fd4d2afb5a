import { z } from 'zod';
import type { Direction, Evidence } from '../model/alert.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, type Instant } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { baselineOf } from './baseline.ts';
import { ifChanged, isHome } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { measured } from './measured.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { compared, learned, mostDays, noSeries, type Series, withReading } from './trend-series.ts';
import { charted, halfUp, vitals } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

/** What counts as a drift where nothing is agreed, and the least spread that a person is taken to have. Ours, none of them a clinical limit. */
const presets = {
  'oxygen-saturation': { direction: 'down', by: 3, spread: 1 },
  'heart-rate': { direction: 'up', by: 15, spread: 3 },
  'respiratory-rate': { direction: 'up', by: 4, spread: 1 },
  'body-weight': { direction: 'either', by: 2, spread: 0.3 },
  'blood-pressure': { direction: 'either', by: 20, spread: 5 },
  glucose: { direction: 'up', by: 3, spread: 0.5 },
  steps: { direction: 'down', by: 2_000, spread: 500 },
} as const;
type TrendKind = keyof typeof presets;
const trendKinds = Object.keys(presets) as [TrendKind, ...TrendKind[]];
const directions = ['up', 'down', 'either'] as const;

const params = z
  .strictObject({
    kind: z.enum(trendKinds).default('oxygen-saturation').describe('What is measured; of a blood pressure the systolic one'),
    direction: z.enum(directions).optional().describe('Which way a drift counts; left out: the usual way of the kind'),
    by: z
      .number()
      .min(0.1)
      .max(50_000)
      .nullable()
      .optional()
      .describe('A drift of so much, in its unit; else the usual')
      .meta(source(ours)),
    bySpreads: z.number().min(1).max(6).nullable().default(null).describe("Or of so many of the person's usual spreads").meta(source(ours)),
    lastReadings: z.int().min(2).max(10).default(5).describe('How many of the last readings are averaged').meta(source(ours)),
    learnDays: z.int().min(7).max(mostDays).default(14).describe("Over how many days a person's usual level is learned").meta(source(ours)),
    learnReadings: z.int().min(5).max(200).default(10).describe('and from how many readings at least').meta(source(ours)),
    oncePer: duration.prefault('PT1H').describe('Readings within this time are averaged as one'),
    maxLateness: duration.prefault('PT24H').describe('A reading that reaches us later than this is learned from, but raises no alert'),
    sharedCounts: z.boolean().default(false).describe('In a home of several, a reading of the common device counts'),
  })
  .transform((p) => ({
    ...p,
    direction: p.direction ?? presets[p.kind].direction,
    by: p.by === undefined && p.bySpreads === null ? presets[p.kind].by : (p.by ?? null),
  }))
  .refine((p) => p.by !== null || p.bySpreads !== null, { message: 'by or bySpreads must be given', path: ['by'] });
type Params = z.infer<typeof params>;

/** What was usual when a drift was seen; it stays until the drift is over. */
interface Drift {
  readonly side: 'up' | 'down';
  readonly mean: number;
  readonly limit: number;
  /** That it has become twice as much has been told. */
  readonly doubled: boolean;
}
interface State extends Series {
  readonly kind: TrendKind | null;
  /** The last reading reached us too late to call anybody. */
  readonly late: boolean;
  readonly drift: Drift | null;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const initial: State = { kind: null, ...noSeries, late: false, drift: null };

const wayOut = ({ side }: Drift): Direction => (side === 'up' ? 'above' : 'below');

/** Half-way back ends a drift. */
const backWithin = 0.5;

const averageWords = (kind: TrendKind, value: number): string => `${value.toFixed(kind === 'steps' ? 0 : 1)} ${vitals[kind].unit}`;

function limitOf({ params: p, scenario }: Context): string {
  const away = { up: 'higher', down: 'lower', either: 'higher or lower' }[p.direction];
  const by = p.by === null ? [] : [averageWords(p.kind, p.by)];
  const spreads = p.bySpreads === null ? [] : [`${p.bySpreads} times the usual spread`];
  return `The last ${p.lastReadings} readings ${away} than usual by ${[...by, ...spreads].join(' or ')} (${agreedIn(scenario, 'lastReadings', 'direction', 'by', 'bySpreads')}).`;
}

function averageOf(state: State, { params: p }: Context): number | null {
  const last = compared(state, p);
  return last.length < p.lastReadings ? null : last.reduce((sum, [, , value]) => sum + value, 0) / last.length;
}

/** The least change that counts, from what is usual. */
function leastChange(spread: number, { params: p }: Context): number {
  const bySpread = p.bySpreads === null ? Number.POSITIVE_INFINITY : p.bySpreads * Math.max(spread, presets[p.kind].spread);
  return Math.min(p.by ?? Number.POSITIVE_INFINITY, bySpread);
}

/** A drift from what is usual; null while it is not known, or where there is none. */
function drifting(state: State, context: Context): Drift | null {
  const { params: p } = context;
  const usual = learned(state, p);
  const average = averageOf(state, context);
  if (usual === null || average === null) return null;
  const change = halfUp(average - usual.mean, 2);
  const limit = halfUp(leastChange(usual.spread, context), 2);
  const side = change < 0 ? 'down' : 'up';
  const counts = Math.abs(change) >= limit && (p.direction === 'either' || p.direction === side);
  return counts ? { side, mean: usual.mean, limit, doubled: false } : null;
}

/** `evidence` is made only where somebody reads it. */
function judged(state: State, at: Instant, evidence: () => Evidence, context: Context): Judged {
  const { patient, params: p } = context;
  const name = `${patient.knownAs}'s ${measured[p.kind].words}`;
  const average = averageOf(state, context);
  if (state.drift === null) {
    const drift = state.late || !isHome(patient.presence, at) ? null : drifting(state, context);
    if (drift === null) return { state, effects: none };
    const reason = `${name} is drifting ${drift.side}: ${averageWords(p.kind, average!)} on average, usually ${averageWords(p.kind, drift.mean)}.`;
    return { state: { ...state, drift }, effects: [{ type: 'raise-alert', reason, evidence: [evidence()], direction: wayOut(drift) }] };
  }
  if (average === null) return { state, effects: none };
  const { side, mean, limit, doubled } = state.drift;
  const change = halfUp(side === 'up' ? average - mean : mean - average, 2);
  if (change <= backWithin * limit) {
    const reason = `${name} is back near its usual level: ${averageWords(p.kind, average)} on average.`;
    return { state: { ...state, drift: null }, effects: [{ type: 'clear-condition', reason }] };
  }
  if (doubled || change < 2 * limit) return { state, effects: none };
  return {
    state: { ...state, drift: { ...state.drift, doubled: true } },
    effects: [{ type: 'add-evidence', evidence: evidence(), worse: true, direction: wayOut(state.drift) }],
  };
}

function evidenceOf(state: State, at: Instant, saidAt: Instant, context: Context): Evidence {
  const { params: p, patient } = context;
  const last = compared(state, p);
  const said = last.map(([, , value]) => averageWords(p.kind, value)).join(', ');
  const from = last[0] ? ` since ${clockTime(patient.zone, last[0][0], saidAt)}` : '';
  return { text: `The last ${last.length} readings${from}: ${said}.`, at, limit: limitOf(context) };
}

function observed(
  before: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { params: p, patient } = context;
  const { observedAt, receivedAt, snapshot } = observation;
  const shared = attribution === 'shared' && !p.sharedCounts;
  // Life in hospital or on a journey is not what is usual at home. An older reading than the last tells nothing about where it goes.
  const passes = observation.kind !== p.kind || snapshot || shared || !isHome(patient.presence, at);
  if (passes || (before.lastAt !== null && observedAt <= before.lastAt)) return { state: before, effects: none };
  const value = charted(p.kind, observation.value);
  const series = withReading(before, observedAt, value, before.drift !== null, patient.zone, p);
  const state: State = { ...before, ...series, late: receivedAt - observedAt > p.maxLateness };
  const evidence = () => {
    const manual = observation.provenance === 'manual' ? ' The last one was entered by hand.' : '';
    const whose = attribution === 'shared' ? ' The last one cannot be put down to one person.' : '';
    const made = evidenceOf(state, observedAt, at, context);
    return { ...made, text: made.text + manual + whose, observation: asData(observation) };
  };
  return judged(state, at, evidence, context);
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { params: p, patient, scenario } = context;
  const open = state.drift !== null;
  const usual = learned(state, p);
  const average = averageOf(state, context);
  const mean = state.drift?.mean ?? usual?.mean ?? null;
  const days = state.sinceAt === null ? 0 : Math.floor(((state.lastAt ?? state.sinceAt) - state.sinceAt) / day);
  const learning = `Still learning, and not known to be well: ${baselineOf(state.days)?.n ?? 0} earlier readings over ${days} days.`;
  return [
    ...(open ? [] : [atHome(patient, at)]),
    {
      text: `The usual level is learned: ${p.learnReadings} readings over ${p.learnDays} days.`,
      met: mean !== null ? true : null,
      found: mean === null ? learning : `Usually ${averageWords(p.kind, mean)}.`,
      limit: `${agreedIn(scenario, 'learnReadings', 'learnDays')}.`,
    },
    {
      text: `The last ${p.lastReadings} readings have drifted from it.`,
      met: open || (mean === null || average === null ? null : drifting(state, context) !== null),
      found: average === null ? `There are ${compared(state, p).length} so far.` : `${averageWords(p.kind, average)} on average.`,
      limit: limitOf(context),
    },
    {
      text: `The last reading reached us within ${howLong(p.maxLateness)}.`,
      met: open || !state.late,
      found: state.lastAt === null ? 'There is none.' : `Taken at ${clockTime(patient.zone, state.lastAt, at)}.`,
      limit: `${howLong(p.maxLateness)} (${agreedIn(scenario, 'maxLateness')}).`,
    },
  ];
}

/**
 * A slow drift from what is usual for this person, which no fixed limit sees. What is usual is learned first; until then the answer is
 * "unknown", never "well". Whoever closes the alert accepts the present level: learning begins again.
 */
export const trend: ScenarioTemplate<Params, State> = {
  id: 'trend',
  title: 'Drift from the usual level',
  area: 'vital-sign',
  params,
  kinds: trendKinds,
  kindsOf: ({ kind }) => [kind],
  defaultSeverity: () => 'low',
  defaultPlan: ({ kind }) => ({
    steps: [
      rung('coordination', day, `For review: {name}'s ${measured[kind].words} has been drifting from the usual level. Please look at it.`),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `We learn your usual ${measured[p.kind].words} over ${p.learnDays} days; if the last ${p.lastReadings} readings drift from it, somebody looks at it.`,
  initial,

  step(before, input, context) {
    const { kind } = context.params;
    let state: State = before.kind === kind ? before : before.kind === null ? { ...before, kind } : { ...initial, kind };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...initial, kind, lastAt: state.lastAt };
    else if (input.type === 'context' && state.drift === null && state.lastAt !== null)
      ({ state, effects } = judged(state, input.at, () => evidenceOf(state, state.lastAt!, input.at, context), context));
    return { state: ifChanged(before, state), effects, wakeAt: null };
  },
  explain: conditions,
};
