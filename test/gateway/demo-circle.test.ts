import { pino } from 'pino';
import { Subject, type Subscription } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writtenHomes } from '../../device-sim/homes/everybody.ts';
import { followDemoHomes } from '../../gateway/demo/circle.ts';
import { demoUsers, seedDemoPeople } from '../../gateway/demo/people.ts';
import { enrol } from '../../gateway/enrol.ts';
import { asPerson } from '../../gateway/store/as-person.ts';
import { peopleOf } from '../../gateway/store/my/people.ts';
import { userByEmail } from '../../gateway/store/users.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const clock = virtualClock();
const patientsChanged$ = new Subject<string>();
let database: FreshDatabase;
let following: Subscription;
beforeAll(async () => {
  database = await freshDatabase();
  await seedDemoPeople(database.pool, clock.now(), clock.wallNow());
  following = followDemoHomes({ pool: database.pool, clock, log: pino({ level: 'silent' }), patientsChanged$ });
  const by = { at: clock.now(), actor: 'test' };
  for (const { enrolment } of writtenHomes()) await enrol(database.pool, by, enrolment, templates);
});
afterAll(async () => {
  following?.unsubscribe();
  await database?.drop();
});

const follows = async (email: string) => {
  const user = await userByEmail(database.pool, email);
  const at = clock.now() + 1;
  const people = await asPerson(database.pool, { userId: user!.id, at }, (db) => peopleOf(db, user!.id, at));
  return people.map(({ knownAs, relation, purposes }) => [knownAs, relation, purposes.join(' ')].join(' ').trim());
};

describe('the users of the demonstration', () => {
  it('follow the people of the homes once these are enrolled, however often they change', async () => {
    for (let i = 0; i < 2; i++) for (const id of ['k-p1', 'joan-p1', 'gina-p1', 'nobody']) patientsChanged$.next(id);
    await vi.waitFor(async () => expect(await follows('mo.rowe@example.org')).toEqual(['Gina champion see-attainment']), patience);
    expect(await follows('kathleen@example.org')).toEqual(['Kathleen self']);
    expect(await follows('maureen.ashworth@example.org')).toEqual(['Kathleen contact be-told see-readings see-status']);
    expect(await follows('susan.hale@example.org')).toEqual(['Joan contact be-told see-status']);
    expect(await follows('carer@example.org')).toEqual(['Joan agency', 'Kathleen agency']);
  });

  it('are all of the app’s roles', () => {
    expect(new Set(demoUsers.map(({ role }) => role))).toEqual(
      new Set([
        'coordinator',
        'clinician',
        'responder',
        'administrator',
        'patient',
        'contact',
        'agency-carer',
        'champion',
        'installer',
        'manager',
      ]),
    );
  });
});
