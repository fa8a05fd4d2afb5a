import { describe, expect, it } from 'vitest';
import { factsOf, groupKeys, linesOf, outageSteps } from '../../../../dashboard/console/worklist/groups.ts';
import { byUrgency } from '../../../../dashboard/console/worklist/order.ts';
import type { SteadyRow } from '../../../../dashboard/console/worklist/steady-list.ts';
import type { AlertDetail } from '../../../../gateway/contract/alerts.ts';
import { mostOfOutage } from '../../../../gateway/contract/outages.ts';
import { anAlert, aStorm, at, ownedBy } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const keysOf = (alerts: readonly AlertDetail[], flood: boolean) => Object.fromEntries(groupKeys(alerts, flood));
const hub = (id: string, minutes: number, changes: Partial<AlertDetail> = {}) =>
  anAlert(now, { id, homeId: id, patientId: id, hubOutSince: at(now, minutes), ...changes });
const row = (alert: AlertDetail, group: string | null, presence: SteadyRow['presence'] = 'here'): SteadyRow => ({ alert, presence, group });

describe('what stands in one row', () => {
  it('hubs that went out of reach together are one incident, also when there is no flood', () => {
    const alerts = [hub('a', -40), hub('b', -31), hub('c', -22), hub('d', -11), hub('e', -10), hub('lone', -200), anAlert(now)];
    const [first, second] = [`outage ${Date.parse(at(now, -40))}`, `outage ${Date.parse(at(now, -11))}`];
    expect(keysOf(alerts, false)).toEqual({ a: first, b: first, c: first, d: second, e: second });
  });

  it('outages that follow one another for hours are no one incident: half an hour after its first begins the next', () => {
    const alerts = [-100, -91, -82, -73, -70, -69, -60].map((minutes) => hub(`at${minutes}`, minutes));
    const [first, second] = [`outage ${Date.parse(at(now, -100))}`, `outage ${Date.parse(at(now, -69))}`];
    expect(Object.values(keysOf(alerts, false))).toEqual([first, first, first, first, first, second, second]);
  });

  it('a high alert never does, whatever it is about', () => {
    const high = aStorm(now).map((alert): AlertDetail => ({ ...alert, severity: 'high' }));
    expect(keysOf(high, true)).toEqual({});
  });

  it('in a flood what is left goes together by home, then by cause; what would stand alone does', () => {
    const keys = groupKeys(aStorm(now), true);
    const groups = Map.groupBy(aStorm(now), ({ id }) => keys.get(id) ?? 'alone');
    expect([...groups].map(([key, some]) => [key.split(' ')[0], some.length])).toEqual([
      ['outage', 12],
      ['home', 2],
      ['cause', 6],
      ['alone', 1],
    ]);
  });

  it('homes that are not known are not one home', () => {
    const alerts = ['a', 'b'].map((id) => anAlert(now, { id, homeId: null, template: id }));
    expect(keysOf(alerts, true)).toEqual({});
  });
});

describe('the lines', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => anAlert(now, { id })) as [AlertDetail, AlertDetail, AlertDetail];
  const rows = [row(a, 'cause x'), row(b, null), row(c, 'cause x')];
  const ids = (opened: string[]) => linesOf(rows, new Set(opened)).map(({ id }) => id);

  it('a group stands where the first of its rows would, and opens below itself', () => {
    expect(ids([])).toEqual(['cause x', 'b']);
    expect(ids(['cause x'])).toEqual(['cause x', 'a', 'c', 'b']);
  });

  it('what has left the queue is not counted, and keeps its place in the open group', () => {
    const [head, ...rest] = linesOf([row(a, 'cause x', 'closed'), row(c, 'cause x')], new Set(['cause x']));
    expect(head).toMatchObject({ type: 'group', group: { kind: 'cause', alerts: [c], open: true } });
    expect(rest.map(({ id }) => id)).toEqual(['a', 'c']);
  });
});

describe('what one row says', () => {
  it('the worst priority, the oldest clocks, who has how many', () => {
    const low = anAlert(now, { id: 'low', severity: 'low', askedAt: at(now, -2), nextAt: at(now, 3), homeId: 'h2', localityName: null });
    const owned = {
      ...ownedBy(now, anAlert(now, { id: 'owned' }), { id: 'u2', name: 'Sam' }),
      askedAt: at(now, -9),
      openedAt: at(now, -50),
    };
    const asked = anAlert(now, { id: 'asked', askedAt: at(now, -1) });
    const facts = factsOf([low, owned, asked]);
    expect(facts).toMatchObject({
      homes: 2,
      unowned: 2,
      owners: ['Sam'],
      oldestAskedAt: at(now, -2),
      nextAt: at(now, 3),
      openedAt: at(now, -50),
    });
    expect(facts?.worst.severity).toBe('moderate');
    expect(facts?.worst).toBe([low, owned, asked].sort(byUrgency)[0]);
    expect(facts?.places).toEqual([
      { name: 'Wentworth North', count: 2 },
      { name: null, count: 1 },
    ]);
    expect(factsOf([])).toBeNull();
  });

  it('an outage is taken where nobody has it, and closed when every hub is back', () => {
    const [free, other] = [hub('free', -5), ownedBy(now, hub('other', -5), { id: 'u2', name: 'Sam' })];
    const steps = (...alerts: AlertDetail[]) => Object.values(outageSteps(alerts)).map((some) => some.map(({ id }) => id));
    const back = (alert: AlertDetail): AlertDetail => ({ ...alert, status: 'cleared', allowed: ['note', 'close'] });
    expect(steps(free, other)).toEqual([['free'], []]);
    expect(steps(back(free), other)).toEqual([[], []]);
    expect(steps(back(free), back(other))).toEqual([[], ['free', 'other']]);
    const many = Array.from({ length: mostOfOutage + 1 }, (_, i) => hub(`h${i}`, -5));
    expect(steps(...many).map(({ length }) => length)).toEqual([mostOfOutage, 0]);
    expect(steps(...many.map(back)).map(({ length }) => length)).toEqual([0, mostOfOutage]);
  });
});
