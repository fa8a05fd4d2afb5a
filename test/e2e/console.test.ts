import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { launch, openTab } from '../dashboard/support/browser.ts';
import { patience } from '../support/patience.ts';
import { at, password, people, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';
import { layLine } from './line.ts';
import { checkEveryWidth } from './pictures.ts';

const desk = { width: 1440, height: 900 };
/** The browser itself logs what is refused before somebody has signed in, and connections that break. */
const expected = /Failed to load resource|WebSocket connection/;

let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'sos' }, { template: 'blood-pressure' }]));
  await gateway.until(at('09:00'));
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await gateway.close();
});

async function signIn(role: 'coordinator' | 'responder', origin = gateway.app.publicUrl, prepare?: (page: Page) => Promise<void>) {
  const { page, faults } = await openTab(browser, origin, desk, { expected });
  await prepare?.(page);
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Worklist' }).waitFor();
  return { page, faults };
}

const press = () => gateway.device('button').send({ kind: 'sos' });
const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

describe('the console', { timeout: 180_000 }, () => {
  it('from an empty worklist to a coded outcome: the alert appears by itself, is opened, taken, noted, handed over and closed', async () => {
    const { page, faults } = await signIn('coordinator');
    await shows(page, 'All clear: no alert needs someone.');

    await press();
    const link = page.getByRole('main').getByRole('link', { name: 'Kathleen Example' });
    await link.waitFor();
    await checkEveryWidth(page, 'worklist');
    await link.click();
    await page.getByRole('heading', { name: 'Kathleen called for help at 09:00.' }).waitFor();
    await shows(page, 'Key safe by the back door');
    await checkEveryWidth(page, 'alert');

    await button(page, 'Acknowledge').click();
    await shows(page, 'You have it until 09:10');
    await button(page, 'Add a note…').click();
    await page.getByLabel('Note', { exact: true }).fill('Spoke to her: slipped in the kitchen.');
    await button(page, 'Add note').click();
    await shows(page, 'Spoke to her: slipped in the kitchen.');
    await button(page, 'Hand over…').click();
    await page.getByLabel('Hand over to').selectOption({ label: 'Ben Okoro, Responder' });
    await button(page, 'Hand over').click();
    await shows(page, 'Ben Okoro (professional) has it until 09:10');
    await button(page, 'Close with outcome…').click();
    await button(page, 'Close the alert').click();
    await shows(page, 'Choose the outcome: an alert is never closed without one.');
    await checkEveryWidth(page, 'alert-closing');
    await page.getByLabel('Outcome code').selectOption('responder');
    await page.getByLabel('Note (optional)').fill('Up again, nothing broken.');
    await button(page, 'Close the alert').click();
    await shows(page, /^Outcome: .*, by Asha Rahman\./);

    expect(await gateway.alertOf('kathleen')).toMatchObject({
      status: 'closed',
      outcome: { code: 'responder', by: 'Asha Rahman', note: 'Up again, nothing broken.' },
    });
    expect(
      (await gateway.alertOf('kathleen')).timeline.map(({ type }) => type).filter((type) => type !== 'notification' && type !== 'fate'),
    ).toEqual(['opened', 'step', 'acknowledged', 'note', 'handed-over', 'closed']);
    expect(faults).toEqual([]);
  });

  it('two who take the same alert: one has it, the other is told who was faster', async () => {
    await press();
    const [asha, ben] = [await signIn('coordinator'), await signIn('responder')];
    for (const { page } of [asha, ben]) {
      await page.getByRole('main').getByRole('link', { name: 'Kathleen Example' }).click();
      await button(page, 'Acknowledge').waitFor();
    }
    let letGo = () => {};
    const taken = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await ben.page.route('**/commands', async (route) => {
      await taken;
      await route.continue();
    });
    const asked = ben.page.waitForRequest('**/commands');
    await button(ben.page, 'Acknowledge').click();
    await asked;
    await button(asha.page, 'Acknowledge').click();
    await shows(asha.page, /^You have it until/);
    letGo();
    await shows(ben.page, 'Someone was faster');
    await shows(ben.page, /^Asha Rahman \(professional\) has it until/);
    await checkEveryWidth(ben.page, 'alert-overtaken');
    expect((await gateway.alertOf('kathleen')).owner?.name).toBe('Asha Rahman');
  });

  it('a line that breaks is said, nothing can be done meanwhile, and what happened is there when it is back', async () => {
    const line = await layLine(gateway.app.httpPort);
    gateway.own(() => line.close());
    await press();
    const { page } = await signIn('coordinator', `http://127.0.0.1:${line.port}`, (page) => page.clock.install());
    const take = button(page, /^Acknowledge: Kathleen Example/);
    await take.waitFor();
    line.cut();
    await page.clock.fastForward(21_000);
    await shows(page, /^Not live\. What you see may be old/);
    await vi.waitFor(async () => expect(await take.isDisabled()).toBe(true), patience);
    await checkEveryWidth(page, 'worklist-not-live');

    await gateway.act('responder', await gateway.alertOf('kathleen'), { type: 'acknowledge' });
    line.mend();
    await page.clock.fastForward(60_000);
    await shows(page, 'Link to the gateway: Live');
    await page.goto('/?show=owned');
    await shows(page, 'Ben Okoro');
  });

  it('the record of a patient: charts with a table behind each, and readings that arrive are there without loading', async () => {
    const measured = (systolicMmHg: number) =>
      gateway.device('cuff').send({ kind: 'blood-pressure', value: { systolicMmHg, diastolicMmHg: 80 } });
    await measured(131);
    await gateway.device('hall').send({ kind: 'motion', value: true });
    await gateway.until(at('09:30'));
    const { page, faults } = await signIn('coordinator');
    await page.getByRole('link', { name: 'Patients' }).click();
    await page.getByRole('link', { name: /Kathleen/ }).click();
    await page.getByRole('heading', { name: 'Kathleen Example' }).waitFor();
    const chart = page.getByRole('figure').filter({ hasText: 'Blood pressure' });
    await chart.getByText('131/80').first().waitFor();
    await gateway.until(at('09:31'));
    await measured(142);
    await chart.getByText('142/80').first().waitFor();
    await chart.getByText('Readings as a table: Blood pressure').click();
    await chart.getByRole('row').nth(2).waitFor();
    expect(await chart.getByRole('row').allTextContents()).toEqual([
      expect.stringContaining('Measured'),
      expect.stringContaining('142/80'),
      expect.stringContaining('131/80'),
    ]);
    await checkEveryWidth(page, 'patient');
    expect(faults).toEqual([]);
  });
});
