import { describe, expect, it } from 'vitest';
import { instancesOf } from '../../../rules/engine/patient-state.ts';
import { judgedAt, Sequence } from '../../../rules/engine/sequence.ts';
import { emptyBatch, World } from '../../../rules/engine/world.ts';
import type { PatientInput } from '../../../rules/model/input.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { people } from '../alerts/people.ts';
import { known, reading, resident, t0 } from './home.ts';
import { testCatalogue } from './templates.ts';

const enrol = (id: string, homeId = 'home', at = t0): PatientInput => ({ type: 'context', at, context: resident(id, { homeId }) });
const moves = (id: string, at: number) => reading(`${id}-cuff`, 'motion', true, at);
const opens = (at: number) => reading('fridge', 'contact', 'open', at);

function world(...ids: string[]): World {
  const made = new World(testCatalogue, people().directory);
  for (const id of ids) made.judge(emptyBatch(), 1, id, enrol(id));
  return made;
}

/** All that can be asked of a world, in plain data. */
function everything(one: World, homes: readonly string[]) {
  return structuredClone({
    patients: [...one.patients()].map((state) => ({
      context: state.context,
      instances: instancesOf(state).map(({ scenario, state, wakeAt, episode }) => ({ scenario, state, wakeAt, episode })),
      alerts: state.alerts,
      wakeAt: state.wakeAt,
    })),
    homes: homes.map((home) => one.concerned(home, null)),
  });
}

describe('who a reading concerns', () => {
  it('the one it can be put down to, or everybody who lives there', () => {
    const one = world('k', 'betty');
    expect(one.concerned('home', null)).toEqual(['betty', 'k']);
    expect(one.concerned('home', 'betty')).toEqual(['betty']);
    expect(one.concerned('elsewhere', null)).toEqual([]);
  });

  it('no longer who has moved out', () => {
    const one = world('k', 'betty');
    one.judge(emptyBatch(), 2, 'k', enrol('k', 'new', t0 + 1));
    expect([one.concerned('home', null), one.concerned('new', null)]).toEqual([['betty'], ['k']]);
  });

  it('nobody who is not known', () => {
    const one = world('k');
    const batch = emptyBatch();
    expect(one.judge(batch, 2, 'ghost', opens(t0))).toBeNull();
    expect(batch).toEqual(emptyBatch());
  });
});

describe('taking a batch back', () => {
  it('leaves everything as it was, and the same inputs then give the same', () => {
    const one = world('k', 'betty');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    const before = everything(one, ['home', 'new']);
    const inputs: [string, PatientInput][] = [
      ['k', opens(t0 + 1)],
      ['betty', moves('betty', t0 + 2)],
      ['k', { type: 'context', at: t0 + 3, context: resident('k', { homeId: 'new' }) }],
      ['fred', enrol('fred', 'new', t0 + 4)],
      ['fred', opens(t0 + 5)],
    ];
    const judge = () => {
      const batch = emptyBatch();
      for (const [i, [id, input]] of inputs.entries()) one.judge(batch, 10 + i, id, input);
      return batch;
    };
    const first = judge();
    const after = everything(one, ['home', 'new']);
    one.undo(first);
    expect(everything(one, ['home', 'new'])).toEqual(before);
    expect(judge().decisions).toEqual(first.decisions);
    expect(everything(one, ['home', 'new'])).toEqual(after);
  });

  it('in the reverse order takes back several', () => {
    const one = world('k');
    const before = everything(one, ['home']);
    const batches = [opens(t0 + 1), moves('k', t0 + 2), opens(t0 + 3)].map((input) => {
      const batch = emptyBatch();
      one.judge(batch, 2, 'k', input);
      return batch;
    });
    for (const batch of batches.toReversed()) one.undo(batch);
    expect(everything(one, ['home'])).toEqual(before);
  });

  it('brings back the deadline that the batch had answered', () => {
    const one = world('k');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    const due = one.takeDue(t0 + hour, 10);
    const batch = emptyBatch();
    for (const input of due.flatMap(({ inputs }) => inputs)) one.judge(batch, 3, 'k', input);
    expect(known(one, 'k').alerts).toHaveLength(1);
    one.undo(batch);
    expect(known(one, 'k').alerts).toHaveLength(0);
    expect(one.takeDue(t0 + hour, 10)).toEqual(due);
  });
});

describe('deadlines', () => {
  it('come once each, at their time, with all that is due for one person', () => {
    const one = world('k', 'betty');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    one.judge(emptyBatch(), 3, 'betty', moves('betty', t0 + minute));
    one.judge(emptyBatch(), 4, 'k', opens(t0 + 30 * minute));
    expect(one.nextDeadlineAt()).toBe(t0 + hour);
    expect(one.takeDue(t0 + hour - 1, 10)).toEqual([]);
    expect(one.takeDue(t0 + hour, 10)).toEqual([
      {
        patientId: 'k',
        inputs: [
          { type: 'deadline', at: t0 + hour, dueAt: t0 + hour, subject: { scenarioId: 'k-s' } },
          { type: 'deadline', at: t0 + hour, dueAt: t0 + hour, subject: { alertId: 'k-s.1' } },
        ],
      },
    ]);
    expect(one.takeDue(t0 + hour, 10)).toEqual([]);
    expect(one.takeDue(t0 + 2 * hour, 10).map(({ patientId }) => patientId)).toEqual(['betty']);
  });

  it('are taken in portions', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const one = world(...ids);
    for (const id of ids) one.judge(emptyBatch(), 2, id, moves(id, t0));
    expect(one.takeDue(t0 + hour, 2)).toHaveLength(2);
    expect(one.takeDue(t0 + hour, 2)).toHaveLength(2);
    expect(one.takeDue(t0 + hour, 2)).toHaveLength(1);
  });

  it('that have moved on are not named, and come at their new time', () => {
    const one = world('k');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    one.judge(emptyBatch(), 3, 'k', moves('k', t0 + minute));
    expect(one.takeDue(t0 + hour, 10)).toEqual([]);
    expect(one.nextDeadlineAt()).toBe(t0 + hour + minute);
  });

  it('that change nothing come again a second later, not at once', () => {
    const one = world('k');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    one.takeDue(t0 + hour, 10);
    one.judge(emptyBatch(), 3, 'k', { type: 'deadline', at: t0 + hour, dueAt: t0 + hour, subject: { scenarioId: 'another' } });
    expect(one.takeDue(t0 + hour, 10)).toEqual([]);
    expect(one.takeDue(t0 + hour + 1_000, 10)).toHaveLength(1);
  });

  it('are there again after a restart', () => {
    const one = world('k');
    one.judge(emptyBatch(), 2, 'k', moves('k', t0));
    const restarted = new World(testCatalogue);
    for (const state of one.patients()) restarted.restore(state);
    expect(restarted.nextDeadlineAt()).toBe(t0 + hour);
    expect(restarted.concerned('home', null)).toEqual(['k']);
  });
});

describe('the order of judgement', () => {
  it('goes up, keeps the instant, and never goes back', () => {
    const sequence = new Sequence(0);
    const places = [t0, t0, t0 + 1, t0 - hour, t0 + 2].map((now) => sequence.next(now));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places)).toHaveLength(5);
    expect(places.map(judgedAt)).toEqual([t0, t0, t0 + 1, t0 + 1, t0 + 2]);
  });

  it('goes on after a restart even if the clock stands before what is stored', () => {
    const stored = new Sequence(0).next(t0);
    expect(new Sequence(stored).next(t0 - hour)).toBe(stored + 1);
  });
});
