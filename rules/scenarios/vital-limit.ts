import { z } from 'zod';
import type { ScenarioEffect, ScenarioTemplate } from '../model/scenario.ts';
import { hour, minute } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { completed, type LimitKind, limitFaults, limitKinds, limitParams, limitWords } from './limits.ts';
import { measured } from './measured.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { dueAt, noEpisode, nothingKnown, notRepeated, observed, type VitalState } from './vital-episode.ts';
import { conditions } from './vital-explained.ts';
import { howLong } from './words.ts';

// The limits and their sources are in limits.ts. Rest and repeat are ours, after the way NICE NG136 has a blood pressure repeated; so is how long a
// value that trembles on its limit is one episode.
const params = z
  .strictObject({
    kind: z.enum(limitKinds).default('oxygen-saturation').describe('What is measured'),
    ...limitParams,
    restFor: duration
      .prefault('PT5M')
      .describe('Rest before it is measured again; a reading outside the limits counts twice only after it'),
    repeatWithin: duration.prefault('PT30M').describe('How long to wait for the second reading'),
    unsettledFor: duration
      .prefault('PT4H')
      .describe(
        'Back inside, but by no more than the margin: outside again within this is the second; of a warning, inside for so long is over',
      ),
    clearAfter: z.int().min(1).max(6).default(2).describe('So many good readings in a row end an alert').meta(source(ours)),
    selfCareMessage: z
      .string()
      .trim()
      .min(1)
      .max(400)
      .nullable()
      .default(null)
      .describe('Self-care card, said at the first reading outside the limits; {name} is the patient. Left out: rest and measure again'),
    maxLateness: duration.prefault('PT4H').describe('A reading that reaches us later than this may end an alert, but raises none'),
    sharedCounts: z.boolean().default(false).describe('In a home of several, a reading of the common device counts'),
  })
  .transform((given) => ({ ...given, ...completed(given.kind, given) }))
  .superRefine((p, context) => {
    for (const { path, message } of limitFaults(p)) context.addIssue({ code: 'custom', path: [path], message, input: p });
    if (p.restFor >= p.repeatWithin)
      context.addIssue({ code: 'custom', path: ['restFor'], message: 'must be shorter than repeatWithin', input: p });
  });
type Params = z.infer<typeof params>;

const isMinor = (kind: LimitKind): boolean => kind === 'pain' || kind === 'body-weight';

/**
 * One vital sign against limits. Outside is measured again after a rest before anybody is called; far outside counts at once. Several good
 * readings in a row, inside the limits by a margin, clear it.
 */
export const vitalLimit: ScenarioTemplate<Params, VitalState> = {
  id: 'vital-limit',
  title: 'Vital sign outside its limits',
  area: 'vital-sign',
  params,
  kinds: limitKinds,
  kindsOf: ({ kind }) => [kind],
  defaultSeverity: ({ kind }) => (isMinor(kind) ? 'low' : 'moderate'),
  defaultPlan: ({ kind }) => {
    const { words } = measured[kind];
    const patient = rung(
      'patient',
      5 * minute,
      `Please sit down and rest, {name}. We are asking somebody to ring you about your ${words}.`,
    );
    const centre = rung('coordination', hour, `{name}'s ${words} is outside the agreed limits. Read the plan, then ring today.`);
    const visit = rung('rapid-response', 2 * hour, `{name}'s ${words} is outside the agreed limits and nobody has rung. Please visit.`);
    return { steps: isMinor(kind) ? [patient, centre] : [patient, centre, visit], familyHolds: false, okClears: false };
  },
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `If your ${measured[p.kind].words} is outside the limits (${limitWords(p.kind, p).toLowerCase()}), we ask you to rest and measure again; if it stays so, or is not measured again within ${howLong(p.repeatWithin)}, we ring.`,
  initial: nothingKnown,

  step(before, input, context) {
    const { kind } = context.params;
    let state = before.kind === kind ? before : before.kind === null ? { ...before, kind } : { ...nothingKnown, kind };
    let effects: readonly ScenarioEffect[] = [];
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    // Of an alert that had cleared already nothing is left to end; what has been measured since goes on.
    else if (input.type === 'alert-closed' && state.raised > 0) state = { ...state, ...noEpisode, settledToAt: state.badAt };
    else if (input.type === 'deadline') {
      const until = dueAt(state, context);
      if (until !== null && input.at >= until) ({ state, effects } = notRepeated(state, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: dueAt(state, context) };
  },
  explain: conditions,
};
