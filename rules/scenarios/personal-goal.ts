import { z } from 'zod';
import { daysOfWeek } from '../model/calendar.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, day, hour, type Instant, isWithin, localDate, wallClockAt } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { dayWindow, lookAt, mostlyBlind, orHomeAgain } from './daily-look.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { ours, ownGoal, source } from './limit-sources.ts';
import { howOften, isWhole, lookBackAt, thisOrNext, type Week, weekFrom } from './weeks.ts';
import { agreedIn, atTold, clockTime, dayAndMonth } from './words.ts';

// The person's own wish in the person's own words; nothing here is a clinical limit.
const params = z.strictObject({
  words: z.string().trim().min(1).max(60).describe('The goal as the person says it, for example "walk to the church and back"'),
  goal: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .nullable()
    .default(null)
    .describe('The name that readings of it carry; null: the words themselves'),
  timesPerWeek: z.int().min(1).max(21).default(3).describe('How often a week the person means to do it').meta(source(ownGoal)),
  weekEnds: z.enum(daysOfWeek).default('sun').describe('The last day of a week; the next morning we look back on it'),
  window: dayWindow.prefault({ from: '09:00', to: '20:00' }).describe('When we may speak about it'),
  optedIn: z.boolean().default(false).describe('The person wants a professional to be told when nothing happens for weeks'),
  quietWeeks: z.int().min(1).max(12).default(2).describe('After so many weeks in a row without it, if that is wanted').meta(source(ours)),
});
type Params = z.infer<typeof params>;

