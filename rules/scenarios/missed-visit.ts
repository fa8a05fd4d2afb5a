import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, type Instant, type Interval, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { duration, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, asData, atTold, clockTime, howLong, listed } from './words.ts';

const call = localWindow.safeExtend({
  name: z.string().trim().min(1).max(60).describe('As the person knows it, for example "morning call"'),
});

// The calls are commissioned with the agency; the waits are local agreements with it.
const params = z.strictObject({
  calls: z
    .array(call)
    .min(1, 'there must be at least one call')
    .max(8)
    .prefault([{ from: '08:00', to: '09:00', name: 'morning call' }])
    .describe('When the carer is expected to come'),
  grace: duration.prefault('PT30M').describe('How long after the end of its time a call is missed'),
  earliest: duration.prefault('PT30M').describe('How long before its time a visit counts for a call'),
  sharedCounts: z
    .boolean()
    .default(false)
    .describe("In a home of several, a visit told by the home's own tag reader counts, whoever it was for"),
});
type Params = z.infer<typeof params>;

interface State {
  /** Under our eyes since then; null while away by agreement. Calls that began before are not asked for. */
  readonly watchedFromAt: Instant | null;
  /** Calls that were missed, had nobody come, by then have been judged. */
  readonly settledToAt: Instant | null;
  readonly lastAt: Instant | null;
  /** The last visits that were for a call: start of the call, start of the visit. */
  readonly visits: readonly (readonly [Instant, Instant])[];
  /** Calls that an alert was raised for, start and end, and nobody has come since. */
  readonly missed: readonly (readonly [Instant, Instant])[];
  /** The last visit that cannot be put down to this person. */
  readonly sharedAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
/** Calls on the time line that are missed at the same moment. */
interface Due {
  readonly missedAt: Instant;
  readonly calls: readonly (Interval & { readonly name: string })[];
}
const none: readonly ScenarioEffect[] = [];
const remembered = 4;

/** The first calls that are missed later than `afterAt`. */
function nextCalls(afterAt: Instant, watchedFromAt: Instant, { patient, params }: Context): Due {
  const all = params.calls.map((one) => {
    const next = currentOrNextWindow(patient.zone, Math.max(watchedFromAt, afterAt - params.grace), one);
    const whole = next.fromAt >= watchedFromAt ? next : currentOrNextWindow(patient.zone, next.toAt, one);
    return { ...whole, name: one.name };
  });
  const endAt = Math.min(...all.map(({ toAt }) => toAt));
  return { missedAt: endAt + params.grace, calls: all.filter(({ toAt }) => toAt === endAt) };
}

function pending({ watchedFromAt, settledToAt }: State, context: Context): Due | null {
  return watchedFromAt === null ? null : nextCalls(settledToAt ?? watchedFromAt, watchedFromAt, context);
}

/** When the calls are judged: what came while we could not see is not missing. */
function judgedAt({ missedAt, calls }: Due, { blind }: Context): Instant {
  return seenUntil(blind, Math.min(...calls.map(({ fromAt }) => fromAt)), missedAt);
}

/**
 * Marks the calls that a visit at `at` was for: the earliest whose time it is and nobody has come for, and those whose time is over and that
 * are still waited for because we could not see.
 */
function marked(state: State, at: Instant, context: Context): State {
  const { watchedFromAt } = state;
  if (watchedFromAt === null || state.visits.some(([, startedAt]) => startedAt === at)) return state;
  let next = state;
  for (let due = pending(state, context)!; ; due = nextCalls(due.missedAt, watchedFromAt, context)) {
    const begun = due.calls.filter(({ fromAt }) => at >= fromAt - context.params.earliest);
    const open = begun.filter(({ fromAt }) => !next.visits.some(([from]) => from === fromAt));
    const mine = at > due.missedAt ? open : open.slice(0, 1);
    if (mine.length > 0)
      next = { ...next, visits: [...next.visits, ...mine.map(({ fromAt }) => [fromAt, at] as const)].slice(-remembered) };
    if (begun.length === 0 || (at <= due.missedAt && mine.length > 0)) return next;
  }
}

function visited(before: State, { observation, attribution }: Observed, context: Context): Judged {
  const { observedAt: at, receivedAt, value, snapshot } = observation;
  const { patient, params } = context;
  if (snapshot || value !== 'started') return { state: before, effects: none };
  if (attribution === 'shared' && !params.sharedCounts)
    return { state: { ...before, sharedAt: Math.max(before.sharedAt ?? at, at) }, effects: none };
  const state = { ...marked(before, at, context), lastAt: Math.max(before.lastAt ?? at, at) };
  // Whoever comes for a later call has found out how the person is: calls missed before are over as well.
  const missed = state.missed.filter(([fromAt]) => at < fromAt - params.earliest);
  const over = state.missed.filter(([fromAt]) => at >= fromAt - params.earliest).at(-1);
  if (over === undefined) return { state, effects: none };
  const late = at > over[1] ? `, ${howLong(at - over[1])} after the agreed time` : ', in the agreed time';
  const whose = attribution === 'shared' ? ' It cannot be put down to one person.' : '';
  const text = `A visit to ${patient.knownAs} started ${atTold(patient.zone, at, receivedAt)}${late}.${whose}`;
  if (missed.length === 0) return { state: { ...state, missed }, effects: [{ type: 'clear-condition', reason: text }] };
  const evidence = { text, at, observation: asData(observation) };
  return { state: { ...state, missed }, effects: [{ type: 'add-evidence', evidence, worse: false }] };
}

const lastVisit = ({ lastAt }: State, { patient }: Context, at: Instant): string =>
  lastAt === null ? 'No visit is known before.' : `The last visit that is known started at ${clockTime(patient.zone, lastAt, at)}.`;
const limit = ({ params, scenario }: Context): string =>
  `At most ${howLong(params.grace)} after its time (${agreedIn(scenario, 'grace')}).`;

function judged(state: State, due: Due, at: Instant, context: Context): Judged {
  const { patient, blind } = context;
  const next = { ...state, settledToAt: due.missedAt };
  const open = due.calls.filter(({ fromAt }) => !state.visits.some(([from]) => from === fromAt));
  if (open.length === 0 || !isHome(patient.presence, at)) return { state: next, effects: none };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const { fromAt, toAt } = open[0]!;
  const names = listed(open.map(({ name }) => name));
  const evidence: Evidence[] = [{ text: lastVisit(state, context, at) + unseen(blind, fromAt, at), at: toAt, limit: limit(context) }];
  if (state.sharedAt !== null && state.sharedAt >= fromAt)
    evidence.push({ text: `A visit to the home at ${say(state.sharedAt)} cannot be put down to one person.`, at: state.sharedAt });
  const reason = `No visit to ${patient.knownAs} is recorded for the ${names}, expected between ${say(fromAt)} and ${say(toAt)}.`;
  const missed = [...state.missed, ...open.map((one) => [one.fromAt, one.toAt] as const)].slice(-remembered);
  return { state: { ...next, missed }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

/** Everything that has come due by `at`. */
function due(before: State, at: Instant, context: Context): Judged {
  let state = before;
  let effects = none;
  for (let next = pending(state, context); next !== null && at >= judgedAt(next, context); next = pending(state, context)) {
    const step = judged(state, next, at, context);
    state = step.state;
    effects = [...effects, ...step.effects];
  }
  return { state, effects };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, blind } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const isRaised = state.missed.length > 0;
  const next = pending(state, context);
  const first = next?.calls[0];
  const came = !isRaised && next !== null && next.calls.every(({ fromAt }) => state.visits.some(([from]) => from === fromAt));
  const until = next === null ? at : judgedAt(next, context);
  const wait =
    first === undefined
      ? 'No call is waited for.'
      : `The ${first.name}, from ${say(first.fromAt)}, is waited for until ${say(until)}.${unseen(blind, first.fromAt, Math.min(at, until))}`;
  const missed = state.missed.at(-1);
  return [
    { ...atHome(patient, at), ...(isRaised ? { met: true } : {}) },
    { text: `No visit to ${patient.knownAs} is recorded for the call.`, met: !came, found: lastVisit(state, context, at) },
    {
      text: 'The call is missed: its time and the wait after it are over.',
      met: isRaised || (next !== null && at >= until),
      found: missed === undefined ? wait : `Its time ended at ${say(missed[1])}.`,
      limit: limit(context),
    },
  ];
}

/** A care call to which nobody came, or recorded nothing. A late visit clears it and says how late it was. */
export const missedVisit: ScenarioTemplate<Params, State> = {
  id: 'missed-visit',
  title: 'Care call missed',
  area: 'care',
  params,
  kinds: ['visit'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('agency', 15 * minute, 'Nobody is recorded to have come to {name} for the agreed call. Is somebody on the way?'),
      rung(
        'coordination',
        30 * minute,
        'Nobody is recorded to have come to {name} for the agreed call, and the agency has not answered. Please see to it.',
      ),
      rung('rapid-response', 45 * minute, 'Nobody has come to {name} for the agreed call. Please visit.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ calls, grace }) =>
    `If no carer has come ${howLong(grace)} after the time of a call (${listed(calls.map((one) => `${one.name} ${one.from} to ${one.to}${onDays(one)}`))}), we ask the agency, then the care centre.`,
  explain: explained,
  initial: { watchedFromAt: null, settledToAt: null, lastAt: null, visits: [], missed: [], sharedAt: null },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = visited(state, input, context));
    else if (input.type === 'alert-closed') state = state.missed.length === 0 ? state : { ...state, missed: [] };
    else if (input.type === 'deadline') ({ state, effects } = due(state, input.at, context));
    const next = pending(state, context);
    return { state: ifChanged(before, state), effects, wakeAt: next === null ? presence.untilAt : judgedAt(next, context) };
  },
};
