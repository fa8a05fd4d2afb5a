import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Team } from '../../dashboard/shared/api/shapes.ts';
import { endTeam } from '../../gateway/store/teams.ts';
import { write } from '../../gateway/store/write.ts';
import { patience } from '../support/patience.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await http.ask('administrator', 'POST', '/api/localities', { id: 'town', kind: 'place', name: 'Town' });
  await http.ask('administrator', 'POST', '/api/localities', { id: 'north', kind: 'locality', name: 'North', parentId: 'town' });
  await http.ask('administrator', 'POST', '/api/localities', { id: 'south', kind: 'locality', name: 'South', parentId: 'town' });
  await enrolKathleen(http);
  const shared = { kind: 'console', address: '' };
  await http.ask('administrator', 'POST', '/api/teams', { id: 'ccc', kind: 'coordination', name: 'Centre', channels: [shared] });
  await http.ask('administrator', 'POST', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Crews', localityId: 'town' });
});
afterAll(() => http?.close());

const teams = async () => (await http.ask('coordinator', 'GET', '/api/teams')).json<Team[]>().map(({ id }) => id);
const served = () => http.pipeline.context('kathleen')!.teamIds;
const change = (id: string, body: object) => http.ask('administrator', 'PUT', `/api/teams/${id}`, body);
const end = (id: string) => http.ask('administrator', 'DELETE', `/api/teams/${id}`);

describe('a team', () => {
  it('is shown to whoever sets it up with its addresses and whom it alone serves, and to nobody else', async () => {
    expect((await http.ask('administrator', 'GET', '/api/teams/ccc')).json()).toMatchObject({
      kind: 'coordination',
      channels: [{ kind: 'console', address: '' }],
      servedAlone: await people(),
    });
    expect((await http.ask('manager', 'GET', '/api/teams/ccc')).statusCode).toBe(403);
    expect((await http.ask('administrator', 'GET', '/api/teams/none')).statusCode).toBe(404);
  });

  it('gets another name and place, and serves whoever lives there from then on', async () => {
    expect(served()).toEqual(['ccc', 'rrt']);
    expect((await change('rrt', { name: 'Crews of the south', localityId: 'south', channels: [] })).statusCode).toBe(204);
    expect(served()).toEqual(['ccc']);
    expect((await change('rrt', { name: 'Crews', localityId: 'north', channels: [] })).statusCode).toBe(204);
    expect(served()).toEqual(['ccc', 'rrt']);
    expect((await change('rrt', { name: 'Crews', localityId: 'west', channels: [] })).statusCode).toBe(422);
    expect((await change('none', { name: 'Crews', localityId: null, channels: [] })).statusCode).toBe(404);
  });

  it('of coordination is taken from nobody who has no other', async () => {
    const moved = await change('ccc', { name: 'Centre', localityId: 'south', channels: [] });
    expect([moved.statusCode, moved.json().detail]).toEqual([409, expect.stringContaining('without a coordination centre')]);
    expect((await end('ccc')).statusCode).toBe(409);
    expect(served()).toContain('ccc');
    await http.ask('administrator', 'POST', '/api/teams', { id: 'second', kind: 'coordination', name: 'Second centre' });
    expect((await http.ask('administrator', 'GET', '/api/teams/ccc')).json()).toMatchObject({ servedAlone: 0 });
    expect((await end('ccc')).statusCode).toBe(204);
    expect([await teams(), served()]).toEqual([
      ['rrt', 'second'],
      ['rrt', 'second'],
    ]);
  });

  it('of coordination that ends while another does is not counted on', async () => {
    const { pool } = http.database;
    await http.ask('administrator', 'POST', '/api/teams', { id: 'third', kind: 'coordination', name: 'Third centre' });
    const by = { at: http.clock.now(), actor: 'test' };
    let other: Promise<unknown> = Promise.resolve();
    await write(pool, by, async (tx) => {
      await endTeam(tx, 'third');
      let over = false;
      other = write(pool, by, (their) => endTeam(their, 'second')).then(
        () => 'ended',
        (error: Error) => error.message,
      );
      void other.then(() => {
        over = true;
      });
      await vi.waitFor(async () => {
        const { rowCount } = await pool.query(`select from pg_locks where relation = 'team'::regclass and not granted`);
        expect(over || rowCount === 1).toBe(true);
      }, patience);
    });
    expect(await other).toContain('without a coordination centre');
    expect(await teams()).toEqual(['rrt', 'second']);
  });

  it('that has ended takes no rota, nobody on call and no crew, and is not ended again', async () => {
    const channels = [{ kind: 'email', address: 'ann@example.org' }];
    const rota = { people: [{ id: 'ann', name: 'Ann', channels }], shifts: [] };
    const answers = await Promise.all([
      end('ccc'),
      change('ccc', { name: 'Centre', localityId: null, channels: [] }),
      http.ask('manager', 'PUT', '/api/teams/ccc/rota', rota),
      http.ask('manager', 'POST', '/api/teams/ccc/on-call', { name: 'Ann', channels }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
    expect((await http.database.pool.query(`select name from team where id = 'ccc'`)).rows).toEqual([{ name: 'Centre' }]);
  });

  it('keeps its crews: it ends when they have', async () => {
    const unit = { teamId: 'rrt', name: 'North 1' };
    await http.ask('manager', 'POST', '/api/response/units', { id: 'north-1', ...unit });
    expect((await end('rrt')).json()).toMatchObject({ status: 409, detail: 'id: crews still belong to it' });
    await http.database.pool.query(`update response_unit set retired_at = now() where id = 'north-1'`);
    expect((await end('rrt')).statusCode).toBe(204);
    expect((await http.ask('manager', 'POST', '/api/response/units', { ...unit, id: 'north-2' })).statusCode).toBe(422);
  });
});

const people = async () => Number((await http.database.pool.query('select count(*) as n from patient')).rows[0].n);
