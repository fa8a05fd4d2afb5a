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

it('the first page of the family, in either language, is at most 120 kB of JavaScript', { timeout: 120_000 }, async () => {
  const root = await builtPage();
  const entry = /src="(\/assets\/family-[^"]+\.js)"/.exec(readFileSync(join(root, 'family/index.html'), 'utf8'))?.[1];
  const atOnce = needed(join(root, entry as string));
  const shell = readFileSync(join(root, 'family/sw.js'), 'utf8');
  for (const language of ['english', 'polish']) {
    const words = new RegExp(`/assets/${language}-[^"]+\\.js`).exec(shell)?.[0];
    const files = new Set([...atOnce, ...needed(join(root, words as string))]);
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
    expect(bytes, language).toBeLessThanOrEqual(most);
    // React alone is half of it: less would mean that the files were not found.
    expect(bytes, language).toBeGreaterThan(most / 2);
  }
});
