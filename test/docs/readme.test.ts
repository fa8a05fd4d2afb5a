import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { options, settings } from '../../gateway/settings.ts';
import { tableUnder } from './markdown.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const code = (text: string) => `\`${text}\``;

describe('README.md', () => {
  it('lists every setting with its default and meaning, and no other', () => {
    const expected = Object.values(settings).map(({ name, standard, meaning }) => [
      code(name),
      standard === null ? '' : code(standard),
      meaning,
    ]);
    expect(tableUnder(readme, '| name | default | meaning |')).toEqual(expected);
  });

  it('lists every option of the command line, and no other', () => {
    expect(tableUnder(readme, '| option | meaning |')).toEqual(options.map(({ name, meaning }) => [code(name), meaning]));
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { scripts: object };
    const named = [...readme.matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
