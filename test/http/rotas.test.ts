import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  await http.ask('administrator', 'POST', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' });
});
afterAll(() => http?.close());

const ann = { id: 'ann', name: 'Ann', channels: [{ kind: 'email', address: 'ann@example.org' }] };
const ben = { id: 'ben', name: 'Ben', channels: [{ kind: 'email', address: 'ben@example.org' }] };
const url = '/api/teams/rrt/rota';
// The clock of the test stands at Monday 2026-01-12 06:00 in London.
const rota = {
  people: [ann, ben],
  shifts: [
    { id: 'day', name: 'Day', windows: [{ from: '08:00', to: '20:00' }], people: ['ann'], startsOn: '2026-01-05' },
    { id: 'night', name: 'Night', patternId: 'nights', people: ['ben'], startsOn: '2026-01-05' },
  ],
};
const errors = async (answer: Promise<{ json(): { errors?: { path: string; message: string }[] } }>) =>
  (await answer).json().errors?.map(({ path, message }) => `${path}: ${message}`);

describe('shift patterns', () => {
  const nights = { name: 'Nights', windows: [{ from: '20:00', to: '08:00' }] };

  it('are made, changed and listed', async () => {
    expect((await http.ask('manager', 'PUT', '/api/shift-patterns/nights', { ...nights, name: 'Night' })).statusCode).toBe(204);
    expect((await http.ask('manager', 'PUT', '/api/shift-patterns/nights', nights)).statusCode).toBe(204);
    expect((await http.ask('coordinator', 'GET', '/api/shift-patterns')).json()).toEqual([{ id: 'nights', ...nights }]);
  });

  it('name what is wrong with them', async () => {
    const windows = [{ from: '20:00', to: '08:00', days: ['sun'], bankHolidays: 'only' }];
    expect(await errors(http.ask('manager', 'PUT', '/api/shift-patterns/nights', { ...nights, windows }))).toEqual([
      'windows.0: days, dates and bankHolidays leave no day on which it could begin',
    ]);
  });
});

describe('a rota', () => {
  it('is not there before it is made', async () => {
    expect((await http.ask('manager', 'GET', url)).statusCode).toBe(404);
    expect(
      (
        await http.ask('manager', 'POST', `${url}/overrides`, {
          fromAt: '2026-01-13T00:00:00Z',
          untilAt: '2026-01-14T00:00:00Z',
          inId: 'ann',
        })
      ).statusCode,
    ).toBe(404);
    expect((await http.ask('manager', 'PUT', '/api/teams/none/rota', rota)).statusCode).toBe(404);
  });

  it.each([
    [{ shifts: [{ ...rota.shifts[0], people: ['ann', 'cat'] }] }, 'shifts.0.people.1: "cat" is not among the people'],
    [{ shifts: [{ ...rota.shifts[0], patternId: 'nights' }] }, 'shifts.0.windows: give either patternId or windows'],
    [{ people: [{ ...ann, channels: [] }], shifts: [] }, 'people.0.channels: cannot be reached'],
    [{ people: [ann, ann], shifts: [] }, 'people: names an id twice'],
    [{ zone: 'Europe/Rotherham' }, 'zone: is not an IANA time zone, for example Europe/London'],
    [{ shifts: [{ ...rota.shifts[1], patternId: 'lates' }] }, 'shifts.0.patternId: there is no such shift pattern'],
  ])('%j is refused', async (changes, said) => {
    expect(await errors(http.ask('manager', 'PUT', url, { ...rota, ...changes }))).toEqual([said]);
  });

  it('is in force at once for the judge, who finds people in it', async () => {
    expect((await http.ask('manager', 'PUT', url, rota)).statusCode).toBe(204);
    const seen = (await http.ask('manager', 'GET', `${url}?days=1`)).json();
    expect(seen.turns).toEqual([
      { personId: 'ben', name: 'Ben', fromAt: '2026-01-12T06:00:00.000Z', untilAt: '2026-01-12T08:00:00.000Z' },
      { personId: 'ann', name: 'Ann', fromAt: '2026-01-12T08:00:00.000Z', untilAt: '2026-01-12T20:00:00.000Z' },
      { personId: 'ben', name: 'Ben', fromAt: '2026-01-12T20:00:00.000Z', untilAt: '2026-01-13T06:00:00.000Z' },
    ]);
    const { rows } = await http.database.pool.query(
      `select input -> 'directory' as directory from journal where type = 'directory' order by seq desc limit 1`,
    );
    expect(rows[0].directory.teams[0].rota.shifts[1]).toEqual({
      id: 'night',
      name: 'Night',
      windows: [{ from: '20:00', to: '08:00' }],
      people: ['ben'],
      startsOn: '2026-01-05',
      turnDays: 7,
    });
  });

  it('shows everybody who is on call now, without addresses', async () => {
    const [team] = (await http.ask('responder', 'GET', '/api/teams')).json();
    expect(team.onCall[0]).toEqual({
      id: 'ben',
      name: 'Ben',
      channelKinds: ['email'],
      fromAt: '2026-01-12T06:00:00.000Z',
      untilAt: '2026-01-12T08:00:00.000Z',
      now: true,
      byRota: true,
    });
    expect((await http.ask('responder', 'GET', url)).statusCode).toBe(403);
  });

  it('keeps a pattern that it has', async () => {
    expect((await http.ask('manager', 'DELETE', '/api/shift-patterns/nights')).statusCode).toBe(409);
  });

  it('has swaps, and a gap where nobody comes', async () => {
    expect((await http.ask('coordinator', 'GET', '/api/rota-gaps')).json()).toEqual([]);
    const off = { fromAt: '2026-01-13T12:00:00Z', untilAt: '2026-01-14T00:00:00Z', outId: 'ann' };
    const { id } = (await http.ask('manager', 'POST', `${url}/overrides`, off)).json();
    expect((await http.ask('coordinator', 'GET', '/api/rota-gaps')).json()).toEqual([
      { teamId: 'rrt', teamName: 'Rapid response', fromAt: '2026-01-13T12:00:00.000Z', untilAt: '2026-01-13T20:00:00.000Z' },
    ]);
    expect((await http.ask('coordinator', 'GET', '/api/rota-gaps?days=1')).json()).toEqual([]);
    expect((await http.ask('manager', 'GET', url)).json().overrides).toEqual([
      { id, fromAt: '2026-01-13T12:00:00.000Z', untilAt: '2026-01-14T00:00:00.000Z', outId: 'ann', inId: null, note: '' },
    ]);
    expect(await errors(http.ask('manager', 'PUT', url, { people: [ben], shifts: [] }))).toEqual([
      `people: the swap ${id} still names somebody who is not among them`,
    ]);
    expect((await http.ask('manager', 'DELETE', `${url}/overrides/${id}`)).statusCode).toBe(204);
    expect((await http.ask('manager', 'DELETE', `${url}/overrides/${id}`)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'GET', '/api/rota-gaps')).json()).toEqual([]);
  });

  it.each([
    [{ outId: 'cat' }, 'outId: is not on this rota'],
    [{ outId: 'ann', inId: 'ann' }, 'inId: is the one who leaves'],
    [{}, 'inId: somebody must come or leave'],
    [{ outId: 'ann', untilAt: '2026-01-13T12:00:00Z' }, 'untilAt: must be after fromAt'],
  ])('refuses the swap %j', async (changes, said) => {
    const swap = { fromAt: '2026-01-13T12:00:00Z', untilAt: '2026-01-14T00:00:00Z', ...changes };
    expect(await errors(http.ask('manager', 'POST', `${url}/overrides`, swap))).toEqual([said]);
  });

  it('leaves a trace of who changed it', async () => {
    const { rows } = await http.database.pool.query(`select action from audit where action like 'rota.%' order by id`);
    expect(rows.map(({ action }) => action)).toEqual(['rota.put', 'rota.override', 'rota.override-removed']);
  });
});

