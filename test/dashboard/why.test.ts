import { describe, expect, it } from 'vitest';
import { localInput } from '../../dashboard/shared/time/wall-clock.ts';
import type { ExplanationView } from '../../gateway/contract/explanations.ts';
import { expectAccessible } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import { anAlert, aPatient } from './support/fixtures.ts';

const openConsole = consoleTests();

const anExplanation: ExplanationView = {
  patientId: 'joan',
  scenarioId: 'joan-pills',
  title: 'Medicine on time',
  at: '2026-01-12T08:20:00Z',
  status: 'watching',
  sentence:
    'There was no alert at 08:20 on 12 January. An alert needs this, and it was not so: The dose is late. It was dispensed at 08:02.',
  version: 2,
  agreement: 'If the dose is not dispensed, the dispenser reminds Joan.',
  approvedBy: 'Dr Amin',
  conditions: [{ text: 'The dose is late.', met: false, found: 'It was dispensed at 08:02.', limit: 'by 08:15 (version 2)' }],
  alert: null,
  complete: false,
  notes: ['No reading is stored of the time before.'],
};

describe('why', () => {
  it('stands on the alert’s page, each condition with a shape, a word, what was found, and the limit', async () => {
    const { page } = await openConsole('/alerts/joan-pills-1', (server, now) => {
      server.world.alerts.set('joan-pills-1', anAlert(now));
    });
    await page.getByRole('heading', { name: 'Why: every condition as it stood' }).waitFor();
    const conditions = await page.locator('.conditions li').allInnerTexts();
    expect(conditions.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      'So The 08:00 dose is due and not dispensed. No dose dispensed since 20:02 yesterday. Limit: due 08:00, allowed 15 min (version 2, Dr Amin)',
      'Not known The dispenser works. It was last heard from at 08:40.',
    ]);
    await expectAccessible(page);
  });

  it('is left out of an alert of before', async () => {
    const { page } = await openConsole('/alerts/joan-pills-1', (server, now) => {
      server.world.alerts.set('joan-pills-1', anAlert(now, { conditions: [] }));
    });
    await page.getByText('Evidence', { exact: true }).waitFor();
    expect(await page.getByText('Why: every condition as it stood').count()).toBe(0);
  });

  it('not, is asked on the patient’s page, and the answer says what is missing', async () => {
    const { page, now } = await openConsole('/patients/joan', (server, now) => {
      server.world.patients = [aPatient(now)];
      server.world.explanation = anExplanation;
    });
    await page.getByLabel(/^At \(/).fill(localInput('Europe/London', now - 86_400_000));
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(anExplanation.sentence).waitFor();
    expect(await page.locator('.conditions__one--unmet').textContent()).toContain('Not so');
    await page.getByText('No reading is stored of the time before.').waitFor();
    // What lies under the frame of the page cannot be looked at.
    await page.evaluate(() => window.scrollTo(0, 0));
    await expectAccessible(page);
  });
});
