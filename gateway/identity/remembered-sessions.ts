import { createHash } from 'node:crypto';
import { firstValueFrom, from, map, type Observable, race, type SchedulerLike, timer } from 'rxjs';
import { isDatabaseAway } from '../store/availability.ts';
import type { Identity, SessionUser } from './auth.ts';

/** A database that is away signs nobody out, but not for ever. */
const rememberedMs = 3_600_000;
const sessionsKept = 10_000;
/** A database that has not answered by then counts as away for who is known. */
const answersWithinMs = 1_000;

/**
 * Sessions as they were when they were last read, while the database is away or hangs: what must work then, a call for help, knows who calls.
 * When any session ends (`ended$`), all are read anew. Sessions live on the wall clock.
 */
export function rememberingSessions(identity: Identity, wall: SchedulerLike, ended$: Observable<void>): Identity {
  const known = new Map<string, { readonly user: SessionUser; readonly at: number }>();
  let endings = 0;
  ended$.subscribe(() => {
    endings += 1;
    known.clear();
  });
  async function read(headers: Headers, key: string): Promise<SessionUser | null> {
    const endingsBefore = endings;
    const user = await identity.sessionUser(headers);
    known.delete(key);
    // What was read before a session ended may be of before its end.
    if (user && endings === endingsBefore) known.set(key, { user, at: wall.now() });
    if (known.size > sessionsKept) known.delete(known.keys().next().value!);
    return user;
  }
  return {
    ...identity,
    async sessionUser(headers) {
      const key = createHash('sha256')
        .update(headers.get('cookie') ?? '')
        .digest('base64');
      const before = known.get(key);
      if (before === undefined || wall.now() - before.at > rememberedMs) return await read(headers, key);
      const reading = read(headers, key).catch((error: unknown) => {
        if (isDatabaseAway(error)) return before.user;
        throw error;
      });
      return await firstValueFrom(race(from(reading), timer(answersWithinMs, wall).pipe(map(() => before.user))));
    },
  };
}
