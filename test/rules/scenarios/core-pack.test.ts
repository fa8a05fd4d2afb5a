import { describe, expect, it } from 'vitest';
import { completed, corePack, describeParam, paramsIssues } from '../../../rules/scenarios/core-pack.ts';
import { templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { agreedIn } from '../../../rules/scenarios/words.ts';

const fridge = templates.get('fridge')!;

describe('the core pack', () => {
  it.each([...templates.values()].map((template) => [template.id, template] as const))(
    'of %s is read as its template reads nothing',
    (_, template) => {
      const standard = template.params.safeParse({});
      if (standard.success) expect(template.params.parse(corePack(template))).toEqual(standard.data);
      else expect(Object.keys(corePack(template))).not.toContain(standard.error.issues[0]?.path[0]);
    },
  );

  it('describes its parameters', () => {
    expect(describeParam(fridge, 'window')).toBe('When the fridge is expected to be opened');
    expect(describeParam(fridge, 'colour')).toBeNull();
  });

  it('fills in what an object leaves out, and nothing that is not mentioned', () => {
    expect(completed(fridge, { window: { to: '09:30' } })).toEqual({ window: { from: '07:00', to: '09:30' } });
    const whole = { window: { from: '06:00', to: '09:30' } };
    expect(completed(fridge, whole)).toBe(whole);
    const wrong = { window: { to: '9:30' } };
    expect(completed(fridge, wrong)).toBe(wrong);
  });

  it.each([
    ['nothing', {}, []],
    ['a part that the core pack completes', { window: { to: '09:30' } }, []],
    ['a part that is wrong, not the part that is missing', { window: { to: 'noon' } }, ['window.to']],
    ['a name that nobody knows', { colour: 'blue' }, ['']],
  ])('finds fault with %s', (_, raw, paths) => {
    expect(paramsIssues(fridge, raw).map(({ path }) => path.join('.'))).toEqual(paths);
  });

  it('gives an agreement its parameters, plan and severity', () => {
    expect(templateDefaults('fridge', { window: { to: '09:30' } })).toMatchObject({
      params: { window: { from: '07:00', to: '09:30' } },
      plan: { okClears: expect.any(Boolean) },
      severity: expect.any(String),
    });
  });
});

describe('where a limit comes from', () => {
  const scenario = {
    id: 's',
    version: 2,
    template: 'fridge',
    params: { window: { from: '07:00', to: '09:30' }, maxLateness: 'PT1H' },
    plan: { steps: [], familyHolds: false, okClears: true },
    severity: 'low' as const,
    approvedBy: 'Dr Amin',
    activeFromAt: 0,
  };
  const own = 'scenario version 2, approved by Dr Amin';
  const south = 'South locality, version 2, approved by Dr Shah on 3 May 2026';
  const north = 'North locality, version 1, approved by Dr Bea on 4 May 2026';
  it.each([
    ['nothing is set by a place', undefined, 'window', own],
    ['another value is', { maxLateness: south }, 'window', own],
    ['the value is', { maxLateness: south }, 'maxLateness', south],
    ['every part is', { 'window.from': south, 'window.to': south }, 'window', south],
    ['one part is', { 'window.to': south }, 'window', `${own}; window.to: ${south}`],
    ['any value may count', { maxLateness: south, 'window.to': south }, undefined, `${own}; window.to and maxLateness: ${south}`],
    ['one of two is', { maxLateness: south }, 'maxLateness window', `${own}; maxLateness: ${south}`],
    ['both are, by one place', { maxLateness: south, 'window.from': south, 'window.to': south }, 'maxLateness window', south],
    [
      'both are, by two places',
      { maxLateness: north, 'window.from': south, 'window.to': south },
      'maxLateness window',
      `window.from and window.to: ${south}; maxLateness: ${north}`,
    ],
    ['only the plan is', { plan: south }, undefined, own],
    ['the patient said so too', { maxLateness: '' }, 'maxLateness', own],
  ])('%s', (_, sources, path, words) => {
    const paths = path === undefined ? [] : path.split(' ');
    expect(agreedIn({ ...scenario, ...(sources && { sources: sources as Record<string, string> }) }, ...paths)).toBe(words);
  });
});
