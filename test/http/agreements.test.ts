import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgreementHistory, agreementHistory } from '../../gateway/contract/agreements.ts';
import { enrolmentInput, patientDetail } from '../../gateway/contract/people.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { kathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await http.ask('administrator', 'POST', '/api/localities', { id: 'town', kind: 'place', name: 'Town' });
  const place = { id: 'south', kind: 'locality', name: 'South', parentId: 'town' };
  const answer = await http.ask('administrator', 'POST', '/api/enrolments', enrolmentInput.parse({ ...kathleen, locality: place }));
  if (answer.statusCode !== 201) throw new Error(answer.body);
});
afterAll(() => http?.close());

const url = '/api/patients/kathleen/scenarios';
type Role = Parameters<HttpFixture['ask']>[0];
const post = (path: string, body?: unknown, role: Role = 'clinician') => http.ask(role, 'POST', `${url}/${path}`, body ?? {});
const make = (body: object) => http.ask('clinician', 'POST', url, body);
const judged = (id: string) => http.pipeline.context('kathleen')?.scenarios.find((one) => one.id === id);
const shown = async (id: string) =>
  patientDetail.parse((await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json()).scenarios.find((one) => one.id === id);
const history = async (id: string): Promise<AgreementHistory> =>
  agreementHistory.parse((await http.ask('coordinator', 'GET', `${url}/${id}/versions`)).json());

describe('a draft', () => {
  it('is not judged until a clinician has approved it and somebody has activated it', async () => {
    expect((await make({ id: 'bp', template: 'blood-pressure', status: 'draft' })).json()).toEqual({ id: 'bp', version: 1 });
    expect(judged('bp')).toBeUndefined();
    expect(await shown('bp')).toMatchObject({ status: 'draft', approvedBy: null, activeFromAt: null });
    const early = await post('bp/activate');
    expect(early.json()).toMatchObject({
      status: 409,
      detail: 'This agreement is a draft and cannot be activated: a named clinician has to approve it first.',
    });
    expect((await post('bp/approve', {}, 'administrator')).statusCode).toBe(403);
    expect((await post('bp/approve')).json()).toEqual({ id: 'bp', version: 1 });
    expect(judged('bp')).toBeUndefined();
    expect(await shown('bp')).toMatchObject({ status: 'approved', approvedBy: 'A clinician' });
    expect((await post('bp/activate')).statusCode).toBe(200);
    expect(judged('bp')).toMatchObject({ version: 1, approvedBy: 'A clinician', activeFromAt: startAt });
    expect((await post('bp/approve')).json()).toMatchObject({ status: 409, detail: 'This agreement is active and cannot be approved.' });
  });

  it('is not approved or activated unread: another version than the one on the screen answers 409', async () => {
    const draft = (highSystolicMmHg: number) => ({ template: 'blood-pressure', status: 'draft', params: { highSystolicMmHg } });
    await make({ id: 'bp-read', ...draft(150) });
    await http.ask('clinician', 'PUT', `${url}/bp-read`, draft(155));
    const unread = await post('bp-read/approve', { version: 1 });
    expect(unread.json()).toMatchObject({ status: 409, detail: 'This agreement has another version now, 2: look at it first.' });
    expect(await shown('bp-read')).toMatchObject({ version: 2, status: 'draft' });
    expect((await post('bp-read/approve', { version: 2 })).json()).toEqual({ id: 'bp-read', version: 2 });
    expect((await post('bp-read/activate', { version: 1 })).statusCode).toBe(409);
    expect((await post('bp-read/activate', { version: 2 })).statusCode).toBe(200);
    expect((await post('bp-read/retire')).statusCode).toBe(200);
  });

  it('leaves what is in force alone, gives way to a newer draft, and supersedes when it comes into force', async () => {
    const draft = (highSystolicMmHg: number) =>
      http.ask('clinician', 'PUT', `${url}/bp`, { template: 'blood-pressure', status: 'draft', params: { highSystolicMmHg } });
    expect((await draft(150)).json()).toEqual({ id: 'bp', version: 2 });
    expect((await draft(155)).json()).toEqual({ id: 'bp', version: 3 });
    expect(judged('bp')?.version).toBe(1);
    await post('bp/approve');
    await post('bp/activate');
    expect(judged('bp')).toMatchObject({ version: 3, params: { highSystolicMmHg: 155 } });
    const { versions, events } = await history('bp');
    expect(versions.map(({ version, status }) => [version, status])).toEqual([
      [3, 'active'],
      [2, 'superseded'],
      [1, 'superseded'],
    ]);
    expect(versions[1]?.changes.map(({ words }) => words)).toEqual([
      'Above this, the reading is high: 170 (Core pack) → 150 (version 2, a draft of 12 January 2026)',
    ]);
    expect(versions.at(-1)?.changes).toEqual([]);
    expect(events.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'scenario.activate A clinician',
      'scenario.approve A clinician',
      'scenario.change A clinician',
      'scenario.change A clinician',
      'scenario.activate A clinician',
      'scenario.approve A clinician',
      'scenario.add A clinician',
    ]);
    expect(events[1]?.words).toBe('Approved, version 3, approved by A clinician');
  });

  it('is dropped from beside what is in force, which stays; only the one that was read', async () => {
    const before = judged('bp');
    const draft = { template: 'blood-pressure', status: 'draft', params: { highSystolicMmHg: 158 } };
    const { version } = (await http.ask('clinician', 'PUT', `${url}/bp`, draft)).json();
    expect((await post('bp/drop', { version: version - 1 })).statusCode).toBe(409);
    expect((await post('bp/drop', { version }, 'coordinator')).statusCode).toBe(403);
    expect((await post('bp/drop', { version })).json()).toEqual({ id: 'bp', version });
    expect(judged('bp')).toBe(before);
    expect(await shown('bp')).toMatchObject({ status: 'active', version: before?.version });
    expect((await history('bp')).events[0]).toMatchObject({
      action: 'scenario.drop',
      words: `Dropped before it came into force, version ${version}`,
    });
    expect((await post('bp/drop', { version })).json().detail).toBe('This agreement is active and cannot be dropped.');
  });

  it('needs no approver, and what is in force needs one', async () => {
    const answer = await make({ template: 'blood-pressure' });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'approvedBy' }] });
  });

  it('can be retired without ever having been in force', async () => {
    await make({ id: 'never', template: 'blood-pressure', status: 'draft' });
    expect((await post('never/retire')).statusCode).toBe(200);
    expect(await shown('never')).toBeUndefined();
    expect((await post('never/retire')).statusCode).toBe(404);
  });
});

