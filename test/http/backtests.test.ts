import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Backtests, Busy, createBacktests } from '../../gateway/backtest/worker-pool.ts';
import type { BacktestResult } from '../../gateway/contract/backtests.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

const hour = 3_600_000;

let http: HttpFixture;
/** How the next question is answered; null: as it is. */
let instead: (() => Promise<never>) | null = null;
beforeAll(async () => {
  http = await httpFixture(({ backtests }) => ({ backtests: { ask: (question) => instead?.() ?? backtests.ask(question) } }));
  const secrets = await enrolKathleen(http);
  http.clock.advanceTo(startAt + 3.5 * hour);
  const headers = basic('fridge', secrets.get('fridge')!);
  const answer = await http.ask(null, 'POST', '/api/devices/fridge/observations', { kind: 'contact', value: 'open' }, { headers });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  http.clock.advanceTo(startAt + 6 * hour);
});
afterAll(() => http.close());

const iso = (ms: number) => new Date(ms).toISOString();

const range = { patientId: 'kathleen', from: iso(startAt), to: iso(startAt + 6 * hour) };
const earlier = { template: 'fridge', params: { window: { from: '07:00', to: '09:00' } } };
const backtest = (body: object, role: 'clinician' | 'responder' = 'clinician') => http.ask(role, 'POST', '/api/backtests', body);

const raised = ({ alerts }: BacktestResult['report']) => alerts.map(({ template }) => template);

describe('POST /api/backtests', () => {
  it('says what is tried, what is in force, and the difference, and leaves one audit entry and nothing else', async () => {
    const alerts = async () => (await http.database.pool.query('select id from alert order by id')).rows;
    const before = await alerts();
    const answer = await backtest({ ...range, scenarios: [earlier] });
    expect(answer.statusCode).toBe(200);
    const { report, current, difference, file } = answer.json<BacktestResult>();
    expect(report.alerts).toMatchObject([
      { scenarioId: 'k-fridge', openedAt: iso(startAt + 3 * hour), clearedAt: iso(startAt + 3.5 * hour), lastedMinutes: 30 },
    ]);
    expect(report.alerts[0]?.told[0]).toMatchObject({ name: 'Kathleen', kind: 'device', channel: 'mqtt', level: 'patient' });
    expect(current?.alerts).toEqual([]);
    expect(difference?.words[2]).toMatch(/^New: 09:00 on 12 January\. /);
    expect(file).toBeNull();
    const { rows } = await http.database.pool.query(`select actor, subject, detail from audit where action = 'backtest'`);
    const detail = { from: range.from, to: range.to, people: 'nobody', tried: 1, file: null };
    expect(rows).toEqual([{ actor: `user:${http.userIds.clinician}`, subject: 'kathleen', detail }]);
    expect(await alerts()).toEqual(before);
  });

  it('tries what is in force, and a stored version of it', async () => {
    const inForce = (await backtest(range)).json<BacktestResult>();
    expect(inForce.report.scenarios.map(({ template }) => template).toSorted()).toEqual([
      'fridge',
      'home-hazard',
      'no-plan',
      'silent-device',
      'sos',
    ]);
    expect(inForce.report.readings).toBe(1);
    // The fridge sends nothing but this one reading.
    expect(raised(inForce.report)).toEqual(['silent-device']);
    expect([inForce.current, inForce.difference]).toEqual([null, null]);
    const stored = (await backtest({ ...range, scenarios: [{ scenarioId: 'k-fridge', version: 1 }] })).json<BacktestResult>();
    expect(raised(stored.report)).toEqual([]);
    expect(stored.difference).toMatchObject({ onlyInCurrent: [], onlyInProposed: [] });
  });

  it('judges a file instead of what is stored', async () => {
    const content = `source,kind,observedAt,value\nfridge,contact,${iso(startAt + 2 * hour)},open\nfridge,contact,${iso(startAt)},ajar\n`;
    const { report, file } = (await backtest({ ...range, file: { format: 'csv', content, mapping: null } })).json<BacktestResult>();
    expect(report.readings).toBe(1);
    expect(raised(report)).toEqual(['silent-device']);
    expect(file).toMatchObject({ lines: 4, badLines: 1, bad: [{ line: 3, reason: expect.stringContaining('value:') }] });
  });

  it.each([
    [{ to: range.from }, 422, 'to: must be after from'],
    [{ to: iso(startAt + 401 * 24 * hour) }, 422, 'to: must be at most 400 days after from'],
    [{ patientId: 'nobody' }, 404, 'patientId: there is no such patient'],
    [{ scenarios: [{ template: 'none' }] }, 422, 'scenarios.0.template: is unknown'],
    [{ scenarios: [] }, 400, 'scenarios'],
  ])('refuses %j', async (wrong, status, detail) => {
    const answer = await backtest({ ...range, ...wrong });
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ detail: string }>().detail).toContain(detail);
  });

  it('is for those who arrange care', async () => {
    expect((await backtest(range, 'responder')).statusCode).toBe(403);
  });

  it('is one at a time for each person', async () => {
    const both = await Promise.all([backtest(range), backtest(range)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await backtest(range)).statusCode).toBe(200);
  });

  it('says when it is too much now', async () => {
    instead = () => Promise.reject(new Busy('It took too long. Ask for a shorter time.'));
    const answer = await backtest(range);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '60']);
    instead = () => Promise.reject(new Error('out of order'));
    expect((await backtest(range)).statusCode).toBe(500);
    instead = null;
  });
});

