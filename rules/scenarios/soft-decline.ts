import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, type Instant, wallClockAt } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { localTime } from './parameters.ts';
import { rung } from './rung.ts';
import { happened, noCounts, together, turned, type WeeklyCounts, type WeekOfCounts, weekEnd } from './weekly-counts.ts';
import { agreedIn, clockTime, listed } from './words.ts';
import { afterFault, type Broken, faultKinds, isWorking, tellsOf } from './working.ts';

const signNames = ['doses', 'kitchen', 'appointments'] as const;
type Sign = (typeof signNames)[number];

// How much less is worth a look is a local agreement. It is a flag for a review, and no published limit stands behind it.
const params = z.strictObject({
  fallByPercent: z
    .int()
    .min(5)
    .max(90)
    .default(30)
    .describe('Doses or openings of the fridge a day that are fewer by at least this much (%)')
    .meta(source(ours)),
  moreMissed: z.int().min(1).max(20).default(2).describe('Appointments missed that are more by at least this many').meta(source(ours)),
  signs: z
    .array(z.enum(signNames))
    .min(1)
    .refine((signs) => new Set(signs).size === signs.length, 'names a sign twice')
    .default([...signNames])
    .describe('What is looked at: doses dispensed, the fridge opened (kitchen), appointments missed'),
  tellAt: localTime.prefault('10:00').describe('When it is looked at, once a week'),
  sharedCounts: z.boolean().default(false).describe("In a home of several, what the home's own devices tell counts, whoever it was"),
});
type Params = z.infer<typeof params>;

