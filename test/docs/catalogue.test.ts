import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScenarioFile } from '../../gateway/authoring/scenario-file.ts';
import { packs } from '../../rules/packs/registry.ts';
import { templates } from '../../rules/scenarios/registry.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/catalogue.md'), 'utf8');
const inCode = new Set([...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!));

describe('the catalogue', () => {
  it('names every template', () => {
    expect([...templates.keys()].filter((id) => !inCode.has(id))).toEqual([]);
  });

  it('names every pack', () => {
    expect([...packs.keys()].filter((id) => !inCode.has(id))).toEqual([]);
  });

  it('names in its rows packs that exist', () => {
    const people = text.slice(text.indexOf('## People'), text.indexOf('## Everyone'));
    const named = [...people.matchAll(/^\| [^|]+ \| `([^`]+)` \|/gm)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((id) => !packs.has(id))).toEqual([]);
  });

  it('shows a file that passes the check', () => {
    const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(text) ?? [];
    const { scenarios, faults } = checkScenarioFile(example, templates);
    expect(faults).toEqual([]);
    expect(scenarios).toHaveLength(2);
  });
});
