import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import { createNotificationStore, type NotificationStore } from '../../gateway/store/notifications.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import {
  aHighOne,
  aNotification,
  build,
  commit,
  poolToNowhere,
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

describe('after a restart', () => {
  it('goes on with what was queued', async () => {
    const mail = recordingChannel('email');
    const [low, high] = [aNotification({ severity: 'low' }), aHighOne()];
    for (const one of [low, high]) await commit(database.pool, one);
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    await notifier.recover();
    for (const { id } of [low, high]) await untilStatus(database.pool, id, 'sent');
    expect(mail.sent).toContainEqual({ id: low.id, repeat: false });
    expect(mail.sent).toContainEqual({ id: high.id, repeat: false });
  });

  it.each(['high', 'moderate'] as const)('sends a %s one again that was being sent, marked as a repeat', async (severity) => {
    const mail = recordingChannel('email');
    const one = aNotification({ severity });
    await commit(database.pool, one, { status: 'sending', tries: 1 });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    await notifier.recover();
    expect(await untilStatus(database.pool, one.id, 'sent')).toMatchObject({ tries: 2 });
    expect(mail.sent).toEqual([{ id: one.id, repeat: true }]);
  });

  it.each([true, false])(
    'a try that may have arrived (%s) is remembered by the next process while the next try waits',
    async (ambiguous) => {
      const mail = recordingChannel('email', (_, nth) => {
        if (nth === 1) throw new DeliveryError('no answer', { ambiguous });
      });
      const one = aNotification();
      await commit(database.pool, one);
      const first = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }).notifier;
      await first.recover();
      await untilRetry(database.pool, one.id, 1);
      await first.close();
      ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
      await notifier.recover();
      clock.advanceBy(9_999);
      expect(mail.sent).toHaveLength(1);
      clock.advanceBy(1);
      await untilStatus(database.pool, one.id, 'sent');
      expect(mail.sent[1]).toEqual({ id: one.id, repeat: ambiguous });
    },
  );

  it('sends one that was in its last try once more, and then lets it fail', async () => {
    const mail = recordingChannel('email', () => {
      throw new DeliveryError('deferred');
    });
    const one = aNotification();
    await commit(database.pool, one, { status: 'sending', tries: 5 });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    await notifier.recover();
    await untilStatus(database.pool, one.id, 'failed');
    expect(mail.sent).toHaveLength(1);
  });

  it('waits for the rest of the time until the next try, and for planned ones until their time', async () => {
    const mail = recordingChannel('email');
    const [retried, planned] = [aNotification(), aNotification({ sendAt: clock.now() + 60_000 })];
    await commit(database.pool, retried, { tries: 3, nextTryAt: clock.wallNow() + 30_000 });
    await commit(database.pool, planned);
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    await notifier.recover();
    clock.advanceBy(29_999);
    expect(mail.sent).toHaveLength(0);
    clock.advanceBy(1);
    expect(await untilStatus(database.pool, retried.id, 'sent')).toMatchObject({ tries: 4 });
    clock.advanceBy(30_000);
    await untilStatus(database.pool, planned.id, 'sent');
  });

  it('leaves alone what has its fate, and does not take twice what the pipeline hands over meanwhile', async () => {
    const mail = recordingChannel('email');
    const done = aNotification();
    await commit(database.pool, done, { status: 'delivered' });
    const one = aNotification();
    await commit(database.pool, one);
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    notifier.enqueue([one]);
    await notifier.recover();
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([one.id]);
  });

  it('tells alerts the fates that they missed, and nothing that they know', async () => {
    const fates = recordingFates();
    const ids = ['unheard', 'known', 'older', 'closed'];
    const [unheard, known, older, closed] = ids.map((id) => aNotification({ id })) as [
      Notification,
      Notification,
      Notification,
      Notification,
    ];
    await commit(database.pool, unheard, { status: 'failed' });
    await commit(database.pool, known, { status: 'sent' });
    await commit(database.pool, older, { status: 'sent' });
    await commit(database.pool, closed, { status: 'failed' });
    await anAlert('a-1', 'open', { unheard: 'queued', known: 'sent', older: 'confirmed' });
    await anAlert('a-2', 'closed', { closed: 'queued' });
    ({ notifier } = build(database.pool, { adapters: [], fateSink: fates.sink, clock }));
    await notifier.recover();
    expect(fates.told.map(({ id, fate }) => ({ id, fate }))).toEqual([{ id: 'unheard', fate: 'failed' }]);
  });
});

