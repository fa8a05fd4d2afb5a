import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
let patientId: string;
let localityId: string;
beforeAll(async () => {
  database = await freshDatabase();
  ({ localityId } = await json('locality', 'add', '--name', 'South'));
  const { homeId } = await json('home', 'add', '--address', '1 Long Lane', '--locality', localityId);
  ({ patientId } = await json('patient', 'add', '--home', homeId, '--given-name', 'Joan', '--family-name', 'Example'));
});
afterAll(() => database?.drop());

const terminal = terminalOn(() => database);
const admin = (...words: readonly string[]) => terminal.admin(words);
const json = (...words: readonly string[]) => terminal.json(words);
const statuses = async (id: string) =>
  (await database.pool.query('select version, status from scenario where id = $1 order by version', [id])).rows.map(
    ({ version, status }) => `${version} ${status}`,
  );

describe('admin: the life of an agreement', () => {
  it('goes from draft to approved, active, paused, resumed and retired, and every step is recorded', async () => {
    const terms = ['--patient', patientId, '--template', 'door', '--id', 'night', '--draft'];
    expect(await json('scenario', 'add', ...terms)).toEqual({ scenarioId: 'night', version: 1 });
    expect(await admin('scenario', 'activate', patientId, 'night')).toMatchObject({ code: 2, err: expect.stringContaining('is a draft') });
    await json('scenario', 'approve', patientId, 'night', '--approved-by', 'Dr Shah');
    const refused = await admin('scenario', 'activate', patientId, 'night');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('consentNote: a recorded consent or best-interest decision') });
    const consent = JSON.stringify({ kind: 'consent', decidedBy: 'Joan', decidedOn: '2026-01-10' });
    await json('scenario', 'activate', patientId, 'night', '--consent', consent, '--patient-agreed', 'signed');
    expect(await statuses('night')).toEqual(['1 active']);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await json('scenario', 'pause', patientId, 'night', '--until', until, '--reason', 'Visitors');
    await json('scenario', 'resume', patientId, 'night');
    const change = ['--patient', patientId, '--template', 'door', '--approved-by', 'Dr Shah', '--consent-note', 'As before'];
    expect(await json('scenario', 'change', 'night', ...change, '--params', '{"window":{"from":"22:00"}}')).toMatchObject({ version: 2 });
    expect(await json('scenario', 'versions', patientId, 'night')).toMatchObject([
      { version: 2, status: 'active', approvedBy: 'Dr Shah', changes: expect.stringContaining('Window, from: 23:00 (Core pack) → 22:00') },
      { version: 1, status: 'superseded', changes: '' },
    ]);
    expect(await json('scenario', 'withdraw-consent', patientId, 'night', '--by', 'Joan')).toMatchObject({
      scenarioId: 'night',
      risks: [expect.stringContaining('no longer watched'), expect.anything(), expect.anything()],
    });
    expect(await statuses('night')).toEqual(['1 superseded', '2 retired']);
    const { rows } = await database.pool.query(`select action from audit where subject = 'night' order by id`);
    expect(rows.map(({ action }) => action.slice('scenario.'.length))).toEqual([
      'add',
      'approve',
      'activate',
      'pause',
      'resume',
      'change',
      'withdraw',
    ]);
  });

  it('says what is not there', async () => {
    expect(await admin('scenario', 'retire', patientId, 'nothing')).toMatchObject({ code: 2 });
    expect(await admin('scenario', 'versions', patientId, 'nothing')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`there is no agreement nothing with ${patientId}`),
    });
  });
});

describe('admin: what a place says', () => {
  it('is set and listed, and tried on everybody first', async () => {
    const terms = ['--template', 'fridge', '--approved-by', 'Dr Shah'];
    await json('scenario', 'add', '--patient', patientId, ...terms);
    expect(await json('layer', 'set', localityId, ...terms, '--params', '{"window":{"to":"09:30"}}')).toEqual({
      template: 'fridge',
      version: 1,
      reached: 1,
    });
    expect(await admin('layer', 'set', localityId, ...terms, '--params', '{"window":{"to":"soon"}}')).toMatchObject({
      code: 2,
      err: expect.stringContaining('params.window.to'),
    });
    expect(await json('layer', 'list', localityId)).toMatchObject([
      { template: 'fridge', version: 1, params: { window: { to: '09:30' } }, ended: null },
    ]);
  });
});
