import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPerson } from '../../gateway/store/as-person.ts';
import type { Db } from '../../gateway/store/transaction.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

/*
 * Ann lives alone; Ben and Cath share a home. Everybody else stands to Ann as their name says, except Dora, who is the daughter of Ben and
 * Cath, and Dan, who is a friend of Ben alone; both were allowed everything.
 */
const at = Date.UTC(2026, 0, 12, 9);
const hour = 3_600_000;
const instant = (ms: number) => new Date(at + ms);
const people = { ann: 'house', ben: 'flat', cath: 'flat' };
const purposes = ['see-status', 'see-readings', 'be-told', 'see-attainment'];

let database: FreshDatabase;
const run = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);

beforeAll(async () => {
  database = await freshDatabase();
  await run(`insert into home (id, address, key_access, created_at) values ('house', '1 Long Lane', '1234', $1), ('flat', '2', '', $1)`, [
    instant(0),
  ]);
  for (const [id, home] of Object.entries(people)) await addPatient(id, home);
  await run(
    `insert into device (id, home_id, kind, name, secret_sha256, enrolled_at) values ('house-door', 'house', 'door', 'x', '', $1), ('flat-door', 'flat', 'door', 'x', '', $1)`,
    [instant(-hour)],
  );
  await run(
    `insert into hub_child (hub_id, native_id, dialect, name, make, model, entities, found_at) values ('house-door', 'found', 'x', 'x', 'x', 'x', '[]', $1), ('flat-door', 'f', 'x', 'x', 'x', 'x', '[]', $1)`,
    [instant(-hour)],
  );
  await addReading('anybody-in-flat', null, 'flat');
  for (const id of ['stranger', 'nurse', ...Object.keys(people)]) await addUser(id);
  for (const id of Object.keys(people)) await relate(id, id, 'self');
  await relate(await addUser('carer'), 'ann', 'agency');
  await relate(await addUser('fitter'), 'ann', 'installer');
  for (const purpose of purposes) await befriend(purpose, 'ann', [purpose]);
  await befriend('nothing', 'ann', []);
  await befriend('untold', 'ann', ['be-told'], { told: false });
  await befriend('dora', 'ben', purposes);
  await befriend('dora', 'cath', purposes);
  await befriend('dan', 'ben', purposes);
  await befriend('cheerer', 'ann', purposes, { kind: 'champion' });
  await befriend('withdrawn', 'ann', purposes, { endedAt: instant(-1) });
  await befriend('lapsed', 'ann', purposes, { endsAt: instant(0) });
  await befriend('lapsing', 'ann', ['see-status'], { endsAt: instant(1) });
  await befriend('future', 'ann', purposes, { givenAt: instant(1) });
  await befriend('removed', 'ann', purposes, { removedAt: instant(-1) });
  await befriend('over', 'ann', purposes, { relationEndedAt: instant(-1) });
  await befriend('until-now', 'ann', purposes, { untilAt: instant(0) });
  await befriend('not-yet', 'ann', purposes, { fromAt: instant(1) });
});
afterAll(() => database?.drop());

async function addPatient(id: string, home: string): Promise<void> {
  await run(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, nhs_number, created_at) values ($1, $2, $1, 'X', $1, 'Europe/London', $3, $4)`,
    [id, home, null, instant(0)],
  );
  await run(
    `insert into device (id, home_id, patient_id, kind, name, secret_sha256, enrolled_at) values ($1 || '-watch', $2, $1, 'sos', 'x', '', $3)`,
    [id, home, instant(-hour)],
  );
  await addReading(`${id}-reading`, id, home);
  for (const template of ['fridge', 'personal-goal'])
    await run(
      `insert into scenario (id, version, patient_id, template, params, status, approved_by, active_from) values ($1 || '-' || $2, 1, $1, $2, '{}', 'active', 'Dr A', $3)`,
      [id, template, instant(-hour)],
    );
  await run(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, wake_at, version, state, seq) values ($1 || '-alert', $1, 'x', 'open', 'high', 'family', $2, $2, 1, '{}', 1)`,
    [id, instant(-hour)],
  );
  await run(`insert into alert_timeline (alert_id, n, at, type, entry, hash) values ($1 || '-alert', 0, $2, 'opened', '{}', 'x')`, [
    id,
    instant(-hour),
  ]);
  await run(`insert into task (id, kind, patient_id, text, created_at) values ($1 || '-task', 'unreachable', $1, 'x', $2)`, [
    id,
    instant(-hour),
  ]);
  await run(
    `insert into equipment_order (id, patient_id, urgency, note, ordered_at, ordered_by, due_at) values ($1 || '-order', $1, 'standard', '', $2, 'x', $2)`,
    [id, instant(-hour)],
  );
  await run(
    `insert into equipment_item (id, order_id, position, name, state) values ($1 || '-item', $1 || '-order', 1, 'Bed', 'ordered')`,
    [id],
  );
  await run(`insert into equipment_event (item_id, at, by, step, note) values ($1 || '-item', $2, 'x', 'ordered', '')`, [
    id,
    instant(-hour),
  ]);
  await run(
    `insert into audit (at, actor, action, subject, patient_id) values ($2, 'user:nurse', 'read /x', $1, $1), ($2, 'user:nurse', 'patient.change', $1, $1)`,
    [id, instant(-hour)],
  );
}

