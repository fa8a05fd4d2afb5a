import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { replayEntry } from '../../rules/engine/replay.ts';
import { World } from '../../rules/engine/world.ts';
import type { TimelineType } from '../../rules/model/alert.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { home, moments } from './properties/arbitraries.ts';
import { Broken, promises } from './properties/invariants.ts';
import { Life } from './properties/life.ts';
import { batches, livesOfBatch, slice } from './properties/slices.ts';

const { fromLife, numRuns, seed } = slice(process.env);

/** How often each promise was put to the test, each entry was written in a timeline, and each template has raised. */
const seen = new Map<string, number>();
const count = (what: string, times = 1) => seen.set(what, (seen.get(what) ?? 0) + times);
let failure: { readonly error: unknown; readonly report: string } | null = null;

function lived(life: Life): void {
  for (const [promise, times] of life.invariants.tried) count(promise, times);
  for (const { effects } of life.decisions)
    for (const effect of effects) {
      if (effect.type === 'append-timeline') count(effect.entry.type);
      if (effect.type === 'save-alert' && effect.alert.version === 1) count(effect.alert.template);
    }
}

/** The log of a life judged again by a world that knows nothing yet. */
function replayed(life: Life): void {
  const again = new World(catalogue);
  const decisions = life.log.flatMap((entry) => replayEntry(again, entry).decisions);
  expect(decisions.map((one) => JSON.stringify(one))).toEqual(life.decisions.map((one) => JSON.stringify(one)));
  expect(life.remembered(again)).toBe(life.remembered());
}

describe(`any home, whatever happens in it (${numRuns} lives from ${fromLife} on, seed ${seed})`, () => {
  beforeAll(
    () => {
      const any = fc.property(home, moments, (given, happening) => {
        const life = new Life(given);
        life.live(happening);
        replayed(life);
        lived(life);
      });
      let done = 0;
      for (const batch of batches(fromLife, numRuns)) {
        const told = fc.check(any, { numRuns: batch.lives, seed: seed + batch.number });
        if (told.failed) failure = { error: told.errorInstance, report: fc.defaultReportMessage(told) ?? '' };
        done += told.numRuns;
        if (numRuns > livesOfBatch) process.stderr.write(`lives ${fromLife} to ${fromLife + done - 1}: ${done} of ${numRuns} lived\n`);
        if (failure) return;
      }
    },
    Math.max(600_000, numRuns * 150),
  );

  it.each(promises)('%s', (promise) => {
    if (failure?.error instanceof Broken && failure.error.promise === promise) expect.fail(failure.report);
    expect(seen.get(promise) ?? 0).toBeGreaterThan(0);
  });

  it('the log of a life, judged again, gives the same decisions and the same memory, and nothing else goes wrong in it', () => {
    if (failure && !(failure.error instanceof Broken)) expect.fail(failure.report);
  });

  // Lives in which little happens would prove little.
  it.each<[TimelineType, number]>([
    ['opened', numRuns / 2],
    ['closed', numRuns / 25],
    ['acknowledged', numRuns / 10],
    ['cleared', numRuns / 50],
    ['snoozed', numRuns / 100],
    ['lease-expired', numRuns / 200],
    ['joined', numRuns / 1_000],
    ['merged', numRuns / 500],
    ['worsened', numRuns / 1_000],
  ])('has "%s" often enough', (entry, least) => {
    expect(seen.get(entry) ?? 0).toBeGreaterThanOrEqual(Math.floor(least));
  });

  it('has alerts of most templates', () => {
    const raised = [...templates.keys()].filter((id) => seen.has(id));
    expect(raised.length).toBeGreaterThan(numRuns >= 2_000 ? templates.size / 2 : 0);
  });
});
