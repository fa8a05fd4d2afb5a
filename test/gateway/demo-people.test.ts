import { pino } from 'pino';
import { Subject, type Subscription } from 'rxjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writtenHomes } from '../../device-sim/homes/everybody.ts';
import { seedDemoUnits } from '../../gateway/demo/crews.ts';
import { numberDemoContacts } from '../../gateway/demo/numbers.ts';
import { demoColleague, seedDemoPeople } from '../../gateway/demo/people.ts';
import { enrol } from '../../gateway/enrol.ts';
import { findGaps, lookAheadMs } from '../../gateway/rota-check.ts';
import { contactsOfPatient } from '../../gateway/store/contacts.ts';
import { countedLocalities } from '../../gateway/store/localities.ts';
import { listTeams } from '../../gateway/store/teams.ts';
import { userByEmail } from '../../gateway/store/users.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const clock = virtualClock();
const patientsChanged$ = new Subject<string>();
let database: FreshDatabase;
let numbering: Subscription;
beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  numbering = numberDemoContacts({ pool, clock, log: pino({ level: 'silent' }), patientsChanged$ });
  await seedDemoPeople(pool, clock.now(), clock.wallNow());
  const enroller = { ownerId: 'test', name: 'test', draftId: null };
  for (const { enrolment } of writtenHomes()) await enrol(pool, { at: clock.now(), actor: 'test' }, enrolment, templates, enroller);
});
afterAll(async () => {
  numbering?.unsubscribe();
  await database?.drop();
});

it('the homes of the demonstration lie in the places of its borough', async () => {
  const all = await countedLocalities(database.pool);
  expect(all.filter(({ kind }) => kind === 'place').map(({ name }) => name)).toEqual(['North Place', 'South Place']);
  expect(all.filter(({ kind, parentId }) => kind === 'locality' && parentId === null)).toEqual([]);
  expect(all.find(({ name }) => name === 'North Place')?.people).toBeGreaterThan(5);
});

it('every team of the demonstration has somebody on call, once', async () => {
  const { pool } = database;
  for (let start = 0; start < 2; start++) await seedDemoUnits(pool, clock.now(), clock.wallNow());
  expect(await findGaps(pool, clock.now(), clock.now() + lookAheadMs)).toEqual([]);
  const south = (await listTeams(pool, clock.now())).find(({ id }) => id === 'demo-rrt-south');
  expect(south?.onCall.map(({ name }) => name)).toEqual(['Piotr Nowak']);
});

it('a database of before gets the colleague at the centre, once', async () => {
  const { pool } = database;
  await pool.query('delete from identity_account where user_id = (select id from identity_user where email = $1)', [demoColleague.email]);
  await pool.query('delete from identity_user where email = $1', [demoColleague.email]);
  for (let start = 0; start < 2; start++) await seedDemoPeople(pool, clock.now(), clock.wallNow());
  expect(await userByEmail(pool, demoColleague.email)).toMatchObject({ name: 'Priya Shah', role: 'coordinator' });
});

it('contacts get a number as their last way, which counts as checked, and keep the one that they have', async () => {
  const { pool } = database;
  const contacts = async () =>
    (await contactsOfPatient(pool, 'k-p1')).map(({ name, channels, points }) => ({
      name,
      kinds: channels.map(({ kind }) => kind),
      number: points.find(({ kind }) => kind === 'sms'),
    }));
  patientsChanged$.next('k-p1');
  await vi.waitFor(async () => expect((await contacts()).every(({ number }) => number?.checkedHow === 'phone')).toBe(true), patience);
  const before = await contacts();
  expect(before[0]).toMatchObject({
    name: 'Maureen Ashworth',
    kinds: ['email', 'sms'],
    number: { address: expect.stringMatching(/^\+447700900\d{3}$/) },
  });
  patientsChanged$.next('k-p1');
  patientsChanged$.next('joan-p1');
  // The last of these is numbered after the others have been looked at again.
  await vi.waitFor(
    async () =>
      expect((await contactsOfPatient(pool, 'joan-p1')).every(({ points }) => points.some(({ kind }) => kind === 'sms'))).toBe(true),
    patience,
  );
  expect(await contacts()).toEqual(before);
});
