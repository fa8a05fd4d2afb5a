import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayEntry } from '../../rules/engine/replay.ts';
import { World } from '../../rules/engine/world.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { home, moments } from './properties/arbitraries.ts';
import { Life } from './properties/life.ts';

const numRuns = Number(process.env.HEARTHLINE_PROPERTY_RUNS ?? 2_000);
const seed = Number(process.env.HEARTHLINE_PROPERTY_SEED ?? 20_260_302);

describe('any home, whatever happens in it', () => {
  it(
    `keeps its promises after every input, and gives the same when it is replayed (${numRuns} lives, seed ${seed})`,
    () => {
      const seen = { alerts: 0, closed: 0, acknowledged: 0, restarted: 0 };
      fc.assert(
        fc.property(home, moments, (given, happening) => {
          const life = new Life(given);
          life.live(happening);

          const again = new World(catalogue);
          const decisions = life.log.flatMap((entry) => replayEntry(again, entry).decisions.map((decision) => JSON.stringify(decision)));
          expect(decisions).toEqual(life.decisions);
          expect(life.remembered(again)).toBe(life.remembered());

          for (const decision of decisions) {
            if (decision.includes('"type":"opened"')) seen.alerts++;
            if (decision.includes('"type":"closed"')) seen.closed++;
            if (decision.includes('"type":"acknowledged"')) seen.acknowledged++;
          }
          if (happening.some(({ event }) => event.do === 'restart')) seen.restarted++;
        }),
        { numRuns, seed },
      );
      // Lives in which nothing happens would prove nothing.
      expect(seen.alerts).toBeGreaterThan(numRuns / 2);
      expect(seen.closed).toBeGreaterThan(numRuns / 10);
      expect(seen.acknowledged).toBeGreaterThan(numRuns / 20);
      expect(seen.restarted).toBeGreaterThan(numRuns / 4);
    },
    Math.max(300_000, numRuns * 150),
  );
});
