import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDashboard } from '../../../gateway/build-dashboard.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { at, password, people, TestGateway } from '../../e2e/gateway.ts';
import { kathleens } from '../../e2e/homes.ts';
import { expectAccessible, launch, openTab, type Tab, viewports } from '../support/browser.ts';

const phone = { width: 390, height: 844 } as const;
const wide = { width: 1920, height: 1080 } as const;
const noLine = /Failed to load resource|WebSocket connection to|ERR_INTERNET_DISCONNECTED/;

let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../../..'));
  browser = await launch();
  gateway = await TestGateway.start(undefined, { HEARTHLINE_CARE_CENTRE_NUMBER: '+441632960000' });
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  const unit = { id: 'van-1', teamId: 'rrt', name: 'Van 1', skills: ['lifting'] };
  for (const one of [unit, { ...unit, id: 'van-2', name: 'Van 2', skills: [] }])
    expect((await gateway.ask('administrator', 'POST', '/api/response/units', one)).status).toBe(201);
  expect((await gateway.ask('coordinator', 'PUT', '/api/homes/long-lane/key-safe', { code: '4711' })).status).toBe(204);
  await gateway.until(at('09:00'));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function signIn(
  role: 'administrator' | 'coordinator' | 'responder',
  path: string,
  viewport: { width: number; height: number },
): Promise<Tab> {
  const tab = await openTab(browser, gateway.app.publicUrl, viewport, { expected: noLine });
  await tab.page.goto(path);
  await tab.page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await tab.page.getByLabel('Password').fill(password);
  await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  return tab;
}
/** The page is closed, and another one opened on the same phone. */
async function openAgain({ page, faults }: Tab): Promise<Tab> {
  const context = page.context();
  const { pathname } = new URL(page.url());
  await page.close();
  const next = await context.newPage();
  next.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  await next.goto(pathname);
  return { page: next, faults };
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
}
/** In the order in which they came: the gateway's clock stands still between two commands of a test, and the phone's is set back to it now and then. */
const events = async () =>
  (
    await gateway.database.pool.query<{ type: string; at: number; received: number }>(
      'select type, at, received_at as received from response_event order by received_at, at, type',
    )
  ).rows;

it('a visit, offline in the middle: everything arrives once, with the times of the phone', { timeout: 180_000 }, async () => {
  let crew = await signIn('responder', '/responder/', phone);
  await crew.page.getByLabel('Unit').selectOption('Van 1, Rapid response');
  await press(crew.page, 'Come on duty');
  await crew.page.getByText('You are on duty with Van 1').waitFor();

  await gateway.device('button').send({ kind: 'sos' });
  await gateway.settled();
  const [alert] = await gateway.alertsOf('kathleen');
  const silence = { id: 'said-1', kind: 'step', step: 'help.speak', answer: 'silence', note: 'Only the television is heard' };
  expect((await gateway.ask('coordinator', 'POST', `/api/alerts/${alert!.id}/answering/records`, silence)).status).toBe(200);
  const centre = await signIn('coordinator', `/alerts/${alert!.id}`, viewports[0]);
  await press(centre.page, 'Send somebody…');
  const dialog = centre.page.getByRole('dialog');
  await dialog.getByLabel('Lifting').check();
  await dialog.getByLabel('Why somebody is to go').fill('');
  await press(centre.page, 'Send');
  await dialog.getByText('Say why somebody is to go').waitFor();
  await dialog.getByLabel('Why somebody is to go').fill('She does not answer.');
  await dialog.getByRole('option', { name: /^Van 1 .*Free/ }).waitFor({ state: 'attached' });
  await expectAccessible(centre.page);
  await picture(centre.page, 'dispatch');
  await press(centre.page, 'Send');
  await dialog.waitFor({ state: 'detached' });
  await centre.page.getByRole('heading', { name: 'Visit: Being offered' }).waitFor();

  await press(crew.page, 'Accept');
  await crew.page.getByRole('heading', { name: 'Visit to Kathleen' }).waitFor();
  await centre.page.getByRole('heading', { name: 'Visit: Accepted' }).waitFor();
  await press(crew.page, 'Show the code');
  await crew.page.getByText('4711').waitFor();
  await press(crew.page, 'Hide it');
  await crew.page.getByText('not sent yet').waitFor({ state: 'detached' });
  await crew.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

  const went = Date.now();
  await crew.page.context().setOffline(true);
  await press(crew.page, 'I am on my way');
  await press(crew.page, 'I am at the door');
  await crew.page.getByText('You are offline.').waitFor();
  await crew.page.getByText('2 entries wait to be sent').waitFor();
  crew = await openAgain(crew);
  await crew.page.getByRole('heading', { name: 'Visit to Kathleen' }).waitFor();
  expect(await crew.page.getByRole('link', { name: 'Ring the centre' }).getAttribute('href')).toBe('tel:+441632960000');
  await crew.page.getByText('Key safe by the back door').waitFor();
  await crew.page.getByText('Only the television is heard').waitFor();
  expect(await crew.page.getByRole('button', { name: 'Show the code' }).isDisabled()).toBe(true);
  await expectAccessible(crew.page);
  await picture(crew.page, 'phone-offline');
  await press(crew.page, 'I am inside');
  await press(crew.page, 'Key safe');
  await press(crew.page, 'It is done');
  await crew.page.getByLabel('Outcome').selectOption('Reassurance given');
  await crew.page.getByLabel('What you found and did').fill('Pressed it by mistake.');
  await crew.page.getByLabel('Who is with them now').fill('her daughter');
  await crew.page.getByLabel('The alert is over').check();
  await press(crew.page, 'Save and end the visit');
  await crew.page.getByText('Done: visit to Kathleen (not sent yet)').waitFor();
  // What is known about her has left the phone with the visit.
  await crew.page.reload();
  await crew.page.getByText('4 entries wait to be sent').waitFor();
  expect(await crew.page.getByText('Long Lane').count()).toBe(0);
  const offlineMs = Date.now() - went;
  expect((await events()).map(({ type }) => type)).toEqual(['accept']);
  // The signal of life of the crew comes only now.
  await gateway.until(at('09:20'));
  await crew.page.context().setOffline(false);
  await crew.page.getByText('wait to be sent').waitFor({ state: 'detached' });
  await crew.page.evaluate(() => dispatchEvent(new Event('online')));

  await expect.poll(async () => (await events()).length).toBe(5);
  const stored = await events();
  expect(stored.map(({ type }) => type)).toEqual(['accept', 'on-the-way', 'arrived', 'access-gained', 'complete']);
  for (const { at: said, received } of stored.slice(1)) {
    expect(said).toBeGreaterThanOrEqual(at('09:00'));
    expect(said).toBeLessThan(at('09:00') + offlineMs + minute);
    expect(received).toBe(at('09:20'));
  }
  await expect.poll(async () => (await gateway.alertOf('kathleen')).status).toBe('closed');
  await centre.page.getByRole('heading', { name: 'Visit: Done' }).waitFor();
  await centre.page.locator('.visit__note', { hasText: 'With them now: her daughter' }).waitFor();
  expect([crew.faults, centre.faults]).toEqual([[], []]);
});

