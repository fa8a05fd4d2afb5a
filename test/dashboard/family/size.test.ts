import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { builtPage } from '../support/built-page.ts';

/** What a phone may have to fetch before it shows anything: bytes of JavaScript, compressed. */
const most = 120_000;

/** A file of the page and everything that it needs at once. */
function needed(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g);
  for (const [, path] of imports) needed(join(dirname(file), path as string), known);
  return known;
}

/** The built page and what its first view needs, without the words of a language. */
async function firstView(page: 'family' | 'responder'): Promise<{ root: string; files: Set<string> }> {
  const root = await builtPage();
  const entry = new RegExp(`src="(/assets/${page}-[^"]+\\.js)"`).exec(readFileSync(join(root, page, 'index.html'), 'utf8'))?.[1];
  return { root, files: needed(join(root, entry as string)) };
}

function expectSmall(files: ReadonlySet<string>, what: string): void {
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  expect(bytes, what).toBeLessThanOrEqual(most);
  // React alone is half of it: less would mean that the files were not found.
  expect(bytes, what).toBeGreaterThan(most / 2);
}

it('the first page of the family, in either language, is at most 120 kB of JavaScript', { timeout: 120_000 }, async () => {
  const { root, files } = await firstView('family');
  const shell = readFileSync(join(root, 'family/sw.js'), 'utf8');
  for (const language of ['english', 'polish']) {
    const words = new RegExp(`/assets/${language}-[^"]+\\.js`).exec(shell)?.[0];
    expectSmall(new Set([...files, ...needed(join(root, words as string))]), language);
  }
});

it('so is the page of the crews', { timeout: 120_000 }, async () => {
  const { files } = await firstView('responder');
  expectSmall(files, 'responder');
});
