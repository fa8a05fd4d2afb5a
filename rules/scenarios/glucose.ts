import { z } from 'zod';
import type { ScenarioEffect, ScenarioTemplate } from '../model/scenario.ts';
import { hour, minute } from '../model/time.ts';
import { dueAt, type GlucoseState, mmol, noEpisode, nothingKnown, notRechecked, observed } from './glucose-episode.ts';
import { conditions } from './glucose-explained.ts';
import { ifChanged } from './judging.ts';
import { graveHypoglycaemia, hypoglycaemia, ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { howLong } from './words.ts';

const card =
  'Your blood sugar is low, {name}. Please have your fast sugar now, as in your plan, sit down, and measure again in ten to fifteen minutes.';

// Hypoglycaemia: below 4.0 mmol/L (clinical.md, Default thresholds). Below 3.0 it is clinically important and needs action at once: level 2 of the
// International Hypoglycaemia Study Group (Diabetes Care 2017;40:155-157); a relative alone may be out or not know what to do, so the centre is
// called together with the family. Treat, and measure again after 10 to 15 minutes, is the usual advice. The high limit and its times are
// agreed with the person. The margins are ours: meters that are in order differ by more than 0.1 mmol/L from one drop to the next.
const params = z
  .strictObject({
    hypoBelowMmolL: z.number().min(2.5).max(7).default(4).describe('Below this it is low, in mmol/L').meta(source(hypoglycaemia)),
    graveBelowMmolL: z
      .number()
      .min(1)
      .max(5)
      .default(3)
      .describe('Below this it is very low, and family and the care centre are called at once, in mmol/L')
      .meta(source(graveHypoglycaemia)),
    hyperAboveMmolL: z
      .number()
      .min(8)
      .max(35)
      .default(15)
      .describe('Above this it is high, in mmol/L; counts when seen twice')
      .meta(source(ours)),
    marginMmolL: z
      .number()
      .min(0)
      .max(5)
      .default(1)
      .describe('How far below the high limit it must fall to be high no longer, in mmol/L')
      .meta(source(ours)),
    hypoMarginMmolL: z
      .number()
      .min(0)
      .max(3)
      .default(0.5)
      .describe('So far above the low limit it is low no longer at once; by less, once it has stayed so for unsettledFor; in mmol/L')
      .meta(source(ours)),
    recheckWithin: duration.prefault('PT15M').describe('After a low reading: how long to wait for the next one'),
    unsettledFor: duration
      .prefault('PT1H')
      .describe(
        'Low, then above the limit by less than the margin, and low again within this: counts as the second; not low for so long is over',
      ),
    hyperApart: duration.prefault('PT1H').describe('Two high readings count as two when they are at least this far apart'),
    hyperWithin: duration.prefault('PT6H').describe('and no further than this'),
    selfTreatMessage: z
      .string()
      .trim()
      .min(1)
      .max(400)
      .default(card)
      .describe('Self-treat card, said at a low reading; {name} is the patient'),
    maxLateness: duration.prefault('PT4H').describe('A reading that reaches us later than this may end an alert, but raises none'),
    sharedCounts: z.boolean().default(false).describe('In a home of several, a reading of the common meter counts'),
  })
  .refine((p) => p.graveBelowMmolL < p.hypoBelowMmolL, { message: 'must be below hypoBelowMmolL', path: ['graveBelowMmolL'] })
  .refine((p) => p.hyperApart < p.hyperWithin, { message: 'must be shorter than hyperWithin', path: ['hyperApart'] });
type Params = z.infer<typeof params>;

/**
 * Blood sugar of somebody who looks after it: a low one is treated and measured again before anybody is called, a very low one calls all at
 * once, and a high one counts when it is seen twice. Values are mmol/L throughout; whatever a meter sends is converted at the edge.
 */
export const glucose: ScenarioTemplate<Params, GlucoseState> = {
  id: 'glucose',
  title: 'Blood sugar low or high',
  area: 'vital-sign',
  params,
  kinds: ['glucose'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung('family', 5 * minute, "{name}'s blood sugar needs attention. Could you ring or look in now?"),
      rung('coordination', 15 * minute, "{name}'s blood sugar is outside what is agreed. Open {name}'s own plan first, then ring."),
      rung('rapid-response', 30 * minute, "{name}'s blood sugar is outside what is agreed and nobody has got through. Please go there."),
      rung('emergency', hour, "{name}'s blood sugar is outside what is agreed and {name} has not been reached: 999."),
    ],
    familyHolds: false,
    okClears: false,
    togetherWhenHigh: true,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: (p) =>
    `If your blood sugar is below ${mmol(p.hypoBelowMmolL)}, we remind you to treat it and measure again within ${howLong(p.recheckWithin)}, and only then call somebody; below ${mmol(p.graveBelowMmolL)} we call your family and the care centre at once, and above ${mmol(p.hyperAboveMmolL)} when it is so twice.`,
  initial: nothingKnown,

  step(before, input, context) {
    let state = before;
    let effects: readonly ScenarioEffect[] = [];
    if (input.type === 'observation') ({ state, effects } = observed(before, input, context));
    // Of an alert that had cleared already nothing is left to end; what has been measured since goes on.
    else if (input.type === 'alert-closed')
      state = before.raised === null ? before : { ...before, ...noEpisode, settledToAt: before.badAt ?? before.settledToAt };
    else if (input.type === 'deadline') {
      const until = dueAt(before, context);
      if (until !== null && input.at >= until) ({ state, effects } = notRechecked(before, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: dueAt(state, context) };
  },
  explain: conditions,
};
