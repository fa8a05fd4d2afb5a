import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsentChange } from '../../gateway/contract/consents.ts';
import { contactInput, homeInput, patientInput } from '../../gateway/contract/people.ts';
import { purposes } from '../../gateway/contract/relations.ts';
import { endDueConsents, nextConsentEnd } from '../../gateway/store/consent-ends.ts';
import { type Consenting, changeConsents, consentsOfPatient, isInForce } from '../../gateway/store/consents.ts';
import { addContact, changeContact, contactsOfPatient, removeContact } from '../../gateway/store/contacts.ts';
import { addHome } from '../../gateway/store/homes.ts';
import { addPatient } from '../../gateway/store/patients.ts';
import type { Refusal } from '../../gateway/store/refusal.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const start = Date.UTC(2026, 0, 12, 6);
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await writing(start, async (tx) => {
    await addHome(tx, homeInput.parse({ id: 'h', address: 'x' }));
    await addPatient(tx, patientInput.parse({ id: 'kathleen', homeId: 'h', givenName: 'Kathleen', familyName: 'X' }));
  });
});
afterAll(() => database?.drop());
afterEach(async () => {
  for (const { id } of await contactsOfPatient(database.pool, 'kathleen')) await writing(start, (tx) => removeContact(tx, 'kathleen', id));
});

const writing = <T>(at: number, work: (tx: Write) => Promise<T>) => write(database.pool, { at, actor: 'user:u' }, work);
const contact = (mayBeTold: boolean) =>
  contactInput.parse({ name: 'Anna', relationship: 'niece', order: 1, mayBeTold, channels: [{ kind: 'email', address: 'a@example.org' }] });
const newContact = async (mayBeTold = false) => (await writing(start, (tx) => addContact(tx, 'kathleen', contact(mayBeTold)))).value;
const patientSays: Consenting = { basis: 'patient', by: 'Kathleen', note: '', mayOverrule: false };
const decided: Consenting = { basis: 'best-interest', by: 'Dr Amin', note: 'Daughter and nurse asked', mayOverrule: true };
const change = (at: number, id: string, changes: ConsentChange[], by = patientSays) =>
  writing(at, (tx) => changeConsents(tx, 'kathleen', id, changes, by));
const told = (allowed: boolean, endsAt: number | null = null): ConsentChange => ({
  purpose: 'be-told',
  allowed,
  endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
});
const mayBeTold = async (id: string) => (await contactsOfPatient(database.pool, 'kathleen')).find((one) => one.id === id)?.mayBeTold;
const history = async (id: string) => (await consentsOfPatient(database.pool, 'kathleen')).filter(({ contactId }) => contactId === id);

describe('permissions of contacts', () => {
  it('are given, changed and taken back, each with who said so and when; what was, stays', async () => {
    const id = await newContact();
    await change(start + hour, id, [told(true), { purpose: 'see-status', allowed: true, endsAt: null }]);
    await change(start + 2 * hour, id, [told(true, start + 30 * day)]);
    await change(start + 3 * hour, id, [told(false)]);
    expect(await history(id)).toMatchObject([
      {
        purpose: 'be-told',
        givenAt: start + 2 * hour,
        givenBy: 'Kathleen',
        endsAt: start + 30 * day,
        endedAt: start + 3 * hour,
        endedBy: 'Kathleen',
      },
      { purpose: 'see-status', givenAt: start + hour, endsAt: null, endedAt: null },
      { purpose: 'be-told', givenAt: start + hour, endsAt: null, endedAt: start + 2 * hour },
    ]);
  });

  it('asked for again as they are, stay as they are', async () => {
    const id = await newContact();
    await change(start, id, [told(true, start + day)]);
    await change(start + hour, id, [told(true, start + day), { purpose: 'see-readings', allowed: false, endsAt: null }]);
    expect(await history(id)).toMatchObject([{ purpose: 'be-told', givenAt: start, endedAt: null }]);
  });

  it('tell the judge with the same transaction', async () => {
    const id = await newContact();
    const { changed } = await change(start, id, [told(true)]);
    expect(changed.patientIds).toEqual(['kathleen']);
    expect(await mayBeTold(id)).toBe(true);
  });

  it.each([
    ['with an end that is past', told(true, start), patientSays, 'must lie ahead'],
    ['in the best interest without an end', told(true), decided, 'has an end'],
    ['in the best interest for more than twelve months', told(true, start + 366 * day + 1), decided, 'within twelve months'],
  ])('are refused %s', async (_, asked, by, message) => {
    const id = await newContact();
    await expect(change(start, id, [asked], by)).rejects.toThrow(message);
    expect(await history(id)).toEqual([]);
  });

  it('in the best interest may last twelve months', async () => {
    const id = await newContact();
    await change(start, id, [told(true, start + 366 * day)], decided);
    expect(await mayBeTold(id)).toBe(true);
  });

  it('that rest on a best-interest decision are changed by who may, and by the patient again when it is over', async () => {
    const id = await newContact();
    await change(start, id, [told(true, start + day)], decided);
    const refusal = (await change(start + hour, id, [told(false)]).catch((error: unknown) => error)) as Refusal;
    expect([refusal.kind, refusal.message]).toEqual(['conflict', expect.stringContaining('best-interest decision of Dr Amin')]);
    expect(await mayBeTold(id)).toBe(true);
    // The instant of its end, though nobody has ended it yet.
    await change(start + day, id, [told(true)]);
    expect(await history(id)).toMatchObject([
      { basis: 'patient', givenAt: start + day, endedAt: null },
      { basis: 'best-interest', endedAt: start + day, endedBy: 'its end' },
    ]);
  });

  it('of a champion are about goals only', async () => {
    const id = await newContact();
    await database.pool.query(
      `insert into identity_user (id, name, email, email_verified, role, created_at, updated_at) values ('c', 'C', 'c@example.org', true, 'champion', now(), now())`,
    );
    await database.pool.query(
      `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ('c', 'kathleen', 'champion', $1, now())`,
      [id],
    );
    await expect(change(start, id, [told(true)])).rejects.toThrow('how goals go, and nothing else');
    await change(start, id, [{ purpose: 'see-attainment', allowed: true, endsAt: null }]);
    expect(await history(id)).toMatchObject([{ purpose: 'see-attainment' }]);
  });

  it('end at their end, once, whoever looks how late', async () => {
    const id = await newContact();
    const end = start + 3 * day;
    await change(start, id, [told(true, end), { purpose: 'see-status', allowed: true, endsAt: null }]);
    expect(await nextConsentEnd(database.pool)).toBe(end);
    expect((await writing(end - 1, endDueConsents)).changed.patientIds).toEqual([]);
    expect(await mayBeTold(id)).toBe(true);
    expect((await writing(end + 5 * minute, endDueConsents)).changed.patientIds).toEqual(['kathleen']);
    expect(await mayBeTold(id)).toBe(false);
    expect(await history(id)).toMatchObject([
      { purpose: 'see-status', endedAt: null },
      { endedAt: end, endedBy: 'its end' },
    ]);
    expect((await writing(end + hour, endDueConsents)).changed.patientIds).toEqual([]);
  });

  it('end with the contact', async () => {
    const id = await newContact(true);
    await writing(start + hour, (tx) => removeContact(tx, 'kathleen', id));
    const { rows } = await database.pool.query('select ended_at from contact_consent where contact_id = $1', [id]);
    expect(rows).toEqual([{ ended_at: start + hour }]);
  });
});

