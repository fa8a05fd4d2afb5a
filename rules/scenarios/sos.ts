import { z } from 'zod';
import type { ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import { duration } from './parameters.ts';
import { asData, atTold, clockTime } from './words.ts';

const params = z.strictObject({
  maxLateness: duration.prefault('PT15M').describe('A call that reaches us later than this is said to be late; it is raised all the same'),
});
type Params = z.infer<typeof params>;

interface State {
  /** The last presses, so that the same message twice is one press. */
  readonly presses: readonly string[];
  /** The last press that nobody has closed the alert of. */
  readonly calledAt: Instant | null;
}

const remembered = 4;

/**
 * A call for help. Nothing suppresses it: not presence, not lateness, not whose button it is; those only change the words.
 * It goes to the centre at once, and family is told a minute later whether or not the centre has answered.
 */
export const sos: ScenarioTemplate<Params, State> = {
  id: 'sos',
  title: 'Call for help',
  area: 'safety',
  params,
  kinds: ['sos'],
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
  initial: { presses: [], calledAt: null },

  explain: ({ calledAt }, { patient: { zone } }, at) => [
    {
      text: 'The help button was pressed, and nobody has closed that call.',
      met: calledAt !== null,
      found: calledAt === null ? 'No call is open.' : `Pressed at ${clockTime(zone, calledAt, at)}.`,
    },
  ],

  step(state, input, { patient, params: { maxLateness } }) {
    if (input.type === 'alert-closed') return { state: ifChanged(state, { ...state, calledAt: null }), effects: [], wakeAt: null };
    // A cached press that is sent again is no press.
    if (input.type !== 'observation' || input.observation.snapshot) return { state, effects: [], wakeAt: null };
    const { observation, attribution, device } = input;
    const { source, observedAt, receivedAt } = observation;
    const press = `${source}@${observedAt}`;
    if (state.presses.includes(press)) return { state, effects: [], wakeAt: null };

    const said = atTold(patient.zone, observedAt, receivedAt);
    const late = receivedAt - observedAt > maxLateness ? ' The call reached us late.' : '';
    const whose = attribution === 'shared' ? ' The button belongs to the home: it may have been somebody else who lives there.' : '';
    const evidence = { text: `${device?.name ?? 'Help button'} pressed ${said}.`, at: observedAt, observation: asData(observation) };
    return {
      state: { presses: [...state.presses, press].slice(-remembered), calledAt: observedAt },
      effects: [{ type: 'raise-alert', reason: `${patient.knownAs} called for help ${said}.${late}${whose}`, evidence: [evidence] }],
      wakeAt: null,
    };
  },
};
