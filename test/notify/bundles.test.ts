import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../gateway/notify/channel-email.ts';
import { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import type { ChannelAdapter } from '../../gateway/ports.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { decoded, type MailServer, mailServer } from './mail-server.ts';
import { aHighOne, aNotification, build, commit, recordingFates, untilRetry, untilStatus } from './support.ts';

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

const low = (changes: Partial<Notification> = {}) => aNotification({ severity: 'low', ...changes });

async function committed(...notifications: Notification[]): Promise<void> {
  for (const notification of notifications) await commit(database.pool, notification);
  notifier.enqueue(notifications);
}

const all = (status: string, ...notifications: Notification[]) =>
  Promise.all(notifications.map(({ id }) => untilStatus(database.pool, id, status)));

/** A way that writes down what went together, and answers as told. */
function carrying(answer: (nth: number) => void = () => undefined) {
  const sent: { readonly ids: readonly string[]; readonly repeat: boolean; readonly bundle: string | null }[] = [];
  const adapter: ChannelAdapter = {
    kind: 'email',
    async send({ id }, { repeat }) {
      sent.push({ ids: [id], repeat, bundle: null });
      answer(sent.length);
      return { fate: 'sent', detail: 'taken' };
    },
    async sendTogether(notifications, { repeat, bundle }) {
      sent.push({ ids: notifications.map(({ id }) => id), repeat, bundle });
      answer(sent.length);
      return { fate: 'sent', detail: 'taken' };
    },
  };
  return { adapter, sent };
}

function start(adapter: ChannelAdapter): ReturnType<typeof recordingFates> {
  const fates = recordingFates();
  ({ notifier } = build(database.pool, { adapters: [adapter], fateSink: fates.sink, clock }));
  return fates;
}

/** One is sent, so that the next ones are held back for an hour from `clock.now()`. */
async function afterOne(): Promise<Notification> {
  const one = low();
  await committed(one);
  clock.advanceBy(second);
  await untilStatus(database.pool, one.id, 'sent');
  return one;
}

describe('low messages to one person by one way', () => {
  it('the first goes at once; what follows goes together an hour later, not a millisecond before, each with its own fate', async () => {
    const mail = carrying();
    const fates = start(mail.adapter);
    const first = await afterOne();
    const [two, three] = [low(), low()];
    await committed(two);
    clock.advanceBy(20 * minute);
    await committed(three);
    clock.advanceBy(40 * minute - 1);
    expect(mail.sent).toHaveLength(1);
    clock.advanceBy(1);
    await all('sent', two, three);
    expect(mail.sent).toEqual([
      { ids: [first.id], repeat: false, bundle: null },
      { ids: [two.id, three.id], repeat: false, bundle: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    expect(fates.told.map(({ id }) => id).toSorted()).toEqual([first.id, two.id, three.id].toSorted());
  });

  it('that come in one moment go together, even the first', async () => {
    const mail = carrying();
    start(mail.adapter);
    const both = [low(), low()];
    await committed(...both);
    clock.advanceBy(second);
    await all('sent', ...both);
    expect(mail.sent.map(({ ids }) => ids)).toEqual([both.map(({ id }) => id)]);
  });

  it.each([
    ['another person', { recipient: { kind: 'contact', id: 'c-2', name: 'Nick' } }],
    ['another address', { channel: { kind: 'email', address: 'other@example.org' } }],
  ] as const)('do not wait for those of %s', async (_, changes) => {
    const mail = carrying();
    start(mail.adapter);
    await afterOne();
    const other = low(changes);
    await committed(other);
    clock.advanceBy(second);
    await untilStatus(database.pool, other.id, 'sent');
  });

  it.each(['moderate', 'high'] as const)('hold no %s one back, which goes by itself', async (severity) => {
    const mail = carrying();
    start(mail.adapter);
    await afterOne();
    const waiting = low();
    const other = severity === 'high' ? aHighOne() : aNotification();
    await committed(waiting, other);
    await untilStatus(database.pool, other.id, 'sent');
    expect(mail.sent.at(-1)?.ids).toEqual([other.id]);
    clock.advanceBy(hour);
    await untilStatus(database.pool, waiting.id, 'sent');
  });

  it('that are withdrawn meanwhile are left out', async () => {
    const mail = carrying();
    start(mail.adapter);
    await afterOne();
    const [kept, gone] = [low(), low()];
    await committed(kept, gone);
    notifier.withdraw(gone.id, 'condition cleared');
    await untilStatus(database.pool, gone.id, 'suppressed');
    clock.advanceBy(hour);
    await untilStatus(database.pool, kept.id, 'sent');
    expect(mail.sent.at(-1)?.ids).toEqual([kept.id]);
  });

  it('are tried again together, without waiting for the next hour', async () => {
    const mail = carrying((nth) => {
      if (nth === 1) throw new DeliveryError('no answer', { ambiguous: true });
    });
    start(mail.adapter);
    const both = [low(), low()];
    await committed(...both);
    clock.advanceBy(second);
    await Promise.all(both.map(({ id }) => untilRetry(database.pool, id, 1)));
    clock.advanceBy(11 * second);
    await all('sent', ...both);
    expect(mail.sent[1]).toEqual({ ...mail.sent[0], repeat: true });
  });
});

describe('after the process was killed', () => {
  it('what waited goes together when the hour is over that began before', async () => {
    const before = carrying();
    start(before.adapter);
    await afterOne();
    const waiting = [low(), low()];
    await committed(...waiting);
    clock.advanceBy(10 * minute);
    // The old one is never told: a killed process says nothing.
    const killed = notifier;
    const mail = carrying();
    start(mail.adapter);
    await notifier.recover();
    await killed.close();
    clock.advanceBy(50 * minute - 1);
    expect(mail.sent).toEqual([]);
    clock.advanceBy(second);
    await all('sent', ...waiting);
    expect(mail.sent.map(({ ids }) => ids)).toEqual([waiting.map(({ id }) => id)]);
    expect(before.sent).toHaveLength(1);
  });

  it('what was being sent is sent again at once, as the same message and marked as a repeat', async () => {
    const both = [low(), low()];
    for (const one of both) await commit(database.pool, one, { status: 'sending', tries: 1 });
    const mail = carrying();
    start(mail.adapter);
    await notifier.recover();
    clock.advanceBy(second);
    await all('sent', ...both);
    const first = mail.sent[0];
    expect(first).toMatchObject({ ids: both.map(({ id }) => id), repeat: true });
    await notifier.close();
    await database.pool.query("update notification set status = 'sending'");
    start(mail.adapter);
    await notifier.recover();
    clock.advanceBy(second);
    await all('sent', ...both);
    expect(mail.sent[1]).toEqual(first);
  });
});

describe('by e-mail', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await mailServer();
  });
  afterEach(() => server.close());

  it('one message holds the words and the link of each, and neither a name nor a condition in its subject', async () => {
    const channel = createEmailChannel({
      smtpUrl: server.url,
      from: 'Hearthline <hearthline@example.org>',
      link: ({ id }) => `https://hearthline.example.org/a/${encodeURIComponent(id)}`,
    });
    start(channel);
    const both = [low({ body: 'The <first> thing.' }), low({ body: 'The second thing.', subject: 'Joan: please look' })];
    await committed(...both);
    clock.advanceBy(second);
    const rows = await all('sent', ...both);
    expect(rows.map(({ detail }) => detail)).toEqual(Array(2).fill('to the mail server, 2 in one message'));
    expect(server.received).toHaveLength(1);
    const raw = decoded(server.received[0]?.raw ?? '');
    expect(raw).toContain('Subject: 2 messages, none urgent\r\n');
    expect(raw).toMatch(/Message-ID: <[0-9a-f]{32}@hearthline\.invalid>/i);
    for (const text of ['The <first> thing.', 'The &lt;first&gt; thing.', 'The second thing.', '2. Joan: please look'])
      expect(raw).toContain(text);
    for (const { id } of both) expect(raw).toContain(`https://hearthline.example.org/a/${encodeURIComponent(id)}`);
    channel.close();
  });
});
