import { pino } from 'pino';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchConsents } from '../../gateway/consent-watch.ts';
import { contactInput, homeInput, patientInput } from '../../gateway/contract/people.ts';
import { type Consenting, changeConsents } from '../../gateway/store/consents.ts';
import { addContact, contactsOfPatient } from '../../gateway/store/contacts.ts';
import { addHome } from '../../gateway/store/homes.ts';
import { addPatient } from '../../gateway/store/patients.ts';
import { finishTask, listTasks } from '../../gateway/store/tasks.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { day, hour, type Instant } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const start = Date.UTC(2026, 2, 2, 12);
let database: FreshDatabase;
let clock: VirtualClock;
let stop: (() => void) | null = null;
let told: { patientId: string; at: Instant }[];
let patientsChanged$: Subject<string>;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(start);
  told = [];
  patientsChanged$ = new Subject();
  await change(async (tx) => {
    await addHome(tx, homeInput.parse({ id: 'h', address: 'x' }));
    await addPatient(tx, patientInput.parse({ id: 'kathleen', homeId: 'h', givenName: 'Kathleen', familyName: 'X' }));
    const channels = [{ kind: 'email', address: 'a@example.org' }];
    await addContact(
      tx,
      'kathleen',
      contactInput.parse({ id: 'anna', name: 'Anna', relationship: 'niece', order: 1, mayBeTold: false, channels, checkedByPhone: true }),
    );
  });
});
afterEach(async () => {
  stop?.();
  await database.drop();
});

const change = async (work: (tx: Write) => Promise<void>) => {
  await write(database.pool, { at: clock.now(), actor: 'test' }, work);
};
const patientSays: Consenting = { basis: 'patient', by: 'Kathleen', note: '', mayOverrule: false };
const decided: Consenting = { basis: 'best-interest', by: 'Dr Amin', note: 'Daughter asked', mayOverrule: true };
const tell = (endsAt: Instant | null, by = patientSays) =>
  change((tx) =>
    changeConsents(
      tx,
      'kathleen',
      'anna',
      [{ purpose: 'be-told', allowed: true, endsAt: endsAt === null ? null : new Date(endsAt).toISOString() }],
      by,
    ),
  );
function begin(): void {
  const changes = {
    async patientChanged(patientId: string) {
      told.push({ patientId, at: clock.now() });
    },
  };
  const watch = watchConsents({ pool: database.pool, clock, log: pino({ level: 'silent' }), changes, patientsChanged$ });
  stop = watch.close;
  clock.advanceBy(0);
}
const mayBeTold = async () => (await contactsOfPatient(database.pool, 'kathleen'))[0]!.mayBeTold;
/** Lets care time pass until something is so; each look needs the database, and sets the clock for the next. */
const until = (at: Instant, isSo: () => Promise<void> | void) =>
  vi.waitFor(async () => {
    clock.advanceTo(Math.max(clock.now(), at));
    await isSo();
  }, patience);
const tasks = async () =>
  (await listTasks(database.pool, { doneToo: false, limit: 10 })).map(({ kind, text, untilAt }) => ({ kind, text, untilAt }));

describe('a permission with an end', () => {
  it('ends at that instant, and the judge is told', async () => {
    const end = start + 3 * hour;
    await tell(end);
    begin();
    await until(end - 1, async () => expect(await tasks()).toEqual([]));
    expect([await mayBeTold(), told]).toEqual([true, []]);
    await until(end, async () => expect(await mayBeTold()).toBe(false));
    await until(end, () => expect(told).toEqual([{ patientId: 'kathleen', at: end }]));
  });

  it('that is given while the gateway runs is known at once', async () => {
    begin();
    const end = start + 2 * hour;
    await tell(end);
    patientsChanged$.next('kathleen');
    await until(end, async () => expect(await mayBeTold()).toBe(false));
    expect(told[0]!.at - end).toBeLessThanOrEqual(1_000);
  });

  it('that passed while no gateway ran ends as one starts', async () => {
    await tell(start + hour);
    clock.advanceTo(start + 5 * hour);
    begin();
    await until(start + 5 * hour, async () => expect(await mayBeTold()).toBe(false));
    await until(start + 5 * hour, () => expect(told).toHaveLength(1));
    const { rows } = await database.pool.query('select ended_at, ended_by from contact_consent');
    expect(rows).toEqual([{ ended_at: start + hour, ended_by: 'its end' }]);
  });
});

describe('the review of what ends', () => {
  it('is a task two weeks ahead, once, and done when it was given anew', async () => {
    const end = start + 40 * day;
    await tell(end, decided);
    begin();
    // The morning before: a look that found nothing to do.
    await until(end - 15 * day, async () => expect(await tasks()).toEqual([]));
    const review = {
      kind: 'consent-review',
      text: 'Kathleen: the best-interest decision of Dr Amin for Anna (to be told) ends on 11 April 2026: review it before then.',
      untilAt: end,
    };
    await until(end - 13 * day, async () => expect(await tasks()).toEqual([review]));
    await until(end - 12 * day, async () => expect(await tasks()).toEqual([review]));
    await tell(end + 200 * day, decided);
    patientsChanged$.next('kathleen');
    await until(end - 12 * day + 1_000, async () => expect(await tasks()).toEqual([]));
  });

  it('is not asked for of what was given for a few days', async () => {
    await tell(start + 3 * day);
    begin();
    const end = start + 3 * day;
    await until(end - 1, async () => expect(await mayBeTold()).toBe(true));
    expect(await tasks()).toEqual([]);
    await until(end, async () => expect(await mayBeTold()).toBe(false));
  });

  it('stays ticked when somebody has seen to it', async () => {
    await tell(start + 10 * day, decided);
    begin();
    await until(start, async () => expect(await tasks()).toHaveLength(1));
    const [task] = await listTasks(database.pool, { doneToo: false, limit: 10 });
    await change((tx) => finishTask(tx, task!.id));
    await until(start + 5 * day, async () => expect(await mayBeTold()).toBe(true));
    expect(await tasks()).toEqual([]);
  });
});
