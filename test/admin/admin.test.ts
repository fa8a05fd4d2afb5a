import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enrolmentResult } from '../../gateway/contract/people.ts';
import { verifyPassword } from '../../gateway/identity/password.ts';
import { loadDirectory, loadPatientContexts } from '../../gateway/store/patient-context.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'hearthline-admin-'));
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const terminal = terminalOn(() => database);
const { admin } = terminal;
const json = (...words: string[]) => terminal.json(words);

describe('setting up a home piece by piece', () => {
  it('gives what the judge needs to know', async () => {
    const { localityId } = await json('locality', 'add', '--name', 'North');
    const { homeId } = await json('home', 'add', '--address', '1 Long Lane', '--locality', localityId);
    const { patientId } = await json(
      'patient',
      'add',
      '--home',
      homeId,
      '--given-name',
      'Joan',
      '--family-name',
      'Example',
      '--nhs-number',
      '943 476 5919',
    );
    const contact = ['--patient', patientId, '--name', 'Ruth', '--relationship', 'daughter', '--may-be-told', '--quiet', '22:00-07:00'];
    await json('contact', 'add', ...contact, '--checked-by-phone', '--email', 'r@example.org', '--webhook', 'https://example.org/r');
    const { teamId } = await json('team', 'add', '--kind', 'coordination', '--name', 'Centre', '--console', '--locality', localityId);
    await json('on-call', 'add', '--team', teamId, '--name', 'Bea', '--email', 'b@example.org', '--until', '2040-01-01T08:00:00Z');
    const { deviceId, secret } = await json(
      'device',
      'add',
      '--home',
      homeId,
      '--kind',
      'fridge',
      '--name',
      'Fridge',
      '--heartbeat',
      '300',
      '--prompts',
    );
    const { version } = await json(
      'scenario',
      'add',
      '--patient',
      patientId,
      '--template',
      'fridge',
      '--approved-by',
      'Dr Amin',
      '--severity',
      'low',
    );

    expect([secret.length, version]).toEqual([43, 1]);
    const [context] = await loadPatientContexts(database.pool, [patientId], templateDefaults);
    expect(context).toMatchObject({
      knownAs: 'Joan',
      teamIds: [teamId],
      contacts: [
        { name: 'Ruth', order: 1, quietHours: { from: '22:00', to: '07:00' }, channels: [{ kind: 'email' }, { kind: 'webhook' }] },
      ],
      devices: [{ id: deviceId, heartbeatMs: 300_000, prompts: true }],
      scenarios: [{ template: 'fridge', severity: 'low' }],
    });
    expect((await loadDirectory(database.pool)).teams[0]).toMatchObject({ channels: [{ kind: 'console' }], onCall: [{ name: 'Bea' }] });
  });

  it('is written down, with who did it', async () => {
    const { rows } = await database.pool.query<{ actor: string; action: string }>(
      'select distinct actor, action from audit order by action',
    );
    expect(rows).toContainEqual({ actor: 'admin', action: 'device.add' });
  });
});

describe('credentials', () => {
  it('are rotated and revoked', async () => {
    const [{ homeId }] = await json('device', 'list');
    const { deviceId, secret } = await json('device', 'add', '--home', homeId, '--kind', 'plug', '--name', 'Kettle');
    expect((await json('device', 'rotate', deviceId)).secret).not.toBe(secret);
    expect(await json('device', 'revoke', deviceId)).toEqual({ revoked: deviceId });
    expect((await admin(['device', 'revoke', deviceId])).err).toContain('revoked already');
  });

  it('of an integration say what they open', async () => {
    const { out } = await admin(['integration', 'add', '--name', 'Flows', '--subscribe', '#']);
    expect(out).toMatch(/^secret: \S{43}$/m);
    expect(out).toMatch(/^opens: `#` lets it see .*every home/m);
  });
});

