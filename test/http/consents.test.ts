import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactInput } from '../../gateway/contract/people.ts';
import type { RelationKind } from '../../gateway/contract/relations.ts';
import { shownBy } from '../../gateway/http/looks.ts';
import { permissions } from '../../gateway/identity/permissions.ts';
import { endDueConsents } from '../../gateway/store/consent-ends.ts';
import { addContact, removeContact } from '../../gateway/store/contacts.ts';
import { addRelation } from '../../gateway/store/relations.ts';
import { disableUser } from '../../gateway/store/users.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { lookKind } from '../../gateway/views/my/look-words.ts';
import { day } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
let contactId: string;
let count = 0;
const writing = (work: (tx: Write) => Promise<unknown>) => write(http.database.pool, { at: http.clock.now(), actor: 'test' }, work);
const relate = (role: 'patient' | 'contact', kind: RelationKind, contact: string | null = null) =>
  writing((tx) => addRelation(tx, { userId: http.userIds[role], patientId: 'kathleen', kind, contactId: contact }));

beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  await relate('patient', 'self');
});
afterAll(() => http?.close());
/** Anna, of whom nothing is known yet, beside Mary, who is told. */
beforeEach(async () => {
  contactId = `anna-${++count}`;
  const channels = [{ kind: 'email', address: `${contactId}@example.org` }];
  await writing((tx) =>
    addContact(
      tx,
      'kathleen',
      contactInput.parse({ id: contactId, name: 'Anna', relationship: 'niece', order: 2, mayBeTold: false, channels }),
    ),
  );
});

const staffPlace = () => `/api/patients/kathleen/contacts/${contactId}/consents`;
const mine = (of = contactId) => `/api/my/people/kathleen/contacts/${of}/consents`;
const change = (purpose: string, allowed: boolean, endsAt: number | null = null) => ({
  purpose,
  allowed,
  ...(endsAt !== null && { endsAt: new Date(endsAt).toISOString() }),
});
const inForce = async () => {
  const rows = (await http.ask('coordinator', 'GET', '/api/patients/kathleen/consents')).json() as {
    contactId: string;
    endedAt: string | null;
  }[];
  return rows.filter((row) => row.contactId === contactId && row.endedAt === null);
};
const judged = () => http.pipeline.context('kathleen')?.contacts.find(({ id }) => id === contactId)?.mayBeTold;
const decided = (endsAt: number, note = 'Her daughter and the district nurse were asked') => ({
  changes: [change('be-told', true, endsAt)],
  note,
  bestInterest: { decidedBy: 'Dr Amin' },
});

