import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { crewEventsAnswer, type MyResponse, myResponse, type ResponseJob } from '../../../gateway/contract/response.ts';
import { expectAccessible, launch, openTab } from '../support/browser.ts';
import { builtPage } from '../support/built-page.ts';
import { ContractServer } from '../support/contract-server.ts';
import { aJob, bens } from './jobs.ts';

const phone = { width: 390, height: 844 } as const;
const smallest = { width: 320, height: 640 } as const;
const minute = 60_000;
const iso = (fromNow: number) => new Date(Date.now() + fromNow).toISOString();

let browser: Browser;
let server: ContractServer;
let page: Page;
let faults: string[];
beforeAll(async () => {
  browser = await launch('whole');
  server = await ContractServer.start(await builtPage());
  server.world.me = { id: 'u1', name: 'Ben Okoro', email: 'ben@example.org', role: 'responder', needsSecondFactor: false };
  ({ page, faults } = await openTab(browser, server.url, phone, { expected: /Failed to load resource|WebSocket connection to/ }));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A visit asked for half an hour ago. */
function job(over: Partial<ResponseJob> = {}): ResponseJob {
  const clocks = { arriveByAt: iso(15 * minute), arriveAtLatestAt: iso(30 * minute), accessByAt: null, outsideHours: false, missed: [] };
  return aJob({ requestedAt: iso(-30 * minute), clocks, ...over });
}
function offered(id: string, untilMs: number): ResponseJob {
  const asked = { unitId: 'van-1', unitName: 'Van 1', offeredAt: iso(0), untilAt: iso(untilMs), answer: null, reason: '' };
  return job({ id, state: 'offered', unit: null, offers: [asked] });
}
/** The gateway says so from now on, and the page asks again. */
async function told(my: MyResponse): Promise<void> {
  server.answer('GET /api/response/my', myResponse, () => ({ ...my, at: iso(0) }));
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
}
/** What is pressed with a thumb, and is lower than 44 px; a box is pressed with its label. */
const smallTargets = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('a:not(.skip), button, select, textarea, input, summary')]
      .map((each) => (each.matches('[type=checkbox]') ? (each.closest('label') ?? each) : each))
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
      .map((each) => each.outerHTML.slice(0, 100)),
  );