async function addReading(key: string, patientId: string | null, homeId: string): Promise<void> {
  await run(
    `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq) values ('d', $1, $2, 'motion', 'true', $1, $3, $4, 'own', false, 1)`,
    [instant(-hour), key, patientId, homeId],
  );
}

async function addUser(id: string): Promise<string> {
  await run(
    `insert into identity_user (id, name, email, email_verified, role, created_at, updated_at) values ($1, $1, $1 || '@example.org', true, 'contact', $2, $2) on conflict do nothing`,
    [id, instant(0)],
  );
  return id;
}

const relate = (
  userId: string,
  patientId: string,
  kind: string,
  contactId: string | null = null,
  when: { from?: Date; until?: Date; ended?: Date } = {},
) =>
  run('insert into relation (user_id, patient_id, kind, contact_id, from_at, until_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7)', [
    userId,
    patientId,
    kind,
    contactId,
    when.from ?? instant(0),
    when.until ?? null,
    when.ended ?? null,
  ]);

/** A contact who signs in, was told of the alert, and was allowed these purposes. */
async function befriend(
  userId: string,
  patientId: string,
  allowed: readonly string[],
  more: {
    readonly kind?: 'champion';
    readonly told?: false;
    readonly givenAt?: Date;
    readonly endsAt?: Date;
    readonly endedAt?: Date;
    readonly removedAt?: Date;
    readonly relationEndedAt?: Date;
    readonly fromAt?: Date;
    readonly untilAt?: Date;
  } = {},
): Promise<void> {
  const contactId = `${userId}-of-${patientId}`;
  await addUser(userId);
  await run(
    `insert into contact (id, patient_id, name, relationship, position, may_be_told, channels, removed_at) values ($1, $2, $1, 'friend', 1, true, '[]', $3)`,
    [contactId, patientId, more.removedAt ?? null],
  );
  await run(`insert into contact_absence (id, contact_id, from_at, until_at, reason) values ($1 || '-away', $1, $2, $3, 'x')`, [
    contactId,
    instant(0),
    instant(hour),
  ]);
  await relate(userId, patientId, more.kind ?? 'contact', contactId, {
    from: more.fromAt,
    until: more.untilAt,
    ended: more.relationEndedAt,
  });
  for (const purpose of allowed)
    await run(
      `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by, ends_at, ended_at) values ($1, $2, $3, 'patient', $4, 'x', $5, $6)`,
      [patientId, contactId, purpose, more.givenAt ?? instant(0), more.endsAt ?? null, more.endedAt ?? null],
    );
  await run(
    `insert into notification (id, alert_id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq) values ($1 || '-told', $2 || '-alert', $2, 'email', 'high', 'escalation', $3, $4, $5, $5, 1)`,
    [contactId, patientId, more.told === false ? 'suppressed' : 'sent', { recipient: { kind: 'contact', id: contactId } }, instant(-hour)],
  );
}

/** Everything that the role may read, each row by what tells it from others. */
const tables = {
  patient: 'id',
  presence: 'patient_id',
  home: 'id',
  device: 'id',
  hub_child: 'native_id',
  equipment_order: 'id',
  equipment_item: 'id',
  equipment_event: 'item_id',
  observation: 'key',
  heard: "coalesce(patient_id, 'anybody') || '-heard'",
  scenario: 'id',
  alert: 'id',
  alert_timeline: 'alert_id',
  task: 'id',
  look: "patient_id || '-looked-at-by-' || name",
};
/** Of these it depends on the contacts of whom the rows are. */
const tablesOfContacts = {
  identity_user: 'id',
  relation: "user_id || '-' || kind",
  contact: 'id',
  contact_absence: 'contact_id',
  contact_consent: "contact_id || '-' || purpose",
  notification: 'id',
};

