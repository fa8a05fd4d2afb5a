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
    .prefault({ from: '20:00', to: '01:00' })
    .describe('When going to bed is expected; at its end somebody who has not been to bed is asked'),
});
type Params = z.infer<typeof params>;

const rule: BedRule = {
  // Who lay down after the window began has been to bed, whatever came then.
  isMissed: ({ inBed, enteredAt }, fromAt) => inBed === false && (enteredAt === null || enteredAt < fromAt),
  missed: 'has not gone to bed',
  came: 'went to bed',
};

/** Not in bed late at night, and not been there all evening. Going to bed clears it. */
export const bedNotEntered: ScenarioTemplate<Params, BedLook> = {
  id: 'bed-not-entered',
  title: 'Not in bed at night',
  area: 'daily-life',
  params,
  kinds: ['bed-occupancy'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('patient', 15 * minute, 'It is late, {name}. Are you all right? Please say so, or press "I\'m OK". It is time for bed.'),
      rung('family', 20 * minute, '{name} has not gone to bed tonight. Could you ring?'),
      rung('coordination', 20 * minute, '{name} has not gone to bed tonight and family has not answered. Please ring.'),
      rung('rapid-response', 45 * minute, '{name} has not gone to bed tonight and cannot be reached. Please visit.'),
    ],
    familyHolds: false,
    okClears: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ window }) =>
    `If you have not been to bed between ${window.from} and ${window.to}${onDays(window)}, we ask; if nothing changes, we call somebody.`,
  explain: (state, context, at) => explainBedLook(state, rule, context, at),
  initial: noBedLook,
  step: (state, input, context) => stepBedLook(state, rule, input, context),
};
