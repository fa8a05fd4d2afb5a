import { z } from 'zod';
import type { ScenarioEffect, ScenarioTemplate } from '../model/scenario.ts';
import { hour, minute } from '../model/time.ts';
import { apartMs, type BloodPressureState, noEpisode, nothingKnown, notRepeated, observed, waitsUntil } from './blood-pressure-episode.ts';
import { conditions } from './blood-pressure-explained.ts';
import { ifChanged } from './judging.ts';
import { news2Chart1, ng136, ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { howLong } from './words.ts';

const mmHg = (low: number, high: number) => z.int().min(low).max(high);

// Above 170/115 mmHg twice: seen the same day (clinical.md, Default thresholds, after NICE NG136). Not 135/85: that is for averages over days.
// Systolic at or below 90 and from 220 mmHg scores 3 in NEWS2 (Royal College of Physicians 2017, chart 1). The margin is ours: two readings of
// one person minutes apart differ by some mmHg.
const params = z
  .strictObject({
    highSystolicMmHg: mmHg(100, 260).default(170).describe('Above this, the reading is high').meta(source(ng136)),
    highDiastolicMmHg: mmHg(60, 180).default(115).describe('Above this, the reading is high').meta(source(ng136)),
    lowSystolicMmHg: mmHg(50, 130).default(90).describe('At or below this, the reading is low').meta(source(news2Chart1)),
    graveSystolicMmHg: mmHg(150, 300)
      .default(220)
      .describe('From this on, and when low, the alert is of high severity')
      .meta(source(news2Chart1)),
    marginMmHg: mmHg(0, 30).default(5).describe('How far inside the limits a reading must be to count as good again').meta(source(ours)),
    repeatWithin: duration.prefault('PT30M').describe('How long to wait for the second reading'),
    unsettledFor: duration
      .prefault('PT4H')
      .describe('A reading back inside, but by no more than the margin: outside again within this counts as the second'),
    maxLateness: duration.prefault('PT4H').describe('A reading that reaches us later than this only enters history'),
  })
  .refine((p) => p.lowSystolicMmHg < p.highSystolicMmHg, { message: 'must be below highSystolicMmHg', path: ['lowSystolicMmHg'] })
  .refine((p) => p.graveSystolicMmHg > p.highSystolicMmHg, { message: 'must be above highSystolicMmHg', path: ['graveSystolicMmHg'] });
type Params = z.infer<typeof params>;

/**
 * A reading outside the limits is taken again before anybody is called. Twice outside, or not taken again, raises an alert. A good second
 * reading clears "not taken again"; twice outside is for a person to decide, and later readings only add to it.
 */
export const bloodPressure: ScenarioTemplate<Params, BloodPressureState> = {
  id: 'blood-pressure',
  title: 'Blood pressure outside the limits',
  area: 'vital-sign',
  params,
  kinds: ['blood-pressure'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      {
        level: 'patient',
        waitMs: 15 * minute,
        contactOrder: null,
        message: 'Please sit down and rest, {name}. We are asking somebody to ring you.',
      },
      {
        level: 'coordination',
        waitMs: 1 * hour,
        contactOrder: null,
        message: "{name}'s blood pressure is outside the limits. Ring; same-day review.",
      },
      {
        level: 'rapid-response',
        waitMs: 2 * hour,
        contactOrder: null,
        message: "{name}'s blood pressure is outside the limits and nobody has rung.",
      },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: (p) =>
    `A blood pressure above ${p.highSystolicMmHg}/${p.highDiastolicMmHg} or down to ${p.lowSystolicMmHg} is taken again; if it stays so, or is not taken again within ${howLong(p.repeatWithin)}, we ring.`,
  initial: nothingKnown,

  step(before, input, context) {
    let state = before;
    let effects: readonly ScenarioEffect[] = [];
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'alert-closed' && state.raised) state = { ...state, ...noEpisode };
    else if (input.type === 'deadline') {
      const until = waitsUntil(state, context);
      if (until !== null && input.at >= until) ({ state, effects } = notRepeated(state, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: waitsUntil(state, context) };
  },
  explain: conditions,
  today(state, context) {
    const dueAt = waitsUntil(state, context);
    if (state.firstAt === null || dueAt === null) return [];
    return [{ kind: 'repeat', words: '', reading: 'blood-pressure', fromAt: state.firstAt + apartMs, dueAt }];
  },
};
