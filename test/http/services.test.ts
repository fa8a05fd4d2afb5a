import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedServices } from '../../device-sim/services/generated.ts';
import type { FoundService, ReferralView, ServiceImport } from '../../gateway/contract/services.ts';
import { hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
const patientId = 'kathleen';
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const columns = ['sourceId', 'name', 'needs', 'areas', 'minAge', 'referral', 'capacity', 'asks'] as const;
type Line = Partial<Record<(typeof columns)[number], string>>;
const csv = (...lines: Line[]) =>
  [columns.join(','), ...lines.map((line) => columns.map((name) => `"${line[name] ?? ''}"`).join(','))].join('\n');
const send = (source: string, payload: string, type = 'text/csv') =>
  http.ask('manager', 'PUT', `/api/service-sources/${source}`, payload, { headers: { 'content-type': type } });
const imported = async (source: string, text: string) => (await send(source, text)).json<ServiceImport>();
const found = async (query: string) => (await http.ask('coordinator', 'GET', `/api/services?${query}`)).json<FoundService[]>();

describe('a file of services', () => {
  it('is taken in place of what its source told before', async () => {
    const club = { sourceId: '1', name: 'Lunch Club', needs: 'company' };
    const shed = { sourceId: '2', name: 'Shed', needs: 'hobbies-and-learning' };
    const counts = { source: 'council', added: 0, changed: 0, unchanged: 0, withdrawn: 0, refused: [] };
    expect(await imported('council', csv(club, shed))).toEqual({ ...counts, added: 2 });
    expect(await imported('council', csv(club, shed))).toEqual({ ...counts, unchanged: 2 });
    expect(await imported('council', csv({ ...club, name: 'Supper Club' }))).toEqual({ ...counts, changed: 1, withdrawn: 1 });
    expect((await found('words=shed')).length).toBe(0);
    expect(await imported('council', csv(club, shed))).toEqual({ ...counts, changed: 2 });
  });

  it('withdraws nothing while an entry of it is refused, and names that entry', async () => {
    await imported('health', csv({ sourceId: '1', name: 'Foot Care' }, { sourceId: '2', name: 'Wound Care' }));
    const report = await imported('health', csv({ sourceId: '1', name: 'Foot Care', minAge: 'old' }));
    expect(report).toMatchObject({ withdrawn: 0, refused: [{ place: 'line 2', reason: expect.stringContaining('minAge') }] });
    expect((await found('words=care')).map(({ service }) => service.name)).toEqual(['Foot Care', 'Wound Care']);
  });

  it('that is none is refused whole', async () => {
    const answer = await send('health', 'colour\nred\n');
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toBe('The file the header lacks sourceId, name');
    expect((await found('words=care')).length).toBe(2);
  });

  it('of 700 entries is taken as Open Referral UK, and searched for somebody', async () => {
    const entries = generatedServices(700).map(({ sourceId, name, description, minAge }) => ({
      id: sourceId,
      name,
      description,
      minimum_age: minAge,
    }));
    const answer = await send('neighbourhood', JSON.stringify(entries), 'application/json');
    expect(answer.json()).toMatchObject({ added: 700, refused: [] });
    const lunch = await found(`need=company&patientId=${patientId}&limit=5`);
    expect(lunch).toHaveLength(5);
    expect((await http.ask('coordinator', 'GET', '/api/services?patientId=nobody')).statusCode).toBe(404);
  });
});

describe('a referral', () => {
  let serviceId: string;
  beforeAll(async () => {
    await imported('nurses', csv({ sourceId: '1', name: 'District Nurses', referral: 'professional', asks: 'Wound*; Best time' }));
    serviceId = (await found('words=district'))[0]!.service.id;
  });
  const refer = (told: object) =>
    http.ask('coordinator', 'POST', `/api/patients/${patientId}/referrals`, {
      serviceId,
      reason: 'A wound that does not heal.',
      consent: { basis: 'patient', note: 'By telephone.' },
      ...told,
    });
  const step = (id: string, from: string, to: string, note = '') =>
    http.ask('clinician', 'POST', `/api/referrals/${id}/steps`, { from, to, note });
  const ofPatient = async () => (await http.ask('coordinator', 'GET', `/api/patients/${patientId}/referrals`)).json<ReferralView[]>();
  const openTasks = async () =>
    (await http.ask('coordinator', 'GET', '/api/tasks'))
      .json<{ id: string; untilAt: string | null }[]>()
      .filter(({ id }) => id.startsWith('referral/'));

  it('that lacks what the service asks is refused, field by field', async () => {
    const answer = await refer({ answers: { colour: 'red' } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors).toEqual([
      { path: 'answers.wound', message: '"Wound" must be answered' },
      { path: 'answers.colour', message: 'is not asked by this service' },
    ]);
    expect(await ofPatient()).toEqual([]);
  });

  it('goes on step by step, with a task that is due a day after it was sent', async () => {
    expect((await refer({ id: 'ref-1', answers: { wound: 'Left shin' } })).statusCode).toBe(201);
    expect((await refer({ id: 'ref-1', answers: { wound: 'Left shin' } })).statusCode).toBe(409);
    const dueAt = new Date(startAt + 24 * hour).toISOString();
    expect(await ofPatient()).toMatchObject([{ id: 'ref-1', serviceName: 'District Nurses', step: 'sent', dueAt }]);
    expect(await openTasks()).toMatchObject([{ id: 'referral/ref-1', untilAt: dueAt }]);
    expect((await step('ref-1', 'sent', 'allocated')).statusCode).toBe(422);
    expect((await step('ref-1', 'sent', 'received')).statusCode).toBe(204);
    expect((await step('ref-1', 'sent', 'received')).statusCode).toBe(409);
    expect((await step('ref-1', 'received', 'screened')).statusCode).toBe(204);
    expect((await openTasks()).length).toBe(1);
    expect((await step('ref-1', 'screened', 'allocated')).statusCode).toBe(204);
    expect(await openTasks()).toEqual([]);
    const [over] = await ofPatient();
    expect(over!.steps.map((one) => [one.step, one.by])).toEqual([
      ['sent', 'A coordinator'],
      ['received', 'A clinician'],
      ['screened', 'A clinician'],
      ['allocated', 'A clinician'],
    ]);
    expect((await http.ask('coordinator', 'GET', '/api/referrals')).json()).toEqual([]);
    expect((await http.ask('coordinator', 'GET', '/api/referrals?over=true')).json()).toHaveLength(1);
  });

  it('is declined with a reason only', async () => {
    await refer({ id: 'ref-2', answers: { wound: 'Right shin' } });
    expect((await step('ref-2', 'sent', 'declined')).statusCode).toBe(400);
    expect((await step('ref-2', 'sent', 'declined', 'Not in our area.')).statusCode).toBe(204);
    expect((await step('nobody', 'sent', 'received')).statusCode).toBe(404);
  });

  it('goes nowhere where people come by themselves, or where nothing is offered any more', async () => {
    await imported('clubs', csv({ sourceId: '1', name: 'Bingo', referral: 'self' }));
    const bingo = (await found('words=bingo'))[0]!.service.id;
    expect((await refer({ serviceId: bingo })).json().detail).toContain('the referral is not complete');
    await imported('nurses', csv({ sourceId: '2', name: 'Others' }));
    expect((await refer({ answers: { wound: 'Left shin' } })).json().errors).toEqual([
      { path: 'serviceId', message: 'is no longer offered' },
    ]);
    expect((await refer({ serviceId: 'svc-none' })).statusCode).toBe(422);
  });
});
