import { presenceAt } from '../model/patient.ts';
import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { notHeldAgainst } from './at-home.ts';
import { dueAt, type GlucoseRule, type GlucoseState, isLowAlert, limitOf, mmol, unsettledUntil } from './glucose-episode.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

/** What the agreement about blood sugar looks at, as it stands at `at`. */
export function conditions(state: GlucoseState, context: ScenarioStepContext<GlucoseRule>, at: Instant): readonly Condition[] {
  const { patient, params: p } = context;
  const say = (value: number, readAt: Instant) => `${mmol(value)} at ${clockTime(patient.zone, readAt, at)}.`;
  const limit = limitOf(context);
  const unsettled = unsettledUntil(state, context);
  if (state.raised === null && unsettled !== null && at <= unsettled) {
    const since = `Not low since, but by less than ${mmol(p.hypoMarginMmolL)}: low again by ${clockTime(patient.zone, unsettled, at)} counts as the second.`;
    return [{ text: 'The blood sugar is low again.', met: false, found: `${say(state.lowValue!, state.lowAt!)} ${since}`, limit }];
  }
  if (state.lowAt !== null && unsettled === null) {
    const until = dueAt(state, context);
    const waiting =
      until === null ? 'No reading is waited for.' : `The next reading is waited for until ${clockTime(patient.zone, until, at)}.`;
    return [
      { text: 'The blood sugar is low.', met: true, found: say(state.lowValue!, state.lowAt), limit },
      {
        text: `It is very low, or still low after treatment, or not measured again within ${howLong(p.recheckWithin)}.`,
        met: isLowAlert(state),
        found: isLowAlert(state)
          ? `So it is: ${mmol(state.worst!)} at the lowest.`
          : waiting + (presenceAt(patient, at) === 'hospital' ? notHeldAgainst(patient, at) : ''),
        limit: `${howLong(p.recheckWithin)} (${agreedIn(context.scenario, 'recheckWithin')}).`,
      },
    ];
  }
  if (state.highAt !== null)
    return [
      { text: 'The blood sugar is high.', met: true, found: say(state.highValue!, state.highAt), limit },
      {
        text: `It is high a second time, between ${howLong(p.hyperApart)} and ${howLong(p.hyperWithin)} later.`,
        met: state.raised === 'high',
        found: state.raised === 'high' ? `So it is: ${mmol(state.worst!)} at the highest.` : 'Not yet.',
        limit: `${howLong(p.hyperApart)} to ${howLong(p.hyperWithin)} (${agreedIn(context.scenario, 'hyperApart', 'hyperWithin')}).`,
      },
    ];
  const { notLowAt, notLowValue } = state;
  const found = notLowAt === null ? 'No blood sugar is known.' : `Last: ${say(notLowValue!, notLowAt)}`;
  return [{ text: 'The blood sugar is low or high.', met: notLowAt === null ? null : false, found, limit }];
}
