import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agreementsInEveryStatus, aHistory } from './support/agreements.ts';
import { viewports } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import { aPatient } from './support/fixtures.ts';

const openConsole = consoleTests();
/** To be looked at. */
const pictures = join(tmpdir(), 'hearthline-agreements-pictures');

it('says the status of every agreement, what is missing, and who set each value', async () => {
  const { page, faults } = await openConsole('/patients/joan', (server, now) => {
    server.world.patients = [aPatient(now, { scenarios: agreementsInEveryStatus(now) })];
    server.world.agreementHistory = aHistory(now);
  });
  const card = page.locator('.agreements-card');
  await card.getByText('Versions and changes').first().waitFor();
  expect(await card.locator('.agreement-status').allTextContents()).toEqual([
    'Active',
    expect.stringMatching(/^Paused until \w{3} \d+ \w+, \d\d:\d\d$/),
    'Draft, not judged',
    'Approved, not in force',
    'Consent taken back, ended',
  ]);
  await card.getByText('Nothing new is raised until then. Why: Staying with Mary').waitFor();
  await card.getByText('No consent is recorded: it cannot be activated.').waitFor();
  await card.getByText('Best-interest decision by Dr Shah, 3 May 2026').waitFor();
  await card.getByText('"Out at night" is no longer watched: nobody is asked and nobody is told.').waitFor();

  const first = card.locator('.agreements > li').first();
  await first.getByText('What is agreed, and who set it').click();
  await first.getByRole('row').first().waitFor();
  const rows = await first.getByRole('row').allTextContents();
  expect(rows).toContain('Window, to09:30PlaceSouth locality, version 2, approved by Dr Shah on 3 May 2026');
  await first.getByText('Versions and changes').click();
  await first.getByText('Sam Okafor: Approved, version 2, approved by Dr Amin').waitFor();
  await first.getByText('Version 2: Window, to: 10:00 (Core pack) → 09:30').waitFor();

  mkdirSync(pictures, { recursive: true });
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await card.screenshot({ path: join(pictures, `agreements-${viewport.width}.png`) });
  }
  expect(faults).toEqual([]);
});

it('says when the history cannot be read, and tries again', async () => {
  const { page } = await openConsole(
    '/patients/joan',
    (server, now) => {
      server.world.patients = [aPatient(now, { scenarios: agreementsInEveryStatus(now).slice(0, 1) })];
      server.world.agreementHistory = aHistory(now);
      server.world.failing.set('/api/patients/joan/scenarios/fridge/versions', 503);
    },
    { expected: /503/ },
  );
  await page.getByText('Versions and changes').click();
  const again = page.getByRole('button', { name: /again/i });
  await again.waitFor();
});
