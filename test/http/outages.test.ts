import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import type { OutageAnswer } from '../../gateway/contract/outages.ts';
import { enrolmentInput } from '../../gateway/contract/people.ts';
import { minute } from '../../rules/model/time.ts';
import { patience } from '../support/patience.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

/** By the lake a sensor is silent, too. */
const homes = ['east', 'lake', 'north', 'south'];
let http: HttpFixture;
/** Alerts whose commands cannot be stored. */
const broken = new Set<string>();

const open = async () =>
  alertSummary
    .array()
    .parse((await http.ask('coordinator', 'GET', '/api/alerts')).json())
    .toSorted((a, b) => a.id.localeCompare(b.id));
const act = async (body: object) => {
  const answer = await http.ask('coordinator', 'POST', '/api/outages/commands', body);
  expect(answer.statusCode).toBe(200);
  const { done, overtaken, refused } = answer.json<OutageAnswer>();
  return { done: done.toSorted(), overtaken, refused };
};
const hub = (home: string, value: 'offline' | 'online') =>
  new Promise<void>((stored, failed) => {
    const [source, at] = [`hub-${home}`, http.clock.now()];
    const observation = { source, key: `connection=${value}`, kind: 'availability', value, observedAt: at, receivedAt: at } as const;
    const observations = [{ ...observation, provenance: 'device', snapshot: false } as const];
    http.pipeline.accept({ source, homeId: `home-${home}`, patientId: null, observations, unreadable: [], timeless: [] }, (error) =>
      error ? failed(error) : stored(),
    );
  });

beforeAll(async () => {
  http = await httpFixture(({ alerts }) => ({
    alerts: {
      command: (id, ...rest) => (broken.has(id) ? Promise.reject(new Error('not stored')) : alerts.command(id, ...rest)),
    },
  }));
  await http.ask('administrator', 'POST', '/api/teams', {
    id: 'ccc',
    kind: 'coordination',
    name: 'Centre',
    channels: [{ kind: 'console' }],
  });
  for (const home of homes) {
    const scenarios = [
      { id: `${home}-kit`, template: 'silent-device', approvedBy: 'Dr Amin' },
      { id: `${home}-sos`, template: 'sos', approvedBy: 'Dr Amin' },
    ];
    const input = enrolmentInput.parse({
      locality: { kind: 'locality', name: 'Wentworth' },
      home: { id: `home-${home}`, address: '1 Long Lane' },
      patients: [{ id: home, givenName: home, familyName: 'Example', scenarios }],
      devices: [
        { id: `hub-${home}`, kind: 'hub', name: 'Hub' },
        ...(home === 'lake' ? [{ id: 'hall', kind: 'motion', name: 'Hall', heartbeatSeconds: 60 }] : []),
      ],
    });
    expect((await http.ask('administrator', 'POST', '/api/enrolments', input)).statusCode).toBe(201);
  }
  await Promise.all(homes.map((home) => hub(home, 'offline')));
  http.clock.advanceBy(5 * minute);
  await vi.waitFor(async () => {
    expect(await open()).toHaveLength(homes.length);
    for (const { hubOutSince } of await open()) expect(hubOutSince).not.toBeNull();
  }, patience);
});
afterAll(() => http?.close());

it('an outage of hubs is taken once by one person, but for what somebody else has taken meanwhile or what fails by itself', async () => {
  const alerts = await open();
  expect(alerts.map(({ hubOutSince }) => hubOutSince)).toEqual(homes.map(() => new Date(http.clock.now() - 5 * minute).toISOString()));
  expect(new Set(alerts.map(({ homeId }) => homeId)).size).toBe(homes.length);
  const [first] = alerts;
  await http.ask('clinician', 'POST', `/api/alerts/${first!.id}/commands`, { type: 'acknowledge', version: first!.version });
  const seen = alerts.map(({ id, version }) => ({ id, version }));
  const last = alerts.at(-1)!.id;
  broken.add(last);
  const answer = await act({ alerts: [{ id: 'none', version: 1 }, ...seen], command: { type: 'acknowledge' } });
  expect(answer).toEqual({
    done: alerts.slice(1, -1).map(({ id }) => id),
    overtaken: [first!.id],
    refused: expect.arrayContaining([
      { id: 'none', detail: 'There is no such alert.' },
      { id: last, detail: 'Something went wrong on our side; it has been logged. Try again.' },
    ]),
  });
  expect(http.logged.join()).toContain('an alert of an outage was not answered');
  broken.clear();
  expect((await act({ alerts: seen.slice(-1), command: { type: 'acknowledge' } })).done).toEqual([last]);
  expect((await open()).map(({ owner }) => owner?.id)).toEqual([http.userIds.clinician, ...Array(3).fill(http.userIds.coordinator)]);
});

it('is closed with one outcome once the hubs are back', async () => {
  const [blind] = await open();
  const early = { alerts: [{ id: blind!.id, version: blind!.version }], command: { type: 'close', outcome: 'equipment-fault' } };
  expect(await act(early)).toEqual({
    done: [],
    overtaken: [],
    refused: [{ id: blind!.id, detail: 'The hub is still out of reach: close it by itself.' }],
  });
  await Promise.all(homes.map((home) => hub(home, 'online')));
  const all = await open();
  expect(all.map(({ status, hubOutSince }) => [status, hubOutSince === null])).toEqual(
    homes.map((home) => (home === 'lake' ? ['open', true] : ['cleared', false])),
  );
  const alerts = all.filter(({ status }) => status === 'cleared');
  const command = { type: 'close', outcome: 'equipment-fault', note: 'The broker of the provider was away.' };
  const { done } = await act({ alerts: alerts.map(({ id, version }) => ({ id, version })), command });
  expect(done).toEqual(alerts.map(({ id }) => id));
  expect((await open()).map(({ patientId }) => patientId)).toEqual(['lake']);
  const closed = (await http.ask('coordinator', 'GET', `/api/alerts/${done[0]}`)).json();
  expect(closed.outcome).toMatchObject({ code: 'equipment-fault', note: 'The broker of the provider was away.' });
});

it('what is about anything else is answered by itself', async () => {
  const at = http.clock.now();
  await new Promise<void>((stored) => {
    const call = { key: 'press', kind: 'sos', value: true, observedAt: at, receivedAt: at, provenance: 'device', snapshot: false } as const;
    const observations = [{ ...call, source: 'hub-north' }];
    const arrival = { source: 'hub-north', homeId: 'home-north', patientId: 'north', observations, unreadable: [], timeless: [] };
    http.pipeline.accept(arrival, () => stored());
  });
  const call = (await open()).find(({ template }) => template === 'sos');
  expect(await act({ alerts: [{ id: call!.id, version: call!.version }], command: { type: 'acknowledge' } })).toEqual({
    done: [],
    overtaken: [],
    refused: [{ id: call!.id, detail: 'It is not about a hub that is out of reach: answer it by itself.' }],
  });
  expect((await open()).find(({ id }) => id === call!.id)?.owner).toBeNull();
});
