import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureDashboard } from '../../../gateway/build-dashboard.ts';
import type { Purpose, RelationKind, Role } from '../../../gateway/contract/relations.ts';
import { hashPassword } from '../../../gateway/identity/password.ts';
import { addRelation } from '../../../gateway/store/relations.ts';
import { addUser } from '../../../gateway/store/users.ts';
import { write } from '../../../gateway/store/write.ts';
import { at, password, TestGateway } from '../../e2e/gateway.ts';
import { kathleens } from '../../e2e/homes.ts';
import { aPlan, aPlanDraft } from '../../support/care-plan.ts';
import { expectAccessible, launch, openTab } from '../support/browser.ts';
import { phone, smallest } from './support/open-family.ts';

const minutes = { timeout: 240_000 };
const passwordHash = hashPassword(password);
let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../../..'));
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  gateway = await TestGateway.start();
  const goal = { template: 'personal-goal', params: { words: 'Walk to the shop' } };
  await gateway.enrol(kathleens([{ template: 'fridge' }, { template: 'sos' }, goal]));
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await gateway.close();
});

/** Somebody who stands to Kathleen in this way, signed in on a phone. */
async function signIn(
  name: string,
  role: Role,
  kind: RelationKind,
  contactId: string | null = null,
): Promise<{ page: Page; faults: string[] }> {
  const email = `${name.toLowerCase()}@example.org`;
  const hash = await passwordHash;
  await write(gateway.database.pool, { at: gateway.clock.now(), actor: 'test' }, async (tx) => {
    const userId = await addUser(tx, { role, name, email, passwordHash: hash, wallAt: gateway.clock.wallNow() });
    await addRelation(tx, { userId, patientId: 'kathleen', kind, contactId });
  });
  // The browser itself logs what is refused.
  const tab = await openTab(browser, gateway.app.publicUrl, phone, { expected: /Failed to load resource/ });
  await tab.page.goto('/family/');
  await tab.page.getByLabel('E-mail address').fill(email);
  await tab.page.getByLabel('Password').fill(password);
  await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.page.getByRole('navigation', { name: 'Pages' }).waitFor();
  return tab;
}

