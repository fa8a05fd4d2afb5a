import { BehaviorSubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import {
  aHighOne,
  aNotification,
  build,
  commit,
  opened,
  recordingChannel,
  recordingFates,
  rowOf,
  until,
  untilRetry,
  untilStatus,
} from './support.ts';

let database: FreshDatabase;
let clock: VirtualClock;
let notifier: Notifier;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock();
});
afterEach(async () => {
  await notifier.close();
  await database.drop();
});

/** Rows are committed, then the notifier is told: the order in which the pipeline does it. */
async function committed(...notifications: ReturnType<typeof aNotification>[]) {
  for (const notification of notifications) await commit(database.pool, notification);
  notifier.enqueue(notifications);
}

const refusing = (until: number, options: ConstructorParameters<typeof DeliveryError>[1] = {}) =>
  recordingChannel('email', (_, nth) => {
    if (nth <= until) throw new DeliveryError('the mail server deferred it (451)', options);
  });

describe('a notification on its way', () => {
  it('is handed to its channel, and its fate is stored and told', async () => {
    const mail = recordingChannel('email');
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    const row = await untilStatus(database.pool, one.id, 'sent');
    expect(row).toMatchObject({ tries: 1, detail: 'taken', next_try_at: null, updated_at: clock.now() });
    expect(mail.sent).toEqual([{ id: one.id, repeat: false }]);
    expect(fates.told).toEqual([{ id: one.id, fate: 'sent', detail: 'taken' }]);
  });

  it('is marked as being sent before its channel has it', async () => {
    const seen: string[] = [];
    const mail = recordingChannel('email', async (n) => void seen.push((await rowOf(database.pool, n.id))?.status ?? ''));
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    await committed(aNotification(), aHighOne());
    await until(() => expect(seen).toEqual(['sending', 'sending']));
  });

  it('is sent once, however often it is handed over', async () => {
    const mail = recordingChannel('email');
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const [one, after] = [aNotification(), aNotification()];
    await commit(database.pool, one);
    notifier.enqueue([one, one]);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await committed(one, after);
    await untilStatus(database.pool, after.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([one.id, after.id]);
  });

  it('fails at once when there is no way to send on its channel', async () => {
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    await untilStatus(database.pool, one.id, 'failed');
    expect(fates.told).toEqual([{ id: one.id, fate: 'failed', detail: 'no way to send by email' }]);
  });

  it('is not sent once it has expired', async () => {
    const voice = recordingChannel('mqtt');
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [voice.adapter], fateSink: fates.sink, clock }));
    const prompt = { channel: { kind: 'mqtt', address: 'k-fridge' }, purpose: 'prompt' } as const;
    const [over, inTime] = [aNotification({ ...prompt, expiresAt: clock.now() }), aNotification({ ...prompt, expiresAt: clock.now() + 1 })];
    await committed(over, inTime);
    await untilStatus(database.pool, over.id, 'failed');
    await untilStatus(database.pool, inTime.id, 'sent');
    expect(voice.sent.map(({ id }) => id)).toEqual([inTime.id]);
    expect(fates.told).toContainEqual({ id: over.id, fate: 'failed', detail: 'expired before it could be sent' });
  });
});

describe('order', () => {
  it('lets a high one pass a full lane of others, on the same channel', async () => {
    const gate = new BehaviorSubject(false);
    const mail = recordingChannel('email', (n) => (n.severity === 'high' ? undefined : opened(gate)));
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock, concurrency: { email: 2 } }));
    const others = Array.from({ length: 30 }, () => aNotification({ severity: 'low' }));
    await committed(...others);
    await until(() => expect(mail.sent).toHaveLength(2));
    const urgent = aHighOne();
    await committed(urgent);
    await untilStatus(database.pool, urgent.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([others[0]?.id, others[1]?.id, urgent.id]);
    gate.next(true);
    for (const { id } of others) await untilStatus(database.pool, id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([others[0]?.id, others[1]?.id, urgent.id, ...others.slice(2).map(({ id }) => id)]);
  });

  it('never has more of the others under way than the channel allows', async () => {
    let underWay = 0;
    let most = 0;
    const mail = recordingChannel('email', async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await database.pool.query('select 1');
      underWay -= 1;
    });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock, concurrency: { email: 3 } }));
    const many = Array.from({ length: 40 }, () => aNotification());
    await committed(...many);
    await until(() => expect(mail.sent).toHaveLength(40));
    expect(most).toBe(3);
  });

  it('does not let a silent channel hold up another', async () => {
    const gate = new BehaviorSubject(false);
    const mail = recordingChannel('email', () => opened(gate));
    const hook = recordingChannel('webhook');
    const adapters = [mail.adapter, hook.adapter];
    ({ notifier } = build(database.pool, { adapters, fateSink: recordingFates().sink, clock, concurrency: { email: 1 } }));
    const one = aNotification({ channel: { kind: 'webhook', address: 'http://127.0.0.1/' } });
    await committed(aNotification(), aNotification(), one);
    await untilStatus(database.pool, one.id, 'delivered');
    expect(mail.sent).toHaveLength(1);
    gate.next(true);
  });
});

