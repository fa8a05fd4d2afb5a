import { z } from 'zod';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { ObservationKind } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { currentOrNextWindow, day, type Instant, minute, never } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { type Equipment, isSign, noEquipment, remembered, stuckWords } from './life-signs.ts';
import { ours, source } from './limit-sources.ts';
import { goesOut, inside, type Outing, seenMoving, withoutMotion } from './outing.ts';
import { duration, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { unseen } from './unseen.ts';
import { agreedIn, atTold, clockTime, howLong } from './words.ts';
import { tellsOf } from './working.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const lengthMs = ({ from, to }: { from: string; to: string }): number =>
  (minutesOf(to) - minutesOf(from)) * minute + (to <= from ? day : 0);

// The waits and the limit of power are local agreements; none of them is a clinical limit.
const params = z
  .strictObject({
    window: localWindow.prefault({ from: '08:00', to: '22:00' }).describe('Daytime: when signs of life are expected'),
    noSignFor: duration.prefault('PT3H').describe('How long there may be no sign of life in it'),
    outUpTo: duration.prefault('PT8H').describe('Who has gone out is taken to be out, but no longer than this'),
    powerAboveW: z
      .number()
      .min(1)
      .max(20_000)
      .default(500)
      .describe('A plug whose power (W) rises to this was switched on by somebody; above what a fridge or a freezer draws by itself')
      .meta(source(ours)),
    sharedCounts: z.boolean().default(false).describe("In a home of several, what the home's own devices tell counts, whoever it was"),
  })
  .refine((p) => p.noSignFor <= lengthMs(p.window), { message: 'must not be longer than the window', path: ['noSignFor'] });
type Params = z.infer<typeof params>;

interface State extends Outing, Equipment {
  /** Under our eyes since then; null while away by agreement. */
  readonly watchedFromAt: Instant | null;
  readonly signAt: Instant | null;
  readonly signBy: ObservationKind | null;
  /** A person closed the last alert then: they have seen to it, and the wait begins again. */
  readonly closedAt: Instant | null;
  /** Since when there was no sign, of the alert that nothing has come after. */
  readonly raisedSinceAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

const tellers: readonly string[] = ['motion', 'fridge', 'front-door', 'door', 'plug'];
const words: Partial<Record<ObservationKind, string>> = {
  motion: 'movement',
  contact: 'a door was opened',
  'bed-occupancy': 'getting into or out of bed',
  power: 'something was switched on',
  ok: 'the words "I\'m OK"',
  meal: 'a meal',
};

/** Somebody of whom nothing would be seen by day is not missed. A bed alone does not tell of the day. */
function isSeen({ patient, params }: Context): boolean {
  return patient.devices.some((device) => tellers.includes(device.kind) && tellsOf(device, patient, params.sharedCounts));
}

/** Until when the person is taken to be out; null: at home, as far as we know. */
function outUntil({ outAt }: State, { patient, params }: Context): Instant | null {
  return outAt === null || withoutMotion(patient) ? null : outAt + params.outUpTo;
}

/** The silence that is waited for: since when, and until when if nothing comes. null: nothing is waited for. */
function silence(state: State, context: Context): { readonly sinceAt: Instant; readonly dueAt: Instant } | null {
  const { patient, params, blind } = context;
  if (state.watchedFromAt === null || !isSeen(context)) return null;
  const outUntilAt = outUntil(state, context) ?? 0;
  let fromAt = Math.max(state.watchedFromAt, state.signAt ?? 0, state.closedAt ?? 0);
  // What is left of an evening is not enough, a long blind stretch takes days: the first day that is long enough.
  for (;;) {
    const window = currentOrNextWindow(patient.zone, fromAt, params.window);
    if (window === never) return null;
    const sinceAt = Math.max(fromAt, window.fromAt);
    const dueAt = Math.max(seenUntil(blind, sinceAt, sinceAt + params.noSignFor), outUntilAt);
    if (dueAt <= window.toAt) return { sinceAt, dueAt };
    fromAt = window.toAt;
  }
}

function observed(before: State, input: Observed, context: Context): Judged {
  const { observation, device, attribution } = input;
  const { kind, observedAt, receivedAt, snapshot } = observation;
  if (attribution === 'shared' && !context.params.sharedCounts) return { state: before, effects: none };
  const known = remembered(before, observation, context.params);
  if (snapshot) return { state: known, effects: none };
  const moved = kind === 'motion' ? seenMoving(known, observation) : null;
  if (!isSign(before, known, observation, context.params)) return { state: moved?.state ?? known, effects: none };
  const atDoor = kind === 'contact' && device?.kind === 'front-door';
  // Movement may still be the way out, and words may come from anywhere.
  const indoors = moved?.isHome ?? (kind !== 'ok' && kind !== 'meal' && observedAt > (known.outAt ?? 0));
  const placed = atDoor ? goesOut(known, observation) : indoors ? { ...known, ...inside } : (moved?.state ?? known);
  const newer = placed.signAt === null || observedAt > placed.signAt;
  const state = newer ? { ...placed, signAt: observedAt, signBy: kind } : placed;
  if (state.raisedSinceAt === null || observedAt <= state.raisedSinceAt) return { state, effects: none };
  const whose = attribution === 'shared' ? ' It cannot be put down to one person.' : '';
  const reason = `A sign of life of ${context.patient.knownAs} ${atTold(context.patient.zone, observedAt, receivedAt)}: ${words[kind]}.${whose}`;
  return { state: { ...state, raisedSinceAt: null }, effects: [{ type: 'clear-condition', reason }] };
}

const limit = ({ params: { window, noSignFor }, scenario }: Context): string =>
  `${howLong(noSignFor)} between ${window.from} and ${window.to}${onDays(window)} (${agreedIn(scenario, 'window', 'noSignFor')}).`;

function lastSign({ signAt, signBy }: State, { patient }: Context, at: Instant): string {
  return signAt === null ? 'No sign is known before.' : `Last sign at ${clockTime(patient.zone, signAt, at)}: ${words[signBy!]}.`;
}

function judged(state: State, sinceAt: Instant, at: Instant, context: Context): Judged {
  const { patient, params, blind } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const text = lastSign(state, context, at) + unseen(blind, sinceAt, at) + stuckWords(state, at, context);
  const evidence = [{ text, at: state.signAt ?? sinceAt, limit: limit(context) }];
  const out = outUntil(state, context) === null ? '' : ` The front door was opened at ${say(state.outAt!)} and nobody was seen since.`;
  const shared = patient.sharedHome && !params.sharedCounts ? ' What the home itself tells cannot be put down to one person.' : '';
  const reason = `There has been no sign of life of ${patient.knownAs} since ${say(sinceAt)}.${out}${shared}`;
  return { state: { ...state, raisedSinceAt: sinceAt }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, blind, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const raised = state.raisedSinceAt !== null;
  const wait = silence(state, context);
  const quiet =
    wait === null || raised ? '' : ` The wait ends at ${say(wait.dueAt)}.${unseen(blind, wait.sinceAt, Math.min(at, wait.dueAt))}`;
  const outUntilAt = outUntil(state, context);
  return [
    atHome(patient, at),
    {
      text: `Something in the home would show a sign of ${patient.knownAs} by day.`,
      met: raised || isSeen(context) || null,
      found: isSeen(context) ? 'There are sensors that do.' : 'No sensor tells of this one person.',
    },
    {
      text: `There was no sign of life for ${howLong(params.noSignFor)} of daytime.`,
      met: raised || (wait !== null && at >= wait.dueAt),
      found: lastSign(state, context, at) + quiet + stuckWords(state, at, context),
      limit: limit(context),
    },
    {
      text: `${patient.knownAs} is not out.`,
      met: raised || outUntilAt === null || at >= outUntilAt,
      found:
        outUntilAt === null
          ? 'Not gone out, as far as we know.'
          : `Perhaps out since ${say(state.outAt!)}; believed until ${say(outUntilAt)}.`,
      limit: `Out for up to ${howLong(params.outUpTo)} (${agreedIn(scenario, 'outUpTo')}).`,
    },
  ];
}

/** No sign of life for some hours of daytime, of somebody who is at home. Any sign clears it, and so does the person's own word. */
export const inactivity: ScenarioTemplate<Params, State> = {
  id: 'inactivity',
  title: 'No sign of life by day',
  area: 'daily-life',
  params,
  kinds: ['motion', 'contact', 'bed-occupancy', 'power', 'ok', 'meal'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung(
        'patient',
        10 * minute,
        'Hello, {name}. We have not noticed you for a while. Are you all right? Please say so, or press "I\'m OK".',
      ),
      rung('family', 20 * minute, 'There has been no sign of {name} at home for some hours. Could you ring or look in?'),
      rung(
        'coordination',
        15 * minute,
        'There has been no sign of {name} at home for some hours, and family has not answered. Please ring.',
      ),
      rung('rapid-response', 45 * minute, '{name} cannot be reached, and there has been no sign at home for some hours. Please visit.'),
      rung('emergency', 30 * minute, '{name} has not been reached and nobody has visited.'),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window, noSignFor }) =>
    `If there is no sign of you at home for ${howLong(noSignFor)} between ${window.from} and ${window.to}${onDays(window)}, we ask; if nothing changes, we call somebody.`,
  explain: explained,
  initial: {
    watchedFromAt: null,
    signAt: null,
    signBy: null,
    closedAt: null,
    raisedSinceAt: null,
    ...inside,
    ...noEquipment,
  },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed' && state.raisedSinceAt !== null) state = { ...state, raisedSinceAt: null, closedAt: input.at };
    let wait = state.raisedSinceAt === null ? silence(state, context) : null;
    if (input.type === 'deadline' && wait !== null && input.at >= wait.dueAt) {
      ({ state, effects } = judged(state, wait.sinceAt, input.at, context));
      wait = null;
    }
    return { state: ifChanged(before, state), effects, wakeAt: watchedFromAt === null ? presence.untilAt : (wait?.dueAt ?? null) };
  },
};
