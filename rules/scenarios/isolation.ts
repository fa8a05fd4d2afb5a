import { z } from 'zod';
import { seenUntil } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { addDays, day, type Instant, localDate, nextWallClock, wallClockAt } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { goesOut, inside, type Outing, seenMoving, wasOutFor, withoutMotion } from './outing.ts';
import { duration, localTime } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime, howLong } from './words.ts';
import { tellsOf } from './working.ts';

// The number of days is a local agreement; being alone is for a person to talk about, and no limit says when it is too much.
const params = z.strictObject({
  quietDays: z.int().min(1).max(28).default(7).describe('Whole days without going out, a visit or an appointment').meta(source(ours)),
  outFor: duration.prefault('PT10M').describe('Out for at least this long, and back: an outing; less is fetching the post'),
  tellAt: localTime.prefault('10:00').describe('When somebody is told'),
  sharedCounts: z.boolean().default(false).describe('In a home of several, anybody who goes out or is visited counts'),
});
type Params = z.infer<typeof params>;

type Company = 'outing' | 'visit' | 'appointment';
interface State extends Outing {
  /** Under our eyes since then; null while away by agreement. */
  readonly watchedFromAt: Instant | null;
  /** The last time among people. */
  readonly companyAt: Instant | null;
  readonly companyBy: Company | null;
  /** Seen indoors after an opening of the door that was no outing. */
  readonly returnedAt: Instant | null;
  /** A person closed the last alert then: the days are counted anew. */
  readonly closedAt: Instant | null;
  readonly raised: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const [movement, nothing] = [['motion'], []] as const;
const words: Readonly<Record<Company, string>> = { outing: 'an outing', visit: 'a visit', appointment: 'an appointment' };

/** Without a sensor at the front door nobody knows whether somebody goes out. */
function isSeen({ patient, params }: Context): boolean {
  return patient.devices.some((one) => one.kind === 'front-door' && tellsOf(one, patient, params.sharedCounts));
}

/** Since when it has been quiet. Who is out is among people as far as we know. */
const quietSince = ({ watchedFromAt, companyAt, closedAt, outAt }: State): Instant =>
  Math.max(watchedFromAt ?? 0, companyAt ?? 0, closedAt ?? 0, outAt ?? 0);

/** The morning on which somebody is told: after so many whole days of the wall clock, with the time taken out that we could not see. */
function dueAt(state: State, context: Context): Instant | null {
  const { patient, params, blind } = context;
  if (state.watchedFromAt === null || state.raised || !isSeen(context)) return null;
  const sinceAt = quietSince(state);
  const morning = wallClockAt(patient.zone, addDays(localDate(patient.zone, sinceAt), params.quietDays + 1), params.tellAt);
  return nextWallClock(patient.zone, Math.max(seenUntil(blind, sinceAt, morning), state.returnedAt ?? 0), params.tellAt);
}

function company(before: State, by: Company, at: Instant, toldAt: Instant, shared: boolean, { patient }: Context): Judged {
  const state = before.companyAt !== null && at <= before.companyAt ? before : { ...before, companyAt: at, companyBy: by };
  if (!before.raised || at <= quietSince({ ...before, outAt: null })) return { state, effects: none };
  const whose = shared ? ' It cannot be put down to one person.' : '';
  const reason = `${patient.knownAs} had company ${atTold(patient.zone, at, toldAt)}: ${words[by]}.${whose}`;
  return { state: { ...state, raised: false }, effects: [{ type: 'clear-condition', reason }] };
}

function observed(
  before: State,
  { observation, device, attribution }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { kind, value, observedAt: at, receivedAt, snapshot } = observation;
  const { patient, params } = context;
  const shared = attribution === 'shared';
  if (snapshot || (shared && !params.sharedCounts)) return { state: before, effects: none };
  if (kind === 'visit' || kind === 'appointment')
    return value === 'started' || value === 'attended'
      ? company(before, kind, at, receivedAt, shared, context)
      : { state: before, effects: none };
  if (kind === 'contact') {
    if (value !== 'open' || device?.kind !== 'front-door') return { state: before, effects: none };
    // Where no sensor would see who comes home, each opening may have been an outing; nobody is called lonely on a doubt.
    return withoutMotion(patient)
      ? company(before, 'outing', at, receivedAt, shared, context)
      : { state: goesOut(before, observation), effects: none };
  }
  const { state, isHome } = seenMoving(before, observation);
  if (!isHome) return { state, effects: none };
  const home = { ...before, ...inside };
  return wasOutFor(before, params.outFor)
    ? company(home, 'outing', before.backAt!, receivedAt, shared, context)
    : { state: { ...home, returnedAt: at }, effects: none };
}

const limit = ({ params, scenario }: Context): string => `${params.quietDays} days (${agreedIn(scenario, 'quietDays')}).`;

function lastCompany({ companyAt, companyBy }: State, { patient }: Context, at: Instant): string {
  return companyAt === null
    ? 'No company is known before.'
    : `Last among people at ${clockTime(patient.zone, companyAt, at)}: ${words[companyBy!]}.`;
}

function judged(state: State, at: Instant, context: Context): Judged {
  const { patient, params, blind } = context;
  const sinceAt = quietSince(state);
  const text = lastCompany(state, context, at) + unseen(blind, sinceAt, at);
  const reason = `${patient.knownAs} has not been out, visited or at an appointment for ${params.quietDays} days, as far as we know.`;
  return {
    state: { ...state, raised: true },
    effects: [{ type: 'raise-alert', reason, evidence: [{ text, at: sinceAt, limit: limit(context) }] }],
  };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, blind } = context;
  const due = dueAt(state, context);
  const seen = isSeen(context);
  const wait =
    due === null ? '' : ` Counted until ${clockTime(patient.zone, due, at)}.${unseen(blind, quietSince(state), Math.min(at, due))}`;
  return [
    { ...atHome(patient, at), ...(state.raised ? { met: true } : {}) },
    {
      text: `The front door tells of ${patient.knownAs}.`,
      met: state.raised || seen || null,
      found: seen ? 'It does.' : 'There is no sensor, or several people live there.',
    },
    {
      text: `No outing, no visit and no appointment on ${params.quietDays} whole days.`,
      met: state.raised || (due !== null && at >= due),
      found: lastCompany(state, context, at) + wait,
      limit: limit(context),
    },
  ];
}

