import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import type { Identity, SessionUser } from '../../gateway/identity/auth.ts';
import { rememberingSessions } from '../../gateway/identity/remembered-sessions.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ann: SessionUser = { id: 'ann', name: 'Ann', email: 'ann@example.org', role: 'patient', sessionId: 's1', needsSecondFactor: false };
const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
const headers = new Headers({ cookie: 'session=1' });

function remembered() {
  const clock = virtualClock(0);
  const ended$ = new Subject<void>();
  let answer: () => Promise<SessionUser | null> = async () => ann;
  const identity: Identity = { handle: async () => new Response(), signInVouched: async () => [], sessionUser: () => answer() };
  const sessions = rememberingSessions(identity, clock.wallScheduler, ended$);
  const now = (next: typeof answer) => {
    answer = next;
  };
  return { clock, ended$, now, who: () => sessions.sessionUser(headers) };
}
const never = () => new Promise<never>(() => undefined);

it('knows who was signed in while the database is away, for an hour', async () => {
  const { clock, now, who } = remembered();
  expect(await who()).toBe(ann);
  now(() => Promise.reject(away));
  clock.advanceBy(3_600_000);
  expect(await who()).toBe(ann);
  clock.advanceBy(1);
  await expect(who()).rejects.toBe(away);
});

it('waits a second for a database that hangs', async () => {
  const { clock, now, who } = remembered();
  await who();
  now(never);
  const asked = who();
  clock.advanceBy(1_000);
  expect(await asked).toBe(ann);
});

it('knows nobody whom it has not read, and nobody who has signed out', async () => {
  const { now, who } = remembered();
  now(() => Promise.reject(away));
  await expect(who()).rejects.toBe(away);
  now(async () => ann);
  await who();
  now(async () => null);
  expect(await who()).toBeNull();
  now(() => Promise.reject(away));
  await expect(who()).rejects.toBe(away);
});

it('knows nobody any more when a session has ended, nor what was read before it ended', async () => {
  const { ended$, now, who } = remembered();
  await who();
  ended$.next();
  now(() => Promise.reject(away));
  await expect(who()).rejects.toBe(away);
  const { promise, resolve } = Promise.withResolvers<SessionUser>();
  now(() => promise);
  const asked = who();
  ended$.next();
  resolve(ann);
  await asked;
  now(() => Promise.reject(away));
  await expect(who()).rejects.toBe(away);
});
