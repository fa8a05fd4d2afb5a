import type { Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, hour, type Instant } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type Concerned, ended, opened } from './concerns.ts';
import { type DispenserParams, dispenserParams } from './dispenser-params.ts';
import { doubled } from './dose-doubles.ts';
import { dosesToday } from './doses-today.ts';
import { atLeast } from './graver.ts';
import { ifChanged, isHome } from './judging.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, howLong, listed } from './words.ts';

type Concern = 'fault' | 'stock' | 'double';
interface State extends Concerned<Concern> {
  /** What the dispenser last complained of, until it has been in order for long enough; and since when it has. */
  readonly fault: string | null;
  readonly faultAt: Instant | null;
  readonly mendedAt: Instant | null;
  readonly left: number | null;
  readonly leftAt: Instant | null;
  /** The fewest doses said to be left since it was last filled. */
  readonly saidLeft: number | null;
  /** The last doses dispensed, in order; and when the two were that were last said to be a double. */
  readonly dispensed: readonly Instant[];
  readonly double: readonly [Instant, Instant] | null;
  /** A person closed the alert while it did not work: not asked again before then. */
  readonly quietUntilAt: Instant | null;
}
type Context = ScenarioStepContext<DispenserParams>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];
const remembered = 8;
const faults: Readonly<Record<string, string>> = { jammed: 'it is jammed', empty: 'it is empty', faulty: 'it is faulty' };

/** A sign that it works: not believed before nothing has been wrong for some time. */
function worksAgain(state: State, { observation: { observedAt } }: Observed): State {
  if (state.faultAt === null || state.fault === null || observedAt <= state.faultAt) return state;
  return { ...state, mendedAt: Math.min(state.mendedAt ?? observedAt, observedAt) };
}

/** When it is believed to be in order, with the time taken out in which we could not have heard it complain; null: it is not, or was never out. */
const mendedBy = ({ mendedAt }: State, { params, blind }: Context): Instant | null =>
  mendedAt === null ? null : seenUntil(blind, mendedAt, mendedAt + params.mendedFor);

function mended(state: State, at: Instant, { patient }: Context): Judged {
  const next = { ...state, fault: null, mendedAt: null, quietUntilAt: null };
  const since = clockTime(patient.zone, state.mendedAt!, at);
  return ended(next, 'fault', `The dispenser works again: reported at ${since}, and nothing wrong since.`, at);
}

/** We never say "taken twice": nobody knows that. */
function given(before: State, input: Observed, context: Context): Judged {
  const { at, observation } = input;
  const { patient, params, scenario } = context;
  const { observedAt, value } = observation;
  const working = value === 'dispensed' ? worksAgain(before, input) : before;
  if (before.dispensed.includes(observedAt)) return { state: working, effects: none };
  const dispensed = [...before.dispensed, observedAt].toSorted((a, b) => a - b).slice(-remembered);
  if (dispensed.every((one, i) => one === before.dispensed[i])) return { state: working, effects: none };
  const double = doubled(dispensed, params.doubleWithin, { zone: patient.zone, doses: params.doses, earliest: params.earliest });
  const known = double === null || (before.double !== null && double[0] === before.double[0] && double[1] === before.double[1]);
  const state: State = { ...working, dispensed, double: known ? before.double : double };
  if (known || !isHome(patient.presence, at)) return { state, effects: none };
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const text = `A dose at ${say(double[0])} and another at ${say(double[1])}.`;
  const limit = `Only what is due within ${howLong(params.doubleWithin)} (${agreedIn(scenario, 'doubleWithin')}).`;
  const evidence: Evidence = { text, at: double[1], observation: asData(observation), limit };
  const how = params.carerCounts ? 'dispensed, or given by the carer,' : 'dispensed';
  const reason = `${patient.knownAs}'s medicine was ${how} twice, at ${say(double[0])} and ${say(double[1])}, and not both doses were due. Whether both were taken is not known.`;
  const raise: ScenarioEffect = { type: 'raise-alert', reason, evidence: [evidence], ...atLeast('moderate', scenario) };
  return { state: { ...state, open: opened(state.open, 'double') }, effects: [raise] };
}