/** An alert row with attempts by notification id; only what the outbox reads of it. */
async function anAlert(id: string, status: string, attempts: Record<string, string>) {
  const state = { attempts: Object.entries(attempts).map(([notificationId, fate]) => ({ notificationId, fate })) };
  await database.pool.query("insert into home (id, address, created_at) values ('h-1', 'x', now()) on conflict do nothing");
  await database.pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, created_at)
     values ('p-1', 'h-1', 'K', 'K', 'K', 'Europe/London', now()) on conflict do nothing`,
  );
  await database.pool.query(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, wake_at, version, state, seq)
     values ($1, 'p-1', 's-1', $2, 'high', 'family', now(), now(), 1, $3, 1)`,
    [id, status, state],
  );
}

/** A store whose database can be taken away: its calls then fail as they do without a server. */
function interruptible(): { store: NotificationStore; away: boolean } {
  const real = createNotificationStore(database.pool);
  const gone = createNotificationStore(poolToNowhere());
  const control = { away: false, store: real };
  control.store = {
    claim: (...a) => (control.away ? gone : real).claim(...a),
    saveFates: (...a) => (control.away ? gone : real).saveFates(...a),
    unfinished: () => (control.away ? gone : real).unfinished(),
    untold: () => (control.away ? gone : real).untold(),
    openCommands: (...a) => (control.away ? gone : real).openCommands(...a),
    noteCommand: (...a) => (control.away ? gone : real).noteCommand(...a),
    isTakenBack: (...a) => (control.away ? gone : real).isTakenBack(...a),
    lastBundles: (...a) => (control.away ? gone : real).lastBundles(...a),
    find: (...a) => (control.away ? gone : real).find(...a),
  };
  return control;
}

