import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory, loadPatientContexts } from '../../gateway/store/patient-context.ts';
import type { TemplateDefaults } from '../../gateway/store/scenario-contexts.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const at = Date.UTC(2026, 0, 12, 6);
const asked: [string, unknown][] = [];
const defaults: TemplateDefaults = (template, params) => {
  asked.push([template, params]);
  return {
    plan: { steps: [{ level: 'family', waitMs: 1, contactOrder: null, message: template }], familyHolds: false, okClears: true },
    severity: 'low',
  };
};
let database: FreshDatabase;
const load = (ids: readonly string[] | null) => loadPatientContexts(database.pool, ids, defaults);

beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  await pool.query(
    `insert into locality (id, kind, name, parent_id) values ('town', 'place', 'Town', null), ('north', 'locality', 'North', 'town'), ('south', 'locality', 'South', 'town')`,
  );
  await pool.query(`insert into team (id, kind, name, locality_id, channels) values
    ('everywhere', 'coordination', 'E', null, '[{"kind":"console","address":""}]'), ('of-town', 'agency', 'T', 'town', '[]'),
    ('of-north', 'rapid-response', 'N', 'north', '[]'), ('of-south', 'rapid-response', 'S', 'south', '[]')`);
  await pool.query(
    `insert into on_call (id, team_id, name, channels, from_at, until_at, removed_at) values
      ('late', 'of-north', 'Late', '[]', $2, null, null), ('early', 'of-north', 'Early', '[]', $1, $2, null), ('gone', 'of-north', 'Gone', '[]', $1, null, $1)`,
    [new Date(at), new Date(at + 1)],
  );
  await pool.query(`insert into home (id, address, locality_id, created_at) values ('h1', 'x', 'north', now()), ('h2', 'x', null, now())`);
  await pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, presence_mode, presence_until, created_at) values
      ('fred', 'h1', 'F', 'X', 'Fred', 'Europe/London', 'hospital', $1, now()), ('betty', 'h1', 'B', 'X', 'Betty', 'Europe/London', 'home', null, now()),
      ('joan', 'h2', 'J', 'X', 'Joan', 'America/New_York', 'home', null, now())`,
    [new Date(at)],
  );
  await pool.query(
    `insert into device (id, home_id, patient_id, kind, name, heartbeat_seconds, prompts, secret_sha256, enrolled_at, revoked_at) values
      ('door', 'h1', null, 'front-door', 'Door', 300, false, '', $1, null), ('his', 'h1', 'fred', 'bed', 'Bed', null, true, '', $1, null),
      ('hers', 'h1', 'betty', 'bed', 'Bed', null, true, '', $1, null), ('old', 'h1', null, 'plug', 'Old', null, false, '', $1, $1)`,
    [new Date(at)],
  );
  await pool.query(
    `insert into contact (id, patient_id, name, relationship, position, may_be_told, channels, quiet_hours, removed_at) values
      ('b', 'fred', 'Second', 'son', 2, true, '[]', null, null), ('a', 'fred', 'First', 'son', 1, false, '[{"kind":"email","address":"a@example.org"}]', '{"from":"22:00","to":"07:00"}', null),
      ('c', 'fred', 'Gone', 'son', 1, true, '[]', null, now())`,
  );
  await pool.query(
    `insert into contact_point (contact_id, kind, address, checked_at, checked_how, checked_by)
     values ('a', 'email', 'a@example.org', now(), 'phone', 'admin')`,
  );
  await pool.query(
    `insert into scenario (id, version, patient_id, template, params, plan, severity, status, approved_by, active_from) values
      ('f1', 1, 'fred', 'fridge', '{"a":1}', null, null, 'superseded', 'Dr A', $1), ('f1', 2, 'fred', 'fridge', '{"a":2,"b":{"c":3}}', null, 'high', 'active', 'Dr B', $1),
      ('b1', 1, 'betty', 'fridge', '{"b":{"c":3},"a":2}', null, 'high', 'active', 'Dr B', $1), ('j1', 1, 'joan', 'sos', '{}', null, null, 'active', 'Dr A', $1),
      ('j2', 1, 'joan', 'sos', '{}', '{"steps":[],"familyHolds":true,"okClears":false}', 'moderate', 'active', 'Dr A', $1), ('j3', 1, 'joan', 'sos', '{}', null, null, 'retired', 'Dr A', $1)`,
    [new Date(at)],
  );
});
afterAll(() => database?.drop());

describe('loadPatientContexts', () => {
  it('gives everything that is in force, and nothing that is over', async () => {
    const [fred] = await load(['fred']);
    expect(fred).toEqual({
      patientId: 'fred',
      homeId: 'h1',
      knownAs: 'Fred',
      zone: 'Europe/London',
      sharedHome: true,
      presence: { mode: 'hospital', untilAt: at },
      devices: [
        { id: 'door', kind: 'front-door', name: 'Door', room: null, patientId: null, heartbeatMs: 300_000, prompts: false, enrolledAt: at },
        { id: 'his', kind: 'bed', name: 'Bed', room: null, patientId: 'fred', heartbeatMs: null, prompts: true, enrolledAt: at },
      ],
      contacts: [
        {
          id: 'a',
          name: 'First',
          relationship: 'son',
          order: 1,
          mayBeTold: false,
          channels: [{ kind: 'email', address: 'a@example.org' }],
          quietHours: { from: '22:00', to: '07:00' },
        },
        { id: 'b', name: 'Second', relationship: 'son', order: 2, mayBeTold: true, channels: [], quietHours: null },
      ],
      teamIds: ['everywhere', 'of-north', 'of-town'],
      scenarios: [
        {
          id: 'f1',
          version: 2,
          template: 'fridge',
          params: { a: 2, b: { c: 3 } },
          plan: defaults('fridge', {}).plan,
          severity: 'high',
          approvedBy: 'Dr B',
          activeFromAt: at,
        },
      ],
    });
  });

  it('is plain data that survives being stored', async () => {
    const contexts = await load(null);
    expect(JSON.parse(JSON.stringify(contexts))).toEqual(contexts);
  });

  it('gives everybody in the order of ids, or those asked for, leaving out whom it does not know', async () => {
    expect((await load(null)).map(({ patientId }) => patientId)).toEqual(['betty', 'fred', 'joan']);
    expect((await load(['joan', 'nobody', 'betty'])).map(({ patientId }) => patientId)).toEqual(['betty', 'joan']);
    expect(await load([])).toEqual([]);
  });

  it('takes from the template only what the agreement leaves out', async () => {
    const joan = (await load(['joan']))[0]!;
    expect(joan.scenarios.map(({ id, severity, plan }) => [id, severity, plan.steps.length, plan.familyHolds])).toEqual([
      ['j1', 'low', 1, false],
      ['j2', 'moderate', 0, true],
    ]);
    expect(joan).toMatchObject({ sharedHome: false, teamIds: ['everywhere'] });
  });

  it('keeps equal terms once, whatever order they were written in, and asks the template once for each', async () => {
    asked.length = 0;
    const [betty, fred] = await load(null);
    expect(betty!.scenarios[0]!.params).toBe(fred!.scenarios[0]!.params);
    expect(betty!.scenarios[0]!.plan).toBe(fred!.scenarios[0]!.plan);
    expect(betty!.teamIds).toBe(fred!.teamIds);
    expect(asked).toEqual([
      ['fridge', { a: 2, b: { c: 3 } }],
      ['sos', {}],
      ['sos', {}],
    ]);
  });

  it('reads in pages without losing or repeating anybody', async () => {
    const many = await freshDatabase();
    await many.pool.query(`insert into home (id, address, created_at) select 'h' || n, 'x', now() from generate_series(1, 10001) n`);
    await many.pool.query(`insert into patient (id, home_id, given_name, family_name, known_as, zone, created_at)
      select 'p' || n, 'h' || n, 'A', 'B', 'A', 'UTC', now() from generate_series(1, 10001) n`);
    const contexts = await loadPatientContexts(many.pool, null, defaults);
    await many.drop();
    expect(new Set(contexts.map(({ patientId }) => patientId)).size).toBe(10_001);
    expect(contexts).toHaveLength(10_001);
  });
});

describe('loadDirectory', () => {
  it('gives teams with who is and will be on call', async () => {
    const { teams } = await loadDirectory(database.pool);
    expect(teams.map(({ id }) => id)).toEqual(['everywhere', 'of-north', 'of-south', 'of-town']);
    expect(teams[0]!.channels).toEqual([{ kind: 'console', address: '' }]);
    expect(teams[1]!.onCall).toEqual([
      { id: 'early', name: 'Early', channels: [], fromAt: at, untilAt: at + 1 },
      { id: 'late', name: 'Late', channels: [], fromAt: at + 1, untilAt: null },
    ]);
  });
});
