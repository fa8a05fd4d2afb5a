import { z } from 'zod';
import { onDays } from '../model/calendar-words.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';
import { minute } from '../model/time.ts';
import { type BedLook, type BedRule, explainBedLook, noBedLook, stepBedLook } from './bed-look.ts';
import { localWindow } from './parameters.ts';
import { rung } from './rung.ts';

// The time is a local agreement with the person; it is no clinical limit.
const params = z.strictObject({
  window: localWindow
    .prefault({ from: '05:00', to: '10:00' })
    .describe('When getting up is expected, also for a moment; at its end somebody who has been in bed all the time is asked'),
});
type Params = z.infer<typeof params>;

const rule: BedRule = {
  // Who got into bed after the window began was up in it.
  isMissed: ({ inBed, enteredAt }, fromAt) => inBed === true && enteredAt !== null && enteredAt < fromAt,
  missed: 'has not got up',
  came: 'got up',
};

/** Still in bed late in the morning, and not up since early. Getting up clears it. */
export const bedNotLeft: ScenarioTemplate<Params, BedLook> = {
  id: 'bed-not-left',
  title: 'Not up in the morning',
  area: 'daily-life',
  params,
  kinds: ['bed-occupancy'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('patient', 15 * minute, 'Good morning, {name}. It is getting late. Are you all right? Please say so, or press "I\'m OK".'),
      rung('family', 20 * minute, '{name} is still in bed this morning. Could you ring?'),
      rung('coordination', 20 * minute, '{name} is still in bed and family has not answered. Please ring.'),
      rung('rapid-response', 45 * minute, '{name} is still in bed and cannot be reached. Please visit.'),
      rung('emergency', 30 * minute, '{name} has not been reached and nobody has visited.'),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window }) =>
    `If you are still in bed at ${window.to}${onDays(window)} and have not been up since ${window.from}, we ask; if nothing changes, we call somebody.`,
  explain: (state, context, at) => explainBedLook(state, rule, context, at),
  initial: noBedLook,
  step: (state, input, context) => stepBedLook(state, rule, input, context),
};
