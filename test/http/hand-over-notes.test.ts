import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverNote } from '../../gateway/contract/hand-over.ts';
import { handOverView } from '../../gateway/contract/rotas.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
// The clock of the test stands at Monday 2026-01-12 06:00 in London: the coordinator is on duty until 08:00, then the clinician.
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  for (const id of ['ccc', 'free']) await http.ask('administrator', 'POST', '/api/teams', { id, kind: 'coordination', name: id });
  const person = (role: 'coordinator' | 'clinician') => ({ id: http.userIds[role], name: role, channels: [{ kind: 'console' }] });
  const shift = (id: string, from: string, to: string, role: 'coordinator' | 'clinician') => ({
    ...{ id, name: id, windows: [{ from, to }], people: [http.userIds[role]], startsOn: '2026-01-05' },
  });
  await http.ask('manager', 'PUT', '/api/teams/ccc/rota', {
    people: [person('coordinator'), person('clinician')],
    shifts: [shift('day', '08:00', '20:00', 'clinician'), shift('night', '20:00', '08:00', 'coordinator')],
  });
  await http.database.pool.query(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, version, state, seq)
     values ('k-sos.1', 'kathleen', 'k-sos', 'closed', 'high', 'coordination', $1, $1, 1, '{}', 1)`,
    [new Date(startAt)],
  );
});
afterAll(() => http?.close());

type Role = 'coordinator' | 'clinician' | 'manager';
const url = '/api/teams/ccc/hand-over-notes';
const notes = async (role: Role, at = url) => handOverNote.array().parse((await http.ask(role, 'GET', at)).json());
const waiting = async (role: Role) => (await notes(role, '/api/hand-over-notes/waiting')).map(({ id }) => id);
const accept = (role: Role, noteIds: string[], team = 'ccc') =>
  http.ask(role, 'POST', `/api/teams/${team}/hand-over-acceptances`, { noteIds });

describe('a hand-over note', () => {
  it('is for the next turn, about the turn or about one alert', async () => {
    expect((await http.ask('coordinator', 'POST', url, { id: 'n1', text: 'The lift in Mill Court is out.' })).statusCode).toBe(201);
    expect(
      (await http.ask('coordinator', 'POST', url, { id: 'n2', text: 'Her daughter rings back.', alertId: 'k-sos.1' })).statusCode,
    ).toBe(201);
    expect((await http.ask('coordinator', 'POST', url, { text: 'x', alertId: 'none' })).statusCode).toBe(422);
    expect((await http.ask('coordinator', 'POST', '/api/teams/none/hand-over-notes', { text: 'x' })).statusCode).toBe(404);
    expect((await http.ask('administrator', 'POST', url, { text: 'x' })).statusCode).toBe(403);
    const written = await notes('coordinator');
    expect(written.map(({ id, turnAt, alert, mine, by, accepted }) => ({ id, turnAt, alert, mine, by, accepted }))).toEqual([
      { id: 'n1', turnAt: '2026-01-12T08:00:00.000Z', alert: null, mine: true, by: 'A coordinator', accepted: [] },
      {
        ...{ id: 'n2', turnAt: '2026-01-12T08:00:00.000Z', mine: true, by: 'A coordinator', accepted: [] },
        alert: { id: 'k-sos.1', patientName: 'Kathleen Example' },
      },
    ]);
  });

  it('waits for those of the rota who come, from an hour before until a day after, and not for its writer', async () => {
    expect(await waiting('clinician')).toEqual([]);
    http.clock.advanceTo(startAt + hour);
    expect(await waiting('clinician')).toEqual(['n1', 'n2']);
    expect(await waiting('coordinator')).toEqual([]);
    expect(await waiting('manager')).toEqual([]);
    http.clock.advanceTo(startAt + 2 * hour + day);
    expect(await waiting('clinician')).toEqual(['n1', 'n2']);
    http.clock.advanceTo(startAt + 2 * hour + day + 1);
    expect(await waiting('clinician')).toEqual([]);
  });

  it('is accepted by name, and only what was read', async () => {
    expect((await accept('clinician', ['n1', 'none'])).statusCode).toBe(404);
    expect((await accept('clinician', ['n1'], 'free')).statusCode).toBe(404);
    expect((await accept('clinician', ['n1'])).statusCode).toBe(204);
    expect((await accept('clinician', ['n1', 'n1'])).statusCode).toBe(204);
    const [first, second] = await notes('manager');
    expect(first).toMatchObject({ id: 'n1', mine: false, accepted: [{ by: 'A clinician' }] });
    expect(second?.accepted).toEqual([]);
    await expect(http.database.pool.query(`update hand_over_note set text = 'x'`)).rejects.toThrow(/append-only/);
  });

  it('of a team without a rota waits until anybody has read it', async () => {
    expect((await http.ask('coordinator', 'POST', '/api/teams/free/hand-over-notes', { id: 'n3', text: 'All quiet.' })).statusCode).toBe(
      201,
    );
    expect([await waiting('coordinator'), await waiting('manager')]).toEqual([[], ['n3']]);
    await accept('clinician', ['n3'], 'free');
    expect(await waiting('manager')).toEqual([]);
  });

  it('about somebody whose record is closed is not shown', async () => {
    const { pool } = http.database;
    await pool.query(`insert into restriction (patient_id, reason, set_at, set_by) values ('kathleen', 'Moved away', $1, 'test')`, [
      new Date(startAt),
    ]);
    expect((await notes('manager')).map(({ id }) => id)).toEqual(['n1']);
    await pool.query('delete from restriction');
  });
});

describe('the list of a hand-over', () => {
  it('holds what is still to come: follow-ups, who is away, referrals without an answer', async () => {
    const at = http.clock.now();
    await http.database.pool.query(
      `insert into task (id, kind, patient_id, text, created_at, until_at) values
         ('t-late', 'follow-up', 'kathleen', 'Ring about the walking frame', $1, $2), ('t-some', 'unreachable', 'kathleen', 'Check the number', $1, null)`,
      [new Date(at - day), new Date(at - hour)],
    );
    const untilAt = new Date(at + day).toISOString();
    await http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'hospital', untilAt });
    const list = handOverView.parse((await http.ask('coordinator', 'GET', '/api/teams/ccc/hand-over')).json());
    expect(list.followUps.map(({ id, overdue }) => [id, overdue])).toEqual([
      ['t-late', true],
      ['t-some', false],
    ]);
    expect(list).toMatchObject({ away: [{ patientName: 'Kathleen Example', mode: 'hospital', untilAt }], referrals: [] });
  });
});