function complained(state: State, { observation }: Observed, { patient }: Context): Judged {
  const { observedAt, receivedAt, value } = observation;
  const known = Math.max(state.faultAt ?? observedAt - 1, state.mendedAt ?? observedAt - 1);
  const overtaken = state.dispensed.some((one) => one >= observedAt) || observedAt <= known;
  if (overtaken || (state.fault === value && state.mendedAt === null)) return { state, effects: none };
  const next: State = { ...state, fault: String(value), faultAt: observedAt, mendedAt: null };
  if (!state.open.includes('fault') || state.fault === value) return { state: next, effects: none };
  const text = `The dispenser reported ${atTold(patient.zone, observedAt, receivedAt)} that ${faults[String(value)]}.`;
  return {
    state: next,
    effects: [{ type: 'add-evidence', evidence: { text, at: observedAt, observation: asData(observation) }, worse: false }],
  };
}

function counted(state: State, { observation }: Observed, { patient, params }: Context): Judged {
  const { observedAt, receivedAt } = observation;
  const left = Number(observation.value);
  if ((state.leftAt !== null && observedAt <= state.leftAt) || left === state.left) return { state, effects: none };
  const next: State = { ...state, left, leftAt: observedAt };
  if (left <= params.lowStockDoses + params.stockMargin) return { state: next, effects: none };
  return ended(
    { ...next, saidLeft: null },
    'stock',
    `There are ${left} doses in the dispenser ${atTold(patient.zone, observedAt, receivedAt)}.`,
    observedAt,
  );
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = input.observation;
  const { maxLateness, sharedCounts, carerCounts } = context.params;
  const ours = input.attribution !== 'shared' || sharedCounts;
  // State that is kept and sent again is nothing new.
  if (snapshot || !ours || receivedAt - observedAt > maxLateness) return { state, effects: none };
  if (kind === 'dose-stock') {
    const isFilled = state.fault === 'empty' && Number(value) > 0;
    return counted(isFilled ? worksAgain(state, input) : state, input, context);
  }
  if (kind === 'device-fault' && input.device?.kind !== 'dispenser') return { state, effects: none };
  if (value === 'recovered') return { state: worksAgain(state, input), effects: none };
  if (faults[String(value)] !== undefined) return complained(state, input, context);
  return value === 'dispensed' || (value === 'given-by-carer' && carerCounts) ? given(state, input, context) : { state, effects: none };
}

/** What is to be said now that has not been said, at home or not. */
function unsaid({ fault, mendedAt, open, quietUntilAt, left, saidLeft }: State, at: Instant, { params }: Context): readonly Concern[] {
  const concerns: Concern[] = [];
  if (fault !== null && mendedAt === null && !open.includes('fault') && (quietUntilAt === null || at >= quietUntilAt))
    concerns.push('fault');
  const isLow = left !== null && left <= params.lowStockDoses;
  if (isLow && (saidLeft === null || (left <= params.lastDoses && saidLeft > params.lastDoses))) concerns.push('stock');
  return concerns;
}

