import { afterEach, expect, it } from 'vitest';
import { at } from '../../e2e/gateway.ts';
import { example, type Rehearsal, rehearse } from './rehearsal.ts';

let rehearsal: Rehearsal | null = null;
afterEach(async () => {
  await rehearsal?.weeks.gateway.close();
  rehearsal = null;
});

it.each(['breakfast.yaml', 'hub-restarts.yaml'])(
  '%s comes out as it expects',
  async (name) => {
    rehearsal = await rehearse(example(name), at('06:30'));
    expect(rehearsal.lines).not.toContain('FAILED');
    expect(rehearsal.lines.split('\n').length).toBeGreaterThan(3);
    expect(rehearsal.weeks.report).toMatchObject({ refused: 0, problems: 0 });
  },
  300_000,
);
