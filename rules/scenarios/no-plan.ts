import { z } from 'zod';
import { forEveryone, standingApprover } from '../model/agreement.ts';
import type { Evidence } from '../model/alert.ts';
import type { ObservationKind } from '../model/observation.ts';
import type { Condition, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { isHome } from './judging.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { asData, atTold, clockTime, howLong } from './words.ts';

const params = z.strictObject({
  // 99 % of calls are answered within 180 s (clinical.md, UK telecare practice).
  assessWithin: duration.prefault('PT3M').describe('How long the care centre has for its assessment before a team is sent'),
  maxLateness: duration.prefault('PT15M').describe('A call that reaches us later than this is said to be late; it is raised all the same'),
});
type Params = z.infer<typeof params>;

interface State {
  /** The last calls judged, so that the same message twice is one. */
  readonly calls: readonly string[];
  /** The last call that nobody has closed the alert of. */
  readonly calledAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;

const remembered = 4;
/** The templates whose agreements say what to do with such a reading. */
const planFor: Partial<Record<ObservationKind, string>> = { sos: 'sos', fall: 'fall' };
const words: Readonly<Record<string, string>> = { sos: 'called for help', fallen: 'has fallen', suspected: 'may have fallen' };

/**
 * Whether something else is agreed for this kind of call: then that is done, and this says nothing. What rests does nothing, so it is no plan;
 * nor is what everyone has, with whom nothing else is in force.
 */
function isPlanned({ patient }: Context, kind: ObservationKind, at: Instant): boolean {
  const inForce = patient.scenarios.filter(({ pausedUntilAt }) => pausedUntilAt === undefined || at >= pausedUntilAt);
  const knowsPerson = inForce.some(({ template }) => !forEveryone.includes(template));
  return inForce.some(({ template, approvedBy }) => template === planFor[kind] && (knowsPerson || approvedBy !== standingApprover));
}

/** What happened; null where that is no call for anybody. */
function what({ kind, value, snapshot }: Observed['observation']): string | null {
  return snapshot ? null : (words[kind === 'sos' ? 'sos' : String(value)] ?? null);
}

function explained({ calledAt }: State, context: Context, at: Instant): Condition[] {
  const { patient } = context;
  const kinds = noPlan.kinds.filter((kind) => !isPlanned(context, kind, at));
  const unplanned = kinds.map((kind) => (kind === 'sos' ? 'calls for help' : 'falls'));
  return [
    {
      text: 'There was a call for help or a fall, and nobody has closed it.',
      met: calledAt !== null,
      found: calledAt === null ? 'None is open.' : `At ${clockTime(patient.zone, calledAt, at)}.`,
    },
    {
      text: `Nothing else was agreed with ${patient.knownAs} for it.`,
      met: calledAt !== null || kinds.length > 0,
      found: kinds.length === 0 ? 'There is a plan for both.' : `There is no plan for ${unplanned.join(' and ')}.`,
    },
  ];
}

/**
 * For everybody with whom nothing is agreed for a call for help or a fall: the care centre makes a rapid assessment. Kept apart from `sos`,
 * because it gives way to a plan as soon as there is one, and calls nobody's family: with whom nothing is agreed has named none. The call for
 * help that everyone has is raised beside it: it is suppressed by nothing, and tells those who may be told.
 */
export const noPlan: ScenarioTemplate<Params, State> = {
  id: 'no-plan',
  title: 'Call for help without a plan',
  area: 'safety',
  params,
  kinds: ['sos', 'fall'],
  defaultSeverity: () => 'high',
  defaultPlan: ({ assessWithin }) => ({
    steps: [
      rung('coordination', assessWithin, 'No plan is agreed with {name}. Speak to {name} now, assess, and decide who goes.'),
      rung('rapid-response', 5 * minute, '{name} has called for help, has no plan, and nobody has got through. Please go and assess.'),
      rung('emergency', 5 * minute, '{name} has called for help and has not been reached: 999.'),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ assessWithin }) =>
    `If you call for help or fall and no plan is agreed, the care centre speaks to you and decides what is needed; after ${howLong(assessWithin)} without an answer somebody comes.`,
  explain: explained,
  initial: { calls: [], calledAt: null },

  step(state, input, context) {
    if (input.type === 'alert-closed')
      return { state: state.calledAt === null ? state : { ...state, calledAt: null }, effects: [], wakeAt: null };
    if (input.type !== 'observation') return { state, effects: [], wakeAt: null };
    const { observation, attribution, device } = input;
    const { source, kind, observedAt, receivedAt } = observation;
    const call = `${source}@${observedAt} ${kind}`;
    const happened = what(observation);
    if (happened === null || isPlanned(context, kind, input.at) || state.calls.includes(call)) return { state, effects: [], wakeAt: null };

    const { patient, params } = context;
    const said = atTold(patient.zone, observedAt, receivedAt);
    const late = receivedAt - observedAt > params.maxLateness ? ' The call reached us late.' : '';
    const whose = attribution === 'shared' ? ' The device belongs to the home: it may have been somebody else who lives there.' : '';
    const where = isHome(patient.presence, input.at) ? '' : ` By agreement ${patient.knownAs} is not at home now.`;
    const evidence: Evidence = {
      text: `${device?.name ?? 'A device'} told of it ${said}.`,
      at: observedAt,
      observation: asData(observation),
    };
    const reason = `${patient.knownAs} ${happened} ${said}, and no plan is agreed.${late}${whose}${where}`;
    const next = { calls: [...state.calls, call].slice(-remembered), calledAt: observedAt };
    return { state: next, effects: [{ type: 'raise-alert', reason, evidence: [evidence] }], wakeAt: null };
  },
};
