import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { type PatientDetail, patientDetail } from '../../gateway/contract/people.ts';
import { rotaView } from '../../gateway/contract/rotas.ts';
import { at, password, people, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { inBarGroup, launch, openTab, viewports } from './support/browser.ts';
import { soon } from './support/console.ts';

let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'fridge' }]));
  await gateway.until(at('09:00'));
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await gateway.close();
});

async function signIn(role: 'coordinator' | 'clinician', path: string): Promise<{ page: Page; faults: string[] }> {
  // The browser itself logs what is refused.
  const tab = await openTab(browser, gateway.app.publicUrl, viewports[0], { expected: /Failed to load resource/ });
  const { page } = tab;
  await page.goto(path);
  await page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.link-badge--live').waitFor();
  return tab;
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const kathleen = async (): Promise<PatientDetail> =>
  patientDetail.parse((await gateway.ask('coordinator', 'GET', '/api/patients/kathleen')).body);
const agreement = async (id: string) => (await kathleen()).scenarios.find((one) => one.id === id);

const minutes = { timeout: 180_000 };

it('a clinician drafts a change, sees what it would have meant, approves it and puts it into force', minutes, async () => {
  const { page, faults } = await signIn('clinician', '/patients/kathleen');
  await page.getByRole('link', { name: 'Draft a change: Fridge not opened at mealtime' }).click();
  await page.getByLabel('To', { exact: true }).fill('09:30');
  await button(page, 'What would it have meant?').click();
  await page.getByRole('table', { name: 'What it would have meant' }).waitFor({ timeout: 60_000 });
  await page.getByLabel('Hold up to', { exact: true }).fill('0');
  await button(page, 'Save as a draft').click();
  // The words are the template's own.
  await page.locator('.term--wrong').filter({ hasText: 'Hold up to' }).locator('.nhsuk-error-message').waitFor();
  await page.getByLabel('Hold up to', { exact: true }).fill('3');
  await button(page, 'Save as a draft').click();
  await button(page, 'Approve…: Fridge not opened at mealtime').click();
  await button(page, 'Approve').click();
  await button(page, 'Activate…: Fridge not opened at mealtime').click();
  await button(page, 'Activate').click();
  await dialog(page).getByText('whose own agreement has to be recorded first').waitFor();
  await dialog(page).getByLabel('The person’s own agreement').selectOption('They were told and agreed');
  await button(page, 'Activate').click();
  await page.getByText('Version 2, approved by Dr Amin, since').waitFor();
  const inForce = await agreement('kathleen-fridge');
  expect(inForce).toMatchObject({ version: 2, status: 'active', approvedBy: 'Dr Amin', patientAgreed: { how: 'told' } });
  expect(inForce?.values.find(({ path }) => path === 'window.to')).toMatchObject({ value: '09:30', layer: 'patient' });
  expect(inForce?.values.find(({ path }) => path === 'holdUpTo')).toMatchObject({ value: '3 hours', layer: 'patient' });
  expect(faults).toEqual([]);
});

it('a door is watched only once consent is recorded where the refusal stands', minutes, async () => {
  await gateway.ask('clinician', 'POST', '/api/patients/kathleen/scenarios', { id: 'door', template: 'door', status: 'draft' });
  const { page } = await signIn('clinician', '/patients/kathleen');
  await page.getByRole('button', { name: /^Approve…/ }).click();
  await button(page, 'Approve').click();
  await page.getByRole('button', { name: /^Activate…/ }).click();
  await button(page, 'Activate').click();
  await dialog(page).getByText('a recorded consent or best-interest decision is needed for this agreement').waitFor();
  expect((await agreement('door'))?.status).toBe('approved');
  await dialog(page).getByLabel('What is recorded').selectOption('Best-interest decision');
  await dialog(page).getByLabel('Who consented or decided').fill('Dr Shah');
  await dialog(page).getByLabel('On which day').fill('2026-01-09');
  await button(page, 'Activate').click();
  await page.getByText('Best-interest decision by Dr Shah, 9 January 2026').waitFor();
  expect(await agreement('door')).toMatchObject({ status: 'active', consent: { kind: 'best-interest', decidedBy: 'Dr Shah' } });
});

it(
  'a coordinator pauses and resumes, sets an absence and ends it, notes dates of a contact, and swaps people on a rota',
  minutes,
  async () => {
    const channels = [{ kind: 'email', address: 'someone@example.org' }];
    const staff = ['Ann Lee', 'Ben Cole'].map((name) => ({ id: name.slice(0, 3).toLowerCase(), name, channels }));
    const shift = { id: 'day', name: 'Day', windows: [{ from: '08:00', to: '20:00' }], people: ['ann'], startsOn: '2026-01-05' };
    await gateway.ask('administrator', 'POST', '/api/teams', { id: 'visits', kind: 'rapid-response', name: 'Visits' });
    const made = await gateway.ask('administrator', 'PUT', '/api/teams/visits/rota', { people: staff, shifts: [shift] });
    expect(made.status).toBe(204);

    const { page, faults } = await signIn('coordinator', '/patients/kathleen');
    await button(page, 'Pause…: Fridge not opened at mealtime').click();
    await dialog(page).getByLabel('Until').fill('2026-06-01T09:00');
    await dialog(page).getByLabel('Why').fill('staying with Maureen');
    await button(page, 'Pause').click();
    await dialog(page).getByText('must be at most 92 days ahead').waitFor();
    await dialog(page).getByLabel('Until').fill('2026-01-19T09:00');
    await button(page, 'Pause').click();
    await page.getByText('Why: staying with Maureen').waitFor();
    await button(page, 'Resume now: Fridge not opened at mealtime').click();
    await expect.poll(async () => (await agreement('kathleen-fridge'))?.status, soon).toBe('active');

    await button(page, 'Begin an absence…').click();
    await dialog(page).getByLabel('Where', { exact: true }).selectOption('In hospital');
    await dialog(page).getByLabel('Until').fill('2026-01-15T12:00');
    await button(page, 'Save').click();
    await page.getByText('In hospital until Thu 15 Jan, 12:00').first().waitFor();
    expect((await kathleen()).presence).toEqual({ mode: 'hospital', untilAt: '2026-01-15T12:00:00.000Z' });
    await button(page, 'Back home now').click();
    await button(page, 'Begin an absence…').waitFor();
    expect((await kathleen()).presence.mode).toBe('home');

    await button(page, 'Somebody cannot be asked…').click();
    await dialog(page).getByLabel('Until').fill('2026-01-20T12:00');
    await dialog(page).getByLabel('Why').fill('operation');
    await button(page, 'Save').click();
    await page.locator('.contact-dates').getByText('operation').waitFor();
    expect((await kathleen()).contacts[0]?.unavailable).toEqual({ reason: 'operation', untilAt: '2026-01-20T12:00:00.000Z' });
    await page.getByRole('button', { name: /^Can be asked again/ }).click();
    await page.getByText('Everybody can be asked as agreed.').waitFor();

    await (await inBarGroup(page, 'Team and figures', 'Rotas')).click();
    await page.getByRole('link', { name: 'Visits' }).click();
    await page.getByText('Nobody 20:00–24:00').first().waitFor();
    await button(page, 'Swap…').click();
    await dialog(page).getByLabel('Whose duty it was').selectOption('Ann Lee');
    await dialog(page).getByLabel('Who takes it').selectOption('Ben Cole');
    await dialog(page).getByLabel('From').fill('2026-01-13T08:00');
    await dialog(page).getByLabel('Until').fill('2026-01-13T20:00');
    await button(page, 'Swap').click();
    await page.getByText('Ben Cole instead of Ann Lee').waitFor();
    await page.getByRole('row').filter({ hasText: 'Tue 13 Jan' }).getByText('08:00–20:00 Ben Cole').waitFor();
    const { turns } = rotaView.parse((await gateway.ask('coordinator', 'GET', '/api/teams/visits/rota')).body);
    expect(turns.find(({ personId }) => personId === 'ben')).toMatchObject({ fromAt: '2026-01-13T08:00:00.000Z' });
    expect(faults).toEqual([]);
  },
);