interface State extends WeeklyCounts {
  readonly watchedFromAt: Instant | null;
  /** The last reading counted of each sign, in their order. */
  readonly lastAt: readonly (Instant | null)[];
  readonly broken: Broken;
  /** The day of the next look; null: no week is counted yet. */
  readonly lookOn: string | null;
  /** An alert was raised and nobody has closed it. */
  readonly isOpen: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
/** One sign of the last four weeks beside the time before; `fell`: null where it cannot be known. */
interface Compared {
  readonly text: string;
  readonly fell: boolean | null;
}
const none: readonly ScenarioEffect[] = [];

/** Four weeks beside the four before; while there are fewer before, those there are. */
const [weeksCompared, weeksKept] = [4, 8];
/** Of either time, days that were seen: fewer say nothing about what is usual. */
const fewestDays = 14;
/** Whoever hardly did it before cannot do it much less: openings and doses a day. */
const leastBefore = 0.5;

const place = (sign: Sign): number => signNames.indexOf(sign);
const what: Readonly<Record<Sign, string>> = {
  doses: 'doses dispensed',
  kitchen: 'openings of the fridge',
  appointments: 'appointments missed',
};
/** One decimal is what a person can make use of. */
const perDay = (n: number): string => (Math.round(n * 10) / 10).toFixed(1);

function works(sign: Sign, state: State, at: Instant, { patient, params }: Context): boolean {
  if (sign === 'appointments') return true;
  const kind = sign === 'doses' ? 'dispenser' : 'fridge';
  const devices = patient.devices.filter((one) => one.kind === kind && tellsOf(one, patient, params.sharedCounts));
  return isWorking(devices, state.broken, state.lastAt[place(sign)]!, at);
}

function compared(sign: Sign, before: WeekOfCounts, recent: WeekOfCounts, { params }: Context): Compared {
  const [was, is] = [before[place(sign) + 1]!, recent[place(sign) + 1]!];
  if (sign === 'appointments') return { text: `${what[sign]}: ${is}, before ${was}`, fell: is - was >= params.moreMissed };
  const [wasDaily, isDaily] = [was / before[0], is / recent[0]];
  const text = `${what[sign]} a day: ${perDay(isDaily)}, before ${perDay(wasDaily)}`;
  if (wasDaily < leastBefore) return { text: `${text} (too few to compare)`, fell: null };
  const percent = (100 * (wasDaily - isDaily)) / wasDaily;
  return { text: percent >= 1 ? `${text} (${Math.floor(percent)} % fewer)` : text, fell: percent >= params.fallByPercent };
}

/** All signs of the last four weeks that are over beside the time before; null while too little of either was seen. */
function comparison(state: State, at: Instant, context: Context): readonly Compared[] | null {
  const over = state.weeks.slice(0, -1);
  const [before, recent] = [over.slice(0, -weeksCompared), over.slice(-weeksCompared)].map((weeks) => together(weeks, signNames.length));
  if (over.length <= weeksCompared || before![0] < fewestDays || recent![0] < fewestDays) return null;
  return context.params.signs.map((sign) =>
    works(sign, state, at, context)
      ? compared(sign, before!, recent!, context)
      : { text: `${what[sign]}: not known, the device is not there or does not work as far as we know`, fell: null },
  );
}

const limit = ({ params, scenario }: Context): string =>
  `${params.fallByPercent} % fewer, or ${params.moreMissed} more missed, in 28 days (${agreedIn(scenario, 'fallByPercent', 'moreMissed')}).`;

function lookAt({ lookOn }: State, { patient, params }: Context): Instant | null {
  return lookOn === null ? null : wallClockAt(patient.zone, lookOn, params.tellAt);
}

function looked(state: State, at: Instant, context: Context): Judged {
  const signs = isHome(context.patient.presence, at) ? comparison(state, at, context) : null;
  const fallen = signs?.filter(({ fell }) => fell) ?? [];
  if (signs === null || fallen.length === 0) return { state, effects: none };
  const reason = `For a review: in the last 28 days ${context.patient.knownAs} has ${listed(fallen.map(({ text }) => text))}.`;
  const evidence: Evidence[] = signs.map(({ text }) => ({ text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, at }));
  evidence[0] = { ...evidence[0]!, limit: limit(context) };
  return { state: { ...state, isOpen: true }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

function signOf({ observation: { kind, value }, device }: Extract<ScenarioInput, { type: 'observation' }>): Sign | null {
  if (kind === 'dose') return value === 'dispensed' || value === 'given-by-carer' ? 'doses' : null;
  if (kind === 'contact') return device?.kind === 'fridge' && value === 'open' ? 'kitchen' : null;
  return kind === 'appointment' && value === 'missed' ? 'appointments' : null;
}

function counted(state: State, input: Extract<ScenarioInput, { type: 'observation' }>, { patient, params }: Context): State {
  const { observation, attribution } = input;
  if (faultKinds.includes(observation.kind)) return { ...state, broken: afterFault(state.broken, observation) };
  const sign = signOf(input);
  if (sign === null || observation.snapshot || (attribution === 'shared' && !params.sharedCounts)) return state;
  const last = state.lastAt[place(sign)] ?? null;
  const { observedAt } = observation;
  // Only newer ones: what is told twice counts once, and the few that overtake each other do not change four weeks.
  if (state.watchedFromAt === null || observedAt < state.watchedFromAt || (last !== null && observedAt <= last)) return state;
  return happened({ ...state, lastAt: state.lastAt.with(place(sign), observedAt) }, place(sign), observedAt, patient.zone);
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient } = context;
  const signs = comparison(state, at, context);
  const next = lookAt(state, context);
  const some = signs?.some(({ fell }) => fell) ?? false;
  return [
    { ...atHome(patient, at), ...(state.isOpen ? { met: true } : {}) },
    {
      text: `${patient.knownAs} does less than before, or misses more.`,
      met: some || (signs === null || signs.some(({ fell }) => fell === null) ? null : false),
      found: signs === null ? 'Too few days are known to compare.' : `${listed(signs.map(({ text }) => text))}.`,
      limit: limit(context),
    },
    {
      text: 'It is time for the weekly look.',
      met: state.isOpen || (next !== null && at >= next),
      found: next === null ? 'No week is counted yet.' : `The next one is at ${clockTime(patient.zone, next, at)}.`,
    },
  ];
}

/** Less than before over weeks: doses, the fridge, appointments. A flag for a review, looked at once a week; nothing clears it but a person. */
export const softDecline: ScenarioTemplate<Params, State> = {
  id: 'soft-decline',
  title: 'Slow decline over weeks',
  area: 'care',
  params,
  kinds: ['dose', 'contact', 'appointment', ...faultKinds],
  contactOf: ['fridge'],
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [rung('coordination', 7 * day, 'For a review by the community team: {name} does less at home than some weeks ago. Not urgent.')],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ fallByPercent, moreMissed, signs }) =>
    `Once a week we compare the last four weeks with the time before (${listed(signs.map((sign) => what[sign]))}); with ${fallByPercent} % fewer, or ${moreMissed} more missed, we ask for a review.`,
  explain: explained,
  initial: {
    ...noCounts(signNames.length),
    watchedFromAt: null,
    lastAt: signNames.map(() => null),
    broken: [],
    lookOn: null,
    isOpen: false,
  },

  step(before, input, context) {
    const { patient, blind } = context;
    const wakeAt = lookAt(before, context);
    if (input.type === 'deadline' && wakeAt !== null && input.at < wakeAt) return { state: before, effects: none, wakeAt };
    let state: State = turned(before, input.at, { zone: patient.zone, blind, watchedFromAt: before.watchedFromAt, keep: weeksKept });
    if (state.lookOn === null) state = { ...state, lookOn: weekEnd(state) };
    const due = lookAt(state, context);
    const watchedFromAt = watchedSince(state.watchedFromAt, patient.presence, input.at);
    if (watchedFromAt !== state.watchedFromAt) state = { ...state, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') state = counted(state, input, context);
    else if (input.type === 'alert-closed') state = { ...state, isOpen: false };
    else if (input.type === 'deadline' && due !== null && input.at >= due)
      ({ state, effects } = looked({ ...state, lookOn: weekEnd(state) }, input.at, context));
    return { state: ifChanged(before, state), effects, wakeAt: lookAt(state, context) };
  },
};
