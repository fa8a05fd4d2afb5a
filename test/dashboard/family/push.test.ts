import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { kathleen } from './support/family-world.ts';
import { familyTests, looksAfter } from './support/open-family.ts';

const open = familyTests('whole');
const minutes = { timeout: 120_000 };

/** Delivers a message to the page's service worker, as a push service would. */
async function deliver(page: Page, message: unknown): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/family/') && !isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const data = typeof message === 'string' ? message : JSON.stringify(message);
  await session.send('ServiceWorker.deliverPushMessage', { origin: new URL(page.url()).origin, registrationId: await registration, data });
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url as string }));
  });

async function ready() {
  const opened = await open('/family/');
  await opened.context.grantPermissions(['notifications']);
  await looksAfter(opened.page);
  return opened;
}

it('a message is shown as it was sent; a newer one of the same alert takes its place', minutes, async () => {
  const { page } = await ready();
  const notice = { title: 'Hearthline: somebody needs you', body: 'Open Hearthline.', url: '/family/alerts/alert-1', tag: 'alert-1' };
  await deliver(page, notice);
  await expect.poll(() => shown(page)).toEqual([notice]);
  await deliver(page, { ...notice, title: 'Hearthline: still waiting' });
  await expect.poll(() => shown(page)).toEqual([{ ...notice, title: 'Hearthline: still waiting' }]);
});

it.each([
  ['what cannot be read', 'no JSON'],
  ['what has no words', { url: '/family/' }],
])('%s still shows that there is something, and nothing more', minutes, async (_, message) => {
  const { page } = await ready();
  await deliver(page, message);
  await expect.poll(() => shown(page)).toEqual([{ title: 'Hearthline', body: 'Open Hearthline.', tag: '', url: '/family/' }]);
});

it.each([
  ['https://elsewhere.example/family/', '/family/'],
  ['/patients/kathleen', '/family/'],
  ['/family/alerts/alert-1', '/family/alerts/alert-1'],
])('a message that leads to %s opens %s', minutes, async (url, opens) => {
  const { page } = await ready();
  await deliver(page, { title: 'Hearthline', body: 'Open Hearthline.', url });
  await expect.poll(async () => (await shown(page)).map((one) => one.url)).toEqual([opens]);
});

it('a click on a message opens its page in the app that is open', minutes, async () => {
  const { page, context } = await ready();
  await deliver(page, { title: 'Hearthline', body: 'Open Hearthline.', url: '/family/settings' });
  await expect.poll(async () => (await shown(page)).length).toBe(1);
  const [worker] = context.serviceWorkers();
  await worker!.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobalScope;
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new NotificationEvent('notificationclick', { notification: notification! }));
  });
  await page.waitForURL('**/family/settings');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(await shown(page)).toEqual([]);
});

it('what the browser dropped is subscribed again at the next start, for who turned it on and for nobody else', minutes, async () => {
  const { page, context, server } = await open('/family/');
  await context.grantPermissions(['notifications']);
  await looksAfter(page);
  // A push service is on the internet: what the browser would be given by one.
  await page.addInitScript(() => {
    PushManager.prototype.getSubscription = async () => null;
    const toJSON = () => ({ endpoint: 'https://push.example.org/1', keys: { p256dh: 'p', auth: 'a' } });
    PushManager.prototype.subscribe = async () => ({ toJSON }) as unknown as PushSubscription;
  });
  const subscribed = () => server.sent.filter(({ path }) => path === '/api/my/push-subscriptions');
  await page.evaluate(() => localStorage.setItem('hearthline-push-wanted-by', 'somebody-else'));
  await page.goto('/family/');
  await page.getByText('Kathleen is up and about.').waitFor();
  expect(subscribed()).toEqual([]);
  // Who may be told of nobody is not subscribed either, until they may.
  await page.evaluate((id) => localStorage.setItem('hearthline-push-wanted-by', id), server.world.me!.id);
  server.world.people.set('kathleen', kathleen({ purposes: ['see-status'] }));
  await page.goto('/family/');
  await page.getByText('Kathleen is up and about.').waitFor();
  expect(subscribed()).toEqual([]);
  server.world.people.set('kathleen', kathleen());
  server.changed('kathleen');
  await expect.poll(subscribed).toMatchObject([{ method: 'POST', body: { endpoint: 'https://push.example.org/1' } }]);
});
