import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mqtt from 'mqtt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { patientDetail } from '../../gateway/contract/people.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addRelation } from '../../gateway/store/relations.ts';
import { addUser, type Role } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { password, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { launch, openTab, viewports } from './support/browser.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

/* One gateway and one browser: who signs in, contacts, records; then an installer at work in Kathleen's home. */
let browser: Browser;
let gateway: TestGateway;
const ids = new Map<Role, string>();
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
  gateway = await TestGateway.start();
  const home = kathleens([{ template: 'fridge' }]);
  const devices = home.devices!.filter(({ id }) => id === 'fridge');
  await gateway.enrol({ ...home, devices: [...devices, { id: 'bridge', kind: 'hub', name: 'Hub' }] });
  await gateway.enrol({
    home: { address: '9 Long Lane' },
    patients: [{ id: 'fred', givenName: 'Fred', familyName: 'Gone', simulated: true }],
  });
  const passwordHash = await hashPassword(password);
  await write(gateway.database.pool, { at: gateway.clock.now(), actor: 'test' }, async (tx) => {
    for (const role of ['manager', 'installer', 'contact'] as const) {
      const user = { role, name: `The ${role}`, email: `${role}@example.org`, passwordHash, wallAt: gateway.clock.wallNow() };
      ids.set(role, await addUser(tx, user));
    }
    await addRelation(tx, { userId: ids.get('contact')!, patientId: 'kathleen', kind: 'contact', contactId: 'maureen' });
  });
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});
const minutes = { timeout: 180_000 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });

async function signIn(email: string, path: string, viewport: { width: number; height: number } = viewports[0]): Promise<Page> {
  // The browser itself logs what is refused.
  const { page } = await openTab(browser, gateway.app.publicUrl, viewport, { expected: /Failed to load resource/ });
  await page.goto(path);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
  await page.getByRole('link', { name: 'My account' }).waitFor();
  return page;
}

