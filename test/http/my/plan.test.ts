import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carePlanShown } from '../../../gateway/contract/care-plan.ts';
import type { Role } from '../../../gateway/store/users.ts';
import { aPlanDraft } from '../../support/care-plan.ts';
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

const plan = (role: Role, language?: string) => c.ask(role, 'GET', `${me}/plan`, undefined, language);
const sections = async (role: Role) => carePlanShown.parse((await plan(role)).json()).parts.map(({ section }) => section);

describe('the plan of care in the app', () => {
  it('is null while there is none, or only a draft', async () => {
    expect((await plan('patient')).json()).toBeNull();
    expect((await c.ask('coordinator', 'PUT', '/api/patients/kathleen/plan/draft', aPlanDraft())).statusCode).toBe(204);
    expect((await plan('patient')).json()).toBeNull();
  });

  it('shows each the parts that are for them, wishes to nobody with whom they are not shared', async () => {
    const approval = { version: 1, revision: 1 };
    expect((await c.ask('clinician', 'POST', '/api/patients/kathleen/plan/approve', approval)).statusCode).toBe(204);
    expect(await sections('patient')).toHaveLength(7);
    expect(await sections('agency-carer')).toEqual(['normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions']);
    expect(await sections('contact')).toEqual(['normalForMe', 'keyAccess']);
    expect((await plan('contact')).body).not.toContain('Resuscitation');
  });

  it('comes in the language that was asked for', async () => {
    const shown = carePlanShown.parse((await plan('contact', 'pl')).json());
    expect(shown.parts.map(({ title }) => title)).toEqual(['Co jest u mnie normalne', 'Jak wejść do domu']);
  });

  it('comes with an alert to whoever answers it, as far as it is shared with them', async () => {
    await c.device('watch', 'sos');
    const [{ id }] = (await c.ask('contact', 'GET', '/api/my/alerts')).json();
    const shown = async (role: Role) => (await c.ask(role, 'GET', `/api/my/alerts/${id}`)).json().plan;
    expect(carePlanShown.parse(await shown('contact')).parts.map(({ section }) => section)).toEqual(['normalForMe', 'keyAccess']);
    expect(await shown('patient')).toBeNull();
  });

  it('is for nobody without a relation or consent, and not for champions', async () => {
    expect((await plan('champion')).statusCode).toBe(403);
    await c.http.database.pool.query(`update contact_consent set ended_at = now(), ended_by = 'Kathleen' where contact_id = 'mary'`);
    expect((await plan('contact')).statusCode).toBe(404);
  });
});
