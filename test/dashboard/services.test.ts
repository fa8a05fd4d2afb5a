import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import type { ReferralView } from '../../gateway/contract/services.ts';
import { readCsv } from '../../gateway/services/read-csv.ts';
import { importServices } from '../../gateway/store/services.ts';
import { write } from '../../gateway/store/write.ts';
import { at, password, people, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { expectAccessible, launch, openTab, viewports } from './support/browser.ts';

const file = [
  'sourceId,name,organisation,description,needs,opening,cost,phone,referral,asks,eligibility,minAge',
  'L1,Lunch Club,Canal Trust,A hot meal and company.,company,tue 12:00-14:00,free,+441632960001,self,,,',
  'N1,District Nurses,,Wounds and feet.,nursing,mon-fri 09:00-17:00; sat 10:00-12:00; sun 10:00-12:00,free,+441632960002,professional,How do they get about?*,Must be at home.,',
  'Y1,Youth Choir,,Singing.,company,,,,either,,,11',
].join('\n');

let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'fridge' }]));
  await gateway.until(at('09:00'));
  await write(gateway.database.pool, { at: at('09:00'), actor: 'test' }, (tx) => importServices(tx, 'council', readCsv(file)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function open(path: string, viewport: (typeof viewports)[number] = viewports[0]): Promise<{ page: Page; faults: string[] }> {
  const tab = await openTab(browser, gateway.app.publicUrl, viewport, { expected: /Failed to load resource/ });
  await tab.page.goto(path);
  await tab.page.getByLabel('E-mail address').fill(people.find((one) => one.role === 'coordinator')!.email);
  await tab.page.getByLabel('Password').fill(password);
  await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  return tab;
}
const service = (page: Page, name: string) => page.getByRole('article', { name });

describe.each(viewports)('at $width', (viewport) => {
  it('finds services by need and words, and says what is not known', async () => {
    const { page, faults } = await open('/services', viewport);
    await page.getByRole('heading', { name: '3 services' }).waitFor();
    await service(page, 'District Nurses').getByText('Must be at home.').waitFor();
    await service(page, 'District Nurses').getByText('Sat, Sun 10:00–12:00').waitFor();
    await service(page, 'Youth Choir').getByText('we do not know their age').waitFor();
    await expectAccessible(page);
    await page.getByLabel('What is needed').selectOption('company');
    await page.getByLabel('Words').fill('meal');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('heading', { name: 'One service' }).waitFor();
    await service(page, 'Lunch Club').getByText('Room not known').waitFor();
    await service(page, 'Lunch Club').getByRole('link', { name: 'Call 01632 960001' }).waitFor();
    expect(faults).toEqual([]);
  });
});

it('refers somebody with what the service asks, and sees it through', { timeout: 120_000 }, async () => {
  const { page, faults } = await open('/services?patient=kathleen&need=nursing');
  await page.getByRole('button', { name: /^Refer .* to District Nurses$/ }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Send the referral' });
  await send.click();
  await dialog.getByText('Say why they are referred.').waitFor();
  await dialog.getByLabel('Why', { exact: true }).fill('A wound that does not heal.');
  await send.click();
  await dialog.getByText('The service asks for this.').waitFor();
  await dialog.getByLabel('How do they get about? (must be answered)').fill('With a frame.');
  await dialog.getByLabel('How it was given, or who decided').fill('By telephone.');
  await expectAccessible(page);
  await send.click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Referrals under way' }).click();
  for (const step of ['Received', 'Screened', 'Taken on']) {
    await page.getByRole('button', { name: /^Go on with/ }).click();
    await expectAccessible(page);
    await dialog.getByLabel('What has happened').selectOption({ label: step });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await page.getByText('No referral is under way.').waitFor();
  const { body } = await gateway.ask('coordinator', 'GET', '/api/patients/kathleen/referrals');
  expect((body as ReferralView[]).map((one) => one.step)).toEqual(['allocated']);
  expect(faults).toEqual([]);
});

it('offers no referral where people come by themselves', async () => {
  const { page } = await open('/services?patient=kathleen&need=company');
  await service(page, 'Lunch Club').getByText('People come by themselves').waitFor();
  expect(await service(page, 'Lunch Club').getByRole('button').allTextContents()).toEqual(['Tell them…']);
});
