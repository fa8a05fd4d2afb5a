import type { EnrolmentResult } from '../../gateway/contract/people.ts';
import { type Purpose, purposes, type RelationKind } from '../../gateway/contract/relations.ts';
import type { Subject } from '../../gateway/store/reach.ts';
import type { HttpFixture } from './fixture.ts';
import { basic } from './home.ts';

/** A person with a home, a device, an open alert of which the family was told, and a thing on loan; and who stands to them how. */
export interface Family {
  readonly ids: Readonly<Record<Subject, string>>;
  /** Of each device. */
  readonly secrets: ReadonlyMap<string, string>;
  /** From now on. Contacts and champions become a contact who is consented to for everything. `end` ends it, or for a contact the consent. */
  relate(userId: string, kind: RelationKind): Promise<{ end(): Promise<void> }>;
}

const contactOf: Partial<Record<RelationKind, string>> = { contact: 'daughter', champion: 'friend' };

const familyFirst = { steps: [{ level: 'family', wait: 'PT20M', message: '{name} has called for help.' }] };

/** Enrols a home with one person, `name`, whose button is then pressed. */
export async function addFamily(http: HttpFixture, name: string): Promise<Family> {
  const ids = { person: name, home: `${name}-home`, device: `${name}-button`, alert: `${name}-sos.1`, 'thing on loan': `${name}-order.1` };
  const contacts = Object.values(contactOf).map((who, index) => ({
    id: `${name}-${who}`,
    name: who,
    relationship: who,
    order: index + 1,
    mayBeTold: true,
    channels: [{ kind: 'email', address: `${name}-${who}@example.org` }],
  }));
  const answer = await http.ask('administrator', 'POST', '/api/enrolments', {
    locality: { kind: 'locality', name },
    home: { id: ids.home, address: `${name} 1` },
    patients: [
      {
        id: name,
        givenName: name,
        familyName: 'Example',
        contacts,
        scenarios: [
          { id: `${name}-sos`, template: 'sos', plan: familyFirst, approvedBy: 'Dr Amin' },
          { id: `${name}-goal`, template: 'personal-goal', params: { words: `walk to ${name} church` }, approvedBy: 'Dr Amin' },
        ],
      },
    ],
    devices: [{ id: ids.device, kind: 'sos-button', name: 'Button', patient: 0 }],
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const secrets = new Map(answer.json<EnrolmentResult>().devices.map(({ deviceId, secret }) => [deviceId, secret]));
  await http.ask('coordinator', 'POST', '/api/equipment-orders', { id: `${name}-order`, patientId: name, items: [{ name: 'Bed' }] });
  const pressed = await http.ask(
    null,
    'POST',
    `/api/devices/${ids.device}/observations`,
    { kind: 'sos', value: true },
    {
      headers: basic(ids.device, secrets.get(ids.device)!),
    },
  );
  if (pressed.statusCode !== 201) throw new Error(pressed.body);

  const { pool } = http.database;
  return {
    ids,
    secrets,
    async relate(userId, kind) {
      const now = new Date(http.clock.now());
      const contactId = contactOf[kind] === undefined ? null : `${name}-${contactOf[kind]}`;
      if (contactId !== null) await consentToAll(name, contactId, now);
      await pool.query('insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, $2, $3, $4, $5)', [
        userId,
        name,
        kind,
        contactId,
        now,
      ]);
      return {
        async end() {
          if (kind === 'contact') await pool.query('update contact_consent set ended_at = $2 where contact_id = $1', [contactId, now]);
          else await pool.query('update relation set ended_at = $3 where user_id = $1 and patient_id = $2', [userId, name, now]);
        },
      };
    },
  };

  async function consentToAll(patientId: string, contactId: string, now: Date): Promise<void> {
    const all: readonly Purpose[] = purposes;
    await pool.query(
      `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by)
       select $1, $2, purpose, 'patient', $4, $1 from unnest($3::text[]) as purpose on conflict do nothing`,
      [patientId, contactId, all, now],
    );
  }
}