describe('permissions as the service writes them down', () => {
  it('are in force for the judge when the answer comes, and have their record', async () => {
    const answer = await http.ask('coordinator', 'PUT', staffPlace(), {
      changes: [change('be-told', true), change('see-status', true)],
      note: 'By telephone',
    });
    expect(answer.statusCode).toBe(204);
    expect(judged()).toBe(true);
    expect(await inForce()).toMatchObject([
      { purpose: 'see-status', basis: 'patient', givenBy: 'Kathleen', note: 'By telephone', endsAt: null },
      { purpose: 'be-told', basis: 'patient', givenBy: 'Kathleen' },
    ]);
    await http.ask('coordinator', 'PUT', staffPlace(), { changes: [change('be-told', false)] });
    expect([judged(), (await inForce()).length]).toEqual([false, 1]);
  });

  it.each<[string, 'coordinator' | 'clinician', object, number]>([
    ['a best-interest decision by somebody who is no clinician', 'coordinator', decided(startAt + 30 * day), 403],
    ['one without a note', 'clinician', decided(startAt + 30 * day, ''), 422],
    ['one without an end', 'clinician', { ...decided(startAt), changes: [change('be-told', true)] }, 422],
    ['one that lasts longer than twelve months', 'clinician', decided(startAt + 367 * day), 422],
    ['a purpose twice', 'clinician', { changes: [change('be-told', true), change('be-told', false)] }, 400],
    ['a purpose that there is not', 'clinician', { changes: [change('see-all', true)] }, 400],
    ['no change', 'clinician', { changes: [] }, 400],
  ])('refuse %s', async (_, role, body, status) => {
    expect((await http.ask(role, 'PUT', staffPlace(), body)).statusCode).toBe(status);
    expect(await inForce()).toEqual([]);
  });

  it('on a best-interest decision are recorded and changed by a clinician only', async () => {
    expect((await http.ask('clinician', 'PUT', staffPlace(), decided(startAt + 30 * day))).statusCode).toBe(204);
    expect(await inForce()).toMatchObject([{ basis: 'best-interest', givenBy: 'Dr Amin' }]);
    const back = { changes: [change('be-told', false)] };
    expect((await http.ask('coordinator', 'PUT', staffPlace(), back)).statusCode).toBe(409);
    expect(judged()).toBe(true);
    expect((await http.ask('clinician', 'PUT', staffPlace(), back)).statusCode).toBe(204);
    expect(judged()).toBe(false);
  });

  it('say what would follow, and change nothing by it', async () => {
    const preview = async (changes: object[]) => (await http.ask('coordinator', 'POST', `${staffPlace()}/preview`, { changes })).json();
    expect(await preview([change('be-told', true)])).toEqual({
      sentences: [expect.stringMatching(/^Anna is asked to help when there is something with: .+\.$/)],
      leavesNobody: false,
    });
    expect(await preview([change('be-told', false)])).toEqual({ sentences: [], leavesNobody: false });
    expect(await inForce()).toEqual([]);
    const ofMary = await http.ask('coordinator', 'POST', '/api/patients/kathleen/contacts/mary/consents/preview', {
      changes: [change('be-told', false)],
    });
    expect(ofMary.json().leavesNobody).toBe(true);
    expect(ofMary.json().sentences[1]).toMatch(/^Nobody from Kathleen’s family and friends is asked any more: .+ minutes earlier\.$/);
  });

  it('of nobody are refused', async () => {
    const nobody = '/api/patients/kathleen/contacts/nobody/consents';
    expect((await http.ask('coordinator', 'PUT', nobody, { changes: [change('be-told', true)] })).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'POST', `${nobody}/preview`, { changes: [change('be-told', true)] })).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'GET', '/api/patients/nobody/consents')).statusCode).toBe(404);
  });
});

describe('the patient', () => {
  const contacts = async (headers = {}) =>
    (await http.ask('patient', 'GET', '/api/my/people/kathleen/contacts', undefined, { headers })).json();
  const annas = async () => ((await contacts()) as { contactId: string }[]).find((one) => one.contactId === contactId);

  it('sees who can see them, since when and by whom, and changes it', async () => {
    expect((await http.ask('patient', 'PUT', mine(), { changes: [change('see-readings', true)] })).statusCode).toBe(204);
    expect(await annas()).toEqual({
      contactId,
      name: 'Anna',
      relationship: 'niece',
      allowed: [
        { purpose: 'see-readings', basis: 'patient', sinceAt: new Date(startAt).toISOString(), by: 'Kathleen', endsAt: null, why: null },
      ],
    });
    await http.ask('patient', 'PUT', mine(), { changes: [change('see-readings', false)] });
    expect(await annas()).toMatchObject({ allowed: [] });
  });

  it('reads what would follow before it is saved, in their language', async () => {
    const preview = (language: string) =>
      http.ask(
        'patient',
        'POST',
        `${mine('mary')}/preview`,
        { changes: [change('be-told', false)] },
        { headers: { 'accept-language': language } },
      );
    expect((await preview('en')).json()).toMatchObject({
      leavesNobody: true,
      sentences: expect.arrayContaining([expect.stringContaining('Nobody from your family and friends is asked any more')]),
    });
    expect((await preview('pl')).json().sentences[1]).toContain('Nie zapytamy już nikogo z rodziny');
  });

  it('cannot overrule a best-interest decision, and hears whom to call', async () => {
    await http.ask('clinician', 'PUT', staffPlace(), decided(Date.UTC(2026, 4, 3, 12)));
    const why = 'Dr Amin decided this in your best interest, until 3 May 2026. To talk about it, call the care coordination centre.';
    expect(await annas()).toMatchObject({ allowed: [{ basis: 'best-interest', by: 'Dr Amin', why }] });
    const answer = await http.ask('patient', 'PUT', mine(), { changes: [change('be-told', false)] });
    expect([answer.statusCode, answer.json().detail]).toEqual([409, why]);
    expect(judged()).toBe(true);
    // What the decision does not name stays theirs.
    expect((await http.ask('patient', 'PUT', mine(), { changes: [change('see-status', true)] })).statusCode).toBe(204);
  });

  it('has no such page of somebody else, and nobody else has theirs', async () => {
    expect((await http.ask('contact', 'GET', '/api/my/people/kathleen/contacts')).statusCode).toBe(404);
    expect((await http.ask('contact', 'PUT', mine(), { changes: [change('be-told', true)] })).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'PUT', mine(), { changes: [change('be-told', true)] })).statusCode).toBe(403);
    expect(await inForce()).toEqual([]);
  });
});

