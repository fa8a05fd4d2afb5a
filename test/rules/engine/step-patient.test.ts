import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/engine/world.ts';
import type { Effect } from '../../../rules/model/effect.ts';
import type { PatientInput } from '../../../rules/model/input.ts';
import type { PatientContext } from '../../../rules/model/patient.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { amin, bea, cara, contact, email, onCall, people, team } from '../alerts/people.ts';
import { device, heard, judgeAll, known, reading, resident, scenario, t0, tasks } from './home.ts';
import { testCatalogue } from './templates.ts';

const context = (more: Partial<PatientContext> = {}, at = t0): PatientInput => ({ type: 'context', at, context: resident('k', more) });
const opens = (at: number) => reading('fridge', 'contact', 'open', at);
const closes = (at: number) => reading('fridge', 'contact', 'closed', at);

function home(more: Partial<PatientContext> = {}): World {
  const world = new World(testCatalogue, people().directory);
  judgeAll(world, 'k', [context(more)]);
  return world;
}

const notified = (effects: readonly Effect[] = []) => effects.flatMap((effect) => (effect.type === 'notify' ? [effect.notification] : []));

describe('an episode', () => {
  it('is one alert until it is closed, and then another', () => {
    const world = home();
    judgeAll(world, 'k', [opens(t0 + 1), opens(t0 + 2)]);
    expect(known(world, 'k').alerts.map((alert) => [alert.id, alert.evidence.length])).toEqual([['k-s.1', 2]]);
    judgeAll(world, 'k', [closes(t0 + 3)]);
    expect(known(world, 'k').alerts).toEqual([]);
    judgeAll(world, 'k', [opens(t0 + 4)]);
    expect(known(world, 'k').alerts.map((alert) => alert.id)).toEqual(['k-s.2']);
  });

  it('carries the agreement that raised it', () => {
    const world = home({ scenarios: [scenario('k-s', { version: 3, severity: 'low', approvedBy: 'Dr Lee' })] });
    judgeAll(world, 'k', [opens(t0 + 1)]);
    expect(known(world, 'k').alerts[0]).toMatchObject({
      scenarioVersion: 3,
      severity: 'low',
      approvedBy: 'Dr Lee',
      template: 'plain',
      openedAt: t0 + 1,
    });
  });

  it('carries every condition as it stands after the reading that raised it', () => {
    const world = home();
    judgeAll(world, 'k', [opens(t0 + 1), opens(t0 + 2)]);
    expect(known(world, 'k').alerts[0]?.conditions).toEqual([{ text: 'It has heard something.', met: true, found: 'contact=open sole' }]);
  });

  it('is raised all the same when it cannot be explained', () => {
    const world = home({ scenarios: [scenario('k-s', { params: { waitMs: -1 } })] });
    judgeAll(world, 'k', [opens(t0 + 1)]);
    expect(known(world, 'k').alerts[0]?.conditions).toEqual([
      { text: 'What this agreement looks at cannot be said.', met: null, found: 'the wait is negative' },
    ]);
  });

  it('is as grave as the scenario says when it says so', () => {
    const world = home();
    judgeAll(world, 'k', [reading('fridge', 'steps', 99, t0 + 1)]);
    expect(known(world, 'k').alerts[0]?.severity).toBe('high');
    const open = home();
    judgeAll(open, 'k', [opens(t0 + 1), reading('fridge', 'steps', 99, t0 + 2)]);
    expect(known(open, 'k').alerts).toMatchObject([{ severity: 'high', reason: 'Far too many.' }]);
  });

  it('hears that it gets worse', () => {
    const world = home();
    judgeAll(world, 'k', [
      opens(t0 + 1),
      { type: 'command', at: t0 + 2, alertId: 'k-s.1', command: { type: 'acknowledge', actor: amin } },
      reading('k-cuff', 'dose', 'jammed', t0 + 3),
    ]);
    expect(known(world, 'k').alerts[0]).toMatchObject({ owner: null, generation: 2 });
  });

  it('is not cleared or added to when there is none', () => {
    const world = home();
    const done = judgeAll(world, 'k', [closes(t0 + 1), reading('k-cuff', 'dose', 'jammed', t0 + 3)]);
    expect(done.flatMap((one) => one.effects)).toEqual([]);
  });

  it('keeps its place among the others when it changes', () => {
    const world = home({ scenarios: [scenario('a'), scenario('b')] });
    judgeAll(world, 'k', [opens(t0 + 1), { type: 'command', at: t0 + 2, alertId: 'a.1', command: { type: 'acknowledge', actor: amin } }]);
    expect(known(world, 'k').alerts.map((alert) => alert.id)).toEqual(['a.1', 'b.1']);
  });
});

