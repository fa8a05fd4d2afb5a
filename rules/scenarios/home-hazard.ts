import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import type { Observation } from '../model/observation.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { atLeast } from './graver.ts';
import { advice, deadly, type Hazard, hazardNames, hazards } from './hazards.ts';
import { ifChanged, isHome } from './judging.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { asData, atTold, clockTime, listed } from './words.ts';

const params = z.strictObject({
  hazards: z
    .array(z.enum(hazards))
    .min(1, 'names no hazard; leave it out for all')
    .refine((all) => new Set(all).size === all.length, 'names a hazard twice')
    .default([...hazards])
    .describe('Which alarms are listened to'),
  againAfter: duration.prefault('PT10M').describe('An alarm still reported this long after a person closed it is raised again'),
  maxLateness: duration.prefault('PT6H').describe('An alarm that reaches us later than this only enters history'),
});
type Params = z.infer<typeof params>;

interface State {
  /** Devices in alarm: which hazard, which device, since when. They leave when they say that it is over. */
  readonly on: readonly (readonly [Hazard, string, Instant])[];
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

function evidenceOf(observation: Observation, name: string, words: string, { patient }: Context): Evidence {
  const { observedAt, receivedAt } = observation;
  return { text: `${name} ${words} ${atTold(patient.zone, observedAt, receivedAt)}.`, at: observedAt, observation: asData(observation) };
}

/** A device goes off. One that goes on saying so says nothing new, unless a person has closed its alert meanwhile. */
function goesOff(before: State, hazard: Hazard, { at, observation, device }: Observed, context: Context): Judged {
  const { source, observedAt, receivedAt } = observation;
  const { patient, params, scenario } = context;
  const known = before.on.find((one) => one[0] === hazard && one[1] === source);
  if (known !== undefined && observedAt <= known[2]) return { state: before, effects: none };
  const closedLongAgo = before.closedAt !== null && observedAt >= before.closedAt + params.againAfter;
  const handled = before.raised.includes(hazard) || !closedLongAgo;
  if (known !== undefined && handled) return { state: before, effects: none };

  const others = before.on.filter((one) => one !== known);
  const state: State = {
    ...before,
    on: [...others, [hazard, source, observedAt]],
    raised: before.raised.includes(hazard) ? before.raised : [...before.raised, hazard],
  };
  const name = device?.name ?? hazardNames[hazard];
  const where = isHome(patient.presence, at) ? '' : ` By agreement ${patient.knownAs} is not at home now.`;
  const said = atTold(patient.zone, observedAt, receivedAt);
  const raise: ScenarioEffect = {
    type: 'raise-alert',
    reason: `${hazardNames[hazard]} at ${patient.knownAs}'s ${said} (${name}).${advice[hazard].centre}${where}`,
    evidence: [evidenceOf(observation, name, 'went off', context)],
    ...(deadly.includes(hazard) ? atLeast('high', scenario) : {}),
  };
  // Words for each hazard: what helps with one kills with another, so they are no step of the common plan.
  const prompt: ScenarioEffect = { type: 'prompt', deviceKind: 'speaker', text: advice[hazard].patient, expectsReading: null };
  return { state, effects: [raise, prompt] };
}

/**
 * A device says that it is over. Water that has stopped is over; silence after smoke or gas is not safety, so that is only written down and
 * a person looks.
 */
function isOver(before: State, hazard: Hazard, { observation, device }: Observed, context: Context): Judged {
  const { source, observedAt } = observation;
  const known = before.on.find((one) => one[0] === hazard && one[1] === source);
  if (known === undefined || observedAt < known[2]) return { state: before, effects: none };
  const state: State = { ...before, on: before.on.filter((one) => one !== known) };
  if (!before.raised.includes(hazard)) return { state, effects: none };
  const evidence = evidenceOf(observation, device?.name ?? hazardNames[hazard], 'reported that it is over', context);
  const dry = state.raised.every((one) => one === 'water-leak') && state.on.every((one) => one[0] !== 'water-leak');
  if (dry) return { state: { ...state, raised: [] }, effects: [{ type: 'clear-condition', reason: evidence.text }] };
  return { state, effects: [{ type: 'add-evidence', evidence, worse: false }] };
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { kind, value, observedAt, receivedAt, snapshot } = input.observation;
  const hazard = context.params.hazards.find((one) => one === kind);
  // A kept message sent again is no alarm.
  if (hazard === undefined || snapshot || receivedAt - observedAt > context.params.maxLateness) return { state, effects: none };
  return value === 'alarm' ? goesOff(state, hazard, input, context) : isOver(state, hazard, input, context);
}

function explained({ on, raised, closedAt }: State, { patient, params }: Context, at: Instant): Condition[] {
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const going = on.map(([hazard, , sinceAt]) => `${hazardNames[hazard]} since ${say(sinceAt)}`);
  const wentOff = raised.length === 0 ? '' : `${listed(raised.map((one) => hazardNames[one]))}. `;
  const found = `${wentOff}${going.length === 0 ? 'None is in alarm now.' : `In alarm now: ${listed(going)}.`}`;
  const closed = closedAt === null ? 'Nothing was closed.' : `A person closed the last alert at ${say(closedAt)}.`;
  return [
    {
      text: `One of these went off: ${listed(params.hazards.map((one) => hazardNames[one]))}.`,
      met: raised.length > 0 || on.length > 0,
      found,
    },
    { text: 'No person has closed it.', met: raised.length > 0, found: raised.length > 0 ? 'It is open.' : closed },
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
  initial: { on: [], raised: [], closedAt: null },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, raised: state.raised.length === 0 ? state.raised : [], closedAt: input.at };
    return { state: ifChanged(before, state), effects, wakeAt: null };
  },
};
