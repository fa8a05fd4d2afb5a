import { pino } from 'pino';
import { Subject, type Subscription } from 'rxjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writtenHomes } from '../../device-sim/homes/everybody.ts';
import { admitDemoHomes } from '../../gateway/demo/ward.ts';
import { enrol } from '../../gateway/enrol.ts';
import { changeStay, listWards, openStays, putWard, stayById } from '../../gateway/store/wards.ts';
import { write } from '../../gateway/store/write.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const clock = virtualClock();
const patientsChanged$ = new Subject<string>();
let database: FreshDatabase;
let admitting: Subscription;
beforeAll(async () => {
  database = await freshDatabase();
  admitting = admitDemoHomes({ pool: database.pool, clock, log: pino({ level: 'silent' }), patientsChanged$ });
  const by = { at: clock.now(), actor: 'test' };
  const enroller = { ownerId: 'test', name: 'test', draftId: null };
  for (const { enrolment } of writtenHomes()) await enrol(database.pool, by, enrolment, templates, enroller);
});
afterAll(async () => {
  admitting?.unsubscribe();
  await database?.drop();
});

it('the ward of the demonstration fills as its people are enrolled, and is left alone afterwards', async () => {
  const ids = ['k-p1', 'hazel-p1', 'joan-p1'];
  for (const id of [...ids, 'nobody']) patientsChanged$.next(id);
  await vi.waitFor(async () => expect(await openStays(database.pool)).toHaveLength(3), patience);
  await write(database.pool, { at: clock.now(), actor: 'test' }, async (tx) => {
    await putWard(tx, { id: 'virtual-ward', name: 'Our ward', beds: 5 });
    const stay = (await stayById(tx.db, 'stay-k-p1', true))!;
    await changeStay(tx, stay, { type: 'discharged', by: 'test', note: 'Well', level: stay.level, targetOn: stay.targetOn });
  });
  // The last of these is admitted after the others have been looked at again.
  for (const id of [...ids, 'ivan-p1']) patientsChanged$.next(id);
  await vi.waitFor(async () => {
    expect((await openStays(database.pool)).map(({ patientId }) => patientId)).toEqual(['hazel-p1', 'ivan-p1', 'joan-p1']);
  }, patience);
  expect(await listWards(database.pool)).toEqual([{ id: 'virtual-ward', name: 'Our ward', beds: 5 }]);
});