describe('a command', () => {
  it('that is refused changes nothing and says why', () => {
    const world = home();
    judgeAll(world, 'k', [opens(t0 + 1)]);
    const acknowledge = (actor: typeof amin): PatientInput => ({
      type: 'command',
      at: t0 + 2,
      alertId: 'k-s.1',
      command: { type: 'acknowledge', actor },
    });
    judgeAll(world, 'k', [acknowledge(amin)]);
    const before = known(world, 'k');
    expect(judgeAll(world, 'k', [acknowledge(bea)])).toMatchObject([
      { refused: 'Amin has this alert; ask them to hand it over.', effects: [] },
    ]);
    expect(known(world, 'k')).toBe(before);
  });

  it('to an alert that is not open is refused', () => {
    const world = home();
    const command = { type: 'note', actor: amin, text: 'x' } as const;
    expect(judgeAll(world, 'k', [{ type: 'command', at: t0, alertId: 'k-s.7', command }])[0]?.refused).toBe('This alert is closed.');
  });

  it('that closes an alert lets the scenario begin anew', () => {
    const world = home();
    const command = { type: 'close', actor: amin, outcome: 'advice', note: '' } as const;
    judgeAll(world, 'k', [opens(t0 + 1), { type: 'command', at: t0 + 2, alertId: 'k-s.1', command }]);
    expect(heard(world, 'k').at(-1)).toBe('alert-closed');
  });
});

describe('a deadline', () => {
  it('that comes before it is due, or for what is not there, reaches nobody', () => {
    const world = home();
    const moved = t0 + 1;
    judgeAll(world, 'k', [reading('k-cuff', 'motion', true, moved)]);
    const before = known(world, 'k');
    const early = { type: 'deadline', at: moved + hour - 1, dueAt: moved + hour } as const;
    judgeAll(world, 'k', [
      { ...early, subject: { scenarioId: 'k-s' } },
      { ...early, subject: { scenarioId: 'gone' } },
      { ...early, subject: { alertId: 'k-s.1' } },
    ]);
    expect(known(world, 'k')).toBe(before);
  });
});

describe('words outside an alert', () => {
  const moves = (at: number) => reading('k-cuff', 'motion', true, at);

  it('are said by the device of that kind, else by any that can speak', () => {
    const own = device('tablet', { kind: 'app', prompts: true });
    const world = home({ devices: [own, ...resident('k').devices] });
    const [done] = judgeAll(world, 'k', [moves(t0 + 1)]);
    expect(notified(done?.effects)).toMatchObject([
      { body: 'Hello, Kathleen.', purpose: 'prompt', alertId: null, channel: { kind: 'mqtt', address: 'speaker' } },
    ]);
    const other = home({ devices: [own] });
    expect(notified(judgeAll(other, 'k', [moves(t0 + 1)])[0]?.effects)).toMatchObject([{ channel: { address: 'tablet' } }]);
  });

  it('are said by nobody where nothing can speak, or only what belongs to somebody else', () => {
    const world = home({ devices: [device('fridge'), device('theirs', { prompts: true, patientId: 'betty' })] });
    expect(judgeAll(world, 'k', [moves(t0 + 1)])[0]?.effects).toEqual([]);
  });

  it('have an id of their own each time', () => {
    const world = home();
    const ids = judgeAll(world, 'k', [moves(t0 + 1), moves(t0 + 2)]).flatMap((one) => notified(one.effects).map(({ id }) => id));
    expect(new Set(ids)).toHaveLength(2);
  });
});

