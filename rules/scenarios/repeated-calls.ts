import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, hour, type Instant } from '../model/time.ts';
import { atLeast } from './graver.ts';
import { ifChanged } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, howLong, listed } from './words.ts';

// How many calls are many is agreed with the person and whoever knows them; no clinical limit.
const params = z
  .strictObject({
    calls: z.int().min(2).max(12).default(3).describe('So many calls and presses of the help button are one matter').meta(source(ours)),
    within: duration.prefault('PT24H').describe('In so much time'),
    moderateCalls: z
      .int()
      .min(2)
      .max(12)
      .nullable()
      .default(6)
      .describe('From this many on it is of moderate severity; null: never')
      .meta(source(ours)),
    coordinator: z.string().trim().min(1).max(80).nullable().default(null).describe('Who knows the person and is to hear of it, by name'),
    maxLateness: duration.prefault('PT24H').describe('A call that reaches us later than this only enters history'),
    sharedCounts: z.boolean().default(false).describe("In a home of several, a press of the home's button counts, whoever it was"),
  })
  .refine((p) => p.moderateCalls === null || p.moderateCalls >= p.calls, { message: 'must not be below calls', path: ['moderateCalls'] });
type Params = z.infer<typeof params>;

interface State {
  /** The calls that count, by time: when, and what. */
  readonly calls: readonly (readonly [Instant, string])[];
  /** Calls up to then have been dealt with. */
  readonly settledToAt: Instant | null;
  readonly raised: boolean;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
const names: Readonly<Record<string, string>> = { centre: 'care centre', practice: 'practice' };

/** Calls that still count at `at`, with no more of them than have a bearing. */
function counted(calls: State['calls'], at: Instant, { params }: Context): State['calls'] {
  return calls.filter(([calledAt]) => calledAt > at - params.within).slice(-Math.max(params.calls, params.moderateCalls ?? 0));
}

const inWords = (calls: State['calls'], at: Instant, { patient: { zone } }: Context): string =>
  listed(calls.map(([calledAt, what]) => `${what} at ${clockTime(zone, calledAt, at)}`));

const limitIn = ({ params, scenario }: Context): string =>
  `${params.calls} within ${howLong(params.within)} (${agreedIn(scenario, 'calls', 'within')}).`;

function called(before: State, { at, observation, attribution }: Observed, context: Context): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = observation;
  const { patient, params, scenario } = context;
  const ours = attribution !== 'shared' || params.sharedCounts;
  if (snapshot || !ours || receivedAt - observedAt > params.maxLateness) return { state: before, effects: none };
  if (before.settledToAt !== null && observedAt <= before.settledToAt) return { state: before, effects: none };
  const what = kind === 'sos' ? 'help button' : (names[String(value)] ?? String(value));
  if (before.calls.some((one) => one[0] === observedAt && one[1] === what)) return { state: before, effects: none };

  const call = [observedAt, what] as const;
  const all = [...before.calls, call].toSorted((a, b) => a[0] - b[0]);
  const calls = counted(all, at, context);
  // Too long ago, or one too many to have a bearing.
  if (!calls.includes(call)) return { state: before, effects: none };
  const state: State = { ...before, calls };
  if (calls.length < params.calls && !before.raised) return { state, effects: none };
  const text = `${kind === 'sos' ? 'The help button was pressed' : `A call to ${what}`} ${atTold(patient.zone, observedAt, receivedAt)}.`;
  const evidence: Evidence = { text, at: observedAt, observation: asData(observation), limit: limitIn(context) };
  const moderate = params.moderateCalls !== null && calls.length >= params.moderateCalls;
  const wasModerate = params.moderateCalls !== null && before.calls.length >= params.moderateCalls;
  if (before.raised && (!moderate || wasModerate)) return { state, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  const shared = attribution === 'shared' ? ' The help button of the home cannot be put down to one person.' : '';
  const tell = params.coordinator === null ? '' : ` ${params.coordinator} knows ${patient.knownAs}.`;
  const reason = `${patient.knownAs} has called ${calls.length} times within ${howLong(params.within)}: ${inWords(calls, at, context)}.${shared}${tell}`;
  const severity = moderate ? atLeast('moderate', scenario) : {};
  return { state: { ...state, raised: true }, effects: [{ type: 'raise-alert', reason, evidence: [evidence], ...severity }] };
}

function explained({ calls, raised, settledToAt }: State, context: Context, at: Instant): Condition[] {
  const { patient, params } = context;
  const now = counted(calls, at, context);
  const settled = settledToAt === null ? '' : ` Calls up to ${clockTime(patient.zone, settledToAt, at)} have been dealt with.`;
  const found = now.length === 0 ? 'No call.' : `${now.length}: ${inWords(now, at, context)}.`;
  return [
    {
      text: `${patient.knownAs} has called ${params.calls} times within ${howLong(params.within)}.`,
      met: raised || now.length >= params.calls,
      found: found + settled,
      limit: limitIn(context),
    },
  ];
}

/**
 * Somebody who calls often: many calls become one alert for the person who knows them, instead of a new stranger each time. Each call is
 * still answered in its own right, and a press of the help button still goes its own way (`sos`).
 */
export const repeatedCalls: ScenarioTemplate<Params, State> = {
  id: 'repeated-calls',
  title: 'Repeated calls',
  area: 'care',
  params,
  kinds: ['call', 'sos'],
  defaultSeverity: () => 'low',
  defaultPlan: ({ coordinator }) => ({
    steps: [
      rung(
        'coordination',
        4 * hour,
        `{name} has called several times. For ${coordinator ?? 'the coordinator who knows {name}'}: please ring {name}.`,
      ),
      rung('coordination', day, '{name} has called several times, and the coordinator has not rung yet. Please see to it.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ calls, within, coordinator }) =>
    `If you call ${calls} times within ${howLong(within)}, ${coordinator ?? 'the coordinator who knows you'} rings you; every call is answered as well.`,
  explain: explained,
  initial: { calls: [], settledToAt: null, raised: false },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = called(state, input, context));
    // What was called until then has been talked about; the next episode needs calls of its own.
    else if (input.type === 'alert-closed')
      state = { calls: state.calls.length === 0 ? state.calls : [], settledToAt: input.at, raised: false };
    return { state: ifChanged(before, state), effects, wakeAt: null };
  },
};
