import { createHash } from 'node:crypto';
import { isDatabaseAway } from '../store/availability.ts';
import type { Identity, SessionUser } from './auth.ts';

/** A database that is away signs nobody out, but not for ever. */
const rememberedMs = 3_600_000;
const sessionsKept = 10_000;

/**
 * Sessions as they were when they were last read, while the database is away: what must work then, a call for help, knows who calls.
 * A session cannot be ended meanwhile either. `wallNow`: sessions live on the wall clock.
 */
export function rememberingSessions(identity: Identity, wallNow: () => number): Identity {
  const known = new Map<string, { readonly user: SessionUser; readonly at: number }>();
  return {
    ...identity,
    async sessionUser(headers) {
      const key = createHash('sha256')
        .update(headers.get('cookie') ?? '')
        .digest('base64');
      try {
        const user = await identity.sessionUser(headers);
        known.delete(key);
        if (user) known.set(key, { user, at: wallNow() });
        if (known.size > sessionsKept) known.delete(known.keys().next().value!);
        return user;
      } catch (error) {
        const before = known.get(key);
        if (before && wallNow() - before.at <= rememberedMs && isDatabaseAway(error)) return before.user;
        throw error;
      }
    },
  };
}