describe('a defect in one agreement', () => {
  const broken = [scenario('bad', { template: 'faulty' }), scenario('good')];

  it('that throws does not keep the others from being judged', () => {
    const world = home({ scenarios: broken });
    const done = judgeAll(world, 'k', [opens(t0 + 1)]);
    expect(known(world, 'k').alerts.map((alert) => alert.id)).toEqual(['good.1']);
    expect(tasks(done).map((task) => task.text)).toEqual(['Kathleen: the agreement bad cannot be judged: out of order']);
  });

  it('that throws at its deadline is tried again every minute, and keeps nobody busy', () => {
    const world = home({ scenarios: broken });
    const inputs = [];
    for (let at = t0; at <= t0 + hour + 10 * minute; at += 1_000)
      for (const due of world.takeDue(at, 10)) inputs.push(...judgeAll(world, due.patientId, due.inputs));
    expect(inputs.map((one) => one.input.at)).toEqual(Array.from({ length: 11 }, (_, i) => t0 + hour + i * minute));
    expect(new Set(tasks(inputs).map((task) => task.id))).toHaveLength(1);
  });

  it.each([
    ['a template that is not there', { template: 'gone' }],
    ['parameters that cannot be read', { params: { waitMs: 'long' } }],
  ])('%s: the others go on, and somebody is asked to mend it', (_, more) => {
    const world = new World(testCatalogue);
    const done = judgeAll(world, 'k', [context({ scenarios: [scenario('bad', more), scenario('good')] })]);
    expect(known(world, 'k').scenarios.map((one) => one.id)).toEqual(['good']);
    expect(tasks(done)).toMatchObject([{ kind: 'scenario-fault', patientId: 'k' }]);
  });

  it('that comes with a change: what was agreed before goes on', () => {
    const world = home();
    judgeAll(world, 'k', [context({ scenarios: [scenario('k-s', { version: 2, params: { waitMs: 'long' } })] }, t0 + 1), opens(t0 + 2)]);
    expect(known(world, 'k').alerts).toMatchObject([{ id: 'k-s.1', scenarioVersion: 1 }]);
    judgeAll(world, 'k', [closes(t0 + 3), context({ scenarios: [scenario('k-s', { version: 3 })] }, t0 + 4), opens(t0 + 5)]);
    expect(known(world, 'k').alerts).toMatchObject([{ id: 'k-s.2', scenarioVersion: 3 }]);
  });
});

describe('what is agreed changes', () => {
  it('and what was seen stays', () => {
    const world = home();
    judgeAll(world, 'k', [
      reading('k-cuff', 'motion', true, t0 + 1),
      context({ scenarios: [scenario('k-s', { version: 2, params: { waitMs: minute } })] }, t0 + 2),
    ]);
    expect(heard(world, 'k')).toEqual(['context', 'motion=true own', 'context']);
    expect(known(world, 'k').wakeAt).toBe(t0 + 1 + hour);
    judgeAll(world, 'k', [reading('k-cuff', 'motion', true, t0 + 3)]);
    expect(known(world, 'k').wakeAt).toBe(t0 + 3 + minute);
  });

  it('and an agreement that ends leaves its alert to people', () => {
    const world = home();
    judgeAll(world, 'k', [opens(t0 + 1), context({ scenarios: [] }, t0 + 2)]);
    expect(known(world, 'k').scenarios).toEqual([]);
    expect(known(world, 'k').alerts).toMatchObject([{ id: 'k-s.1', status: 'open' }]);
    const command = { type: 'close', actor: amin, outcome: 'advice', note: '' } as const;
    judgeAll(world, 'k', [{ type: 'command', at: t0 + 3, alertId: 'k-s.1', command }]);
    expect(known(world, 'k')).toMatchObject({ alerts: [], wakeAt: null });
  });

  it('and open alerts ask the people of now', () => {
    const world = home();
    judgeAll(world, 'k', [opens(t0), context({ contacts: [contact('nell', 'Nell')] }, t0 + 1)]);
    const due = world.takeDue(t0 + 30 * minute, 10).flatMap((one) => judgeAll(world, one.patientId, one.inputs));
    expect(due.flatMap((one) => notified(one.effects)).map((one) => one.recipient.name)).toEqual(['Nell']);
  });

  it('and consent that is withdrawn takes back what waits for the morning', () => {
    const quietHours = { from: '09:00', to: '18:00' };
    const world = home({
      contacts: [contact('mary', 'Mary', { quietHours })],
      scenarios: [
        scenario('k-s', {
          plan: { steps: [{ level: 'family', waitMs: minute, contactOrder: null, message: '' }], familyHolds: false, okClears: false },
        }),
      ],
    });
    judgeAll(world, 'k', [opens(t0)]);
    const [done] = judgeAll(world, 'k', [context({ contacts: [] }, t0 + 1)]);
    expect(done?.effects).toContainEqual({
      type: 'withdraw-notification',
      notificationId: 'k-s.1/g1/s0/contact:mary/email0',
      reason: 'may no longer be told',
    });
  });

  it('in the directory, and open alerts ask who is on duty now', () => {
    const world = home({ contacts: [] });
    judgeAll(world, 'k', [opens(t0)]);
    world.directory({
      type: 'directory',
      at: t0 + 1,
      directory: { teams: [team('coordination', [onCall('dev', 'Dev', { channels: [email('dev')] })])] },
    });
    const due = world.takeDue(t0 + 30 * minute, 10).flatMap((one) => judgeAll(world, one.patientId, one.inputs));
    expect(due.flatMap((one) => notified(one.effects)).map((one) => one.recipient.name)).toEqual(['Dev']);
    expect(due.flatMap((one) => notified(one.effects)).some((one) => one.recipient.id === cara.id)).toBe(false);
  });
});
