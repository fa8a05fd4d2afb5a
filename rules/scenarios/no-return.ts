import { z } from 'zod';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, isWithin, minute, nextWallClock } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, isHome } from './judging.ts';
import { goesOut, inside, type Outing, seenMoving, withoutMotion } from './outing.ts';
import { duration, localTime, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime, howLong } from './words.ts';
import { tellsOf } from './working.ts';

// Times are agreed with the person, or for them by a recorded best-interest decision; none of them is a clinical limit.
const params = z
  .strictObject({
    leaving: localWindow
      .nullable()
      .default(null)
      .describe('Only who leaves in this window is waited for, for example the mornings of the lunch club; null: whenever they leave'),
    returnBy: localTime.nullable().default('16:00').describe('Back by this time of day; null: no time is agreed'),
    outFor: duration
      .nullable()
      .prefault('PT12H')
      .describe('Back within this time after leaving; null: no time is agreed. The earlier one counts'),
    sharedCounts: z.boolean().default(false).describe('In a home of several, anybody who leaves or comes home counts'),
  })
  .refine((p) => p.returnBy !== null || p.outFor !== null, { message: 'returnBy or outFor must be given', path: ['returnBy'] });
type Params = z.infer<typeof params>;

interface State extends Outing {
  /** The outing that an alert was raised for and that is not over. */
  readonly raisedOutAt: Instant | null;
  /** Outings that began up to then are settled. */
  readonly settledAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];
const [movement, nothing] = [['motion'], []] as const;

/** Who comes home while we cannot see is seen indoors within this time once we can, so blindness long before the limit delays nothing. */
const seenWithinMs = 1 * hour;

/** What can be said of somebody's comings and goings: it takes a sensor at the front door and one that sees movement, of this person. */
function isSeen({ patient, params }: Context): boolean {
  const tells = (kind: string) => patient.devices.some((one) => one.kind === kind && tellsOf(one, patient, params.sharedCounts));
  return tells('front-door') && tells('motion') && !withoutMotion(patient);
}

function isAgreed(outAt: Instant, { patient, params }: Context): boolean {
  return params.leaving === null || isWithin(patient.zone, outAt, params.leaving);
}

/** When whoever left at `outAt` is missed. */
function missedAt(outAt: Instant, { patient, params, blind }: Context): Instant {
  const byTime = params.returnBy === null ? Number.POSITIVE_INFINITY : nextWallClock(patient.zone, outAt + 1, params.returnBy);
  const dueAt = Math.min(byTime, params.outFor === null ? Number.POSITIVE_INFINITY : outAt + params.outFor);
  return seenUntil(blind, Math.max(outAt, dueAt - seenWithinMs), dueAt);
}

function dueAt({ outAt, settledAt }: State, context: Context): Instant | null {
  if (outAt === null || (settledAt !== null && outAt <= settledAt)) return null;
  return isSeen(context) && isAgreed(outAt, context) ? missedAt(outAt, context) : null;
}

function observed(
  before: State,
  { observation, device, attribution }: Extract<ScenarioInput, { type: 'observation' }>,
  context: Context,
): Judged {
  const { patient, params } = context;
  const { kind, value, observedAt, receivedAt, snapshot } = observation;
  const shared = attribution === 'shared';
  if (snapshot || (shared && !params.sharedCounts)) return { state: before, effects: none };
  if (kind === 'contact')
    return { state: value === 'open' && device?.kind === 'front-door' ? goesOut(before, observation) : before, effects: none };
  const moved = kind === 'motion' ? seenMoving(before, observation) : null;
  const inBed = moved === null && value === true && before.outAt !== null && observedAt > before.outAt;
  if (!inBed && !moved?.isHome) return { state: moved?.state ?? before, effects: none };
  const state = { ...before, ...inside, raisedOutAt: null };
  if (before.raisedOutAt === null) return { state, effects: none };
  const whose = shared ? ' It cannot be put down to one person.' : '';
  const how = kind === 'motion' ? 'movement indoors' : 'in bed';
  const reason = `${patient.knownAs} is back: ${how} ${atTold(patient.zone, observedAt, receivedAt)}.${whose}`;
  return { state, effects: [{ type: 'clear-condition', reason }] };
}

function limit({ params: { returnBy, outFor, leaving }, scenario }: Context): string {
  const times = [returnBy === null ? '' : `by ${returnBy}`, outFor === null ? '' : `within ${howLong(outFor)}`].filter((one) => one !== '');
  const from = leaving === null ? '' : `, having left between ${leaving.from} and ${leaving.to}${onDays(leaving)}`;
  return `Back ${times.join(' or ')}${from} (${agreedIn(scenario, 'returnBy', 'outFor', 'leaving')}).`;
}