/** Maureen in her app, as far as the gateway sees her. */
async function maureen(): Promise<(method: string, path: string, body?: unknown) => Promise<number>> {
  const headers = { 'content-type': 'application/json', origin: gateway.app.publicUrl };
  const signedIn = await fetch(`${gateway.app.publicUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: 'contact@example.org', password }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  return async (method, path, body) => {
    const answer = await fetch(gateway.app.publicUrl + path, {
      method,
      headers: { ...headers, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.status;
  };
}

it('a manager sees who signs in, shuts somebody out and lets them in; a contact is added, checked and invited', minutes, async () => {
  const asMaureen = await maureen();
  const page = await signIn('manager@example.org', '/users');
  const row = page.getByRole('row').filter({ hasText: 'contact@example.org' });
  await row.getByText('Contact', { exact: true }).waitFor();
  await row.getByRole('link', { name: 'Kathleen Example' }).waitFor();
  await holdsAtEveryWidth(page, 'users');
  expect(await page.getByRole('row').filter({ hasText: 'asha@example.org' }).getByRole('button').count()).toBe(0);

  // What she writes is told on every page at once.
  expect(await asMaureen('POST', '/api/my/people/kathleen/messages', { id: 'm1', text: 'Is Mum eating?' })).toBe(204);
  await page.getByRole('link', { name: /^Messages\s*, 1 waits for an answer/ }).waitFor();

  expect(await asMaureen('GET', '/api/me')).toBe(200);
  await button(page, 'Disable: The contact').click();
  await button(page, 'Disable').click();
  await gone(page);
  expect(await asMaureen('GET', '/api/me')).toBe(401);
  await row.getByText('Disabled').waitFor();
  await button(page, 'Let in again: The contact').click();
  await button(page, 'Let in again').click();
  await gone(page);
  expect((await gateway.letters.take(({ to }) => to === 'contact@example.org')).link).toContain('/reset#');

  await page.goto('/patients/kathleen');
  await button(page, 'Add a contact…').click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Ann Lee');
  await dialog(page)
    .getByLabel(/^Relationship/)
    .fill('neighbour');
  await dialog(page).getByLabel('Number or address').fill('07700 90012x');
  await button(page, 'Another way').click();
  await dialog(page).getByLabel('Way 2', { exact: true }).selectOption('E-mail');
  await dialog(page).getByLabel('Number or address').nth(1).fill('ann@example.org');
  await button(page, 'Save').click();
  await dialog(page).getByText('Way 1: a telephone number').waitFor();
  await dialog(page).getByLabel('Number or address').first().fill('07700 900123');
  await button(page, 'Save').click();
  await gone(page);
  const ann = page.getByRole('article', { name: 'Ann Lee' });
  await ann.getByText('07700 900123').waitFor();
  await button(page, 'Checked by phone: Ann Lee, 07700 900123').click();
  await button(page, 'It is theirs').click();
  await ann.getByText('checked by phone, The manager').waitFor();
  await button(page, 'Send a code to Ann Lee: ann@example.org').click();
  await button(page, 'Send the code').click();
  const letter = await gateway.letters.take(({ to }) => to === 'ann@example.org');
  await dialog(page)
    .getByLabel('Code that Ann Lee reads to you')
    .fill(/code is (\d{6})/.exec(letter.text)![1]!);
  await button(page, 'Check the code').click();
  await ann.getByText('checked by code, The manager').waitFor();

  await button(page, 'Give Ann Lee a sign-in…').click();
  await button(page, 'Invite').click();
  await dialog(page).getByText('It was sent to ann@example.org.').waitFor();
  expect(await dialog(page).getByLabel('Link', { exact: true }).inputValue()).toContain('/invitation#');
  await button(page, 'Close').click();
  await ann.getByText('Invited, not answered yet').waitFor();
  await button(page, 'Change what is known of Ann Lee…').click();
  await holdsAtEveryWidth(page, 'contact-form');
  await page.context().close();
});

it('a manager hands out a copy, reads who looked, is told why a record stays open, closes one and opens it again', minutes, async () => {
  const page = await signIn('manager@example.org', '/patients/kathleen');
  await button(page, 'Copy of everything about this person…').click();
  const download = page.waitForEvent('download');
  await button(page, 'Save the file').click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('Kathleen');
  await gone(page);
  await button(page, 'Close this record…').click();
  await dialog(page).getByLabel(/^Why/).fill('Moved away');
  await button(page, 'Close the record').click();
  await dialog(page).getByText('agreements have not ended').waitFor();
  await button(page, 'Cancel').click();
  await page.getByRole('link', { name: 'Who looked at it' }).click();
  await page.getByRole('heading', { name: 'Who looked at the record of Kathleen' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'The manager' }).filter({ hasText: 'The whole record' }).first().waitFor();
  await holdsAtEveryWidth(page, 'looks');

  const { scenarios } = patientDetail.parse((await gateway.ask('clinician', 'GET', '/api/patients/fred')).body);
  for (const { id } of scenarios) await gateway.ask('clinician', 'POST', `/api/patients/fred/scenarios/${id}/retire`, {});
  await page.goto('/patients/fred');
  await button(page, 'Close this record…').click();
  await dialog(page).getByLabel(/^Why/).fill('Moved away');
  await button(page, 'Close the record').click();
  const fred = page.getByRole('row').filter({ hasText: 'Fred Gone' });
  await fred.getByText('Moved away').waitFor();
  await holdsAtEveryWidth(page, 'restrictions');
  await button(page, 'Open again: Fred Gone').click();
  await dialog(page).getByLabel(/^Why/).fill('Came back');
  await button(page, 'Open again').click();
  await page.getByText('No record is closed.').waitFor();
  await page.context().close();
});

it('an installer who is assigned to a home names what its hub finds, tries each device, and says what was brought', minutes, async () => {
  await gateway.ask('coordinator', 'POST', '/api/equipment-orders', { patientId: 'kathleen', items: [{ name: 'Key safe' }] });
  const console = await signIn('asha@example.org', '/homes/long-lane/kit');
  await button(console, 'Assign an installer…').click();
  await dialog(console).getByLabel('Installer').selectOption('The installer');
  await button(console, 'Assign').click();
  await gone(console);
  await console.getByText(/^The installer, until/).waitFor();
  await console.context().close();

  await gateway.device('bridge').close();
  const { username, secret } = gateway.credentials.get('bridge')!;
  const hub = await mqtt.connectAsync(gateway.mqttUrl, { username, password: secret, clientId: 'bridge', reconnectPeriod: 0 });
  gateway.own(() => hub.endAsync(true));
  const say = (topic: string, payload: unknown) =>
    hub.publishAsync(`hearthline/v1/bridge/zigbee2mqtt/${topic}`, JSON.stringify(payload), { qos: 1 });
  await say('bridge/devices', [
    { ieee_address: '0x01', type: 'EndDevice', friendly_name: 'back door', definition: { model: 'MCCGQ11LM', vendor: 'Aqara' } },
  ]);
  await say('back door', { contact: true, battery: 97 });

  const page = await signIn('installer@example.org', '/', viewports[1]);
  await holdsAtEveryWidth(page, 'installer-homes');
  await page.setViewportSize(viewports[1]);
  await page.getByRole('link', { name: '1 Long Lane' }).click();
  await button(page, 'Record what was done: Key safe').click();
  await dialog(page).getByLabel('What was done?').selectOption('Delivered');
  await button(page, 'Record').click();
  await gone(page);
  await page.getByText('Delivered', { exact: true }).waitFor();

  await button(page, 'Make a code…').click();
  await button(page, 'Make the code').click();
  await dialog(page)
    .getByAltText(/^QR code/)
    .waitFor();
  await button(page, 'Close').click();

  await button(page, 'Say what it is: back door').click();
  await dialog(page).getByLabel('Name').fill('Back door');
  await dialog(page).getByLabel('It is a').selectOption('Door');
  await button(page, 'Map it').click();
  await button(page, 'Done').click();
  await page.getByText('0 of 2 work').waitFor();

  await button(page, 'Try it: Back door').click();
  await button(page, 'Start').click();
  await dialog(page)
    .getByText(/^Now! Waiting/)
    .waitFor();
  await say('back door', { contact: false, battery: 97 });
  await dialog(page)
    .getByText(/^Heard after/)
    .waitFor();
  await holdsAtEveryWidth(page, 'installer-heard');
  await button(page, 'It works').click();
  await page.getByText('1 of 2 work').waitFor();
  await button(page, 'Try it: Fridge').click();
  await button(page, 'Start').click();
  await dialog(page)
    .getByText(/^Now! Waiting/)
    .waitFor();
  await gateway.device('fridge').send({ kind: 'contact', value: 'open' });
  await dialog(page)
    .getByText(/^Heard after/)
    .waitFor();
  await button(page, 'It works').click();
  await page.getByText('Everything works. The home is ready.').waitFor();
  await holdsAtEveryWidth(page, 'installer-home');
  await page.context().close();
});
