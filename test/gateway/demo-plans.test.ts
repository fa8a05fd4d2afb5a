import { pino } from 'pino';
import { Subject, type Subscription } from 'rxjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writtenHomes } from '../../device-sim/homes/everybody.ts';
import { planDemoHomes } from '../../gateway/demo/plan-homes.ts';
import { demoPlans } from '../../gateway/demo/plans.ts';
import { enrol } from '../../gateway/enrol.ts';
import { activeCarePlan, carePlansOf } from '../../gateway/store/care-plans.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const clock = virtualClock();
const patientsChanged$ = new Subject<string>();
let database: FreshDatabase;
let planning: Subscription;
beforeAll(async () => {
  database = await freshDatabase();
  planning = planDemoHomes({ pool: database.pool, clock, log: pino({ level: 'silent' }), patientsChanged$ });
  const by = { at: clock.now(), actor: 'test' };
  for (const { enrolment } of writtenHomes()) await enrol(database.pool, by, enrolment, templates);
});
afterAll(async () => {
  planning?.unsubscribe();
  await database?.drop();
});

it('every person of the demonstration who has a plan has it in force once they are enrolled, and only once', async () => {
  const ids = Object.keys(demoPlans);
  for (let i = 0; i < 2; i++) for (const id of [...ids, 'nobody']) patientsChanged$.next(id);
  await vi.waitFor(async () => {
    for (const id of ids) expect((await activeCarePlan(database.pool, id))?.sections, id).toEqual(demoPlans[id]);
  }, patience);
  for (const id of ids) expect(await carePlansOf(database.pool, id)).toHaveLength(1);
});
