import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  for (const [id, kind, parentId] of [
    ['town', 'place', null],
    ['other-town', 'place', null],
    ['east', 'locality', 'town'],
    ['hill-practice', 'practice', 'east'],
  ])
    await http.ask('administrator', 'POST', '/api/localities', { id, kind, name: id, parentId });
  await enrolKathleen(http);
  await http.database.pool.query(`update home set locality_id = 'hill-practice'`);
});
afterAll(() => http?.close());

const change = (id: string, to: object) => http.ask('administrator', 'PUT', `/api/localities/${id}`, to);
const places = async () => {
  const list = (await http.ask('coordinator', 'GET', '/api/localities')).json<{ id: string }[]>();
  return Object.fromEntries(list.map((one) => [one.id, one])) as Record<string, object>;
};

describe('a locality', () => {
  it('counts who lives in it and within it', async () => {
    const all = await places();
    expect(all['hill-practice']).toMatchObject({ people: 1, layers: 0 });
    expect(all.town).toMatchObject({ people: 1 });
    expect(all['other-town']).toMatchObject({ people: 0 });
  });

  it('gets another name, and moves where nothing agreed changes', async () => {
    expect((await change('east', { name: 'East Side', parentId: 'other-town' })).statusCode).toBe(204);
    const all = await places();
    expect(all.east).toMatchObject({ name: 'East Side', parentId: 'other-town' });
    expect(all.town).toMatchObject({ people: 0 });
    expect(all['other-town']).toMatchObject({ people: 1 });
  });

  const refused: [what: string, id: string, parentId: string, status: number, message: string][] = [
    ['into itself', 'east', 'east', 422, 'lies within it'],
    ['into what lies in it', 'east', 'hill-practice', 422, 'lies within it'],
    ['below a smaller kind', 'town', 'hill-practice', 422, 'a place does not lie in a practice'],
    ['to where there is nothing', 'east', 'none', 422, 'there is no such locality'],
    ['that there is not', 'none', 'town', 404, 'there is no such locality'],
  ];
  it.each(refused)('is not moved %s', async (_, id, parentId, status, message) => {
    const answer = await change(id, { name: 'x', parentId });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().detail).toContain(message);
  });

  it('is not moved where that would change what is agreed, and is renamed there all the same', async () => {
    await http.ask('clinician', 'PUT', '/api/localities/town/scenario-layers', { template: 'fridge', approvedBy: 'Dr Amin' });
    expect((await places()).town).toMatchObject({ layers: 1 });
    const moved = await change('east', { name: 'East', parentId: 'town' });
    expect(moved.statusCode).toBe(409);
    expect(moved.json().detail).toContain('it would change the values of agreements that town has set');
    expect((await change('town', { name: 'Town', parentId: null })).statusCode).toBe(204);
  });
});
