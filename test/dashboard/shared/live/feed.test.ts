import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFeed, type Feed, receive, resume } from '../../../../dashboard/shared/live/feed.ts';
import type { AlertSummary } from '../../../../gateway/contract/alerts.ts';
import type { LiveServerMessage } from '../../../../gateway/contract/live.ts';
import { anAlert } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const nowIso = '2026-03-01T09:00:00Z';
const alert = (id: string, changes: Partial<AlertSummary> = {}): AlertSummary => ({ ...anAlert(now), id, ...changes });
const snapshot = (epoch: string, seq: number, ...alerts: AlertSummary[]): LiveServerMessage => ({
  type: 'snapshot',
  epoch,
  seq,
  now: nowIso,
  speed: 1,
  alerts,
});
const event = (epoch: string, seq: number, changed: AlertSummary): LiveServerMessage => ({ type: 'alert', epoch, seq, alert: changed });
const heartbeat = (epoch: string, seq: number, attended = 1): LiveServerMessage => ({
  type: 'heartbeat',
  epoch,
  seq,
  now: nowIso,
  speed: 1,
  attended,
});

/** The feed after the messages, and everything it asked for. */
function told(...messages: LiveServerMessage[]) {
  const asked = [];
  let feed: Feed = emptyFeed;
  for (const message of messages) {
    const step = receive(feed, message);
    feed = step.feed;
    if (step.send) asked.push(step.send);
  }
  return { feed, asked, ids: [...feed.alerts.keys()] };
}

describe('feed', () => {
  it('asks from nothing before the first snapshot', () => {
    expect(resume(emptyFeed)).toEqual({ type: 'resume', epoch: null, seq: 0 });
  });

  it('takes the snapshot as the whole truth, without what is closed', () => {
    const { ids, feed } = told(snapshot('e', 4, alert('a')), snapshot('e', 9, alert('b'), alert('c', { status: 'closed' })));
    expect(ids).toEqual(['b']);
    expect(feed.seq).toBe(9);
  });

  it('applies events in sequence; a closed alert leaves', () => {
    const { ids, asked } = told(snapshot('e', 1, alert('a')), event('e', 2, alert('b')), event('e', 3, alert('a', { status: 'closed' })));
    expect(ids).toEqual(['b']);
    expect(asked).toEqual([]);
  });

  it('drops a duplicate', () => {
    const { ids, asked } = told(snapshot('e', 2), event('e', 2, alert('a')));
    expect(ids).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('applies nothing after a gap, asks once, and goes on when the missing event comes', () => {
    const gap = told(snapshot('e', 1), event('e', 3, alert('c')), event('e', 4, alert('d')));
    expect(gap.ids).toEqual([]);
    expect(gap.feed.behind).toBe(true);
    expect(gap.asked).toEqual([{ type: 'resume', epoch: 'e', seq: 1 }]);
    const mended = told(snapshot('e', 1), event('e', 3, alert('c')), event('e', 2, alert('b')), event('e', 3, alert('c')));
    expect(mended.ids).toEqual(['b', 'c']);
    expect(mended.feed.behind).toBe(false);
  });

  it('notices a lost last event by the heartbeat, and asks again at every heartbeat until it comes', () => {
    const { asked, feed } = told(snapshot('e', 1), heartbeat('e', 2), heartbeat('e', 2));
    expect(asked).toEqual([
      { type: 'resume', epoch: 'e', seq: 1 },
      { type: 'resume', epoch: 'e', seq: 1 },
    ]);
    expect(feed.behind).toBe(true);
    expect(told(snapshot('e', 1), heartbeat('e', 1)).asked).toEqual([]);
  });

  it('knows from the heartbeat how many answer alerts, and keeps it over everything else', () => {
    expect(told(heartbeat('e', 0, 3), snapshot('e', 1), event('e', 2, alert('a'))).feed.attended).toBe(3);
    const { feed } = told(snapshot('e', 1), heartbeat('e', 1, 2));
    expect(receive(feed, heartbeat('e', 1, 2)).feed).toBe(feed);
  });

  it('applies nothing of another epoch until its snapshot', () => {
    const { ids, asked } = told(snapshot('e', 1, alert('a')), event('f', 2, alert('x')));
    expect(ids).toEqual(['a']);
    expect(asked).toEqual([{ type: 'resume', epoch: 'e', seq: 1 }]);
    expect(told(snapshot('e', 1, alert('a')), event('f', 2, alert('x')), snapshot('f', 2, alert('x'))).ids).toEqual(['x']);
  });

  it('ends with what the server has, whatever was lost on the way, once a heartbeat has been answered', () => {
    const change = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), closed: fc.boolean(), lost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const log = changes.map(({ id, closed }, i) => event('e', i + 1, alert(id, { version: i, status: closed ? 'closed' : 'open' })));
        const truth = new Map<string, number>();
        for (const { id, closed, version } of changes.map((each, i) => ({ ...each, version: i })))
          closed ? truth.delete(id) : truth.set(id, version);
        let feed = receive(emptyFeed, snapshot('e', 0)).feed;
        changes.forEach(({ lost }, i) => {
          if (!lost) feed = receive(feed, log[i]!).feed;
        });
        const { send } = receive(feed, heartbeat('e', log.length));
        if (send?.type === 'resume') for (const missed of log.slice(send.seq)) feed = receive(feed, missed).feed;
        expect(new Map([...feed.alerts].map(([id, each]) => [id, each.version]))).toEqual(truth);
      }),
    );
  });
});
