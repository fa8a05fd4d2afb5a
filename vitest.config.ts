import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { quickFolder } from './test/support/quick-folder.ts';

const quick = quickFolder();
if (process.env.TMPDIR === undefined && quick !== null) process.env.TMPDIR = quick;

/** Pure code and its tables. */
const pure = ['test/rules/**/*.test.ts', 'test/adapters/**/*.test.ts', 'test/views/**/*.test.ts', 'test/device-sim/homes/**/*.test.ts'];
/** One part each, on a database of its own. */
const parts = ['http', 'store', 'admin', 'authoring', 'identity', 'notify', 'pipeline', 'hubs', 'mqtt'].map(
  (part) => `test/${part}/**/*.test.ts`,
);

const globalSetup = ['test/support/global-setup.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than processors: tests with real parts wait now and then.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A second, the default, is less than a busy machine may need.
    expect: { poll: { timeout: 15_000 } },
    // Files that leave nothing behind run in one process one after another: loading the program anew for each took longer than they do.
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'parts', include: parts, isolate: false, globalSetup } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...pure, ...parts, 'test/bench/**', 'node_modules/**', ...(process.env.HEARTHLINE_SHIFT ? [] : ['test/shift/**'])],
          globalSetup,
        },
      },
    ],
  },
});
