import { describe, expect, it } from 'vitest';
import { candidates, countStates, type UnitOnBoard } from '../../../../dashboard/console/response/units.ts';

const unit = (name: string, over: Partial<UnitOnBoard> = {}): UnitOnBoard => ({
  id: name,
  name,
  teamId: 'rrt',
  teamName: 'Rapid response',
  skills: [],
  localityNames: [],
  state: 'free',
  crew: [],
  until: null,
  jobId: null,
  ...over,
});
const names = (units: readonly UnitOnBoard[], wanted: Partial<Parameters<typeof candidates>[1]> = {}) =>
  candidates(units, { skills: [], localityName: null, ...wanted }).map((each) => each.unit.name);

describe('units to choose from', () => {
  it('are free ones first, then those being asked, busy, off duty', () => {
    const units = (['off-duty', 'busy', 'offered', 'free'] as const).map((state) => unit(state, { state }));
    expect(names(units)).toEqual(['free', 'offered', 'busy', 'off-duty']);
    expect(countStates(units)).toEqual({ free: 1, offered: 1, busy: 1, 'off-duty': 1 });
  });

  it('have every skill before they are near, and say what they lack', () => {
    const near = unit('near', { localityNames: ['North'] });
    const able = unit('able', { skills: ['lifting', 'nursing'] });
    const both = unit('both', { skills: ['lifting'], localityNames: ['North'] });
    const wanted = { skills: ['lifting'], localityName: 'North' } as const;
    expect(names([near, able, both], wanted)).toEqual(['both', 'able', 'near']);
    expect(candidates([near], wanted)).toEqual([{ unit: near, lacks: ['lifting'], isNear: true }]);
  });

  it('are in the order of their names else, and near to nobody whose area is not known', () => {
    expect(names([unit('Van 2'), unit('Van 1')])).toEqual(['Van 1', 'Van 2']);
    expect(candidates([unit('Van 1')], { skills: [], localityName: null })[0]?.isNear).toBe(false);
  });
});
