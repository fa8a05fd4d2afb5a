import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observationView } from '../../gateway/contract/observations.ts';
import type { Arrival } from '../../gateway/ports.ts';
import { patience } from '../support/patience.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

let http: HttpFixture;
let secrets: Map<string, string>;
/** Set: arrivals are kept here and nobody answers. */
let held: { arrival: Arrival; done: (error: Error | null) => void }[] | null = null;
let heldWaiting = 0;
let patienceMs = 30_000;

beforeAll(async () => {
  http = await httpFixture((deps) => ({
    intake: {
      accept: (arrival, done) => (held ? void held.push({ arrival, done }) : deps.intake.accept(arrival, done)),
      get waiting() {
        return held ? heldWaiting : deps.intake.waiting;
      },
    },
    config: {
      ...deps.config,
      get answerWithinMs() {
        return patienceMs;
      },
    },
  }));
  secrets = await enrolKathleen(http);
});
afterAll(() => http?.close());

const iso = (at: number) => new Date(at).toISOString();
const stored = async () =>
  (
    await http.database.pool.query<{ source: string; kind: string }>(
      'select source, kind, patient_id, provenance from observation order by seq',
    )
  ).rows;
const send = (id: string, payload: string | object, headers: Record<string, string> = basic(id, secrets.get(id) ?? '')) =>
  http.app.inject({
    method: 'POST',
    url: `/api/devices/${id}/observations`,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('what a person enters', () => {
  const url = '/api/patients/kathleen/observations';
  const pressure = { kind: 'blood-pressure', value: { systolicMmHg: 150, diastolicMmHg: 90 } };

  it('is stored and judged when it is answered, and marked as entered by hand', async () => {
    const answer = await http.ask('clinician', 'POST', url, pressure);
    expect(answer.statusCode).toBe(201);
    expect(observationView.array().parse(answer.json())).toMatchObject([
      { source: 'person:kathleen', provenance: 'manual', unit: 'mm[Hg]', observedAt: iso(startAt) },
    ]);
    expect(await stored()).toEqual([{ source: 'person:kathleen', kind: 'blood-pressure', patient_id: 'kathleen', provenance: 'manual' }]);
  });

  it('is refused whole when a part of it cannot be read', async () => {
    const wrong = { kind: 'blood-pressure', value: { systolicMmHg: 900, diastolicMmHg: 90 } };
    const answer = await http.ask('clinician', 'POST', url, [pressure, wrong]);
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: expect.stringContaining('systolicMmHg') }] });
    const { rows } = await http.database.pool.query('select from quarantine');
    expect([(await stored()).length, rows.length]).toEqual([1, 0]);
  });

  it.each([
    ['an unknown kind', { kind: 'mood', value: 1 }, 400],
    ['a patient who does not exist', pressure, 404],
    ['half a surrogate pair', { kind: 'ok', id: '\ud800' }, 400],
  ])('is refused for %s', async (_, body, status) => {
    const to = status === 404 ? '/api/patients/nobody/observations' : url;
    expect((await http.ask('clinician', 'POST', to, body)).statusCode).toBe(status);
  });
});

describe('what a device sends', () => {
  it('is taken with its own credential, in the shapes of MQTT', async () => {
    const answer = await send('fridge', [
      { kind: 'contact', value: 'open', id: 'a' },
      { kind: 'heartbeat', battery: 90 },
    ]);
    expect([answer.statusCode, answer.json()]).toEqual([201, { stored: 3, unreadable: [] }]);
    expect((await stored()).slice(1).map(({ kind }) => kind)).toEqual(['contact', 'heartbeat', 'battery']);
  });

  it('is stored once when it is sent twice', async () => {
    const before = (await stored()).length;
    expect((await send('fridge', { kind: 'contact', value: 'open', id: 'a' })).statusCode).toBe(201);
    expect((await stored()).length).toBe(before);
  });

  it('is kept with its reason where it cannot be read, and the rest is taken', async () => {
    const answer = await send('fridge', [
      { kind: 'contact', value: 'ajar' },
      { kind: 'contact', value: 'closed', id: 'b' },
    ]);
    expect(answer.json()).toEqual({ stored: 1, unreadable: [expect.stringMatching(/^\[0\]\.value/)] });
    const [entry] = (await http.ask('manager', 'GET', '/api/quarantine')).json();
    expect(entry).toMatchObject({
      source: 'fridge',
      topic: '/api/devices/fridge/observations',
      payload: '{"kind":"contact","value":"ajar"}',
    });
  });

  it.each([
    ['no JSON', '{"kind":'],
    ['nothing', ''],
    ['only what is wrong', '{"kind":"mood"}'],
  ])('is a problem when it is %s, and is kept', async (_, payload) => {
    const before = (await http.ask('manager', 'GET', '/api/quarantine')).json().length;
    const answer = await send('fridge', payload);
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: expect.any(String), message: expect.any(String) }] });
    expect((await http.ask('manager', 'GET', '/api/quarantine')).json()).toHaveLength(before + 1);
  });

  it.each([
    ['without a credential', () => send('fridge', { kind: 'ok' }, {}), 401],
    ['with a wrong secret', () => send('fridge', { kind: 'ok' }, basic('fridge', 'wrong')), 401],
    ['of another device', () => send('fridge', { kind: 'ok' }, basic('watch', secrets.get('watch')!)), 403],
    ['with a malformed header', () => send('fridge', { kind: 'ok' }, { authorization: 'Basic ???' }), 401],
  ])('is refused %s', async (_, attempt, status) => {
    expect((await attempt()).statusCode).toBe(status);
  });
});