describe('while the database is away', () => {
  it('sends a high one without it, keeps the fate, and writes it when the row appears; it is not sent twice', async () => {
    const mail = recordingChannel('email');
    const fates = recordingFates();
    const control = interruptible();
    control.away = true;
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock, store: control.store }));
    const one = aHighOne();
    expect(await notifier.sendNow(one)).toEqual({ fate: 'sent', detail: 'taken' });
    expect(await notifier.sendNow(one)).toEqual({ fate: 'sent', detail: 'taken' });
    // Its alert is not in force before it has been committed.
    expect(fates.told).toEqual([]);

    control.away = false;
    await commit(database.pool, one);
    notifier.enqueue([one]);
    expect(await untilStatus(database.pool, one.id, 'sent')).toMatchObject({ tries: 1, detail: 'taken' });
    expect(fates.told).toEqual([{ id: one.id, fate: 'sent', detail: 'taken' }]);
    notifier.enqueue([one]);
    const marker = aHighOne();
    await commit(database.pool, marker);
    notifier.enqueue([marker]);
    await untilStatus(database.pool, marker.id, 'sent');
    expect(mail.sent.map(({ id }) => id)).toEqual([one.id, marker.id]);
  });

  it('merges a fate that becomes known after the row has appeared', async () => {
    const gate = Promise.withResolvers<void>();
    const mail = recordingChannel('email', () => gate.promise);
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: fates.sink, clock }));
    const one = aHighOne();
    const outcome = notifier.sendNow(one);
    await commit(database.pool, one);
    notifier.enqueue([one]);
    gate.resolve();
    expect(await outcome).toEqual({ fate: 'sent', detail: 'taken' });
    await untilStatus(database.pool, one.id, 'sent');
    expect(mail.sent).toHaveLength(1);
    expect(fates.told).toHaveLength(1);
  });

  it('says that a channel failed, so that the caller uses the next', async () => {
    const mail = recordingChannel('email', () => {
      throw new DeliveryError('no mail server is set (SMTP_URL)', { permanent: true });
    });
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock }));
    expect(await notifier.sendNow(aHighOne())).toEqual({ fate: 'failed', detail: 'no mail server is set (SMTP_URL)' });
  });

  it('keeps the answer of a device to words that were spoken meanwhile', async () => {
    const voice = recordingChannel('mqtt');
    ({ notifier } = build(database.pool, { adapters: [voice.adapter], fateSink: recordingFates().sink, clock }));
    const one = aHighOne({ channel: { kind: 'mqtt', address: 'k-speaker' } });
    await notifier.sendNow(one);
    await notifier.report(one.id, 'delivered', 'spoken or shown');
    await notifier.report(one.id, 'sent', 'older news');
    await commit(database.pool, one);
    notifier.enqueue([one]);
    expect(await untilStatus(database.pool, one.id, 'delivered')).toMatchObject({ detail: 'spoken or shown' });
  });

  it('lets a committed high one go after half a second, holds the others, and stores all fates in the end', async () => {
    const mail = recordingChannel('email');
    const control = interruptible();
    ({ notifier } = build(database.pool, { adapters: [mail.adapter], fateSink: recordingFates().sink, clock, store: control.store }));
    const [low, high, withdrawn] = [aNotification(), aHighOne(), aNotification()];
    for (const one of [low, high, withdrawn]) await commit(database.pool, one);
    control.away = true;
    notifier.enqueue([low, high, withdrawn]);
    notifier.withdraw(withdrawn.id, 'condition cleared');
    clock.advanceBy(499);
    expect(mail.sent).toEqual([]);
    clock.advanceBy(1);
    await until(() => expect(mail.sent.map(({ id }) => id)).toEqual([high.id]));
    expect(await rowOf(database.pool, high.id)).toMatchObject({ status: 'queued' });

    control.away = false;
    await until(() => {
      clock.advanceBy(1_000);
      expect(mail.sent).toHaveLength(2);
    });
    for (const { id } of [low, high]) await untilStatus(database.pool, id, 'sent');
    await untilStatus(database.pool, withdrawn.id, 'suppressed');
    expect(mail.sent.map(({ id }) => id)).toEqual([high.id, low.id]);
  });

  it('does not send what expired while its turn waited for the database', async () => {
    const voice = recordingChannel('mqtt');
    const control = interruptible();
    ({ notifier } = build(database.pool, { adapters: [voice.adapter], fateSink: recordingFates().sink, clock, store: control.store }));
    const prompt = aNotification({ channel: { kind: 'mqtt', address: 'k-fridge' }, expiresAt: clock.now() + 600_000 });
    await commit(database.pool, prompt);
    control.away = true;
    notifier.enqueue([prompt]);
    clock.advanceBy(600_000);
    control.away = false;
    await expect
      .poll(async () => {
        clock.advanceBy(1_000);
        return (await rowOf(database.pool, prompt.id))?.status;
      }, patience)
      .toBe('failed');
    expect(voice.sent).toEqual([]);
  });
});

describe('a retry that was stored late', () => {
  it('does not put back into the queue what is being sent again', async () => {
    const store = createNotificationStore(database.pool);
    ({ notifier } = build(database.pool, { adapters: [], fateSink: recordingFates().sink, clock }));
    const one = aNotification();
    await commit(database.pool, one, { status: 'sending', tries: 2 });
    const write = { id: one.id, status: 'queued', detail: 'deferred', nextTryAt: clock.now(), at: clock.now() } as const;
    expect(await store.saveFates([{ ...write, tries: 1 }])).toEqual(new Set());
    expect(await store.saveFates([{ ...write, tries: 2 }])).toEqual(new Set([one.id]));
    await untilRetry(database.pool, one.id, 2);
  });
});