describe('a contact', () => {
  it('sees what they were given, gives it back, and then sees nothing any more', async () => {
    await http.ask('coordinator', 'PUT', staffPlace(), { changes: [change('be-told', true), change('see-status', true)] });
    await relate('contact', 'contact', contactId);
    const given = async () => (await http.ask('contact', 'GET', '/api/my/consents')).json();
    const sinceAt = new Date(startAt).toISOString();
    expect(await given()).toEqual([
      {
        patientId: 'kathleen',
        knownAs: 'Kathleen',
        allowed: [
          { purpose: 'see-status', sinceAt, endsAt: null },
          { purpose: 'be-told', sinceAt, endsAt: null },
        ],
      },
    ]);
    expect((await http.ask('contact', 'DELETE', '/api/my/people/kathleen/consents/be-told')).statusCode).toBe(204);
    expect(judged()).toBe(false);
    expect((await given())[0].allowed).toHaveLength(1);
    expect((await http.ask('contact', 'DELETE', '/api/my/people/kathleen/consents/see-status')).statusCode).toBe(204);
    expect(await given()).toEqual([]);
    expect((await http.ask('contact', 'DELETE', '/api/my/people/kathleen/consents/see-status')).statusCode).toBe(404);
  });

  it('gives nothing back in the name of the patient', async () => {
    expect((await http.ask('patient', 'DELETE', '/api/my/people/kathleen/consents/be-told')).statusCode).toBe(403);
  });
});

describe('who looked, as the patient reads it', () => {
  const looks = async (query = '', language = 'en') =>
    (
      await http.ask('patient', 'GET', `/api/my/people/kathleen/looks${query}`, undefined, { headers: { 'accept-language': language } })
    ).json();

  it('names who saw what by day, once for the same, and not the patient themselves', async () => {
    http.clock.advanceBy(10 * day);
    await http.ask('patient', 'GET', '/api/my/people/kathleen/contacts');
    await http.ask('clinician', 'GET', '/api/patients/kathleen/observations?kind=heart-rate');
    await http.ask('clinician', 'GET', '/api/patients/kathleen/observations?kind=steps');
    http.clock.advanceBy(day);
    await http.ask('coordinator', 'GET', '/api/patients/kathleen');
    const [today, yesterday] = await looks('?days=5');
    const lastAt = new Date(http.clock.now()).toISOString();
    expect(today).toEqual({
      date: lastAt.slice(0, 10),
      looks: [{ by: 'A coordinator', role: 'care coordination centre', what: 'the page about you', lastAt, times: 1 }],
    });
    expect(yesterday).toMatchObject({ looks: [{ by: 'A clinician', role: 'clinician', what: 'your readings', times: 2 }] });
    expect((await looks('?days=1', 'pl'))[0]).toMatchObject({ looks: [{ role: 'centrum koordynacji opieki' }] });
  });

  it('names a contact who followed a link', async () => {
    http.clock.advanceBy(day);
    await http.database.pool.query(
      `insert into audit (at, actor, action, subject, patient_id) values (to_timestamp($1 / 1000.0), 'contact:mary', 'read /a', 'x', 'kathleen')`,
      [http.clock.now()],
    );
    expect((await looks('?days=1'))[0].looks).toContainEqual(
      expect.objectContaining({ by: 'Mary', role: 'one of your contacts', what: 'an alert about you, by the link in a message' }),
    );
  });

  it('has words for every route that shows something about one person', () => {
    const routes = Object.keys(permissions).map((key) => key.split(' ') as [string, string]);
    const ofOne = routes.filter(([method, route]) => !['many', null].includes(shownBy(method, route)));
    expect(ofOne.length).toBeGreaterThan(20);
    expect(ofOne.filter(([, route]) => lookKind(route) === null)).toEqual([]);
  });
});

