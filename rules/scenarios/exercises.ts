import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { daysOfWeek } from '../model/calendar.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, currentOrNextWindow, day, type Instant, isWithin, localDate } from '../model/time.ts';
import { dayWindow, lookAt } from './daily-look.ts';
import { ifChanged, isHome } from './judging.ts';
import { ownGoal, source } from './limit-sources.ts';
import { windowOfDay } from './today.ts';
import { howOften, isWhole, lookBackAt, thisOrNext, type Week, weekFrom } from './weeks.ts';
import { agreedIn, dayAndMonth } from './words.ts';

// How often is the therapist's prescription; nothing here is a clinical limit.
const params = z.strictObject({
  words: z.string().trim().min(1).max(80).default('your exercises').describe('The exercises as the person calls them'),
  timesPerWeek: z.int().min(1).max(7).default(5).describe('On how many days a week').meta(source(ownGoal)),
  listTo: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .nullable()
    .default(null)
    .describe('Who gets the list of a week, for example "the physio, Sam Patel"; null: nobody'),
  weekEnds: z.enum(daysOfWeek).default('sun').describe('The last day of a week; the next morning the list is made'),
  window: dayWindow.prefault({ from: '09:00', to: '18:00' }).describe('When we may speak; at the end we ask, if nothing was said that day'),
});
type Params = z.infer<typeof params>;

/** What was said of a day: the date, done or not (null: not said), when that was said, and the worst pain score. */
type Day = readonly [date: string, done: boolean | null, saidAt: Instant, pain: number | null];

