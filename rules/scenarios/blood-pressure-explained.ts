import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { notHeldAgainst } from './at-home.ts';
import {
  type BloodPressureRule,
  type BloodPressureState,
  first,
  inWords,
  limits,
  unsettledUntil,
  waitsUntil,
} from './blood-pressure-episode.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

/** What the agreement about blood pressure looks at, as it stands at `at`. */
export function conditions(state: BloodPressureState, context: ScenarioStepContext<BloodPressureRule>, at: Instant): readonly Condition[] {
  const { patient, params } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const firstSeen = first(state);
  const until = waitsUntil(state, context);
  const unsettled = unsettledUntil(state, context);
  const isOut = firstSeen !== null && unsettled === null;
  const fine = state.fineAt === null ? 'No reading is known.' : `Last within the limits at ${say(state.fineAt)}.`;
  const waiting =
    until !== null
      ? `A second reading is waited for until ${say(until)}.`
      : unsettled !== null && at <= unsettled
        ? `Within the limits since, by less than ${params.marginMmHg} mmHg: outside again by ${say(unsettled)} counts as the second.`
        : 'Nothing to measure again.';
  return [
    {
      text: `${patient.knownAs}'s blood pressure is outside the limits.`,
      met: isOut ? true : state.fineAt === null ? null : false,
      found: isOut ? `First outside: ${inWords(firstSeen.value)} at ${say(firstSeen.at)}.` : fine,
      limit: limits(context),
    },
    {
      text: `It is so again, or was not measured again within ${howLong(params.repeatWithin)}.`,
      met: state.raised !== null,
      found:
        state.raised === null
          ? waiting + notHeldAgainst(patient, at)
          : { confirmed: 'Outside a second time.', unrepeated: 'Not measured again.' }[state.raised],
      limit: `${howLong(params.repeatWithin)} (${agreedIn(context.scenario, 'repeatWithin')}).`,
    },
  ];
}
