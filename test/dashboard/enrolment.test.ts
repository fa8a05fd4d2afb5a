import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { type PatientDetail, patientDetail, patientSummary } from '../../gateway/contract/people.ts';
import { at, password, people, TestGateway } from '../e2e/gateway.ts';
import { patience } from '../support/patience.ts';
import { expectAccessible, launch, openTab, viewports } from './support/browser.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

// Each page is looked at in three widths.
vi.setConfig({ testTimeout: 180_000 });
let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
  gateway = await TestGateway.start();
  await gateway.until(at('09:00'));
  await gateway.ask('administrator', 'POST', '/api/localities', { id: 'town', kind: 'place', name: 'Town' });
  const said = { template: 'fridge', params: { outFor: 'PT90M' }, approvedBy: 'Dr Shah' };
  await gateway.ask('clinician', 'PUT', '/api/localities/town/scenario-layers', said);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function signIn(role: 'administrator' | 'clinician', path: string): Promise<{ page: Page; faults: string[] }> {
  // The browser itself logs what is refused.
  const tab = await openTab(browser, gateway.app.publicUrl, viewports[0], { expected: /Failed to load resource/ });
  await tab.page.goto(path);
  await tab.page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await tab.page.getByLabel('Password').fill(password);
  await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  return tab;
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const step = (page: Page, name: string) => page.getByRole('heading', { name, level: 2, exact: true }).waitFor();
async function everybody(): Promise<PatientDetail[]> {
  const list = patientSummary.array().parse((await gateway.ask('clinician', 'GET', '/api/patients')).body);
  return Promise.all(list.map(async ({ id }) => patientDetail.parse((await gateway.ask('clinician', 'GET', `/api/patients/${id}`)).body)));
}

describe('setting up', () => {
  it('adds a locality, renames it, and says what is refused', async () => {
    const { page, faults } = await signIn('administrator', '/localities');
    await button(page, 'Add a locality…').click();
    await page.getByLabel('Name', { exact: true }).fill('Canal Side');
    await page.getByLabel('Lies in').selectOption('Town');
    await button(page, 'Save').click();
    await button(page, 'Rename or move Canal Side').click();
    await page.getByLabel('Name', { exact: true }).fill('Canal');
    await button(page, 'Save').click();
    await page.getByRole('listitem').filter({ hasText: 'Canal' }).getByText('nobody').waitFor();
    await button(page, 'Town sets values of one kind of agreement').click();
    const value = page.getByRole('row').filter({ hasText: '1 hour 30 minutes' });
    await value.getByText('Town place, version 1, approved by Dr Shah').waitFor();
    await holdsAtEveryWidth(page, 'localities');
    expect(faults).toEqual([]);
  });

  it('makes a team and its rota, shows the gaps that are left, and ends both', async () => {
    const { page, faults } = await signIn('administrator', '/rotas');
    await button(page, 'Add a team…').click();
    await page.getByLabel('Kind').selectOption('Rapid response');
    await page.getByLabel('Name', { exact: true }).fill('Night crews');
    await page.getByLabel('Works in').selectOption('Town');
    await holdsAtEveryWidth(page, 'team');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Night crews' }).waitFor();
    await page.getByRole('link', { name: 'Make a rota…' }).click();
    await button(page, 'Save the rota').click();
    await page.getByText('Say who person 1 is.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Ann Lee');
    await page.getByLabel('Number or address').fill('07700 900123');
    await page.getByLabel('Name, for example Nights').fill('Nights');
    await page.getByLabel('From', { exact: true }).fill('20:00');
    await page.getByLabel('To', { exact: true }).fill('08:00');
    await page.getByRole('checkbox', { name: 'Sun' }).uncheck();
    await holdsAtEveryWidth(page, 'rota-form');
    await button(page, 'Save the rota').click();
    await page
      .getByText(/20:00.*Ann Lee/)
      .first()
      .waitFor();
    await page
      .getByText(/^Nobody 08:00/)
      .first()
      .waitFor();
    await holdsAtEveryWidth(page, 'team-with-rota');

    await button(page, 'Put somebody on call…').click();
    await page.getByLabel('Who', { exact: true }).fill('Ben Cole');
    await page.getByLabel('Number or address').fill('07700 900124');
    await button(page, 'Put on call').click();
    await button(page, 'Take Ben Cole off').click();
    await button(page, 'Take Ben Cole off').waitFor({ state: 'detached' });
    await button(page, 'End the rota…').click();
    await button(page, 'End the rota').click();
    await page.getByText('This team has no rota.').waitFor();
    await button(page, 'End the team…').click();
    await holdsAtEveryWidth(page, 'team-end');
    await button(page, 'End the team').click();
    await page.getByRole('heading', { name: 'Rotas' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Night crews' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('enrols somebody step by step; faults lead to their field, and a reload loses nothing', async () => {
    const { page, faults } = await signIn('clinician', '/enrol');
    await button(page, 'Begin').click();
    await step(page, 'Person');
    await page.getByLabel('First name').fill('Joan');
    await page.getByLabel('NHS number (optional)').fill('999 000 0051');
    // By keyboard alone: Enter goes on.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Person, NHS number: is not a valid NHS number (ten digits with a check digit)' }).click();
    await vi.waitFor(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('person.nhsNumber'), patience);
    await page.getByLabel('NHS number (optional)').fill('999 000 0050');
    await page.getByLabel('Last name').fill('Price');
    await button(page, 'Continue').click();
    await step(page, 'Home');
    await page.getByLabel('Address with postcode').fill('1 Long Lane, S60 9ZZ');
    await page.getByLabel('Locality').selectOption('Canal');
    await button(page, 'Continue').click();
    await step(page, 'Kit');
    await page.getByText('Kept as a draft.').waitFor();
    await vi.waitFor(async () => {
      const { rows } = await gateway.database.pool.query<{ name: string }>(
        "select content -> 'home' ->> 'localityName' as name from enrolment_draft",
      );
      expect(rows).toEqual([{ name: 'Canal' }]);
    }, patience);
    await page.reload();
    await step(page, 'Person');
    expect(await page.getByLabel('Last name').inputValue()).toBe('Price');
    await button(page, 'Kit').click();
    await button(page, 'Add a device').click();
    await page.getByLabel('Name', { exact: true }).fill('Hub in the hall');
    await button(page, 'Continue').click();
    await step(page, 'Contacts');
    await button(page, 'Add a contact').click();
    await page.getByLabel('Name', { exact: true }).fill('Maureen');
    await page.getByLabel('Relationship').fill('daughter');
    await page.getByLabel('Mobile number').fill('07700 900123');
    await page.getByLabel('Is told and asked to help').check();
    await button(page, 'Continue').click();
    await page
      .getByRole('button', { name: 'Contacts, Mobile number, for text messages: Not written as it has to be: see the hint.' })
      .waitFor();
    await page.getByLabel('Mobile number').fill('+447700900123');
    await holdsAtEveryWidth(page, 'enrol-contacts');
    await button(page, 'Continue').click();
    await step(page, 'Plan of care');
    await page.getByLabel('What matters to me').fill('My cat, and church on Sundays');
    await button(page, 'Continue').click();
    await step(page, 'Agreements');
    await page.getByLabel('After a fall').check();
    await button(page, 'Values of Fall').click();
    await page.locator('.enrol__values .term').first().waitFor();
    await page.getByLabel('The person’s own agreement').selectOption('They were told and agreed');
    await page.getByLabel('I approve these now').check();
    await holdsAtEveryWidth(page, 'enrol-agreements');
    await button(page, 'Continue').click();
    await step(page, 'Check');
    await page.getByText('Maureen (daughter) is asked first, by text message.').waitFor();
    await page.getByText('Nothing has been heard yet from: Hub in the hall.').waitFor();
    await button(page, 'Enrol Joan Price').click();
    await page.getByRole('heading', { name: 'Joan Price is enrolled' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Secret of Hub in the hall' }).inputValue()).toHaveLength(43);
    await holdsAtEveryWidth(page, 'enrol-done');
    const [joan] = await everybody();
    expect(joan).toMatchObject({ name: 'Joan Price', localityName: 'Canal', contacts: [{ name: 'Maureen', mayBeTold: true }] });
    expect(joan?.scenarios.find(({ template }) => template === 'fall')).toMatchObject({ status: 'active', approvedBy: 'Dr Amin' });
    expect(faults).toEqual([]);
  });

  it('takes in people from a file, after a check, and tells the refused rows', async () => {
    const { page, faults } = await signIn('administrator', '/enrol/import');
    const file = [
      'nhsNumber,givenName,familyName,address,locality',
      '999 000 0018,Ada,Wood,2 Long Lane,Canal',
      '999 000 0050,Joan,Price,1 Long Lane,Canal',
      '999 000 0019,Ben,Wood,3 Long Lane,',
      '999 000 0026,Cyd,Wood,4 Long Lane,Nowhere',
      '999 000 0034,Dot,Wood,,',
    ].join('\n');
    await page.getByLabel('The file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await button(page, 'Check the file').click();
    await page.getByRole('heading', { name: 'What the check found' }).waitFor();
    const refused = page.getByRole('table', { name: 'What was refused' });
    await refused.getByText('is not a valid NHS number').waitFor();
    expect(await refused.getByRole('row').count()).toBe(4);
    await holdsAtEveryWidth(page, 'import-check');
    await button(page, 'Take in one person').click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    await page.getByRole('link', { name: 'Report of people.csv' }).first().waitFor();
    expect((await everybody()).map(({ name }) => name).toSorted()).toEqual(['Ada Wood', 'Joan Price']);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });
});
