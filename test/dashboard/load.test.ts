import { describe, expect, it } from 'vitest';
import type { AlertLoad } from '../../gateway/contract/fatigue.ts';
import { expectAccessible, viewports } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { at } from './support/fixtures.ts';

const openConsole = consoleTests();

const figures = { fired: 14, open: 1, acted: 2, noAction: 6, promptSufficed: 5, shareActionable: 0.25, byOutcome: { reassurance: 6 } };

const aLoad = (now: number): AlertLoad => ({
  from: at(now, -90 * 1_440),
  to: at(now, 0),
  days: 90,
  enoughData: true,
  people: 2,
  alertsPerPersonPerDay: 0.0778,
  ...figures,
  templates: [{ template: 'pills', title: 'Medicine on time', ...figures }],
  agreements: [{ scenarioId: 'joan-pills', title: 'Medicine on time', patientId: 'joan', patientName: 'Joan Price', ...figures }],
});

const text = 'Joan Price, "Medicine on time": fired 14 times in 28 days; 13 were closed as no action.';
const given = (server: ContractServer, now: number) => {
  server.world.load = aLoad(now);
  const about = { week: '2026-03-02', kind: 'limit', patientId: 'joan', scenarioId: 'joan-pills', text };
  server.world.suggestions = [{ id: '2026-03-02.limit.joan-pills', ...about, dismissed: null }];
};

describe.each(viewports)('at $width', (viewport) => {
  it('the load of alerts is a table that everybody can read', async () => {
    const { page, faults } = await openConsole('/load', given, { movableClock: false });
    await page.setViewportSize(viewport);
    await page.getByText('Alerts per person per day: 0.08 (2 people, 14 alerts).').waitFor();
    await page.getByText(text).waitFor();
    await expectAccessible(page);
    expect(await page.getByText('25 %').count()).toBe(2);
    expect(faults).toEqual([]);
  });
});

it('says when there is not enough data', async () => {
  const { page } = await openConsole(
    '/load',
    (server, now) => {
      given(server, now);
      server.world.load = { ...aLoad(now), days: 12, enoughData: false, alertsPerPersonPerDay: null, agreements: [], templates: [] };
    },
    { movableClock: false },
  );
  await page.getByText('Not enough data: 12 of 30 days.').waitFor();
  expect(await page.getByText('Alerts per person per day').count()).toBe(0);
});

it('a clinician dismisses a suggestion with a reason; a coordinator only reads it', async () => {
  const coordinator = await openConsole('/load', given, { movableClock: false });
  await coordinator.page.getByText(text).waitFor();
  expect(await coordinator.page.getByRole('button', { name: /^Dismiss/ }).count()).toBe(0);

  const { page, server } = await openConsole(
    '/load',
    (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role: 'clinician' };
    },
    { movableClock: false },
  );
  await page.getByRole('button', { name: /^Dismiss/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
  await dialog.getByText('Say why the agreement stays as it is.').waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Why the agreement stays as it is').fill('She wants it so.');
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByText('Dismissed by Ada Finch: She wants it so.').waitFor();
  expect(server.world.suggestions[0]?.dismissed?.reason).toBe('She wants it so.');
});
