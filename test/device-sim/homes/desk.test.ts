import { describe, expect, it } from 'vitest';
import { deskRequests } from '../../../device-sim/homes/desk.ts';
import { everybody } from '../../../device-sim/homes/everybody.ts';
import { pauseInput, withdrawInput } from '../../../gateway/contract/agreements.ts';
import { unavailabilityInput } from '../../../gateway/contract/calendars.ts';
import { presenceInput, scenarioInput } from '../../../gateway/contract/people.ts';

const home = (id: string) => everybody().find((one) => one.id === id)!;

describe('what is arranged about people', () => {
  it('is nothing on most days', () => {
    expect(deskRequests(home('clint'), '2026-03-20')).toEqual([]);
  });

  it.each([
    [
      'a pause of an agreement, to a later day',
      'clint',
      '2026-03-21',
      '2026-03-21T19:00:00Z',
      {
        method: 'POST',
        path: '/api/patients/clint-p1/scenarios/clint-p1-fridge/pause',
        body: { untilAt: '2026-03-23T12:00:00.000Z', reason: 'His family: he is with us over the weekend' },
      },
    ],
    [
      'dates on which nothing reaches family, and who stands in, by the wall clock across the change of the clocks',
      'k',
      '2026-03-27',
      '2026-03-27T00:00:00Z',
      {
        method: 'POST',
        path: '/api/patients/k-p1/contacts/k-p1-c1/unavailable',
        body: {
          fromAt: '2026-03-27T00:00:00.000Z',
          untilAt: '2026-03-29T23:00:00.000Z',
          reason: 'Operation',
          replacement: {
            kind: 'team',
            teamKind: 'agency',
            message: "{name}'s daughter is in hospital. Please make an extra call now.",
          },
        },
      },
    ],
    [
      'consent that is taken back, once',
      'joan',
      '2026-03-20',
      '2026-03-20T23:45:00Z',
      {
        method: 'POST',
        path: '/api/patients/joan-p1/scenarios/joan-p1-door/withdraw-consent',
        body: { by: 'Joan Pickering' },
        doneBefore: 409,
      },
    ],
    [
      'a stay in hospital',
      'hazel',
      '2026-03-26',
      '2026-03-26T20:00:00Z',
      { method: 'PUT', path: '/api/patients/hazel-p1/presence', body: { mode: 'hospital', untilAt: '2026-03-29T10:00:00.000Z' } },
    ],
    [
      'a watch after discharge, from the day itself',
      'hazel',
      '2026-03-29',
      '2026-03-29T10:00:00Z',
      {
        method: 'POST',
        path: '/api/patients/hazel-p1/scenarios',
        body: {
          template: 'discharge-watch',
          params: { dischargedOn: '2026-03-29', kinds: ['glucose'] },
          approvedBy: 'Dr Whitfield',
          patientAgreed: { how: 'told' },
        },
      },
    ],
  ])('is %s', (_what, id, date, at, request) => {
    expect(deskRequests(home(id), date)).toEqual([{ at: Date.parse(at), request }]);
  });

  it('meets the contract of the API', () => {
    const dates = Array.from({ length: 21 }, (_, i) => new Date(Date.parse('2026-03-16') + i * 86_400_000).toISOString().slice(0, 10));
    const requests = everybody().flatMap((one) => dates.flatMap((date) => deskRequests(one, date)));
    const bodies = {
      pause: pauseInput,
      presence: presenceInput,
      unavailable: unavailabilityInput,
      scenarios: scenarioInput,
      'withdraw-consent': withdrawInput,
    };
    const names = requests.map(({ request: { path, body } }) => {
      const name = path.split('/').at(-1) as keyof typeof bodies;
      expect(bodies[name].safeParse(body).error).toBeUndefined();
      expect(path).not.toContain('undefined');
      return name;
    });
    expect(new Set(names)).toEqual(new Set(Object.keys(bodies)));
  });
});
