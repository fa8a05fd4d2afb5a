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
  expect(await watch('coordinator')).toEqual({ mine: null, tests: [] });
  const at = new Date(http.clock.now()).toISOString();
  expect((await http.ask('coordinator', 'POST', '/api/sound-tests', { heard: false })).statusCode).toBe(204);
  expect((await watch('coordinator')).mine).toEqual({ at, heard: false });
  expect(await watch('manager')).toEqual({ mine: null, tests: [{ name: expect.any(String), at, heard: false }] });
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
