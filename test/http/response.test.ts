import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { type MyResponse, myResponse, type ResponseJob, responseBoard, responseJob } from '../../gateway/contract/response.ts';
import { comeOnDuty } from '../../gateway/store/response-duty.ts';
import { addUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { patience } from '../support/patience.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

let http: HttpFixture;
let secrets: Map<string, string>;
let jobs = 0;

beforeAll(async () => {
  http = await httpFixture();
  const centre = { id: 'ccc', kind: 'coordination', name: 'Centre', channels: [{ kind: 'console' }] };
  await http.ask('administrator', 'POST', '/api/teams', centre);
  await http.ask('administrator', 'POST', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' });
  secrets = await enrolKathleen(http);
  for (const id of ['car-1', 'car-2'])
    await made(http.ask('manager', 'POST', '/api/response/units', { id, teamId: 'rrt', name: id, skills: ['lifting'] }));
});
afterAll(() => http?.close());
// Every alert is closed and everybody off duty: no test sees what another left.
beforeEach(async () => {
  for (const role of ['responder', 'clinician'] as const) await duty(role, null);
  const board = responseBoard.parse((await http.ask('coordinator', 'GET', '/api/response/board')).json());
  for (const { id } of board.jobs) await made(http.ask('coordinator', 'POST', `/api/response-jobs/${id}/cancel`, { reason: 'Over.' }));
  const open = alertSummary.array().parse((await http.ask('coordinator', 'GET', '/api/alerts')).json());
  for (const { id } of open)
    await vi.waitFor(async () => {
      const { version } = await timeline(id);
      await made(http.ask('coordinator', 'POST', `/api/alerts/${id}/commands`, { type: 'close', version, outcome: 'test' }));
    }, patience);
});

async function made(asked: ReturnType<HttpFixture['ask']>) {
  const answer = await asked;
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer;
}

const iso = (at: number) => new Date(at).toISOString();
const duty = (role: 'responder' | 'clinician', unitId: string | null) =>
  made(http.ask(role, 'PUT', '/api/response/my/duty', { unitId, untilAt: unitId === null ? null : iso(http.clock.now() + 8 * hour) }));

async function press(): Promise<string> {
  // Each time is another time.
  http.clock.advanceBy(second);
  const payload = { kind: 'sos', observedAt: iso(http.clock.now()) };
  await http.app.inject({
    method: 'POST',
    url: '/api/devices/watch/observations',
    payload,
    headers: basic('watch', secrets.get('watch')!),
  });
  const rows = alertSummary.array().parse((await http.ask('coordinator', 'GET', '/api/alerts')).json());
  return rows[0]!.id;
}

async function dispatch(alertId: string, unitId: string | null = null): Promise<string> {
  jobs += 1;
  const body = { id: `job-${jobs}`, urgency: 'visit', skills: ['lifting'], reason: 'She does not answer.', unitId };
  await made(http.ask('coordinator', 'POST', `/api/alerts/${alertId}/response-jobs`, body));
  return body.id;
}

const read = async (id: string): Promise<ResponseJob> =>
  responseJob.parse((await http.ask('coordinator', 'GET', `/api/response-jobs/${id}`)).json());
const say = (role: 'responder' | 'clinician', id: string, events: readonly object[]) =>
  http.ask(role, 'POST', `/api/response-jobs/${id}/events`, { events: events.map((one) => ({ at: iso(http.clock.now()), ...one })) });
const mine = async (role: 'responder' | 'clinician'): Promise<MyResponse> =>
  myResponse.parse((await http.ask(role, 'GET', '/api/response/my')).json());
const timeline = async (alertId: string) => alertDetail.parse((await http.ask('coordinator', 'GET', `/api/alerts/${alertId}`)).json());

describe('a visit', () => {
  it('goes from the decision to its outcome, and the alert rests in the hands of the crew and tells of every step', async () => {
    await duty('responder', 'car-1');
    const alertId = await press();
    const silence = { id: 'said-1', kind: 'step', step: 'help.speak', answer: 'silence', note: 'The television is on' };
    const records = `/api/alerts/${alertId}/answering/records`;
    await made(http.ask('coordinator', 'POST', records, silence));
    await made(
      http.ask('coordinator', 'POST', records, {
        id: 'said-2',
        kind: 'assessment',
        answers: { awake: 'unknown', breathing: 'unknown' },
        chosen: 'place-team',
        why: 'She coughs beside the telephone',
      }),
    );
    const { version } = await timeline(alertId);
    await made(
      http.ask('coordinator', 'POST', `/api/alerts/${alertId}/commands`, { type: 'note', version, text: 'The cat sits at the window.' }),
    );
    const id = await dispatch(alertId);
    expect(await read(id)).toMatchObject({ state: 'offered', requestedBy: 'A coordinator', offers: [{ unitId: 'car-1', answer: null }] });
    expect((await mine('responder')).jobs).toMatchObject([
      {
        id,
        address: '1 Long Lane',
        summary: {
          knownAs: 'Kathleen',
          recorded: [
            expect.stringContaining('No reply. The television is on.'),
            expect.stringMatching(/^Assessed\. Advice: 999: .+\. Chosen: Place team\. She coughs beside the telephone\.$/),
            'The cat sits at the window.',
          ],
          hasKeySafeCode: false,
        },
      },
    ]);
    expect(http.notices.filter((one) => one.id.startsWith(`${id}/offer/1/`))).toMatchObject([
      { alertId: null, channel: { address: 'responder@example.org' } },
    ]);

    await made(say('responder', id, [{ id: `${id}-a`, type: 'accept' }]));
    await vi.waitFor(async () => expect((await timeline(alertId)).owner?.name).toBe('A responder'), patience);
    http.clock.advanceBy(20 * minute);
    const later = [
      { id: `${id}-c`, type: 'arrived', at: iso(http.clock.now() - 5 * minute) },
      { id: `${id}-b`, type: 'on-the-way', at: iso(http.clock.now() - 18 * minute) },
      { id: `${id}-d`, type: 'access-gained', how: 'let-in' },
    ];
    await made(say('responder', id, later));
    await made(say('responder', id, later));
    const answer = await made(
      say('responder', id, [{ id: `${id}-e`, type: 'complete', outcome: 'responder', note: 'Lifted; unhurt.', closesAlert: true }]),
    );
    const job = responseJob.parse(answer.json());
    expect(job.stages.map(({ type }) => type)).toEqual(['accept', 'on-the-way', 'arrived', 'access-gained', 'complete']);
    expect(job).toMatchObject({ state: 'completed', outcome: { code: 'responder' }, clocks: { missed: [] } });
    const written = await http.database.pool.query(
      `select detail->'said' as said from audit where action = 'response-job.crew' and subject = $1 order by id`,
      [id],
    );
    expect(written.rows.map(({ said }) => said)).toEqual([['accept'], ['on-the-way', 'arrived', 'access-gained'], ['complete']]);
    await vi.waitFor(async () => expect((await timeline(alertId)).status).toBe('closed'), patience);
    const told = await timeline(alertId);
    expect(told.timeline.filter(({ type }) => type === 'visit').map(({ text }) => text.replace(/\d\d:\d\d/g, 'T'))).toEqual([
      'A visit is decided: She does not answer. There by T.',
      'The visit is offered to car-1.',
      'car-1 has accepted the visit.',
      'car-1 is on the way, T.',
      'car-1 has arrived, T.',
      'car-1 is inside, T (let in).',
      'The visit is over, T: responder. Lifted; unhurt.',
    ]);
    expect(told.outcome).toMatchObject({ code: 'responder', by: 'A responder' });
  });

  it('that is called off is not told to its crew again, also where the first try may have arrived', async () => {
    await duty('responder', 'car-1');
    const id = await dispatch(await press());
    const { pool } = http.database;
    const of = `starts_with(id, '${id}/offer/')`;
    await pool.query(`update notification set status = 'sending', next_try_at = now() + interval '1 minute' where ${of}`);
    await made(http.ask('coordinator', 'POST', `/api/response-jobs/${id}/cancel`, { reason: 'Over.' }));
    const { rows } = await pool.query(`select distinct status, next_try_at as "nextTryAt" from notification where ${of}`);
    expect(rows).toEqual([{ status: 'suppressed', nextTryAt: null }]);
  });

  it('that is called off while its offer is on its way is told so, and the try under way is the last', async () => {
    await duty('responder', 'car-1');
    const id = await dispatch(await press());
    await http.database.pool.query("update notification set status = 'sending' where starts_with(id, $1)", [`${id}/offer/`]);
    await made(http.ask('coordinator', 'POST', `/api/response-jobs/${id}/cancel`, { reason: 'Over.' }));
    const offer = http.notices.filter((one) => one.id.startsWith(`${id}/offer/`)).map((one) => one.id);
    expect(http.withdrawn).toEqual(expect.arrayContaining(offer));
    expect(http.notices.filter((one) => one.id.startsWith(`${id}/called-off/1/`))).toMatchObject([
      { channel: { address: 'responder@example.org' }, body: expect.stringContaining('is called off') },
    ]);
  });

  it('is offered on every phone of the crew that takes notices, too, in words that name nobody', async () => {
    const endpoint = 'https://push.example.org/phone';
    const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
    await made(http.ask('responder', 'POST', '/api/my/push-subscriptions', { endpoint, keys }));
    await duty('responder', 'car-1');
    const id = await dispatch(await press());
    const told = http.notices.filter((one) => one.id.startsWith(`${id}/offer/`));
    expect(told.map(({ channel }) => channel)).toEqual([
      { kind: 'push', address: http.userIds.responder },
      { kind: 'email', address: 'responder@example.org' },
    ]);
    for (const { subject, body } of told) expect(`${subject} ${body}`).not.toMatch(/Kathleen|Long Lane|answer\./);
    await made(http.ask('responder', 'DELETE', '/api/my/push-subscriptions', { endpoint }));
  });

  it('that nobody answers goes to the next unit and then to the centre, by deadlines that are stored', async () => {
    await duty('responder', 'car-1');
    http.clock.advanceBy(second);
    await duty('clinician', 'car-2');
    const id = await dispatch(await press());
    const pass = async (state: object) => {
      await vi.waitFor(async () => {
        http.clock.advanceBy(90 * second);
        expect(await read(id)).toMatchObject(state);
      }, patience);
    };
    await pass({ offers: [{ unitId: 'car-1', answer: 'timed-out' }, { unitId: 'car-2' }] });
    await pass({ state: 'overflow', offers: [{ answer: 'timed-out' }, { answer: 'timed-out' }] });
    await vi.waitFor(
      () =>
        expect(http.notices.filter((one) => one.id.startsWith(`${id}/overflow/`)).map(({ recipient }) => recipient.name)).toContain(
          'Centre',
        ),
      patience,
    );
  });

  it('is one for an alert, and the same id again is the same visit', async () => {
    await duty('responder', 'car-1');
    const alertId = await press();
    const id = await dispatch(alertId);
    const again = (jobId: string) =>
      http.ask('coordinator', 'POST', `/api/alerts/${alertId}/response-jobs`, { id: jobId, urgency: 'visit', reason: 'Again.' });
    expect((await again(id)).statusCode).toBe(201);
    expect((await again('another')).statusCode).toBe(409);
    expect((await read(id)).offers).toHaveLength(1);
  });

  it('is changed by who saw it as it is; whoever is late gets it as it is now', async () => {
    await duty('responder', 'car-1');
    await duty('clinician', 'car-2');
    const id = await dispatch(await press(), 'car-1');
    const { version } = await read(id);
    const to = (unitId: string) => http.ask('coordinator', 'POST', `/api/response-jobs/${id}/offers`, { unitId, version });
    expect((await to('car-2')).statusCode).toBe(200);
    const late = await to('car-1');
    expect([late.statusCode, late.json().job.offers.length]).toEqual([409, 2]);
    await made(say('clinician', id, [{ id: `${id}-a`, type: 'accept' }]));
    const other = await made(say('responder', id, [{ id: `${id}-b`, type: 'accept' }]));
    expect(other.json()).toMatchObject({ unit: { id: 'car-2' }, noEffect: [{ id: `${id}-b`, reason: 'car-2 has it.' }] });
  });

  it('goes back when its crew goes off duty, and is taken up by who comes on', async () => {
    await duty('responder', 'car-1');
    const alertId = await press();
    const id = await dispatch(alertId);
    await made(say('responder', id, [{ id: `${id}-a`, type: 'accept' }]));
    await duty('responder', null);
    expect(await read(id)).toMatchObject({ state: 'overflow', unit: null });
    await vi.waitFor(async () => expect((await timeline(alertId)).owner).toBeNull(), patience);
    await duty('clinician', 'car-2');
    expect(await read(id)).toMatchObject({ state: 'offered', offers: [{ answer: 'declined' }, { unitId: 'car-2', answer: null }] });
  });
});

describe('a unit', () => {
  const car1 = { teamId: 'rrt', name: 'car-1', skills: ['lifting'] };
  const change = (fields: object) => made(http.ask('manager', 'PUT', '/api/response/units/car-1', { ...car1, ...fields }));

  it('that is retired is not waited for: what was offered to it goes on at once', async () => {
    await duty('responder', 'car-1');
    await duty('clinician', 'car-2');
    const id = await dispatch(await press(), 'car-1');
    await change({ retired: true });
    const asked = { offers: [{ unitId: 'car-1', answer: 'withdrawn' }, { unitId: 'car-2' }] };
    expect(await read(id)).toMatchObject(asked);
    await change({ retired: false });
    expect(await read(id)).toMatchObject(asked);
  });

  it('of which the only one may not sign in any more is not waited for', async () => {
    const { pool } = http.database;
    const at = http.clock.now();
    const gone = { name: 'Gone', email: 'gone@example.org', role: 'responder', passwordHash: 'a hash', wallAt: at } as const;
    const { value: userId } = await write(pool, { at, actor: 'test' }, async (tx) => {
      const id = await addUser(tx, gone);
      await comeOnDuty(tx, id, 'car-1', at + hour);
      return id;
    });
    const id = await dispatch(await press());
    await made(http.ask('administrator', 'POST', `/api/users/${userId}/disable`));
    expect(await read(id)).toMatchObject({ state: 'overflow', offers: [{ unitId: 'car-1', answer: 'withdrawn' }] });
  });

  it('that is with a person past its turn keeps the visit, whoever else comes on duty', async () => {
    await made(http.ask('responder', 'PUT', '/api/response/my/duty', { unitId: 'car-1', untilAt: iso(http.clock.now() + 20 * minute) }));
    const id = await dispatch(await press());
    await made(say('responder', id, [{ id: `${id}-a`, type: 'arrived' }]));
    http.clock.advanceBy(20 * minute);
    await vi.waitFor(() => expect(http.notices.some((one) => one.id.startsWith(`${id}/overtime/`))).toBe(true), patience);
    await duty('clinician', 'car-2');
    expect(await read(id)).toMatchObject({ state: 'arrived', unit: { id: 'car-1' } });
  });
});

describe('the code of a key safe', () => {
  it('is shown to the crew from acceptance to the end, each look written down, and is nowhere else', async () => {
    const put = await http.ask('coordinator', 'PUT', '/api/homes/long-lane/key-safe', { code: '47-11-X' });
    expect(put.statusCode).toBe(204);
    const kit = await http.ask('coordinator', 'GET', '/api/homes/long-lane/kit');
    expect(kit.json().hasKeySafeCode).toBe(true);
    expect(kit.body).not.toContain('47-11-X');
    await duty('responder', 'car-1');
    await duty('clinician', 'car-2');
    const id = await dispatch(await press(), 'car-1');
    const look = async (role: 'responder' | 'clinician') => await http.ask(role, 'POST', `/api/response-jobs/${id}/key-safe`, {});
    expect((await look('responder')).statusCode).toBe(404);
    await made(say('responder', id, [{ id: `${id}-a`, type: 'accept' }]));
    expect((await look('responder')).json()).toEqual({ code: '47-11-X' });
    expect((await look('clinician')).statusCode).toBe(404);
    await made(say('responder', id, [{ id: `${id}-b`, type: 'complete', outcome: 'responder' }]));
    expect((await look('responder')).statusCode).toBe(404);

    const { pool } = http.database;
    const { rows } = await pool.query(`select actor, detail from audit where action = 'key-safe.look'`);
    expect(rows).toEqual([{ actor: `user:${http.userIds.responder}`, detail: { jobId: id, patientId: 'kathleen' } }]);
    const stored = await pool.query<{ all: string }>(`select string_agg(t::text, ' ') as all from (
      select body::text from response_job union all select body::text from response_event union all select detail::text from audit union all
      select body::text from notification union all select sealed::text from key_safe) as t`);
    expect(stored.rows[0]!.all).not.toContain('47-11-X');
    expect(http.logged.join()).not.toContain('47-11-X');
    expect((await read(id)).summary.hasKeySafeCode).toBe(true);
  });
});

describe('the ladder of an alert', () => {
  const toRapidResponse = async () => {
    const alertId = await press();
    const { version } = await timeline(alertId);
    await made(
      http.ask('coordinator', 'POST', `/api/alerts/${alertId}/commands`, { type: 'hand-over', version, to: { level: 'rapid-response' } }),
    );
    return alertId;
  };
  const jobOf = async (alertId: string) =>
    responseBoard.parse((await http.ask('coordinator', 'GET', '/api/response/board')).json()).jobs.find((job) => job.alertId === alertId);

  it('asks for a crew by itself where a unit is on duty', async () => {
    await duty('responder', 'car-1');
    const alertId = await toRapidResponse();
    await vi.waitFor(
      async () => expect(await jobOf(alertId)).toMatchObject({ state: 'offered', requestedBy: 'the plan of the alert' }),
      patience,
    );
  });

  it('and where nobody is, tells people as before and nothing else', async () => {
    const alertId = await toRapidResponse();
    // What follows the alert has its turn before a later decision.
    const other = await http.ask('coordinator', 'POST', '/api/alerts/none/response-jobs', {
      id: 'none',
      urgency: 'visit',
      reason: 'None.',
    });
    expect(other.statusCode).toBe(404);
    expect(await jobOf(alertId)).toBeUndefined();
    expect((await timeline(alertId)).timeline.map(({ type }) => type)).toContain('step');
  });
});
