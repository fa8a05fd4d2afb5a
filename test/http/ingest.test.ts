import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takenFromApp } from '../../gateway/contract/apps.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';
import { type Steady, steady } from './steady.ts';

let http: HttpFixture;
let app: Steady;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  await http.ask('clinician', 'POST', '/api/patients/kathleen/scenarios', {
    id: 'k-sugar',
    template: 'glucose',
    approvedBy: 'Dr Amin',
  });
  app = await steady(http);
});
afterAll(() => http?.close());

const iso = (at: number) => new Date(at).toISOString();
const openMhealth = '/api/ingest/open-mhealth';
const glucose = (value: number, unit: string, id: string, more: object = {}) => ({
  header: { id, creation_date_time: iso(startAt), schema_id: { namespace: 'omh', name: 'blood-glucose', version: '4.0' } },
  body: { blood_glucose: { value, unit }, effective_time_frame: { date_time: iso(startAt) }, ...more },
});
const stored = async () =>
  (await http.database.pool.query(`select source, kind, value, provenance, patient_id, detail from observation order by seq`)).rows;
const quarantined = async () => (await http.ask('manager', 'GET', '/api/quarantine')).json();
const sugarAlerts = () => http.pipeline.openAlerts().filter(({ scenarioId }) => scenarioId === 'k-sugar');

describe('data points of Open mHealth', () => {
  it('that sum up are history, whatever they say', async () => {
    const answer = await app.send(openMhealth, glucose(36, 'mg/dL', 'a', { descriptive_statistic: 'minimum' }));
    expect(answer.statusCode).toBe(201);
    expect(takenFromApp.parse(answer.json()).observations).toMatchObject([{ statistic: 'minimum', value: 1.9983 }]);
    expect(await stored()).toHaveLength(1);
    expect(sugarAlerts()).toEqual([]);
  });

  it('are stored and judged when they are answered, converted, with what was sent beside it', async () => {
    const answer = await app.send(openMhealth, glucose(36, 'mg/dL', 'b'));
    expect([answer.statusCode, takenFromApp.parse(answer.json())]).toMatchObject([
      201,
      {
        observations: [
          {
            kind: 'glucose',
            value: 1.9983,
            unit: 'mmol/L',
            original: { value: 36, unit: 'mg/dL' },
            sourceName: 'Steady BP',
            provenance: 'app',
          },
        ],
        unreadable: [],
      },
    ]);
    expect((await stored()).at(-1)).toEqual({
      source: app.deviceId,
      kind: 'glucose',
      value: 1.9983,
      provenance: 'app',
      patient_id: 'kathleen',
      detail: { original: { value: 36, unit: 'mg/dL' } },
    });
    expect(sugarAlerts()).toHaveLength(1);
    expect((await verifyReplay(http.database.pool, catalogue)).differences).toEqual([]);
  });

  it('are shown to people as they came and as they count', async () => {
    const seen = (await http.ask('clinician', 'GET', `/api/patients/kathleen/observations?to=${iso(startAt + 1)}`)).json();
    expect(seen).toMatchObject([
      { statistic: 'minimum', original: { value: 36, unit: 'mg/dL' } },
      { value: 1.9983, original: { value: 36, unit: 'mg/dL' }, sourceName: 'Steady BP' },
    ]);
  });

  it('that cannot be read are kept with their reason, and the others are stored', async () => {
    const before = (await stored()).length;
    const mood = { header: { id: 'm', creation_date_time: iso(startAt), schema_id: { name: 'mood' } }, body: { mood: 3 } };
    const answer = await app.send(openMhealth, [mood, glucose(6.1, 'mmol/L', 'c')]);
    expect([answer.statusCode, answer.json().unreadable]).toEqual([
      201,
      ['[0].header.schema_id.name: "mood" is no kind of reading that is known here'],
    ]);
    expect(await stored()).toHaveLength(before + 1);
    expect((await quarantined())[0]).toMatchObject({ source: app.deviceId, topic: openMhealth, payload: JSON.stringify(mood) });
  });

  it('of which none can be read are a problem that names what and where, and are kept', async () => {
    const before = (await quarantined()).length;
    const answer = await app.send(openMhealth, glucose(6.1, 'kg', 'd'));
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'body.blood_glucose.unit', message: expect.stringContaining('mmol/L') }],
    });
    expect(await quarantined()).toHaveLength(before + 1);
  });
});

describe('the memory of a cuff', () => {
  const csv = 'Date,Time,SYS,DIA,PUL\n2026-01-11,07:45,132,81,64\n2026-01-11,19:30,128,79,66\n';
  const send = (text: string, query = '') => app.send(`/api/ingest/csv${query}`, text, { 'content-type': 'text/csv' });

  it('is stored once, however often it is sent', async () => {
    const before = (await stored()).length;
    expect((await send(csv)).json().observations).toHaveLength(4);
    expect(await stored()).toHaveLength(before + 4);
    expect((await send(csv)).statusCode).toBe(201);
    expect(await stored()).toHaveLength(before + 4);
    expect((await send(`${csv}2026-01-12,05:30,130,80,63\n`)).statusCode).toBe(201);
    expect(await stored()).toHaveLength(before + 6);
  });

  it('with dates that may be two days needs a word, and is refused without', async () => {
    const unclear = 'Date,Time,SYS,DIA\n01/02/2025,07:45,132,81\n';
    const answer = await send(unclear);
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'line 2, Date', message: expect.stringContaining('dates=day-first') }],
    });
    expect((await send(unclear, '?dates=day-first')).json().observations).toMatchObject([{ observedAt: '2025-02-01T07:45:00.000Z' }]);
    expect((await send(unclear, '?dates=european')).statusCode).toBe(400);
  });
});
