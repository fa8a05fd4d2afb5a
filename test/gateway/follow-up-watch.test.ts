import { pino } from 'pino';
import { Subject, type Subscription, type VirtualTimeScheduler } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { homeInput, patientInput } from '../../gateway/contract/people.ts';
import { watchFollowUps } from '../../gateway/follow-up-watch.ts';
import { addFollowUp, openFollowUps } from '../../gateway/store/follow-ups.ts';
import { addHome } from '../../gateway/store/homes.ts';
import { addPatient } from '../../gateway/store/patients.ts';
import { finishTask } from '../../gateway/store/tasks.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { hour } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let database: FreshDatabase;
let clock: VirtualClock;
let told$: Subject<void>;
let watching: Subscription;

const change = (work: (tx: Write) => Promise<void>) => write(database.pool, { at: clock.now(), actor: 'test' }, work);
const make = (id: string, dueAt: number) =>
  change((tx) =>
    addFollowUp(tx, { id, patientId: 'kathleen', alertId: 'a.1', text: 'Ring the surgery.', owner: 'Sam', teamId: null, dueAt }),
  );
const open = async () => (await openFollowUps(database.pool, 'kathleen')).map(({ id, owner, text }) => [id, owner, text]);
/** The look has set its alarm: the clock knows when to wake it. */
const armed = () => vi.waitFor(() => expect((clock.scheduler as VirtualTimeScheduler).actions.length).toBeGreaterThan(0), patience);

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock();
  told$ = new Subject();
  await change(async (tx) => {
    await addHome(tx, homeInput.parse({ id: 'h', address: 'x' }));
    await addPatient(tx, patientInput.parse({ id: 'kathleen', homeId: 'h', givenName: 'Kathleen', familyName: 'X' }));
  });
  watching = watchFollowUps({ pool: database.pool, clock, log: pino({ level: 'silent' }), told$ });
});
afterEach(async () => {
  watching.unsubscribe();
  await database.drop();
});

describe('a follow-up', () => {
  it('goes back to everybody when its time is over by the care clock, not before, and once', async () => {
    const overdue = ['gp', null, 'Ring the surgery. (overdue; was for Sam)'];
    await make('gp', clock.now() + hour);
    await make('later', clock.now() + 3 * hour);
    told$.next();
    await armed();
    clock.advanceBy(hour - 1);
    expect((await open())[0]).toEqual(['gp', 'Sam', 'Ring the surgery.']);
    clock.advanceBy(1);
    await vi.waitFor(async () => expect((await open())[0]).toEqual(overdue), patience);
    await armed();
    clock.advanceBy(2 * hour);
    await vi.waitFor(async () => expect(await open()).toEqual([overdue, ['later', null, expect.stringContaining('overdue')]]), patience);
  });

  it('that is done is not chased', async () => {
    await make('gp', clock.now() + hour);
    await make('later', clock.now() + 2 * hour);
    await change((tx) => finishTask(tx, 'gp'));
    told$.next();
    await armed();
    clock.advanceBy(2 * hour);
    await vi.waitFor(async () => expect((await open()).map(([, owner]) => owner)).toEqual([null]), patience);
    const { rows } = await database.pool.query<{ chased: boolean }>(`select chased_at is not null as chased from task where id = 'gp'`);
    expect(rows).toEqual([{ chased: false }]);
  });
});