describe('the hand-over at the end of a shift', () => {
  it('lists what is open, who has it, and what they said', async () => {
    const reading = { source: 'watch', kind: 'sos', value: true, key: 'k', provenance: 'device', snapshot: false } as const;
    const at = http.clock.now();
    const observations = [{ ...reading, observedAt: at, receivedAt: at }];
    const arrival = { source: 'watch', homeId: 'long-lane', patientId: 'kathleen', observations, unreadable: [], timeless: [] };
    expect(await new Promise((done) => http.pipeline.accept(arrival, done))).toBeNull();
    const alert = http.pipeline.openAlerts()[0]!;
    const actor = { kind: 'on-call', id: 'ben', name: 'Ben', tier: 'professional' } as const;
    await http.pipeline.command(alert.id, { type: 'acknowledge', actor }, null);
    await http.pipeline.command(alert.id, { type: 'note', actor, text: 'I am driving there.' }, null);
    const answer = (await http.ask('coordinator', 'GET', '/api/teams/rrt/hand-over')).json();
    expect(answer).toMatchObject({
      at: '2026-01-12T08:00:00.000Z',
      leaving: ['Ben'],
      coming: ['Ann'],
      alerts: [
        { alert: { id: alert.id, owner: { name: 'Ben' } }, promised: { by: 'Ben', text: 'I am driving there.' }, endsWithTurn: true },
      ],
    });
    expect((await http.ask('coordinator', 'GET', '/api/teams/none/hand-over')).statusCode).toBe(404);
    expect((await http.ask('administrator', 'GET', '/api/teams/rrt/hand-over')).statusCode).toBe(403);
  });

  it('has no end in sight once the rota is taken away, with its swaps', async () => {
    expect((await http.ask('coordinator', 'DELETE', url)).statusCode).toBe(403);
    expect((await http.ask('manager', 'DELETE', url)).statusCode).toBe(204);
    expect((await http.ask('manager', 'GET', url)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'GET', '/api/teams/rrt/hand-over')).json()).toMatchObject({ at: null });
    expect((await http.ask('manager', 'DELETE', url)).statusCode).toBe(404);
    expect((await http.ask('manager', 'DELETE', '/api/shift-patterns/nights')).statusCode).toBe(204);
  });

  it('of a team without a rota names no time, and of one elsewhere no alert', async () => {
    const { id: localityId } = (await http.ask('administrator', 'POST', '/api/localities', { kind: 'locality', name: 'South' })).json();
    await http.ask('administrator', 'POST', '/api/teams', { id: 'south', kind: 'rapid-response', name: 'South', localityId });
    expect((await http.ask('coordinator', 'GET', '/api/teams/south/hand-over')).json()).toEqual({
      at: null,
      leaving: [],
      coming: [],
      ...{ alerts: [], followUps: [], silentKit: [], away: [], referrals: [] },
    });
  });
});
