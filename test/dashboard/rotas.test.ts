import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Team, team } from '../../dashboard/shared/api/shapes.ts';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import { shiftPatternView } from '../../gateway/contract/calendars.ts';
import { handOverView, rotaGap, rotaView } from '../../gateway/contract/rotas.ts';
import { inBarGroup } from './support/browser.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { anAlert, at, ownedBy } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const day = 1_440;
const overrides = 'POST /api/teams/rrt/rota/overrides';
const nights = { id: 'nights', name: 'Nights', windows: [{ from: '20:00', to: '08:00', days: ['fri' as const, 'sat' as const] }] };
const channels = [{ kind: 'email' as const, address: 'someone@example.org' }];

/** Ann and Ben by turns from now on, half a day each; in five days nobody. */
const given = (server: ContractServer, now: number) => {
  const turn = (id: string, name: string, from: number, until: number) => ({ id, name, fromAt: at(now, from), untilAt: at(now, until) });
  const turns = Array.from({ length: 10 }, (_, n) =>
    n % 2 === 0 ? turn('ann', 'Ann Lee', n * 720, (n + 1) * 720) : turn('ben', 'Ben Cole', n * 720, (n + 1) * 720),
  );
  const onCall: Team['onCall'] = turns.map((one, n) => ({ ...one, now: n === 0, byRota: true }));
  const teams: Team[] = [
    { id: 'ccc', kind: 'coordination', name: 'Coordination centre', localityId: null, onCall: [] },
    { id: 'rrt', kind: 'rapid-response', name: 'Rapid response, north', localityId: null, onCall },
  ];
  const swap = { id: 'swap-1', fromAt: at(now, 720), untilAt: at(now, day), outId: 'ann', inId: 'ben', note: 'Ann has a cold' };
  const people = [
    { id: 'ann', name: 'Ann Lee', channels },
    { id: 'ben', name: 'Ben Cole', channels },
  ];
  const rota = { zone: 'Europe/London', cover: [], people, shifts: [], overrides: [swap], turns: [] };
  const gap = { teamId: 'rrt', teamName: 'Rapid response, north', fromAt: at(now, 5 * day), untilAt: at(now, 5 * day + 720) };
  const alert = ownedBy(now, anAlert(now), { id: 'ann', name: 'Ann Lee' });
  server.answer('GET /api/teams', z.array(team), () => teams);
  server.answer('GET /api/rota-gaps', z.array(rotaGap), () => [gap]);
  server.answer('GET /api/shift-patterns', z.array(shiftPatternView), () => [nights]);
  server.answer('GET /api/teams/rrt/rota', rotaView, () => rota);
  server.answer('GET /api/teams/rrt/hand-over', handOverView, () => ({
    ...{ followUps: [], silentKit: [], away: [], referrals: [] },
    at: at(now, 720),
    leaving: ['Ann Lee'],
    coming: ['Ben Cole'],
    alerts: [
      { alert: alertSummary.parse(alert), promised: { by: 'Ann Lee', at: at(now, -5), text: 'Acknowledged.' }, endsWithTurn: true },
      { alert: alertSummary.parse(anAlert(now, { id: 'b', patientName: 'Fred Barnes' })), promised: null, endsWithTurn: false },
    ],
  }));
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

it('lists every team with who is on duty now and the gaps ahead, and is reached from the bar', async () => {
  const { page, faults } = await openConsole('/', given, quick);
  await (await inBarGroup(page, 'Team and figures', 'Rotas')).click();
  const row = page.getByRole('row').filter({ hasText: 'Rapid response, north' });
  await row.getByText('Ann Lee').waitFor();
  await row.getByText('1 gap').waitFor();
  await page.getByRole('row').filter({ hasText: 'Coordination centre' }).getByText('no gap').waitFor();
  await page.getByRole('listitem').getByText('Nights: 20:00 to 08:00, Fri Sat').waitFor();
  expect(await button(page, 'Add a shift pattern…').count()).toBe(0);
  await row.getByRole('link').click();
  await page.getByRole('heading', { name: 'Rapid response, north' }).waitFor();
  expect(faults).toEqual([]);
});

it('lets a manager name times, says what is missing, and why one that is in use stays', async () => {
  const { page, server } = await openConsole(
    '/rotas',
    (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role: 'manager' };
      server.refuse('DELETE /api/shift-patterns/nights', 409, 'Rotas or contacts still have it: give them other times first.');
      for (const id of ['nights', 'nights-2']) server.answer(`PUT /api/shift-patterns/${id}`, z.null(), () => null);
    },
    { ...quick, expected: refusals },
  );
  await button(page, 'Add a shift pattern…').focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('Name, for example Nights').fill('Nights');
  await dialog(page).getByRole('button', { name: 'Pattern: remove time 1' }).click();
  await button(page, 'Save').click();
  await dialog(page).getByText('Give at least one time, each with a beginning, an end and a day.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), soon).toBe('times');
  await dialog(page).getByRole('button', { name: 'Pattern: another time' }).click();
  await dialog(page).getByLabel('From').fill('22:00');
  await dialog(page).getByLabel('To', { exact: true }).fill('06:00');
  await holdsAtEveryWidth(page, 'shift-pattern');
  await button(page, 'Save').click();
  await dialog(page).waitFor({ state: 'detached' });
  // Two may have one name; the one that is there already stays as it is.
  expect(server.world.sent.at(-1)).toEqual({
    path: 'PUT /api/shift-patterns/nights-2',
    body: { name: 'Nights', windows: [{ from: '22:00', to: '06:00' }] },
  });

  await button(page, 'Change Nights').click();
  expect(await dialog(page).getByLabel('From').inputValue()).toBe('20:00');
  await dialog(page).getByLabel('Sat').uncheck();
  await button(page, 'Save').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(server.world.sent.at(-1)).toEqual({
    path: 'PUT /api/shift-patterns/nights',
    body: { name: 'Nights', windows: [{ from: '20:00', to: '08:00', days: ['fri'] }] },
  });
  await button(page, 'Remove Nights').click();
  await page.getByRole('alert').getByText('Rotas or contacts still have it').waitFor();
  await holdsAtEveryWidth(page, 'rotas');
});

it('shows two weeks with the gaps marked, the swaps, and what the next hand-over hands over', async () => {
  const { page, faults } = await openConsole('/rotas/rrt', given, quick);
  const days = page.getByRole('table', { name: 'The next 14 days' });
  await days.waitFor();
  expect(await days.getByRole('row').count()).toBe(15);
  await days
    .getByText(/^Nobody/)
    .first()
    .waitFor();
  await page.getByText('Ben Cole instead of Ann Lee').waitFor();
  await page.getByText('Ann has a cold').waitFor();
  const joan = page.getByRole('row').filter({ hasText: 'Joan Price' });
  await joan.getByText('ends with this turn').waitFor();
  await page.getByText(/Ann Lee leaves, Ben Cole comes/).waitFor();
  await holdsAtEveryWidth(page, 'rota');
  expect(faults).toEqual([]);
});

it('finds somebody for a gap by keyboard, says what is missing and why the gateway refuses, and takes a swap back', async () => {
  const { page, server } = await openConsole('/rotas/rrt', given, { ...quick, expected: refusals });
  await page
    .getByRole('button', { name: /^Find somebody…/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  expect(await dialog(page).getByLabel('From').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  await button(page, 'Swap').focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Choose who comes, or whose duty it was.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('swap-in');
  await holdsAtEveryWidth(page, 'swap');
  await dialog(page).getByLabel('Who takes it').selectOption('Ben Cole');
  await dialog(page).getByLabel('From').fill('2030-01-05T08:00');
  await dialog(page).getByLabel('Until').fill('2030-01-05T08:00');
  await button(page, 'Swap').click();
  await dialog(page).getByText('Say until when, later than the beginning.').waitFor();
  await dialog(page).getByLabel('Until').fill('2030-01-05T20:00');
  server.refuse(overrides, 422, 'inId: is not on this rota');
  await button(page, 'Swap').click();
  await dialog(page).getByText('inId: is not on this rota').waitFor();
  server.answer(overrides, z.object({ id: z.string() }), () => ({ id: 'swap-2' }));
  await button(page, 'Swap').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(server.world.sent.at(-1)).toEqual({
    path: overrides,
    body: { outId: null, inId: 'ben', fromAt: '2030-01-05T08:00:00.000Z', untilAt: '2030-01-05T20:00:00.000Z', note: '' },
  });

  const back = 'DELETE /api/teams/rrt/rota/overrides/swap-1';
  server.answer(back, z.null(), () => null);
  await page.getByRole('button', { name: /^Take back: .*Ben Cole instead of Ann Lee/ }).click();
  await expect.poll(() => server.world.sent.at(-1)?.path, soon).toBe(back);
});

it('says when a team has no rota, and offers no swap then', async () => {
  const { page } = await openConsole(
    '/rotas/rrt',
    (server, now) => {
      given(server, now);
      server.refuse('GET /api/teams/rrt/rota', 404, 'There is no such team, or it has no rota.');
    },
    { ...quick, expected: refusals },
  );
  await page.getByText('This team has no rota.').waitFor();
  expect(await button(page, 'Swap…').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Find somebody/ }).count()).toBe(0);
});
