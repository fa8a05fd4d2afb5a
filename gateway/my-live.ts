import type pg from 'pg';
import type { Observable, Subscription } from 'rxjs';
import type { Clock } from './clock.ts';
import { webHeaders } from './http/guard.ts';
import type { Identity } from './identity/auth.ts';
import { accessOf, rolesOf } from './identity/permissions.ts';
import type { Follower, MyFeed } from './live/my-feed.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Committed } from './pipeline/work.ts';
import { asPerson } from './store/as-person.ts';
import { peopleOf } from './store/my/people.ts';

/** Whoever may ask for the people they follow hears when to ask again. */
export function followers({
  identity,
  pool,
  clock,
}: {
  readonly identity: Identity;
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
}): Follower {
  return async (request) => {
    const user = request.headers.cookie ? await identity.sessionUser(webHeaders(request)) : null;
    if (!user) return 'signed-out';
    if (!rolesOf(accessOf('GET', '/api/my/people')!).includes(user.role)) return 'forbidden';
    const person = { userId: user.id, at: clock.now() };
    const people = await asPerson(pool, person, (db) => peopleOf(db, person.userId, person.at));
    return new Set(people.map(({ patientId }) => patientId));
  };
}

/** Tells the pages of a person's circle when a reading or an alert of theirs was stored. */
export function followPeople(
  committed$: Observable<Committed>,
  feed: Pick<MyFeed, 'changed'>,
  pipeline: Pick<Pipeline, 'residents'>,
): Subscription {
  return committed$.subscribe(({ readings, alerts }) => {
    const concerned = new Set(alerts.map(({ patientId }) => patientId));
    for (const { patientId, homeId } of readings)
      for (const id of patientId === null ? pipeline.residents(homeId) : [patientId]) concerned.add(id);
    for (const id of concerned) feed.changed(id);
  });
}