describe('consent', () => {
  it('is asked for before the door is watched, by every way into force', async () => {
    const refused = { status: 422, errors: [{ path: 'consentNote', message: expect.stringContaining('best-interest decision') }] };
    expect((await make({ template: 'door', approvedBy: 'Dr Amin' })).json()).toMatchObject(refused);
    await make({ id: 'door', template: 'door', status: 'draft' });
    await post('door/approve', { patientAgreed: { how: 'told' } });
    expect((await post('door/activate')).json()).toMatchObject(refused);
    expect(judged('door')).toBeUndefined();
    const consent = { kind: 'best-interest', decidedBy: 'Dr Shah', decidedOn: '2026-01-10', note: 'With her daughter.' };
    expect((await post('door/activate', { consent })).statusCode).toBe(200);
    expect(judged('door')?.version).toBe(1);
    expect(await shown('door')).toMatchObject({
      consent,
      patientAgreed: { how: 'told', recordedBy: 'A clinician', at: new Date(startAt).toISOString() },
    });
  });

  it('of the person is asked for where it is about their life', async () => {
    await make({ id: 'meals', template: 'fridge', status: 'draft' });
    await post('meals/approve');
    expect((await post('meals/activate')).json()).toMatchObject({ status: 422, errors: [{ path: 'patientAgreed' }] });
    expect((await post('meals/activate', { patientAgreed: { how: 'signed' } })).statusCode).toBe(200);
    await post('meals/retire');
  });

  it('that is taken back ends the agreement, and the plan says what that risks', async () => {
    const answer = await post('door/withdraw-consent', { by: 'Kathleen', note: 'She wants to be left alone.' }, 'coordinator');
    expect(answer.json()).toEqual({
      id: 'door',
      version: 1,
      status: 'retired',
      risks: [
        '"Out at night" is no longer watched: nobody is asked and nobody is told.',
        expect.stringMatching(/^This no longer holds: If the front door is opened between 23:00 and 06:00/),
        expect.stringMatching(/^Still agreed: .*Call for help/),
      ],
    });
    expect(judged('door')).toBeUndefined();
    expect(await shown('door')).toMatchObject({
      status: 'retired',
      withdrawn: { by: 'Kathleen', risks: [expect.any(String), {}, {}].map(() => expect.any(String)) },
    });
    expect((await post('door/activate')).json()).toMatchObject({
      status: 409,
      detail: 'This agreement is retired and cannot be activated.',
    });
  });
});

