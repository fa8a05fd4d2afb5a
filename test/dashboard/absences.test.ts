import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const presence = 'PUT /api/patients/joan/presence';
const dates = 'POST /api/patients/joan/contacts/mary/unavailable';
const given = (server: ContractServer, now: number) => {
  server.world.patients = [aPatient(now)];
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });

it('an absence begins with an end, gets another one, and ends before its time', async () => {
  const { page, server, now, faults } = await openConsole('/patients/joan', given, quick);
  server.answer(presence, z.null(), (body) => {
    const { mode, untilAt = null } = body as { mode: 'home' | 'hospital'; untilAt?: string };
    server.world.patients = [aPatient(now, { presence: { mode, untilAt } })];
    return null;
  });
  const year = new Date(now).getUTCFullYear() + 1;
  await button(page, 'Begin an absence…').click();
  await button(page, 'Save').click();
  await dialog(page).getByText('Choose where they are.').waitFor();
  await dialog(page).getByLabel('Where', { exact: true }).selectOption('In hospital');
  await button(page, 'Save').click();
  await dialog(page).getByText('Say until when: an absence always has an end.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('presence-until');
  await holdsAtEveryWidth(page, 'presence');
  await dialog(page).getByLabel('Until').fill(`${year}-01-10T09:00`);
  await page.keyboard.press('Enter');
  await gone(page);
  await button(page, 'Change the absence…').click();
  expect(await dialog(page).getByLabel('Until').inputValue()).toBe(`${year}-01-10T09:00`);
  await dialog(page).getByLabel('Until').fill(`${year}-01-12T09:00`);
  await button(page, 'Save').click();
  await gone(page);
  await button(page, 'Back home now').click();
  await button(page, 'Begin an absence…').waitFor();
  expect(server.world.sent).toEqual([
    { path: presence, body: { mode: 'hospital', untilAt: `${year}-01-10T09:00:00.000Z` } },
    { path: presence, body: { mode: 'hospital', untilAt: `${year}-01-12T09:00:00.000Z` } },
    { path: presence, body: { mode: 'home' } },
  ]);
  expect(faults).toEqual([]);
});

it('a contact is not asked on certain dates, with a team instead; the dates are shown and can be taken back', async () => {
  const { page, server, now } = await openConsole('/patients/joan', given, { ...quick, expected: refusals });
  const replacement = { kind: 'team', teamKind: 'agency', message: 'Please make an extra call to {name}.' } as const;
  server.answer(dates, z.object({ id: z.string() }), () => {
    const period = { id: 'abs-1', fromAt: at(now, -10), untilAt: at(now, 20_000), reason: 'operation', replacement };
    server.world.unavailable = { mary: [period, { ...period, id: 'abs-0', untilAt: at(now, -5) }] };
    return { id: 'abs-1' };
  });
  await page.getByText('Everybody can be asked as agreed.').waitFor();
  await button(page, 'Somebody cannot be asked…').click();
  const year = new Date(now).getUTCFullYear() + 1;
  await dialog(page).getByLabel('Until').fill('2001-01-01T00:00');
  await button(page, 'Save').click();
  await dialog(page).getByText('Say until when, later than the beginning.').waitFor();
  await dialog(page).getByLabel('From').fill(`${year}-01-05T00:00`);
  await dialog(page).getByLabel('Until').fill(`${year}-01-10T09:00`);
  await dialog(page).getByLabel('Why').fill('operation');
  // Tom may not be told, so that he cannot stand in either.
  expect(await dialog(page).getByLabel('Who is asked instead').locator('option').allTextContents()).toEqual([
    'Nobody: the next step comes at once',
    'Coordination centre',
    'Rapid response',
    'Care agency',
  ]);
  await dialog(page).getByLabel('Who is asked instead').selectOption('Care agency');
  await button(page, 'Save').click();
  await dialog(page).getByText('Say what the team is asked.').waitFor();
  await holdsAtEveryWidth(page, 'unavailable');
  await dialog(page).getByLabel('What the team is asked').fill(replacement.message);
  await button(page, 'Save').click();
  await gone(page);
  expect(server.world.sent.at(-1)).toEqual({
    path: dates,
    body: { fromAt: `${year}-01-05T00:00:00.000Z`, untilAt: `${year}-01-10T09:00:00.000Z`, reason: 'operation', replacement },
  });
  const line = page.locator('.contact-dates li');
  await line.getByText('Instead: Care agency, “Please make an extra call to {name}.”').waitFor();
  // What is over is not shown.
  expect(await line.count()).toBe(1);
  await holdsAtEveryWidth(page, 'contact-dates');

  server.refuse('DELETE /api/patients/joan/contacts/mary/unavailable/abs-1', 404, 'there are no such dates');
  await line.getByRole('button', { name: /^Can be asked again: Mary Price/ }).click();
  await line.getByText('there are no such dates').waitFor();
  server.answer('DELETE /api/patients/joan/contacts/mary/unavailable/abs-1', z.null(), () => {
    server.world.unavailable = {};
    return null;
  });
  await line.getByRole('button', { name: /^Can be asked again: Mary Price/ }).click();
  await page.getByText('Everybody can be asked as agreed.').waitFor();
});

it('is offered to those who arrange care', async () => {
  const { page } = await openConsole(
    '/patients/joan',
    (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role: 'responder' };
    },
    quick,
  );
  await page.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
  expect(await page.getByText('Away and not to be asked').count()).toBe(0);
});
