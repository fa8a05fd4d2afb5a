import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../../rules/model/time.ts';
import { httpFixture, startAt } from '../fixture.ts';
import { type Circle, circle, me } from './circle.ts';

let c: Circle;
beforeAll(async () => {
  c = await circle(await httpFixture());
  await c.relate('patient', 'self');
  await c.relate('contact', 'contact', 'mary');
});
afterAll(() => c?.http.close());

const pressure = (systolicMmHg: unknown, diastolicMmHg: unknown = 76) => ({ systolicMmHg, diastolicMmHg });
const enter = (id: string, value: unknown, more: object = {}) =>
  c.ask('patient', 'POST', `${me}/readings`, { id, kind: 'blood-pressure', value, measuredAt: new Date(startAt).toISOString(), ...more });
const stored = async () =>
  (
    await c.http.database.pool.query(
      `select source, key, provenance, observed_at from observation where kind = 'blood-pressure' order by key`,
    )
  ).rows;

describe('readings entered by hand', () => {
  it('are stored and judged, once however often they are sent, with the time of the phone', async () => {
    const measuredAt = '2026-01-12T05:40:00Z';
    for (let i = 0; i < 2; i++) expect((await enter('r0', pressure(128), { measuredAt })).json()).toEqual({ stored: true, repeat: null });
    expect(await stored()).toEqual([{ source: 'person:kathleen', key: 'r0', provenance: 'manual', observed_at: Date.parse(measuredAt) }]);
  });

  it('are shown in plain words', async () => {
    const [one] = (await c.ask('patient', 'GET', `${me}/readings`)).json();
    expect(one).toMatchObject({ label: 'Blood pressure', text: '128 over 76 mmHg', measuredAt: '2026-01-12T05:40:00.000Z', byHand: true });
    const polish = (await c.ask('patient', 'GET', `${me}/readings?kind=blood-pressure`, undefined, 'pl')).json();
    expect(polish[0]).toMatchObject({ label: 'Ciśnienie krwi', text: '128 na 76 mmHg' });
    expect((await c.ask('patient', 'GET', `${me}/readings?kind=glucose`)).json()).toEqual([]);
  });

  it('that look different from the usual are stored, and a repeat is asked for', async () => {
    for (let i = 1; i <= 4; i++)
      expect((await enter(`r${i}`, pressure(126 + i), { measuredAt: new Date(startAt - i * day).toISOString() })).json().repeat).toBeNull();
    const odd = (await enter('r5', pressure(180))).json();
    expect(odd).toMatchObject({ stored: true, repeat: { text: expect.stringContaining('measure again') } });
    expect((await enter('r6', pressure(181), { measuredAt: '2026-01-12T05:59:59Z' })).json().repeat).not.toBeNull();
    expect(await stored()).toHaveLength(7);
  });

  it('that cannot be are refused with the place and the range, and kept aside', async () => {
    const answer = await enter('r9', pressure(900));
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      detail: expect.stringMatching(/^value\.systolicMmHg: .*Possible: systolicMmHg 40 to 300, diastolicMmHg 20 to 200\.$/),
      errors: [{ path: 'value.systolicMmHg' }],
    });
    expect(await stored()).toHaveLength(7);
    const { rows } = await c.http.database.pool.query(`select source, reason from quarantine`);
    expect(rows).toEqual([{ source: 'person:kathleen', reason: expect.stringContaining('systolicMmHg') }]);
    expect((await enter('r10', pressure(128), { kind: 'room-temperature' })).statusCode).toBe(400);
  });

  it('are a contact’s to see only with consent, and never to enter', async () => {
    expect((await c.ask('contact', 'GET', `${me}/readings`)).statusCode).toBe(404);
    await c.allow('mary', 'see-readings');
    expect((await c.ask('contact', 'GET', `${me}/readings`)).json()).toHaveLength(7);
    expect((await c.ask('contact', 'POST', `${me}/readings`, {})).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe("I'm OK and a call for help", () => {
  const signal = (what: 'ok' | 'help', id: string, at = new Date(startAt).toISOString()) =>
    c.ask('patient', 'POST', `${me}/${what}`, { id, at });
  const alerts = async () =>
    (await c.http.database.pool.query(`select state ->> 'template' as template, status from alert order by id`)).rows;

  it('say what a button at home would say, once for one id', async () => {
    for (let i = 0; i < 2; i++) expect((await signal('ok', 'ok1')).json().text).toContain('you are OK');
    const { rows } = await c.http.database.pool.query(`select kind, source, provenance from observation where kind = 'ok'`);
    expect(rows).toEqual([{ kind: 'ok', source: 'person:kathleen', provenance: 'manual' }]);
  });

  it('call for help: the alert is open when it is answered, and one however often it is pressed', async () => {
    for (let i = 0; i < 2; i++) expect((await signal('help', 'h1')).json().text).toContain('Somebody is being told now');
    expect(await alerts()).toEqual([{ template: 'sos', status: 'open' }]);
  });

  it.each(['2031-01-01T00:00:00Z', '2001-01-01T00:00:00Z'])('is not refused for a phone whose clock says %s', async (at) => {
    expect((await signal('help', `clock${at.slice(0, 4)}`, at)).statusCode).toBe(200);
  });

  it('is the person’s own', async () => {
    expect((await c.ask('contact', 'POST', `${me}/help`, { id: 'x', at: new Date(startAt).toISOString() })).statusCode).toBe(403);
  });

  it('is limited, so that a page that runs in a circle does no harm', async () => {
    const answers = await Promise.all(Array.from({ length: 31 }, (_, i) => signal('help', `many${i}`)));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers['retry-after']).toBeDefined();
  });
});
