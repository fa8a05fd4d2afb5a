import { z } from 'zod';
import type { Severity } from '../model/alert.ts';
import { dayNumber } from '../model/calendar.ts';
import { observationKindNames } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, currentOrNextWindow, hour, type Instant, type Interval, localDate, wallClockAt } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type DailyLook, dayWindow, isExpected, lookAt, mostlyBlind, orHomeAgain, pendingLook, sameDay } from './daily-look.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { afterDischarge, ours, source } from './limit-sources.ts';
import { measuredKinds } from './measured.ts';
import { duration } from './parameters.ts';
import { agreedIn, atTold, clockTime, dayAndMonth, listed } from './words.ts';

const longestDays = 120;

const params = z.strictObject({
  dischargedOn: z.iso.date('must be a date as YYYY-MM-DD').describe('The day of coming home'),
  kinds: z
    .array(z.enum(observationKindNames))
    .min(1)
    .max(20)
    .default(measuredKinds)
    .describe('Any of these is a sign of the day; what only the house does is none'),
  window: dayWindow
    .prefault({ from: '00:00', to: '20:00' })
    .describe('When a sign is expected on a day; a later one counts for its own day'),
  remindBefore: duration.prefault('PT2H').describe('How long before the end of the window the person is reminded'),
  missedDays: z.int().min(1).max(14).default(2).describe('So many days in a row without a sign are told to the centre').meta(source(ours)),
  reviewAfterDays: z
    .array(z.int().min(1).max(longestDays))
    .min(1)
    .max(4)
    .refine((days) => days.every((n, i) => i === 0 || n > days[i - 1]!), 'must grow: each one later than the one before')
    .default([28, 91])
    .describe('Days after which it is looked at how it went; after the last one the watch ends')
    .meta(source(afterDischarge)),
});
type Params = z.infer<typeof params>;

