import type { LightMyRequestResponse } from 'fastify';
import type { RelationKind } from '../../gateway/contract/relations.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addUser, type Role } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { type HttpFixture, password, startAt } from '../http/fixture.ts';
import { basic } from '../http/home.ts';
import { addFamily } from '../http/relations.ts';
import { aPlan, aPlanDraft } from '../support/care-plan.ts';

/** Who uses the service and does not work for it, with how they stand to the person of their family. */
export const relatives = {
  patient: 'self',
  contact: 'contact',
  'agency-carer': 'agency',
  champion: 'champion',
  installer: 'installer',
} as const satisfies Partial<Record<Role, RelationKind>>;
export type Relative = keyof typeof relatives;

/** Everything that belongs to one family, and how its members and machines sign in. Whatever tells one from the other has their name in it. */
export interface Household {
  readonly name: string;
  /** An id of theirs for each id in a path, by the name before it and its own: `contacts/contactId`. */
  readonly ids: Readonly<Record<string, string>>;
  /** Headers of a request. */
  readonly signedIn: Readonly<Record<Relative | 'device' | 'app', Readonly<Record<string, string>>>>;
}

/** What stands in every free text that is sent; also the name by which a hub of each family has found something. */
export const text = 'sent-by-north';

const day = 86_400_000;
const later = (days: number) => new Date(startAt + days * day).toISOString();

const planOf = (name: string) =>
  aPlan({
    mattersToMe: `The view over ${name}.`,
    keyAccess: { note: '', holders: [] },
    actions: [{ id: `${name}-action`, what: 'Look at the feet', owner: { kind: 'role', id: '', name: 'Podiatrist' }, dueOn: null }],
  });