function said(before: State, concern: Concern, at: Instant, { patient, params, scenario }: Context): Judged {
  const { fault, faultAt, left, leftAt } = before;
  const say = (instant: Instant | null) => clockTime(patient.zone, instant ?? at, at);
  const open = opened(before.open, concern);
  const raise = (reason: string, evidence: Evidence, grave: boolean): ScenarioEffect => ({
    type: 'raise-alert',
    reason: `${patient.knownAs}'s dispenser: ${reason}`,
    evidence: [evidence],
    ...(grave ? atLeast('moderate', scenario) : {}),
  });
  if (concern === 'fault') {
    const text = `Reported at ${say(faultAt)} that ${faults[fault!]}.`;
    return {
      state: { ...before, open, quietUntilAt: null },
      effects: [raise(`${faults[fault!]}; the next dose may not come.`, { text, at: faultAt! }, true)],
    };
  }
  const limit = `Order at ${params.lowStockDoses} doses, moderate at ${params.lastDoses} (${agreedIn(scenario, 'lowStockDoses', 'lastDoses')}).`;
  const doses = left === 1 ? '1 dose is left' : `${left} doses are left`;
  const evidence: Evidence = { text: `${doses} at ${say(leftAt)}.`, at: leftAt!, limit };
  return {
    state: { ...before, open, saidLeft: left },
    effects: [raise(`${doses}. Please order more.`, evidence, left! <= params.lastDoses)],
  };
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, scenario } = context;
  const say = (instant: Instant | null) => clockTime(patient.zone, instant ?? at, at);
  const isLow = state.left !== null && state.left <= params.lowStockDoses;
  const believedAt = mendedBy(state, context);
  const works = believedAt === null ? '' : ` Works again since ${say(state.mendedAt)}; over at ${say(believedAt)} if it stays so.`;
  const found = [
    state.fault === null ? 'It is not known to be faulty.' : `Reported at ${say(state.faultAt)} that ${faults[state.fault]}.${works}`,
    state.left === null ? 'How many doses are left is not known.' : `Doses left at ${say(state.leftAt)}: ${state.left}.`,
    state.open.includes('double') ? `Dispensed twice, at ${listed(state.double!.map(say))}.` : 'No double.',
  ].join(' ');
  const quiet = state.quietUntilAt === null ? '' : ` A person closed it; asked again at ${say(state.quietUntilAt)}.`;
  return [
    {
      text: 'The dispenser is jammed, empty or faulty, has few doses left, or has dispensed twice.',
      met: state.fault !== null || isLow || state.open.length > 0,
      found,
      limit: `${params.lowStockDoses} doses; ${howLong(params.doubleWithin)} between two (${agreedIn(scenario, 'lowStockDoses', 'doubleWithin')}).`,
    },
    {
      text: 'It has not been dealt with.',
      met: state.open.length > 0 || unsaid(state, at, context).length > 0,
      found: state.open.length > 0 ? 'It is open.' : `Nothing is open.${quiet}`,
    },
    atHome(patient, at),
  ];
}

/**
 * The dispenser itself: jammed, empty, running low, or dispensing twice. A double is never over before a person has seen to it. Doses that are late
 * or left out are `pills`.
 */
export const dispenser: ScenarioTemplate<DispenserParams, State> = {
  id: 'dispenser',
  title: 'Medicine dispenser needs seeing to',
  area: 'medicine',
  params: dispenserParams,
  kinds: ['dose', 'dose-stock', 'device-fault'],
  defaultSeverity: () => 'low',
  defaultPlan: () => ({
    steps: [
      rung('coordination', 2 * hour, "{name}'s medicine dispenser needs seeing to. Please arrange it with the pharmacist or the family."),
      rung('family', 4 * hour, "{name}'s medicine dispenser needs seeing to. Could you ring the care centre about it?"),
      rung('coordination', day, "{name}'s medicine dispenser has not been seen to yet. Please arrange it today."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ lowStockDoses, doubleWithin }) =>
    `If your dispenser jams, runs down to ${lowStockDoses} doses or gives out two within ${howLong(doubleWithin)}, the care centre sees to it.`,
  explain: explained,
  today: ({ dispensed }, { patient, params }, at) => dosesToday(dispensed, patient.zone, params, at),
  initial: {
    fault: null,
    faultAt: null,
    mendedAt: null,
    left: null,
    leftAt: null,
    saidLeft: null,
    dispensed: [],
    double: null,
    open: [],
    quietUntilAt: null,
  },

  step(before, input, context) {
    const { patient, params } = context;
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed' && state.open.length > 0)
      state = { ...state, open: [], quietUntilAt: state.fault === null ? null : input.at + params.remindAfter };
    const believedAt = mendedBy(state, context);
    if (input.type === 'deadline' && believedAt !== null && input.at >= believedAt) ({ state, effects } = mended(state, input.at, context));
    const home = isHome(patient.presence, input.at);
    for (const concern of home ? unsaid(state, input.at, context) : []) {
      const told = said(state, concern, input.at, context);
      state = told.state;
      effects = [...effects, ...told.effects];
    }
    const quietEndsAt = state.quietUntilAt !== null && state.quietUntilAt > input.at ? state.quietUntilAt : null;
    const toldAt = home ? quietEndsAt : unsaid(state, Number.POSITIVE_INFINITY, context).length > 0 ? patient.presence.untilAt : null;
    const times = [toldAt, mendedBy(state, context)].filter((time) => time !== null);
    return { state: ifChanged(before, state), effects, wakeAt: times.length === 0 ? null : Math.min(...times) };
  },
};
