import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/engine/world.ts';
import type { PatientInput } from '../../../rules/model/input.ts';
import type { ScenarioContext } from '../../../rules/model/patient.ts';
import { hour } from '../../../rules/model/time.ts';
import { people } from '../alerts/people.ts';
import { heard, judgeAll, known, reading, resident, scenario, t0 } from './home.ts';
import { testCatalogue } from './templates.ts';

const endAt = t0 + 4 * hour;
const agreed = (at: number, more: Partial<ScenarioContext> = {}): PatientInput => ({
  type: 'context',
  at,
  context: resident('k', { scenarios: [scenario('k-s', more)] }),
});
const opens = (at: number) => reading('fridge', 'contact', 'open', at);
const closes = (at: number) => reading('fridge', 'contact', 'closed', at);
const moves = (at: number) => reading('fridge', 'motion', true, at);
const due = (at: number, dueAt = at): PatientInput => ({ type: 'deadline', at, dueAt, subject: { scenarioId: 'k-s' } });

/** A home whose agreement is paused from the start. */
function pausedHome(): World {
  const world = new World(testCatalogue, people().directory);
  judgeAll(world, 'k', [agreed(t0, { pausedUntilAt: endAt })]);
  return world;
}
const alerts = (world: World) => known(world, 'k').alerts.map(({ id, status }) => `${id} ${status}`);

describe('a paused agreement', () => {
  it('raises nothing and says nothing, and hears everything', () => {
    const world = pausedHome();
    const decisions = judgeAll(world, 'k', [opens(t0 + 1), moves(t0 + 2), opens(endAt - 1)]);
    expect(decisions.flatMap(({ effects }) => effects)).toEqual([]);
    expect(alerts(world)).toEqual([]);
    expect(heard(world, 'k')).toEqual(['context', 'contact=open sole', 'motion=true sole', 'contact=open sole']);
  });

  it('is looked at again at the end of the pause and not later, though its own deadline is', () => {
    const world = pausedHome();
    expect(known(world, 'k').wakeAt).toBe(endAt);
    judgeAll(world, 'k', [moves(endAt - 1)]);
    expect(known(world, 'k').wakeAt).toBe(endAt);
  });

  it('keeps a deadline of its own that comes before the end, and raises nothing at it', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [moves(t0 + 1)]);
    expect(known(world, 'k').wakeAt).toBe(t0 + 1 + hour);
    judgeAll(world, 'k', [due(t0 + 1 + hour)]);
    expect([alerts(world), known(world, 'k').wakeAt]).toEqual([[], endAt]);
  });

  it('leaves an alert that is open with the people who have it', () => {
    const world = new World(testCatalogue, people().directory);
    judgeAll(world, 'k', [agreed(t0), opens(t0 + 1), agreed(t0 + 2, { pausedUntilAt: endAt })]);
    expect(alerts(world)).toEqual(['k-s.1 open']);
    judgeAll(world, 'k', [opens(t0 + 3)]);
    expect(known(world, 'k').alerts[0]?.evidence).toHaveLength(2);
    judgeAll(world, 'k', [closes(t0 + 4)]);
    expect(alerts(world)).toEqual([]);
  });
});

describe('the end of a pause', () => {
  it('comes by itself: what was raised into silence is over, and the agreement looks again', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [opens(t0 + 1), due(endAt)]);
    expect(heard(world, 'k').slice(-3)).toEqual(['alert-closed', 'context', 'deadline']);
  });

  it('lets a new episode be raised at the very instant', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [opens(t0 + 1), opens(endAt)]);
    expect(alerts(world)).toEqual(['k-s.1 open']);
    expect(heard(world, 'k').slice(-3)).toEqual(['alert-closed', 'context', 'contact=open sole']);
  });

  it('is looked at once', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [moves(endAt), moves(endAt + 1), due(endAt + 1, endAt), opens(endAt + 2)]);
    expect(heard(world, 'k')).toEqual(['context', 'alert-closed', 'context', 'motion=true sole', 'motion=true sole', 'contact=open sole']);
  });

  it('does not close an alert that people have', () => {
    const world = new World(testCatalogue, people().directory);
    judgeAll(world, 'k', [agreed(t0), opens(t0 + 1), agreed(t0 + 2, { pausedUntilAt: endAt }), due(endAt)]);
    expect(alerts(world)).toEqual(['k-s.1 open']);
    expect(heard(world, 'k')).not.toContain('alert-closed');
  });

  it('comes when somebody resumes it before its time', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [opens(t0 + 1), agreed(t0 + 2)]);
    expect(heard(world, 'k').slice(-2)).toEqual(['alert-closed', 'context']);
    judgeAll(world, 'k', [opens(t0 + 3)]);
    expect(alerts(world)).toEqual(['k-s.1 open']);
  });

  it('moves when another end is set, and only the new one counts', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [agreed(t0 + 1, { pausedUntilAt: endAt + hour }), opens(endAt)]);
    expect([alerts(world), known(world, 'k').wakeAt]).toEqual([[], endAt + hour]);
    expect(heard(world, 'k')).not.toContain('alert-closed');
  });

  it('is not found again in an old pause when something else is agreed afterwards', () => {
    const world = pausedHome();
    judgeAll(world, 'k', [due(endAt), agreed(endAt + 1, { pausedUntilAt: endAt, version: 2 })]);
    expect(heard(world, 'k').filter((word) => word === 'alert-closed')).toHaveLength(1);
  });
});

it('an agreement that is not paused is judged as ever', () => {
  const world = new World(testCatalogue, people().directory);
  judgeAll(world, 'k', [agreed(t0), opens(t0 + 1)]);
  expect([alerts(world), heard(world, 'k')]).toEqual([['k-s.1 open'], ['context', 'contact=open sole']]);
});
