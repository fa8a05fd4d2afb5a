import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stayOffers, type WardStay, wardBoard } from '../../gateway/contract/ward.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const board = async () => wardBoard.parse((await http.ask('clinician', 'GET', '/api/wards')).json());
const kathleen = async () => (await board())[0]?.stays[0] as WardStay;
const admission = { id: 'stay-1', patientId: 'kathleen', pathway: 'heart-failure', level: 1, clinician: 'Dr Amin', targetOn: '2026-01-25' };
const command = async (body: object, role: 'clinician' | 'coordinator' = 'clinician') =>
  http.ask(role, 'POST', '/api/ward-stays/stay-1/commands', body);

describe('a virtual ward', () => {
  it('is made by a manager, and takes no more than it has beds', async () => {
    expect((await http.ask('clinician', 'PUT', '/api/wards/north', { name: 'North', beds: 1 })).statusCode).toBe(403);
    expect((await http.ask('manager', 'PUT', '/api/wards/north', { name: 'North', beds: 2 })).statusCode).toBe(204);
    expect((await http.ask('manager', 'PUT', '/api/wards/north', { name: 'North ward', beds: 1 })).statusCode).toBe(204);
    expect(await board()).toEqual([{ id: 'north', name: 'North ward', beds: 1, taken: 0, stays: [] }]);
  });

  it('admits by a clinician, once, with a day that is to come', async () => {
    const url = '/api/wards/north/stays';
    expect((await http.ask('manager', 'POST', url, admission)).statusCode).toBe(403);
    expect((await http.ask('clinician', 'POST', url, { ...admission, targetOn: '2026-01-11' })).json().detail).toBe(
      'targetOn: that day is over',
    );
    expect((await http.ask('clinician', 'POST', url, { ...admission, patientId: 'nobody' })).statusCode).toBe(422);
    expect((await http.ask('clinician', 'POST', '/api/wards/south/stays', admission)).statusCode).toBe(404);
    expect((await http.ask('clinician', 'POST', url, { ...admission, reason: 'Home after a short stay' })).statusCode).toBe(201);
    const full = await http.ask('clinician', 'POST', url, { ...admission, id: 'stay-2' });
    expect([full.statusCode, full.json().detail]).toEqual([409, 'wardId: the ward is full: 1 of 1 beds are taken']);
    await http.ask('manager', 'PUT', '/api/wards/north', { name: 'North ward', beds: 2 });
    const twice = await http.ask('clinician', 'POST', url, { ...admission, id: 'stay-2' });
    expect([twice.statusCode, twice.json().detail]).toEqual([409, 'patientId: is in a virtual ward already']);
  });

  it('shows what is known with its age, and says of nothing that it is good', async () => {
    expect(await kathleen()).toMatchObject({
      ...admission,
      patientName: 'Kathleen Example',
      day: 1,
      days: 14,
      review: null,
      readings: [],
      due: [],
    });
    http.clock.advanceTo(startAt + day);
    expect((await kathleen()).due).toEqual(['review', 'no-reading']);
    const at = new Date(startAt + day - hour).toISOString();
    const body = { kind: 'blood-pressure', value: { systolicMmHg: 128, diastolicMmHg: 76 }, observedAt: at };
    expect((await http.ask('clinician', 'POST', '/api/patients/kathleen/observations', body)).statusCode).toBeLessThan(300);
    expect(await kathleen()).toMatchObject({
      day: 2,
      due: ['review'],
      readings: [{ kind: 'blood-pressure', value: '128/76', unit: 'mmHg', observedAt: at }],
    });
  });

  it('is decided about on the version that was seen', async () => {
    expect((await command({ type: 'review', version: 1, note: '' }, 'coordinator')).statusCode).toBe(403);
    expect((await command({ type: 'review', version: 1, note: 'Breathing easily.' })).statusCode).toBe(204);
    expect(await kathleen()).toMatchObject({
      version: 2,
      reviewedToday: true,
      review: { by: 'A clinician', note: 'Breathing easily.' },
      due: [],
    });
    expect((await command({ type: 'step-up', version: 1, reason: 'Weight' })).statusCode).toBe(409);
    expect((await command({ type: 'step-down', version: 2, reason: 'Better' })).statusCode).toBe(422);
    expect((await command({ type: 'step-up', version: 2 })).statusCode).toBe(400);
    expect((await command({ type: 'step-up', version: 2, reason: 'Weight is up' })).statusCode).toBe(204);
    expect((await command({ type: 'step-up', version: 3, reason: 'Weight is up' })).statusCode).toBe(204);
    expect((await command({ type: 'step-up', version: 4, reason: 'Weight is up' })).json().detail).toContain('consider a hospital bed');
    expect((await command({ type: 'step-down', version: 4, reason: 'Weight is down' })).statusCode).toBe(204);
    expect((await command({ type: 'retarget', version: 5, targetOn: '2026-02-01', reason: 'A week more' })).statusCode).toBe(204);
    const stay = await kathleen();
    expect(stay).toMatchObject({ level: 2, targetOn: '2026-02-01', days: 21 });
    expect(stay.events.map(({ type, level }) => [type, level])).toEqual([
      ['retargeted', 2],
      ['stepped-down', 2],
      ['stepped-up', 3],
      ['stepped-up', 2],
      ['reviewed', 1],
      ['admitted', 1],
    ]);
  });

  it('offers the agreements of the pathway, and makes drafts only of what is asked for', async () => {
    const url = '/api/ward-stays/stay-1/offers';
    const before = await http.database.pool.query('select id from scenario');
    const offers = stayOffers.parse((await http.ask('clinician', 'GET', url)).json());
    expect(offers.pack).toBe('heart-failure');
    const states = Object.fromEntries(offers.agreements.map(({ template, state }) => [template, state]));
    const open = offers.agreements.filter(({ asks, state }) => asks.length === 0 && state === 'open').map(({ template }) => template);
    expect(open.length).toBeGreaterThan(1);
    expect((await http.database.pool.query('select id from scenario')).rows).toEqual(before.rows);
    expect((await http.ask('clinician', 'POST', url, { templates: ['door'] })).statusCode).toBe(422);
    expect((await http.ask('clinician', 'POST', url, { templates: open.slice(0, 1) })).statusCode).toBe(204);
    expect((await http.ask('clinician', 'POST', url, { templates: open.slice(0, 1) })).statusCode).toBe(409);
    const after = stayOffers.parse((await http.ask('clinician', 'GET', url)).json());
    expect(Object.fromEntries(after.agreements.map(({ template, state }) => [template, state]))).toEqual({
      ...states,
      [open[0]!]: 'draft',
    });
    const { rows } = await http.database.pool.query('select status, approved_by from scenario where template = $1', [open[0]]);
    expect(rows).toEqual([{ status: 'draft', approved_by: null }]);
  });

  it('is over after the discharge, and leaves its history', async () => {
    expect((await command({ type: 'discharge', version: 6, reason: 'Well enough' })).statusCode).toBe(204);
    expect((await board())[0]).toMatchObject({ taken: 0, stays: [] });
    expect((await command({ type: 'review', version: 7, note: '' })).json().detail).toBe('the stay is over');
    await expect(http.database.pool.query('delete from virtual_ward_event')).rejects.toThrow(/append-only/);
    const { rows } = await http.database.pool.query(`select action from audit where action like 'ward.%' order by id`);
    expect(rows.map(({ action }) => action).slice(-2)).toEqual(['ward.retargeted', 'ward.discharged']);
    expect((await http.ask('clinician', 'POST', '/api/wards/north/stays', { ...admission, id: 'stay-3' })).statusCode).toBe(201);
  });

  it('leaves out whoever’s record is closed', async () => {
    await http.database.pool.query(
      `insert into restriction (patient_id, reason, set_at, set_by) values ('kathleen', 'Moved away', $1, 'test')`,
      [new Date(startAt)],
    );
    expect((await board())[0]).toMatchObject({ taken: 0, stays: [] });
  });
});
