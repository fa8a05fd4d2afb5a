import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveServerMessage } from '../../gateway/contract/live.ts';
import { createFeedLog } from '../../gateway/live/feed-log.ts';
import { anAlert, applyTo } from './page.ts';

describe('the feed log', () => {
  it('numbers changes from 1 without gaps, and forgets closed alerts', () => {
    const log = createFeedLog({ epoch: 'e1', capacity: 10, alerts: [anAlert('a'), anAlert('gone', { status: 'closed' })] });
    expect(log.alerts().map(({ id }) => id)).toEqual(['a']);
    const events = [log.changed(anAlert('b')), log.changed(anAlert('a', { status: 'closed' }))].map((text) =>
      liveServerMessage.parse(JSON.parse(text)),
    );
    expect(events).toMatchObject([
      { type: 'alert', epoch: 'e1', seq: 1, alert: { id: 'b' } },
      { type: 'alert', epoch: 'e1', seq: 2, alert: { id: 'a', status: 'closed' } },
    ]);
    expect(log.alerts().map(({ id }) => id)).toEqual(['b']);
  });

  it.each([
    ['nothing missed', 'e1', 5, 0],
    ['one missed', 'e1', 4, 1],
    ['as many as are kept', 'e1', 2, 3],
    ['one more than are kept', 'e1', 1, null],
    ['a number of the future', 'e1', 6, null],
    ['a negative number', 'e1', -1, null],
    ['another process', 'e0', 4, null],
    ['a new page', null, 0, null],
  ])('a page that comes back with %s', (_, epoch, seq, count) => {
    const log = createFeedLog({ epoch: 'e1', capacity: 3, alerts: [] });
    for (let n = 1; n <= 5; n++) log.changed(anAlert(`a${n}`));
    const missed = log.since(epoch, seq);
    expect(missed?.map((text) => (JSON.parse(text) as { seq: number }).seq) ?? null).toEqual(
      count === null ? null : Array.from({ length: count }, (_unused, i) => seq + 1 + i),
    );
  });

  it('replays from the very beginning of the process', () => {
    const log = createFeedLog({ epoch: 'e1', capacity: 3, alerts: [anAlert('a')] });
    expect(log.since('e1', 0)).toEqual([]);
    log.changed(anAlert('b'));
    expect(log.since('e1', 0)).toHaveLength(1);
  });

  it('brings a page from any earlier state to the present one', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('open' as const, 'cleared' as const, 'closed' as const),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.nat(40), fc.integer({ min: 1, max: 12 }), (changes, cut, capacity) => {
        const log = createFeedLog({ epoch: 'e', capacity, alerts: [] });
        const at = Math.min(cut, changes.length);
        for (const [i, { id, status }] of changes.slice(0, at).entries()) log.changed(anAlert(id, { status, version: i }));
        const page = new Map(log.alerts().map((alert) => [alert.id, alert]));
        for (const [i, { id, status }] of changes.slice(at).entries()) log.changed(anAlert(id, { status, version: at + i }));
        const missed = log.since('e', at);
        expect(missed === null).toBe(changes.length - at > capacity);
        for (const text of missed ?? []) applyTo(page, liveServerMessage.parse(JSON.parse(text)));
        if (missed) expect([...page.values()].toSorted(byId)).toEqual(log.alerts().toSorted(byId));
      }),
    );
  });
});

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
