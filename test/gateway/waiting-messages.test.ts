import { pino } from 'pino';
import { Subject, type Subscription, type VirtualTimeScheduler } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { homeInput, patientInput } from '../../gateway/contract/people.ts';
import { addHome } from '../../gateway/store/homes.ts';
import { markRead, postMessage } from '../../gateway/store/my/messages.ts';
import { addPatient } from '../../gateway/store/patients.ts';
import { listTasks } from '../../gateway/store/tasks.ts';
import { addUser } from '../../gateway/store/users.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { answerWithinMs, watchMessages } from '../../gateway/waiting-messages.ts';
import { hour } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let database: FreshDatabase;
let clock: VirtualClock;
let posted$: Subject<void>;
let watching: Subscription;
let userId: string;

const change = async (work: (tx: Write) => Promise<void>) => {
  await write(database.pool, { at: clock.now(), actor: 'test' }, work);
};
const watch = () => watchMessages({ pool: database.pool, clock, log: pino({ level: 'silent' }), posted$ });
const tasks = async () => (await listTasks(database.pool, { doneToo: false, limit: 10 })).map(({ kind, createdAt }) => [kind, createdAt]);
const says = (id: string, fromTeam = false) =>
  change((tx) => postMessage(tx, { patientId: 'kathleen', userId, id, fromTeam, authorId: userId, text: 'Hello' }));
/** The look has set its alarm: the clock knows when to wake it. */
const armed = () => vi.waitFor(() => expect((clock.scheduler as VirtualTimeScheduler).actions.length).toBeGreaterThan(0), patience);

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock();
  posted$ = new Subject();
  await change(async (tx) => {
    await addHome(tx, homeInput.parse({ id: 'h', address: 'x' }));
    await addPatient(tx, patientInput.parse({ id: 'kathleen', homeId: 'h', givenName: 'Kathleen', familyName: 'X' }));
    userId = await addUser(tx, { name: 'Mary', email: 'm@example.org', role: 'contact', passwordHash: null, wallAt: clock.now() });
  });
  watching = watch();
});
afterEach(async () => {
  watching.unsubscribe();
  await database.drop();
});

describe('a message to the team that waits', () => {
  it('is a task when four hours are over by the care clock, not before', async () => {
    const postedAt = clock.now();
    await says('m1');
    posted$.next();
    await armed();
    clock.advanceBy(answerWithinMs - 1);
    expect(await tasks()).toEqual([]);
    clock.advanceBy(1);
    await vi.waitFor(async () => expect(await tasks()).toEqual([['message-waits', postedAt + 4 * hour]]), patience);
  });

  it('that waited too long while no gateway ran is one at the start', async () => {
    watching.unsubscribe();
    await says('m1');
    clock.advanceBy(5 * hour);
    watching = watch();
    await vi.waitFor(async () => expect(await tasks()).toEqual([['message-waits', clock.now()]]), patience);
  });

  it('is none when it was answered or seen meanwhile', async () => {
    await says('m1');
    posted$.next();
    await armed();
    await change((tx) => markRead(tx, { patientId: 'kathleen', userId, upTo: 'm1', byTeam: true, readerId: userId }));
    await says('m2');
    await says('t1', true);
    clock.advanceBy(answerWithinMs);
    await says('m3');
    posted$.next();
    await armed();
    clock.advanceBy(answerWithinMs);
    await vi.waitFor(async () => expect(await tasks()).toEqual([['message-waits', clock.now()]]), patience);
  });
});
