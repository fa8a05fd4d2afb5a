import { z } from 'zod';
import { unknownUnitPrefix } from '../model/alarm-unit.ts';
import type { ScenarioInput, ScenarioTemplate, Stepped } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { rung } from './rung.ts';
import { asData, atTold, clockTime, listed } from './words.ts';

const params = z.strictObject({});
type Params = z.infer<typeof params>;

interface State {
  /** The last calls and cancellations judged, so that the same message twice is one. */
  readonly calls: readonly string[];
  /** The last call that nobody has closed the alert of. */
  readonly calledAt: Instant | null;
  /** Numbers of the units that have called since then, the last ones. */
  readonly callers: readonly string[];
  /** How many further calls were told one by one, and since when that is counted. */
  readonly told: number;
  readonly toldFromAt: Instant | null;
  /** Units that have called since and are told together: the numbers of the first, how many more, and when the first of them called. */
  readonly gathered: readonly string[];
  readonly gatheredMore: number;
  readonly gatheredFromAt: Instant | null;
}
type Observed = Extract<ScenarioInput, { type: 'observation' }>;

const remembered = 4;
const callersKept = 20;
/** So many further calls are told one by one. More is a flood that nobody could follow: those are told together, each minute. */
const oneByOne = { most: 5, withinMs: 10 * minute } as const;
const togetherEveryMs = minute;
const numbersNamed = 10;

const numberOf = ({ observation: { source } }: Observed): string => source.replace(unknownUnitPrefix, '');

const dueAt = ({ gatheredFromAt }: State): Instant | null => (gatheredFromAt === null ? null : gatheredFromAt + togetherEveryMs);

/** Told with the others at the end of the minute, a number once. */
function gather(state: State, number: string, at: Instant): State {
  if (state.gathered.includes(number)) return state;
  if (state.gathered.length === numbersNamed) return { ...state, gatheredMore: state.gatheredMore + 1 };
  return { ...state, gathered: [...state.gathered, number], gatheredFromAt: state.gatheredFromAt ?? at };
}

/** One more call is told by itself; null: too many were, within the last minutes. */
function tellAlone(state: State, at: Instant): State | null {
  const { told, toldFromAt } = state;
  if (toldFromAt === null || at - toldFromAt >= oneByOne.withinMs) return { ...state, told: 1, toldFromAt: at };
  return told < oneByOne.most ? { ...state, told: told + 1 } : null;
}

/** What was gathered, as worse news of the open alert, or as a new one when a person has closed that meanwhile. */
function tellTogether(state: State, fromAt: Instant, at: Instant, zone: string): Stepped<State> {
  const { gathered, gatheredMore, calledAt } = state;
  const count = gathered.length + gatheredMore;
  const numbers = listed(gatheredMore === 0 ? gathered : [...gathered, `${gatheredMore} more`]);
  const calls = count === 1 ? 'Another alarm unit' : `${count} more alarm units`;
  const text = `${calls}, not enrolled, called for help since ${clockTime(zone, fromAt, at)}: ${numbers}.`;
  const evidence = { text, at };
  return {
    state: { ...state, calledAt: calledAt ?? at, gathered: [], gatheredMore: 0, gatheredFromAt: null },
    effects: [
      calledAt === null ? { type: 'raise-alert', reason: text, evidence: [evidence] } : { type: 'add-evidence', evidence, worse: true },
    ],
    wakeAt: null,
  };
}

/**
 * A call for help of an alarm unit that is not enrolled: nobody knows whose it is, and it is answered all the same. One alert at a time
 * takes all such calls; a second unit is worse news, so that whoever has taken the first on does not keep the second from being called out.
 * Beyond a few, further calls are told together: whoever can reach the port can forge numbers without end.
 */
export const unknownCaller: ScenarioTemplate<Params, State> = {
  id: 'unknown-caller',
  title: 'Call of an unknown alarm unit',
  area: 'safety',
  params,
  kinds: ['sos', 'sos-cancelled'],
  defaultSeverity: () => 'high',
  defaultPlan: () => ({
    steps: [
      rung(
        'coordination',
        1 * minute,
        '{name} has called for help, with an alarm unit that is not enrolled. Answer its voice call and find out who it is.',
      ),
      rung('rapid-response', 3 * minute, '{name} has called for help and the care centre has not answered. Please ring the care centre.'),
      rung('emergency', 5 * minute, '{name} has called for help and nobody has answered: find out who it is, and decide on 999.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: () => 'A call for help from an alarm unit that nobody has enrolled goes to the care centre as an unknown caller.',
  initial: {
    calls: [],
    calledAt: null,
    callers: [],
    told: 0,
    toldFromAt: null,
    gathered: [],
    gatheredMore: 0,
    gatheredFromAt: null,
  },

  explain: ({ calledAt, callers }, { patient: { zone } }, at) => [
    {
      text: 'An alarm unit that is not enrolled called for help, and nobody has closed that call.',
      met: calledAt !== null,
      found: calledAt === null ? 'No call is open.' : `Last at ${clockTime(zone, calledAt, at)}, from ${listed(callers)}.`,
    },
  ],

  step(state, input, { patient: { zone } }) {
    const none = { state, effects: [], wakeAt: dueAt(state) };
    if (input.type === 'alert-closed')
      return { ...none, state: state.calledAt === null ? state : { ...state, calledAt: null, callers: [] } };
    if (input.type === 'deadline' && state.gatheredFromAt !== null && input.at >= state.gatheredFromAt + togetherEveryMs)
      return tellTogether(state, state.gatheredFromAt, input.at, zone);
    if (input.type !== 'observation' || input.observation.snapshot) return none;
    const { observation } = input;
    const { source, kind, value, observedAt, receivedAt } = observation;
    const number = numberOf(input);
    const said = atTold(zone, observedAt, receivedAt);
    const fact = (text: string) => ({ text, at: observedAt, observation: asData(observation) });
    const call = `${source}@${observedAt} ${kind}`;
    if (state.calls.includes(call)) return none;
    const calls = [...state.calls, call].slice(-remembered);
    const isKnown = state.callers.includes(number);
    if (kind === 'sos-cancelled') {
      if (!isKnown) return none;
      const text = `Unit ${number}: cancelled at the unit ${said}. Nobody knows by whom.`;
      return { ...none, state: { ...state, calls }, effects: [{ type: 'add-evidence', evidence: fact(text), worse: false }] };
    }
    const callers = [...state.callers.filter((one) => one !== number), number].slice(-callersKept);
    const next = { ...state, calls, callers, calledAt: observedAt };
    const alone = state.calledAt === null ? next : tellAlone(next, input.at);
    if (alone === null) {
      const gathered = gather(next, number, input.at);
      return { state: gathered, effects: [], wakeAt: dueAt(gathered) };
    }
    const evidence = fact(`Unit ${number}${value === true ? '' : ` (${value})`} called ${said}; the number is not enrolled.`);
    const reason = `An alarm unit that is not enrolled, number ${number}, called for help ${said}.`;
    const isAnother = state.calledAt !== null && !isKnown;
    return {
      state: alone,
      effects: [isAnother ? { type: 'add-evidence', evidence, worse: true } : { type: 'raise-alert', reason, evidence: [evidence] }],
      wakeAt: dueAt(alone),
    };
  },
};
