import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { blindMs, seenUntil } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, hour, type Instant, type Interval, localDate } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type DailyLook, dayWindow, isExpected, lookAt, mostlyBlind, pendingLook, sameDay } from './daily-look.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { measured, measuredKinds } from './measured.ts';
import { duration } from './parameters.ts';
import { windowOfDay } from './today.ts';
import { agreedIn, atTold, clockTime, dayAndMonth, howLong, listed } from './words.ts';

// Times and days are agreed with the person; none of them is a clinical limit. That a kit brought home is used the same day is how
// places run early supported discharge.
const params = z.strictObject({
  kind: z.enum(measuredKinds).default('blood-pressure').describe('What is to be measured'),
  window: dayWindow
    .prefault({ from: '00:00', to: '20:00' })
    .describe('When it is expected on a day; at the end we remind. A later reading still counts for its own day'),
  everyDays: z.int().min(1).max(31).default(1).describe('How often: 1 is every day, 7 once a week').meta(source(ours)),
  missedDays: z
    .int()
    .min(1)
    .max(14)
    .default(3)
    .describe('After so many expected days without a reading in a row, we tell somebody')
    .meta(source(ours)),
  firstWithin: duration.nullable().prefault('PT24H').describe('When the first reading is due after the start; null: like any other'),
  sharedCounts: z.boolean().default(false).describe('In a home of several, a reading of the common device counts'),
});
type Params = z.infer<typeof params>;

