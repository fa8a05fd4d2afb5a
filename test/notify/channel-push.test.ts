import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pushContact } from '../../gateway/channels.ts';
import { pushKeys } from '../../gateway/identity/push-keys.ts';
import { createPushChannel } from '../../gateway/notify/channel-push.ts';
import type { PushSubscription } from '../../gateway/store/push-subscriptions.ts';
import { PushService, vapidClaims } from './push-service.ts';
import { aHighOne, aNotification } from './support.ts';

const keys = pushKeys('server-secret-of-the-test');
const contact = 'https://hearthline.example.org';
let service: PushService;
/** Of user `mary`. */
let subscribed: PushSubscription[];
let tried: [string, boolean][];
beforeEach(async () => {
  service = await PushService.open();
  subscribed = [service.subscribe('phone')];
  tried = [];
});
afterEach(() => service.close());

const channel = () =>
  createPushChannel({
    keys,
    contact,
    subscriptions: {
      of: async (userId) => (userId === 'mary' ? subscribed : []),
      async gone(_userId, endpoint) {
        subscribed = subscribed.filter((one) => one.endpoint !== endpoint);
      },
      tried: async (endpoint, ok) => void tried.push([new URL(endpoint).pathname, ok]),
    },
  });
const toMary = { channel: { kind: 'push', address: 'mary' } } as const;
const send = (more: Parameters<typeof aNotification>[0] = {}, repeat = false) =>
  channel().send(aNotification({ ...toMary, ...more }), { repeat });
const faultOf = (sent: Promise<unknown>) =>
  sent.then(
    () => null,
    ({ message, permanent, ambiguous }) => ({ message, permanent, ambiguous }),
  );

describe('a notice', () => {
  it('is read by the browser alone, and says nothing about health', async () => {
    const body = "Kathleen's fridge was not opened between 07:00 and 10:00.";
    expect(await send({ subject: 'Kathleen: please look', body })).toEqual({ fate: 'sent', detail: 'to the app on one device' });
    expect(service.pushed.map(({ notice }) => notice)).toEqual([
      { title: 'Kathleen: please look', body: 'Open Hearthline to see what it is about.', url: '/family/alerts/alert-1', tag: 'alert-1' },
    ]);
  });

  it('says what it is about to who chose that', async () => {
    await send({ body: 'The fridge was not opened.', detailsOnLockScreen: true });
    expect(service.pushed[0]?.notice.body).toBe('The fridge was not opened.');
  });

  it('is in the language of its reader, and says that it is a repeat', async () => {
    await send({ subject: 'Kathleen: proszę zajrzeć', language: 'pl' }, true);
    expect(service.pushed[0]?.notice).toMatchObject({
      title: 'Ponownie: Kathleen: proszę zajrzeć',
      body: 'Otwórz Hearthline, aby zobaczyć, o co chodzi.',
    });
  });

  it('comes from us: the push service can check it, and knows whom to turn to', async () => {
    await send();
    const claims = vapidClaims(service.pushed[0]?.headers.authorization, keys.publicKey);
    expect(claims).toMatchObject({ aud: service.url, sub: contact });
    expect(vapidClaims(service.pushed[0]?.headers.authorization, pushKeys('another server secret').publicKey)).toBeNull();
  });

  it.each([
    ['high', 'high', '1800'],
    ['moderate', 'normal', '14400'],
    ['low', 'low', '86400'],
  ] as const)('of a %s alert wakes with urgency %s and is kept for %s s', async (severity, urgency, ttl) => {
    await send({ severity });
    expect(service.pushed[0]?.headers).toMatchObject({ urgency, ttl, 'content-encoding': 'aes128gcm' });
  });

  it('of the same alert takes the place of one that waits, under a name that says nothing', async () => {
    await send({ id: 'a' });
    await send({ id: 'b' });
    await send({ id: 'c', alertId: 'alert-2' });
    const [first, second, other] = service.pushed.map(({ headers }) => headers.topic);
    expect(first).toMatch(/^[\w-]{32}$/);
    expect([second === first, other === first]).toEqual([true, false]);
  });

  it('goes to every device', async () => {
    subscribed.push(service.subscribe('tablet'));
    expect((await send()).detail).toBe('to the app on 2 devices');
    expect(service.pushed.map(({ path }) => path).toSorted()).toEqual(['/phone', '/tablet']);
  });
});

describe('a notice that does not get through', () => {
  it.each([404, 410])('to a browser that has ended it (%i) ends it here, and the next way is used', async (status) => {
    service.answers.push(status);
    expect(await faultOf(send())).toEqual({
      message: 'the app takes no notices on any device any more',
      permanent: true,
      ambiguous: false,
    });
    expect([subscribed, tried]).toEqual([[], []]);
  });

  it('to one device of two is sent all the same', async () => {
    subscribed.push(service.subscribe('tablet'));
    service.answers.push(410);
    expect(await send()).toMatchObject({ fate: 'sent', detail: 'to the app on one device' });
    expect(subscribed).toHaveLength(1);
  });

  it.each([
    [429, { message: 'no push service took it', permanent: false, ambiguous: true }],
    [503, { message: 'no push service took it', permanent: false, ambiguous: true }],
    [0, { message: 'no push service took it', permanent: false, ambiguous: true }],
    [400, { message: 'the push service refused it', permanent: true, ambiguous: false }],
    [301, { message: 'the push service refused it', permanent: true, ambiguous: false }],
  ])('because of %i: %j', async (status, fault) => {
    service.answers.push(status);
    expect(await faultOf(channel().send(aHighOne(toMary), { repeat: false }))).toEqual(fault);
    expect([subscribed.length, tried]).toEqual([1, [['/phone', false]]]);
  });

  it('because nobody reads it', async () => {
    const sent = send({ channel: { kind: 'push', address: 'nell' } });
    expect(await faultOf(sent)).toMatchObject({ permanent: true });
  });
});

describe('the keys of the gateway', () => {
  it('are the same for the same secret, and a pair', () => {
    expect(pushKeys('server-secret-of-the-test')).toEqual(keys);
    expect(pushKeys('another').publicKey).not.toBe(keys.publicKey);
    expect([Buffer.from(keys.publicKey, 'base64url').length, Buffer.from(keys.privateKey, 'base64url').length]).toEqual([65, 32]);
  });

  it.each([
    ['https://h.example.org', 'https://h.example.org'],
    ['http://localhost:8080', 'mailto:care@example.org'],
  ])('at %s name %s as who answers for them', (publicUrl, named) => {
    expect(pushContact({ publicUrl, mailFrom: 'Hearthline <care@example.org>' })).toBe(named);
  });
});