describe('what a place says', () => {
  beforeAll(() => http.clock.advanceBy(minute));
  const layers = '/api/localities/south/scenario-layers';
  const put = (body: object, place = 'south') => http.ask('clinician', 'PUT', `/api/localities/${place}/scenario-layers`, body);

  it('holds for everybody who lives there, value by value, and reaches the judge at once', async () => {
    const town = { template: 'fridge', params: { window: { from: '06:30', to: '10:30' } }, severity: 'low', approvedBy: 'Dr Town' };
    expect((await put(town, 'town')).json()).toEqual({ template: 'fridge', version: 1, reached: 1 });
    expect((await put({ template: 'fridge', params: { window: { to: '09:30' } }, approvedBy: 'Dr Shah' })).json()).toMatchObject({
      version: 1,
    });
    const ofTown = 'Town (place), version 1, approved by Dr Town on 12 January 2026';
    const ofSouth = 'South locality, version 1, approved by Dr Shah on 12 January 2026';
    expect(judged('k-fridge')).toMatchObject({
      version: 1,
      params: { window: { from: '06:30', to: '09:30' } },
      severity: 'low',
      sources: { 'window.from': expect.stringContaining('Dr Town'), 'window.to': ofSouth, severity: expect.stringContaining('Dr Town') },
    });
    const values = (await shown('k-fridge'))?.values;
    expect(values?.find(({ path }) => path === 'window.to')).toEqual({
      path: 'window.to',
      label: 'Window, to',
      value: '09:30',
      layer: 'locality',
      source: ofSouth,
    });
    expect(values?.find(({ path }) => path === 'plan')).toMatchObject({ layer: 'core', source: 'Core pack' });
    expect(ofTown).toContain('Dr Town');
  });

  it('gives way to what the person says', async () => {
    const own = { template: 'fridge', approvedBy: 'Dr Amin', params: { window: { from: '07:15' } }, severity: 'moderate' };
    expect((await http.ask('clinician', 'PUT', `${url}/k-fridge`, own)).json()).toEqual({ id: 'k-fridge', version: 2 });
    expect(judged('k-fridge')).toMatchObject({ params: { window: { from: '07:15', to: '09:30' } }, severity: 'moderate' });
    const { versions } = await history('k-fridge');
    expect(versions[0]?.changes.map(({ path, before, after, afterSource }) => [path, before, after, afterSource])).toContainEqual([
      'window.from',
      '07:00',
      '07:15',
      'version 2, approved by Dr Amin on 12 January 2026',
    ]);
  });

  it.each([
    ['an unknown kind', { template: 'astrology', approvedBy: 'Dr Shah' }, 'template'],
    ['an unknown parameter', { template: 'fridge', params: { colour: 'blue' }, approvedBy: 'Dr Shah' }, 'params'],
    ['a wrong value', { template: 'fridge', params: { window: { to: '9:30' } }, approvedBy: 'Dr Shah' }, 'params.window.to'],
    [
      'a wrong wait',
      { template: 'fridge', plan: { steps: [{ level: 'family', wait: 'soon', message: 'x' }] }, approvedBy: 'Dr Shah' },
      'plan.steps.0.wait',
    ],
  ])('is refused with %s', async (_, body, path) => {
    expect((await put(body)).json()).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it('is refused when it does not fit somebody, who is named with the parameter', async () => {
    await make({ id: 'bp2', template: 'blood-pressure', approvedBy: 'Dr Amin', params: { highSystolicMmHg: 110 } });
    const refusal = await put({ template: 'blood-pressure', params: { lowSystolicMmHg: 120 }, approvedBy: 'Dr Shah' });
    expect(refusal.json()).toMatchObject({
      status: 422,
      errors: [
        {
          path: 'patients.kathleen.bp2.params.lowSystolicMmHg',
          message: 'does not fit the agreement of Kathleen: must be below highSystolicMmHg',
        },
      ],
    });
    expect((await http.ask('coordinator', 'GET', layers)).json()).toMatchObject([{ template: 'fridge', version: 1, endedAt: null }]);
  });

  it('is versioned, and tells who does not exist', async () => {
    await put({ template: 'fridge', params: {}, approvedBy: 'Dr Shah' });
    expect((await http.ask('coordinator', 'GET', layers)).json()).toMatchObject([
      { template: 'fridge', version: 2, params: {}, endedAt: null },
      { template: 'fridge', version: 1, endedAt: new Date(http.clock.now()).toISOString() },
    ]);
    expect(judged('k-fridge')?.params).toEqual({ window: { from: '07:15', to: '10:30' } });
    expect((await put({ template: 'fridge', approvedBy: 'Dr Shah' }, 'nowhere')).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'GET', '/api/localities/nowhere/scenario-layers')).statusCode).toBe(404);
  });

  it('is read in words, with the place that each value comes from', async () => {
    const { id: practice } = (
      await http.ask('administrator', 'POST', '/api/localities', { kind: 'practice', name: 'Hill', parentId: 'south' })
    ).json();
    await put({ template: 'fridge', params: { outFor: 'PT90M' }, approvedBy: 'Dr Hill' }, practice);
    const [said] = (await http.ask('coordinator', 'GET', `/api/localities/${practice}/scenario-layers`)).json();
    const by = (path: string) => said.values.find((one: { path: string }) => one.path === path);
    expect(by('outFor')).toMatchObject({ value: '1 hour 30 minutes', layer: 'locality', source: expect.stringContaining('Hill practice') });
    expect(by('severity')).toMatchObject({ value: 'low', source: expect.stringContaining('Dr Town') });
    expect(by('window.to')).toMatchObject({ value: '10:30', source: expect.stringContaining('Dr Town') });
    // What nobody around says is the core pack's, and no value of the place.
    expect(by('plan')).toBeUndefined();
  });
});

