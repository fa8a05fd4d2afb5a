import fc from 'fast-check';
import { expect, it } from 'vitest';
import { day, minute } from '../../../rules/model/time.ts';
import { type Dose, nextDose } from '../../../rules/scenarios/doses.ts';

const doses: readonly Dose[] = [
  { time: '01:30', medicine: 'a' },
  { time: '02:00', medicine: 'b', days: ['sat', 'sun'] },
  { time: '18:00', medicine: 'c' },
];
const zones = ['Europe/London', 'America/New_York'];
/** The day before the clocks go forward in London. */
const firstAt = Date.parse('2026-03-28T00:00:00Z');

it('the next dose is the same in whatever order instants and zones are asked about', () => {
  const asked = fc.record({
    zone: fc.constantFrom(...zones),
    minutes: fc.integer({ min: 0, max: (3 * day) / minute }),
    ms: fc.constantFrom(-1, 0, 1),
  });
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 40 }), (questions) => {
      for (const { zone, minutes, ms } of questions) {
        const afterAt = firstAt + minutes * minute + ms;
        // A list of its own has never been asked about.
        expect(nextDose(zone, doses, afterAt)).toEqual(nextDose(zone, [...doses], afterAt));
      }
    }),
    { numRuns: 200, seed: 20_260_328 },
  );
});
