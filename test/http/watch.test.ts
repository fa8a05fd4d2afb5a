import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WatchView } from '../../gateway/contract/watch.ts';
import { soundTestLastsMs } from '../../gateway/store/watch.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const watch = async (role: 'coordinator' | 'manager') => (await http.ask(role, 'GET', '/api/watch')).json<WatchView>();

it('a sound test counts for one turn, for whoever made it, and the manager sees it', async () => {
  expect(await watch('coordinator')).toEqual({ mine: null, tests: [], onDuty: [] });
  const at = new Date(http.clock.now()).toISOString();
  expect((await http.ask('coordinator', 'POST', '/api/sound-tests', { heard: false })).statusCode).toBe(204);
  expect((await watch('coordinator')).mine).toEqual({ at, heard: false });
  expect(await watch('manager')).toEqual({
    mine: null,
    tests: [{ userId: http.userIds.coordinator, name: expect.any(String), at, heard: false }],
    onDuty: [],
  });
  http.clock.advanceBy(soundTestLastsMs - 1);
  expect((await watch('coordinator')).mine).not.toBeNull();
  http.clock.advanceBy(1);
  expect((await watch('coordinator')).mine).toBeNull();
  expect((await watch('manager')).tests).toHaveLength(1);
});

it('skills are set by a manager, each queue once, and none means all', async () => {
  const path = `/api/users/${http.userIds.coordinator}/skills`;
  const skills = async () =>
    (await http.ask('coordinator', 'GET', '/api/skills'))
      .json<{ userId: string; queues: string[] }[]>()
      .find(({ userId }) => userId === http.userIds.coordinator)?.queues;
  expect(await skills()).toEqual([]);
  expect((await http.ask('manager', 'PUT', path, { queues: ['technical', 'social', 'social'] })).statusCode).toBe(204);
  expect(await skills()).toEqual(['social', 'technical']);
  expect((await http.ask('coordinator', 'PUT', path, { queues: [] })).statusCode).toBe(403);
  expect((await http.ask('manager', 'PUT', path, { queues: ['everything'] })).statusCode).toBe(400);
  expect((await http.ask('manager', 'PUT', '/api/users/nobody/skills', { queues: [] })).statusCode).toBe(404);
  await http.ask('manager', 'PUT', path, { queues: [] });
  expect(await skills()).toEqual([]);
});

it('who is on duty at the centre has tested the sound in this turn, or is listed as somebody who has not', async () => {
  const { coordinator, clinician } = http.userIds;
  const channels = [{ kind: 'voice', address: '+441632960001' }];
  await http.ask('administrator', 'POST', '/api/teams', { id: 'ccc', kind: 'coordination', name: 'Centre' });
  const turns = { windows: [{ from: '08:00', to: '16:00' }], startsOn: '2026-01-01' };
  const rota = {
    people: [
      { id: coordinator, name: 'Cora', channels },
      { id: clinician, name: 'Amin', channels },
    ],
    shifts: [
      { id: 'day', name: 'Day', ...turns, people: [coordinator] },
      { id: 'second', name: 'Second', ...turns, people: [clinician] },
    ],
  };
  expect((await http.ask('manager', 'PUT', '/api/teams/ccc/rota', rota)).statusCode).toBe(204);
  // Somebody who is only rung sits at no console.
  await http.ask('manager', 'POST', '/api/teams/ccc/on-call', { name: 'Rung', channels });
  const day = Date.parse('2026-01-14T07:29:59Z');
  http.clock.advanceBy(day - http.clock.now());
  await http.ask('coordinator', 'POST', '/api/sound-tests', { heard: true });
  http.clock.advanceBy(45 * 60_000);
  await http.ask('clinician', 'POST', '/api/sound-tests', { heard: false });
  const turn = { fromAt: '2026-01-14T08:00:00.000Z', untilAt: '2026-01-14T16:00:00.000Z' };
  const amin = { userId: clinician, name: 'Amin', ...turn, test: { at: new Date(http.clock.now()).toISOString(), heard: false } };
  expect((await watch('manager')).onDuty).toEqual([amin, { userId: coordinator, name: 'Cora', ...turn, test: null }]);
  await http.ask('coordinator', 'POST', '/api/sound-tests', { heard: true });
  expect((await watch('manager')).onDuty[1]?.test?.heard).toBe(true);
  http.clock.advanceBy(8 * 3_600_000);
  expect((await watch('manager')).onDuty).toEqual([]);
});