function judged(state: State, outAt: Instant, at: Instant, context: Context): Judged {
  const { patient, blind } = context;
  const next = { ...state, settledAt: outAt };
  if (!isHome(patient.presence, at)) return { state: next, effects: none };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const again = state.backAt === null ? '' : ` Opened again at ${say(state.backAt)}.`;
  const text = `The front door was opened at ${say(outAt)}; no movement indoors since.${again}${unseen(blind, outAt, at)}`;
  const whose = patient.sharedHome ? ' Several people live there: it cannot be put down to one of them.' : '';
  const reason = `${patient.knownAs} left home at ${say(outAt)} and is not back.${whose}`;
  return {
    state: { ...next, raisedOutAt: outAt },
    effects: [{ type: 'raise-alert', reason, evidence: [{ text, at: outAt, limit: limit(context) }] }],
  };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, blind } = context;
  const { outAt, backAt } = state;
  const isRaised = state.raisedOutAt !== null;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const seen = isSeen(context);
  const due = dueAt(state, context);
  const wait = due === null ? 'Nobody is waited for.' : `Waited for until ${say(due)}.${unseen(blind, outAt!, Math.min(at, due))}`;
  const again = backAt === null ? '' : ` Opened again at ${say(backAt)}.`;
  return [
    { ...atHome(patient, at), ...(isRaised ? { met: true } : {}) },
    {
      text: `Front door and movement tell of ${patient.knownAs}.`,
      met: isRaised || seen || null,
      found: seen ? 'They do.' : 'There are no such sensors, or several people live there.',
    },
    {
      text: `${patient.knownAs} left home, at a time that is agreed.`,
      met: isRaised || (outAt !== null && isAgreed(outAt, context)),
      found:
        outAt === null ? 'At home, as far as we know.' : `The front door was opened at ${say(outAt)}; no movement indoors since.${again}`,
    },
    {
      text: `${patient.knownAs} is not back in time, and nobody has seen to it.`,
      met: isRaised || (due !== null && at >= due),
      found: isRaised ? 'Not back.' : wait,
      limit: limit(context),
    },
  ];
}

/** Out and not back in time: from the lunch club, or somebody who loses the way. Coming home clears it. */
export const noReturn: ScenarioTemplate<Params, State> = {
  id: 'no-return',
  title: 'Not back home',
  area: 'safety',
  params,
  kinds: ['contact', 'motion', 'bed-occupancy'],
  contactOf: ['front-door'],
  ignores: ({ outAt }) => (outAt === null ? movement : nothing),
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('agency', 10 * minute, '{name} is expected back home and has not come. Do you know where {name} is?'),
      rung('family', 10 * minute, '{name} has left home and is not back in time. Do you know where {name} is?'),
      rung(
        'coordination',
        15 * minute,
        '{name} has left home and is not back in time; nobody knows more. Please ring; police advice is on the card.',
      ),
      rung('emergency', 30 * minute, '{name} has left home, is not back and has not been found: missing person.'),
    ],
    familyHolds: false,
    // Who has lost the way may say so in good faith.
    okClears: false,
  }),
  needsConsent: true,
  needsPatient: true,
  describe: ({ leaving, returnBy, outFor }) => {
    const when = leaving === null ? 'leave home' : `leave home between ${leaving.from} and ${leaving.to}${onDays(leaving)}`;
    const times = [returnBy === null ? '' : `by ${returnBy}`, outFor === null ? '' : `within ${howLong(outFor)}`].filter(
      (one) => one !== '',
    );
    return `If you ${when} and are not back ${times.join(' or ')}, we ask those who may know, then your family, then the care centre.`;
  },
  explain: explained,
  initial: { ...inside, raisedOutAt: null, settledAt: null },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    // A person has seen to it: the next opening of the door begins another outing, whether the last one was seen to end or not.
    else if (input.type === 'alert-closed') state = state.raisedOutAt === null ? state : { ...state, ...inside, raisedOutAt: null };
    const due = dueAt(state, context);
    if (input.type === 'deadline' && due !== null && input.at >= due) ({ state, effects } = judged(state, state.outAt!, input.at, context));
    return { state: ifChanged(before, state), effects, wakeAt: dueAt(state, context) };
  },
};
