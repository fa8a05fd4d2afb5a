import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import type { Observation } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { atLeast } from './graver.ts';
import { type Detector, detectorOf, inAlarm, isClear, isSettling, withDetector } from './hazard-detectors.ts';
import { advice, deadly, type Hazard, hazardNames, hazards } from './hazards.ts';
import { ifChanged, isHome } from './judging.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { agreedIn, asData, atTold, clockTime, howLong, listed } from './words.ts';

const params = z.strictObject({
  hazards: z
    .array(z.enum(hazards))
    .min(1, 'names no hazard; leave it out for all')
    .refine((all) => new Set(all).size === all.length, 'names a hazard twice')
    .default([...hazards])
    .describe('Which alarms are listened to'),
  againAfter: duration.prefault('PT10M').describe('An alarm still reported this long after a person closed it is raised again'),
  quietFor: duration
    .prefault('PT15M')
    .describe('So long must a detector that went off be quiet to be over; one that comes and goes is one alarm'),
  maxLateness: duration.prefault('PT6H').describe('An alarm that reaches us later than this only enters history'),
});
type Params = z.infer<typeof params>;

interface State {
  /** Detectors that we have heard of. */
  readonly detectors: readonly Detector[];
  /** The hazards of the open alert. */
  readonly raised: readonly Hazard[];
  /** A person closed the last alert then. */
  readonly closedAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];

const said = ({ observedAt, receivedAt }: Observation, { patient }: Context): string => atTold(patient.zone, observedAt, receivedAt);
const nameOf = (source: string, hazard: Hazard, { patient }: Context): string =>
  patient.devices.find((one) => one.id === source)?.name ?? hazardNames[hazard];

/** The alert, and what the centre must know of it. */
function raised(before: State, now: Detector, { at, observation }: Observed, context: Context): Judged {
  const { patient, params, scenario } = context;
  const [source, hazard, says] = now;
  const name = nameOf(source, hazard, context);
  const when = said(observation, context);
  const where = isHome(patient.presence, at) ? '' : ` By agreement ${patient.knownAs} is not at home now.`;
  const isKept = says === 'kept';
  const how = isKept ? `was in alarm ${when}, as a kept message says` : `went off ${when}`;
  const question = isKept ? ' Known only from a kept message: please ask whether it is so.' : '';
  const evidence: Evidence = { text: `${name} ${how}.`, at: observation.observedAt, observation: asData(observation) };
  const isOld = observation.receivedAt - observation.observedAt > params.maxLateness;
  const raise: ScenarioEffect = {
    type: 'raise-alert',
    reason: `${hazardNames[hazard]} at ${patient.knownAs}'s ${isKept ? 'in alarm ' : ''}${when} (${name}).${question}${advice[hazard].centre}${where}`,
    evidence: [evidence],
    ...(deadly.includes(hazard) && !isOld ? atLeast('high', scenario) : {}),
  };
  const state: State = {
    ...before,
    detectors: withDetector(before.detectors, now),
    raised: before.raised.includes(hazard) ? before.raised : [...before.raised, hazard],
  };
  return { state, effects: [raise] };
}

/** A device goes off. One that goes on saying so, or comes and goes, says nothing new, unless a person has closed its alert meanwhile. */
function goesOff(before: State, hazard: Hazard, input: Observed, context: Context): Judged {
  const { source, observedAt } = input.observation;
  const known = detectorOf(before.detectors, input.observation);
  const isOpen = before.raised.includes(hazard);
  if (known?.[2] === 'alarm') {
    const closedLongAgo = before.closedAt !== null && observedAt >= before.closedAt + context.params.againAfter;
    if (observedAt <= known[3] || isOpen || !closedLongAgo) return { state: before, effects: none };
  } else if (known !== undefined && isSettling(known)) {
    const again = observedAt > known[3] ? withDetector(before.detectors, [source, hazard, 'alarm', observedAt]) : before.detectors;
    return { state: { ...before, detectors: again }, effects: none };
  }
  // Told late: it went off, and has been quiet since.
  const isOver = known !== undefined && !inAlarm(known) && observedAt <= known[3];
  const now: Detector = isOver ? [source, hazard, 'settling', known[3]] : [source, hazard, 'alarm', observedAt];
  const { state, effects } = raised(before, now, input, context);
  // Words for each hazard: what helps with one kills with another, so they are no step of the common plan.
  const prompt: ScenarioEffect = { type: 'prompt', deviceKind: 'speaker', text: advice[hazard].patient, expectsReading: null };
  return { state, effects: [...effects, prompt] };
}