describe('a pause', () => {
  const untilAt = new Date(startAt + 3 * hour).toISOString();
  beforeAll(() => make({ id: 'k-fall', template: 'fall', approvedBy: 'Dr Amin' }));

  it.each([
    ['an end that is past', 'k-fridge', { untilAt: new Date(startAt).toISOString(), reason: 'x' }, 422],
    ['an end too far away', 'k-fridge', { untilAt: '2026-12-24T00:00:00Z', reason: 'x' }, 422],
    ['no reason', 'k-fridge', { untilAt, reason: ' ' }, 400],
    ['a call for help', 'k-sos', { untilAt, reason: 'x' }, 422],
    ['a fall', 'k-fall', { untilAt, reason: 'x' }, 422],
  ])('is refused with %s', async (_, id, body, status) => {
    expect((await post(`${id}/pause`, body, 'coordinator')).statusCode).toBe(status);
  });

  it('reaches the judge, moves with another end, survives a new version and is taken back', async () => {
    expect((await post('k-fridge/pause', { untilAt, reason: 'Staying with her daughter' }, 'coordinator')).statusCode).toBe(200);
    expect(judged('k-fridge')?.pausedUntilAt).toBe(startAt + 3 * hour);
    expect(await shown('k-fridge')).toMatchObject({ status: 'paused', pausedUntilAt: untilAt, pauseReason: 'Staying with her daughter' });
    await post('k-fridge/pause', { untilAt: new Date(startAt + 4 * hour).toISOString(), reason: 'Longer' });
    await http.ask('clinician', 'PUT', `${url}/k-fridge`, { template: 'fridge', approvedBy: 'Dr Amin' });
    expect(judged('k-fridge')).toMatchObject({ version: 3, pausedUntilAt: startAt + 4 * hour });
    expect((await post('k-fridge/resume')).statusCode).toBe(200);
    expect(judged('k-fridge')).not.toHaveProperty('pausedUntilAt');
    expect((await post('k-fridge/resume')).json()).toMatchObject({
      status: 409,
      detail: 'This agreement is active and cannot be resumed.',
    });
  });
});
