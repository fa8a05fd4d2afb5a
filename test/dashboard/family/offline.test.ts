import { expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import type { FamilyServer, Sent } from './support/family-server.ts';
import { herself } from './support/family-world.ts';
import { failures, familyTests, looksAfter, smallest } from './support/open-family.ts';

const open = familyTests();
const minutes = { timeout: 120_000 };
const asHerself = ({ world }: FamilyServer) => {
  herself(world);
  world.answers.set('POST /api/my/people/kathleen/readings', () => ({ stored: true, repeat: null }));
};
const offlineSays = 'You are offline. What you see may be old.';

it('what is entered offline waits, says so, and is sent once on return with the time at which it was entered', minutes, async () => {
  const { page, context, server } = await open('/family/', asHerself, failures);
  await page.getByRole('link', { name: 'Enter it' }).click();
  await page.getByLabel('The upper number').waitFor();
  await context.setOffline(true);
  await page.getByText(offlineSays).waitFor();
  const before = Date.now();
  await page.getByLabel('The upper number').fill('138');
  await page.getByLabel('The lower number').fill('82');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Waiting to be sent').waitFor();
  await page.getByText('1 entry waits to be sent').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'I’m OK' }).click();
  await page.getByText('Kept on this phone.').waitFor();
  await page.getByText('2 entries wait to be sent').waitFor();
  expect(server.sent).toEqual([]);
  const entered = Date.now();

  await context.setOffline(false);
  await expect.poll(() => server.sent.length).toBe(2);
  await page.getByText('wait to be sent').waitFor({ state: 'detached' });
  await page.getByText('Thank you. Your team can see that you are OK.').waitFor();
  const [reading, ok] = server.sent as [Sent, Sent];
  expect(reading).toMatchObject({
    path: '/api/my/people/kathleen/readings',
    body: { kind: 'blood-pressure', value: { systolicMmHg: 138, diastolicMmHg: 82 } },
  });
  expect(ok).toMatchObject({ method: 'POST', path: '/api/my/people/kathleen/ok' });
  const measuredAt = Date.parse((reading.body as { measuredAt: string }).measuredAt);
  expect(measuredAt).toBeGreaterThanOrEqual(before - 1_000);
  expect(measuredAt).toBeLessThanOrEqual(entered + 1_000);
  // The browser says again that it is online, as browsers do: nothing is left to be sent.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: 'Readings' }).click();
  await page.getByText('Sent', { exact: true }).waitFor();
  expect(server.sent.length).toBe(2);
});

it('an answer that was lost is asked for again with the same id', minutes, async () => {
  const { page, server } = await open(
    '/family/',
    (made) => {
      asHerself(made);
      made.refusals.push({ status: 503, body: { title: 'Busy', status: 503 } });
    },
    failures,
  );
  await page.getByRole('button', { name: 'I’m OK' }).click();
  await expect.poll(() => server.sent.length).toBeGreaterThan(0);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('Thank you. Your team can see that you are OK.').waitFor();
  expect(server.sent.length).toBe(2);
  expect(server.sent[1]).toEqual(server.sent[0]);
});

it('a call for help is never stored up: offline it says whom to ring', minutes, async () => {
  const { page, context, server } = await open('/family/', asHerself, failures);
  await page.getByRole('button', { name: 'Call for help' }).waitFor();
  await context.setOffline(true);
  await page.getByText('You are offline: this button cannot reach anyone.').waitFor();
  expect(await page.getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999');
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Call for help' }).click();
  await page.getByRole('button', { name: 'Press again to call for help' }).click();
  await page.getByText('Your call did not get through.').waitFor();
  await context.setOffline(false);
  await page.getByText(offlineSays).waitFor({ state: 'detached' });
  expect(server.sent).toEqual([]);
});

it('offline nobody is well: the sentence says since when nothing was heard', minutes, async () => {
  const { page, context } = await open('/family/', undefined, failures);
  await page.getByText('Kathleen is up and about.').waitFor();
  await context.setOffline(true);
  await page.getByText('We have not heard from Kathleen’s home since').waitFor();
  await page.getByText('We cannot tell', { exact: true }).waitFor();
  expect(await page.getByText('All well').count()).toBe(0);
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByText('All well').waitFor();
});

it('opens without a gateway and says so; nothing about anybody is kept on the phone', minutes, async () => {
  const { page, server } = await open('/family/people/kathleen/readings', asHerself, failures);
  await looksAfter(page);
  await page.getByText('138 over 80 mmHg').waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/family/');
  expect(kept.filter((path) => !/^\/(assets\/|family\/|favicon)/.test(path))).toEqual([]);
  await server.stop();
  await page.goto('/family/');
  await page.getByText(offlineSays).waitFor();
  await page.getByText('In an emergency call 999.').waitFor();
  expect(await page.getByText('Kathleen').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Call the care centre: 01632 960000' }).getAttribute('href')).toBe('tel:+441632960000');
  expect(await page.getByRole('link', { name: 'In an emergency: 999' }).getAttribute('href')).toBe('tel:999');
  await page.getByLabel('The upper number').fill('131');
  await page.getByLabel('The lower number').fill('79');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Waiting to be sent').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.goto('/family/');
  await page.getByText('Waiting to be sent').waitFor();
});

it('signing out warns of what would be lost, and takes it away', minutes, async () => {
  const { page, server } = await open(
    '/family/',
    (made) => {
      asHerself(made);
      for (let i = 0; i < 20; i++) made.refusals.push({ status: 503, body: { title: 'Busy', status: 503 } });
    },
    failures,
  );
  await page.getByRole('button', { name: 'I’m OK' }).click();
  await page.getByText('1 entry waits to be sent').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByText('1 entry has not been sent. It is lost if you sign out now.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out and lose them' }).click();
  await page.getByLabel('Password').waitFor();
  server.refusals.length = 0;
  const before = server.sent.length;
  asHerself(server);
  await page.goto('/family/');
  await page.getByRole('button', { name: 'I’m OK' }).waitFor();
  expect(await page.getByText('waits to be sent').count()).toBe(0);
  expect(server.sent.length).toBe(before);
});

it('what somebody else entered on this phone is never sent, and that is said', minutes, async () => {
  const { page, server } = await open(
    '/family/',
    (made) => {
      asHerself(made);
      // The page tries again by itself.
      for (let i = 0; i < 20; i++) made.refusals.push({ status: 503, body: { title: 'Busy', status: 503 } });
    },
    failures,
  );
  await page.getByRole('button', { name: 'I’m OK' }).click();
  await page.getByText('1 entry waits to be sent').waitFor();
  server.world.me = { ...server.world.me!, id: 'u9', name: 'Somebody Else' };
  await page.goto('/family/');
  await page.getByText('1 entry of somebody else was on this phone.').waitFor();
  // It would be taken now.
  server.refusals.length = 0;
  const before = server.sent.length;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: 'Readings' }).click();
  await page.getByLabel('The upper number').waitFor();
  expect(server.sent.length).toBe(before);
});
