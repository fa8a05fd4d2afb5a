import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeTemplate } from '../../gateway/agreements.ts';
import { agreementTerms, scenarioTemplate } from '../../gateway/contract/agreement-terms.ts';
import { previewResult } from '../../gateway/contract/backtests.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { agreementsInEveryStatus } from './support/agreements.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';
import { aPreview, standardTerms } from './support/terms.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const api = '/api/patients/joan';
const made = z.object({ id: z.string(), version: z.number() });

const as = (role: 'clinician' | 'coordinator') => (server: ContractServer, now: number) => {
  server.world.me = { ...server.world.me, name: 'Dr Amin', role };
  server.world.patients = [aPatient(now, { scenarios: agreementsInEveryStatus(now) })];
  server.answer('GET /api/scenario-templates', z.array(scenarioTemplate), () => [...templates.values()].map(describeTemplate));
  for (const id of ['blood-pressure', 'pills'])
    server.answer(`GET ${api}/scenario-templates/${id}/terms`, agreementTerms, () => ({ ...standardTerms(id), version: null }));
  server.answer(`POST ${api}/scenarios/preview`, previewResult, () => ({ ...aPreview(now), current: null, difference: null }));
  server.answer(`POST ${api}/scenarios`, made, () => ({ id: 'bp', version: 1 }));
};

describe('a new agreement', () => {
  it('is chosen by what it is about, looked at with its limits and sources, tried, and saved as a draft', async () => {
    const { page, server, faults } = await openConsole('/patients/joan', as('clinician'), quick);
    await page.getByRole('link', { name: 'New agreement' }).click();
    await page.getByRole('heading', { name: 'New agreement', level: 1 }).waitFor();
    const safety = page.getByRole('region', { name: 'Safety' });
    await safety.getByRole('listitem').filter({ hasText: 'Out at night' }).getByText('Needs recorded consent').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Fridge not opened at mealtime' }).getByText('Agreed already.').waitFor();
    expect(await page.getByText('Call of an unknown alarm unit').count()).toBe(0);
    await holdsAtEveryWidth(page, 'new-choose');
    await page.getByLabel('Find a kind of agreement').fill('blood pressure out');
    await page.getByText('1 kind of agreement', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Blood pressure outside the limits' }).click();
    await page.getByRole('heading', { name: 'New agreement: Blood pressure outside the limits' }).waitFor();
    const high = page.getByLabel('High systolic (mmHg)');
    expect(await high.inputValue()).toBe('170');
    await page.getByText('Source: After NICE NG136: above 170/115 mmHg twice is seen the same day').first().waitFor();
    await page.getByText('100 to 260.').waitFor();
    await holdsAtEveryWidth(page, 'new-terms');
    await high.fill('160');
    await page.getByRole('button', { name: 'What would it have meant?' }).click();
    await page.getByText('It takes the place of nothing that is in force.').waitFor();
    await page.getByText('If the fridge is not opened between 07:15 and 10:00').waitFor();
    await holdsAtEveryWidth(page, 'new-preview');

    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('heading', { name: 'Joan Price' }).waitFor();
    const terms = { params: { highSystolicMmHg: 160 }, plan: null, severity: null, template: 'blood-pressure' };
    expect(server.world.sent).toEqual([
      { path: `POST ${api}/scenarios/preview`, body: terms },
      { path: `POST ${api}/scenarios`, body: { ...terms, status: 'draft' } },
    ]);
    expect(faults).toEqual([]);
  });

  it('may say only what everybody else says, and shows what the gateway asks for', async () => {
    const { page, server } = await openConsole('/patients/joan/agreements/new/pills', as('clinician'), { ...quick, expected: refusals });
    server.refuse(`POST ${api}/scenarios`, 422, 'params.doses: is missing', [{ path: 'params.doses', message: 'is missing' }]);
    await page.getByRole('button', { name: 'Save as a draft' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.term--wrong').getByText('is missing').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), soon).toBe('alert');
  });

  it('is not offered to who may not make one', async () => {
    const { page } = await openConsole('/patients/joan', as('coordinator'), quick);
    await page.getByRole('heading', { name: 'Joan Price' }).waitFor();
    expect(await page.getByRole('link', { name: 'New agreement' }).count()).toBe(0);
  });

  it('of a kind that there is not says so', async () => {
    const { page } = await openConsole(
      '/patients/joan/agreements/new/fridges',
      (server, now) => {
        as('clinician')(server, now);
        server.refuse(`GET ${api}/scenario-templates/fridges/terms`, 404, 'There is no such kind of agreement.', []);
      },
      { ...quick, expected: refusals },
    );
    await page.getByText('There is no such person, or no such kind of agreement.').waitFor();
  });
});
