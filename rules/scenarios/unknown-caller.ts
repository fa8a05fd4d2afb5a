import { z } from 'zod';
import { unknownUnitPrefix } from '../model/alarm-unit.ts';
import type { ScenarioInput, ScenarioTemplate } from '../model/scenario.ts';
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
}
type Observed = Extract<ScenarioInput, { type: 'observation' }>;

const remembered = 4;
const callersKept = 20;

const numberOf = ({ observation: { source } }: Observed): string => source.replace(unknownUnitPrefix, '');

/**
 * A call for help of an alarm unit that is not enrolled: nobody knows whose it is, and it is answered all the same. One alert at a time
 * takes all such calls; a second unit is worse news, so that whoever has taken the first on does not keep the second from being called out.
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
  initial: { calls: [], calledAt: null, callers: [] },

  explain: ({ calledAt, callers }, { patient: { zone } }, at) => [
    {
      text: 'An alarm unit that is not enrolled called for help, and nobody has closed that call.',
      met: calledAt !== null,
      found: calledAt === null ? 'No call is open.' : `Last at ${clockTime(zone, calledAt, at)}, from ${listed(callers)}.`,
    },
  ],

  step(state, input, { patient }) {
    const none = { state, effects: [], wakeAt: null };
    if (input.type === 'alert-closed')
      return { ...none, state: state.calledAt === null ? state : { ...state, calledAt: null, callers: [] } };
    if (input.type !== 'observation' || input.observation.snapshot) return none;
    const { observation } = input;
    const { source, kind, value, observedAt, receivedAt } = observation;
    const number = numberOf(input);
    const said = atTold(patient.zone, observedAt, receivedAt);
    const fact = (text: string) => ({ text, at: observedAt, observation: asData(observation) });
    const call = `${source}@${observedAt} ${kind}`;
    if (state.calls.includes(call)) return none;
    const calls = [...state.calls, call].slice(-remembered);
    if (kind === 'sos-cancelled') {
      if (!state.callers.includes(number)) return none;
      const text = `Unit ${number}: cancelled at the unit ${said}. Nobody knows by whom.`;
      return { ...none, state: { ...state, calls }, effects: [{ type: 'add-evidence', evidence: fact(text), worse: false }] };
    }
    const evidence = fact(`Unit ${number}${value === true ? '' : ` (${value})`} called ${said}; the number is not enrolled.`);
    const isAnother = state.calledAt !== null && !state.callers.includes(number);
    const next = {
      calls,
      calledAt: observedAt,
      callers: [...state.callers.filter((one) => one !== number), number].slice(-callersKept),
    };
    const reason = `An alarm unit that is not enrolled, number ${number}, called for help ${said}.`;
    return {
      state: next,
      effects: isAnother ? [{ type: 'add-evidence', evidence, worse: true }] : [{ type: 'raise-alert', reason, evidence: [evidence] }],
      wakeAt: null,
    };
  },
};
