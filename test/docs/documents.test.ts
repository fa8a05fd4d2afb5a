import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, readDocuments, tableUnder, testsNamed } from './markdown.ts';

const root = join(import.meta.dirname, '../..');
const documents = readDocuments(root);

/** Links of a document to files of ours; those to elsewhere are left out. */
function ownLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((target) => !/^[a-z]+:/.test(target));
}

describe('the documents', () => {
  it('link to what is there', () => {
    const broken = documents.flatMap(({ path, text }) =>
      ownLinks(text).filter((link) => {
        const [target = '', anchor] = link.split('#');
        const file = target === '' ? path : posix.join(posix.dirname(path), target);
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(join(root, file), 'utf8')).has(anchor);
      }),
    );
    expect(broken).toEqual([]);
  });

  it('name tests that exist, by names that they have', () => {
    const named = documents.flatMap(({ path, text }) => testsNamed(text).map((test) => ({ path, ...test })));
    expect(named.length).toBeGreaterThan(50);
    const missing = named.flatMap(({ path, file, names }) => {
      if (!existsSync(join(root, file))) return [`${path}: there is no ${file}`];
      const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
      return names.filter((name) => !source.includes(name)).map((name) => `${path}: ${file} has no test “${name}”`);
    });
    expect(missing).toEqual([]);
  });

  it('name files that exist', () => {
    const named = /`((?:rules|gateway|dashboard|device-sim|test|docs)\/[\w./-]+\.(?:ts|tsx|sql|md))`/g;
    const missing = documents.flatMap(({ path, text }) =>
      [...text.matchAll(named)]
        .map((match) => match[1]!)
        .filter((file) => !existsSync(join(root, file)))
        .map((file) => `${path}: ${file}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the hazard log', () => {
  const hazards = documents.find(({ path }) => path === 'docs/hazards.md')!.text;
  const sections = hazards.split(/^### /m).slice(1);

  it('rates each hazard by its matrix, before and after', () => {
    const head = '| likelihood \\ severity | minor | significant | considerable | major | catastrophic |';
    const severities = head
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim());
    const matrix = new Map(tableUnder(hazards, head).map(([likelihood, ...risks]) => [likelihood!, risks]));
    const ratings = [...hazards.matchAll(/(?:Before controls|After): ([a-z]+) × ([a-z ]+) = \*\*(\d)\*\*/g)];
    expect(ratings.length).toBe(2 * sections.length);
    const wrong = ratings.filter(([, severity, likelihood, risk]) => matrix.get(likelihood!)?.[severities.indexOf(severity!)] !== risk);
    expect(wrong.map(([text]) => text)).toEqual([]);
  });

  it('leaves no hazard with an unacceptable risk, and gives each a proof', () => {
    const named = (section: string) => section.slice(0, section.indexOf('\n'));
    expect(sections.filter((section) => /After: [^*]+\*\*[45]\*\*/.test(section)).map(named)).toEqual([]);
    expect(sections.filter((section) => testsNamed(section).length === 0).map(named)).toEqual([]);
  });
});