/** Days without going out, a visit or an appointment: somebody might like company. Never urgent; any company clears it. */
export const isolation: ScenarioTemplate<Params, State> = {
  id: 'isolation',
  title: 'Quiet days without company',
  area: 'daily-life',
  params,
  kinds: ['contact', 'motion', 'visit', 'appointment'],
  contactOf: ['front-door'],
  ignores: ({ outAt, watchedFromAt }) => (outAt === null && watchedFromAt !== null ? movement : nothing),
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [
      rung(
        'coordination',
        7 * day,
        'For the support worker: {name} has been alone for some days, as far as we know. Please get in touch when you can. Not urgent.',
      ),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ quietDays, outFor }) =>
    `If you have not been out for ${howLong(outFor)} or more, had a visit or kept an appointment for ${quietDays} days, we ask a support worker to get in touch; it is never urgent.`,
  explain: explained,
  initial: { ...inside, watchedFromAt: null, companyAt: null, companyBy: null, returnedAt: null, closedAt: null, raised: false },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed' && state.raised) state = { ...state, raised: false, closedAt: input.at };
    const due = dueAt(state, context);
    if (input.type === 'deadline' && due !== null && input.at >= due) ({ state, effects } = judged(state, input.at, context));
    return { state: ifChanged(before, state), effects, wakeAt: watchedFromAt === null ? presence.untilAt : dueAt(state, context) };
  },
};
