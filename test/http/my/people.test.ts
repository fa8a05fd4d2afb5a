import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../../../rules/model/time.ts';
import { httpFixture } from '../fixture.ts';
import { type Circle, circle, me } from './circle.ts';

let c: Circle;
beforeAll(async () => {
  c = await circle(await httpFixture());
  await c.relate('patient', 'self');
  await c.relate('contact', 'contact', 'mary');
  await c.relate('agency-carer', 'agency');
});
afterAll(() => c?.http.close());

const people = async (role: Parameters<Circle['ask']>[0], language?: string) =>
  (await c.ask(role, 'GET', '/api/my/people', undefined, language)).json();

describe('the people whom a user of the app follows', () => {
  it('are unknown until something is heard, never well', async () => {
    const [kathleen] = await people('patient');
    expect(kathleen).toMatchObject({ patientId: 'kathleen', relation: 'self', lastHeardAt: null, openAlerts: 0 });
    expect(kathleen.sentence).toMatchObject({ tone: 'unknown', asOfAt: null, text: 'We have not heard from you yet.' });
  });

  it('are up and about when their home has said so, and the words are in the language asked for', async () => {
    await c.device('fridge', 'contact', 'open');
    const [kathleen] = await people('patient');
    expect(kathleen.sentence).toMatchObject({ key: 'up', tone: 'well', text: 'You are up and about: we last noticed you at 06:00.' });
    expect((await people('agency-carer', 'pl-PL,en;q=0.8'))[0].sentence.text).toBe('Kathleen jest na nogach: ostatni znak o 06:00.');
  });

  it('show a contact what they were allowed and no more', async () => {
    const [before] = await people('contact');
    expect(before).toMatchObject({ purposes: ['be-told'], sentence: null, lastHeardAt: null, openAlerts: 0 });
    await c.allow('mary', 'see-status');
    const [after] = await people('contact');
    expect(after).toMatchObject({ purposes: ['be-told', 'see-status'], sentence: { key: 'up' }, lastHeardAt: '2026-01-12T06:00:00.000Z' });
    const detail = (await c.ask('contact', 'GET', me)).json();
    expect(detail).toMatchObject({ presence: { mode: 'home', untilAt: null }, pause: null, goals: [], today: [] });
    expect(detail.mayAct).toEqual(['see-alerts', 'see-duty', 'be-on-duty', 'messages', 'see-plan']);
  });

  it('know who was shown how they are: the list is a look at each of them, not one at many', async () => {
    const looks = await c.ask('patient', 'GET', `${me}/looks`);
    const { looks: ofToday } = looks.json()[0];
    const byMary = ofToday.filter(({ by }: { by: string }) => by === 'A contact');
    expect(Object.fromEntries(byMary.map(({ what, times }: { what: string; times: number }) => [what, times]))).toEqual({
      'the sentence that says how you are': 2,
      'the page about you': 1,
    });
    await c.ask('contact', 'GET', '/api/my/alerts');
    const { rows } = await c.http.database.pool.query(`select action from audit where patient_id is null and action like 'read /api/my/%'`);
    expect(rows).toEqual([]);
  });

  it('are nobody for who has no relation, or no consent', async () => {
    expect(await people('champion')).toEqual([]);
    expect((await c.ask('champion', 'GET', me)).statusCode).toBe(404);
    expect((await c.ask('coordinator', 'GET', '/api/my/people')).statusCode).toBe(403);
  });

  it('fall silent, and are then unknown with the time they were heard last', async () => {
    c.http.clock.advanceBy(20 * minute);
    expect((await people('contact'))[0].sentence).toMatchObject({
      key: 'kit-silent',
      tone: 'unknown',
      asOfAt: '2026-01-12T06:00:00.000Z',
      text: 'We have not heard from the home of Kathleen since 06:00.',
    });
  });

  it('are in hospital', async () => {
    const presence = { mode: 'hospital', untilAt: '2026-01-14T09:00:00Z' };
    await c.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', presence);
    expect((await people('contact'))[0].sentence).toMatchObject({
      tone: 'unknown',
      text: 'Kathleen is in hospital until 14 January, 09:00. We do not watch the home.',
    });
    await c.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'home' });
  });
});
