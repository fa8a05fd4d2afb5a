import { describe, expect, it } from 'vitest';
import type { EscalationPlan } from '../../rules/model/alert.ts';
import { type Layer, leavesOf, mergeLayers, mergeParams } from '../../rules/model/layers.ts';

const plan = (message: string): EscalationPlan => ({
  steps: [{ level: 'family', waitMs: 1, contactOrder: null, message }],
  familyHolds: false,
  okClears: true,
});
const layer = (source: string, params: Layer['params'], more: Partial<Layer> = {}): Layer => ({
  source,
  params,
  plan: null,
  severity: null,
  ...more,
});

describe('parameters laid upon others', () => {
  it.each([
    ['nothing on nothing', {}, {}, {}],
    ['a new value', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['another value', { a: 1 }, { a: 2 }, { a: 2 }],
    ['none in the place of a value', { a: 1 }, { a: null }, { a: null }],
    ['a part of an object', { w: { from: '07:00', to: '10:00' } }, { w: { to: '09:30' } }, { w: { from: '07:00', to: '09:30' } }],
    ['a part deep inside', { a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 3 } } }, { a: { b: { c: 3, d: 2 } } }],
    [
      'a list as a whole',
      { doses: [{ time: '08:00' }, { time: '20:00' }] },
      { doses: [{ time: '09:00' }] },
      { doses: [{ time: '09:00' }] },
    ],
    ['an object in the place of a value', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
    ['a value in the place of an object', { a: { b: 2 } }, { a: 1 }, { a: 1 }],
    ['an empty object changes nothing', { a: { b: 2 } }, { a: {} }, { a: { b: 2 } }],
  ])('%s', (_, under, over, merged) => {
    const before = JSON.stringify([under, over]);
    expect(mergeParams(under, over)).toEqual(merged);
    expect(JSON.stringify([under, over])).toBe(before);
  });

  it('a key that JavaScript knows is a key like any other', () => {
    const merged = mergeParams({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect((merged as { polluted?: unknown }).polluted).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('leaves are the values with their paths', () => {
    expect(leavesOf({ w: { from: '07:00', days: ['mon'] }, n: null, e: {} })).toEqual([
      ['w.from', '07:00'],
      ['w.days', ['mon']],
      ['n', null],
      ['e', {}],
    ]);
  });
});

describe('layers merged', () => {
  it('the innermost wins, value by value, and each value says who set it', () => {
    const merged = mergeLayers([
      layer('place', { window: { from: '06:00', to: '10:00' }, waits: 1 }, { severity: 'high', plan: plan('place') }),
      layer('locality', { window: { from: '06:30' } }, { severity: 'low' }),
      layer('practice', {}, { plan: plan('practice') }),
      layer('patient', { window: { to: '11:00' } }),
    ]);
    expect(merged).toEqual({
      params: { window: { from: '06:30', to: '11:00' }, waits: 1 },
      plan: plan('practice'),
      severity: 'low',
      sources: { 'window.from': 'locality', 'window.to': 'patient', waits: 'place', plan: 'practice', severity: 'locality' },
    });
  });

  it('what was replaced as a whole has no source any more', () => {
    const merged = mergeLayers([layer('place', { a: { b: 1, c: 2 } }), layer('patient', { a: 3 })]);
    expect(merged).toMatchObject({ params: { a: 3 }, sources: { a: 'patient' } });
    expect(Object.keys(merged.sources)).toEqual(['a']);
  });

  it('saying the same as the layer below is saying it', () => {
    expect(mergeLayers([layer('place', { a: 1 }), layer('patient', { a: 1 })]).sources).toEqual({ a: 'patient' });
  });

  it('no layer says nothing', () => {
    expect(mergeLayers([])).toEqual({ params: {}, plan: null, severity: null, sources: {} });
  });
});
