import { z } from 'zod';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, currentOrNextWindow, day, hour, type Instant, type Interval, isWithin, localDate, nextWallClock } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { dayWindow, lookAt, mostlyBlind, orHomeAgain } from './daily-look.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { ours, ownGoal, source } from './limit-sources.ts';
import { localTime } from './parameters.ts';
import { agreedIn, dayAndMonth, listed } from './words.ts';

// The number is the person's own wish; nothing here is a clinical limit.
const params = z
  .strictObject({
    stepsPerDay: z.int().min(100).max(100_000).default(5_000).describe('Steps a day').meta(source(ownGoal)),
    nearlyPercent: z
      .int()
      .min(1)
      .max(99)
      .default(80)
      .describe('From this share of the goal on we say in the evening that it is nearly done')
      .meta(source(ours)),
    window: dayWindow.prefault({ from: '08:00', to: '21:00' }).describe('When we may speak, and on which days'),
    eveningAt: localTime.default('19:00').describe('From when on in the day a goal that is nearly reached is spoken of'),
    optedIn: z.boolean().default(false).describe('The person wants a professional to be told after quiet days'),
    quietDays: z.int().min(2).max(14).default(5).describe('After so many quiet days in a row, if that is wanted').meta(source(ours)),
    quietBelowSteps: z
      .int()
      .min(1)
      .max(20_000)
      .default(500)
      .describe('A day with fewer steps, or with none counted, is quiet')
      .meta(source(ours)),
  })
  .refine((p) => p.quietBelowSteps < p.stepsPerDay, { message: 'must be below stepsPerDay', path: ['quietBelowSteps'] })
  .refine((p) => p.window.from <= p.eveningAt && p.eveningAt < p.window.to, { message: 'must lie within the window', path: ['eveningAt'] });
type Params = z.infer<typeof params>;