async function holds(name: string): Promise<void> {
  for (const viewport of [phone, smallest]) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
    expect(await smallTargets()).toEqual([]);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${viewport.width}.png`, fullPage: true });
  }
  await page.setViewportSize(phone);
}
const button = (name: string) => page.getByRole('button', { name, exact: true });

it('holds in every state of a turn, from coming on duty to a visit that is called off', { timeout: 120_000 }, async () => {
  await told({ ...bens(), unit: null });
  await page.goto('/responder/');
  await button('Come on duty').click();
  await page.getByText('Choose a unit.').waitFor();
  await holds('off-duty');

  await told(bens());
  await page.reload();
  await page.getByText('No visit for you now.').waitFor();
  await holds('nothing');

  await told(bens(offered('job-1', 10 * minute), { ...offered('job-2', 10 * minute), urgency: 'urgent-community-response' }));
  await page.getByRole('heading', { name: '2 visits are offered to you' }).waitFor();
  await button('I cannot go').first().click();
  await button('Decline').click();
  await page.getByText('Say why: the centre sees it.').waitFor();
  await holds('offered');

  await told(bens(job({ state: 'arrived', clocks: { ...job().clocks, accessByAt: iso(-minute) } })));
  await page.getByText('A visit that was offered to you is not any more').waitFor();
  await button('I have read it').click();
  await page.getByText('be inside by').waitFor();
  await button('Show the code').waitFor();
  await holds('at-the-door');
  await button('I am inside').click();
  await button('Key safe').waitFor();
  await holds('way-in');

  server.answer('POST /api/response-jobs/job-1/events', crewEventsAnswer, (body) => ({
    ...job({ state: 'access-gained' }),
    noEffect: (body as { events: { id: string }[] }).events.map(({ id }) => ({ id, reason: 'the visit was over before' })),
  }));
  await button('Key safe').click();
  await page.getByText('changed nothing: the visit was over before').waitFor();
  await told(bens(job({ state: 'access-gained' })));
  await button('It is done').click();
  await button('Save and end the visit').click();
  await page.getByText('Choose how it ended.').waitFor();
  await holds('outcome');

  const cancelled = { reason: 'Her daughter is there.', at: iso(0), by: 'Asha Rahman' };
  await told(bens(job({ state: 'cancelled', cancelled })));
  await page.getByText('The visit to Kathleen was called off: Her daughter is there.').waitFor();
  await holds('called-off');
  expect(faults).toEqual([]);
});

/** What is known of anybody in the browser's database. */
const keptOnPhone = () =>
  page.evaluate(
    () =>
      new Promise<unknown[]>((resolve, reject) => {
        const asked = indexedDB.open('hearthline-responder-kept');
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const all = asked.result.transaction('kept').objectStore('kept').getAll();
          all.onsuccess = () => resolve(all.result);
          all.onerror = () => reject(all.error);
        };
      }),
  );

it('a step that was sent stays said while everything is asked for again', { timeout: 120_000 }, async () => {
  await told(bens(job({ state: 'accepted' })));
  await page.goto('/responder/');
  await button('I am on my way').waitFor();
  server.answer('POST /api/response-jobs/job-1/events', crewEventsAnswer, () => ({ ...job({ state: 'on-the-way' }), noEffect: [] }));
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const goOn: (() => void)[] = [];
  await page.route('**/api/response/my', async (route) => {
    asked();
    await new Promise<void>((resolve) => goOn.push(resolve));
    await route.continue();
  });
  await button('I am on my way').click();
  await isAsked;
  await button('I am at the door').waitFor();
  expect(await button('I am on my way').count()).toBe(0);
  for (const go of goOn) go();
  await page.unrouteAll({ behavior: 'wait' });
});

it('signing out takes the visit off the phone and keeps what was not sent, for its author only', { timeout: 120_000 }, async () => {
  server.refuse('POST /api/response-jobs/job-1/events', 503, 'Busy.');
  await told(bens(job()));
  await page.goto('/responder/');
  await button('I am on my way').click();
  await page.getByText('1 entry waits to be sent').waitFor();
  await expect.poll(async () => JSON.stringify(await keptOnPhone())).toContain('12 Canal Street');
  await button('Sign out').click();
  await page.getByText('1 entry is not sent yet.').waitFor();
  await button('Sign out all the same').click();
  const signIn = async () => {
    await page.getByLabel('E-mail address').fill('somebody@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await button('Sign in').click();
  };
  await page.getByLabel('Password').waitFor();
  await expect.poll(keptOnPhone).toEqual([]);

  const { me } = server.world;
  server.world.me = { ...me, id: 'u9', name: 'Tom Becker' };
  await told({ ...bens(), unit: null });
  const before = server.world.sent.length;
  await signIn();
  await page.getByText('1 entry of somebody else waits on this phone.').waitFor();
  await button('Sign out').click();
  await page.getByLabel('Password').waitFor();
  expect(server.world.sent.slice(before)).toEqual([]);

  server.world.me = me;
  server.answer('POST /api/response-jobs/job-1/events', crewEventsAnswer, () => ({ ...job({ state: 'on-the-way' }), noEffect: [] }));
  await signIn();
  await expect.poll(() => server.world.sent.slice(before)).toMatchObject([{ body: { events: [{ type: 'on-the-way' }] } }]);
  await page.getByText('waits to be sent').waitFor({ state: 'detached' });
});

it('notices are turned on for whoever wants them, rest while they are signed out, and come again with them also after somebody else', {
  timeout: 120_000,
}, async () => {
  await page.context().grantPermissions(['notifications']);
  // A push service is on the internet: what the browser would be given by one.
  await page.addInitScript(() => {
    const subscription = {
      endpoint: 'https://push.example.org/1',
      toJSON: () => ({ endpoint: 'https://push.example.org/1', keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => localStorage.removeItem('subscribed'),
    } as unknown as PushSubscription;
    PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? subscription : null);
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem('subscribed', 'yes');
      return subscription;
    };
  });
  server.answer('GET /api/my/push-key', z.object({ key: z.string() }), () => ({ key: 'k' }));
  server.answer('POST /api/my/push-subscriptions', z.null(), () => null);
  let endpoints: string[] = [];
  server.answer('GET /api/my/push-subscriptions', z.object({ endpoints: z.array(z.string()) }), () => ({ endpoints }));
  server.answer('DELETE /api/my/push-subscriptions', z.null(), () => null);
  await told(bens());
  await page.goto('/responder/');
  const before = server.world.sent.length;
  const path = (method: string) => `${method} /api/my/push-subscriptions`;
  await button('Turn on').click();
  await page.getByRole('status').getByText('On', { exact: true }).waitFor();
  expect(server.world.sent.slice(before)).toMatchObject([{ path: path('POST'), body: { endpoint: 'https://push.example.org/1' } }]);
  // Each start asks again to be sent to; what the gateway does not send to all the same is not said to be on.
  await page.reload();
  await button('Turn on').waitFor();
  endpoints = ['https://push.example.org/1'];
  await page.reload();
  await button('Turn off').waitFor();
  await button('Sign out').click();
  await page.getByLabel('Password').waitFor();
  const paths = server.world.sent.slice(before).map((sent) => sent.path);
  expect(new Set(paths.slice(0, -1))).toEqual(new Set([path('POST')]));
  expect(paths.at(-1)).toBe(path('DELETE'));

  const asked = (method: string) => server.world.sent.filter((sent) => sent.path === path(method)).length;
  const { me } = server.world;
  const signIn = async (as: typeof me) => {
    server.world.me = as;
    await page.getByLabel('E-mail address').fill('somebody@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await button('Sign in').click();
  };
  // Nothing comes for somebody else who has the phone meanwhile, until they want it.
  endpoints = [];
  const soFar = asked('POST');
  await signIn({ ...me, id: 'u9', name: 'Tom Becker' });
  await button('Turn on').waitFor();
  expect(asked('POST')).toBe(soFar);
  await button('Turn on').click();
  await button('Turn off').waitFor();
  await button('Sign out').click();
  endpoints = ['https://push.example.org/1'];
  await signIn(me);
  await button('Turn off').waitFor();
  await expect.poll(() => asked('POST')).toBe(soFar + 2);
  // Turned off by themselves, it stays off.
  await button('Turn off').click();
  await button('Turn on').waitFor();
  await button('Sign out').click();
  await signIn(me);
  await button('Turn on').waitFor();
  expect(asked('POST')).toBe(soFar + 2);
});
