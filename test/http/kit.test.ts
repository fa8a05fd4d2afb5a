import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SilentKit, silentKit } from '../../gateway/contract/equipment.ts';
import { systemView } from '../../gateway/contract/system.ts';
import { addIncident } from '../../gateway/store/incidents.ts';
import { liveUntil } from '../support/judge.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';

const minute = 60_000;
let http: HttpFixture;

/** A home with a hub and a sensor behind it, watched. */
const home = {
  locality: null,
  home: { id: 'h1', address: '1 Long Lane, Rotherham' },
  patients: [
    {
      id: 'kathleen',
      givenName: 'Kathleen',
      familyName: 'Example',
      scenarios: [{ id: 'k-kit', template: 'silent-device', approvedBy: 'Dr Amin' }],
    },
  ],
  devices: [
    { id: 'hall', kind: 'motion', name: 'Hall', heartbeatSeconds: 600 },
    { id: 'cuff', kind: 'cuff', name: 'Cuff', heartbeatSeconds: null },
  ],
};

beforeAll(async () => {
  http = await httpFixture();
  expect((await http.ask('administrator', 'POST', '/api/enrolments', home)).statusCode).toBe(201);
});
afterAll(() => http.close());

const until = (at: number) => liveUntil(at, http);
const list = async (): Promise<SilentKit[]> => silentKit.array().parse((await http.ask('coordinator', 'GET', '/api/silent-kit')).json());

describe('silent kit', () => {
  it('is nobody’s at first, on a clock of 24 hours from when it fell silent', async () => {
    expect(await list()).toEqual([]);
    await until(startAt + 31 * minute);
    expect(await list()).toMatchObject([
      {
        device: { id: 'hall', state: 'silent' },
        address: '1 Long Lane, Rotherham',
        patients: [{ id: 'kathleen', name: 'Kathleen Example' }],
        since: new Date(startAt + 30 * minute).toISOString(),
        dueAt: new Date(startAt + 30 * minute + 24 * 60 * minute).toISOString(),
        overdue: false,
        owner: null,
        interimPlan: '',
      },
    ]);
  });

  it('is taken on with an owner and a plan for meanwhile, and stays listed until it is tested working', async () => {
    const plan = { interimPlan: 'Morning and evening call.' };
    expect((await http.ask('coordinator', 'POST', '/api/silent-kit/hall/plan', plan)).statusCode).toBe(204);
    expect((await list())[0]).toMatchObject({ owner: 'A coordinator', interimPlan: 'Morning and evening call.', overdue: false });
    await http.ask('manager', 'POST', '/api/silent-kit/hall/plan', { ...plan, owner: 'Telecare stores' });
    expect((await list())[0]).toMatchObject({ owner: 'Telecare stores' });
    await until(startAt + 25 * 60 * minute);
    expect((await list())[0]).toMatchObject({ overdue: true });

    await new Promise((done) =>
      http.pipeline.accept(
        {
          source: 'hall',
          homeId: 'h1',
          patientId: null,
          observations: [
            {
              source: 'hall',
              key: 'again',
              kind: 'heartbeat',
              value: true,
              observedAt: http.clock.now(),
              receivedAt: http.clock.now(),
              provenance: 'device',
              snapshot: false,
            },
          ],
          unreadable: [],
          timeless: [],
        },
        done,
      ),
    );
    expect((await list())[0]).toMatchObject({ device: { id: 'hall', state: 'live' }, owner: 'Telecare stores' });
    expect((await http.ask('coordinator', 'POST', '/api/silent-kit/hall/tested', { note: 'Walked past it.' })).statusCode).toBe(204);
    expect(await list()).toEqual([]);
    expect((await http.ask('coordinator', 'POST', '/api/silent-kit/hall/tested', {})).statusCode).toBe(404);
  });

  it.each([
    ['responder', 'POST', '/api/silent-kit/hall/plan', 403],
    ['administrator', 'POST', '/api/silent-kit/nothing/plan', 404],
  ] as const)('%s: %s %s is %i', async (role, method, url, status) => {
    expect((await http.ask(role, method, url, { interimPlan: 'x' })).statusCode).toBe(status);
  });
});

describe('a pause of a device', () => {
  const state = async () => {
    const { devices } = (await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json() as { devices: { id: string }[] };
    return devices.find((one) => one.id === 'hall');
  };

  it('is shown with its end, and ends when a person says so', async () => {
    const untilAt = new Date(http.clock.now() + 60 * minute).toISOString();
    expect((await http.ask('coordinator', 'POST', '/api/devices/hall/pause', { untilAt, reason: 'battery' })).statusCode).toBe(204);
    expect(await state()).toMatchObject({ state: 'paused', pausedUntil: untilAt });
    expect((await http.ask('coordinator', 'POST', '/api/devices/hall/resume')).statusCode).toBe(204);
    expect(await state()).toMatchObject({ state: 'live', pausedUntil: null });
  });

  it('needs an end in the future', async () => {
    const untilAt = new Date(http.clock.now()).toISOString();
    const answer = await http.ask('coordinator', 'POST', '/api/devices/hall/pause', { untilAt, reason: 'battery' });
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { errors: [{ path: 'untilAt' }] }]);
  });
});

describe('a hub', () => {
  const add = (device: object) =>
    http.ask('administrator', 'POST', '/api/devices', { homeId: 'h1', kind: 'motion', name: 'Bath', ...device });
  it.each([
    ['is not there', { hubId: 'nothing' }, 'hubId'],
    ['is no hub', { hubId: 'hall' }, 'hubId'],
  ])('of which a device says that it %s is refused', async (_, device, path) => {
    const answer = await add(device);
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { errors: [{ path }] }]);
  });

  it('speaks for devices of its home', async () => {
    expect((await add({ id: 'hub', kind: 'hub', name: 'Hub' })).statusCode).toBe(201);
    expect((await add({ id: 'bath', hubId: 'hub', make: 'Acme', model: 'P1' })).statusCode).toBe(201);
    const { devices } = (await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json() as { devices: { id: string }[] };
    expect(devices.find((one) => one.id === 'bath')).toMatchObject({ hubId: 'hub', make: 'Acme', model: 'P1' });
    expect(http.pipeline.context('kathleen')?.devices.find((one) => one.id === 'bath')?.hubId).toBe('hub');
  });
});

describe('outages of ours', () => {
  it('are one record each, until a person says that they have read it', async () => {
    await addIncident(http.database.pool, 'gateway', { fromAt: startAt, toAt: startAt + 245 * minute });
    await addIncident(http.database.pool, 'database', { fromAt: startAt + 300 * minute, toAt: startAt + 302 * minute });
    const seen = async () => systemView.parse((await http.ask('responder', 'GET', '/api/system')).json()).incidents;
    expect((await seen()).map(({ kind, text, seenAt }) => [kind, text, seenAt])).toEqual([
      ['database', 'The database was away for 2 minutes. Readings waited and are stored now; urgent alerts went out meanwhile.', null],
      [
        'gateway',
        'Nothing was seen of any home for 4 hours 5 minutes. What did not come in that time is not held to be absent; it is waited for again.',
        null,
      ],
    ]);
    const { id } = (await seen())[1]!;
    expect((await http.ask('coordinator', 'POST', `/api/system/incidents/${id}/seen`)).statusCode).toBe(204);
    expect((await seen())[1]).toMatchObject({ seenBy: `user:${http.userIds.coordinator}`, seenAt: expect.any(String) });
    expect((await http.ask('coordinator', 'POST', '/api/system/incidents/nothing/seen')).statusCode).toBe(404);
  });
});