interface State {
  readonly watchedFromAt: Instant | null;
  /** The day counted, as a local date, and its steps so far: devices tell a total that grows. */
  readonly date: string | null;
  readonly steps: number;
  readonly congratulated: boolean;
  readonly encouraged: boolean;
  /** Steps of the day before that reached the goal when nobody wanted to be spoken to. */
  readonly owedSteps: number | null;
  /** Moments up to then are settled. */
  readonly lookedToAt: Instant | null;
  /** Quiet days since the last one that was not, as local dates. */
  readonly quiet: readonly string[];
  readonly raised: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const say = (text: string): ScenarioEffect => ({ type: 'prompt', deviceKind: 'wearable', text, expectsReading: null });
const thousands = (n: number): string => String(Math.floor(n)).replace(/\B(?=(\d{3})+$)/g, ',');

/** What there is to say now, if this is a time to speak: each thing once a day. */
function spoken(state: State, at: Instant, context: Context): Judged {
  const { zone, presence } = context.patient;
  const { stepsPerDay, nearlyPercent, window, eveningAt } = context.params;
  if (!isHome(presence, at) || !isWithin(zone, at, window)) return { state, effects: none };
  if (state.owedSteps !== null) {
    const text = `You walked ${thousands(state.owedSteps)} steps yesterday, {name}, and reached your goal. Well done!`;
    const rest = spoken({ ...state, owedSteps: null }, at, context);
    return { state: rest.state, effects: [say(text), ...rest.effects] };
  }
  const { date, steps, congratulated, encouraged } = state;
  if (date !== localDate(zone, at) || congratulated) return { state, effects: none };
  if (steps >= stepsPerDay) {
    const text = `Well done, {name}: ${thousands(steps)} steps today. You have reached your goal of ${thousands(stepsPerDay)}.`;
    return { state: { ...state, congratulated: true }, effects: [say(text)] };
  }
  const evening = at >= nextWallClock(zone, currentOrNextWindow(zone, at, window).fromAt, eveningAt);
  if (!evening || encouraged || steps * 100 < stepsPerDay * nearlyPercent) return { state, effects: none };
  const text = `${thousands(steps)} of ${thousands(stepsPerDay)} steps, {name}: nearly there.`;
  return { state: { ...state, encouraged: true }, effects: [say(text)] };
}

/** Steps of a day as far as they are known: the largest total told of it. A new day begins with the first reading of it. */
function counted(state: State, date: string, steps: number, at: Instant, { patient, params }: Context): State {
  if (state.date !== null && date < state.date) return state;
  if (date === state.date) return steps > state.steps ? { ...state, steps } : state;
  const yesterday = state.date !== null && addDays(state.date, 1) === localDate(patient.zone, at);
  const owed = yesterday && state.steps >= params.stepsPerDay && !state.congratulated;
  return { ...state, date, steps, congratulated: false, encouraged: false, owedSteps: owed ? state.steps : null };
}

function walked(
  before: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { kind, value, observedAt, snapshot } = observation;
  const { patient, params } = context;
  if (kind !== 'steps' || snapshot || attribution === 'shared') return { state: before, effects: none };
  const date = localDate(patient.zone, observedAt);
  const steps = Number(value);
  let state = counted(before, date, steps, at, context);
  const quiet = steps >= params.quietBelowSteps ? state.quiet.filter((one) => one > date) : state.quiet;
  if (quiet.length !== state.quiet.length) state = { ...state, quiet };
  const said = spoken(state, at, context);
  if (!state.raised || quiet.length >= params.quietDays) return said;
  const reason = `${patient.knownAs} is walking again: ${thousands(steps)} steps on ${dayAndMonth(date)}.`;
  return { state: { ...said.state, raised: false }, effects: [{ type: 'clear-condition', reason }, ...said.effects] };
}

/** The end of a day, for those who want somebody to be told. */
function dayOver(state: State, window: Interval, at: Instant, context: Context): Judged {
  const { patient, params, scenario, blind } = context;
  const { zone, knownAs } = patient;
  const date = localDate(zone, window.fromAt);
  const seen = state.watchedFromAt !== null && state.watchedFromAt <= window.fromAt && !mostlyBlind(blind, window);
  const steps = state.date === date ? state.steps : 0;
  const later = state.date !== null && state.date > date;
  if (!params.optedIn || !seen || later || steps >= params.quietBelowSteps || state.raised) return { state, effects: none };
  const quiet = [...state.quiet, date].slice(-params.quietDays);
  if (quiet.length < params.quietDays) return { state: { ...state, quiet }, effects: none };
  const limit = `Fewer than ${thousands(params.quietBelowSteps)} steps, or none counted, on ${params.quietDays} days in a row (${agreedIn(scenario, 'quietBelowSteps', 'quietDays')}).`;
  const reason = `Few steps or none were counted for ${knownAs} on ${listed(quiet.map(dayAndMonth))}; ${knownAs} wanted somebody to be told.`;
  return {
    state: { ...state, quiet, raised: true },
    effects: [{ type: 'raise-alert', reason, evidence: [{ text: lastWalk(state), at, limit }] }],
  };
}

const lastWalk = ({ date, steps }: State): string =>
  date === null ? 'No steps have been counted since the start.' : `Last counted: ${thousands(steps)} steps on ${dayAndMonth(date)}.`;

interface Moment {
  readonly at: Instant;
  readonly judge: (state: State, now: Instant) => Judged;
}

/** The next moment of a day at which there may be something to say or to judge: its beginning, the evening, its end. */
function next(afterAt: Instant, context: Context): Moment & { readonly settledAt: Instant } {
  const { patient, params, blind } = context;
  const window = currentOrNextWindow(patient.zone, afterAt, params.window);
  const speak = (state: State, now: Instant) => spoken(state, now, context);
  if (window.fromAt > afterAt) return { at: window.fromAt, settledAt: window.fromAt, judge: speak };
  const eveningAt = nextWallClock(patient.zone, window.fromAt, params.eveningAt);
  if (eveningAt > afterAt && eveningAt < window.toAt) return { at: eveningAt, settledAt: eveningAt, judge: speak };
  return { at: lookAt(blind, window.toAt), settledAt: window.toAt, judge: (state, now) => dayOver(state, window, now, context) };
}

function conditions(state: State, { patient, params, scenario }: Context, at: Instant): readonly Condition[] {
  const quiet = state.quiet.length;
  return [
    {
      text: `${patient.knownAs} wants a professional to be told.`,
      met: params.optedIn,
      found: params.optedIn ? 'Yes.' : 'No: we only encourage.',
    },
    { ...atHome(patient, at), ...(state.raised ? { met: true } : {}) },
    {
      text: `${params.quietDays} quiet days in a row.`,
      met: quiet >= params.quietDays,
      found: `Quiet days in a row: ${quiet}. ${lastWalk(state)}`,
      limit: `Fewer than ${thousands(params.quietBelowSteps)} steps, or none counted (${agreedIn(scenario, 'quietBelowSteps')}).`,
    },
  ];
}

/** So many steps a day. Reached: congratulated once; nearly reached in the evening: encouraged once; less: nothing is said. */
export const stepsGoal: ScenarioTemplate<Params, State> = {
  id: 'steps-goal',
  title: 'Steps a day',
  area: 'goal',
  params,
  kinds: ['steps'],
  defaultSeverity: () => 'low',
  defaultPlan: ({ optedIn }) => ({
    steps: [
      { level: 'patient', waitMs: 4 * hour, contactOrder: null, message: 'Hello, {name}. How are you? A few steps today would be good.' },
      ...(optedIn
        ? [
            {
              level: 'coordination' as const,
              waitMs: 2 * day,
              contactOrder: null,
              message: '{name} has walked little for some days and wanted somebody to ask. Not urgent.',
            },
          ]
        : []),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ stepsPerDay, optedIn, quietDays }) =>
    `Your goal is ${thousands(stepsPerDay)} steps a day. We congratulate and encourage; ${optedIn ? `after ${quietDays} quiet days we tell the care centre, as you wished` : 'nobody else is told'}.`,
  initial: {
    watchedFromAt: null,
    date: null,
    steps: 0,
    congratulated: false,
    encouraged: false,
    owedSteps: null,
    lookedToAt: null,
    quiet: [],
    raised: false,
  },

  step(before, input, context) {
    const { patient, params } = context;
    const watchedFromAt = watchedSince(before.watchedFromAt, patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    if (state.lookedToAt === null) state = { ...state, lookedToAt: input.at };
    // Quiet days count while that is wanted and the person is at home; a limit that is lowered is first asked about at the next look.
    const most = params.optedIn && watchedFromAt !== null ? params.quietDays - 1 : 0;
    if (input.type === 'context' && !state.raised && state.quiet.length > most) state = { ...state, quiet: state.quiet.slice(0, most) };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = walked(state, input, context));
    else if (input.type === 'alert-closed' && state.raised) state = { ...state, raised: false, quiet: [] };
    let due = next(state.lookedToAt!, context);
    for (; input.type === 'deadline' && input.at >= due.at; due = next(state.lookedToAt!, context)) {
      const judged = due.judge(state, input.at);
      state = { ...judged.state, lookedToAt: due.settledAt };
      effects = [...effects, ...judged.effects];
    }
    return { state: ifChanged(before, state), effects, wakeAt: orHomeAgain(watchedFromAt, patient.presence, due.at) };
  },
  explain: conditions,
  attained({ date, steps }, { patient, params: { stepsPerDay } }, at) {
    return {
      words: `${thousands(stepsPerDay)} steps`,
      done: date === localDate(patient.zone, at) ? Math.floor(steps) : 0,
      of: stepsPerDay,
      per: 'day',
    };
  },
};
