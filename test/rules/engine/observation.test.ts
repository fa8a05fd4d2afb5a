import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/engine/world.ts';
import type { PatientContext } from '../../../rules/model/patient.ts';
import { hour, minute, second } from '../../../rules/model/time.ts';
import { device, heard, judgeAll, known, reading, resident, scenario, t0, tasks } from './home.ts';
import { testCatalogue } from './templates.ts';

function home(more: Partial<PatientContext> = {}): World {
  const world = new World(testCatalogue);
  judgeAll(world, 'k', [{ type: 'context', at: t0, context: resident('k', more) }]);
  return world;
}

describe('whose reading it is', () => {
  const rows: [string, Partial<PatientContext>, string, string | null][] = [
    ['the own device', {}, 'k-cuff', 'own'],
    ['the own device in a home of several', { sharedHome: true }, 'k-cuff', 'own'],
    ['a device of the home', {}, 'fridge', 'sole'],
    ['a device of the home of several', { sharedHome: true }, 'fridge', 'shared'],
    ['entered for the patient', { sharedHome: true }, 'person:k', 'own'],
    ['entered for somebody else', {}, 'person:betty', null],
    [
      'a device of somebody else who lives there',
      { sharedHome: true, devices: [device('betty-cuff', { patientId: 'betty' })] },
      'betty-cuff',
      null,
    ],
    ['a device that is not known, alone', {}, 'new', 'sole'],
    ['a device that is not known, in a home of several', { sharedHome: true }, 'new', 'shared'],
  ];
  it.each(rows)('%s', (_, more, source, attribution) => {
    const world = home(more);
    judgeAll(world, 'k', [reading(source, 'heartbeat', true, t0 + 1)]);
    expect(heard(world, 'k')).toEqual(attribution === null ? ['context'] : ['context', `heartbeat=true ${attribution}`]);
  });

  it('reaches only agreements that ask for its kind', () => {
    const world = home();
    judgeAll(world, 'k', [reading('fridge', 'battery', 80, t0 + 1)]);
    expect(heard(world, 'k')).toEqual(['context']);
  });
});

describe('a clock that runs ahead', () => {
  it.each([
    [1, 0],
    [2 * minute, 0],
    [2 * minute + 1, 1],
    [26 * hour, 1],
  ])('by %i ms: judged by the time it came, %i task', (aheadMs, count) => {
    const world = home();
    const at = t0 + minute;
    const done = judgeAll(world, 'k', [reading('fridge', 'contact', 'open', at, { observedAt: at + aheadMs })]);
    expect(heard(world, 'k').at(-1)).toBe('contact=open sole');
    expect(known(world, 'k').alerts).toHaveLength(1);
    expect(tasks(done)).toHaveLength(count);
    judgeAll(world, 'k', [reading('fridge', 'contact', 'closed', at + second)]);
    expect(known(world, 'k').alerts).toHaveLength(0);
  });

  it('is one task a day for each device, and names it', () => {
    const world = home();
    const ahead = (source: string, at: number) => reading(source, 'heartbeat', true, at, { observedAt: at + 10 * minute });
    const done = judgeAll(world, 'k', [
      ahead('fridge', t0),
      ahead('fridge', t0 + hour),
      ahead('k-cuff', t0),
      ahead('fridge', t0 + 24 * hour),
    ]);
    expect(tasks(done).map((task) => task.id)).toEqual([
      'k/clock-fault/fridge/2026-03-02',
      'k/clock-fault/fridge/2026-03-02',
      'k/clock-fault/k-cuff/2026-03-02',
      'k/clock-fault/fridge/2026-03-03',
    ]);
    expect(tasks(done)[0]?.text).toBe("The clock of the fridge at Kathleen's is 10 min ahead.");
  });

  it('that runs behind is no fault: late readings keep their time', () => {
    const world = home();
    const done = judgeAll(world, 'k', [reading('fridge', 'heartbeat', true, t0 + hour, { observedAt: t0 + 15 * minute })]);
    expect(heard(world, 'k').at(-1)).toBe(`heartbeat=true sole -${45 * minute}`);
    expect(tasks(done)).toEqual([]);
  });
});

describe('"I\'m OK"', () => {
  const ok = (at: number, more = {}) => reading('person:k', 'ok', true, at, more);
  const open = reading('fridge', 'contact', 'open', t0 + hour);

  it('answers every open alert of the patient', () => {
    const world = home({ scenarios: [scenario('a'), scenario('b')] });
    judgeAll(world, 'k', [open]);
    expect(known(world, 'k').alerts).toHaveLength(2);
    judgeAll(world, 'k', [ok(t0 + hour + minute)]);
    expect(known(world, 'k').alerts).toHaveLength(0);
    expect([heard(world, 'k', 0).at(-1), heard(world, 'k', 1).at(-1)]).toEqual(['alert-closed', 'alert-closed']);
  });

  it.each([
    ['said before the alert and told after it', {}, t0 + minute],
    ['sent again from a cache', { snapshot: true }, t0 + hour + minute],
  ])('%s does not', (_, more, observedAt) => {
    const world = home();
    judgeAll(world, 'k', [open, ok(t0 + hour + minute, { ...more, observedAt })]);
    expect(known(world, 'k').alerts).toHaveLength(1);
  });

  it('of who knows whom in a home of several does not', () => {
    const world = home({ sharedHome: true });
    judgeAll(world, 'k', [open, reading('fridge', 'ok', true, t0 + hour + minute)]);
    expect(known(world, 'k').alerts).toHaveLength(1);
  });
});
