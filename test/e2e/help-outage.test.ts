import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, password, TestGateway } from './gateway.ts';

let gateway: TestGateway;
let cookie = '';
const ask = (method: string, path: string, body?: object) =>
  fetch(gateway.app.publicUrl + path, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json', origin: gateway.app.publicUrl }) },
    ...(body && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'));
  const ada = {
    id: 'ada',
    givenName: 'Ada',
    familyName: 'Example',
    simulated: true,
    scenarios: [{ id: 'a-sos', template: 'sos', approvedBy: 'Dr Amin' }],
  };
  await gateway.enrol({ home: { id: 'a-home', address: '1 Long Lane' }, patients: [ada] });
  const user = { email: 'ada@example.org', name: 'Ada', role: 'patient', password };
  const { id } = (await gateway.ask('administrator', 'POST', '/api/users', user)).body as { id: string };
  await gateway.database.pool.query(`insert into relation (user_id, patient_id, kind, from_at) values ($1, 'ada', 'self', $2)`, [
    id,
    new Date(gateway.clock.now()),
  ]);
  const signedIn = await ask('POST', '/api/auth/sign-in/email', { email: user.email, password });
  cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  expect((await ask('GET', '/api/my/people')).status).toBe(200);
}, 60_000);
afterAll(() => gateway?.close());

it('a call for help from the app reaches the centre at once while the database hangs, and is answered when it is stored', async () => {
  const blocker = await gateway.database.pool.connect();
  let answered = false;
  let answer: Promise<Response>;
  try {
    await blocker.query('begin');
    await blocker.query('lock table observation, relation, identity_session in access exclusive mode');
    answer = ask('POST', '/api/my/people/ada/help', { id: 'h1', at: new Date(gateway.clock.now()).toISOString() }).finally(() => {
      answered = true;
    });
    await gateway.letters.take((letter) => letter.to === 'ccc@example.org' && letter.text.includes('Ada has called for help'));
    expect(answered).toBe(false);
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
  expect((await answer).status).toBe(200);
  const { rows } = await gateway.database.pool.query(`select kind from observation where source = 'person:ada'`);
  expect(rows).toEqual([{ kind: 'sos' }]);
});