/** A device says that it is over: not believed before it has been quiet for some time. */
function goesQuiet(before: State, hazard: Hazard, { observation }: Observed): Judged {
  const { source, observedAt } = observation;
  const known = detectorOf(before.detectors, observation);
  const isOlder = known !== undefined && observedAt <= known[3];
  if (isOlder || (known !== undefined && isSettling(known))) return { state: before, effects: none };
  const settles = known !== undefined && inAlarm(known) && before.raised.includes(hazard);
  const now: Detector = [source, hazard, settles ? 'settling' : 'clear', observedAt];
  return { state: { ...before, detectors: withDetector(before.detectors, now) }, effects: none };
}

/**
 * A kept message sent again is no event: it ends nothing and speaks to nobody. But smoke or gas that we have not heard of, in a message newer
 * than all that we know of the detector, may be an alarm that was missed: the centre asks (decision 23).
 */
function kept(before: State, hazard: Hazard, input: Observed, context: Context): Judged {
  const { source, value, observedAt } = input.observation;
  const known = detectorOf(before.detectors, input.observation);
  if (known !== undefined && (!isClear(known) || observedAt <= known[3])) return { state: before, effects: none };
  if (value !== 'alarm')
    return { state: { ...before, detectors: withDetector(before.detectors, [source, hazard, 'clear', observedAt]) }, effects: none };
  return deadly.includes(hazard) ? raised(before, [source, hazard, 'kept', observedAt], input, context) : { state: before, effects: none };
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = input.observation;
  const hazard = context.params.hazards.find((one) => one === kind);
  if (hazard === undefined) return { state, effects: none };
  if (snapshot) return kept(state, hazard, input, context);
  if (receivedAt - observedAt > context.params.maxLateness) return { state, effects: none };
  return value === 'alarm' ? goesOff(state, hazard, input, context) : goesQuiet(state, hazard, input);
}

/** When a quiet detector is over, with the time taken out in which we could not hear it. */
const overAt = ([, , , sinceAt]: Detector, { params, blind }: Context): Instant => seenUntil(blind, sinceAt, sinceAt + params.quietFor);

/**
 * Detectors that have been quiet for long enough. Water that has stopped is over; silence after smoke or gas is not safety, so that is
 * only written down and a person looks.
 */
function settled(before: State, at: Instant, context: Context): Judged {
  let state = before;
  const effects: ScenarioEffect[] = [];
  for (const one of before.detectors) {
    if (!isSettling(one) || overAt(one, context) > at) continue;
    const [source, hazard, , sinceAt] = one;
    state = { ...state, detectors: withDetector(state.detectors, [source, hazard, 'clear', sinceAt]) };
    const text = `${nameOf(source, hazard, context)} has been quiet since ${clockTime(context.patient.zone, sinceAt, at)}.`;
    const dry =
      state.raised.every((other) => other === 'water-leak') &&
      state.detectors.every((other) => other[1] !== 'water-leak' || isClear(other));
    if (dry) state = { ...state, raised: [] };
    effects.push(dry ? { type: 'clear-condition', reason: text } : { type: 'add-evidence', evidence: { text, at: sinceAt }, worse: false });
  }
  return { state, effects };
}