describe('GET /api/patients/:id/explain', () => {
  const ask = (at: number, scenario = 'k-fridge') =>
    http.ask('responder', 'GET', `/api/patients/kathleen/explain?scenario=${scenario}&at=${iso(at)}`);

  it('says why there was no alert', async () => {
    const answer = await ask(startAt + 4.5 * hour);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'watching',
      title: 'Fridge not opened at mealtime',
      version: 1,
      approvedBy: 'Dr Amin',
      alert: null,
    });
    expect(answer.json().sentence).toContain('09:30');
  });

  it('refuses what cannot be answered', async () => {
    expect((await ask(startAt + 7 * hour)).json().detail).toBe('at: lies in the future');
    expect((await ask(startAt, 'another')).statusCode).toBe(404);
    expect((await http.ask('responder', 'GET', '/api/patients/kathleen/explain?scenario=k-fridge&at=noon')).statusCode).toBe(400);
    expect((await http.ask('responder', 'GET', `/api/patients/none/explain?scenario=k-fridge&at=${iso(startAt)}`)).statusCode).toBe(404);
  });
});

describe('a worker', () => {
  const question = { type: 'explain', query: { patientId: 'kathleen', scenarioId: 'k-fridge', at: startAt, now: startAt } } as const;
  let workers: Backtests;
  afterEach(() => workers?.close());

  it('that takes too long is ended', async () => {
    workers = createBacktests(http.database.url, { atOnce: 1, waiting: 1, longestMs: 1 });
    await expect(workers.ask(question)).rejects.toThrow('It took too long');
  });

  it('serves one after the other, and refuses whoever would have to wait too long', async () => {
    workers = createBacktests(http.database.url, { atOnce: 1, waiting: 1, longestMs: 30_000 });
    const asked = await Promise.allSettled([workers.ask(question), workers.ask(question), workers.ask(question)]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((asked[2] as PromiseRejectedResult).reason).toBeInstanceOf(Busy);
  });

  it('is ended when the gateway stops', async () => {
    workers = createBacktests(http.database.url, { atOnce: 1, waiting: 5, longestMs: 30_000 });
    const asked = Promise.allSettled([workers.ask(question), workers.ask(question)]);
    await workers.close();
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(workers.ask(question)).rejects.toThrow('The gateway is stopping.');
  });

  it('says in our words what the database says to it', async () => {
    workers = createBacktests('postgres://nobody@127.0.0.1:1/none');
    await expect(workers.ask(question)).rejects.toThrow('the backtest failed');
  });
});

it('the documents describe what the API takes', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/backtest.md'), 'utf8');
  for (const word of ['POST /api/backtests', 'GET /api/patients/:id/explain', 'npm run backtest']) expect(guide).toContain(word);
});
