import { z } from 'zod';
import type { ScenarioInput, ScenarioStepContext, ScenarioTemplate, Stepped } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import { duration } from './parameters.ts';
import { asData, atTold, clockTime } from './words.ts';

const params = z.strictObject({
  maxLateness: duration.prefault('PT15M').describe('A call that reaches us later than this is said to be late; it is raised all the same'),
});
type Params = z.infer<typeof params>;

interface State {
  /** The last presses and cancellations, so that the same message twice is one. */
  readonly presses: readonly string[];
  /** The last press that nobody has closed the alert of. */
  readonly calledAt: Instant | null;
  /** Devices that have called since it is open; null: none is open, or it was opened before this was remembered. */
  readonly callers: readonly string[] | null;
}
type Observed = Extract<ScenarioInput, { type: 'observation' }>;

const remembered = 4;

/**
 * The call was cancelled at the unit that made it. That is written down and stops the calling out; a person still says how it ended.
 * It says nothing about a later press, nor about what another device called for; and where the plan asks the patient first, stopping
 * there would close the call before anybody has seen it.
 */
function cancelled(state: State, { observation, device }: Observed, { patient, scenario }: ScenarioStepContext<Params>): Stepped<State> {
  const { source, observedAt, receivedAt } = observation;
  const { calledAt, callers } = state;
  const told = `${source}@${observedAt} cancelled`;
  if (calledAt === null || state.presses.includes(told)) return { state, effects: [], wakeAt: null };
  const next = { ...state, presses: [...state.presses, told].slice(-remembered) };
  const said = atTold(patient.zone, observedAt, receivedAt);
  const text = `${device?.name ?? 'Help button'}: cancelled at the unit ${said}.`;
  const evidence = { type: 'add-evidence', evidence: { text, at: observedAt, observation: asData(observation) }, worse: false } as const;
  const ownCall = callers?.every((caller) => caller === source);
  const patientFirst = scenario.plan.steps[0]?.level === 'patient';
  if (!ownCall || observedAt < calledAt || patientFirst) return { state: next, effects: [evidence], wakeAt: null };
  const reason = `${patient.knownAs}'s call for help was cancelled at the unit ${said}.`;
  return { state: { ...next, calledAt: null, callers: null }, effects: [evidence, { type: 'clear-condition', reason }], wakeAt: null };
}

/**
 * A call for help. Nothing suppresses it: not presence, not lateness, not whose button it is; those only change the words.
 * It goes to the centre at once, and family is told a minute later whether or not the centre has answered.
 */
export const sos: ScenarioTemplate<Params, State> = {
  id: 'sos',
  title: 'Call for help',
  area: 'safety',
  params,
  kinds: ['sos', 'sos-cancelled'],
  defaultSeverity: () => 'high',
  defaultPlan: () => ({
    steps: [
      { level: 'coordination', waitMs: 1 * minute, contactOrder: null, message: '{name} has called for help. Please speak to {name} now.' },
      { level: 'family', waitMs: 2 * minute, contactOrder: null, message: '{name} has called for help. The care centre has been told.' },
      {
        level: 'rapid-response',
        waitMs: 5 * minute,
        contactOrder: null,
        message: '{name} has called for help and nobody has answered yet.',
      },
      { level: 'emergency', waitMs: 5 * minute, contactOrder: null, message: '{name} has called for help and has not been reached: 999.' },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: () => 'A press of the help button calls the care centre at once, and family is told.',
  initial: { presses: [], calledAt: null, callers: null },

  explain: ({ calledAt }, { patient: { zone } }, at) => [
    {
      text: 'The help button was pressed, and nobody has closed that call.',
      met: calledAt !== null,
      found: calledAt === null ? 'No call is open.' : `Pressed at ${clockTime(zone, calledAt, at)}.`,
    },
  ],

  step(state, input, context) {
    const { patient, params } = context;
    if (input.type === 'alert-closed')
      return { state: ifChanged(state, { ...state, calledAt: null, callers: null }), effects: [], wakeAt: null };
    // A cached press that is sent again is no press.
    if (input.type !== 'observation' || input.observation.snapshot) return { state, effects: [], wakeAt: null };
    const { observation, attribution, device } = input;
    if (observation.kind === 'sos-cancelled') return cancelled(state, input, context);
    const { source, value, observedAt, receivedAt } = observation;
    const press = `${source}@${observedAt}`;
    if (state.presses.includes(press)) return { state, effects: [], wakeAt: null };

    const said = atTold(patient.zone, observedAt, receivedAt);
    const late = receivedAt - observedAt > params.maxLateness ? ' The call reached us late.' : '';
    const whose = attribution === 'shared' ? ' The button belongs to the home: it may have been somebody else who lives there.' : '';
    const what = `${device?.name ?? 'Help button'} ${value === true ? 'pressed' : `(${value}) called`}`;
    const evidence = { text: `${what} ${said}.`, at: observedAt, observation: asData(observation) };
    const callers = state.calledAt === null ? [] : state.callers;
    return {
      state: {
        presses: [...state.presses, press].slice(-remembered),
        calledAt: observedAt,
        callers: callers === null || callers.includes(source) ? callers : [...callers, source],
      },
      effects: [{ type: 'raise-alert', reason: `${patient.knownAs} called for help ${said}.${late}${whose}`, evidence: [evidence] }],
      wakeAt: null,
    };
  },
};
