import { z } from 'zod';
import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, day, type Instant, type Interval, minute, second } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type Bed, bedTold, unknownBed } from './bed.ts';
import { type Bouts, withMoment } from './bouts.ts';
import { type DailyLook, lookAt, mostlyBlind, orHomeAgain, pendingLook } from './daily-look.ts';
import { atLeast } from './graver.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { learnedNights, limitOf, rememberedNights, usual } from './night-visits.ts';
import { duration, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { agreedIn, atTold, clockTime, howLong } from './words.ts';
import { tellsOf } from './working.ts';

// The numbers are local agreements: getting up often at night is a sign worth asking about, and no published limit says how often.
const params = z.strictObject({
  window: localWindow.prefault({ from: '23:00', to: '06:00' }).describe('Night'),
  countedBy: z.enum(['bathroom', 'bed']).default('bathroom').describe('Movement in the bathroom, or getting out of bed'),
  moreThan: z.int().min(1).max(12).default(4).describe('More visits in a night than this are asked about').meta(source(ours)),
  aboveUsual: z
    .int()
    .min(1)
    .max(12)
    .nullable()
    .default(3)
    .describe('So are more than usual by more than this, once that is learned; null: not')
    .meta(source(ours)),
  apart: duration.prefault('PT10M').describe('Movement after a pause of at least this long is another visit'),
  maxLateness: duration.prefault('PT12H').describe('A visit that becomes known later than this only enters history'),
  sharedCounts: z.boolean().default(false).describe('In a home of several, anybody in the bathroom counts'),
});
type Params = z.infer<typeof params>;

interface State extends DailyLook, Bed {
  /** The night that is counted, or was counted last, and its visits. */
  readonly nightFromAt: Instant | null;
  readonly visits: Bouts;
  /** Visits of the last nights that were seen, newest last; with those of the night counted last once it is over. */
  readonly nights: readonly number[];
  /** The night that the last alert is about. */
  readonly raisedFromAt: Instant | null;
  /** Nobody has closed that alert. */
  readonly isOpen: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const [byMotion, byBed] = [['motion'], ['bed-occupancy']] as const;

/** More visits than any agreement asks about. */
const mostVisits = 16;

const sensor = { bathroom: 'movement in the bathroom', bed: 'getting out of bed' } as const;

function isCounted({ patient, params }: Context): boolean {
  return patient.devices.some((one) => {
    const counts = params.countedBy === 'bed' ? one.kind === 'bed' : one.kind === 'motion' && one.room === 'bathroom';
    return counts && tellsOf(one, patient, params.sharedCounts);
  });
}

const isJudged = ({ settledToAt }: State, night: Interval): boolean => settledToAt !== null && settledToAt >= night.toAt;
/** The nights before this one: it is the last of those that are known once it is judged, if enough of it was seen. */
const nightsBefore = (state: State, night: Interval, { blind }: Context): readonly number[] =>
  isJudged(state, night) && !mostlyBlind(blind, night) ? state.nights.slice(0, -1) : state.nights;

function found(state: State, night: Interval, at: Instant, context: Context): string {
  const visits = state.nightFromAt === night.fromAt ? state.visits : [];
  const times = visits.map(([fromS]) => clockTime(context.patient.zone, night.fromAt + fromS * second, at));
  const before = nightsBefore(state, night, context);
  const known = usual(before);
  const often =
    known === null ? `What is usual is not known yet (${before.length} of ${learnedNights} nights).` : `Usually ${known} a night.`;
  return `${visits.length} visits${times.length === 0 ? '' : `: ${times.join(', ')}`}. ${often}`;
}

function limit(before: readonly number[], context: Context): string {
  const { most, byUsual } = limitOf(before, context.params);
  return `At most ${most}${byUsual ? `, ${context.params.aboveUsual} above usual` : ''} (${agreedIn(context.scenario, 'moreThan', 'aboveUsual')}).`;
}

/** Raises for a night that is over, if there were too many visits in it. */
function weighed(state: State, night: Interval, at: Instant, context: Context): Judged {
  const { patient, scenario } = context;
  const count = state.nightFromAt === night.fromAt ? state.visits.length : 0;
  const before = nightsBefore(state, night, context);
  const { most, byUsual } = limitOf(before, context.params);
  if (count <= most) return { state, effects: none };
  const whose =
    patient.sharedHome && context.params.sharedCounts ? ' Several people live there: it cannot be put down to one of them.' : '';
  const reason = `${patient.knownAs} was up ${count} times in the night (${sensor[context.params.countedBy]}), more than ${most}.${whose}`;
  const evidence = [{ text: found(state, night, at, context), at: night.toAt, limit: limit(before, context) }];
  const next = { ...state, raisedFromAt: night.fromAt, isOpen: true };
  // A change in somebody's own nights says more than a number that was agreed for many.
  return { state: next, effects: [{ type: 'raise-alert', reason, evidence, ...(byUsual ? atLeast('moderate', scenario) : {}) }] };
}

/** The end of a night: its visits are put by, and weighed. */
function judged(state: State, night: Interval, at: Instant, context: Context): Judged {
  const settled = { ...state, settledToAt: night.toAt };
  if (!isCounted(context) || mostlyBlind(context.blind, night)) return { state: settled, effects: none };
  const count = state.nightFromAt === night.fromAt ? state.visits.length : 0;
  return weighed({ ...settled, nights: [...state.nights, count].slice(-rememberedNights) }, night, at, context);
}

/** One more sign of being up at `upAt`, told at `toldAt`. */
function counted(before: State, upAt: Instant, toldAt: Instant, context: Context): Judged {
  const { patient, params, blind } = context;
  const night = currentOrNextWindow(patient.zone, upAt, params.window);
  if (upAt < night.fromAt || before.watchedFromAt === null) return { state: before, effects: none };
  if (before.nightFromAt !== null && night.fromAt < before.nightFromAt) return { state: before, effects: none };
  const known = before.nightFromAt === night.fromAt ? before.visits : [];
  const visits = withMoment(known, Math.floor((upAt - night.fromAt) / second), params.apart / second, mostVisits);
  const state = visits === before.visits ? before : { ...before, nightFromAt: night.fromAt, visits };
  if (!isJudged(state, night) || visits.length <= known.length || mostlyBlind(blind, night)) return { state, effects: none };
  const late = { ...state, nights: [...state.nights.slice(0, -1), visits.length] };
  if (late.raisedFromAt === night.fromAt) {
    const evidence = { text: `Another visit became known: ${atTold(patient.zone, upAt, toldAt)}.`, at: upAt };
    return { state: late, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  }
  return toldAt - upAt > params.maxLateness ? { state: late, effects: none } : weighed(late, night, toldAt, context);
}

function observed(
  before: State,
  { observation, device, attribution }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = observation;
  const { countedBy, sharedCounts } = context.params;
  if (attribution === 'shared' && (!sharedCounts || countedBy === 'bed')) return { state: before, effects: none };
  if (kind === 'bed-occupancy') {
    const state = bedTold(before, observation);
    const leaves = countedBy === 'bed' && state.leftAt !== before.leftAt && before.inBed !== null && !snapshot;
    return leaves ? counted(state, state.leftAt!, receivedAt, context) : { state, effects: none };
  }
  const isThere = countedBy === 'bathroom' && device?.room === 'bathroom' && value === true && !snapshot;
  return isThere ? counted(before, observedAt, receivedAt, context) : { state: before, effects: none };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, blind } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const pending = pendingLook(state, patient.zone, params.window);
  const last = state.settledToAt === null ? null : currentOrNextWindow(patient.zone, state.settledToAt - 1, params.window);
  const night = pending !== null && (last === null || pending.fromAt <= at) ? pending : last;
  const isRaised = night !== null && state.isOpen && state.raisedFromAt === night.fromAt;
  const counts = isCounted(context);
  const before = night === null ? state.nights : nightsBefore(state, night, context);
  const n = night !== null && state.nightFromAt === night.fromAt ? state.visits.length : 0;
  const dueAt = night === null ? at : lookAt(blind, night.toAt);
  const isOver = night !== null && !isJudged(state, night) && at >= dueAt;
  return [
    { ...atHome(patient, at), ...(isRaised ? { met: true } : {}) },
    {
      text: `There is a sensor for ${sensor[params.countedBy]} of ${patient.knownAs}.`,
      met: isRaised || counts || null,
      found: counts ? 'There is one.' : 'There is none.',
    },
    {
      text: `${patient.knownAs} was up more often in the night than is all right.`,
      met: night !== null && mostlyBlind(blind, night) ? null : n > limitOf(before, context.params).most,
      found: night === null ? 'No night is known.' : found(state, night, at, context),
      limit: limit(before, context),
    },
    {
      text: 'The night is over, and nobody has been asked about it before.',
      met: isRaised || isOver,
      found:
        night === null
          ? 'No night is counted.'
          : isOver || isRaised || isJudged(state, night)
            ? `It ended at ${say(night.toAt)}.`
            : `It ends at ${say(dueAt)}.`,
    },
  ];
}

/** Up more often in the night than agreed, or than usual for this person. Asked in the morning; nothing clears it but a person. */
export const nightBathroom: ScenarioTemplate<Params, State> = {
  id: 'night-bathroom',
  title: 'Often up at night',
  area: 'daily-life',
  params,
  kinds: ['motion', 'bed-occupancy'],
  kindsOf: ({ countedBy }) => (countedBy === 'bed' ? byBed : byMotion),
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [
      rung(
        'patient',
        30 * minute,
        'Good morning, {name}. Did you sleep badly? Please drink enough today, and tell somebody if you do not feel well.',
      ),
      rung(
        'coordination',
        1 * day,
        '{name} was up more often in the night than usual. For the community team: please ask today. Not urgent.',
      ),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window, moreThan, aboveUsual, countedBy, apart }) =>
    `We count ${countedBy === 'bed' ? 'how often you get out of bed' : 'your visits to the bathroom'} between ${window.from} and ${window.to}${onDays(window)}, at least ${howLong(apart)} apart; with more than ${moreThan}${aboveUsual === null ? '' : `, or ${aboveUsual} above what is usual for you`}, we ask in the morning how you are.`,
  explain: explained,
  initial: {
    watchedFromAt: null,
    settledToAt: null,
    ...unknownBed,
    nightFromAt: null,
    visits: [],
    nights: [],
    raisedFromAt: null,
    isOpen: false,
  },

  step(before, input, context) {
    const { patient, params, blind } = context;
    const watchedFromAt = watchedSince(before.watchedFromAt, patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    const night = pendingLook(state, patient.zone, params.window);
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, isOpen: false };
    else if (input.type === 'deadline' && night !== null && input.at >= lookAt(blind, night.toAt))
      ({ state, effects } = judged(state, night, input.at, context));
    const next = pendingLook(state, patient.zone, params.window);
    const wakeAt = orHomeAgain(state.watchedFromAt, patient.presence, next && lookAt(blind, next.toAt));
    return { state: ifChanged(before, state), effects, wakeAt };
  },
};
