import { describe, expect, it } from 'vitest';
import { instanceOf } from '../../../rules/engine/patient-state.ts';
import { resident, t0 } from './home.ts';
import { testCatalogue } from './templates.ts';

const scenario = resident('k', { homeId: 'home' }).scenarios[0]!;
const from = (state: unknown) => instanceOf(scenario, { state, wakeAt: null, episode: 3 }, testCatalogue);

describe('what is remembered of an agreement', () => {
  it('is taken as it stands when nothing is missing', () => {
    const state = { heard: ['door'], wakeAt: t0 };
    expect(from(state)).toMatchObject({ state, episode: 3 });
    expect(from(state).state).toBe(state);
  });

  it('by an earlier version begins with what that version did not know', () => {
    expect(from({ heard: ['door'], left: 1 }).state).toEqual({ heard: ['door'], left: 1, wakeAt: null });
  });
});