async function allow(...purposes: Purpose[]): Promise<void> {
  const changes = purposes.map((purpose) => ({ purpose, allowed: true }));
  const answer = await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/contacts/maureen/consents', { changes });
  expect(answer.status).toBe(204);
}
/** A plan in force, shared in parts with contacts and with carers. */
async function agreePlan(): Promise<void> {
  const sections = aPlan({ keyAccess: { note: '', holders: [] }, actions: [] });
  const draft = aPlanDraft({ sections });
  expect((await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/plan/draft', draft)).status).toBe(204);
  const approval = { version: 1, revision: 1 };
  expect((await gateway.ask('clinician', 'POST', '/api/patients/kathleen/plan/approve', approval)).status).toBe(204);
}
const readings = async (kind: string) =>
  (await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=${kind}`)).body as {
    value: unknown;
    provenance: string;
  }[];

describe('with the real gateway', () => {
  it('a patient says that she is OK, enters a reading, calls for help, and sees who can see her', minutes, async () => {
    await gateway.until(at('09:00'));
    const { page, faults } = await signIn('Kathleen', 'patient', 'self');
    await page.getByRole('heading', { name: 'Hello Kathleen' }).waitFor();
    await page.getByRole('button', { name: 'I’m OK' }).click();
    await page.getByText('Thank you. Your team can see that you are OK.').waitFor();

    await page.getByRole('link', { name: 'Readings' }).click();
    await page.getByLabel('What did you measure?').selectOption('Weight');
    await page.getByLabel('Kilograms').fill('61,5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    await gateway.until(at('09:30'));
    expect(await readings('ok')).toHaveLength(1);
    expect(await readings('body-weight')).toMatchObject([{ value: 61.5, provenance: 'manual' }]);
    await page.goto('/family/people/kathleen/readings');
    await page.getByRole('cell', { name: /61.5/ }).waitFor();

    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.getByRole('link', { name: 'Who can see me' }).click();
    await page.getByRole('heading', { name: /Maureen/ }).waitFor();
    await page.getByRole('link', { name: 'Who has looked' }).click();
    await page.getByRole('heading', { name: 'Who has looked' }).waitFor();
    await page.getByRole('link', { name: 'Home', exact: true }).click();

    await page.getByRole('button', { name: 'Call for help' }).click();
    await page.getByRole('button', { name: 'Press again to call for help' }).click();
    await expect.poll(async () => (await gateway.alertsOf('kathleen')).map(({ severity }) => severity)).toContain('high');
    await page.getByText(/^You called for help at \d\d:\d\d\. We are telling people who can help\.$/).waitFor();
    await page.setViewportSize(smallest);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });

  it('a daughter is asked, sees why, takes it, and the centre sees that she has it', minutes, async () => {
    await allow('see-status', 'be-told');
    await agreePlan();
    const { page, faults } = await signIn('Maureen', 'contact', 'contact', 'maureen');
    await page.getByRole('heading', { name: 'Your people' }).waitFor();
    await page.getByRole('link', { name: 'Kathleen', exact: true }).waitFor();
    await gateway.until(at('11:05'));
    await page.getByText('Your answer is waited for').waitFor();
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Kathleen\W/ })
      .click();
    await page.getByRole('button', { name: 'I’ll see to it' }).waitFor();
    const read = (await page.getByRole('main').textContent()) ?? '';
    expect(read.indexOf('I am often up at night.')).toBeGreaterThan(0);
    expect(read.indexOf('I am often up at night.')).toBeLessThan(read.indexOf('I’ll see to it'));
    expect(read).not.toContain('Falls backwards on the stairs.');
    await page.getByRole('button', { name: 'I’ll see to it' }).click();
    await page.getByText('You have it until').waitFor();
    expect((await gateway.alertOf('kathleen')).owner).toMatchObject({ name: 'Maureen' });
    await page.setViewportSize(smallest);
    await expectAccessible(page);

    await page.getByRole('link', { name: 'How Kathleen is' }).click();
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByLabel('Write to the team').fill('I am on my way.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('I am on my way.').waitFor();
    await page.getByText('Waiting to be sent').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('a champion sees how far goals are, and nothing else', minutes, async () => {
    await allow('see-attainment');
    const { page, faults } = await signIn('Maureen', 'champion', 'champion', 'maureen');
    await page.getByRole('link', { name: 'Kathleen', exact: true }).click();
    await page.getByRole('heading', { name: 'How far Kathleen got this week' }).waitFor();
    expect(await page.getByRole('link', { name: 'Readings' }).count()).toBe(0);
    expect(await page.locator('.sentence').count()).toBe(0);
    await page.setViewportSize(smallest);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });

  it('a carer of the agency sees how she is and what to know, and writes to the team', minutes, async () => {
    await agreePlan();
    const { page, faults } = await signIn('Dana', 'agency-carer', 'agency');
    await page.getByRole('link', { name: 'Kathleen', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Kathleen' }).waitFor();
    await page.locator('.sentence').waitFor();
    expect(await page.getByRole('button', { name: 'Call for help' }).count()).toBe(0);
    await page.getByRole('link', { name: 'The plan of care' }).click();
    await page.getByText('Falls backwards on the stairs.').waitFor();
    expect(await page.getByText('Resuscitation').count()).toBe(0);
    await page.getByRole('link', { name: 'Kathleen', exact: true }).click();
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByLabel('Write to the team').fill('She has a bruise on her arm.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('She has a bruise on her arm.').waitFor();
    await page.getByText('Waiting to be sent').waitFor({ state: 'detached' });
    await page.setViewportSize(smallest);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });

  it('somebody who works here is shown the way to the console', minutes, async () => {
    const tab = await openTab(browser, gateway.app.publicUrl, phone, { expected: /Failed to load resource/ });
    await tab.page.goto('/family');
    await tab.page.getByLabel('E-mail address').fill('asha@example.org');
    await tab.page.getByLabel('Password').fill(password);
    await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.page.getByRole('link', { name: 'To the console' }).waitFor();
    expect(tab.faults).toEqual([]);
  });
});