describe('while it cannot be stored', () => {
  it('is answered only when the intake says that it is stored', async () => {
    held = [];
    const answer = send('watch', { kind: 'ok', id: 'held' });
    let answered = false;
    void answer.then(() => {
      answered = true;
    });
    await expect.poll(() => held?.length, patience).toBe(1);
    expect(answered).toBe(false);
    held[0]!.done(null);
    expect((await answer).statusCode).toBe(201);
    held = null;
  });

  it.each([
    ['the intake gives up', () => held![0]!.done(new Error('away')), 'not stored'],
    ['nobody answers in time', () => undefined, 'not known yet'],
  ])('is a 503 that asks to come again when %s', async (_, then, words) => {
    held = [];
    patienceMs = words === 'not known yet' ? 50 : 30_000;
    const answer = send('watch', { kind: 'ok', id: 'later' });
    await expect.poll(() => held?.length, patience).toBe(1);
    then();
    const { statusCode, headers, body } = await answer;
    expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
    expect(body).toContain(words);
    held = null;
    patienceMs = 30_000;
  });

  it('is not even begun when too much is waiting', async () => {
    held = [];
    heldWaiting = 1_000;
    expect((await send('watch', { kind: 'ok' })).statusCode).toBe(503);
    expect(held).toEqual([]);
    held = null;
  });
});

describe('what is stored', () => {
  const read = async (query: string) =>
    observationView.array().parse((await http.ask('coordinator', 'GET', `/api/patients/kathleen/observations${query}`)).json());

  it('is read newest first, the home, her own and by hand together', async () => {
    http.clock.advanceBy(60_000);
    await send('watch', { kind: 'ok', id: 'c', observedAt: iso(startAt - 3_600_000) });
    const all = await read('');
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(['person:kathleen', 'fridge', 'watch']));
    expect(all.at(-1)).toMatchObject({
      source: 'watch',
      sourceName: 'Button',
      label: "I'm OK",
      value: true,
      receivedAt: iso(startAt + 60_000),
    });
    expect(all.map(({ observedAt }) => observedAt)).toEqual(
      all
        .map(({ observedAt }) => observedAt)
        .toSorted()
        .reverse(),
    );
  });

  it.each([
    ['by kind', '?kind=contact', 2],
    ['by time, the end not included', `?from=${iso(startAt - 3_600_000)}&to=${iso(startAt)}`, 1],
    ['up to a number', '?limit=2', 2],
    ['of a time when there was nothing', '?to=2026-01-01T00:00:00Z', 0],
  ])('is read %s', async (_, query, n) => {
    expect(await read(query)).toHaveLength(n);
  });

  it('tells when a device was heard last, whatever its clock says', async () => {
    const heard = async () => (await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json().lastHeardAt;
    http.clock.advanceBy(60_000);
    await send('watch', { kind: 'ok', id: 'fast', observedAt: iso(http.clock.now() + 3_600_000) });
    http.clock.advanceBy(60_000);
    await send('watch', { kind: 'ok', id: 'slow', observedAt: iso(startAt - 86_400_000) });
    expect(await heard()).toBe(iso(http.clock.now()));
  });
});