interface State extends DailyLook {
  /** When the last reading was taken. */
  readonly readAt: Instant | null;
  /** The last reading that cannot be put down to this person. */
  readonly sharedAt: Instant | null;
  /** Somebody has been asked about the first reading. */
  readonly firstAsked: boolean;
  /** Starts of the windows since the last reading in which one was expected. */
  readonly missed: readonly Instant[];
  readonly raised: 'first' | 'missed' | null;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

/** When the first reading is overdue; null once there is one, or somebody has been asked, or while the patient is away. */
function firstDueAt({ watchedFromAt, readAt, firstAsked }: State, { params: { firstWithin }, blind }: Context): Instant | null {
  if (firstWithin === null || watchedFromAt === null || readAt !== null || firstAsked) return null;
  return seenUntil(blind, watchedFromAt, watchedFromAt + firstWithin);
}

function agreed({ params: { kind, everyDays, window, missedDays, firstWithin }, scenario }: Context, what: 'first' | 'missed'): string {
  const how =
    what === 'first'
      ? `The first ${measured[kind].words} within ${howLong(firstWithin ?? 0)} of the start`
      : `Expected ${everyDays === 1 ? 'every day' : `every ${everyDays} days`} by ${window.to}; asked about after ${missedDays} missed in a row`;
  return `${how} (${what === 'first' ? agreedIn(scenario, 'firstWithin') : agreedIn(scenario, 'everyDays', 'window', 'missedDays')}).`;
}

function lastKnown({ readAt, sharedAt }: State, at: Instant, context: Context): Evidence[] {
  const { zone } = context.patient;
  const { words } = measured[context.params.kind];
  const last =
    readAt === null
      ? { text: `No ${words} has come since the start.`, at }
      : { text: `Last ${words} taken at ${clockTime(zone, readAt, at)}.`, at: readAt };
  if (sharedAt === null || sharedAt <= (readAt ?? 0)) return [last];
  const text = `One was taken at ${clockTime(zone, sharedAt, at)} with a device that several use; it cannot be put down to one person.`;
  return [last, { text, at: sharedAt }];
}

function raise(state: State, what: 'first' | 'missed', at: Instant, context: Context): Judged {
  const { patient, params } = context;
  const { words } = measured[params.kind];
  const days = state.missed.map((fromAt) => dayAndMonth(localDate(patient.zone, fromAt)));
  const reason =
    what === 'first'
      ? `No ${words} has come from ${patient.knownAs} within ${howLong(params.firstWithin ?? 0)} of the start.`
      : `${patient.knownAs}'s ${words} was expected on ${listed(days)} and did not come.`;
  const [first, ...more] = lastKnown(state, at, context);
  const evidence = [{ ...first!, limit: agreed(context, what) }, ...more];
  return { state: { ...state, firstAsked: true, raised: what }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

function taken(before: State, { observation, attribution }: Extract<ScenarioInput, { type: 'observation' }>, context: Context): Judged {
  const { kind, observedAt, receivedAt, snapshot } = observation;
  const { params, patient } = context;
  if (snapshot || kind !== params.kind) return { state: before, effects: none };
  const shared = attribution === 'shared';
  if (shared && !params.sharedCounts)
    return { state: { ...before, sharedAt: Math.max(before.sharedAt ?? observedAt, observedAt) }, effects: none };

  const readAt = Math.max(before.readAt ?? observedAt, observedAt);
  const still = before.missed.filter((fromAt) => isExpected(patient.zone, readAt, fromAt, params.everyDays));
  const state: State = { ...before, readAt, missed: still.length === before.missed.length ? before.missed : still };
  const over = before.raised === 'first' || (before.raised === 'missed' && still.length < params.missedDays);
  if (!over) return { state, effects: none };
  const whose = shared ? ' It cannot be put down to one person.' : '';
  const reason = `${patient.knownAs}'s ${measured[params.kind].words} was taken ${atTold(patient.zone, observedAt, receivedAt)}.${whose}`;
  return { state: { ...state, raised: null }, effects: [{ type: 'clear-condition', reason }] };
}

/** The end of a day's window: what was expected and has not come is asked for; too often in a row, somebody is told. */
function looked(before: State, window: Interval, at: Instant, context: Context): Judged {
  const { params, patient, blind } = context;
  const state = { ...before, settledToAt: window.toAt };
  const open =
    state.raised !== null || !isExpected(patient.zone, state.readAt, window.fromAt, params.everyDays) || mostlyBlind(blind, window);
  if (open) return { state, effects: none };
  const missed = firstDueAt(state, context) === null ? [...state.missed, window.fromAt].slice(-params.missedDays) : state.missed;
  const next = { ...state, missed };
  if (missed.length >= params.missedDays) return raise(next, 'missed', at, context);
  const { words, meter } = measured[params.kind];
  const text = `Hello, {name}. We have not had your ${words} today. Could you see to it now?`;
  const asks = sameDay(patient.zone, window, at)
    ? [{ type: 'prompt', deviceKind: meter, text, expectsReading: params.kind } as const]
    : none;
  return { state: next, effects: asks };
}

function due(before: State, at: Instant, context: Context): Judged {
  const firstAt = firstDueAt(before, context);
  let { state, effects }: Judged =
    firstAt !== null && at >= firstAt ? raise(before, 'first', at, context) : { state: before, effects: none };
  for (;;) {
    const window = pendingLook(state, context.patient.zone, context.params.window);
    if (window === null || at < lookAt(context.blind, window.toAt)) return { state, effects };
    const step = looked(state, window, at, context);
    state = step.state;
    effects = [...effects, ...step.effects];
  }
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { patient, params, blind } = context;
  const { words } = measured[params.kind];
  const firstAt = firstDueAt(state, context);
  const what = state.raised ?? (firstAt === null ? 'missed' : 'first');
  const found = lastKnown(state, at, context)
    .map(({ text }) => text)
    .join(' ');
  const unseenMs = state.watchedFromAt === null ? 0 : blindMs(blind, Math.max(state.watchedFromAt, at - params.missedDays * day), at);
  const unseen = unseenMs > 0 ? ` For ${howLong(unseenMs)} of it we could not see; that is taken out.` : '';
  const limit = agreed(context, what);
  const home = atHome(patient, at);
  if (what === 'first') {
    const overdue = state.raised === 'first' || (firstAt !== null && at >= firstAt);
    const text = `No ${words} has come within ${howLong(params.firstWithin ?? 0)} of the start.`;
    return [home, { text, met: overdue, found: found + unseen, limit }];
  }
  const n = state.missed.length;
  const text = `No ${words} on ${params.missedDays} expected days in a row.`;
  return [home, { text, met: n >= params.missedDays, found: `Missed in a row: ${n}. ${found}${unseen}`, limit }];
}

/** A reading that is expected every day or every few days. The person is reminded; only days without it in a row are told to anybody. */
export const readingExpected: ScenarioTemplate<Params, State> = {
  id: 'reading-expected',
  title: 'Expected reading did not come',
  area: 'goal',
  params,
  kinds: measuredKinds,
  kindsOf: ({ kind }) => [kind],
  defaultSeverity: () => 'low',
  defaultPlan: ({ kind }) => ({
    steps: [
      {
        level: 'patient',
        waitMs: 2 * hour,
        contactOrder: null,
        message: `Hello, {name}. We have missed your ${measured[kind].words}. Is everything all right? Please see to it when you can.`,
      },
      {
        level: 'coordination',
        waitMs: day,
        contactOrder: null,
        message: `For the key worker: {name}'s ${measured[kind].words} has not come for some time. Please ring; the kit may need help. Not urgent.`,
      },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ kind, window, everyDays, missedDays }) =>
    `Your ${measured[kind].words} is expected ${everyDays === 1 ? 'every day' : `every ${everyDays} days`} by ${window.to}; if it has not come we remind you, and after ${missedDays} missed in a row we tell your key worker.`,
  initial: { watchedFromAt: null, settledToAt: null, readAt: null, sharedAt: null, firstAsked: false, missed: [], raised: null },

  step(before, input, context) {
    const { patient, params, blind } = context;
    const watchedFromAt = watchedSince(before.watchedFromAt, patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    // Days before an absence do not count together with those after it; a limit that is lowered is first asked about at the next look.
    const most = watchedFromAt === null ? 0 : params.missedDays - 1;
    if (input.type === 'context' && state.raised === null && state.missed.length > most)
      state = { ...state, missed: state.missed.slice(0, most) };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = taken(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, raised: null, missed: state.missed.length > 0 ? [] : state.missed };
    else if (input.type === 'deadline') ({ state, effects } = due(state, input.at, context));
    const window = pendingLook(state, patient.zone, params.window);
    if (window === null) return { state: ifChanged(before, state), effects, wakeAt: patient.presence.untilAt };
    const wakeAt = Math.min(lookAt(blind, window.toAt), firstDueAt(state, context) ?? Number.POSITIVE_INFINITY);
    return { state: ifChanged(before, state), effects, wakeAt };
  },
  explain: conditions,
  today({ readAt }, { patient, params: { window, kind, everyDays } }, at) {
    const { zone } = patient;
    const today = windowOfDay(zone, at, window);
    if (today === null || at < today.fromAt || !isExpected(zone, readAt, today.fromAt, everyDays)) return [];
    return [{ kind: 'reading', words: '', reading: kind, fromAt: today.fromAt, dueAt: today.toAt }];
  },
};