it('the board shows who can go, a visit that nobody has on top, and calls it off', { timeout: 180_000 }, async () => {
  const untilAt = new Date(gateway.clock.now() + hour).toISOString();
  expect((await gateway.ask('responder', 'PUT', '/api/response/my/duty', { unitId: 'van-2', untilAt })).status).toBe(200);
  await gateway.device('button').send({ kind: 'sos' });
  await gateway.settled();
  const alert = (await gateway.alertsOf('kathleen')).find(({ status }) => status === 'open');
  const job = { id: 'lift', urgency: 'visit', skills: ['nursing'], reason: 'She is on the floor.' };
  expect((await gateway.ask('coordinator', 'POST', `/api/alerts/${alert!.id}/response-jobs`, job)).status).toBe(201);

  const { page, faults } = await signIn('coordinator', '/response', wide);
  await page.getByRole('heading', { name: 'Nobody has it: one visit' }).waitFor();
  await page.getByRole('table', { name: 'Units of Rapid response' }).waitFor();
  await picture(page, 'board-1920');
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
    await picture(page, `board-${viewport.width}`);
  }
  await page.setViewportSize(viewports[0]);
  const dialog = page.getByRole('dialog');
  await press(page, 'Ask a unit to go to Kathleen Example');
  await press(page, 'Ask this unit');
  await dialog.getByText('Choose a unit.').waitFor();
  await dialog.getByLabel('Unit').selectOption({ label: 'Van 2 (Rapid response), Free, lacks: Nursing' });
  await press(page, 'Ask this unit');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('asked: Van 2').waitFor();
  await press(page, 'Call off the visit to Kathleen Example');
  await dialog.getByLabel('Why').fill('Her neighbour is there.');
  await press(page, 'Call it off');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('No visit is under way.').waitFor();

  await page.goto('/patients/kathleen');
  const visits = page.getByRole('table', { name: 'Visits, the newest first' });
  await visits.getByText('Cancelled').waitFor();
  await visits.getByText('Done').waitFor();
  await page.getByText('They were referred to nobody so far.').waitFor();
  expect(faults).toEqual([]);
});

it('units are set up, changed and taken out of use on a page', { timeout: 120_000 }, async () => {
  const { page, faults } = await signIn('administrator', '/units', viewports[0]);
  await page.getByRole('heading', { name: 'Units of rapid response', level: 1 }).waitFor();
  const dialog = page.getByRole('dialog');
  await press(page, 'Add a unit');
  await press(page, 'Save');
  await dialog.getByText('Give the unit a name.').waitFor();
  await dialog.getByLabel('Name').fill('Van 3');
  await dialog.getByLabel('Nursing').check();
  await dialog.getByLabel('North').check();
  await expectAccessible(page);
  await picture(page, 'unit-dialog');
  await press(page, 'Save');
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row', { name: /Van 3.*Nursing.*North/ });
  await row.waitFor();
  for (const viewport of [wide, ...viewports]) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
    await picture(page, `units-${viewport.width}`);
  }
  await page.setViewportSize(viewports[0]);
  await press(page, 'Change Van 3');
  await dialog.getByLabel('Nursing').uncheck();
  await dialog.getByLabel('It is not used any more').check();
  await press(page, 'Save');
  await dialog.waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Van 3 not used any more.*nothing special.*North/ }).waitFor();
  const units = (await gateway.ask('administrator', 'GET', '/api/response/units')).body;
  expect(units).toContainEqual(expect.objectContaining({ name: 'Van 3', skills: [], localityIds: [expect.any(String)], retired: true }));
  expect(faults).toEqual([]);
});
