import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templates } from '../../rules/scenarios/registry.ts';
import { agreements, kit } from './agreements.ts';
import { type Changes, type Home, home, type Moment, moments } from './properties/arbitraries.ts';
import { residents } from './properties/contexts.ts';
import { Life } from './properties/life.ts';

/** The same people and devices, with nothing agreed but one kind of agreement. */
const only = (template: string, { scenarios, ...more }: Changes): Changes => {
  const { pausedHours, plan } = scenarios[0]!;
  const variant = scenarios.length % 2;
  return { ...more, scenarios: [{ template, params: agreements[template]![variant]!, pausedHours, plan, severity: null }] };
};
const onlyThere = (template: string, given: Home): Home => ({
  ...given,
  devices: kit.map(({ id }) => id),
  residents: given.residents.map((one) => only(template, one)),
});
const onlyThen = (template: string, given: readonly Moment[]): Moment[] =>
  given.map((one) => (one.event.do === 'context' ? { ...one, event: { ...one.event, changes: only(template, one.event.changes) } } : one));

/** What was decided for each person. Who comes first of two whose deadlines are at the same instant is not remembered. */
function decided({ decisions }: Life): string {
  const lines = residents.map((id) => decisions.filter(({ patientId }) => patientId === id).map(({ seq: _, ...decision }) => decision));
  return JSON.stringify(lines, null, 1);
}

/** Where two long texts part; comparing them line by line takes minutes. */
function firstDifference(whole: string, cut: string): string {
  const [lines, others] = [whole.split('\n'), cut.split('\n')];
  const at = lines.findIndex((line, i) => line !== others[i]);
  return `whole: ${lines.slice(at, at + 3).join(' ')}\ncut: ${others.slice(at, at + 3).join(' ')}`;
}

describe.each([...templates.keys()])('%s', (template) => {
  it('goes on from every wait as if nothing had been, when the process ends in it and begins again', () => {
    let wakes = 0;
    fc.assert(
      fc.property(home, moments, (anyHome, anyMoments) => {
        const [given, happening] = [onlyThere(template, anyHome), onlyThen(template, anyMoments)];
        const [whole, cut] = [new Life(given), new Life(given, true)];
        whole.live(happening);
        cut.live(happening);
        const [lines, others] = [decided(whole), decided(cut)];
        expect(lines === others, firstDifference(lines, others)).toBe(true);
        expect(cut.remembered()).toBe(whole.remembered());
        wakes += cut.log.filter((entry) => entry.type === 'input' && entry.input.type === 'deadline').length;
      }),
      { numRuns: 30, seed: 20_261_025 },
    );
    // A restart that never comes would prove nothing.
    expect(wakes).toBeGreaterThan(0);
  });
});