/** A family with something in every table of which an id can be asked. */
export async function addHousehold(http: HttpFixture, name: string): Promise<Household> {
  const { pool } = http.database;
  const family = await addFamily(http, name);
  const { person, home, device, alert } = family.ids;
  const contact = `${name}-daughter`;
  const made = async (answer: Promise<LightMyRequestResponse>) => {
    const { statusCode, body } = await answer;
    if (statusCode >= 300) throw new Error(`${name}: ${body}`);
    return body === '' ? {} : JSON.parse(body);
  };

  const userIds = await addRelatives(http, name);
  const signedIn: Record<string, Record<string, string>> = { device: basic(device, family.secrets.get(device)!) };
  for (const [role, kind] of Object.entries(relatives)) {
    await family.relate(userIds[role as Relative], kind);
    signedIn[role] = { cookie: await signIn(http, `${name}-${role}@example.org`) };
  }
  const as = (role: Relative, url: string, body: object, method: 'POST' | 'PUT' = 'POST') =>
    made(http.ask(null, method, url, body, { headers: signedIn[role] }));
  const staff = (role: Role, url: string, body: object, method: 'POST' | 'PUT' = 'POST') => made(http.ask(role, method, url, body));

  const { id: unavailable } = await staff('coordinator', `/api/patients/${person}/contacts/${contact}/unavailable`, {
    fromAt: later(20),
    untilAt: later(21),
    reason: 'Away',
  });
  const { id: code } = await staff('coordinator', `/api/homes/${home}/claim-codes`, {});
  await staff('administrator', '/api/apps', { id: `${name}-app`, name: 'App' });
  await staff('administrator', `/api/apps/${name}-app/approve`, { version: '1', reason: 'Tested' });
  const { token } = await staff('administrator', `/api/apps/${name}-app/credentials`, { patientId: person });
  signedIn.app = { authorization: `Bearer ${token}`, 'hearthline-app-version': '1' };
  await staff('coordinator', `/api/patients/${person}/plan/draft`, aPlanDraft({ sections: planOf(name) }), 'PUT');
  await staff('clinician', `/api/patients/${person}/plan/approve`, { version: 1, revision: 1 });
  const { id: invitation } = await staff('coordinator', '/api/invitations', { name: 'Friend', role: 'patient', patientId: person });
  await staff('administrator', '/api/teams', { id: `${name}-team`, kind: 'agency', name });
  const { id: onCall } = await staff('manager', `/api/teams/${name}-team/on-call`, { name, channels: [{ kind: 'console' }] });

  await as('patient', `/api/my/people/${person}/messages`, { id: `${name}-message`, text: `Hello from ${name}` });
  await as('patient', `/api/my/people/${person}/goals/${name}-goal`, { text: `see ${name} again` }, 'PUT');
  await as('contact', `/api/my/people/${person}/on-duty`, { id: `${name}-duty`, fromAt: later(0), untilAt: later(1) });
  const file = `sourceId,name\n1,Club of ${name}\n`;
  await made(http.ask('manager', 'PUT', `/api/service-sources/${name}`, file, { headers: { 'content-type': 'text/csv' } }));
  const [{ service }] = await made(http.ask('coordinator', 'GET', `/api/services?words=${name}`));
  const referral = { serviceId: service.id, reason: name, consent: { basis: 'patient', note: 'By telephone' } };
  await staff('coordinator', `/api/patients/${person}/referrals`, { ...referral, id: `${name}-referral` });
  await pool.query(`insert into task (id, kind, patient_id, text, created_at) values ($1, 'unreachable', $2, $1, $3)`, [
    `${name}-task`,
    person,
    new Date(startAt),
  ]);
  await pool.query(
    `insert into hub_child (hub_id, native_id, dialect, name, make, model, entities, found_at) values ($1, $2, 'zigbee2mqtt', 'Sensor', 'x', 'x', '[]', $3)`,
    [device, text, new Date(startAt)],
  );
  await pool.query(
    `insert into suggestion (id, week, kind, patient_id, scenario_id, text, counts) values ($1, '2026-01-05', 'x', $2, 'x', $1, '{}')`,
    [`${name}-suggestion`, person],
  );
  await pool.query(`insert into system_incident (id, kind, from_at, to_at) values ($1, 'gateway', $2, $2)`, [
    `${name}-incident`,
    new Date(startAt),
  ]);
  await pool.query(`insert into virtual_ward (id, name, beds) values ($1, $1, 3)`, [`${name}-ward`]);
  await staff('clinician', `/api/wards/${name}-ward/stays`, {
    ...{ id: `${name}-stay`, patientId: person, pathway: 'copd', level: 1, clinician: 'Dr Amin', targetOn: later(14).slice(0, 10) },
  });
  await staff('administrator', '/api/teams', { id: `${name}-crews`, kind: 'rapid-response', name });
  await staff('manager', '/api/response/units', { id: `${name}-unit`, teamId: `${name}-crews`, name });
  await staff('coordinator', `/api/alerts/${alert}/response-jobs`, { id: `${name}-job`, urgency: 'visit', reason: name });
  const { rows: sessions } = await pool.query<{ id: string }>('select id from identity_session where user_id = $1', [userIds.patient]);

  return {
    name,
    signedIn: signedIn as Household['signedIn'],
    ids: {
      'patients/id': person,
      'people/id': person,
      'homes/id': home,
      'devices/id': device,
      'silent-kit/id': device,
      'alerts/id': alert,
      'equipment-items/id': family.ids['thing on loan'],
      'contacts/contactId': contact,
      'unavailable/unavailableId': unavailable,
      'scenarios/scenarioId': `${name}-sos`,
      'claim-codes/codeId': code,
      'goals/goalId': `${name}-goal`,
      'on-duty/entryId': `${name}-duty`,
      'sessions/id': sessions[0]!.id,
      'users/id': userIds.patient,
      'installers/userId': userIds.installer,
      'invitations/id': invitation,
      'actions/actionId': `${name}-action`,
      'tasks/id': `${name}-task`,
      'referrals/id': `${name}-referral`,
      'services/id': service.id,
      'response-jobs/id': `${name}-job`,
      'units/id': `${name}-unit`,
      'ward-stays/id': `${name}-stay`,
      'suggestions/id': `${name}-suggestion`,
      'incidents/id': `${name}-incident`,
      'teams/id': `${name}-team`,
      'on-call/onCallId': onCall,
      'apps/id': `${name}-app`,
    },
  };
}

async function addRelatives(http: HttpFixture, name: string): Promise<Record<Relative, string>> {
  const passwordHash = await hashPassword(password);
  const { value } = await write(http.database.pool, { at: startAt, actor: 'test' }, async (tx) => {
    const ids: [string, string][] = [];
    for (const role of Object.keys(relatives) as Relative[])
      ids.push([
        role,
        await addUser(tx, { name: `${name} ${role}`, email: `${name}-${role}@example.org`, role, passwordHash, wallAt: startAt }),
      ]);
    return ids;
  });
  return Object.fromEntries(value) as Record<Relative, string>;
}

async function signIn(http: HttpFixture, email: string): Promise<string> {
  const answer = await http.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password },
    remoteAddress: '10.255.0.1',
  });
  if (answer.statusCode !== 200) throw new Error(`${email} cannot sign in: ${answer.body}`);
  return String(answer.headers['set-cookie']).split(';')[0]!;
}