async function rowsOf(db: Db, columns: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const seen: Record<string, string[]> = {};
  for (const [table, column] of Object.entries(columns)) {
    const { rows } = await db.query<{ what: string }>(`select ${column} as what from ${table} order by 1`);
    if (rows.length > 0) seen[table] = rows.map(({ what }) => what);
  }
  return seen;
}
const seenBy = (userId: string, columns: Readonly<Record<string, string>>, later = 0) =>
  asPerson(database.pool, { userId, at: at + later }, (db) => rowsOf(db, columns));

const ofAnn = {
  patient: ['ann'],
  presence: ['ann'],
  home: ['house'],
  device: ['ann-watch', 'house-door'],
  equipment_order: ['ann-order'],
  equipment_item: ['ann-item'],
  equipment_event: ['ann-item'],
  observation: ['ann-reading'],
  heard: ['ann-heard'],
  scenario: ['ann-fridge', 'ann-personal-goal'],
  alert: ['ann-alert'],
  alert_timeline: ['ann-alert'],
  look: ['ann-looked-at-by-nurse'],
};
const { patient, presence, home, device, equipment_order, equipment_item, equipment_event, observation, heard, alert, alert_timeline } =
  ofAnn;
const status = { patient, presence, heard };
const attainment = { patient, scenario: ['ann-personal-goal'] };
const nothing = {};

