import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CarePlanView, carePlanComparison, carePlanVersion, carePlanView } from '../../gateway/contract/care-plan.ts';
import { carePlanFor, planReaderOf } from '../../gateway/http/care-plan-shown.ts';
import { chasePlans } from '../../gateway/store/care-plan-tasks.ts';
import { day } from '../../rules/model/time.ts';
import { aPlan, aPlanDraft } from '../support/care-plan.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const url = '/api/patients/kathleen/plan';
const planNow = async (): Promise<CarePlanView> => carePlanView.parse((await http.ask('responder', 'GET', url)).json());
const write = (changes: Parameters<typeof aPlanDraft>[0] = {}) => http.ask('coordinator', 'PUT', `${url}/draft`, aPlanDraft(changes));
const status = async (answer: ReturnType<HttpFixture['ask']>) => (await answer).statusCode;
const problems = async (answer: ReturnType<HttpFixture['ask']>) => {
  const { statusCode, ...said } = await answer;
  return [statusCode, said.json().errors?.map(({ path, message }: { path: string; message: string }) => `${path}: ${message}`)];
};
const tasks = async () =>
  (await http.ask('coordinator', 'GET', '/api/tasks'))
    .json<{ id: string; kind: string; queue: string; text: string }[]>()
    .filter(({ kind }) => kind.startsWith('plan-'));

