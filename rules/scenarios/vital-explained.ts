import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { notHeldAgainst } from './at-home.ts';
import { measured } from './measured.ts';
import { dueAt, limitsOf, unsettledUntil, type VitalRule, type VitalState } from './vital-episode.ts';
import { vitalWords } from './vitals.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

/** What the agreement about a vital sign looks at, as it stands at `at`. */
export function conditions(state: VitalState, context: ScenarioStepContext<VitalRule>, at: Instant): readonly Condition[] {
  const { patient, params: p } = context;
  const { words } = measured[p.kind];
  const say = (value: number, readAt: Instant) => `${vitalWords(p.kind, value)} at ${clockTime(patient.zone, readAt, at)}`;
  const { firstAt, firstValue, fineAt, fineValue, raised } = state;
  const out = firstAt !== null && firstValue !== null && unsettledUntil(state, context) === null;
  const last = fineAt === null ? `No ${words} is known.` : `Last ${words}: ${say(fineValue!, fineAt)}.`;
  const until = dueAt(state, context);
  const unsettled = unsettledUntil(state, context);
  const trembles = unsettled !== null && at <= unsettled;
  const waiting =
    until !== null
      ? `A second reading is waited for until ${clockTime(patient.zone, until, at)}.`
      : trembles
        ? `Within the limits since, by no more than the margin: outside again by ${clockTime(patient.zone, unsettled, at)} counts as the second.`
        : 'Nothing to measure again.';
  return [
    {
      text: `${patient.knownAs}'s ${words} is outside the limits.`,
      met: out ? true : fineAt === null ? null : false,
      found: out ? `First outside: ${say(firstValue, firstAt)}.` : last,
      limit: limitsOf(context),
    },
    {
      text: `It is far outside, or outside again after ${howLong(p.restFor)}, or not measured again within ${howLong(p.repeatWithin)}.`,
      met: raised > 0,
      found: raised > 0 ? `So it is: ${vitalWords(p.kind, state.worst!)} at the furthest.` : waiting + notHeldAgainst(patient, at),
      limit: `${howLong(p.repeatWithin)} (${agreedIn(context.scenario, 'restFor', 'repeatWithin')}).`,
    },
  ];
}
