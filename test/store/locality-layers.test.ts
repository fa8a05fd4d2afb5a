import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeLocalityLayer } from '../../gateway/locality-layers.ts';
import { localityLayers } from '../../gateway/store/locality-layers.ts';
import { loadPatientContexts } from '../../gateway/store/patient-context.ts';
import type { Refusal } from '../../gateway/store/refusal.ts';
import { write } from '../../gateway/store/write.ts';
import { templateDefaults, templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const at = Date.UTC(2026, 4, 3, 9);
/** More than two pages of agreements are read at a time. */
const people = 2_150;

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  await pool.query(
    `insert into locality (id, kind, name, parent_id) values ('town', 'place', 'Town', null), ('south', 'locality', 'South', 'town'),
       ('lane', 'practice', 'Broom Lane Practice', 'south'), ('other', 'locality', 'Other', 'town')`,
  );
  await pool.query(
    `insert into home (id, address, locality_id, created_at)
     select 'h' || i, 'x', case i % 3 when 0 then 'south' else 'lane' end, now() from generate_series(1, $1) i`,
    [people],
  );
  await pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, created_at)
     select 'p' || i, 'h' || i, 'P', 'X', 'P', 'Europe/London', now() from generate_series(1, $1) i`,
    [people],
  );
  await pool.query(
    `insert into scenario (id, version, patient_id, template, params, status, approved_by, active_from)
     select 's' || i, v, 'p' || i, 'fridge', '{}', case v when 1 then 'active' else 'draft' end, 'Dr A', now()
       from generate_series(1, $1) i, generate_series(1, 2) v`,
    [people],
  );
});
afterAll(() => database?.drop());

const put = (localityId: string, params: Record<string, unknown>) =>
  write(database.pool, { at, actor: 'admin' }, (tx) =>
    changeLocalityLayer(tx, localityId, { template: 'fridge', params, plan: null, severity: null, approvedBy: 'Dr Shah' }, templates),
  );

describe('what a place says', () => {
  it('is tried on everybody who lives there and within it, page by page, and marks each of them as changed', async () => {
    const { value, changed } = await put('south', { window: { to: '09:00' } });
    expect(value).toEqual({ template: 'fridge', version: 1, reached: people });
    expect(changed.patientIds).toHaveLength(people);
    const { rows } = await database.pool.query('select count(*)::int as told from patient where revision = 2');
    expect(rows).toEqual([{ told: people }]);
  });

  it('reaches nobody elsewhere', async () => {
    expect((await put('other', { window: { to: '11:00' } })).value.reached).toBe(0);
  });

  it('is merged with what other places say, and is one object for all who have the same', async () => {
    await put('town', { window: { from: '06:00' } });
    await put('lane', { window: { to: '09:30' } });
    const contexts = await loadPatientContexts(database.pool, ['p1', 'p2', 'p3'], templateDefaults);
    const [ofLane, alsoOfLane, ofSouth] = contexts.map(({ scenarios }) => scenarios[0]!);
    expect(ofLane).toMatchObject({
      params: { window: { from: '06:00', to: '09:30' } },
      sources: {
        'window.from': 'Town place, version 1, approved by Dr Shah on 3 May 2026',
        'window.to': 'Broom Lane Practice, version 1, approved by Dr Shah on 3 May 2026',
      },
    });
    expect(ofSouth?.params).toEqual({ window: { from: '06:00', to: '09:00' } });
    expect(alsoOfLane?.params).toBe(ofLane?.params);
    expect(alsoOfLane?.sources).toBe(ofLane?.sources);
  });

  it('is as it was at an instant', async () => {
    const before = await localityLayers(database.pool, at - 1);
    expect(before('lane', 'fridge')).toEqual([]);
    const then = await localityLayers(database.pool, at);
    expect(then('lane', 'fridge').map(({ params }) => params)).toEqual([
      { window: { from: '06:00' } },
      { window: { to: '09:00' } },
      { window: { to: '09:30' } },
    ]);
    expect(then(null, 'fridge')).toEqual([]);
  });

  it('that fits nobody names some of them, not all, and changes nothing', async () => {
    await database.pool.query(`update scenario set template = 'blood-pressure', params = '{"highSystolicMmHg":110}'`);
    const terms = { template: 'blood-pressure', params: { lowSystolicMmHg: 120 }, plan: null, severity: null, approvedBy: 'Dr Shah' };
    const wrong = write(database.pool, { at, actor: 'admin' }, (tx) => changeLocalityLayer(tx, 'town', terms, templates));
    const refusal: Refusal = await wrong.then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(refusal.issues).toHaveLength(20);
    expect(refusal.issues[0]).toEqual({
      path: 'patients.p1.s1.params.lowSystolicMmHg',
      message: 'does not fit the agreement of P: must be below highSystolicMmHg',
    });
    const { rows } = await database.pool.query(`select template from locality_layer where template = 'blood-pressure'`);
    expect(rows).toEqual([]);
  });
});
