import { describe, expect, it } from 'vitest';
import { readWait, valueAt, withValue, writeWait } from '../../../../dashboard/console/agreements/values.ts';
import { emptied, wrongFields } from '../../../../dashboard/console/agreements/wrong.ts';
import { ApiProblem } from '../../../../dashboard/shared/api/problem.ts';

describe('what is said for one person', () => {
  it('is said, said otherwise and taken away, value by value', () => {
    const said = withValue({ outFor: 'PT1H' }, 'window.to', '09:30');
    expect(said).toEqual({ outFor: 'PT1H', window: { to: '09:30' } });
    expect(valueAt(said, 'window.to')).toBe('09:30');
    expect(valueAt(said, 'window.from')).toBeUndefined();
    expect(valueAt(said, 'window.to.deeper')).toBeUndefined();
    expect(withValue(said, 'window.from', '07:15')).toEqual({ outFor: 'PT1H', window: { from: '07:15', to: '09:30' } });
    expect(withValue(said, 'window.to', undefined)).toEqual({ outFor: 'PT1H' });
    expect(withValue({}, 'leaving', null)).toEqual({ leaving: null });
    expect(said).toEqual({ outFor: 'PT1H', window: { to: '09:30' } });
  });
});

describe('waits', () => {
  it.each([
    ['PT30M', 30, 'M'],
    ['PT90M', 90, 'M'],
    ['PT1H30M', 90, 'M'],
    ['PT60M', 1, 'H'],
    ['P2D', 2, 'D'],
    ['PT48H', 2, 'D'],
    ['PT45S', 45, 'S'],
    ['PT0S', 0, 'S'],
  ] as const)('%s is %d %s', (text, amount, unit) => {
    expect(readWait(text)).toEqual({ amount, unit });
    expect(readWait(writeWait(amount, unit))).toEqual({ amount, unit });
  });

  it.each([null, undefined, '', '30 minutes', 'P1M', 'PT1.5H'])('%s is none', (text) => {
    expect(readWait(text)).toBeNull();
  });
});

it('names what was emptied, and what the gateway found wrong, by the field', () => {
  expect(emptied({ a: '', b: null, c: [], window: { from: '', to: '09:00' } })).toEqual(['a', 'window.from']);
  const errors = [
    { path: 'params.window.from', message: 'must be a time of day' },
    { path: 'params.doses.1.time', message: 'is needed' },
    { path: 'approvedBy', message: 'is none of the parameters' },
    { path: 'scenarios.0.params.outFor', message: 'is too long' },
  ];
  const problem = new ApiProblem({ type: 'about:blank', title: 'No', status: 422, errors }, null);
  expect([...wrongFields(problem)]).toEqual([
    ['window.from', 'must be a time of day'],
    ['doses', '1.time: is needed'],
    ['outFor', 'is too long'],
  ]);
});
