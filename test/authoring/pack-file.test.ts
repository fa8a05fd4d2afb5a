import { describe, expect, it } from 'vitest';
import { packFile } from '../../gateway/authoring/pack-file.ts';
import { checkScenarioFile } from '../../gateway/authoring/scenario-file.ts';
import { packs } from '../../rules/packs/registry.ts';
import { templates } from '../../rules/scenarios/registry.ts';

describe('a pack as a file', () => {
  it.each([...packs.values()])('is a scenario file without faults: $id', (pack) => {
    const known = { ...pack, agreements: pack.agreements.filter(({ template }) => templates.has(template)) };
    const { scenarios, faults } = checkScenarioFile(packFile(known), templates);
    expect(faults).toEqual([]);
    expect(scenarios.map(({ input }) => input.template)).toEqual(known.agreements.map(({ template }) => template));
    for (const { input } of scenarios) expect(input.status).toBe('draft');
    known.agreements.forEach(({ plan }, i) => {
      const { input } = scenarios[i]!;
      expect(input.plan?.steps.map(({ level, message }) => [level, message])).toEqual(
        plan?.steps.map(({ level, message }) => [level, message]),
      );
    });
  });

  it('says what it is for and asks its questions', () => {
    const text = packFile(packs.get('discharge-home')!);
    expect(text).toMatch(/^# Home from hospital\n# From the first day at home/);
    expect(text).toMatch(/ {4}# Which day did you come home\?\n {4}dischargedOn: 2026-03-02\n/);
    expect(packFile(packs.get('dementia-at-home')!)).toMatch(/ {4}# When is which medicine due\?\n {4}doses:\n {6}- time: 08:00/);
  });
});