function explained({ detectors, raised, closedAt }: State, context: Context, at: Instant): Condition[] {
  const { patient, params } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const going = detectors.filter(inAlarm).map(([, hazard, , sinceAt]) => `${hazardNames[hazard]} since ${say(sinceAt)}`);
  const quiet = detectors
    .filter(isSettling)
    .map((one) => ` ${nameOf(one[0], one[1], context)} quiet since ${say(one[3])}, over at ${say(overAt(one, context))} if it stays so.`);
  const wentOff = raised.length === 0 ? '' : `${listed(raised.map((one) => hazardNames[one]))}. `;
  const now = going.length === 0 ? 'None is in alarm now.' : `In alarm now: ${listed(going)}.`;
  const found = `${wentOff}${now}${quiet.join('')}`;
  const closed = closedAt === null ? 'Nothing was closed.' : `A person closed the last alert at ${say(closedAt)}.`;
  return [
    {
      text: `One of these went off: ${listed(params.hazards.map((one) => hazardNames[one]))}.`,
      met: raised.length > 0 || going.length > 0,
      found,
      limit: `Over after ${howLong(params.quietFor)} of quiet (${agreedIn(context.scenario, 'quietFor')}).`,
    },
    {
      text: 'No person has closed it.',
      met: raised.length > 0,
      found: raised.length > 0 ? 'It is open.' : closed,
      limit: `Asked again after ${howLong(params.againAfter)} (${agreedIn(context.scenario, 'againAfter')}).`,
    },
  ];
}

/**
 * Smoke, carbon monoxide, gas, water, the house alarm. About the home and not about one person: everybody who lives there has their own
 * agreement raised, and being away by agreement is only said. Smoke, carbon monoxide and gas go to the centre at once.
 */
export const homeHazard: ScenarioTemplate<Params, State> = {
  id: 'home-hazard',
  title: 'Alarm in the home',
  area: 'safety',
  params,
  kinds: hazards,
  kindsOf: (p) => p.hazards,
  defaultSeverity: () => 'moderate',
  defaultPlan: (p) => ({
    steps: p.hazards.some((one) => deadly.includes(one))
      ? [
          rung(
            'coordination',
            1 * minute,
            "An alarm has gone off at {name}'s. Speak to {name} now; have {name} leave the house; ring 999 for fire.",
          ),
          rung(
            'family',
            2 * minute,
            "An alarm has gone off at {name}'s. The care centre has been told. Do not go in if there may be fire or gas.",
          ),
          rung(
            'rapid-response',
            5 * minute,
            "An alarm has gone off at {name}'s and nobody has answered yet. Do not go in before it is safe.",
          ),
          rung('emergency', 5 * minute, "An alarm has gone off at {name}'s and {name} has not been reached: 999, fire service."),
        ]
      : [
          rung('family', 15 * minute, "An alarm has gone off at {name}'s. Could you ring or look in?"),
          rung('coordination', 30 * minute, "An alarm has gone off at {name}'s and family has not answered. Please ring."),
          rung('rapid-response', 60 * minute, "An alarm has gone off at {name}'s and nobody has been reached. Please visit."),
        ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `If an alarm goes off at your home (${listed(p.hazards.map((one) => hazardNames[one].toLowerCase()))}), we tell you what to do and call somebody.`,
  explain: explained,
  initial: { detectors: [], raised: [], closedAt: null },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'deadline') ({ state, effects } = settled(state, input.at, context));
    else if (input.type === 'alert-closed') {
      const detectors = state.detectors.map((one): Detector => (isSettling(one) ? [one[0], one[1], 'clear', one[3]] : one));
      state = { ...state, detectors, raised: [], closedAt: input.at };
    }
    const waits = state.detectors.filter(isSettling).map((one) => overAt(one, context));
    return { state: ifChanged(before, state), effects, wakeAt: waits.length === 0 ? null : Math.min(...waits) };
  },
};