interface State {
  readonly watchedFromAt: Instant | null;
  /** null until the agreement begins. */
  readonly week: Week | null;
  /** When it was done, from the beginning of this week on. */
  readonly times: readonly Instant[];
  readonly quietWeeks: number;
  readonly raised: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const mostTimes = 25;

const say = (text: string): ScenarioEffect => ({ type: 'prompt', deviceKind: 'app', text, expectsReading: null });
const sameWords = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
const inWeek = ({ fromDate, toDate }: Week, times: readonly Instant[], zone: string) =>
  times.filter((at) => localDate(zone, at) >= fromDate && localDate(zone, at) <= toDate).length;

function praise(n: number, { words, timesPerWeek }: Params): string {
  return n === timesPerWeek
    ? `You have done it, {name}: ${words}, ${howOften(n)} this week. Well done!`
    : `Well done, {name}: ${words}. That is ${n} of ${timesPerWeek} this week.`;
}

function reached(
  before: State,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = observation;
  const { patient, params } = context;
  const { zone } = patient;
  const other = kind !== 'goal' || !sameWords(String(value), params.goal ?? params.words);
  const { week } = before;
  if (other || snapshot || attribution === 'shared' || week === null || before.times.includes(observedAt))
    return { state: before, effects: none };
  if (localDate(zone, observedAt) < week.fromDate || before.times.length >= mostTimes) return { state: before, effects: none };

  const times = [...before.times, observedAt];
  const state: State = { ...before, times, quietWeeks: 0, raised: false };
  const reason = `${patient.knownAs} reached the goal "${params.words}" ${atTold(zone, observedAt, receivedAt)}.`;
  const over: readonly ScenarioEffect[] = before.raised ? [{ type: 'clear-condition', reason }] : none;
  const n = inWeek(thisOrNext(week, localDate(zone, observedAt), params.weekEnds), times, zone);
  const praised =
    n <= params.timesPerWeek &&
    localDate(zone, observedAt) === localDate(zone, at) &&
    isHome(patient.presence, at) &&
    isWithin(zone, at, params.window);
  return { state, effects: praised ? [...over, say(praise(n, params))] : over };
}

function lookingBack(n: number, { words, timesPerWeek }: Params): string {
  if (n === 0) return `A new week begins, {name}. Your goal: ${words}, ${howOften(timesPerWeek)} a week.`;
  if (n >= timesPerWeek) return `Last week you reached your goal, {name}: ${words}, ${howOften(n)}. Well done!`;
  return `Last week you did it ${howOften(n)}, {name}: ${words}. A new week begins; you would like to do it ${howOften(timesPerWeek)}.`;
}

function weekOver(before: State, week: Week, at: Instant, context: Context): Judged {
  const { patient, params, scenario, blind } = context;
  const { zone, knownAs } = patient;
  const n = inWeek(week, before.times, zone);
  const fromAt = wallClockAt(zone, week.fromDate, '00:00');
  const seen = before.watchedFromAt !== null && localDate(zone, before.watchedFromAt) <= week.fromDate && isWhole(week);
  const quiet =
    params.optedIn && n === 0 && seen && !mostlyBlind(blind, { fromAt, toAt: wallClockAt(zone, addDays(week.toDate, 1), '00:00') });
  const quietWeeks = n > 0 ? 0 : before.quietWeeks + (quiet ? 1 : 0);
  const state: State = {
    ...before,
    week: weekFrom(addDays(week.toDate, 1), params.weekEnds),
    times: before.times.filter((one) => localDate(zone, one) > week.toDate),
    quietWeeks,
  };
  const current = isHome(patient.presence, at) && localDate(zone, at) === localDate(zone, lookBackAt(zone, week, params.window));
  const said = current ? [say(lookingBack(n, params))] : none;
  if (!quiet || before.raised || quietWeeks < params.quietWeeks) return { state, effects: said };
  const limit = `Wanted by ${knownAs} after ${params.quietWeeks} weeks without it (${agreedIn(scenario, 'quietWeeks')}).`;
  const evidence = [{ text: `Nothing in the week to ${dayAndMonth(week.toDate)}; weeks in a row: ${quietWeeks}.`, at, limit }];
  const reason = `${knownAs}'s goal "${params.words}" has not been reached for ${quietWeeks} weeks; ${knownAs} wanted somebody to be told.`;
  return { state: { ...state, raised: true }, effects: [...said, { type: 'raise-alert', reason, evidence }] };
}

const dueAt = (week: Week, { patient, params, blind }: Context): Instant => lookAt(blind, lookBackAt(patient.zone, week, params.window));

function conditions(state: State, { patient, params, scenario }: Context, at: Instant): readonly Condition[] {
  const last = state.times.at(-1);
  const since = last === undefined ? 'Not done this week.' : `Last done at ${clockTime(patient.zone, last, at)}.`;
  return [
    {
      text: `${patient.knownAs} wants a professional to be told.`,
      met: params.optedIn,
      found: params.optedIn ? 'Yes.' : 'No: we only encourage.',
    },
    { ...atHome(patient, at), ...(state.raised ? { met: true } : {}) },
    {
      text: `The goal "${params.words}" was not reached for ${params.quietWeeks} weeks in a row.`,
      met: state.quietWeeks >= params.quietWeeks,
      found: `Weeks in a row without it: ${state.quietWeeks}. ${since}`,
      limit: agreedIn(scenario, 'quietWeeks'),
    },
  ];
}

/** What a person has set out to do. We encourage and look back once a week; nobody else hears of it unless the person wants that. */
export const personalGoal: ScenarioTemplate<Params, State> = {
  id: 'personal-goal',
  title: 'Personal goal',
  area: 'goal',
  params,
  kinds: ['goal'],
  defaultSeverity: () => 'low',
  defaultPlan: ({ optedIn, words }) => ({
    steps: [
      { level: 'patient', waitMs: 4 * hour, contactOrder: null, message: `Hello, {name}. How is it going with your goal: ${words}?` },
      ...(optedIn
        ? [
            {
              level: 'coordination' as const,
              waitMs: 3 * day,
              contactOrder: null,
              message: '{name} has not reached a goal for some time and wanted a word about it. Not urgent.',
            },
          ]
        : []),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ words, timesPerWeek, optedIn, quietWeeks }) =>
    `Your goal: ${words}, ${howOften(timesPerWeek)} a week. We encourage you and look back with you once a week; ${optedIn ? `after ${quietWeeks} weeks without it we tell the care centre, as you wished` : 'nobody else is told'}.`,
  initial: { watchedFromAt: null, week: null, times: [], quietWeeks: 0, raised: false },

  step(before, input, context) {
    const { patient, params } = context;
    const watchedFromAt = watchedSince(before.watchedFromAt, patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let week = state.week ?? weekFrom(localDate(patient.zone, input.at), params.weekEnds);
    if (state.week === null) state = { ...state, week };
    // A limit that is lowered is first asked about at the next look back.
    if (input.type === 'context' && !state.raised && state.quietWeeks >= params.quietWeeks)
      state = { ...state, quietWeeks: params.quietWeeks - 1 };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = reached(state, input, context));
    else if (input.type === 'alert-closed' && state.raised) state = { ...state, raised: false, quietWeeks: 0 };
    else if (input.type === 'deadline')
      for (; input.at >= dueAt(week, context); week = state.week!) {
        const judged = weekOver(state, week, input.at, context);
        state = judged.state;
        effects = [...effects, ...judged.effects];
      }
    return { state: ifChanged(before, state), effects, wakeAt: orHomeAgain(watchedFromAt, patient.presence, dueAt(week, context)) };
  },
  explain: conditions,
  attained: ({ week, times }, { patient: { zone }, params: { words, timesPerWeek, weekEnds } }, at) =>
    week && { words, done: inWeek(thisOrNext(week, localDate(zone, at), weekEnds), times, zone), of: timesPerWeek, per: 'week' },
};