interface State {
  /** null until the agreement begins. */
  readonly week: Week | null;
  readonly days: readonly Day[];
  /** Windows that end by then have been asked about. */
  readonly askedToAt: Instant | null;
  /** A list was given out and nobody has closed it. */
  readonly listed: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
/** A week, and what is told of the next one before the look back. */
const mostDays = 10;
const none: readonly ScenarioEffect[] = [];
const say = (text: string, asks = false): ScenarioEffect => ({
  type: 'prompt',
  deviceKind: 'app',
  text,
  expectsReading: asks ? 'exercise' : null,
});

const doneIn = ({ fromDate, toDate }: Week, days: readonly Day[]) =>
  days.filter(([date, done]) => done === true && date >= fromDate && date <= toDate).length;

/** What is known of a day after one more reading; the same object when that changes nothing. Of two answers the later one counts. */
function afterReading(
  known: Day | undefined,
  date: string,
  { kind, value, observedAt }: Extract<ScenarioInput, { type: 'observation' }>['observation'],
): Day {
  const [, done, saidAt, pain] = known ?? [date, null, 0, null];
  if (kind === 'pain')
    return known && pain !== null && pain >= Number(value) ? known : [date, done, saidAt, Math.max(pain ?? 0, Number(value))];
  return known && saidAt >= observedAt ? known : [date, value === 'done', observedAt, pain];
}

function observed(
  before: State,
  week: Week,
  { observation, attribution, at }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { zone, presence } = context.patient;
  const { words, timesPerWeek, window, weekEnds } = context.params;
  const date = localDate(zone, observation.observedAt);
  const other = observation.kind !== 'exercise' && observation.kind !== 'pain';
  if (other || observation.snapshot || attribution === 'shared' || date < week.fromDate) return { state: before, effects: none };
  const known = before.days.find((one) => one[0] === date);
  const told = afterReading(known, date, observation);
  if (told === known) return { state: before, effects: none };
  const days = [...before.days.filter((one) => one !== known), told].sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(-mostDays);
  const state = { ...before, days };
  const news = told[1] === true && known?.[1] !== true && date === localDate(zone, at);
  if (!news || !isHome(presence, at) || !isWithin(zone, at, window)) return { state, effects: none };
  const n = doneIn(thisOrNext(week, date, weekEnds), days);
  return { state, effects: [say(`Well done, {name}: ${words}, on ${n} of ${timesPerWeek} days this week.`)] };
}

/** The end of a day on which nothing was said; who has done enough this week is not asked. */
function asked(before: State, week: Week, toAt: Instant, at: Instant, context: Context): Judged {
  const { zone, presence } = context.patient;
  const { words, timesPerWeek } = context.params;
  const state = { ...before, askedToAt: toAt };
  const date = localDate(zone, toAt - 1);
  const known = before.days.some(([one, done]) => one === date && done !== null);
  const asks = !known && doneIn(week, before.days) < timesPerWeek && isHome(presence, at) && localDate(zone, at) === date;
  return { state, effects: asks ? [say(`Have you done ${words} today, {name}?`, true)] : none };
}

const inWords = ([date, done, , pain]: Day): string =>
  `${dayAndMonth(date)}: ${done === null ? 'nothing said' : done ? 'done' : 'not done'}${pain === null ? '' : `, pain ${pain} of 10`}.`;

function weekOver(before: State, week: Week, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  const { zone, presence, knownAs } = patient;
  const days = before.days.filter(([date]) => date <= week.toDate);
  const n = doneIn(week, days);
  const state: State = {
    ...before,
    week: weekFrom(addDays(week.toDate, 1), params.weekEnds),
    days: before.days.filter((one) => !days.includes(one)),
  };
  const home = isHome(presence, at);
  const onDays = isWhole(week) ? `${n} of ${params.timesPerWeek} days` : n === 1 ? '1 day' : `${n} days`;
  const current = home && localDate(zone, at) === localDate(zone, lookBackAt(zone, week, params.window));
  const said = current
    ? [say(`Last week, {name}: ${params.words}, on ${onDays}. ${n >= params.timesPerWeek ? 'Well done!' : 'A new week begins.'}`)]
    : none;
  if (params.listTo === null || (!home && days.length === 0)) return { state, effects: said };
  const limit = `${howOften(params.timesPerWeek)} a week (${agreedIn(scenario, 'timesPerWeek')}).`;
  const evidence: Evidence[] = days.map((one) => ({ text: inWords(one), at: one[2] || at }));
  const worst = Math.max(...days.map((one) => one[3] ?? -1));
  const pain = worst < 0 ? '' : `, worst pain ${worst} of 10`;
  const reason = `For ${params.listTo}: ${knownAs}, ${dayAndMonth(week.fromDate)} to ${dayAndMonth(week.toDate)}: exercises on ${onDays}${pain}.`;
  const lines = evidence.length > 0 ? evidence : [{ text: 'Nothing was said that week.', at }];
  return {
    state: { ...state, listed: true },
    effects: [...said, { type: 'raise-alert', reason, evidence: [{ ...lines[0]!, limit }, ...lines.slice(1)] }],
  };
}

interface Due {
  readonly at: Instant;
  readonly judge: (now: Instant) => Judged;
}

/** The first of the two things that wait: the evening's question and the look back on the week. */
function next(state: State, week: Week, startAt: Instant, context: Context): Due {
  const { patient, params, blind } = context;
  const evening = currentOrNextWindow(patient.zone, state.askedToAt ?? startAt, params.window).toAt;
  const backAt = lookAt(blind, lookBackAt(patient.zone, week, params.window));
  return evening < backAt
    ? { at: evening, judge: (now) => asked(state, week, evening, now, context) }
    : { at: backAt, judge: (now) => weekOver(state, week, now, context) };
}

function conditions(state: State, { params, scenario }: Context): readonly Condition[] {
  const { week, days, listed } = state;
  const found = listed
    ? 'It has ended, and the list is not closed.'
    : `It ends on ${week ? dayAndMonth(week.toDate) : 'a day not known'}; days told: ${days.length}.`;
  return [
    {
      text: 'Somebody gets the list of a week.',
      met: params.listTo !== null,
      found: params.listTo ?? 'Nobody.',
      limit: agreedIn(scenario, 'listTo'),
    },
    { text: 'A week has ended.', met: listed, found },
  ];
}

/** Exercises from a therapist: praised, asked for in the evening, and once a week a list with the pain scores beside. Never an alarm. */
export const exercises: ScenarioTemplate<Params, State> = {
  id: 'exercises',
  title: 'Exercises',
  area: 'goal',
  params,
  kinds: ['exercise', 'pain'],
  defaultSeverity: () => 'low',
  defaultPlan: ({ listTo }) => ({
    steps: [
      {
        level: 'coordination',
        waitMs: 3 * day,
        contactOrder: null,
        message: `For ${listTo ?? 'the therapist'}: {name}'s list of exercises for the week. Not urgent; please pass it on.`,
      },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ words, timesPerWeek, listTo }) =>
    `You do ${words} on ${timesPerWeek} days a week. In the evening we ask if nothing was said; ${listTo === null ? 'nobody else is told' : `once a week ${listTo} gets the list, with your pain scores`}.`,
  initial: { week: null, days: [], askedToAt: null, listed: false },

  step(before, input, context) {
    let state = before;
    let week = state.week ?? weekFrom(localDate(context.patient.zone, input.at), context.params.weekEnds);
    if (state.week === null) state = { ...state, week, askedToAt: input.at };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, week, input, context));
    else if (input.type === 'alert-closed' && state.listed) state = { ...state, listed: false };
    let due = next(state, week, input.at, context);
    for (; input.type === 'deadline' && input.at >= due.at; due = next(state, week, input.at, context)) {
      const judged = due.judge(input.at);
      state = judged.state;
      week = state.week!;
      effects = [...effects, ...judged.effects];
    }
    return { state: ifChanged(before, state), effects, wakeAt: due.at };
  },
  explain: conditions,
  today({ week, days }, { patient: { zone }, params }, at) {
    const date = localDate(zone, at);
    const window = windowOfDay(zone, at, params.window);
    const said = days.some(([day, done]) => day === date && done !== null);
    if (week === null || window === null || said) return [];
    if (doneIn(thisOrNext(week, date, params.weekEnds), days) >= params.timesPerWeek) return [];
    return [{ kind: 'exercise', words: params.words, reading: 'exercise', fromAt: window.fromAt, dueAt: window.toAt }];
  },
  attained: ({ week, days }, { patient, params: { words, timesPerWeek, weekEnds } }, at) =>
    week && { words, done: doneIn(thisOrNext(week, localDate(patient.zone, at), weekEnds), days), of: timesPerWeek, per: 'week' },
};
