import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture, password } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const daughter = { name: 'Mary', email: 'Mary@Example.org', role: 'contact', patientId: 'kathleen', contactId: 'mary' };
const tokenOf = (link: string) => link.split('#')[1]!;
const invite = async (role: 'administrator' | 'coordinator', body: object) =>
  (await http.ask(role, 'POST', '/api/invitations', body)).json();
const open = (token: string) => http.ask(null, 'POST', '/api/auth/invitation', { token });
const accept = (body: object, headers = {}) => http.ask(null, 'POST', '/api/auth/invitation/accept', body, { headers });
const signIn = async (email: string) => {
  const payload = { email, password };
  const answer = await http.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload, remoteAddress: '192.0.2.77' });
  return { cookie: String(answer.headers['set-cookie']).split(';')[0]!, status: answer.statusCode };
};
const relations = async (email: string) =>
  (
    await http.database.pool.query(
      `select r.patient_id, r.kind, r.contact_id, u.role from relation r join identity_user u on u.id = r.user_id where u.email = $1`,
      [email],
    )
  ).rows;

describe('an invitation', () => {
  it('is sent by e-mail, says to its holder who it is for, and makes account and relation', async () => {
    const made = await invite('coordinator', daughter);
    expect(made).toMatchObject({ link: expect.stringMatching(/^http:\/\/localhost:8080\/family\/invitation#.{43}$/), mailed: 'sent' });
    expect(made.qrSvg).toContain('<svg');
    expect(http.letters.at(-1)).toMatchObject({ to: { name: 'Mary', address: 'Mary@Example.org' }, link: { url: made.link } });
    const token = tokenOf(made.link);
    expect((await open(token)).json()).toEqual({
      name: 'Mary',
      email: 'mary@example.org',
      role: 'contact',
      patientName: 'Kathleen',
      hasAccount: false,
    });
    const known = await accept({ token, password: 'P@ssw0rd2024!!' });
    expect([known.statusCode, known.json().errors[0].path]).toEqual([422, 'password']);
    const accepted = await accept({ token, password });
    expect([accepted.statusCode, accepted.json()]).toEqual([201, { email: 'mary@example.org' }]);
    expect(await relations('mary@example.org')).toEqual([{ patient_id: 'kathleen', kind: 'contact', contact_id: 'mary', role: 'contact' }]);
    const { cookie } = await signIn('mary@example.org');
    expect((await http.app.inject({ url: '/api/me', headers: { cookie } })).json()).toMatchObject({ name: 'Mary', role: 'contact' });
  });

  it('is good once', async () => {
    const { link } = await invite('coordinator', { name: 'Kathleen', role: 'patient', patientId: 'kathleen' });
    const answers = await Promise.all(['k@example.org', 'l@example.org'].map((email) => accept({ token: tokenOf(link), email, password })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 404]);
    expect((await open(tokenOf(link))).statusCode).toBe(404);
  });

  it('whose address nobody gave does not vouch for the one that is typed', async () => {
    const made = await invite('coordinator', { name: 'Kim', role: 'agency-carer', patientId: 'kathleen' });
    expect(made.mailed).toBe('no-address');
    expect((await accept({ token: tokenOf(made.link), password })).json()).toMatchObject({
      status: 422,
      detail: expect.stringContaining('email'),
    });
    expect((await accept({ token: tokenOf(made.link), email: 'Kim@example.org', password })).statusCode).toBe(201);
    const { rows } = await http.database.pool.query(`select email, email_verified from identity_user where name = 'Kim'`);
    expect(rows).toEqual([{ email: 'kim@example.org', email_verified: false }]);
    expect(await relations('kim@example.org')).toEqual([
      { patient_id: 'kathleen', kind: 'agency', contact_id: null, role: 'agency-carer' },
    ]);
  });

  it('ends after seven days, to the millisecond', async () => {
    const { link } = await invite('administrator', { name: 'Late', role: 'installer' });
    http.clock.advanceBy(7 * 86_400_000 - 1);
    expect((await open(tokenOf(link))).statusCode).toBe(200);
    http.clock.advanceBy(1);
    expect((await open(tokenOf(link))).statusCode).toBe(404);
    expect((await accept({ token: tokenOf(link), email: 'late@example.org', password })).statusCode).toBe(404);
  });

  it('that was withdrawn opens nothing', async () => {
    const { id, link } = await invite('administrator', { name: 'Ned', role: 'responder' });
    expect((await http.ask('coordinator', 'DELETE', `/api/invitations/${id}`)).statusCode).toBe(404);
    expect((await http.ask('administrator', 'DELETE', `/api/invitations/${id}`)).statusCode).toBe(204);
    expect((await open(tokenOf(link))).statusCode).toBe(404);
    const list = (await http.ask('administrator', 'GET', '/api/invitations')).json();
    expect(list.find((one: { id: string }) => one.id === id)).toMatchObject({ name: 'Ned', state: 'withdrawn' });
  });

  it('for somebody with an account is accepted by them alone, signed in, and needs no password', async () => {
    const home = {
      home: { id: 'short-lane', address: '2 Short Lane' },
      patients: [{ id: 'fred', givenName: 'Fred', familyName: 'Example', contacts: [{ ...contactOf('mary-of-fred') }] }],
    };
    expect((await http.ask('administrator', 'POST', '/api/enrolments', home)).statusCode).toBe(201);
    const { link } = await invite('coordinator', { ...daughter, patientId: 'fred', contactId: 'mary-of-fred' });
    const token = tokenOf(link);
    expect((await open(token)).json()).toMatchObject({ hasAccount: true });
    expect((await accept({ token, password })).statusCode).toBe(409);
    const { cookie } = await signIn('mary@example.org');
    expect((await accept({ token }, { cookie, origin: 'http://localhost:8080' })).statusCode).toBe(201);
    expect((await relations('mary@example.org')).map(({ patient_id }) => patient_id).sort()).toEqual(['fred', 'kathleen']);
  });

  it('keeps only the hash of its token', async () => {
    const { link } = await invite('administrator', { name: 'Eve', role: 'manager' });
    const { rows } = await http.database.pool.query(`select i::text as row from invitation i union all select a::text from audit a`);
    expect(rows.filter(({ row }) => row.includes(tokenOf(link)))).toEqual([]);
    expect(http.logged.filter((line) => line.includes(tokenOf(link)))).toEqual([]);
  });
});

const contactOf = (id: string) => ({ id, name: 'Mary', relationship: 'daughter', order: 1, mayBeTold: true, channels: [] });

describe('who may invite whom', () => {
  it.each([
    ['coordinator', { name: 'X', role: 'administrator' }, 403],
    ['manager', { name: 'X', role: 'installer' }, 403],
    ['responder', daughter, 403],
    ['contact', daughter, 403],
    ['administrator', { name: 'X', role: 'clinician' }, 201],
    ['clinician', { name: 'X', role: 'agency-carer', patientId: 'kathleen' }, 201],
    ['coordinator', { name: 'X', role: 'champion', patientId: 'kathleen', contactId: 'mary' }, 422],
    ['coordinator', { name: 'X', role: 'contact', patientId: 'kathleen', contactId: 'nobody' }, 422],
    ['coordinator', { name: 'X', role: 'contact', patientId: 'kathleen' }, 400],
    ['coordinator', { name: 'X', role: 'patient' }, 400],
    ['administrator', { name: 'X', role: 'manager', patientId: 'kathleen' }, 400],
    ['administrator', { name: 'X', role: 'contact', email: 'clinician@example.org', patientId: 'kathleen', contactId: 'mary' }, 409],
  ] as const)('a %s: %j gives %i', async (role, body, status) => {
    expect((await http.ask(role, 'POST', '/api/invitations', body)).statusCode).toBe(status);
  });

  it('a champion is a contact who may see how far goals were attained', async () => {
    await http.database.pool.query(
      `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by)
       values ('kathleen', 'mary', 'see-attainment', 'patient', now(), 'Kathleen')`,
    );
    const body = { name: 'Mo', role: 'champion', patientId: 'kathleen', contactId: 'mary' };
    expect((await http.ask('coordinator', 'POST', '/api/invitations', body)).statusCode).toBe(201);
  });

  it('whoever arranges care does not see who was invited to work for the service', async () => {
    expect((await http.ask('coordinator', 'GET', '/api/invitations')).statusCode).toBe(403);
    const ofKathleen = (await http.ask('coordinator', 'GET', '/api/invitations?patientId=kathleen')).json();
    expect(ofKathleen.map((one: { patientId: string }) => one.patientId)).toContain('kathleen');
  });
});

describe('an invitation that nobody has used', () => {
  const waiting = async (role: 'administrator' | 'coordinator') => (await http.ask(role, 'GET', '/api/invitations?waiting=true')).json();

  it('is sent again with another link, and the one before opens nothing', async () => {
    const body = { name: 'Jo', email: 'jo@example.org', role: 'agency-carer', patientId: 'kathleen' };
    const { id, link } = await invite('coordinator', body);
    http.clock.advanceBy(6 * 86_400_000);
    const again = await http.ask('clinician', 'POST', `/api/invitations/${id}/again`);
    expect([again.statusCode, again.json().mailed]).toEqual([201, 'sent']);
    expect(http.letters.at(-1)).toMatchObject({ to: { address: 'jo@example.org' }, link: { url: again.json().link } });
    expect((await open(tokenOf(link))).statusCode).toBe(404);
    http.clock.advanceBy(2 * 86_400_000);
    expect((await open(tokenOf(again.json().link))).json()).toMatchObject({ name: 'Jo', patientName: 'Kathleen' });
    expect((await accept({ token: tokenOf(again.json().link), password })).statusCode).toBe(201);
    expect((await http.ask('clinician', 'POST', `/api/invitations/${id}/again`)).statusCode).toBe(404);
  });

  it('is listed over all people, until it is used; to work for the service only to an administrator, who alone sends it again', async () => {
    const { id } = await invite('administrator', { name: 'Ola', role: 'coordinator' });
    const ids = async (role: 'administrator' | 'coordinator') => (await waiting(role)).map((one: { id: string }) => one.id);
    expect(await ids('administrator')).toContain(id);
    expect(await ids('coordinator')).not.toContain(id);
    expect((await waiting('coordinator')).every(({ patientName }: { patientName: string }) => patientName !== null)).toBe(true);
    expect((await http.ask('coordinator', 'POST', `/api/invitations/${id}/again`)).statusCode).toBe(403);
    expect((await http.ask('administrator', 'DELETE', `/api/invitations/${id}`)).statusCode).toBe(204);
    expect(await ids('administrator')).not.toContain(id);
  });
});