describe('tries that do not go through', () => {
  it('are made again after 10, 40, 160 and 640 s, and not a millisecond earlier', async () => {
    const mail = refusing(5);
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    for (const [tries, delayMs] of [10_000, 40_000, 160_000, 640_000].entries()) {
      const row = await untilRetry(database.pool, one.id, tries + 1);
      expect(row).toMatchObject({ detail: 'the mail server deferred it (451)', next_try_at: clock.now() + delayMs });
      clock.advanceBy(delayMs - 1);
      expect(mail.sent).toHaveLength(tries + 1);
      clock.advanceBy(1);
      await until(() => expect(mail.sent).toHaveLength(tries + 2));
    }
    expect(await untilStatus(database.pool, one.id, 'failed')).toMatchObject({ tries: 5, next_try_at: null });
    expect(fates.told).toEqual([{ id: one.id, fate: 'failed', detail: 'the mail server deferred it (451)' }]);
    expect(mail.sent.every(({ repeat }) => !repeat)).toBe(true);
  });

  it('are made again once and quickly for a high one, which then fails so that the next channel is used', async () => {
    const mail = refusing(2);
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aHighOne();
    await committed(one);
    await untilRetry(database.pool, one.id, 1);
    clock.advanceBy(999);
    expect(mail.sent).toHaveLength(1);
    clock.advanceBy(1);
    await untilStatus(database.pool, one.id, 'failed');
    expect(mail.sent).toHaveLength(2);
    expect(fates.told.map(({ fate }) => fate)).toEqual(['failed']);
  });

  it('end in success when the channel comes back', async () => {
    const mail = refusing(1);
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    await untilRetry(database.pool, one.id, 1);
    clock.advanceBy(10_000);
    expect(await untilStatus(database.pool, one.id, 'sent')).toMatchObject({ tries: 2 });
    expect(fates.told.map(({ fate }) => fate)).toEqual(['sent']);
  });

  it('are not made again when that is of no use', async () => {
    const mail = refusing(1, { permanent: true });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const one = aNotification();
    await committed(one);
    expect(await untilStatus(database.pool, one.id, 'failed')).toMatchObject({ tries: 1 });
  });

  it('say that they are a repeat when the one before may have arrived', async () => {
    const mail = refusing(1, { ambiguous: true });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const one = aNotification();
    await committed(one);
    await untilRetry(database.pool, one.id, 1);
    clock.advanceBy(10_000);
    await untilStatus(database.pool, one.id, 'sent');
    expect(mail.sent.map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('give up on a channel that says nothing: 5 s for a high one', async () => {
    const mail = recordingChannel('email', () => new Promise(() => {}));
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aHighOne();
    await committed(one);
    await until(() => expect(mail.sent).toHaveLength(1));
    clock.advanceBy(4_999);
    expect(fates.told).toEqual([]);
    clock.advanceBy(1);
    await untilStatus(database.pool, one.id, 'failed');
    expect(fates.told).toEqual([{ id: one.id, fate: 'failed', detail: 'no answer within 5 s' }]);
  });
});

describe('quiet hours and withdrawal', () => {
  const deferred = (ms: number) => aNotification({ sendAt: clock.now() + ms });

  it('holds a planned one until its time, on the care clock', async () => {
    const mail = recordingChannel('email');
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const [one, marker] = [deferred(3_600_000), aNotification()];
    await committed(one, marker);
    await untilStatus(database.pool, marker.id, 'sent');
    clock.advanceBy(3_599_999);
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'planned' });
    clock.advanceBy(1);
    await untilStatus(database.pool, one.id, 'sent');
  });

  it('does not send what was withdrawn while it waited', async () => {
    const mail = recordingChannel('email');
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = deferred(60_000);
    await committed(one);
    notifier.withdraw(one.id, 'condition cleared');
    expect(await untilStatus(database.pool, one.id, 'suppressed')).toMatchObject({ detail: 'condition cleared' });
    clock.advanceBy(60_000);
    const marker = aNotification();
    await committed(marker);
    await untilStatus(database.pool, marker.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([marker.id]);
    expect(fates.told.map(({ id }) => id)).toEqual([marker.id]);
  });

  it('does not send what was withdrawn between two tries, or behind others in its lane', async () => {
    const gate = new BehaviorSubject(false);
    const mail = recordingChannel('email', async (_, nth) => {
      if (nth === 1) throw new DeliveryError('deferred');
      await opened(gate);
    });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock, concurrency: { email: 1 } }));
    const [retried, ahead, behind] = [aNotification(), aNotification(), aNotification()];
    await committed(retried);
    await untilRetry(database.pool, retried.id, 1);
    await committed(ahead, behind);
    await until(() => expect(mail.sent).toHaveLength(2));
    notifier.withdraw(retried.id, 'condition cleared');
    notifier.withdraw(behind.id, 'condition cleared');
    clock.advanceBy(10_000);
    gate.next(true);
    for (const { id } of [retried, behind]) await untilStatus(database.pool, id, 'suppressed');
    await untilStatus(database.pool, ahead.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([retried.id, ahead.id]);
  });

  it('does not try again what was withdrawn while a try was under way; one that arrives is known to have been sent', async () => {
    const gate = new BehaviorSubject(false);
    const mail = recordingChannel('email', async (n) => {
      await opened(gate);
      if (n.severity === 'high') throw new DeliveryError('deferred', { ambiguous: true });
    });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const [fails, arrives] = [aHighOne(), aNotification()];
    await committed(fails, arrives);
    await until(() => expect(mail.sent).toHaveLength(2));
    for (const { id } of [fails, arrives]) notifier.withdraw(id, 'called off');
    gate.next(true);
    expect(await untilStatus(database.pool, fails.id, 'suppressed')).toMatchObject({ detail: 'called off', next_try_at: null });
    await untilStatus(database.pool, arrives.id, 'sent');
    expect(mail.sent).toHaveLength(2);
  });

  it('does not send what the decision itself withdrew in the database', async () => {
    const mail = recordingChannel('email');
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    const [one, marker] = [aNotification(), aNotification()];
    await commit(database.pool, one, { status: 'suppressed' });
    notifier.enqueue([one]);
    await committed(marker);
    await untilStatus(database.pool, marker.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([marker.id]);
  });

  it('keeps saying that a mail was sent when it is withdrawn too late, and calls back a command that the device has not answered', async () => {
    const [mail, voice] = [recordingChannel('email'), recordingChannel('mqtt')];
    ({ notifier } = build(database.pool, { adapters: [mail.adapter, voice.adapter], fateSink: recordingFates().sink, clock }));
    const [letter, words] = [aNotification(), aNotification({ channel: { kind: 'mqtt', address: 'k-fridge' } })];
    await committed(letter, words);
    for (const { id } of [letter, words]) await untilStatus(database.pool, id, 'sent');
    for (const { id } of [letter, words]) notifier.withdraw(id, 'condition cleared');
    await untilStatus(database.pool, words.id, 'suppressed');
    expect(await rowOf(database.pool, letter.id)).toMatchObject({ status: 'sent' });
  });
});

describe('answers that come later', () => {
  it('are stored and told, once, and never taken back by older news', async () => {
    const mail = recordingChannel('email');
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    await untilStatus(database.pool, one.id, 'sent');
    await notifier.report(one.id, 'confirmed', 'answered by link');
    await notifier.report(one.id, 'confirmed', 'answered by link');
    for (const fate of ['delivered', 'sent', 'failed'] as const) await notifier.report(one.id, fate, 'late');
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'confirmed', detail: 'answered by link' });
    expect(fates.told.map(({ fate }) => fate)).toEqual(['sent', 'confirmed']);
  });

  it('are refused from anyone else, and for what was never sent', async () => {
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [recordingChannel('email').adapter], fateSink: fates.sink, clock }));
    const one = aNotification();
    await committed(one);
    await untilStatus(database.pool, one.id, 'sent');
    await notifier.report(one.id, 'delivered', 'spoken', () => false);
    await notifier.report('no-such-notification', 'delivered', 'spoken');
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'sent' });
    expect(fates.told).toHaveLength(1);
  });
});
