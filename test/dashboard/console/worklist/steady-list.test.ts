import { describe, expect, it } from 'vitest';
import { emptyList, pinned, type SteadyEvent, steady } from '../../../../dashboard/console/worklist/steady-list.ts';
import type { AlertDetail } from '../../../../gateway/contract/alerts.ts';
import { anAlert, at, ownedBy } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const one = anAlert(now, { id: 'one', nextAt: at(now, 10) });
const two = anAlert(now, { id: 'two', nextAt: at(now, 20) });
const urgent = anAlert(now, { id: 'urgent', severity: 'high', nextAt: at(now, 1) });
const byId = (...alerts: AlertDetail[]) => new Map(alerts.map((alert) => [alert.id, alert]));

function run(...events: SteadyEvent[]) {
  return events.reduce(steady, emptyList('needs-someone'));
}
const ids = (list: ReturnType<typeof run>) => list.rows.map((row) => row.alert.id);
const shown = { type: 'alerts', alerts: byId(one, two) } as const;
const reads = { type: 'reading', reading: true, alerts: byId(one, two) } as const;

describe('a list that nobody reads', () => {
  it('follows the feed: new ones in their place, closed ones gone', () => {
    expect(ids(run(shown, { type: 'alerts', alerts: byId(one, two, urgent) }))).toEqual(['urgent', 'one', 'two']);
    expect(ids(run(shown, { type: 'alerts', alerts: byId(two) }))).toEqual(['two']);
  });

  it('shows only the queue that was asked for', () => {
    const owned = ownedBy(now, two, { id: 'u1', name: 'Ada' });
    expect(ids(run({ type: 'alerts', alerts: byId(one, owned) }))).toEqual(['one']);
    expect(ids(run({ type: 'filter', filter: 'owned', alerts: byId(one, owned) }))).toEqual(['two']);
  });
});

describe('a list that is being read', () => {
  it('moves no row when something more urgent arrives, and says how many wait', () => {
    const list = run(shown, reads, { type: 'alerts', alerts: byId(one, two, urgent) });
    expect(ids(list)).toEqual(['one', 'two']);
    expect(list.waiting.map((alert) => alert.id)).toEqual(['urgent']);
  });

  it('does not move rows whose own urgency changes, but shows what they say now', () => {
    const sooner = { ...two, version: 6, nextAt: at(now, 1) };
    const list = run(shown, reads, { type: 'alerts', alerts: byId(one, sooner) });
    expect(ids(list)).toEqual(['one', 'two']);
    expect(list.rows[1]).toEqual({ alert: sooner, presence: 'here', group: null });
    expect(list.waiting).toEqual([]);
  });

  it('keeps the place of what was closed or taken, and says which', () => {
    const owned = ownedBy(now, two, { id: 'u1', name: 'Ada' });
    const list = run(shown, reads, { type: 'alerts', alerts: byId(owned) });
    expect(list.rows).toEqual([
      { alert: one, presence: 'closed', group: null },
      { alert: owned, presence: 'moved', group: null },
    ]);
  });

  it('takes back a row that returns to the queue', () => {
    const list = run(shown, reads, { type: 'alerts', alerts: byId(two) }, { type: 'alerts', alerts: byId(one, two) });
    expect(list.rows.map((row) => row.presence)).toEqual(['here', 'here']);
    expect(list.waiting).toEqual([]);
  });

  it('leaves rows that did not change as they are, so that they are not drawn again', () => {
    const before = run(shown, reads);
    const after = steady(before, { type: 'alerts', alerts: byId(one, two, urgent) });
    expect(after.rows[0]).toBe(before.rows[0]);
  });

  it('takes everything in when asked, and goes on holding still', () => {
    const all = byId(two, urgent);
    const list = run(shown, reads, { type: 'alerts', alerts: all }, { type: 'apply', alerts: all });
    expect(ids(list)).toEqual(['urgent', 'two']);
    expect(list.reading).toBe(true);
  });

  it('takes everything in when the reader leaves', () => {
    const all = byId(one, two, urgent);
    const list = run(shown, reads, { type: 'alerts', alerts: all }, { type: 'reading', reading: false, alerts: all });
    expect(ids(list)).toEqual(['urgent', 'one', 'two']);
    expect(list.waiting).toEqual([]);
  });

  it('has nothing to hold still when it is empty', () => {
    const list = run({ type: 'reading', reading: true, alerts: byId() }, shown);
    expect(ids(list)).toEqual(['one', 'two']);
  });
});

describe('a flood', () => {
  const floods = { type: 'flood', flood: true, alerts: byId(one, two) } as const;
  const groups = (list: ReturnType<typeof run>) => list.rows.map(({ group }) => group);

  it('puts rows together when nobody reads, and takes them apart when it is over', () => {
    expect(groups(run(shown, floods))).toEqual(['home home-joan', 'home home-joan']);
    expect(groups(run(shown, floods, { ...floods, flood: false }))).toEqual([null, null]);
  });

  it('moves nothing for whoever reads, until they ask for it', () => {
    expect(groups(run(shown, reads, floods))).toEqual([null, null]);
    expect(groups(run(shown, reads, floods, { type: 'apply', alerts: byId(one, two) }))).toEqual(['home home-joan', 'home home-joan']);
  });

  it('a row that turns high while it is read stays in its place, and is pinned above the list', () => {
    const high = { ...two, version: 6, severity: 'high' as const };
    const list = run(shown, floods, reads, { type: 'alerts', alerts: byId(one, high) });
    expect(groups(list)).toEqual(['home home-joan', 'home home-joan']);
    expect(pinned(byId(one, high), new Set()).map(({ id }) => id)).toEqual(['two']);
    expect(groups(steady(list, { type: 'apply', alerts: byId(one, high) }))).toEqual([null, null]);
  });
});

describe('pinned', () => {
  it('is every high alert that nobody has and that is not on the screen, most urgent first', () => {
    const later = { ...urgent, id: 'later', nextAt: at(now, 5) };
    const taken = ownedBy(now, { ...urgent, id: 'taken' }, { id: 'u1', name: 'Ada' });
    const alerts = byId(later, one, taken, urgent);
    expect(pinned(alerts, new Set()).map((alert) => alert.id)).toEqual(['urgent', 'later']);
    expect(pinned(alerts, new Set(['urgent'])).map((alert) => alert.id)).toEqual(['later']);
  });
});