describe('users', () => {
  const hashOf = async (email: string) =>
    (
      await database.pool.query(`select a.password from identity_account a join identity_user u on u.id = a.user_id where u.email = $1`, [
        email,
      ])
    ).rows[0].password;

  it('get a password that is printed this once', async () => {
    const { password } = await json('user', 'add', '--email', 'eva@example.org', '--name', 'Eva', '--role', 'manager');
    expect(await verifyPassword(await hashOf('eva@example.org'), password)).toBe(true);
  });

  it('can be given one that no list of processes shows', async () => {
    const words = ['user', 'add', '--email', 'Max@example.org', '--name', 'Max', '--role', 'responder', '--password-stdin', '--json'];
    const { out } = await admin(words, 'a long enough password\n');
    expect(Object.keys(JSON.parse(out))).toEqual(['userId']);
    expect(await verifyPassword(await hashOf('max@example.org'), 'a long enough password')).toBe(true);
  });
});

describe('enrol', () => {
  it('takes its own example as it is, once', async () => {
    const file = join(folder, 'example.json');
    writeFileSync(file, (await admin(['enrol', '--example'])).out);
    const { homeId, devices } = enrolmentResult.parse(await json('enrol', file));
    expect(devices).toHaveLength(5);
    const again = await admin(['enrol', file, '--json']);
    expect([again.code, again.out]).toEqual([2, '']);
    expect(again.err).toBe('hearthline admin: patients.0.nhsNumber: is registered for another patient\n');
    expect((await json('home', 'list')).filter(({ id }: { id: string }) => id === homeId)).toHaveLength(1);
  });

  it('reads standard input', async () => {
    const home = { home: { address: '2 Long Lane' }, patients: [{ givenName: 'Fred', familyName: 'Example' }] };
    expect((await admin(['enrol', '-'], JSON.stringify(home))).code).toBe(0);
  });
});

describe('what is written wrongly', () => {
  beforeEach(() => writeFileSync(join(folder, 'broken.json'), '{"home":'));

  it.each([
    [['device', 'add', '--kind', 'fridge', '--name', 'F'], "required option '--home <id>' not specified"],
    [['device', 'add', '--home', 'none', '--kind', 'fridge', '--name', 'F'], 'homeId: there is no such home'],
    [['device', 'add', '--home', 'h', '--kind', 'toaster', '--name', 'F'], 'kind: Invalid option'],
    [['device', 'add', '--home', 'h', '--kind', 'plug', '--name', 'F', '--heartbeat', 'often'], 'heartbeatSeconds: '],
    [
      ['patient', 'add', '--home', 'h', '--given-name', 'A', '--family-name', 'B', '--nhs-number', '1234567890'],
      'nhsNumber: is not a valid NHS number',
    ],
    [['patient', 'add', '--home', 'h', '--given-name', 'A', '--family-name', 'B', '--zone', 'Mars/Base'], 'zone: is not an IANA time zone'],
    [
      ['patient', 'add', '--home', 'h', '--given-name', 'A', '--family-name', 'B', '--simulated'],
      'simulated: this database holds real people',
    ],
    [['contact', 'add', '--patient', 'p', '--name', 'A', '--relationship', 'b', '--quiet', 'nights'], 'quietHours: "nights"'],
    [['scenario', 'add', '--patient', 'p', '--template', 'door', '--approved-by', 'Dr A'], 'consentNote: '],
    [['scenario', 'add', '--patient', 'p', '--template', 'fridge', '--approved-by', 'Dr A', '--params', '{'], 'params: is not JSON'],
    [['user', 'add', '--email', 'x', '--name', 'X', '--role', 'manager'], 'email: Invalid email address'],
    [['enrol'], 'file: name the file'],
    [['enrol', '/none.json'], 'file: /none.json cannot be read (ENOENT)'],
    [['frobnicate'], "unknown command 'frobnicate'"],
  ])('%j is one line and exit code 2', async (words, line) => {
    const { code, out, err } = await admin(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('in a file names the file', async () => {
    expect((await admin(['enrol', join(folder, 'broken.json')])).err).toContain('broken.json: is not JSON');
  });

  it('in the configuration names the setting, exit code 1', async () => {
    const { code, err } = await terminalOn(() => ({ url: 'postgres://127.0.0.1:1/none' })).admin(['home', 'list']);
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL');
  });
});