describe('a plan of care', () => {
  it('does not exist at first, and says so', async () => {
    expect(await planNow()).toEqual({ active: null, draft: null, reviewOverdue: false, done: [] });
    expect(await status(http.ask('responder', 'GET', `${url}/print`))).toBe(404);
    expect(await status(http.ask('responder', 'GET', '/api/patients/nobody/plan'))).toBe(404);
    expect(await status(http.ask('clinician', 'POST', `${url}/approve`, { version: 1, revision: 1 }))).toBe(404);
    expect(await status(http.ask('coordinator', 'DELETE', `${url}/draft`))).toBe(404);
  });

  it('is a draft that nobody overwrites or approves unread', async () => {
    expect(await status(write({ agreed: null, reviewOn: null }))).toBe(204);
    expect((await planNow()).draft).toMatchObject({ version: 1, revision: 1, writtenBy: 'A coordinator', approvedBy: null });
    expect(await status(write())).toBe(409);
    expect(await status(write({ revision: 1, agreed: null }))).toBe(204);
    expect(await status(http.ask('clinician', 'POST', `${url}/approve`, { version: 1, revision: 1 }))).toBe(409);
    expect(await problems(http.ask('clinician', 'POST', `${url}/approve`, { version: 1, revision: 2 }))).toEqual([
      422,
      ['agreed: must say who agreed'],
    ]);
    expect((await planNow()).active).toBeNull();
  });

  it.each([
    [{ reviewOn: null }, 'reviewOn: must be given'],
    [{ reviewOn: '2026-01-12' }, 'reviewOn: must lie ahead, within a year'],
    [{ reviewOn: '2027-01-14' }, 'reviewOn: must lie ahead, within a year'],
    [{ agreed: { by: 'patient', on: '2026-01-13' } }, 'agreed.on: must not lie ahead'],
    [
      { sections: aPlan({ mattersToMe: '', normalForMe: ' ' }) },
      'sections: must say what matters to the person, or what is normal for them',
    ],
  ] as const)('%j is no plan to approve', async (changes, says) => {
    const { revision } = (await planNow()).draft!;
    await write({ ...structuredClone(changes), revision } as Parameters<typeof write>[0]);
    const draft = (await planNow()).draft!;
    expect(draft.revision).toBe(revision + 1);
    expect(await problems(http.ask('clinician', 'POST', `${url}/approve`, { version: 1, revision: draft.revision }))).toEqual([
      422,
      [says],
    ]);
  });

  it.each([
    [{ wishes: { ...aPlan().wishes, documents: [] } }, /documents: must name the ReSPECT form/],
    [{ wishes: { ...aPlan().wishes, hospitalOnlyIf: '' } }, /hospitalOnlyIf: must say when/],
    [{ wishes: { ...aPlan().wishes, cpr: undefined } }, /wishes\.cpr/],
    [{ keyAccess: { note: 'Key safe, code is 4711', holders: [] } }, /must not hold the code of a key safe/],
    [{ keyAccess: { note: '', holders: ['otto'] } }, /keyAccess\.holders\.0: is not a contact of this patient/],
    [
      { actions: [{ id: '', what: 'Visit', owner: { kind: 'contact', id: 'otto', name: '' }, dueOn: null }] },
      /actions\.0\.owner\.id: is not a contact of this patient/,
    ],
  ])('%j is refused', async (sections, says) => {
    const { revision } = (await planNow()).draft!;
    const [code, said] = await problems(
      http.ask('coordinator', 'PUT', `${url}/draft`, { ...aPlanDraft({ revision }), sections: { ...aPlan(), ...sections } }),
    );
    expect([400, 422]).toContain(code);
    expect(said.join()).toMatch(says);
  });

  it('comes into force in the name of a clinician, and is said to be complete or not part by part', async () => {
    await write({ revision: (await planNow()).draft!.revision });
    const { revision } = (await planNow()).draft!;
    expect(await status(http.ask('clinician', 'POST', `${url}/approve`, { version: 1, revision }))).toBe(204);
    const { active, draft } = await planNow();
    expect(draft).toBeNull();
    expect(active).toMatchObject({ version: 1, status: 'active', approvedBy: 'A clinician', writtenBy: 'A coordinator' });
    expect(active?.parts.find(({ section }) => section === 'wishes')).toEqual({
      section: 'wishes',
      title: 'My wishes, and the limits of treatment',
      lines: [
        'Resuscitation (CPR): no.',
        'Hospital: only if it is for a broken bone',
        'ReSPECT form: kept in the yellow folder by the phone; decided by Dr Amin on 3 November 2025.',
        'No drip at home.',
      ],
      recorded: true,
    });
    expect(active?.parts.find(({ section }) => section === 'actions')?.lines).toEqual([
      'Buy shoes with Velcro (Mary, by 20 January 2026)',
      'Look at the feet (Podiatrist)',
    ]);
  });

  it('is kept in every version, with what each changed', async () => {
    const wishes = { cpr: 'not-recorded', hospital: 'not-recorded', hospitalOnlyIf: '', documents: [], words: '' } as const;
    await write({ sections: aPlan({ wishes: { ...wishes, documents: [] }, okToStay: '' }) });
    expect((await planNow()).draft).toMatchObject({ version: 2, revision: 1 });
    await http.ask('clinician', 'POST', `${url}/approve`, { version: 2, revision: 1 });
    const versions = (await http.ask('manager', 'GET', `${url}/versions`)).json<unknown[]>().map((one) => carePlanVersion.parse(one));
    expect(versions.map(({ version, status: is }) => [version, is])).toEqual([
      [2, 'active'],
      [1, 'superseded'],
    ]);
    expect(versions[0]?.parts.find(({ section }) => section === 'wishes')).toMatchObject({
      recorded: false,
      lines: ['Resuscitation (CPR): not recorded.', 'Hospital: not recorded.'],
    });
    expect(versions[0]?.parts.find(({ section }) => section === 'okToStay')).toMatchObject({ recorded: false, lines: ['Not recorded.'] });
    const compared = carePlanComparison.parse((await http.ask('manager', 'GET', `${url}/versions/2`)).json());
    expect(compared.since).toBe(1);
    expect(compared.changes.map(({ section }) => section)).toEqual(['okToStay', 'wishes']);
    expect(compared.changes[0]).toMatchObject({
      removed: ['If my sugar is above 4 fifteen minutes after juice, I stay.'],
      added: ['Not recorded.'],
    });
    expect(await status(http.ask('manager', 'GET', `${url}/versions/9`))).toBe(404);
    expect(await status(http.ask('manager', 'GET', `${url}/versions/2?since=9`))).toBe(404);
  });

  it('cannot be rewritten once it was in force, not even in the database', async () => {
    const { pool } = http.database;
    for (const change of [
      `update care_plan set sections = '{}' where version = 1`,
      `update care_plan set status = 'draft' where version = 2`,
      'delete from care_plan where version = 1',
    ])
      await expect(pool.query(change)).rejects.toThrow('a plan that has been in force is not changed');
    await expect(
      pool.query(
        `insert into care_plan (patient_id, version, status, sections, written_by, written_at) values ('kathleen', 3, 'active', '{}', 'x', now())`,
      ),
    ).rejects.toThrow('care_plan_in_force');
  });

  it('is written down when it is looked at and changed, without what it says', async () => {
    const { rows } = await http.database.pool.query(
      `select action, detail::text from audit where patient_id = 'kathleen' and action like 'plan.%'`,
    );
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['plan.draft', 'plan.approve']));
    expect(JSON.stringify(rows)).not.toMatch(/Velcro|sugar|Resuscitation/);
    const looks = (await http.ask('manager', 'GET', '/api/patients/kathleen/looks')).json<{ route: string }[]>();
    expect(looks.map(({ route }) => route)).toContain('/api/patients/:id/plan');
  });
});