describe('asPerson', () => {
  it.each([
    ['ann', 'herself', ofAnn],
    ['see-status', 'a contact with this purpose alone', status],
    ['see-readings', 'a contact with this purpose alone', { patient, observation }],
    ['be-told', 'a contact with this purpose alone', { patient, alert, alert_timeline }],
    ['untold', 'a contact who may be told and was not', { patient }],
    ['see-attainment', 'a contact with this purpose alone', attainment],
    ['cheerer', 'a champion, whatever else was consented to', attainment],
    ['carer', 'her agency', { ...status, home, task: ['ann-task'] }],
    ['fitter', 'who fits her kit', { patient, home, device, hub_child: ['found'], equipment_order, equipment_item, equipment_event }],
    ['nothing', 'a contact without consent', nothing],
    ['withdrawn', 'a contact whose consent was taken back', nothing],
    ['lapsed', 'a contact whose consent ends at this instant', nothing],
    ['lapsing', 'a contact whose consent ends in a millisecond', status],
    ['future', 'a contact whose consent begins in a millisecond', nothing],
    ['removed', 'who is no contact any more', nothing],
    ['over', 'a contact whose relation is over', nothing],
    ['until-now', 'a contact whose relation ends at this instant', nothing],
    ['not-yet', 'a contact whose relation begins in a millisecond', nothing],
    ['stranger', 'who has no relation', nothing],
    ['nurse', 'one of the staff', nothing],
    ['nobody', 'who is no user', nothing],
    ['', 'who is not named', nothing],
  ])('shows %s (%s) just this', async (userId, _, expected) => {
    expect(await seenBy(userId, tables)).toEqual(expected);
  });

  it('shows what begins from its instant on, and what has ended no more', async () => {
    expect(await seenBy('future', tables, 1)).toMatchObject(status);
    expect(await seenBy('not-yet', tables, 1)).toMatchObject(status);
    expect(await seenBy('lapsing', tables, 1)).toEqual(nothing);
  });

  it('shows what may be anybody’s in a home of two only to who may see both', async () => {
    expect(await seenBy('ben', { observation: 'key', heard: tables.heard })).toEqual({
      observation: ['ben-reading'],
      heard: ['ben-heard'],
    });
    expect(await seenBy('dan', { observation: 'key', heard: tables.heard })).toEqual({
      observation: ['ben-reading'],
      heard: ['ben-heard'],
    });
    expect(await seenBy('dora', { observation: 'key', heard: tables.heard })).toEqual({
      observation: ['anybody-in-flat', 'ben-reading', 'cath-reading'],
      heard: ['anybody-heard', 'ben-heard', 'cath-heard'],
    });
  });

  it('shows a contact themselves and nobody else of the circle', async () => {
    expect(await seenBy('see-status', tablesOfContacts)).toEqual({
      identity_user: ['see-status'],
      relation: ['see-status-contact'],
      contact: ['see-status-of-ann'],
      contact_absence: ['see-status-of-ann'],
      contact_consent: ['see-status-of-ann-see-status'],
    });
    expect(await seenBy('over', tablesOfContacts)).toEqual({ identity_user: ['over'] });
  });

  it('shows a person who stands to them how, and to nobody else', async () => {
    const seen = await seenBy('ben', tablesOfContacts);
    expect(seen.contact).toEqual(['dan-of-ben', 'dora-of-ben']);
    expect(seen.relation).toEqual(['ben-self', 'dan-contact', 'dora-contact']);
    expect(seen.contact_consent).toHaveLength(2 * purposes.length);
    expect(seen.notification).toEqual(['dan-of-ben-told', 'dora-of-ben-told']);
  });

  it.each([
    ['how one gets in', 'select key_access from home'],
    ['what devices sign in with', 'select secret_sha256 from device'],
    ['NHS numbers', 'select nhs_number from patient'],
    ['where people are who may not be seen', 'select presence_mode from patient'],
    ['the words and addresses of messages', 'select body from notification'],
    ['readings past the view', 'select * from public.observation'],
    ['the audit', 'select * from audit'],
    ['passwords', 'select * from identity_account'],
    ['sessions', 'select * from identity_session'],
    ['the journal', 'select * from journal'],
    ['the relations of others', "select * from relations_in_force('ann', now())"],
  ])('keeps from everybody %s', async (_, sql) => {
    await expect(asPerson(database.pool, { userId: 'ann', at }, (db) => db.query(sql))).rejects.toThrow(/permission denied/);
  });

  it('keeps a table that nobody has thought about from everybody', async () => {
    await run('create table afterthought (patient_id text)');
    await expect(asPerson(database.pool, { userId: 'ann', at }, (db) => db.query('select * from afterthought'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it.each([
    ['writes', "update patient set known_as = 'x'", /read-only transaction|permission denied/],
    ['takes away', 'delete from alert', /read-only transaction|permission denied/],
    ['creates', 'create temporary table x (y text)', /read-only transaction/],
    ['may write after all', 'set transaction read write', /read-write mode must be set before any query/],
    ['becomes somebody else', 'set session authorization postgres', /permission denied|does not exist/],
  ])('fails whoever %s', async (_, sql, refusal) => {
    await expect(asPerson(database.pool, { userId: 'ann', at }, (db) => db.query(sql))).rejects.toThrow(refusal);
  });

  it('takes a name as a name, whatever stands in it', async () => {
    expect(await seenBy("ann'; reset role; --", tables)).toEqual(nothing);
    expect(await seenBy("' or true or '", tables)).toEqual(nothing);
  });

  it('leaves a connection as it found it, also after an error', async () => {
    await seenBy('ann', tables);
    await expect(asPerson(database.pool, { userId: 'ann', at }, (db) => db.query('select 1/0'))).rejects.toThrow(/division by zero/);
    const state = `select current_user = session_user as "isOwner", coalesce(current_setting('hearthline.user', true), '') as who,
                          current_schemas(false)::text as schemas`;
    const { rows } = await database.pool.query(state);
    expect(rows).toEqual([{ isOwner: true, who: '', schemas: '{public}' }]);
  });
});

describe('what the judge and the staff read', () => {
  it.each(['alert', 'patient', 'observation', 'notification', 'scenario', 'contact'])('is not slowed by a policy: %s', async (table) => {
    const { rows } = await run(`explain (costs off) select * from ${table}`);
    expect(rows.map((row) => row['QUERY PLAN'])).toEqual([expect.stringMatching(/^Seq Scan on /)]);
  });
});

describe('what a person is shown', () => {
  it('is found by index, however many alerts there are', async () => {
    const lines = await asPerson(database.pool, { userId: 'ann', at }, async (db) => {
      await db.query('set local enable_seqscan = off');
      return (await db.query('explain (costs off) select * from alert')).rows.map((row) => row['QUERY PLAN']);
    });
    expect(lines.join('\n')).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    expect(lines.join('\n')).toMatch(/Index Cond: \(id = ANY/);
  });
});