describe('what follows from a withdrawal', () => {
  const open = async (kind: string, of = 'kathleen') =>
    (await http.ask('coordinator', 'GET', '/api/tasks')).json().filter(({ id }: { id: string }) => id.startsWith(`${kind}/${of}/`));
  /** Of those whom the tests before have brought, nobody may be told. */
  beforeAll(async () => {
    const { pool } = http.database;
    await pool.query(`update contact_consent set ended_at = given_at, ended_by = 'test' where contact_id <> 'mary' and ended_at is null`);
    await pool.query(`update contact set may_be_told = false where id <> 'mary'`);
  });
  const tell = (of: string, allowed: boolean) =>
    http.ask('coordinator', 'PUT', `/api/patients/kathleen/contacts/${of}/consents`, { changes: [change('be-told', allowed)], note: '' });

  it('whoever may be told again and whom no way is known to reach is a task, until they may not', async () => {
    const text = 'Kathleen: no way to reach Anna has been checked.';
    await tell(contactId, true);
    expect(await open('unreachable', contactId)).toMatchObject([{ text }]);
    await tell(contactId, false);
    expect(await open('unreachable', contactId)).toEqual([]);
  });

  it('nobody is left to be told: a task, though no alert is open, until somebody may be', async () => {
    expect(await open('nobody-told')).toEqual([]);
    await tell('mary', false);
    expect(await open('nobody-told')).toMatchObject([{ patientId: 'kathleen', text: expect.stringContaining('nobody of their circle') }]);
    await tell('mary', true);
    expect(await open('nobody-told')).toEqual([]);
  });

  it('the last permission ends by itself: the same task', async () => {
    await tell('mary', false);
    await http.ask('coordinator', 'PUT', `/api/patients/kathleen/contacts/${contactId}/consents`, {
      changes: [change('be-told', true, http.clock.now() + day)],
      note: '',
    });
    expect(await open('nobody-told')).toEqual([]);
    http.clock.advanceBy(day);
    await writing(endDueConsents);
    expect(await open('nobody-told')).toHaveLength(1);
    await tell('mary', true);
  });

  it.each([
    [
      'accepts',
      () => writing((tx) => addRelation(tx, { userId: http.userIds.champion, patientId: 'kathleen', kind: 'contact', contactId: 'mary' })),
    ],
    ['is removed', () => writing((tx) => removeContact(tx, 'kathleen', contactId))],
    ['is disabled', () => writing((tx) => disableUser(tx, 'contact@example.org'))],
  ])('the judge hears that a contact who signs in %s', async (_, change) => {
    await http.database.pool.query(
      `insert into push_subscription (endpoint, user_id, p256dh, auth, created_at) values ('https://push.example.org/1', $1, 'x', 'y', now())
       on conflict do nothing`,
      [http.userIds.contact],
    );
    expect((await change()).changed.patientIds).toEqual(['kathleen']);
  });
});