describe('who reads which part', () => {
  const at = startAt;
  const patient = { id: 'kathleen', zone: 'Europe/London' };
  const seen = async (reader: Parameters<typeof carePlanFor>[2]) =>
    (await carePlanFor(http.database.pool, patient, reader, { at }))?.parts.map(({ section }) => section) ?? null;

  it('staff and the person themselves everything', async () => {
    expect(await seen({ kind: 'staff' })).toHaveLength(7);
    expect(await seen({ kind: 'self' })).toHaveLength(7);
  });

  it('carers of the agency and contacts what is shared with them, and never wishes unless they are; who has a key how to get in', async () => {
    expect(await seen({ kind: 'agency' })).toEqual(['normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions']);
    expect(await seen({ kind: 'contact', contactId: 'mary' })).toEqual(['normalForMe', 'keyAccess']);
  });

  it('a contact without consent nothing', async () => {
    await http.database.pool.query(`update contact_consent set ended_at = $1, ended_by = 'test' where contact_id = 'mary'`, [new Date(at)]);
    expect(await seen({ kind: 'contact', contactId: 'mary' })).toBeNull();
  });

  it.each([
    ['user', 'professional', { kind: 'staff' }],
    ['on-call', 'professional', { kind: 'agency' }],
    ['contact', 'family', { kind: 'contact', contactId: 'x' }],
    ['patient', 'patient', { kind: 'self' }],
    ['user', 'family', null],
  ] as const)('whoever answers an alert as %s, %s, reads as %j', (kind, tier, reader) => {
    expect(planReaderOf({ kind, tier, id: 'x', name: 'X' })).toEqual(reader);
  });

  it('in the language that was asked for', async () => {
    const shown = await carePlanFor(http.database.pool, patient, { kind: 'self' }, { at, language: 'pl' });
    expect(shown?.parts.map(({ title }) => title)).toContain('Moje życzenia i granice leczenia');
    expect(shown?.parts.find(({ section }) => section === 'wishes')?.lines).toContain('Szpital: nie zapisano.');
  });
});

describe('what a plan makes people do', () => {
  const chase = (days: number) => chasePlans(http.database.pool, startAt + days * day);

  it('nothing while nothing is due', async () => {
    await chase(7);
    expect(await tasks()).toEqual([]);
  });

  it('an action on its day, as a task of the care queue; who ticks the task off has done the action', async () => {
    await chase(8);
    const [task, ...more] = await tasks();
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'plan-action', queue: 'care', text: 'From the plan of care, by 2026-01-20: Buy shoes with Velcro' });
    expect(await status(http.ask('coordinator', 'POST', `/api/tasks/${encodeURIComponent(task!.id)}/done`))).toBe(204);
    await chase(60);
    expect(await tasks()).toEqual([]);
    expect((await planNow()).done).toMatchObject([{ actionId: 'act-shoes', by: 'A coordinator' }]);
  });

  it('that it is not done after all brings the task back, done ends it at once', async () => {
    const action = `${url}/actions/act-shoes/done`;
    expect(await status(http.ask('responder', 'DELETE', action))).toBe(204);
    await chase(70);
    expect(await tasks()).toHaveLength(1);
    expect(await status(http.ask('responder', 'PUT', action))).toBe(204);
    expect(await tasks()).toEqual([]);
    expect(await status(http.ask('responder', 'PUT', `${url}/actions/act-none/done`))).toBe(404);
  });

  it('the review from fourteen days before, and more urgently when its day has passed', async () => {
    await chase(155);
    expect(await tasks()).toEqual([]);
    await chase(156);
    expect(await tasks()).toMatchObject([{ kind: 'plan-review', text: 'The plan of care is to be reviewed by 2026-07-01.' }]);
    await chase(171);
    expect(await tasks()).toMatchObject([{ kind: 'plan-review', text: 'The plan of care should have been reviewed by 2026-07-01.' }]);
  });
});
