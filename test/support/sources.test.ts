import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { occurrences, readSources } from './sources.ts';

const root = mkdtempSync(join(tmpdir(), 'hearthline-sources-'));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  for (const folder of ['rules', 'gateway', 'dashboard/dist', 'device-sim', 'test']) mkdirSync(join(root, folder), { recursive: true });
  write('dashboard/dist/built.ts', 'Date.now()');
  write(
    'rules/scenarios/door.ts',
    `import { z } from 'zod';
import type {
  Instant,
} from '../model/time.ts';
import { x } from '@scope/name/deep.js';
import 'node:fs';
// Date.now() in a sentence
/* and Date.now()
   here */
const link = 'http://example.org/'; const at = Date.now();
const later = await import('../../gateway/clock.ts');
export { y } from './sos.ts';
`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

describe('readSources', () => {
  it('sees every way of importing, and where it leads', () => {
    const [door, ...others] = readSources(root);
    expect(others).toEqual([]);
    expect(door?.imports).toEqual([
      { line: 1, target: 'zod', ours: false, typeOnly: false },
      { line: 2, target: 'rules/model/time.ts', ours: true, typeOnly: true },
      { line: 5, target: '@scope/name', ours: false, typeOnly: false },
      { line: 6, target: 'node:fs', ours: false, typeOnly: false },
      { line: 11, target: 'gateway/clock.ts', ours: true, typeOnly: false },
      { line: 12, target: 'rules/scenarios/sos.ts', ours: true, typeOnly: false },
    ]);
  });

  it('finds words in code, not in comments', () => {
    expect(occurrences(readSources(root), /\bDate\.now\b/)).toEqual([
      "rules/scenarios/door.ts:10: const link = 'http://example.org/'; const at = Date.now();",
    ]);
  });
});