interface State extends DailyLook {
  readonly readAt: Instant | null;
  /** A character for each day since discharge: `x` with a sign, `.` without, as far as the last sign. */
  readonly signs: string;
  /** Reminders for windows that end by then are settled. */
  readonly remindedToAt: Instant | null;
  /** Somebody has been asked about the first sign. */
  readonly firstAsked: boolean;
  /** Starts of the windows without a sign since the last one. */
  readonly missed: readonly Instant[];
  readonly raised: 'first' | 'missed' | null;
  /** How many of the reviews are done; null: the watch has not begun. */
  readonly reviews: number | null;
  /** The last review has been asked for and no alert was closed since. */
  readonly reviewing: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

const hasEnded = ({ reviews }: State, { params }: Context): boolean => reviews !== null && reviews >= params.reviewAfterDays.length;
const awaitsFirst = ({ readAt, firstAsked }: State): boolean => readAt === null && !firstAsked;

/** When the next review is due; null when all are done. */
function reviewAt(n: number, { patient, params }: Context): Instant | null {
  const days = params.reviewAfterDays[n];
  return days === undefined ? null : wallClockAt(patient.zone, addDays(params.dischargedOn, days), params.window.to);
}

/** The next day to be looked at. The first sign is expected on the day itself, with time enough after coming home. */
function pending(state: State, context: Context): Interval | null {
  const { patient, params } = context;
  if (state.watchedFromAt === null || hasEnded(state, context)) return null;
  const fromAt = Math.max(state.watchedFromAt, wallClockAt(patient.zone, params.dischargedOn, '00:00'));
  if (!awaitsFirst(state)) return pendingLook({ ...state, watchedFromAt: fromAt }, patient.zone, params.window);
  const first = currentOrNextWindow(patient.zone, Math.max(fromAt, state.settledToAt ?? fromAt), params.window);
  return first.fromAt >= fromAt ? first : { fromAt: first.fromAt, toAt: Math.max(first.toAt, fromAt + params.remindBefore) };
}

const remindAt = ({ toAt, fromAt }: Interval, { params }: Context): Instant => Math.max(toAt - params.remindBefore, fromAt);
const isReminded = ({ remindedToAt }: State, { toAt }: Interval): boolean => remindedToAt !== null && remindedToAt >= toAt;

function agreed({ params, scenario }: Context, first: boolean): string {
  const how = first ? `The first sign by ${params.window.to} on the day of coming home` : `A sign every day by ${params.window.to}`;
  return `${how}; asked about after ${first ? 'one day' : `${params.missedDays} without in a row`} (${first ? agreedIn(scenario, 'window') : agreedIn(scenario, 'window', 'missedDays')}).`;
}

const lastSign = ({ readAt }: State, at: Instant, { patient }: Context): string =>
  readAt === null ? 'Nothing has come since the start.' : `The last sign was at ${clockTime(patient.zone, readAt, at)}.`;

/** Nobody hearing of somebody just home is a matter for the same day; reviews are not. */
const graver = ({ scenario }: Context): { readonly severity?: Severity } => (scenario.severity === 'low' ? { severity: 'moderate' } : {});

function taken(before: State, { observation, attribution }: Extract<ScenarioInput, { type: 'observation' }>, context: Context): Judged {
  const { kind, observedAt, receivedAt, snapshot } = observation;
  const { zone, knownAs } = context.patient;
  const { params } = context;
  const nth = dayNumber(localDate(zone, observedAt)) - dayNumber(params.dischargedOn);
  if (snapshot || attribution === 'shared' || nth < 0 || nth > longestDays || !params.kinds.includes(kind))
    return { state: before, effects: none };
  if (before.reviews === null || (hasEnded(before, context) && before.raised === null)) return { state: before, effects: none };

  const signs = before.signs[nth] === 'x' ? before.signs : `${before.signs.padEnd(nth, '.').slice(0, nth)}x${before.signs.slice(nth + 1)}`;
  const readAt = Math.max(before.readAt ?? observedAt, observedAt);
  const still = before.missed.filter((fromAt) => isExpected(zone, readAt, fromAt, 1));
  const state: State = { ...before, readAt, signs, missed: still.length === before.missed.length ? before.missed : still };
  const over = before.raised === 'first' || (before.raised === 'missed' && still.length < params.missedDays);
  if (!over) return { state, effects: none };
  const reason = `A sign of ${knownAs} came: a reading ${atTold(zone, observedAt, receivedAt)}.`;
  // The same alert asks for the last review too: a reading does not do that.
  const effect: ScenarioEffect = before.reviewing
    ? { type: 'add-evidence', evidence: { text: reason, at: receivedAt }, worse: false }
    : { type: 'clear-condition', reason };
  return { state: { ...state, raised: null }, effects: [effect] };
}

function looked(before: State, window: Interval, at: Instant, context: Context): Judged {
  const { patient, params, blind } = context;
  const first = awaitsFirst(before);
  const state: State = { ...before, settledToAt: window.toAt, remindedToAt: Math.max(window.toAt, before.remindedToAt ?? 0) };
  if (state.raised !== null || !isExpected(patient.zone, state.readAt, window.fromAt, 1) || mostlyBlind(blind, window))
    return { state, effects: none };
  const missed = [...state.missed, window.fromAt].slice(-params.missedDays);
  if (!first && missed.length < params.missedDays) return { state: { ...state, missed }, effects: none };
  const days = listed(missed.map((fromAt) => dayAndMonth(localDate(patient.zone, fromAt))));
  const reason = `${patient.knownAs} is home from hospital, and no reading ${first ? 'has come on the first day' : `came on ${days}`}.`;
  const evidence = [{ text: lastSign(state, at, context), at: state.readAt ?? at, limit: agreed(context, first) }];
  const next: State = { ...state, missed: first ? state.missed : missed, firstAsked: true, raised: first ? 'first' : 'missed' };
  return { state: next, effects: [{ type: 'raise-alert', reason, evidence, ...graver(context) }] };
}

function reminded(before: State, window: Interval, at: Instant, context: Context): Judged {
  const state = { ...before, remindedToAt: window.toAt };
  const { zone } = context.patient;
  const asks = before.raised === null && isExpected(zone, before.readAt, window.fromAt, 1) && sameDay(zone, window, at);
  const text = 'Hello, {name}. We have not heard from you today. Could you take your readings now?';
  return { state, effects: asks ? [{ type: 'prompt', deviceKind: 'app', text, expectsReading: null }] : none };
}

function reviewed(before: State, n: number, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  const days = params.reviewAfterDays[n]!;
  const withSign = [...before.signs.slice(0, days)].filter((sign) => sign === 'x').length;
  const last = n + 1 === params.reviewAfterDays.length ? ' The watch ends here.' : '';
  const reason = `${days} days since ${patient.knownAs} came home: readings on ${withSign} of ${days} days. Please review.${last}`;
  const limit = `Reviews after ${listed(params.reviewAfterDays.map(String))} days (${agreedIn(scenario, 'reviewAfterDays')}).`;
  const evidence = [{ text: `Home since ${dayAndMonth(params.dischargedOn)}. ${lastSign(before, at, context)}`, at, limit }];
  return { state: { ...before, reviews: n + 1, reviewing: true }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

/** The first thing that is due, and when; what is due together comes one after the other. */
function next(state: State, context: Context): { readonly at: Instant; readonly judge: (now: Instant) => Judged } | null {
  const window = pending(state, context);
  const review = state.reviews === null ? null : reviewAt(state.reviews, context);
  const dues = [];
  if (window && !isReminded(state, window))
    dues.push({ at: remindAt(window, context), judge: (now: Instant) => reminded(state, window, now, context) });
  if (window) dues.push({ at: lookAt(context.blind, window.toAt), judge: (now: Instant) => looked(state, window, now, context) });
  if (review !== null) dues.push({ at: review, judge: (now: Instant) => reviewed(state, state.reviews!, now, context) });
  return dues.reduce<(typeof dues)[number] | null>((first, one) => (first === null || one.at < first.at ? one : first), null);
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { params } = context;
  const what = state.raised ?? (state.reviewing ? 'review' : awaitsFirst(state) ? 'first' : 'missed');
  const since = `Home since ${dayAndMonth(params.dischargedOn)}.`;
  if (what === 'review')
    return [{ text: `${params.reviewAfterDays[(state.reviews ?? 1) - 1]} days have passed since discharge.`, met: true, found: since }];
  const first = what === 'first';
  return [
    // What was missed on the last day was missed while it ran, though the last review, at the same time, ends it.
    { text: 'The watch after discharge is running.', met: state.raised !== null || !hasEnded(state, context), found: since },
    atHome(context.patient, at),
    {
      text: first ? 'No reading has come on the first day.' : `No reading on ${params.missedDays} days in a row.`,
      met: first ? state.raised === 'first' : state.missed.length >= params.missedDays,
      found: `${first ? '' : `Days without: ${state.missed.length}. `}${lastSign(state, at, context)}`,
      limit: agreed(context, first),
    },
  ];
}

/** Home from hospital: something is heard on the first day, and every day; after four and after thirteen weeks a person looks how it went. */
export const dischargeWatch: ScenarioTemplate<Params, State> = {
  id: 'discharge-watch',
  title: 'Watch after discharge',
  area: 'care',
  params,
  kinds: observationKindNames,
  kindsOf: ({ kinds }) => kinds,
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [
      {
        level: 'coordination',
        waitMs: 4 * hour,
        contactOrder: null,
        message: '{name} is home from hospital and is to be looked at: no reading has come, or a review is due. Please ring.',
      },
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ dischargedOn, window, missedDays, reviewAfterDays }) =>
    `From ${dayAndMonth(dischargedOn)} we expect a reading every day by ${window.to}, the first on the day itself; if none comes then, or on ${missedDays} days in a row, the care centre rings. After ${listed(reviewAfterDays.map(String))} days somebody looks how it went, and then the watch ends.`,
  initial: {
    watchedFromAt: null,
    settledToAt: null,
    readAt: null,
    signs: '',
    remindedToAt: null,
    firstAsked: false,
    missed: [],
    raised: null,
    reviews: null,
    reviewing: false,
  },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    // Reviews whose time was over when this was agreed are not made up for.
    if (state.reviews === null)
      state = { ...state, reviews: context.params.reviewAfterDays.filter((_, i) => reviewAt(i, context)! <= input.at).length };
    // Days before an absence do not count together with those after it; a limit that is lowered is first asked about at the next look.
    const most = watchedFromAt === null ? 0 : context.params.missedDays - 1;
    if (input.type === 'context' && state.raised === null && state.missed.length > most)
      state = { ...state, missed: state.missed.slice(0, most) };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = taken(state, input, context));
    else if (input.type === 'alert-closed')
      state = { ...state, raised: null, reviewing: false, missed: state.missed.length > 0 ? [] : state.missed };
    let due = next(state, context);
    for (; input.type === 'deadline' && due !== null && due.at <= input.at; due = next(state, context)) {
      const judged = due.judge(input.at);
      state = judged.state;
      effects = [...effects, ...judged.effects];
    }
    const wakeAt = hasEnded(state, context) ? null : orHomeAgain(watchedFromAt, presence, due?.at ?? null);
    return { state: ifChanged(before, state), effects, wakeAt };
  },
  explain: conditions,
};
