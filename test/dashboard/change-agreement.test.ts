import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agreementTerms } from '../../gateway/contract/agreement-terms.ts';
import { previewResult } from '../../gateway/contract/backtests.ts';
import { agreementsInEveryStatus } from './support/agreements.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';
import { aPreview, fridgeTerms, standardTerms } from './support/terms.ts';

const openConsole = consoleTests();
const path = '/patients/joan/agreements/fridge/change';
const api = '/api/patients/joan/scenarios/fridge';
const madeVersion = z.object({ id: z.string(), version: z.number() });

const given = (server: ContractServer, now: number) => {
  server.world.me = { ...server.world.me, name: 'Dr Amin', role: 'clinician' };
  server.world.patients = [aPatient(now, { scenarios: agreementsInEveryStatus(now) })];
  server.answer(`GET ${api}/terms`, agreementTerms, fridgeTerms);
  server.answer(`POST ${api}/preview`, previewResult, () => aPreview(now));
  server.answer(`PUT ${api}`, madeVersion, () => ({ id: 'fridge', version: 3 }));
};
const quick = { movableClock: false } as const;

describe('drafting a change', () => {
  it('says where each value comes from, shows what the change would have meant, and saves a draft', async () => {
    const { page, server, faults } = await openConsole(path, given, quick);
    const from = page.getByLabel('From', { exact: true });
    await from.waitFor();
    expect(await from.inputValue()).toBe('07:15');
    await page.getByText('Otherwise 07:00, Core pack').waitFor();
    await page.getByText('South locality, version 2, approved by Dr Shah on 3 May 2026').waitFor();
    await holdsAtEveryWidth(page, 'change');

    await page.getByLabel('To', { exact: true }).fill('10:00');
    await page.getByText('Otherwise 09:30, South locality').waitFor();
    await page.getByRole('button', { name: 'Take this away: From' }).click();
    await expect.poll(() => from.inputValue(), soon).toBe('07:00');
    await page.getByLabel('Out for', { exact: true }).fill('2');
    await page.getByLabel('Unit of Out for').selectOption('hours');
    await page.getByLabel('Severity').selectOption('Low');
    await page.getByRole('button', { name: 'What would it have meant?' }).click();
    await page.getByText('1 alert instead of 2 in 28 days.').waitFor();
    await expect
      .poll(() => page.getByRole('heading', { name: 'What it would have meant' }).evaluate((one) => one === document.activeElement), soon)
      .toBe(true);
    expect(await page.getByRole('table').getByRole('row').allTextContents()).toEqual([
      'TermsAlertsAlerts a weekPromptsMessages',
      'In force20.526',
      'Changed10.313',
    ]);
    await holdsAtEveryWidth(page, 'change-preview');
    // A preview is of the terms on the screen: other terms take it away.
    await page.getByLabel('Severity').selectOption('High');
    await page.getByRole('heading', { name: 'What it would have meant' }).waitFor({ state: 'detached' });
    await page.getByLabel('Severity').selectOption('Low');

    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('heading', { name: 'Joan Price' }).waitFor();
    const params = { window: { to: '10:00' }, outFor: 'PT2H' };
    expect(server.world.sent).toEqual([
      { path: `POST ${api}/preview`, body: { params, plan: null, severity: 'low' } },
      { path: `PUT ${api}`, body: { params, plan: null, severity: 'low', template: 'fridge', status: 'draft' } },
    ]);
    expect(faults).toEqual([]);
  });

  it('sends nothing that is unchanged or left empty, and puts what the gateway refuses beside its field', async () => {
    const { page, server } = await openConsole(path, given, { ...quick, expected: refusals });
    const save = page.getByRole('button', { name: 'Save as a draft' });
    await save.click();
    await page.getByText('Nothing is changed.').waitFor();
    await page.getByLabel('Out for', { exact: true }).fill('');
    await save.click();
    await page.getByText('A value is missing.').waitFor();
    await page.getByText('Fill this in, or take it away.').waitFor();
    expect(server.world.sent).toEqual([]);

    server.refuse(`PUT ${api}`, 422, 'params.holdUpTo: must be at most a day', [
      { path: 'params.holdUpTo', message: 'must be at most a day' },
    ]);
    await page.getByLabel('Out for', { exact: true }).fill('40');
    await page.getByLabel('Hold up to', { exact: true }).fill('90');
    await save.click();
    await page.locator('.term--wrong').getByText('must be at most a day').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), soon).toBe('alert');
    await holdsAtEveryWidth(page, 'change-refused');
  });

  it('can be done with the keyboard alone', async () => {
    const { page, server } = await openConsole(path, given, quick);
    await page.getByLabel('Hold up to', { exact: true }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('6');
    await page.getByRole('button', { name: 'Save as a draft' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Joan Price' }).waitFor();
    expect(server.world.sent[0]?.body).toMatchObject({ params: { window: { from: '07:15' }, holdUpTo: 'PT6H' } });
  });

  it('enters lists, and adds to them and takes away', async () => {
    const { page, server } = await openConsole(
      path,
      (server, now) => {
        given(server, now);
        const terms = standardTerms('pills');
        const doses = [{ time: '08:00', medicine: 'morning tablets' }];
        server.answer(`GET ${api}/terms`, agreementTerms, () => ({ ...terms, own: { ...terms.own, params: { doses } } }));
      },
      quick,
    );
    await page.getByRole('button', { name: 'Add to Doses' }).click();
    const second = page.getByRole('group', { name: 'Doses 2' });
    await second.getByLabel('Time').fill('20:00');
    await second.getByLabel('Medicine').fill('evening tablets');
    await second.getByLabel('sun', { exact: true }).check();
    await holdsAtEveryWidth(page, 'change-list');
    await page.getByRole('button', { name: 'Remove Doses 1' }).click();
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('heading', { name: 'Joan Price' }).waitFor();
    expect(server.world.sent[0]?.body).toMatchObject({
      params: { doses: [{ time: '20:00', medicine: 'evening tablets', days: ['sun'] }] },
    });
  });

  it('offers an administrator no preview, which tells of readings', async () => {
    const { page } = await openConsole(
      path,
      (server, now) => {
        given(server, now);
        server.world.me = { ...server.world.me, role: 'administrator' };
      },
      quick,
    );
    await page.getByRole('button', { name: 'Save as a draft' }).waitFor();
    expect(await page.getByRole('button', { name: 'What would it have meant?' }).count()).toBe(0);
  });
});

it.each(['vital-limit', 'home-iv', 'no-return', 'news2'])('the form of %s has no accessibility fault', async (id) => {
  const { page, faults } = await openConsole(
    path,
    (server, now) => {
      given(server, now);
      server.answer(`GET ${api}/terms`, agreementTerms, () => standardTerms(id));
    },
    quick,
  );
  await page.getByRole('button', { name: 'Save as a draft' }).waitFor();
  await holdsAtEveryWidth(page, `change-${id}`);
  expect(faults).toEqual([]);
});