describe('the card of a contact', () => {
  it('gives being told with the consent of the patient, and takes it back', async () => {
    const id = await newContact(true);
    expect(await history(id)).toMatchObject([{ purpose: 'be-told', basis: 'patient', givenBy: 'Kathleen', endedAt: null }]);
    await writing(start + hour, (tx) => changeContact(tx, 'kathleen', id, { ...contact(true), name: 'Ann' }));
    expect(await history(id)).toHaveLength(1);
    await writing(start + 2 * hour, (tx) => changeContact(tx, 'kathleen', id, contact(false)));
    expect(await history(id)).toMatchObject([{ endedAt: start + 2 * hour }]);
    expect(await mayBeTold(id)).toBe(false);
  });

  it('does not take back what rests on a best-interest decision', async () => {
    const id = await newContact();
    await change(start, id, [told(true, start + day)], decided);
    await writing(start + hour, (tx) => changeContact(tx, 'kathleen', id, contact(true)));
    await expect(writing(start + hour, (tx) => changeContact(tx, 'kathleen', id, contact(false)))).rejects.toThrow('best-interest');
    expect(await history(id)).toMatchObject([{ basis: 'best-interest', endedAt: null }]);
  });
});

describe('after any course of giving, taking back and time', () => {
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 2 * day }),
    what: fc.constantFrom('give', 'give-dated', 'decide', 'take', 'card-yes', 'card-no', 'look'),
    purpose: fc.constantFrom(...purposes),
    lastsMs: fc.integer({ min: 1, max: 3 * day }),
  });

  it('being told is exactly what is in force for it, once the gateway has looked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const id = await newContact();
        let at = start;
        for (const { afterMs, what, purpose, lastsMs } of steps) {
          at += afterMs;
          const endsAt = what === 'give' ? null : new Date(at + lastsMs).toISOString();
          // A refusal, for a best-interest decision, changes nothing.
          const refused = () => undefined;
          if (what === 'look') await writing(at, endDueConsents);
          else if (what.startsWith('card'))
            await writing(at, (tx) => changeContact(tx, 'kathleen', id, contact(what === 'card-yes'))).catch(refused);
          else if (what === 'take') await change(at, id, [{ purpose, allowed: false, endsAt: null }]).catch(refused);
          else await change(at, id, [{ purpose, allowed: true, endsAt }], what === 'decide' ? decided : patientSays).catch(refused);
          await writing(at, endDueConsents);
          const effective = (await history(id)).some((row) => row.purpose === 'be-told' && isInForce(row, at));
          expect(await mayBeTold(id)).toBe(effective);
        }
        await writing(at, (tx) => removeContact(tx, 'kathleen', id));
      }),
      { numRuns: 15 },
    );
  });
});
